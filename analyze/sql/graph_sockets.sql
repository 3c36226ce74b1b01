-- The sockets of a picture of connections, one a row, with what each level of folding calls its ends.  For a connection that is narrowed to a
-- snapshot; ?1 is 1 where connections within the host are drawn, too.
DROP TABLE IF EXISTS temp.graph_sockets;
CREATE TEMP TABLE graph_sockets AS
WITH
named AS MATERIALIZED (SELECT DISTINCT pid FROM finding_processes),
contained AS MATERIALIZED (
    SELECT pid, coalesce(runtime, 'container') || coalesce(' ' || iif(length(container_id) = 64 AND container_id NOT GLOB '*[^0-9a-f]*',
                                                                  substr(container_id, 1, 12), container_id), '') AS container
    FROM process_containers
),
-- One namespace alone needs no name, even where nothing says that it is the host's.
labels AS MATERIALIZED (
    SELECT net_namespace, iif(count(*) OVER () > 1, label, '') AS label FROM net_namespace_labels
),
holders AS MATERIALIZED (
    SELECT t.pid, t.comm AS name, coalesce(c.container, '') AS container,
           replace(substr(g.cgroup_path, -256), rtrim(substr(g.cgroup_path, -256), replace(substr(g.cgroup_path, -256), '/', '')), '') AS unit, n.pid IS NOT NULL AS named
    FROM process_stat AS t
    LEFT JOIN contained AS c ON c.pid = t.pid
    LEFT JOIN named AS n ON n.pid = t.pid
    LEFT JOIN (SELECT pid, max(cgroup_path) AS cgroup_path FROM process_cgroups WHERE controllers IN ('', 'name=systemd') GROUP BY pid) AS g ON g.pid = t.pid
    WHERE t.tid = t.pid
),
drawn AS MATERIALIZED (
    SELECT CASE WHEN i.direction <> 'local' THEN i.direction WHEN i.service_port = i.local_port THEN 'in' ELSE 'out' END AS side,
           i.pid, i.ownership, coalesce(s.protocol_name, i.protocol) AS protocol, i.service_port, i.state, i.net_namespace, i.remote_class,
           i.local_address, i.local_port, i.remote_port,
           iif(i.remote_address GLOB '::ffff:*.*', substr(i.remote_address, 8), i.remote_address) AS remote,
           iif(i.remote_address GLOB '::ffff:*.*', substr(i.remote_ip, 13), i.remote_ip) AS ip
    FROM inet_sockets AS i JOIN sockets AS s USING (socket_id)
    WHERE (i.direction IN ('in', 'out', 'listen') OR i.direction = 'local' AND ?1) AND i.ownership NOT IN ('collector', 'forged')
),
top AS MATERIALIZED (
    -- One that has less than a hundredth of the sockets says no more than its network.
    SELECT remote FROM drawn WHERE side <> 'listen' GROUP BY remote
    HAVING count(*) * 100 >= (SELECT count(*) FROM drawn)
    ORDER BY count(*) DESC, remote LIMIT 20
)
SELECT d.side, coalesce(nullif(h.container, ''), iif(l.label = '', NULL, 'namespace ' || l.label), '') AS place,
       coalesce(h.name, 'nobody: ' || d.ownership) AS name, d.pid, coalesce(h.unit, '') AS unit, coalesce(h.named, 0) AS named,
       d.protocol || ' ' || d.service_port AS service, coalesce(d.state, '') AS state,
       iif(instr(d.local_address, ':'), '[' || d.local_address || ']', d.local_address) || ':' || d.local_port AS here,
       d.remote AS address, iif(instr(d.remote, ':'), '[' || d.remote || ']', d.remote) || ':' || d.remote_port AS there,
       iif(length(d.ip) = 4, rtrim(d.remote, '0123456789') || '0/24', lower(printf('%s:%s:%s:%s::/64', hex(substr(d.ip, 1, 2)), hex(substr(d.ip, 3, 2)),
                                                                                      hex(substr(d.ip, 5, 2)), hex(substr(d.ip, 7, 2))))) AS net,
       CASE WHEN d.remote_class = 'loopback' THEN 'loopback'
            WHEN t.remote IS NOT NULL THEN d.remote
            WHEN length(d.ip) <> 4 THEN d.remote_class || lower(printf(' %s:%s::/32', hex(substr(d.ip, 1, 2)), hex(substr(d.ip, 3, 2))))
            WHEN d.remote_class = 'public' THEN 'public ' || substr(d.remote, 1, instr(d.remote, '.')) || '0.0.0/8'
            ELSE d.remote_class || ' ' || rtrim(rtrim(rtrim(d.remote, '0123456789'), '.'), '0123456789') || '0.0/16' END AS class
FROM drawn AS d
LEFT JOIN holders AS h ON h.pid = d.pid
LEFT JOIN labels AS l ON l.net_namespace = d.net_namespace
LEFT JOIN top AS t ON t.remote = d.remote;
