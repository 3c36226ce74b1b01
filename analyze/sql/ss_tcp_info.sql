-- ss -i of a tcp or dccp socket that a dump shows: the columns that analyze/answers/ss/tcp_info.c makes the text of, in its order.  What few
-- sockets have is text here.  ss_rate() is in analyze/answers/ss/details.c; ?5 is 1 where rates shall be numbers (-n).
SELECT i.options, d.congestion, i.options, i.snd_wscale, i.rcv_wscale, nullif(i.rto, 3000000), i.backoff, i.rtt, i.rttvar, i.ato, i.snd_mss,
    i.pmtu, i.rcv_mss, i.advmss, i.snd_cwnd, i.snd_ssthresh, i.bytes_sent, i.bytes_retrans, i.bytes_acked, i.bytes_received, i.segs_out,
    i.segs_in, i.data_segs_out, i.data_segs_in,
    CASE WHEN c.member_id IS NOT NULL THEN substr(CASE WHEN c.dctcp_enabled THEN printf(' dctcp:(ce_state:%u,alpha:%u,ab_ecn:%u,ab_tot:%u)', c.dctcp_ce_state, c.dctcp_alpha,
                                             c.dctcp_ab_ecn, c.dctcp_ab_tot)
            WHEN c.dctcp_enabled = 0 THEN ' dctcp:fallback_mode' ELSE '' END
    || iif(c.bbr_bw IS NULL, '', ' bbr:(bw:' || ss_rate(c.bbr_bw * 8.0, ?5) || printf('bps,mrtt:%g', c.bbr_min_rtt / 1000.0)
                                 || iif(c.bbr_pacing_gain, printf(',pacing_gain:%g', c.bbr_pacing_gain / 256.0), '')
                                 || iif(c.bbr_cwnd_gain, printf(',cwnd_gain:%g', c.bbr_cwnd_gain / 256.0), '') || ')'), 2) END,
    i.snd_cwnd, i.snd_mss, i.rtt,
    iif(c.vegas_enabled AND c.vegas_rtt AND c.vegas_rtt <> 2147483647, c.vegas_rtt, i.rtt),
    i.last_data_sent, i.last_data_recv, i.last_ack_recv, i.pacing_rate, i.max_pacing_rate, i.delivery_rate, i.delivered, i.delivered_ce,
    i.delivery_rate_app_limited, i.busy_time, i.rwnd_limited, i.sndbuf_limited, i.unacked, i.retrans, i.total_retrans, i.lost,
    iif(d.state = 10, NULL, i.sacked), i.dsack_dups, i.fackets, nullif(i.reordering, 3), i.reord_seen, i.rcv_rtt, i.rcv_space,
    i.rcv_ssthresh, i.notsent_bytes, nullif(i.min_rtt, 4294967295), i.rcv_ooopack, i.snd_wnd, i.rcv_wnd, i.rehash, d.md5_keys,
    CASE WHEN coalesce(d.ulp, d.tls_version, d.tls_cipher, d.tls_rxconf, d.tls_txconf, d.mptcp_flags, d.mptcp_token_local) IS NOT NULL
         THEN substr(iif(d.ulp IS NOT NULL, ' tcp-ulp-' || d.ulp, '')
    || CASE WHEN d.tls_version IS NULL THEN '' WHEN d.tls_version = 771 THEN ' version: 1.2' WHEN d.tls_version = 772 THEN ' version: 1.3'
            ELSE ' version: unknown(' || d.tls_version || ')' END
    || CASE d.tls_cipher WHEN 51 THEN ' cipher: aes-gcm-128' WHEN 52 THEN ' cipher: aes-gcm-256' ELSE '' END
    || iif(d.tls_rxconf IS NULL, '', ' rxconf: ' || CASE d.tls_rxconf WHEN 1 THEN 'none' WHEN 2 THEN 'sw' WHEN 3 THEN 'hw' WHEN 4 THEN 'hw-record'
                                                                      ELSE 'unknown(' || d.tls_rxconf || ')' END)
    || iif(d.tls_txconf IS NULL, '', ' txconf: ' || CASE d.tls_txconf WHEN 1 THEN 'none' WHEN 2 THEN 'sw' WHEN 3 THEN 'hw' WHEN 4 THEN 'hw-record'
                                                                      ELSE 'unknown(' || d.tls_txconf || ')' END)
    || iif(d.mptcp_flags, ' flags:' || iif(d.mptcp_flags & 1, 'M', '') || iif(d.mptcp_flags & 2, 'm', '') || iif(d.mptcp_flags & 4, 'J', '')
           || iif(d.mptcp_flags & 8, 'j', '') || iif(d.mptcp_flags & 16, 'B', '') || iif(d.mptcp_flags & 32, 'b', '')
           || iif(d.mptcp_flags & 64, 'e', '') || iif(d.mptcp_flags & 128, 'c', '') || iif(d.mptcp_flags & 256, 'v', ''), '')
    || iif(d.mptcp_token_remote + d.mptcp_token_local + d.mptcp_id_remote + d.mptcp_id_local IS NULL, '',
           printf(' token:%04x(id:%u)/%04x(id:%u)', d.mptcp_token_remote, d.mptcp_id_remote, d.mptcp_token_local, d.mptcp_id_local)), 2) END
FROM diag_inet AS d
LEFT JOIN tcp_info AS i ON i.member_id = ?1 AND i.line = ?2
LEFT JOIN tcp_cc_info AS c ON c.member_id = ?1 AND c.line = ?2
WHERE d.member_id = ?1 AND d.line = ?2;
