-- The processes that hold sockets, by inode; a process that has several descriptors of one is there several times.
SELECT inode, pid FROM process_fds WHERE type = 'socket' AND inode > 0 ORDER BY inode, pid;
