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
    needs TEXT, -- members that must be there, and whole, for the check to be made: patterns with spaces between them; NULL for none
    reads TEXT -- members of which one must be there: patterns likewise; NULL for none
) STRICT, WITHOUT ROWID;

CREATE TABLE finding_runs (
    -- A check of a snapshot, whether it found something or not.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    key TEXT NOT NULL REFERENCES finding_checks, -- the check
    made INTEGER NOT NULL, -- 0 when the check could not be made
    found INTEGER NOT NULL, -- number of findings
    withheld INTEGER NOT NULL, -- number of things that it does not say, because a fact is from a member that was not read whole
    reason TEXT, -- why the check could not be made, or the first member that it looks at and that was not read whole; NULL when nothing is missing
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

CREATE TABLE program_kinds (
    -- What a program is known for, by the name of its file: checks take it for harmless, or for telling. The rows are the same in every database.
    kind TEXT NOT NULL, -- shell, interpreter (runs what it is given), packets (needs packet sockets), raw (needs raw IP sockets), runtime (starts containers), jit (writes code and runs it), daemon (a name that intruders borrow), bpf (loads BPF programs)
    pattern TEXT NOT NULL, -- name of the file, as GLOB takes it
    PRIMARY KEY (kind, pattern)
) STRICT, WITHOUT ROWID;
INSERT INTO program_kinds (kind, pattern) VALUES
    ('shell', 'sh'), ('shell', 'bash'), ('shell', 'rbash'), ('shell', 'dash'), ('shell', 'ash'), ('shell', 'zsh'), ('shell', 'zsh[0-9]*'),
    ('shell', 'ksh'), ('shell', 'ksh[0-9]*'), ('shell', 'mksh'), ('shell', 'csh'), ('shell', 'tcsh'), ('shell', 'fish'), ('shell', 'busybox*'),
    ('interpreter', 'python'), ('interpreter', 'python[0-9]*'), ('interpreter', 'perl*'), ('interpreter', 'ruby*'), ('interpreter', 'php*'),
    ('interpreter', 'lua*'), ('interpreter', 'node'), ('interpreter', 'nodejs'), ('interpreter', 'tclsh*'), ('interpreter', 'socat*'),
    ('interpreter', 'gawk'), ('interpreter', 'awk'), ('interpreter', 'mawk'), ('interpreter', 'openssl'), ('interpreter', 'telnet*'),
    ('packets', 'dhclient'), ('packets', 'dhcpcd*'), ('packets', 'udhcp*'), ('packets', 'dhcpd'), ('packets', 'dnsmasq'),
    ('packets', 'NetworkManager'), ('packets', 'systemd-networkd'), ('packets', 'wpa_supplicant'), ('packets', 'hostapd'),
    ('packets', 'lldpd'), ('packets', 'lldpad'), ('packets', 'tcpdump'), ('packets', 'dumpcap'), ('packets', 'tshark'), ('packets', 'dockerd'),
    ('packets', 'suricata'), ('packets', 'snort'), ('packets', 'zeek'), ('packets', 'packetbeat'), ('packets', 'tailscaled'),
    ('packets', 'keepalived'), ('packets', 'arping'), ('packets', 'ntopng'), ('packets', 'arpwatch'), ('packets', 'radvd'), ('packets', 'pppd'),
    ('packets', 'rdisc'), ('packets', 'speaker'), ('packets', 'ladvd'), ('packets', 'nmap'), ('packets', 'iftop'), ('packets', 'nethogs'),
    ('raw', 'ping*'), ('raw', 'traceroute*'), ('raw', 'mtr*'), ('raw', 'fping*'), ('raw', 'nmap'), ('raw', 'ospfd'), ('raw', 'zebra'),
    ('raw', 'pimd'), ('raw', 'bird*'), ('raw', 'keepalived'), ('raw', 'NetworkManager'), ('raw', 'systemd-networkd'), ('raw', 'dhclient'),
    ('raw', 'dhcpd'), ('raw', 'dhcpcd*'), ('raw', 'dnsmasq'), ('raw', 'radvd'), ('raw', 'ndppd'), ('raw', 'charon*'), ('raw', 'eigrpd'), ('raw', 'ntpd'),
    ('runtime', 'runc*'), ('runtime', 'crun*'), ('runtime', 'conmon*'), ('runtime', 'containerd*'), ('runtime', 'docker*'), ('runtime', 'podman'),
    ('runtime', 'crio*'), ('runtime', 'lxc-start'), ('runtime', 'lxd'), ('runtime', 'incusd'), ('runtime', 'systemd-nspawn'),
    ('runtime', 'buildkitd'), ('runtime', 'kubelet'),
    ('jit', 'java'), ('jit', 'node'), ('jit', 'nodejs'), ('jit', 'dotnet'), ('jit', 'php*'), ('jit', 'luajit*'), ('jit', 'qemu-*'),
    ('jit', 'firefox*'), ('jit', 'chrom*'), ('jit', 'gjs*'), ('jit', 'gnome-shell'), ('jit', 'polkitd'), ('jit', 'beam.smp'), ('jit', 'mono*'),
    ('jit', 'postgres'), ('jit', 'julia'), ('jit', 'pypy*'), ('jit', 'WebKit*'), ('jit', 'ruby*'), ('jit', 'electron'), ('jit', 'code'),
    ('daemon', 'sshd'), ('daemon', 'systemd'), ('daemon', 'systemd-*'), ('daemon', 'init'), ('daemon', 'cron'), ('daemon', 'crond'),
    ('daemon', 'rsyslogd'), ('daemon', 'dbus-daemon'), ('daemon', 'udevd'), ('daemon', 'auditd'), ('daemon', 'agetty'), ('daemon', 'nginx'),
    ('daemon', 'apache2'), ('daemon', 'httpd'), ('daemon', 'mysqld'), ('daemon', 'postgres'), ('daemon', 'ntpd'), ('daemon', 'chronyd'),
    ('daemon', 'NetworkManager'), ('daemon', 'dhclient'), ('daemon', 'polkitd'), ('daemon', 'rpcbind'), ('daemon', 'atd'), ('daemon', 'irqbalance'),
    ('bpf', 'systemd'), ('bpf', 'systemd-*'), ('bpf', 'cilium*'), ('bpf', 'falco*'), ('bpf', 'tetragon'), ('bpf', 'elastic-*'), ('bpf', 'auditbeat'),
    ('bpf', 'datadog-*'), ('bpf', 'system-probe'), ('bpf', 'bpftrace'), ('bpf', 'bpftool'), ('bpf', 'tracee*'), ('bpf', 'pixie*'), ('bpf', 'snapd'),
    ('bpf', 'runc*'), ('bpf', 'crun*'), ('bpf', 'dockerd'), ('bpf', 'calico*'), ('bpf', 'kube-proxy'), ('bpf', 'lxc-start'), ('bpf', 'lxd');

CREATE TABLE hiding_functions (
    -- A function of the kernel through which the tools of a host get their lists: what hooks it can leave out of them what it wants. The rows are the same in every database.
    pattern TEXT PRIMARY KEY, -- name of the function or tracepoint, as GLOB takes it
    lists TEXT NOT NULL -- what is listed
) STRICT, WITHOUT ROWID;
INSERT INTO hiding_functions (pattern, lists) VALUES
    ('*getdents*', 'files and processes'), ('filldir*', 'files and processes'), ('fillonedir', 'files and processes'), ('compat_filldir*', 'files and processes'),
    ('iterate_dir', 'files and processes'), ('proc_pid_readdir', 'processes'), ('next_tgid', 'processes'), ('proc_root_readdir', 'processes'),
    ('tcp[46]_seq_show', 'sockets'), ('udp[46]_seq_show', 'sockets'), ('udplite[46]_seq_show', 'sockets'), ('raw_seq_show', 'sockets'),
    ('raw6_seq_show', 'sockets'), ('rawv6_seq_show', 'sockets'), ('unix_seq_show', 'sockets'), ('packet_seq_show', 'sockets'), ('ping_v[46]_seq_show', 'sockets'),
    ('netlink_*seq_show', 'sockets'), ('inet_diag_*', 'sockets'), ('tcp_diag_*', 'sockets'), ('udp_diag_*', 'sockets'), ('raw_diag_*', 'sockets'),
    ('unix_diag_*', 'sockets'), ('packet_diag_*', 'sockets'), ('netlink_diag_*', 'sockets'), ('sock_diag_*', 'sockets'), ('__sock_diag_*', 'sockets'),
    ('*sys_bpf', 'BPF programs'), ('sys_*_bpf', 'BPF programs'), ('bpf_*_get_fd_by_id', 'BPF programs'), ('bpf_obj_get_next_id', 'BPF programs'),
    ('m_show', 'modules'), ('kprobe*_seq_show', 'hooks'), ('s_show', 'symbols');

CREATE VIEW process_programs (
    -- The program that a process runs, and what its path says of it.
    pid, -- process
    program, -- the executable as the kernel names it
    file_name, -- name of the file, without ' (deleted)'
    deleted, -- 1 when the file is gone, or never was one
    place, -- memory (memfd), temporary (/tmp, /var/tmp, /dev/shm, /run), hidden (a name on the way begins with a dot), system (/usr, /bin, /sbin, /lib, /opt, /snap, /nix), other
    member_id, -- where the link was read
    line, -- line of that member
    snapshot_id, -- the snapshot
    fate, -- what became of its file: see program_fates
    out_of_place -- 1 where it lies where anybody can write, in memory or in a hidden directory, or where its file is gone and no upgrade of the system explains that
) AS
SELECT *, place IN ('temporary', 'hidden', 'memory') OR deleted AND NOT (place = 'system' AND coalesce(fate, 'upgraded') = 'upgraded')
FROM (
    SELECT l.pid, l.target AS program,
           -- Of the last 256 characters, as long as a name can be: rtrim() takes time by the square of the length.
           substr(substr(l.path, -256), length(rtrim(substr(l.path, -256), replace(substr(l.path, -256), '/', ''))) + 1) AS file_name,
           l.path <> l.target OR l.target GLOB '/memfd:*' AS deleted,
           CASE WHEN l.target GLOB '/memfd:*' THEN 'memory'
                WHEN l.target GLOB '/tmp/*' OR l.target GLOB '/var/tmp/*' OR l.target GLOB '/dev/shm/*' OR l.target GLOB '/run/*'
                     OR l.target GLOB '/var/run/*' THEN 'temporary'
                WHEN l.target GLOB '*/.*' THEN 'hidden'
                WHEN l.target GLOB '/usr/*' OR l.target GLOB '/bin/*' OR l.target GLOB '/sbin/*' OR l.target GLOB '/lib*' OR l.target GLOB '/opt/*'
                     OR l.target GLOB '/snap/*' OR l.target GLOB '/nix/*' THEN 'system'
                ELSE 'other' END AS place,
           l.member_id, l.line, l.snapshot_id,
           (SELECT f.fate FROM program_processes AS r JOIN program_fates AS f ON f.snapshot_id = r.snapshot_id AND f.program = r.program
            WHERE r.snapshot_id = l.snapshot_id AND r.pid = l.pid AND f.path = l.target LIMIT 1) AS fate
    FROM (SELECT *, iif(substr(target, -10) = ' (deleted)', substr(target, 1, length(target) - 10), target) AS path FROM process_links) AS l
    WHERE l.link = 'exe' AND l.tid = l.pid AND l.target IS NOT NULL
);

CREATE VIEW bpf_program_processes (
    -- A process that keeps a BPF program in the kernel, by a descriptor of it or of its event, of a link that attaches it or of a map that it uses: most often the one that loaded it.
    prog_id, -- the program
    pid, -- process
    holds, -- prog, link or map
    snapshot_id -- the snapshot
) AS
SELECT id, pid, 'prog', snapshot_id FROM process_bpf_fds WHERE kind = 'prog'
UNION ALL
SELECT CAST(value AS INTEGER), pid, 'prog', snapshot_id FROM process_fdinfo WHERE key = 'query_prog_id'
UNION ALL
SELECT l.prog_id, h.pid, 'link', l.snapshot_id
FROM bpf_objects AS l JOIN process_bpf_fds AS h ON h.snapshot_id = l.snapshot_id AND h.kind = 'link' AND h.id = l.id
WHERE l.kind = 'link' AND l.prog_id > 0
UNION ALL
SELECT d.id, h.pid, 'map', d.snapshot_id
FROM bpf_details AS d JOIN process_bpf_fds AS h ON h.snapshot_id = d.snapshot_id AND h.kind = 'map' AND h.id = CAST(d.value AS INTEGER)
WHERE d.kind = 'prog' AND d.key = 'map';

CREATE VIEW findings (
    -- Two facts of a snapshot that do not fit together, with the harmless causes left out that can be: a lead, no verdict. Weak facts are in finding_rows alone.
    finding_id, -- number of the finding in this database
    severity, -- high, medium, low: that of finding_rows, or one step more where the database has 20 hosts or more, and three of them at most have the finding
    key, -- the check: finding_checks says what it leaves out, and what it cannot
    title, -- what the check finds
    what, -- what was seen, in a sentence
    pid, -- process that was found first; finding_processes has all of them
    process_name, -- name of its first thread
    user, -- name of its effective user, else the number
    program, -- its executable; empty where the finding is about something else
    subject, -- what that is: a module, an interface, a path; empty for a program
    container_id, -- its container; empty outside of containers
    processes, -- number of processes
    fact, -- the first fact
    evidence, -- member and line where it was read
    other, -- the fact that does not fit
    other_evidence, -- member and line where it was read; NULL where it is that something is missing
    attack_id, -- technique of MITRE ATT&CK
    hosts, -- number of hosts of the database for which the check found this program, or subject
    snapshot_id -- the snapshot
) AS
WITH
fleet AS MATERIALIZED (SELECT snapshot_id, host_key FROM snapshot_hosts),
spread AS MATERIALIZED (
    SELECT r.key, r.program, r.subject, count(DISTINCT h.host_key) AS hosts
    FROM finding_rows AS r JOIN fleet AS h USING (snapshot_id)
    GROUP BY r.key, r.program, r.subject
)
SELECT f.finding_id,
       iif(d.hosts <= 3 AND f.program <> '' AND (SELECT count(DISTINCT host_key) FROM fleet) >= 20,
           (SELECT w.name FROM finding_severities AS w WHERE w.rank = max(v.rank - 1, 1)), f.severity), f.key, c.title, f.what, f.pid, s.comm,
       coalesce((SELECT u.username FROM passwd_file AS u
                 WHERE u.snapshot_id = f.snapshot_id AND u.uid = t.euid ORDER BY u.line LIMIT 1), CAST(t.euid AS TEXT)),
       f.program, f.subject, f.container_id,
       (SELECT count(*) FROM finding_processes AS p WHERE p.snapshot_id = f.snapshot_id AND p.finding_id = f.finding_id),
       f.fact, m.path || coalesce(':' || f.fact_line, ''), f.other, o.path || coalesce(':' || f.other_line, ''),
       c.attack_id, d.hosts, f.snapshot_id
FROM finding_rows AS f
JOIN finding_severities AS v ON v.name = f.severity
JOIN spread AS d ON d.key = f.key AND d.program = f.program AND d.subject = f.subject
JOIN finding_checks AS c ON c.key = f.key
JOIN members AS m ON m.member_id = f.fact_member_id
LEFT JOIN members AS o ON o.member_id = f.other_member_id
LEFT JOIN process_stat AS s ON s.snapshot_id = f.snapshot_id AND s.pid = f.pid AND s.tid = f.pid
LEFT JOIN process_status AS t ON t.snapshot_id = f.snapshot_id AND t.pid = f.pid AND t.tid = f.pid
WHERE f.severity <> 'weak';
