-- title: Archives
-- caption: The files from which this was loaded. analyze prove reads them again, from any row to its bytes.
-- empty: No archive is known.
-- columns: sha256 code
SELECT archive_name AS archive, archive_bytes AS bytes, archive_sha256 AS sha256, result, verified AS verified_members, problems, loaded_at AS loaded
FROM archives
ORDER BY loaded_at, archive_sha256;
