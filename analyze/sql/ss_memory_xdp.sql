-- ss -m of a xdp socket.
SELECT printf('skmem:(r%u,rb%u,t%u,tb%u,f%u,w%u,o%u', skmem_rmem_alloc, skmem_rcvbuf, skmem_wmem_alloc, skmem_sndbuf, skmem_fwd_alloc,
              skmem_wmem_queued, skmem_optmem)
       || iif(skmem_backlog IS NULL, '', ',bl' || skmem_backlog) || iif(skmem_drops IS NULL, '', ',d' || skmem_drops) || ')'
FROM diag_xdp WHERE member_id = ?1 AND line = ?2 AND skmem_rmem_alloc IS NOT NULL;
