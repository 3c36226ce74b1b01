-- ss -i of a tcp or dccp socket, in the order of ss; ?5 is 1 where rates shall be numbers (-n), ?6 where the options of the
-- connection belong to the answer (-o).  ss_rate() is in analyze/answers/ss/details.c.  Where only the text table shows the
-- socket, ss prints what that has.
SELECT trim(
    iif(?6 AND i.options & 1, ' ts', '') || iif(?6 AND i.options & 64, ' usec_ts', '') || iif(?6 AND i.options & 2, ' sack', '')
    || iif(?6 AND i.options & 8, ' ecn', '') || iif(?6 AND i.options & 16, ' ecnseen', '') || iif(?6 AND i.options & 32, ' fastopen', '')
    || iif(d.congestion <> '', ' ' || d.congestion, '')
    || iif(i.options & 4, ' wscale:' || i.snd_wscale || ',' || i.rcv_wscale, '')
    || iif(i.rto AND i.rto <> 3000000, printf(' rto:%g', i.rto / 1000.0), '')
    || iif(i.backoff, ' backoff:' || i.backoff, '')
    || iif(i.rtt, printf(' rtt:%g/%g', i.rtt / 1000.0, i.rttvar / 1000.0), '')
    || iif(i.ato, printf(' ato:%g', i.ato / 1000.0), '')
    || iif(i.snd_mss, ' mss:' || i.snd_mss, '')
    || iif(i.pmtu, ' pmtu:' || i.pmtu, '')
    || iif(i.rcv_mss, ' rcvmss:' || i.rcv_mss, '')
    || iif(i.advmss, ' advmss:' || i.advmss, '')
    || iif(i.snd_cwnd, ' cwnd:' || i.snd_cwnd, '')
    || iif(i.snd_ssthresh AND i.snd_ssthresh < 65535, ' ssthresh:' || i.snd_ssthresh, '')
    || iif(i.bytes_sent, ' bytes_sent:' || i.bytes_sent, '')
    || iif(i.bytes_retrans, ' bytes_retrans:' || i.bytes_retrans, '')
    || iif(i.bytes_acked, ' bytes_acked:' || i.bytes_acked, '')
    || iif(i.bytes_received, ' bytes_received:' || i.bytes_received, '')
    || iif(i.segs_out, ' segs_out:' || i.segs_out, '')
    || iif(i.segs_in, ' segs_in:' || i.segs_in, '')
    || iif(i.data_segs_out, ' data_segs_out:' || i.data_segs_out, '')
    || iif(i.data_segs_in, ' data_segs_in:' || i.data_segs_in, '')
    || CASE WHEN c.dctcp_enabled THEN printf(' dctcp:(ce_state:%u,alpha:%u,ab_ecn:%u,ab_tot:%u)', c.dctcp_ce_state, c.dctcp_alpha,
                                             c.dctcp_ab_ecn, c.dctcp_ab_tot)
            WHEN c.dctcp_enabled = 0 THEN ' dctcp:fallback_mode' ELSE '' END
    || iif(c.bbr_bw IS NULL, '', ' bbr:(bw:' || ss_rate(c.bbr_bw * 8.0, ?5) || printf('bps,mrtt:%g', c.bbr_min_rtt / 1000.0)
                                 || iif(c.bbr_pacing_gain, printf(',pacing_gain:%g', c.bbr_pacing_gain / 256.0), '')
                                 || iif(c.bbr_cwnd_gain, printf(',cwnd_gain:%g', c.bbr_cwnd_gain / 256.0), '') || ')')
    || iif(i.rtt AND i.snd_mss AND i.snd_cwnd,
           ' send ' || ss_rate(i.snd_cwnd * 8000000.0 * i.snd_mss
                               / iif(c.vegas_enabled AND c.vegas_rtt AND c.vegas_rtt <> 2147483647, c.vegas_rtt, i.rtt), ?5) || 'bps', '')
    || iif(i.last_data_sent, ' lastsnd:' || i.last_data_sent, '')
    || iif(i.last_data_recv, ' lastrcv:' || i.last_data_recv, '')
    || iif(i.last_ack_recv, ' lastack:' || i.last_ack_recv, '')
    || iif(i.pacing_rate AND i.pacing_rate <> -1,
           ' pacing_rate ' || ss_rate(i.pacing_rate * 8.0, ?5) || 'bps'
           || iif(i.max_pacing_rate AND i.max_pacing_rate <> -1, '/' || ss_rate(i.max_pacing_rate * 8.0, ?5) || 'bps', ''), '')
    || iif(i.delivery_rate, ' delivery_rate ' || ss_rate(i.delivery_rate * 8.0, ?5) || 'bps', '')
    || iif(i.delivered, ' delivered:' || i.delivered, '')
    || iif(i.delivered_ce, ' delivered_ce:' || i.delivered_ce, '')
    || iif(i.delivery_rate_app_limited, ' app_limited', '')
    || iif(i.busy_time, ' busy:' || (i.busy_time / 1000) || 'ms'
           || iif(i.rwnd_limited, printf(' rwnd_limited:%dms(%.1f%%)', i.rwnd_limited / 1000, 100.0 * i.rwnd_limited / i.busy_time), '')
           || iif(i.sndbuf_limited, printf(' sndbuf_limited:%dms(%.1f%%)', i.sndbuf_limited / 1000, 100.0 * i.sndbuf_limited / i.busy_time), ''),
           '')
    || iif(i.unacked, ' unacked:' || i.unacked, '')
    || iif(i.retrans OR i.total_retrans, ' retrans:' || i.retrans || '/' || i.total_retrans, '')
    || iif(i.lost, ' lost:' || i.lost, '')
    || iif(i.sacked AND d.state <> 10, ' sacked:' || i.sacked, '')
    || iif(i.dsack_dups, ' dsack_dups:' || i.dsack_dups, '')
    || iif(i.fackets, ' fackets:' || i.fackets, '')
    || iif(i.reordering <> 3, ' reordering:' || i.reordering, '')
    || iif(i.reord_seen, ' reord_seen:' || i.reord_seen, '')
    || iif(i.rcv_rtt, printf(' rcv_rtt:%g', i.rcv_rtt / 1000.0), '')
    || iif(i.rcv_space, ' rcv_space:' || i.rcv_space, '')
    || iif(i.rcv_ssthresh, ' rcv_ssthresh:' || i.rcv_ssthresh, '')
    || iif(i.notsent_bytes, ' notsent:' || i.notsent_bytes, '')
    || iif(i.min_rtt AND i.min_rtt <> 4294967295, printf(' minrtt:%g', i.min_rtt / 1000.0), '')
    || iif(i.rcv_ooopack, ' rcv_ooopack:' || i.rcv_ooopack, '')
    || iif(i.snd_wnd, ' snd_wnd:' || i.snd_wnd, '')
    || iif(i.rcv_wnd, ' rcv_wnd:' || i.rcv_wnd, '')
    || iif(i.rehash, ' rehash:' || i.rehash, '')
    || iif(d.md5_keys, ' md5keys:' || d.md5_keys, '')
    || iif(d.ulp IS NOT NULL, ' tcp-ulp-' || d.ulp, '')
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
           printf(' token:%04x(id:%u)/%04x(id:%u)', d.mptcp_token_remote, d.mptcp_id_remote, d.mptcp_token_local, d.mptcp_id_local)))
FROM diag_inet AS d
LEFT JOIN tcp_info AS i ON i.member_id = ?1 AND i.line = ?2
LEFT JOIN tcp_cc_info AS c ON c.member_id = ?1 AND c.line = ?2
WHERE d.member_id = ?1 AND d.line = ?2
UNION ALL
SELECT trim(iif(rto > 0 AND rto <> 300, printf(' rto:%g', rto / 100.0), '') || iif(ato > 0, printf(' ato:%g', ato / 100.0), '')
            || iif(quick / 2 > 0, ' qack:' || (quick / 2), '') || iif((quick / 2) & 1, ' bidir', '')
            || ' cwnd:' || coalesce(cwnd, 2) || iif(ssthresh > 0, ' ssthresh:' || ssthresh, ''))
FROM proc_net_inet WHERE ?1 IS NULL AND member_id = ?3 AND line = ?4;
