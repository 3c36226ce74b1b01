-- The name of an IP protocol, the first in the file.
SELECT name FROM protocols_file WHERE number = ?1 ORDER BY line LIMIT 1;
