-- title: Network namespaces
-- caption: Each has its own addresses, ports and rules: what one of them shows, netstat and ss do not see from another.
-- empty: No network namespace was found.
-- columns: net_namespace code
SELECT net_namespace, name, how, pid, (SELECT p.comm FROM process_stat AS p WHERE p.pid = n.pid AND p.tid = p.pid) AS process, processes, threads, sockets
FROM net_namespaces AS n
ORDER BY sockets DESC, net_namespace;
