-- The service of a port, the first in the file.
SELECT name FROM services_file WHERE port = ?1 AND protocol = ?2 ORDER BY line LIMIT 1;
