-- What an event of Suricata (eve.json) or a line of Zeek (JSON) says of its flow; NULL in the first column for what is no JSON, 0 for other JSON.
SELECT CASE WHEN NOT json_valid(?1) THEN NULL
            ELSE (?1 ->> '$.src_ip' IS NOT NULL OR ?1 ->> '$."id.orig_h"' IS NOT NULL OR ?1 ->> '$.community_id' IS NOT NULL) END,
       iif(json_valid(?1), coalesce(?1 ->> '$.src_ip', ?1 ->> '$."id.orig_h"'), NULL),
       iif(json_valid(?1), coalesce(?1 ->> '$.src_port', ?1 ->> '$."id.orig_p"'), NULL),
       iif(json_valid(?1), coalesce(?1 ->> '$.dest_ip', ?1 ->> '$."id.resp_h"'), NULL),
       iif(json_valid(?1), coalesce(?1 ->> '$.dest_port', ?1 ->> '$."id.resp_p"'), NULL),
       iif(json_valid(?1), ?1 ->> '$.proto', NULL),
       iif(json_valid(?1), ?1 ->> '$.community_id', NULL),
       iif(json_valid(?1), coalesce(?1 ->> '$.flow.start', ?1 ->> '$.timestamp', ?1 ->> '$.ts'), NULL),
       iif(json_valid(?1), coalesce(?1 ->> '$.flow.end', ?1 ->> '$.timestamp'), NULL),
       iif(json_valid(?1), ?1 ->> '$.duration', NULL),
       iif(json_valid(?1), coalesce(?1 ->> '$.alert.signature', ?1 ->> '$.note', ?1 ->> '$.event_type', ?1 ->> '$.service', ?1 ->> '$.uid'), NULL);
