-- How many inet sockets have no known mark (?1 is 0) or cgroup (?1 is 1).
SELECT count(*) FROM sockets AS s
LEFT JOIN diag_inet AS d ON d.member_id = s.diag_member_id AND d.line = s.diag_line
WHERE s.family IN (2, 10) AND s.protocol IN (6, 17, 33, 132, 255, 262) AND s.ownership NOT IN ('collector', 'forged')
  AND s.seen NOT IN ('descriptor', 'io_uring') AND iif(?1, d.cgroup_id, d.mark) IS NULL;
