-- The number of the user ?1 by name.
SELECT uid FROM passwd_file WHERE username = ?1 ORDER BY line LIMIT 1;
