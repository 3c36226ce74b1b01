-- The sockets that processes hold, as the machine has them (the tables held and expected) and as the snapshot tells of them, into the
-- files want and have.
CREATE TEMP TABLE held (label TEXT, pid INTEGER, fd INTEGER, inode INTEGER);
CREATE TEMP TABLE expected (socket TEXT, holder TEXT, name TEXT, network TEXT, family TEXT, protocol TEXT, type TEXT, state TEXT, local TEXT,
    remote TEXT, uid TEXT);
.mode list
.separator " " "\n"
.import held held
.import expected expected
.once want
SELECT h.pid, e.name, s.fd, s.inode, e.network, e.family, e.protocol, e.type, e.state, e.local, e.remote, e.uid
FROM expected AS e
LEFT JOIN (SELECT label, min(pid) AS pid FROM held GROUP BY label) AS h ON h.label = e.holder
LEFT JOIN held AS s ON s.label = e.socket
ORDER BY h.pid, s.fd;
.once have
SELECT o.pid, p.name, o.fd, s.inode,
    CASE WHEN s.net_namespace IS NULL THEN '-' WHEN s.net_namespace IN (SELECT inode FROM held WHERE label = 'new-net') THEN 'second' ELSE 'first' END,
    coalesce(s.family_name, '-'), coalesce(s.protocol_name, '-'), coalesce(s.type, '-'), coalesce(s.state, '-'),
    -- nc cannot be told which port it calls from.
    CASE s.family_name WHEN 'unix' THEN coalesce(s.path, '-') WHEN 'netlink' THEN iif(s.local_port, 'PORT', '0') WHEN 'packet' THEN '-'
        ELSE coalesce(s.local_address || ':' || iif(p.name = 'nc', 'PORT', s.local_port), '-') END,
    coalesce(s.remote_address || ':' || s.remote_port, '-'), coalesce(s.uid, '-')
FROM sockets AS s JOIN socket_owners AS o USING (snapshot_id, socket_id) JOIN processes AS p USING (snapshot_id, pid)
WHERE s.ownership <> 'collector'
ORDER BY o.pid, o.fd;
