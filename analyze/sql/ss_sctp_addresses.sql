-- The addresses that ss -i and ss -m print of an sctp socket.
SELECT trim(coalesce((SELECT ' locals:' || group_concat(a.address, ',') FROM diag_sctp_addresses AS a
                      WHERE a.member_id = ?1 AND a.line = ?2 AND a.side = 'local'), '')
            || coalesce((SELECT ' peers:' || group_concat(a.address, ',') FROM diag_sctp_addresses AS a
                         WHERE a.member_id = ?1 AND a.line = ?2 AND a.side = 'remote'), ''));
