-- For every connection that only reads.
PRAGMA cell_size_check = ON;
