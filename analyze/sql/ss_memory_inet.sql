-- ss -m of a inet socket.
SELECT printf('skmem:(r%u,rb%u,t%u,tb%u,f%u,w%u,o%u', skmem_rmem_alloc, skmem_rcvbuf, skmem_wmem_alloc, skmem_sndbuf, skmem_fwd_alloc,
              skmem_wmem_queued, skmem_optmem)
       || iif(skmem_backlog IS NULL, '', ',bl' || skmem_backlog) || iif(skmem_drops IS NULL, '', ',d' || skmem_drops) || ')'
FROM diag_inet WHERE member_id = ?1 AND line = ?2 AND skmem_rmem_alloc IS NOT NULL
UNION ALL
SELECT printf('mem:(r%u,w%u,f%u,t%u)', rmem, wmem, fmem, tmem)
FROM diag_inet WHERE member_id = ?1 AND line = ?2 AND skmem_rmem_alloc IS NULL AND rmem IS NOT NULL;
