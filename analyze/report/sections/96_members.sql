-- title: Evidence
-- caption: Members of the archive, with the digest that collect wrote of each; those first that a finding cites.
-- empty: The archive has no members.
-- columns: member code, source code, sha256 code
WITH cited AS MATERIALIZED (
    SELECT member_id, count(*) AS findings
    FROM (SELECT fact_member_id AS member_id FROM finding_rows UNION ALL SELECT other_member_id FROM finding_rows WHERE other_member_id IS NOT NULL)
    GROUP BY member_id
)
SELECT m.path AS member, c.findings, m.source, m.state, m.bytes, iif(m.verified, 'yes', 'no') AS verified, m.sha256
FROM members AS m LEFT JOIN cited AS c ON c.member_id = m.member_id
WHERE m.bytes IS NOT NULL
ORDER BY coalesce(c.findings, 0) DESC, m.path;
