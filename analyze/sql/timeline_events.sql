-- The events of the timeline between ?2 and ?3, nanoseconds since the epoch, of the host named ?1, or of all where that is NULL.
SELECT message, datetime, timestamp_desc, timestamp, event, host, pid, process_name, program, command_line, user, container_id, evidence,
       first_snapshot_id
FROM timeline
WHERE time_ns BETWEEN ?2 AND ?3 AND (?1 IS NULL OR host = ?1)
ORDER BY time_ns, host, event, message;
