-- What is loaded into the kernel, and what hooks its functions: modules from four sides, taint, ftrace, kprobes and uprobes, live patches,
-- and the programs that the kernel itself starts.

CREATE TABLE sysfs_objects (
    -- A directory of /sys/module (a module, also one that is built in) or of /sys/kernel/livepatch: a row for it and one for each of its attributes.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    ordinal INTEGER NOT NULL, -- 0 for the row of the directory, without key; then the attributes, from 1
    kind TEXT NOT NULL, -- module or livepatch
    name TEXT NOT NULL, -- name of the directory; of a module with _ for -
    key TEXT, -- module: initstate (which built-in ones do not have), refcnt, taint, coresize, initsize, version, srcversion, sections; livepatch: enabled, transition, stack_order, replace, function
    value TEXT, -- its value; empty for sections, which is a directory; of function object/function,position
    PRIMARY KEY (snapshot_id, member_id, line, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX sysfs_objects_by_name ON sysfs_objects (snapshot_id, kind, name, key);

CREATE TABLE kernel_symbols (
    -- A module that has symbols in /proc/kallsyms; for BPF programs and trampolines a row for each symbol.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    module TEXT NOT NULL, -- the module; bpf for BPF programs, __builtin__ftrace and __builtin__kprobes for trampolines
    symbols INTEGER NOT NULL, -- how many symbols
    symbol TEXT, -- the symbol: bpf_prog_TAG_NAME, …; NULL for modules
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX kernel_symbols_by_module ON kernel_symbols (snapshot_id, module);

CREATE TABLE kernel_lines (
    -- A line of a file of tracefs or debugfs.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    file TEXT NOT NULL, -- current_tracer, dynamic_events, enabled_functions, kprobe_events, set_event, set_ftrace_filter, tracing_on, uprobe_events, kprobes/enabled or kprobes/list
    text TEXT NOT NULL, -- the line
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX kernel_lines_by_file ON kernel_lines (snapshot_id, file);

CREATE TABLE binfmt_misc (
    -- A line of a file of /proc/sys/fs/binfmt_misc: by what name or magic number files are handed to an interpreter.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    entry TEXT NOT NULL, -- name of the entry; status for the switch of all
    key TEXT NOT NULL, -- enabled or disabled, interpreter, flags, extension, offset, magic, mask
    value TEXT NOT NULL, -- what stands behind it
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE proc_key_users (
    -- A line of /proc/key-users: a user who has keys, in the user namespace that collect ran in.
    snapshot_id INTEGER NOT NULL REFERENCES snapshots, -- the snapshot
    member_id INTEGER NOT NULL REFERENCES members, -- where the row was read
    line INTEGER NOT NULL, -- line of the member
    uid INTEGER NOT NULL, -- the user
    usage INTEGER NOT NULL, -- references to the user's record
    keys INTEGER NOT NULL, -- keys
    instantiated INTEGER NOT NULL, -- those that have a value
    counted_keys INTEGER NOT NULL, -- keys that count against the quota
    most_keys INTEGER NOT NULL, -- the quota
    counted_bytes INTEGER NOT NULL, -- bytes that count against the quota
    most_bytes INTEGER NOT NULL, -- the quota
    PRIMARY KEY (snapshot_id, member_id, line)
) STRICT, WITHOUT ROWID;

CREATE VIEW module_sides (
    -- A loaded module, from each side that shows one.  A side that misses it was deceived, or the module came or went meanwhile: the sides are read one after the other.
    name, -- name of the module
    in_proc, -- 1 when /proc/modules has it; NULL when that was not read
    in_sysfs, -- 1 when /sys/module has it as a loaded one; NULL when that was not read
    in_symbols, -- 1 when /proc/kallsyms has symbols of it; NULL when that was not read
    missing, -- the sides that were read and miss it, separated by commas: proc, sysfs, symbols, sections (of its directory in /sys/module); NULL for none
    state, -- state in /proc/modules: Live, Loading or Unloading; NULL without
    initstate, -- state in /sys/module: live, coming or going; NULL without
    taints, -- letters without parentheses, of /proc/modules or else of /sys/module; NULL for none
    symbols, -- how many symbols it has
    snapshot_id -- the snapshot
) AS
SELECT name, in_proc, in_sysfs, in_symbols,
       nullif(substr(iif(in_proc = 0, ',proc', '') || iif(in_sysfs = 0, ',sysfs', '') || iif(in_symbols = 0, ',symbols', '')
                     || iif(in_sysfs = 1 AND NOT has_sections, ',sections', ''), 2), ''),
       state, initstate, taints, symbols, snapshot_id
FROM (SELECT n.name, n.snapshot_id,
             iif(EXISTS (SELECT 1 FROM members AS m WHERE m.snapshot_id = n.snapshot_id AND m.path = 'proc/modules' AND m.state IN ('ok', 'empty')),
                 EXISTS (SELECT 1 FROM proc_modules AS p WHERE p.snapshot_id = n.snapshot_id AND p.name = n.name), NULL) AS in_proc,
             iif(EXISTS (SELECT 1 FROM members AS m WHERE m.snapshot_id = n.snapshot_id AND m.path = 'views/modules' AND m.state IN ('ok', 'empty')),
                 EXISTS (SELECT 1 FROM sysfs_objects AS o WHERE o.snapshot_id = n.snapshot_id AND o.kind = 'module'
                                    AND o.name = n.name AND o.key = 'initstate'), NULL) AS in_sysfs,
             iif(EXISTS (SELECT 1 FROM members AS m WHERE m.snapshot_id = n.snapshot_id AND m.path = 'views/symbols' AND m.state IN ('ok', 'empty')),
                 EXISTS (SELECT 1 FROM kernel_symbols AS k WHERE k.snapshot_id = n.snapshot_id AND k.module = n.name), NULL) AS in_symbols,
             EXISTS (SELECT 1 FROM sysfs_objects AS o WHERE o.snapshot_id = n.snapshot_id AND o.kind = 'module'
                       AND o.name = n.name AND o.key = 'sections') AS has_sections,
             (SELECT p.state FROM proc_modules AS p WHERE p.snapshot_id = n.snapshot_id AND p.name = n.name) AS state,
             (SELECT o.value FROM sysfs_objects AS o WHERE o.snapshot_id = n.snapshot_id AND o.kind = 'module' AND o.name = n.name
                AND o.key = 'initstate') AS initstate,
             coalesce((SELECT trim(p.taints, '()') FROM proc_modules AS p WHERE p.snapshot_id = n.snapshot_id AND p.name = n.name),
                      (SELECT nullif(o.value, '') FROM sysfs_objects AS o WHERE o.snapshot_id = n.snapshot_id AND o.kind = 'module'
                         AND o.name = n.name AND o.key = 'taint')) AS taints,
             (SELECT sum(k.symbols) FROM kernel_symbols AS k WHERE k.snapshot_id = n.snapshot_id AND k.module = n.name) AS symbols
      FROM (SELECT DISTINCT m.snapshot_id, coalesce(p.name, o.name, k.module) AS name
            FROM members AS m
            LEFT JOIN proc_modules AS p ON m.path = 'proc/modules' AND p.snapshot_id = m.snapshot_id AND p.member_id = m.member_id
            LEFT JOIN sysfs_objects AS o ON m.path = 'views/modules' AND o.snapshot_id = m.snapshot_id
              AND o.member_id = m.member_id AND o.key = 'initstate'
            LEFT JOIN kernel_symbols AS k ON m.path = 'views/symbols' AND k.snapshot_id = m.snapshot_id
              AND k.member_id = m.member_id AND k.symbol IS NULL
            WHERE m.path IN ('proc/modules', 'views/modules', 'views/symbols')) AS n
      WHERE n.name IS NOT NULL) AS v;

CREATE VIEW kernel_taints (
    -- A reason for which the kernel is tainted: a bit of /proc/sys/kernel/tainted.  It stays set until the next boot, also when the module that set it has gone or hides.
    bit, -- number of the bit
    letter, -- its letter, as in modules and in messages of the kernel
    reason, -- what it means
    modules, -- loaded modules with the same letter, separated by commas; NULL for none: then the module that set it has gone or hides, if it was a module
    snapshot_id, -- the snapshot
    member_id -- where it was read
) AS
WITH letters (bit, letter, reason) AS (VALUES
    (0, 'P', 'a proprietary module was loaded'),
    (1, 'F', 'a module was loaded by force'),
    (2, 'S', 'the kernel runs on a processor or system it is not meant for'),
    (3, 'R', 'a module was unloaded by force'),
    (4, 'M', 'the processor reported a machine check'),
    (5, 'B', 'a page was bad'),
    (6, 'U', 'user space asked for it'),
    (7, 'D', 'the kernel died: an oops or a bug'),
    (8, 'A', 'an ACPI table was overridden'),
    (9, 'W', 'the kernel warned'),
    (10, 'C', 'a driver of the staging tree was loaded'),
    (11, 'I', 'a workaround for a bug in the firmware is on'),
    (12, 'O', 'a module from outside the kernel tree was loaded'),
    (13, 'E', 'a module without a valid signature was loaded'),
    (14, 'L', 'a soft lockup occurred'),
    (15, 'K', 'the kernel was live patched'),
    (16, 'X', 'for distributors'),
    (17, 'T', 'the kernel was built with struct randomization'),
    (18, 'N', 'a test of the kernel ran'),
    (19, 'J', 'a user of fwctl changed the device'))
SELECT l.bit, l.letter, l.reason,
       (SELECT group_concat(m.name, ',')
        FROM (SELECT name FROM proc_modules WHERE snapshot_id = s.snapshot_id AND instr(taints, l.letter) > 0
              UNION
              SELECT name FROM sysfs_objects
              WHERE snapshot_id = s.snapshot_id AND kind = 'module' AND key = 'taint' AND instr(value, l.letter) > 0) AS m),
       s.snapshot_id, s.member_id
FROM sysctls AS s JOIN letters AS l ON CAST(s.value AS INTEGER) >> l.bit & 1
WHERE s.name = 'kernel/tainted';

CREATE VIEW kernel_hooks (
    -- A function of the kernel or of a program that something hooks, as ftrace, kprobes, uprobes and live patches tell.  What BPF hooks is in bpf_attachments.
    source, -- enabled_functions, kprobe_events, uprobe_events, dynamic_events, kprobes/list or livepatch
    target, -- the function, with its offset where there is one; path and offset of a program
    name, -- name of the event or of the live patch; NULL for other sources
    text, -- the line, or the attribute, as printed
    snapshot_id, -- the snapshot
    member_id, -- where the row was read
    line -- line of that member
) AS
SELECT file, substr(text, 1, instr(text || ' ', ' ') - 1), CAST(NULL AS TEXT), text, snapshot_id, member_id, line
FROM kernel_lines WHERE file = 'enabled_functions'
UNION ALL
SELECT file, substr(rest, 1, instr(rest || ' ', ' ') - 1), substr(text, instr(text, ':') + 1, instr(text, ' ') - instr(text, ':') - 1),
       text, snapshot_id, member_id, line
FROM (SELECT *, substr(text, instr(text, ' ') + 1) AS rest FROM kernel_lines
      WHERE file IN ('kprobe_events', 'uprobe_events') OR (file = 'dynamic_events' AND substr(text, 1, 1) NOT IN ('p', 'r')))
UNION ALL
SELECT file, substr(target, 1, instr(target || ' ', ' ') - 1), NULL, text, snapshot_id, member_id, line
FROM (SELECT *, ltrim(substr(kind, instr(kind, ' '))) AS target
      FROM (SELECT *, ltrim(substr(text, instr(text, ' '))) AS kind FROM kernel_lines WHERE file = 'kprobes/list'))
UNION ALL
SELECT 'livepatch', value, name, key || '=' || value, snapshot_id, member_id, line
FROM sysfs_objects WHERE kind = 'livepatch' AND key = 'function';

CREATE VIEW usermode_helpers (
    -- A program that the kernel starts by itself, or hands files to, as root: one that an intruder set runs when a program crashes, a module is missed or a file is executed.
    source, -- core_pattern, modprobe, poweroff_cmd, hotplug, uevent_helper, or binfmt_misc
    name, -- the entry of binfmt_misc; NULL for others
    command, -- the program, with its arguments
    enabled, -- 0 for an entry of binfmt_misc that is switched off
    detail, -- of an entry of binfmt_misc: flags, and extension or magic; NULL for others
    snapshot_id, -- the snapshot
    member_id -- where it was read
) AS
SELECT substr(name, 8), CAST(NULL AS TEXT), ltrim(value, '|'), 1, CAST(NULL AS TEXT), snapshot_id, member_id
FROM sysctls
WHERE (name IN ('kernel/modprobe', 'kernel/poweroff_cmd', 'kernel/hotplug') AND value <> '')
   OR (name = 'kernel/core_pattern' AND substr(value, 1, 1) = '|')
UNION ALL
SELECT 'uevent_helper', NULL, value, 1, NULL, snapshot_id, member_id
FROM host_values WHERE file = 'kernel/uevent_helper' AND value <> ''
UNION ALL
SELECT 'binfmt_misc', entry, max(iif(key = 'interpreter', value, NULL)), CAST(max(key = 'enabled') AS INTEGER),
       group_concat(iif(key IN ('flags', 'extension', 'magic'), key || ' ' || value, NULL), ', '), snapshot_id, member_id
FROM binfmt_misc WHERE entry <> 'status' GROUP BY snapshot_id, member_id;
