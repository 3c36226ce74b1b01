/*
 * The entries of a table of iptables, ip6tables or arptables: struct ipt_entry and its like, then matches and one target, each with
 * struct xt_entry_match in front (include/uapi/linux/netfilter/x_tables.h).
 *
 * A chain that a hook calls begins at hook_entry and ends with its policy, at underflow.  Each other chain begins with an entry
 * whose target is ERROR and has its name; another one ends the table.
 */
#ifndef ANALYZE_FORMATS_LIB_XT_ENTRIES_H
#define ANALYZE_FORMATS_LIB_XT_ENTRIES_H

#include "analyze/base/buffer.h"

/* struct xt_entry_match and xt_entry_target: a size of 16 bits, a name of 29 bytes and a revision. */
#define XT_HEAD      32
#define XT_NAME_AT   2
#define XT_NAME_SIZE 29

/* The most hooks that a table has. */
#define XT_HOOKS 5

/* Where the fields of an entry stand. */
struct xt_layout {
    const char *name;
    int64_t family; /* NFPROTO_* */
    size_t address; /* bytes of one */
    size_t source, destination, source_mask, destination_mask;
    size_t input, output;   /* names of interfaces */
    size_t protocol, flags; /* protocol 0: there is none */
    size_t inverted, inverted_size;
    size_t target_offset; /* behind it, next_offset */
    unsigned hooks;
    const char *hook_names[XT_HOOKS];
};

/* By the word for the family in the member: ip, ip6 or arp.  NULL for another. */
const struct xt_layout *xt_layout_of(struct slice family);

/* The counters are the last of the fixed part of an entry: packets and bytes. */
#define XT_COUNTERS 16

struct xt_entries {
    const struct xt_layout *layout;
    bool big_endian;
    struct slice bytes;
    size_t fixed;         /* bytes of an entry without matches; set by xt_survey */
    struct buffer chains; /* found by xt_survey; the caller frees it */
};

/* An entry, and its target. */
struct xt_entry {
    size_t at; /* offset in the entries */
    struct slice bytes, target, target_name;
};

/* Finds the chains that no hook calls, and the size of the fixed part. */
void xt_survey(struct xt_entries *t);

/* Takes the entry at that offset.  False at the end of the table, and if the entry is malformed. */
bool xt_take(const struct xt_entries *t, size_t at, struct xt_entry *e);

/* Whether the entry begins a chain that no hook calls, or ends the table; and the name of that chain. */
bool xt_is_head(const struct xt_entry *e);
struct slice xt_head_name(const struct xt_entry *e);

/* The chain whose first rule stands at the offset; no text if there is none. */
struct slice xt_chain_at(const struct xt_entries *t, size_t offset);

/* A number of that many bytes; text in a field of that size, up to the first NUL.  0 and "" beyond the end. */
uint64_t xt_number(const struct xt_entries *t, struct slice bytes, size_t at, size_t width);
struct slice xt_text(struct slice bytes, size_t at, size_t size);

#endif
