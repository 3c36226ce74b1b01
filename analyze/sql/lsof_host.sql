-- The addresses of the host ?1.
SELECT address FROM hosts_file WHERE instr(' ' || lower(hostnames) || ' ', ' ' || lower(?1) || ' ') > 0 ORDER BY line;
