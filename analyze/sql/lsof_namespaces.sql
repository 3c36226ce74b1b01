-- The network namespaces that have sockets, but for those of collect, and the name below /run/netns where one has that.
SELECT s.net_namespace,
       (SELECT CASE WHEN n.place GLOB '*/run/docker/netns/*' THEN substr(n.place, instr(n.place, '/run/docker/netns/') + 18)
                    ELSE substr(n.place, instr(n.place, '/run/netns/') + 11) END
        FROM net_namespace_sightings AS n
        WHERE n.net_namespace = s.net_namespace AND n.how = 'mount'
          AND (n.place GLOB '*/run/netns/*' OR n.place GLOB '*/run/docker/netns/*')
        ORDER BY n.line LIMIT 1)
FROM (SELECT DISTINCT net_namespace FROM sockets WHERE net_namespace IS NOT NULL) AS s;
