-- A snapshot, from its meta.json ?1 (NULL when it is no JSON), directory ?2, archive name ?3 and the digest of meta.json ?4.  finish_snapshot.sql sets
-- what only the end of the archive tells; until then the snapshot counts as cut.  A value of the wrong type is unknown.
INSERT INTO snapshots (host, machine_id, boot_id, kernel, architecture, byte_order, word_bits, clock_ticks, page_size,
                       started_at, started_ns, booted_ns, clock_error_ns, case_id, operator, note, uid, tool_version, tool_sha256,
                       tool_pid, pid_namespace, result, complete, directory, archive_name, archive_bytes, archive_sha256, loaded_at,
                       meta, meta_sha256)
WITH meta AS (
    SELECT ?1 ->> '$.host.word_bits' AS word_bits,
           ?1 ->> '$.host.clock_ticks' AS clock_ticks,
           ?1 ->> '$.host.page_size' AS page_size,
           ?1 ->> '$.self.euid' AS uid,
           ?1 ->> '$.self.pid' AS tool_pid,
           ?1 ->> '$.self.namespaces.pid' AS pid_namespace,
           ?1 ->> '$.clocks.realtime' AS realtime,
           ?1 ->> '$.clocks.boottime' AS boottime,
           ?1 ->> '$.clocks.adjtimex.state' AS clock_state,
           ?1 ->> '$.clocks.adjtimex.status' AS clock_status,
           ?1 ->> '$.clocks.adjtimex.maxerror' AS max_error
), number AS (
    SELECT iif(typeof(word_bits) = 'integer', word_bits, NULL) AS word_bits,
           iif(typeof(clock_ticks) = 'integer' AND clock_ticks > 0, clock_ticks, NULL) AS clock_ticks,
           iif(typeof(page_size) = 'integer' AND page_size > 0, page_size, NULL) AS page_size,
           iif(typeof(uid) = 'integer', uid, NULL) AS uid,
           iif(typeof(tool_pid) = 'integer', tool_pid, NULL) AS tool_pid,
           iif(typeof(pid_namespace) = 'integer', pid_namespace, NULL) AS pid_namespace,
           iif(typeof(realtime) = 'integer' AND realtime >= 0, realtime, NULL) AS realtime,
           iif(typeof(boottime) = 'integer' AND boottime >= 0, boottime, NULL) AS boottime,
           -- TIME_ERROR and STA_UNSYNC; the kernel's limit is 16 s (NTP_PHASE_LIMIT)
           iif(typeof(max_error) = 'integer' AND max_error BETWEEN 0 AND 16000000 AND clock_state <> 5 AND clock_status & 64 = 0,
               max_error * 1000, NULL) AS clock_error
    FROM meta
)
SELECT unescape(?1 ->> '$.host.nodename'), ?1 ->> '$.host.machine_id', ?1 ->> '$.host.boot_id', ?1 ->> '$.host.release',
       ?1 ->> '$.host.machine', ?1 ->> '$.host.byte_order', word_bits, clock_ticks, page_size,
       strftime('%Y-%m-%dT%H:%M:%S', realtime / 1000000000, 'unixepoch') || printf('.%09dZ', realtime % 1000000000),
       realtime, realtime - boottime, clock_error,
       unescape(?1 ->> '$.case'), unescape(?1 ->> '$.operator'), unescape(?1 ->> '$.note'), uid,
       ?1 ->> '$.tool.version', ?1 ->> '$.tool.sha256', tool_pid, pid_namespace,
       'cut', 0, ?2, ?3, 0, '', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?4
FROM number
