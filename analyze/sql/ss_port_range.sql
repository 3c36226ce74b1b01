-- The ports that the kernel chooses from, in the network namespace of collect.
SELECT CAST(value AS INTEGER), CAST(trim(substr(value, length(CAST(CAST(value AS INTEGER) AS TEXT)) + 1), ' ' || char(9)) AS INTEGER)
FROM sysctls WHERE name = 'net/ipv4/ip_local_port_range' LIMIT 1;
