-- What netstat calls a process: the first argument, of a path what is behind the last slash.  Where no argument was read, or the first
-- is empty, the name of the process.  Of a longer text the last 1,024 characters: rtrim() takes time by the square of the length.
WITH named AS (
    SELECT s.pid, coalesce(nullif(v.first_argument, ''), s.comm, '') AS program
    FROM process_stat AS s
    LEFT JOIN process_values AS v ON v.pid = s.pid AND v.file = 'cmdline'
    WHERE s.tid = s.pid
)
SELECT pid, iif(substr(program, 1, 1) = '/', replace(substr(program, -1024), rtrim(substr(program, -1024), replace(substr(program, -1024), '/', '')), ''), program)
FROM named
ORDER BY pid;
