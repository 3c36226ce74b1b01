-- Out of WAL mode: whoever only reads could not, without a file beside the database to write to.
PRAGMA journal_mode = DELETE;
