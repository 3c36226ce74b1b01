-- What the filters fwmark and cgroup ask: of the inet socket whose dump is at member ?1, line ?2.
SELECT mark, cgroup_id FROM diag_inet WHERE member_id = ?1 AND line = ?2;
