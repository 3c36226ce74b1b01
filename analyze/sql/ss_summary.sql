-- ss -s for the network namespace ?1: the counters that the last pass read.
WITH
now AS (
    SELECT c.counter_group AS g, c.name AS n, c.value AS v
    FROM net_counters AS c
    WHERE c.net_namespace = ?1
      AND (c.file IN ('sockstat', 'sockstat6')
           AND c.member_id = (SELECT max(l.member_id) FROM net_counters AS l WHERE l.net_namespace = ?1 AND l.file = c.file)
           OR c.file = 'snmp' AND c.counter_group = 'Tcp' AND c.name = 'CurrEstab')
),
total AS (
    SELECT total(v) FILTER (WHERE g = 'sockets') AS all_of_them,
           total(v) FILTER (WHERE g = 'TCP' AND n = 'alloc') AS tcp, total(v) FILTER (WHERE g = 'TCP' AND n = 'tw') AS timewait,
           total(v) FILTER (WHERE g = 'TCP' AND n = 'orphan') AS orphaned, total(v) FILTER (WHERE g = 'Tcp') AS estab,
           total(v) FILTER (WHERE g IN ('TCP', 'TCP6') AND n = 'inuse') AS hashed
    FROM now
),
transport (place, name) AS (VALUES (1, 'RAW'), (2, 'UDP'), (3, 'TCP'), (5, 'FRAG')),
counted AS (
    SELECT t.place, t.name, (SELECT total(v) FROM now WHERE g = t.name AND n = 'inuse') AS ip,
           (SELECT total(v) FROM now WHERE g = t.name || '6' AND n = 'inuse') AS ip6
    FROM transport AS t
    UNION ALL
    SELECT 4, 'INET', (SELECT total(v) FROM now WHERE g IN ('RAW', 'UDP', 'TCP') AND n = 'inuse'),
           (SELECT total(v) FROM now WHERE g IN ('RAW6', 'UDP6', 'TCP6') AND n = 'inuse')
)
SELECT c.name, CAST(c.ip + c.ip6 AS INTEGER), CAST(c.ip AS INTEGER), CAST(c.ip6 AS INTEGER), CAST(t.all_of_them AS INTEGER),
       CAST(t.tcp + t.timewait AS INTEGER), CAST(t.estab AS INTEGER), CAST(t.tcp - (t.hashed - t.timewait) AS INTEGER),
       CAST(t.orphaned AS INTEGER), CAST(t.timewait AS INTEGER)
FROM counted AS c
JOIN total AS t
WHERE EXISTS (SELECT 1 FROM now)
ORDER BY c.place;
