-- The translated connections of snapshot ?1, each in both directions.
INSERT INTO translations (snapshot_id, net_namespace, protocol, is_reply, from_ip, from_port, to_ip, to_port, new_from_ip,
                          new_from_port, new_to_ip, new_to_port, member_id, line)
WITH
tracked AS (
    SELECT net_namespace, protocol, orig_source_ip AS a, orig_source_port AS a_port, orig_destination_ip AS b,
           orig_destination_port AS b_port, reply_source_ip AS c, reply_source_port AS c_port, reply_destination_ip AS d,
           reply_destination_port AS d_port, member_id, line
    FROM conntrack
    WHERE snapshot_id = ?1 AND protocol IS NOT NULL
      AND (orig_source_ip, orig_source_port, orig_destination_ip, orig_destination_port)
          <> (reply_destination_ip, reply_destination_port, reply_source_ip, reply_source_port)
      AND orig_source_port + orig_destination_port + reply_source_port + reply_destination_port IS NOT NULL
      AND length(orig_source_ip) + length(orig_destination_ip) + length(reply_source_ip) + length(reply_destination_ip) IS NOT NULL
)
SELECT ?1, net_namespace, protocol, 0, a, a_port, b, b_port, d, d_port, c, c_port, member_id, line FROM tracked
UNION ALL
SELECT ?1, net_namespace, protocol, 1, c, c_port, d, d_port, b, b_port, a, a_port, member_id, line FROM tracked;
