-- Questions about sockets, each shaped as rule packs publish them.

-- Who listens on all addresses?
-- columns: name,port,pid
-- finds: .pid == $listener and .port == $port and .name == "holder"
SELECT DISTINCT processes.name, listening_ports.port, processes.pid FROM listening_ports JOIN processes USING (pid)
WHERE listening_ports.address = '0.0.0.0';

-- The same in double quotes, with the command line.
-- columns: address,pid,port,protocol,name,path,cmdline
-- finds: .pid == $listener and .port == $port and .protocol == 6
SELECT lp.address, lp.pid, lp.port, lp.protocol, p.name, p.path, p.cmdline
FROM listening_ports lp LEFT JOIN processes p ON lp.pid = p.pid WHERE lp.address = "0.0.0.0";

-- The same in the old way, with a comma for a join.
-- columns: pid,port,path,cmdline,cwd
-- finds: .pid == $inside and .port == $inner_port
select p.pid, port, p.path, cmdline, cwd from listening_ports lp, processes p where lp.pid = p.pid and port != 0;

-- Who has a given port, the number as text?
-- columns: pid,port
-- finds: .pid == $listener and .port == $port
SELECT pid, port FROM listening_ports WHERE port || '' = CAST(port AS TEXT) AND port >= '1024' AND protocol = '6' AND family IN ('2', '10');

-- Ports with the names of their protocols, in the namespace that the tool runs in.
-- columns: protocol,port,cmdline,name,binary path
-- finds: .protocol == "TCP" and .port == $port
WITH home AS (SELECT net_namespace AS host_namespace FROM process_namespaces WHERE pid = (SELECT pid FROM osquery_info))
SELECT e.alias AS protocol, l.port, p.cmdline, p.name, p.path AS 'binary path'
FROM listening_ports l LEFT JOIN processes p ON l.pid == p.pid LEFT JOIN etc_protocols e ON l.protocol == e.number, home
WHERE l.net_namespace == home.host_namespace AND l.address NOT IN ('127.0.0.1', '::1', '');

-- Ports that services know, and the program behind.
-- columns: service,port,protocol,name
SELECT s.name AS service, l.port, CASE l.protocol WHEN 6 THEN 'tcp' WHEN 17 THEN 'udp' ELSE l.protocol END AS protocol, p.name
FROM listening_ports l JOIN processes p USING (pid) JOIN etc_services s ON s.port = l.port AND s.protocol = 'tcp' WHERE l.protocol = 6;

-- A shell whose standard streams are a connection.
-- columns: pid,parent,name,path,cmdline,uid,remote_address,remote_port,parent_cmdline
-- finds: .pid == $shell and .remote_address == "127.9.9.9" and .remote_port == $port and .parent == $tests
SELECT DISTINCT(processes.pid), processes.parent, processes.name, processes.path, processes.cmdline, processes.uid,
  process_open_sockets.remote_address, process_open_sockets.remote_port,
  (SELECT cmdline FROM processes AS parent_cmdline WHERE pid = processes.parent) AS parent_cmdline
FROM processes JOIN process_open_sockets USING (pid) LEFT OUTER JOIN process_open_files ON processes.pid = process_open_files.pid AND process_open_files.path = '/dev/tty'
WHERE (name = 'sh' OR name = 'bash') AND remote_address NOT IN ('0.0.0.0', '::', '') AND remote_address NOT LIKE '10.%';

-- The same by the numbers of the descriptors.
-- columns: pid,name,fds,peer
-- finds: .pid == $shell and .fds == "0,1,2"
SELECT pos.pid, p.name, group_concat(pos.fd, ',') AS fds, pos.remote_address || ':' || pos.remote_port AS peer
FROM (SELECT * FROM process_open_sockets ORDER BY fd) pos JOIN processes p ON pos.pid = p.pid
WHERE pos.fd < 3 AND pos.remote_port > 0 AND pos.family = 2 GROUP BY pos.pid, pos.socket;

-- A shell that has the same socket for input and output.
-- columns: pid,name,socket
-- finds: .pid == $shell
SELECT i.pid, p.name, i.socket FROM process_open_sockets i JOIN process_open_sockets o ON i.pid = o.pid AND i.socket = o.socket
INNER JOIN processes p ON p.pid = i.pid WHERE i.fd = 0 AND o.fd = 1 AND i.family != 1;

-- All connections to the outside with program, digest, user, parent and the time of the question.
-- columns: _time,src,src_port,dest,dest_port,process,file_path,file_size,sha256,username,parent_process,transport
-- finds: .process == "bash" and .dest == "127.9.9.9" and .dest_port == $port and .transport == "tcp" and (.sha256 | length) == 64
SELECT t.iso_8601 AS _time, ltrim(pos.local_address, ':f') AS src, pos.local_port AS src_port, ltrim(pos.remote_address, ':f') AS dest,
  pos.remote_port AS dest_port, p.name AS process, p.path AS file_path, f.size AS file_size, h.sha256, u.username, pp.name AS parent_process,
  CASE pos.protocol WHEN 6 THEN 'tcp' WHEN 17 THEN 'udp' ELSE pos.protocol END AS transport
FROM process_open_sockets AS pos JOIN processes AS p ON p.pid = pos.pid LEFT JOIN processes AS pp ON p.parent = pp.pid
  LEFT JOIN users AS u ON p.uid = u.uid LEFT JOIN time AS t LEFT JOIN hash AS h ON h.path = p.path LEFT JOIN file AS f ON f.path = p.path
WHERE NOT pos.remote_address = '' AND NOT pos.remote_address = '::' AND NOT pos.remote_address = '0.0.0.0' AND pos.remote_port > 0;

-- Established connections that are not private, with an address that is a name's or the process's own.
-- columns: pid,name,local_address,local_port,remote_address,remote_port,state,path
-- finds: .pid == $shell and .state == "ESTABLISHED" and (.path | endswith("bash"))
SELECT pos.pid, name, local_address, local_port, remote_address, remote_port, pos.state, COALESCE(NULLIF(pos.path, ''), p.path) AS path
FROM process_open_sockets AS pos INNER JOIN processes AS p ON p.pid = pos.pid
WHERE remote_address <> "" AND remote_port != 0 AND pos.pid > 0 AND pos.state = 'ESTABLISHED';

-- Connections that leave the private networks.
-- columns: pid,remote_address,is_loopback
-- finds: .pid == $shell and .is_loopback == 1
SELECT pid, remote_address, in_cidr_block('127.0.0.0/8', remote_address) AS is_loopback FROM process_open_sockets
WHERE family IN (2, 10) AND remote_address NOT IN ('', '0.0.0.0', '::') AND pid > 0
  AND NOT in_cidr_block('10.0.0.0/8', remote_address) AND NOT in_cidr_block('fc00::/7', remote_address);

-- The same by the number that an address is.
-- columns: pid,remote_address,number
-- finds: .pid == $shell and .number == 2131298569
SELECT pid, remote_address, inet_aton(remote_address) AS number FROM process_open_sockets
WHERE inet_aton(remote_address) BETWEEN inet_aton('127.0.0.0') AND inet_aton('127.255.255.255');

-- A connection as other sensors name it.
-- columns: pid,flow,community_id
-- finds: .pid == $shell and (.community_id | startswith("1:")) and (.flow | endswith(" 127.9.9.9 \($port)"))
SELECT pid, concat_ws(' ', local_address, local_port, remote_address, remote_port) AS flow,
  community_id_v1(local_address, remote_address, local_port, remote_port, protocol) AS community_id
FROM process_open_sockets WHERE remote_port > 0 AND protocol IN (6, 17);

-- Addresses of both families, written out.
-- columns: family,protocol,local_address,local_port,remote_address,remote_port
-- finds: .family == "IP4" and .protocol == "TCP" and .remote_port == $port
SELECT (CASE family WHEN 2 THEN 'IP4' WHEN 10 THEN 'IP6' ELSE family END) AS family,
  (CASE protocol WHEN 6 THEN 'TCP' WHEN 17 THEN 'UDP' ELSE protocol END) AS protocol, local_address, local_port, remote_address, remote_port
FROM process_open_sockets WHERE family IN (2, 10) AND protocol IN (6, 17);

-- Who looks at all that comes by?
-- columns: pid,name,path,family,protocol,state
-- finds: .pid == $sniffer and .family == 17 and .state == "NONE"
SELECT pos.pid, p.name, p.path, pos.family, pos.protocol, pos.state FROM process_open_sockets pos LEFT JOIN processes p ON pos.pid = p.pid
WHERE family = '17' AND p.path NOT IN ('/usr/sbin/tcpdump', '/usr/bin/dumpcap', '/usr/sbin/dhclient');

-- Who has a raw socket?
-- columns: pid,socket,local_port,exception_key
-- finds: .pid == $sniffer and .local_port == 1 and .exception_key == "raw,holder,0"
SELECT pos.pid, pos.socket, pos.local_port, CONCAT_WS(',', 'raw', p.name, p.euid) AS exception_key
FROM process_open_sockets pos JOIN processes p USING (pid) WHERE pos.protocol = 255 GROUP BY pos.pid, pos.socket;

-- A deleted program that listens.
-- columns: pid,path,port,address
-- finds: .pid == $deleted and .port > 0 and .address == "127.9.9.9"
SELECT p.pid, p.path, l.port, l.address FROM processes p INNER JOIN listening_ports l ON p.pid = l.pid WHERE p.on_disk = 0 AND l.port > 0 GROUP BY p.pid, l.port;

-- Sockets that nobody has.
-- columns: socket,family,protocol,local_address,local_port,state
SELECT socket, family, protocol, local_address, local_port, state FROM process_open_sockets WHERE pid = -1 AND fd = -1;

-- Who has a unix socket of that name?
-- columns: pid,path
-- finds: .pid == $unix and .path == "published.sock"
SELECT DISTINCT pid, path FROM process_open_sockets WHERE family = 1 AND path != '' AND path NOT LIKE '/run/%';

-- Listeners by address, none of which is the loopback, most ports first.
-- columns: address,ports,list
-- finds: .address == "0.0.0.0" and .ports >= 1
SELECT address, COUNT(DISTINCT port) AS ports, group_concat(DISTINCT port) AS list FROM listening_ports
WHERE family = 2 AND address NOT LIKE '127.%' GROUP BY address ORDER BY ports DESC;

-- Ports that appear for two processes at once.
-- columns: port,address,owners
SELECT port, address, COUNT(DISTINCT pid) AS owners FROM listening_ports WHERE port > 0 AND pid > 0 GROUP BY port, address, protocol HAVING owners > 1;

-- Addresses of interfaces on which somebody listens.
-- columns: pid,family,port,interface
SELECT lp.pid, family, port, interface FROM listening_ports lp JOIN interface_addresses ia ON ia.address = lp.address WHERE port > 0;

-- Addresses that connections go to, and the neighbour they are.
-- columns: remote_address,mac,interface,state
SELECT DISTINCT remote_address, mac, interface, state FROM process_open_sockets JOIN arp_cache ON remote_address = address WHERE permanent = 0;

-- One address twice in the table of neighbours, or one card with two.
-- columns: address,mac,mac_count
SELECT address, mac, COUNT(mac) AS mac_count FROM arp_cache GROUP BY mac HAVING mac_count > 1 AND mac != '00:00:00:00:00:00';

-- Cards with their addresses.
-- columns: interface,address,mac
-- finds: .interface == "lo" and .address == "127.0.0.1" and .mac == "00:00:00:00:00:00"
SELECT a.interface, a.address, d.mac FROM interface_addresses a JOIN interface_details d USING (interface);

-- Cards that hear everything.
-- columns: interface,mac,type,flags,promisc_flag
select interface, mac, type, flags, (1<<8) as promisc_flag from interface_details where (flags & promisc_flag) > 0;

-- The loopback by its flag, with what went through it.
-- columns: interface,ibytes,obytes,loopback_flag
-- finds: .interface == "lo" and .loopback_flag == 8
SELECT interface, ibytes, obytes, (1<<3) AS loopback_flag FROM interface_details WHERE (flags & loopback_flag) > 0;

-- Default routes, and routes of the main kind.
-- columns: destination,netmask,gateway,interface,type,metric
-- finds: .destination == "127.0.0.0" and .type == "local"
SELECT destination, netmask, gateway, interface, type, metric FROM routes
WHERE (destination = '0.0.0.0' AND netmask = 0) OR destination LIKE '127.%' OR type = 'gateway' ORDER BY destination;

-- Routes that go to no gateway, by what is empty and by what is another.
-- columns: destination,gateway,interface,source
-- finds: .destination == "127.0.0.0" and .gateway == "" and .interface == "lo"
SELECT DISTINCT destination, gateway, interface, source FROM routes WHERE gateway = '' OR gateway != '192.0.2.1' ORDER BY destination;
