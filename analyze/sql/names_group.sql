-- The name of a group, the first in the file.
SELECT groupname FROM group_file WHERE gid = ?1 ORDER BY line LIMIT 1;
