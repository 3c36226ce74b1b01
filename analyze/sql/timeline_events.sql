-- The events of the timeline between ?1 and ?2, nanoseconds since the epoch.
SELECT message, datetime, timestamp_desc, timestamp, event, host, pid, process_name, program, command_line, user, container_id, evidence,
       first_snapshot_id
FROM timeline
WHERE time_ns BETWEEN ?1 AND ?2
ORDER BY time_ns, host, event, message;
