-- title: a port that is in use and that no table shows
-- severity: high
-- attack: T1014
-- facts: the port cannot be bound since it is in use; no table and no dump that was read before each attempt, nor any socket of the snapshot, shows it
-- ruled out: a socket that came or went: the port was tried several times, each behind a new look at the tables; where no table could be read
-- not excludable: before Linux 6.8, or where the dump of TCP could not be read, a TCP socket that is bound and neither listens nor is connected: the
--   severity is low
-- on the host: nc -l PORT beside ss -tunap
-- reads: net/*/context/probed-ports
SELECT printf('%s port %d of namespace %d', iif(u.protocol = 6, 'TCP', 'UDP'), u.port, u.net_namespace) AS subject,
       iif(u.protocol = 6 AND (',' || u.tables || ',' NOT GLOB '*,diag/tcp,*' OR n.kernel GLOB '[1-5].*' OR n.kernel GLOB '6.[0-7].*'), 'low', NULL)
           AS severity,
       printf('%s port %d of namespace %d is in use, and nothing shows by what', iif(u.protocol = 6, 'TCP', 'UDP'), u.port, u.net_namespace) AS what,
       printf('port %d could not be bound in any of %d attempts', u.port, u.looks) AS fact, u.member_id AS fact_member_id, u.line AS fact_line,
       printf('%s do not have it, nor any other table of the snapshot', u.tables) AS other
FROM unlisted_ports AS u
JOIN snapshots AS n ON n.snapshot_id = ?1
WHERE u.snapshot_id = ?1 AND u.tables IS NOT NULL
