/*
 * Splits text that the kernel writes: lines, words, numbers, and the lines of mountinfo.  A `struct text` points into
 * bytes that somebody else owns; no NUL need follow it.
 */
#ifndef COLLECT_BASE_TEXT_H
#define COLLECT_BASE_TEXT_H

#include "collect/base/bytes.h"

struct text {
    const char *data;
    size_t len;
};

struct text text_of(const struct bytes *bytes);
struct text text_of_string(const char *string);

/*
 * Takes the next line off, without its newline.  The last line need not end with a newline.  False if nothing is left.
 */
bool text_next_line(struct text *rest, struct text *line);

/* Takes the next word off.  Words are separated by spaces and tabs.  False if there is none. */
bool text_next_word(struct text *rest, struct text *word);

/* The word with that index, counted from 0; empty if the line has fewer words. */
struct text text_word(struct text line, unsigned index);

/* Takes off what stands before the first `mark`, and the mark.  False, and nothing is taken, if there is no mark. */
bool text_next_part(struct text *rest, char mark, struct text *part);

bool text_is(struct text text, const char *string);

/* Takes the prefix off.  False if the text does not begin with it. */
bool text_skip(struct text *text, const char *prefix);

/*
 * Parses a text that is decimal digits and nothing else.  False, and *value is unset, if it is not or exceeds `most`.
 */
bool text_decimal(struct text text, uint64_t most, uint64_t *value);

/*
 * The inode number in a link's target "<kind>:[<number>]", which stands for a namespace, socket or pipe (ns_dname(),
 * fs/nsfs.c; sockfs_dname(), net/socket.c).  0 for any other target: the kernel never uses 0 as the number of these
 * objects.
 */
uint64_t text_link_number(struct text target);

/* A line of mountinfo (show_mountinfo(), fs/proc_namespace.c).  The fields still have the kernel's escapes. */
struct mount_line {
    struct text id;
    struct text device; /* major:minor */
    struct text root;   /* the directory of the file system that is mounted; on nsfs the namespace, "net:[<inode>]" */
    struct text point;
    struct text type;
    struct text options; /* of the file system; empty if the line ends before */
};

/* False if the line has too few fields. */
bool mount_line_parse(struct text line, struct mount_line *mount);

/*
 * Appends the field without escapes: mangle_path() and seq_escape() (fs/seq_file.c) write "\" and three octal digits
 * for a byte.
 */
void text_unescape(struct bytes *out, struct text field);

#endif
