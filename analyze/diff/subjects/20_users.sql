-- Users of /etc/passwd, with the groups that name them.  What stands in the field of the password is not shown.
SELECT u.username AS key, u.username AS item, NULL AS identity, NULL AS cookie, NULL AS started, NULL AS source, NULL AS gap, 0 AS runs,
       u.uid, u.gid, coalesce(u.shell, '') AS shell, coalesce(u.directory, '') AS directory, coalesce(u.description, '') AS description,
       CASE u.password WHEN 'x' THEN 'in shadow' WHEN '' THEN 'none' WHEN '*' THEN 'locked' WHEN '!' THEN 'locked' ELSE 'set' END AS password,
       iif((SELECT gap FROM member_reads WHERE snapshot_id = ?1 AND path = 'etc/group') = '',
           coalesce((SELECT group_concat(g.groupname, ' ')
                     FROM (SELECT groupname FROM group_members WHERE snapshot_id = ?1 AND username = u.username ORDER BY groupname) AS g), ''),
           NULL) AS groups
FROM passwd_file AS u
WHERE u.snapshot_id = ?1
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL,
       coalesce((SELECT gap FROM member_reads WHERE snapshot_id = ?1 AND path = 'etc/passwd'), 'etc/passwd: not in the snapshot'),
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
