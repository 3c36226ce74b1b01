-- ss -e of a netlink socket: ss asks the kernel for no address, and prints 0 as sk and cb.
SELECT printf('sk=0 cb=0 groups=0x%08x',
              (SELECT coalesce(sum(1 << (g.group_number - 1)), 0) FROM diag_netlink_groups AS g
               WHERE g.member_id = ?1 AND g.line = ?2 AND g.group_number <= 32))
WHERE ?1 IS NOT NULL
UNION ALL
SELECT printf('groups=0x%08x', groups) FROM proc_net_netlink WHERE ?1 IS NULL AND member_id = ?3 AND line = ?4;
