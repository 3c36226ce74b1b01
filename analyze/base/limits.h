/*
 * Every bound on what a snapshot may make us do, each with its reason.  A snapshot comes from a host that may be hostile: what
 * it says about sizes is never believed, and memory is only taken for bytes that arrived.
 *
 * The largest hosts that we plan for have a million sockets, a million descriptors and 100,000 processes: tables of
 * 170 MB, two million members, a few GiB in all.
 */
#ifndef ANALYZE_BASE_LIMITS_H
#define ANALYZE_BASE_LIMITS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "analyze/base/error.h"

/* Bytes that an archive may decompress to, and that it may have itself. */
#define LIMIT_TAR_BYTES (INT64_C(64) << 30)

/* Decompressed bytes per compressed byte, once past LIMIT_RATIO_FROM.  Text of /proc reaches 30, members of a few bytes,
 * padded to blocks, 100; bombs start at 1,000 (gzip) and reach 30,000 (zstd). */
#define LIMIT_RATIO      1000
#define LIMIT_RATIO_FROM (INT64_C(64) << 20)

/* The longest run of bytes without content: zeros, which a hole in a sparse file supplies for free, or compressed bytes that
 * decompress to nothing.  A process can make its command line 32 MiB of zeros, so a sound member may hold as many. */
#define LIMIT_NOTHING (INT64_C(64) << 20)

/* log2 of the window that a zstd frame may ask for: 128 MiB, as the zstd program.  collect's own ask for 2 MiB. */
#define LIMIT_ZSTD_WINDOW 27

/* Members of an archive: four times the largest host. */
#define LIMIT_MEMBERS 8000000

/*
 * Bytes of the members that wait, to be parsed, for the manifest segment that describes them.  Larger ones are still verified.
 * collect writes no member of more than 256 MiB (a table that it cuts there), and closes a segment after 4 MiB.
 * Beyond LIMIT_PENDING_FROM, the waiting bytes may be at most LIMIT_PENDING_RATIO times the compressed bytes that they came from.
 * Text of /proc stays below that ratio (see LIMIT_RATIO), and a bomb is stopped long before it takes the memory of a table.
 */
#define LIMIT_PENDING_BYTES (INT64_C(264) << 20)
#define LIMIT_PENDING_FROM  (INT64_C(64) << 20)
#define LIMIT_PENDING_RATIO 200

/* Members that wait for a segment; collect closes one every 4,096. */
#define LIMIT_PENDING_MEMBERS 262144

/* A line of the manifest: two paths of 4,096 bytes, every byte escaped in four, and then JSON's own backslashes. */
#define LIMIT_MANIFEST_LINE (64 << 10)

/* meta.json: argv is the only part that has no bound of its own, and the kernel's is 2 MiB. */
#define LIMIT_META_BYTES (8 << 20)

/* Multicast groups of a netlink socket.  Generic netlink, which has the most, is at some hundreds; each bit may become a row. */
#define LIMIT_NETLINK_GROUPS 8192

/* Bytes of a public key or a signature: minisign allows comments of 1,024 and 8,192 bytes. */
#define LIMIT_SIGNATURE ((size_t)16 << 10)

/* Problems reported for one archive, and rows in the table problems for the lines of one member. */
#define LIMIT_PROBLEMS 10000

/*
 * Bytes of the texts in a row, together.  A longer text is not even decoded, so a member is never there twice.  What collect keeps of a
 * file other than a table has at most as many; the checks put several texts into one, and the SQL of analysts may not have texts of more
 * than four times that.
 */
#define LIMIT_FIELD (INT64_C(16) << 20)

/*
 * Rows that are made of one archive, before anything is derived of them.  A million sockets are 4 million: in two passes, as text and from a
 * dump.  100,000 processes are 14 million: 140 each, of links, limits, control groups, status and descriptors.
 * The same row again and again packs to nothing, and costs as much as any other: an archive may have more than LIMIT_DENSE_ROWS only up to
 * one for each byte of it as it is.  Those of real hosts need some 10 bytes a row.
 */
#define LIMIT_ROWS       20000000
#define LIMIT_DENSE_ROWS 2000000

/* Bytes of the offending text that a problem quotes. */
#define LIMIT_QUOTE 200

/*
 * A list of indicators that is one document of JSON, and a line of any.  SQLite needs ten times a document (MISP, 20 MB), so that
 * large ones need more of LIMIT_SQLITE_HEAP, too.  Lines may be as many as there are.
 */
#define LIMIT_LIST_BYTES ((size_t)64 << 20)

/*
 * Memory of SQLite, in which 512 MB have room for the rest of the program.  The page cache of a load (analyze/sql/pragmas_write.sql) takes
 * 128 MiB; what sorts most of the commands that only read, query @connections, took 376 MiB for 1.7 million sockets.
 */
#define LIMIT_SQLITE_HEAP (INT64_C(400) << 20)

/* Milliseconds to wait for a lock.  A load holds it for seconds, or for as long as its standard input takes. */
#define LIMIT_WRITER_WAIT (10 * 60 * 1000)
#define LIMIT_READER_WAIT (30 * 1000)

/* Those of them that --limit can change, as limits.def has them. */
struct limits {
#define LIMIT(member, name, usual, most, unit, help) int64_t member;
#include "analyze/base/limits.def"
#undef LIMIT
};

extern const struct limits limits_usual;

/* "NAME=VALUE"; bytes may have K, M, G or T behind them.  0, or -1 with the error filled. */
int limits_set(struct limits *limits, const char *assignment, struct error *error);

/* The text, with the bound in the place of "@" and the option that changes it behind: `offset` is of the bound in the struct.  The caller frees it. */
char *limit_text(const struct limits *limits, size_t offset, const char *format);
#define LIMIT_TEXT(bounds, member, format) limit_text(bounds, offsetof(struct limits, member), format)

/* All of them, for people. */
void limits_print(FILE *out);

#endif
