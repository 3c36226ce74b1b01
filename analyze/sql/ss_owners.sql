-- Every descriptor of the socket with inode ?1 as ss -p prints them, the highest pid first as there.  A thread is named where it has
-- a table of descriptors of its own.  A name may have a quote in it, which would pass for the end of the name.
SELECT group_concat('("' || replace(replace(h.comm, '\', '\\'), '"', '\"') || '",pid=' || h.pid || iif(h.tid <> h.pid, ',tid=' || h.tid, '')
                    || ',fd=' || h.fd || ')', ',')
FROM (SELECT f.pid, f.tid, f.fd,
             coalesce((SELECT t.comm FROM process_stat AS t WHERE t.pid = f.pid AND t.tid = f.tid),
                      (SELECT t.comm FROM process_stat AS t WHERE t.pid = f.pid AND t.tid = f.pid), '?') AS comm
      FROM process_fds AS f
      WHERE f.type = 'socket' AND f.inode = ?1
      ORDER BY f.pid DESC, f.tid DESC, f.fd DESC) AS h;
