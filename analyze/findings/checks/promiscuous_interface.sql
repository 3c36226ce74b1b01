-- title: an interface receives what is for others, and nothing that was read explains it
-- severity: high
-- attack: T1040
-- facts: the kernel counts more wishes for promiscuous mode than packet sockets, the administrator and the interfaces around it account for
-- ruled out: an interface that belongs to a bridge, a bond or another master, or has macvlans, ipvlans or vlans on it; the memberships of packet
--   sockets; ip link set promisc on, which is of low severity
-- not excludable: a module that asks for it and shows in no interface
-- on the host: ip -d link show; the count is "promiscuity"
SELECT printf('interface %s of namespace %d', l.interface_name, l.net_namespace) AS subject,
       iif(l.promiscuity > (l.flags & 256 <> 0) + coalesce(m.count, 0), NULL, 'low') AS severity,
       printf('interface %s of namespace %d receives what is for others', l.interface_name, l.net_namespace) AS what,
       printf('promiscuity is %d', l.promiscuity) AS fact, l.member_id AS fact_member_id, l.line AS fact_line,
       printf('the administrator asked %d times, packet sockets %d times; it has no master, and nothing is stacked on it',
              l.flags & 256 <> 0, coalesce(m.count, 0)) AS other,
       d.member_id AS other_member_id
FROM rtnl_link AS l
JOIN members AS d ON d.snapshot_id = ?1 AND d.path = 'net/' || l.net_namespace || '/after/diag/packet' AND d.state IN ('ok', 'empty')
LEFT JOIN (SELECT net_namespace, interface_index, sum(count) AS count FROM diag_packet_memberships
           WHERE snapshot_id = ?1 AND type = 1 AND pass = 'after' GROUP BY net_namespace, interface_index) AS m
  ON m.net_namespace = l.net_namespace AND m.interface_index = l.interface_index
WHERE l.snapshot_id = ?1 AND l.promiscuity > coalesce(m.count, 0) AND l.master IS NULL AND l.kind IS NOT 'bridge'
  AND NOT EXISTS (SELECT 1 FROM rtnl_link AS o
                  WHERE o.snapshot_id = ?1 AND o.link = l.interface_index AND o.kind IN ('macvlan', 'macvtap', 'ipvlan', 'ipvtap', 'vlan'))
