-- Findings: where two facts of a snapshot do not fit together, what was looked for, and what could not be.

CREATE TABLE finding_severities (
    -- How much a finding says. The rows are the same in every database.
    name TEXT PRIMARY KEY, -- the word
    rank INTEGER NOT NULL, -- 1 says the most
    meaning TEXT NOT NULL -- what it says
) STRICT;
INSERT INTO finding_severities (name, rank, meaning) VALUES
    ('high', 1, 'does not come about by accident'),
    ('medium', 2, 'rare: to be looked at today'),
    ('low', 3, 'inventory that is worth reading'),
    ('weak', 4, 'says something only beside another fact about the same process');

CREATE TABLE finding_checks (
    -- A check that analyze makes of each snapshot that it loads. The rows are those of the program that loaded last.
    key TEXT PRIMARY KEY, -- name of the check
    title TEXT NOT NULL, -- what it finds
    severity TEXT NOT NULL REFERENCES finding_severities, -- how much it says, where it sees nothing that makes it say more or less
    attack_id TEXT, -- technique of MITRE ATT&CK
    facts TEXT NOT NULL, -- which two facts do not fit together
    ruled_out TEXT NOT NULL, -- harmless causes that the check leaves out
    not_excludable TEXT NOT NULL, -- harmless causes that a snapshot cannot leave out
    on_host TEXT NOT NULL, -- how to look at it on the live host
    needs TEXT -- members without which the check cannot be made, as patterns with spaces between them; NULL: only those that a finding names
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_runs (
    -- A check of a snapshot, whether it found something or not.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    key TEXT NOT NULL REFERENCES finding_checks, -- the check
    found INTEGER NOT NULL, -- number of findings
    withheld INTEGER NOT NULL, -- number of things that it does not say, because a fact is from a member that was not read whole
    reason TEXT, -- why the check could not be made, or the first thing that is withheld; NULL when nothing is missing
    PRIMARY KEY (snapshot_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_rows (
    -- What a check found, once for each program in each container: the view findings has it with the check's text.
    finding_id INTEGER PRIMARY KEY, -- number of the finding in this database
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    key TEXT NOT NULL REFERENCES finding_checks, -- the check
    severity TEXT NOT NULL REFERENCES finding_severities, -- how much it says
    subject TEXT NOT NULL, -- what the finding is about where that is no program: a module, an interface, a path; empty for a program
    pid INTEGER, -- process that was found first; finding_processes has all of them
    program TEXT NOT NULL, -- its executable as the kernel names it; empty where there is none
    container_id TEXT NOT NULL, -- its container; empty outside of containers
    what TEXT NOT NULL, -- what was seen, in a sentence
    fact TEXT NOT NULL, -- the first fact
    fact_member_id INTEGER NOT NULL REFERENCES members, -- where it was read
    fact_line INTEGER, -- line of that member; NULL for all of it
    other TEXT NOT NULL, -- the fact that does not fit
    other_member_id INTEGER REFERENCES members, -- where it was read; NULL where it is that something is missing
    other_line INTEGER -- line of that member; NULL for all of it
) STRICT;
CREATE UNIQUE INDEX finding_rows_once ON finding_rows (snapshot_id, key, subject, program, container_id);

CREATE TABLE finding_processes (
    -- A process of a finding.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    finding_id INTEGER NOT NULL REFERENCES finding_rows, -- the finding
    pid INTEGER NOT NULL, -- process
    starttime INTEGER, -- start in clock ticks after boot; NULL when not known
    PRIMARY KEY (snapshot_id, finding_id, pid)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_processes_by_pid ON finding_processes (snapshot_id, pid);

CREATE VIEW findings (
    -- Two facts of a snapshot that do not fit together, with the harmless causes left out that can be: a lead, no verdict. Weak facts are in finding_rows alone.
    finding_id, -- number of the finding in this database
    severity, -- high, medium, low
    key, -- the check: finding_checks says what it leaves out, and what it cannot
    title, -- what the check finds
    what, -- what was seen, in a sentence
    pid, -- process that was found first; finding_processes has all of them
    process_name, -- name of its first thread
    user, -- name of its effective user, else the number
    program, -- its executable; empty where the finding is about something else
    container_id, -- its container; empty outside of containers
    processes, -- number of processes
    fact, -- the first fact
    evidence, -- member and line where it was read
    other, -- the fact that does not fit
    other_evidence, -- member and line where it was read; NULL where it is that something is missing
    attack_id, -- technique of MITRE ATT&CK
    snapshot_id -- the snapshot
) AS
SELECT f.finding_id, f.severity, f.key, c.title, f.what, f.pid, s.comm,
       coalesce((SELECT u.username FROM passwd_file AS u
                 WHERE u.snapshot_id = f.snapshot_id AND u.uid = t.euid ORDER BY u.line LIMIT 1), CAST(t.euid AS TEXT)),
       f.program, f.container_id,
       (SELECT count(*) FROM finding_processes AS p WHERE p.snapshot_id = f.snapshot_id AND p.finding_id = f.finding_id),
       f.fact, m.path || coalesce(':' || f.fact_line, ''), f.other, o.path || coalesce(':' || f.other_line, ''),
       c.attack_id, f.snapshot_id
FROM finding_rows AS f
JOIN finding_checks AS c USING (key)
JOIN members AS m ON m.member_id = f.fact_member_id
LEFT JOIN members AS o ON o.member_id = f.other_member_id
LEFT JOIN process_stat AS s ON s.snapshot_id = f.snapshot_id AND s.pid = f.pid AND s.tid = f.pid
LEFT JOIN process_status AS t ON t.snapshot_id = f.snapshot_id AND t.pid = f.pid AND t.tid = f.pid
WHERE f.severity <> 'weak';
