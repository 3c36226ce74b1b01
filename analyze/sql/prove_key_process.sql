-- A process is known by its number.
SELECT ?2 + 0 * ?1;
