-- The port of a service by its name or an alias, the first in the file.
SELECT port FROM services_file
WHERE protocol = ?2 AND (name = ?1 OR instr(' ' || aliases || ' ', ' ' || ?1 || ' '))
ORDER BY line LIMIT 1;
