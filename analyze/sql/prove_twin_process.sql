-- The process that prove_key_process.sql means.
SELECT ?2 + 0 * ?1;
