-- ss -i of an mptcp socket, in the order of ss.
SELECT trim(
    iif(subflows, ' subflows:' || subflows, '') || iif(add_addr_signal, ' add_addr_signal:' || add_addr_signal, '')
    || iif(add_addr_accepted, ' add_addr_accepted:' || add_addr_accepted, '') || iif(subflows_max, ' subflows_max:' || subflows_max, '')
    || iif(add_addr_signal_max, ' add_addr_signal_max:' || add_addr_signal_max, '')
    || iif(add_addr_accepted_max, ' add_addr_accepted_max:' || add_addr_accepted_max, '')
    || iif(flags & 1, ' fallback', '') || iif(flags & 2, ' remote_key', '')
    || iif(token, printf(' token:%x', token), '') || iif(write_seq, printf(' write_seq:%u', write_seq), '')
    || iif(snd_una, printf(' snd_una:%u', snd_una), '') || iif(rcv_nxt, printf(' rcv_nxt:%u', rcv_nxt), '')
    || iif(local_addr_used, ' local_addr_used:' || local_addr_used, '') || iif(local_addr_max, ' local_addr_max:' || local_addr_max, '')
    || iif(csum_enabled, ' csum_enabled:' || csum_enabled, '') || iif(retransmits, ' retransmits:' || retransmits, '')
    || iif(bytes_retrans, ' bytes_retrans:' || bytes_retrans, '') || iif(bytes_sent, ' bytes_sent:' || bytes_sent, '')
    || iif(bytes_received, ' bytes_received:' || bytes_received, '') || iif(bytes_acked, ' bytes_acked:' || bytes_acked, '')
    || iif(subflows_total, ' subflows_total:' || subflows_total, '') || iif(last_data_sent, ' last_data_sent:' || last_data_sent, '')
    || iif(last_data_recv, ' last_data_recv:' || last_data_recv, '') || iif(last_ack_recv, ' last_ack_recv:' || last_ack_recv, ''))
FROM mptcp_info WHERE member_id = ?1 AND line = ?2;
