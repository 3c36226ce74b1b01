/*
 * Every bound of the collector, each with its reason.
 */
#ifndef COLLECT_BASE_LIMITS_H
#define COLLECT_BASE_LIMITS_H

#include <sys/types.h>

/* A table of /proc/net: a million TCP rows of 150 bytes, and room. */
#define LIMIT_TABLE ((size_t)256 << 20)

/* Any other file: the largest of them, a mountinfo with 100,000 mounts, is below it. */
#define LIMIT_FILE ((size_t)32 << 20)

/* A link's target: the kernel gives no more than a page, which is 64 KiB at most. */
#define LIMIT_TARGET ((size_t)64 << 10)

/*
 * Microseconds of work for asking whether numbers are those of processes, all workers together: four fifths of it for system calls that
 * tell, 0.1 to 0.3 us each, the rest for opening /proc/<n>, which is ten times as dear.  Up to pid_max = 4,194,304 that would take seconds.
 */
#define LIMIT_SWEEP 200000U

/* The same in time: where the processors have other work, or where each system call is looked at by somebody. */
#define LIMIT_SWEEP_TIME 300000U

/* A program whose digest is taken: the largest there are have symbols and are some GiB. */
#define LIMIT_EXE ((off_t)2 << 30)

/* Cgroups whose cgroup.procs are read, over all hierarchies. */
#define LIMIT_CGROUPS 20000

/* BPF objects of one kind that are listed. */
#define LIMIT_BPF 100000

/* Unix sockets of a namespace of which fdinfo is read where no dump says which of them have something in their queue; and sockets for
 * datagrams, in all namespaces, of which one says that there is no byte. */
#define LIMIT_UNIX_QUEUE 1000

/* Seconds that a whole file may take, however quickly each read returns: this many times the deadline of one read. */
#define LIMIT_FILE_DEADLINES 12

/* The kernel's cost is per descriptor and spreads well, up to the point where its own locks are contended. */
#define LIMIT_WORKERS 8

/* Milliseconds that a system call may take before others are put in its worker's place: hundreds of times the usual. */
#define LIMIT_SLOW 200

/*
 * Threads beyond the workers that are wanted, for those in system calls that last or that were given up: each keeps some 100 KB. One
 * dead file server hangs every process that uses it, which may be hundreds; beyond the limit, what hangs is waited for.
 */
#define LIMIT_STUCK 256

/* Units handed to the workers ahead of the one that is being written. */
#define LIMIT_WINDOW_UNITS 256

/* The same while a system call lasts, of which the oldest unit may be waiting: some 10 MB with their results. */
#define LIMIT_WINDOW_SLOW 16384

/* Units that are done before the one that writes is woken, while there are more to come. */
#define LIMIT_BATCH 16

/*
 * The number of a descriptor from which on namespaces that have tasks get none: half of the 1024 that a host may limit us to, so that
 * the files to be read find room.
 */
#define LIMIT_SPARE_DESCRIPTOR 512

/* Bytes read ahead of the one that is being written, beyond which no further unit is begun. */
#define LIMIT_WINDOW_BYTES ((size_t)16 << 20)

/* A worker's buffer is kept for its next file up to this size, and handed on beyond it. */
#define LIMIT_SCRATCH ((size_t)256 << 10)

/* A worker's stack: one buffer of LIMIT_DIRECTORY, and room. */
#define LIMIT_STACK ((size_t)256 << 10)

/* Directory entries asked for at once. */
#define LIMIT_DIRECTORY 32768

/* What a prefix of the archive may lack at most: see docs/snapshot-format.md. */
#define LIMIT_SEGMENT_BYTES ((size_t)4 << 20)
#define LIMIT_SEGMENT_LINES 4096

/* The last component of a member's name: what the ustar header's name field holds. */
#define LIMIT_COMPONENT 100

/* Bytes gathered before the compressor is called, and before write(2). */
#define LIMIT_SINK_BUFFER ((size_t)128 << 10)

/*
 * A netlink dump is cut into members of this size, between messages: 200,000 TCP sockets with tcp_info are 100 MB, and a member is
 * held in memory whole.
 */
#define LIMIT_DUMP_PART ((size_t)4 << 20)

/* Members of one dump: 4 GiB, more than the sockets that a host can have. */
#define LIMIT_DUMP_PARTS 1024

/*
 * Rows of a table that are read although the dump of the same sockets was.  Each page of /proc/net/udp begins at the start again:
 * 5,000 rows cost 60 ms, 75,000 cost 14 s.  tcp is linear, 2 us a row, and read before the descriptor walk whatever its length, so
 * that the two views can be compared; after it, a dump that was read whole makes it superfluous.
 */
#define LIMIT_TABLE_ROWS 5000

/* Rows of tcp that are read before the walk: a table is held whole, and this many are 40 MB. */
#define LIMIT_TCP_TABLE_ROWS 250000

/*
 * Namespaces with TCP sockets beyond which tcp and tcp6 are read once: each passes by all buckets of the kernel's one table, full or
 * empty, for 9 ms where there are 262,144; the dump for 3 ms.
 */
#define LIMIT_TCP_NAMESPACES 16

/*
 * TCP sockets of a namespace of which tcp_info is asked for: 250 of some 450 bytes each, and a lock of each socket.  Beyond it they are
 * also dumped once, after the descriptor walk, not twice.
 */
#define LIMIT_TCP_INFO 20000

/*
 * Namespaces with TCP sockets, times all TCP sockets: the entries that one walk for each of them visits, at half a microsecond.
 * Within the bound the four walks that there are otherwise (dump, tcp, tcp6, dump again) take 8 s of CPU at worst; beyond it there
 * is one, which is 18 s for 200 namespaces beside 200,000 sockets.
 */
#define LIMIT_TCP_VISITS 4000000U

/* The same for namespaces that have none: 0.2 s. */
#define LIMIT_QUIET_VISITS 400000U

/*
 * Namespaces beyond which the tables and dumps that sockstat says are empty are not read at all: each visits all 65,536 buckets of
 * the udp table, or all listeners, for 3 ms in each namespace.
 */
#define LIMIT_QUIET_NAMESPACES 16

/* Ways in which one network namespace was found that are listed for each kind of way: some are open in hundreds of processes. */
#define LIMIT_SIGHTINGS 16

#endif
