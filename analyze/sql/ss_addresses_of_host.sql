-- The addresses of a host by any of its names.
SELECT address FROM hosts_file WHERE instr(' ' || lower(hostnames) || ' ', ' ' || lower(?1) || ' ') ORDER BY line;
