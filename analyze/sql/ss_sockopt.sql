-- ss --inet-sockopt.
SELECT 'inet-sockopt: (' || iif(recverr, ' recverr', '') || iif(is_icsk, ' is_icsk', '') || iif(freebind, ' freebind', '')
       || iif(hdrincl, ' hdrincl', '') || iif(mc_loop, ' mc_loop', '') || iif(transparent, ' transparent', '') || iif(mc_all, ' mc_all', '')
       || iif(nodefrag, ' nodefrag', '') || iif(bind_address_no_port, ' bind_addr_no_port', '')
       || iif(recverr_rfc4884, ' recverr_rfc4884', '') || iif(defer_connect, ' defer_connect', '') || ')'
FROM diag_inet WHERE member_id = ?1 AND line = ?2 AND recverr IS NOT NULL;
