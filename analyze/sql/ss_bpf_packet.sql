-- ss -b of a packet socket: its classic filter.
SELECT printf('bpf filter (%d):  %s,', filter_instructions, filter_listing)
FROM diag_packet WHERE member_id = ?1 AND line = ?2 AND filter_instructions IS NOT NULL;
