-- Whether the captured host was big-endian.
SELECT byte_order = 'big' FROM snapshots;
