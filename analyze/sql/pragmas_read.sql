-- For every connection that only reads.
PRAGMA cell_size_check = ON;
-- Sorts and the like stay in memory, which is bounded: who only reads writes nothing, and may be confined to that.
PRAGMA temp_store = MEMORY;
