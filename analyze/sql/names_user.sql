-- The name of a user, the first in the file.
SELECT username FROM passwd_file WHERE uid = ?1 ORDER BY line LIMIT 1;
