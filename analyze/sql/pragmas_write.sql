-- For every connection that loads.
PRAGMA cell_size_check = ON;
-- 128 MiB: the indexes of a large snapshot are filled in random order and must not go back and forth to the disk.
PRAGMA cache_size = -131072;
-- A rollback journal, not WAL: a database in a read-only directory can then be read.  A load that was reported done must survive a power
-- cut: with FULL, the default, the directory is not synced, and a journal that comes back undoes the load.
PRAGMA synchronous = EXTRA;
