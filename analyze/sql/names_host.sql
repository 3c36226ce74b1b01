-- The first name of an address, as the first line of the file that has it says.
SELECT substr(hostnames, 1, instr(hostnames || ' ', ' ') - 1) FROM hosts_file
WHERE address = ?1 AND hostnames IS NOT NULL ORDER BY line LIMIT 1;
