/*
 * Every bound of the collector, with its reason.
 */
#ifndef COLLECT_BASE_LIMITS_H
#define COLLECT_BASE_LIMITS_H

#include "collect/base/bytes.h"
#include "collect/base/error.h"

#include <stdint.h>
#include <sys/types.h>

/*
 * Bytes of a table of /proc/net, and of the links of a process: LIMIT_TCP_TABLE_ROWS of tcp, or a million descriptors.
 * Each is held in memory as a whole.  Of what a longer table has, the dump of the same sockets is in parts.
 */
#define LIMIT_TABLE ((size_t)40 << 20)

/*
 * Bytes of any other file.  The largest is a mountinfo: that of a namespace with 100,000 mounts (fs.mount-max) is smaller
 * than this.
 */
#define LIMIT_FILE ((size_t)16 << 20)

/*
 * Bytes of content beyond which a worker waits until its unit is the oldest: then one large content is in memory, and not
 * one for each worker, whatever files somebody has made large.  Few files of an honest host are as long.
 */
#define LIMIT_LARGE ((size_t)1 << 20)

/* Bytes of all such contents together, but for dumps; beyond it each is cut to LIMIT_LARGE.  Somebody wants to fill our disk. */
#define LIMIT_LARGE_TOTAL ((uint64_t)1 << 30)

/* Bytes of a link's target.  The kernel returns at most a page, and a page has at most 64 KiB. */
#define LIMIT_TARGET ((size_t)64 << 10)

/*
 * CPU time of the pid sweep, in microseconds, all workers together: four fifths for system calls that tell whether a
 * number is a process (0.1 to 0.3 us each), the rest for opening /proc/<n>, which is ten times as expensive.  All
 * numbers up to pid_max = 4,194,304 would take seconds.
 */
#define LIMIT_SWEEP 200000U

/*
 * Elapsed time of the sweep, in microseconds.  It exceeds the CPU time on a busy host, and where a tracer slows system
 * calls.
 */
#define LIMIT_SWEEP_TIME 300000U

/* Bytes of a program that is hashed.  The largest programs, with their symbols, have a few GiB. */
#define LIMIT_EXE ((off_t)2 << 30)

/* Bytes of the file of a secret key: two lines, of which the first, a comment, has at most 1,024 bytes in minisign. */
#define LIMIT_KEY ((size_t)4096)

/* Directories that are visited to list cgroups, over all hierarchies, and as many to list what a bpffs pins. */
#define LIMIT_CGROUPS 20000

/*
 * Mounts of bpffs and cgroup2 in other mount namespaces that are read, each of which keeps a descriptor: those that show
 * something else than the mounts of our own namespace, which on hosts with hundreds of containers are few.
 */
#define LIMIT_KERNEL_MOUNTS 64

/* Seconds for asking which BPF programs the interfaces of a network namespace have: a microsecond for each. */
#define LIMIT_BPF_NET 10

/* Places for filters of tc(8) in a network namespace, each of which is a dump: two for each interface with clsact. */
#define LIMIT_FILTERS 4096

/* Interfaces of a network namespace whose hooks of netfilter are asked for, two dumps of microseconds for each. */
#define LIMIT_HOOK_DEVICES 4096

/* BPF objects that are listed, for each kind. */
#define LIMIT_BPF 100000

/*
 * Bytes of a program that is saved, and of all of them: programs of intruders have up to 30 MB (those in Go), and an
 * upgrade of a whole system leaves some hundred programs of a few MB behind.  Each is held in memory as a whole.
 */
#define LIMIT_SAVED_FILE ((size_t)40 << 20)
#define LIMIT_SAVED      ((uint64_t)512 << 20)

/*
 * Unix sockets whose fdinfo is read to find descriptors in flight: those of a namespace where no dump tells which
 * queues are not empty, and, over all namespaces, datagram sockets whose queue has no byte according to the dump.
 */
#define LIMIT_UNIX_QUEUE 1000

/*
 * Descriptors of ordinary files and pipes whose fdinfo and attributes are read: 12 us each, so half a second of CPU.
 * Beyond this many processes they are not read at all, because most have only the three standard streams, and reading
 * those would take a tenth of the run.
 */
#define LIMIT_ORDINARY           40000
#define LIMIT_ORDINARY_PROCESSES 3000

/*
 * How long reading a whole file may take, however quickly each read returns: a multiple of the deadline for one read.
 */
#define LIMIT_FILE_DEADLINES 12

/*
 * Once a step of the work has taken that long, the server of a file system wears us down, or the host is very slow: each
 * such step halves the time of the later ones, down to this fraction of the deadline for one call.
 */
#define LIMIT_WORN_FRACTION 20

/*
 * Processes of a copy of /proc: as many as a host had before pid_max was raised.  And processes that only something
 * mounted over /proc shows.  A procfs lists what there is, a server what it likes.
 */
#define LIMIT_COPIED_PROCESSES 32768

/* How long reading a copy of /proc may take: a multiple of the deadline for one call.  A copy on a disk takes seconds. */
#define LIMIT_COPY_DEADLINES 30

/* Threads of one process that get a line each when the run is interrupted; beyond that there is one for all of them. */
#define LIMIT_SKIPPED_THREADS 256
#define LIMIT_SHOWN_PROCESSES 4096

/*
 * What is read of what is mounted over processes, all together: bytes, and steps that took their whole time.  It is read
 * to be compared with the truth, for which a part is enough.
 */
#define LIMIT_VISIBLE_BYTES ((uint64_t)128 << 20)
#define LIMIT_VISIBLE_SLOW  4

/* Seconds that --probe-ports may take in a network namespace.  All ports of TCP and UDP take about one. */
#define LIMIT_PROBE 60

/* Worker threads.  The kernel's work per descriptor runs in parallel; beyond this its locks are contended. */
#define LIMIT_WORKERS 8

/* Milliseconds after which a worker in a system call counts as slow and is replaced: hundreds of times the usual. */
#define LIMIT_SLOW 200

/*
 * Threads beyond the wanted workers, to replace those that are slow or were given up.  Each takes about 100 KB.  One
 * dead file server can hang hundreds of processes that use it.  Beyond the limit no worker is replaced, and calls that
 * hang delay the run.
 */
#define LIMIT_STUCK 256

/* Units submitted ahead of the oldest one that is not yet written. */
#define LIMIT_WINDOW_UNITS 256

/*
 * The same while a worker is slow, because the oldest unit may be the one that waits: about 10 MB with their results.
 */
#define LIMIT_WINDOW_SLOW 16384

/* Finished units before the main thread is woken to write them, while more are to come. */
#define LIMIT_BATCH 16

/*
 * From this descriptor number on, a namespace that has tasks gets no descriptor.  It is half of 1024, the limit on many
 * hosts, so that descriptors are left for the files to read.
 */
#define LIMIT_SPARE_DESCRIPTOR 512

/* Bytes of results that are not yet written, beyond which no further unit is begun. */
#define LIMIT_WINDOW_BYTES ((size_t)16 << 20)

/* Content up to this size is copied, and the worker keeps its buffer; larger content is handed on with the buffer. */
#define LIMIT_SCRATCH ((size_t)256 << 10)

/* Bytes of a thread's stack: one buffer of LIMIT_DIRECTORY, and room to spare. */
#define LIMIT_STACK ((size_t)256 << 10)

/*
 * Entries of a directory that are numbers: descriptors, of which fs.nr_open allows a process a million unless somebody
 * raised that, threads, and processes, each of which needs more memory on the host than we have for it.
 */
#define LIMIT_NUMBERS ((size_t)2 << 20)

/* Bytes of the names in a directory: 100,000 interfaces have 1.6 MB. */
#define LIMIT_NAMES ((size_t)4 << 20)

/* Bytes of directory entries that one getdents64(2) returns. */
#define LIMIT_DIRECTORY 32768

/* Size of a manifest segment, and so what the end of an incomplete archive can lack: see docs/snapshot-format.md. */
#define LIMIT_SEGMENT_BYTES ((size_t)4 << 20)
#define LIMIT_SEGMENT_LINES 4096

/* Bytes of the last component of a member's name: the size of the name field in the ustar header. */
#define LIMIT_COMPONENT 100

/* Bytes that are collected before the compressor is called, and before write(2) is. */
#define LIMIT_SINK_BUFFER ((size_t)128 << 10)

/*
 * Bytes of a member of a netlink dump.  A dump is cut between messages, because a member is held in memory as a whole
 * and 200,000 TCP sockets with tcp_info are 100 MB.
 */
#define LIMIT_DUMP_PART ((size_t)4 << 20)

/* Members of one dump: 4 GiB in all, more than the sockets of a host can fill. */
#define LIMIT_DUMP_PARTS 1024

/*
 * Rows of a table in /proc/net that is read in addition to a complete dump of the same sockets.  The kernel starts from
 * the first row for each page of /proc/net/udp: 5,000 rows take 60 ms, 75,000 take 14 s.  tcp is linear, 2 us for a
 * row; before the descriptor walk LIMIT_TCP_TABLE_ROWS applies to it instead, so that table and dump can be compared.
 */
#define LIMIT_TABLE_ROWS 5000

/*
 * Rows of tcp that are read before the descriptor walk.  A table is held in memory as a whole; this many rows are 40
 * MB.
 */
#define LIMIT_TCP_TABLE_ROWS 250000

/*
 * Namespaces with TCP sockets beyond which tcp and tcp6 are read once, not twice.  All namespaces share one hash table,
 * and each read visits all its buckets: 262,144 buckets take 9 ms, and 3 ms for the dump.
 */
#define LIMIT_TCP_NAMESPACES 16

/*
 * TCP sockets of a namespace up to which the dump asks for tcp_info.  It is 250 of about 450 bytes for each socket, and
 * the kernel locks the socket for it.  A namespace with more sockets is also dumped once, after the descriptor walk,
 * not twice.
 */
#define LIMIT_TCP_INFO 20000

/*
 * Namespaces with TCP sockets, times all TCP sockets: a walk of the shared table visits all sockets once for each
 * namespace, at half a microsecond each.  Within the bound there are four walks (dump, tcp, tcp6, dump again), 8 s of
 * CPU at worst.  Beyond it there is one walk, which takes 18 s for 200 namespaces and 200,000 sockets.
 */
#define LIMIT_TCP_VISITS 4000000U

/* The same product for namespaces without TCP sockets: 0.2 s. */
#define LIMIT_QUIET_VISITS 400000U

/*
 * Namespaces beyond which tables and dumps that sockstat reports as empty are not read.  Each of them visits all 65,536
 * buckets of the udp table, or all listeners, which takes 3 ms in each namespace.
 */
#define LIMIT_QUIET_NAMESPACES 16

/*
 * Sightings of one network namespace that are listed, for each kind: hundreds of processes can have one namespace open.
 */
#define LIMIT_SIGHTINGS 16

/*
 * Bytes of memory that are to be had, below which a run takes the little that --low-memory says.  Usually there may be a
 * table of LIMIT_TABLE and results of LIMIT_WINDOW_BYTES at once, and others on the host need memory, too.
 */
#define LIMIT_LOW_MEMORY ((uint64_t)64 << 20)

/* The bounds of such a run, which make 6 MB with all else; 3 MiB are 20,000 rows of tcp. */
#define LIMIT_LOW_TABLE         ((size_t)3 << 20)
#define LIMIT_LOW_FILE          ((size_t)1 << 20)
#define LIMIT_LOW_NAMES         ((size_t)512 << 10)
#define LIMIT_LOW_WINDOW_BYTES  ((size_t)512 << 10)
#define LIMIT_LOW_WINDOW_UNITS  16
#define LIMIT_LOW_DUMP_PART     ((size_t)256 << 10)
#define LIMIT_LOW_SEGMENT_BYTES ((size_t)1 << 20)
#define LIMIT_LOW_SEGMENT_LINES 512

/* Logarithm of the bytes that zstd may look back, 256 KiB: with it, it needs less than 1 MB.  0 is what its level has. */
#define LIMIT_LOW_ZSTD_WINDOW 18

/* A bound that --limit NAME=VALUE changes. */
struct bound {
    const char *name;
    uint64_t most;
    bool chosen; /* by --limit */
};

/* What a run may use of the memory, and no option changes by itself. */
struct means {
    unsigned workers; /* 0: as many as pool_workers() says */
    size_t window_bytes, window_units;
    size_t dump_part;
    size_t segment_bytes, segment_lines;
    int zstd_window;
};

/* The bounds that limits.def has, and the means. */
struct limits {
#define LIMIT(member, name, usual, most, unit, help) struct bound member;
#include "collect/base/limits.def"
#undef LIMIT
    const struct means *means;
};

extern const struct means means_usual;

extern const struct limits limits_usual;

/* "NAME=VALUE"; bytes may have K, M, G or T behind them.  0, or -1 with the error filled. */
int limits_set(struct limits *limits, const char *assignment, struct error *error);

/* The bounds and means of a run in little memory; those that --limit has chosen stay. */
void limits_economize(struct limits *limits);

/* Appends " (see --limit NAME)" to a text that tells what was cut. */
void bound_name(struct bytes *out, struct bound bound);

/* The bound at that offset in the struct, for tables that are the same in every run. */
struct bound limits_at(const struct limits *limits, size_t offset);

/* Appends the list for people. */
void limits_help(struct bytes *out);

/* Calls `put` for each bound that is not the usual one. */
void limits_changed(const struct limits *limits, void (*put)(void *context, struct bound bound), void *context);

#endif
