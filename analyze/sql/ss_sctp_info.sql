-- ss -i of an sctp association, in the order of ss.
SELECT trim(
    iif(tag, printf(' tag:%x', tag), '')
    || iif(state, ' state:' || CASE state WHEN 1 THEN 'COOKIE_WAIT' WHEN 2 THEN 'COOKIE_ECHOED' WHEN 3 THEN 'ESTAB' WHEN 4 THEN 'SHUTDOWN_PENDING'
                                          WHEN 5 THEN 'SHUTDOWN_SENT' WHEN 6 THEN 'SHUTDOWN_RECEIVED' WHEN 7 THEN 'ACK_SENT' ELSE state END, '')
    || iif(rwnd, ' rwnd:' || rwnd, '') || iif(unackdata, ' unackdata:' || unackdata, '') || iif(penddata, ' penddata:' || penddata, '')
    || iif(instrms, ' instrms:' || instrms, '') || iif(outstrms, ' outstrms:' || outstrms, '') || iif(inqueue, ' inqueue:' || inqueue, '')
    || iif(outqueue, ' outqueue:' || outqueue, '') || iif(overall_error, ' overerr:' || overall_error, '')
    || iif(max_burst, ' maxburst:' || max_burst, '') || iif(maxseg, ' maxseg:' || maxseg, '') || iif(peer_rwnd, ' prwnd:' || peer_rwnd, '')
    || iif(peer_tag, printf(' ptag:%x', peer_tag), '') || iif(peer_capable, ' pcapable:' || peer_capable, '')
    || iif(peer_sack, ' psack:' || peer_sack, ''))
FROM sctp_info WHERE member_id = ?1 AND line = ?2;
