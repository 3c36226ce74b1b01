/*
 * Text as the kernel writes it: lines, words, numbers, and the lines of mountinfo.  A slice borrows from the text that it is a part
 * of, and no NUL follows it.
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

/* Takes the next line off the text, without its newline; the last one need not have one.  False when nothing is left. */
bool text_next_line(struct text *rest, struct text *line);

/* Takes the next word off: what stands between blanks, which are spaces and tabs.  False when there is none. */
bool text_next_word(struct text *rest, struct text *word);

/* The word of that index, counted from 0; of length 0 where there are not so many. */
struct text text_word(struct text line, unsigned index);

/* Takes what stands before the mark off, and the mark.  False, and nothing is taken, when there is no mark. */
bool text_next_part(struct text *rest, char mark, struct text *part);

bool text_is(struct text text, const char *string);

/* Takes the prefix off; false when the text does not begin with it. */
bool text_skip(struct text *text, const char *prefix);

/* The whole text is a decimal number of digits alone, and at most `most`. */
bool text_decimal(struct text text, uint64_t most, uint64_t *value);

/*
 * The number of what a link calls "<kind>:[<number>]": a namespace, a socket, a pipe (fs/nsfs.c, ns_dname(); net/socket.c,
 * sockfs_dname()).  0 for anything else; the kernel gives no such object that number.
 */
uint64_t text_link_number(struct text target);

/* A line of mountinfo: fs/proc_namespace.c, show_mountinfo().  The fields are as the kernel escaped them. */
struct mount_line {
    struct text device; /* major:minor */
    struct text root;   /* the directory of the file system that is mounted, or what an nsfs calls a namespace */
    struct text point;
    struct text type;
};

bool mount_line_parse(struct text line, struct mount_line *mount);

/* Appends a field with its escapes undone: fs/seq_file.c, mangle_path() and seq_escape(), write a byte as three octal digits. */
void text_unescape(struct bytes *out, struct text field);

#endif
