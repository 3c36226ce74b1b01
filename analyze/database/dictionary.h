/*
 * The data dictionary: what the comments of the scripts in schema/database say, item by item.  These files are laid out so that
 * this is a matter of lines: CREATE TABLE or VIEW name (, its description in comments, then a column a line with its
 * comment behind it, up to the line that begins with the closing parenthesis.
 */
#ifndef ANALYZE_DATABASE_DICTIONARY_H
#define ANALYZE_DATABASE_DICTIONARY_H

#include "analyze/base/scan.h"

enum dictionary_kind {
    DICTIONARY_END,
    DICTIONARY_TABLE,  /* a table begins: name and ddl */
    DICTIONARY_VIEW,   /* a view begins: name and ddl */
    DICTIONARY_INDEX,  /* an index: name of its table, and ddl */
    DICTIONARY_ROWS,   /* rows that every database has: name of their table, and ddl */
    DICTIONARY_TEXT,   /* a line of its description: text */
    DICTIONARY_COLUMN, /* a column: name, type (empty in a view) and text */
};

/* All slices are parts of the SQL. */
struct dictionary_item {
    enum dictionary_kind kind;
    struct slice name;
    struct slice type;
    struct slice text;
    struct slice ddl; /* the statement that makes it, or them */
};

struct dictionary {
    struct lines lines;
    bool inside; /* between the parentheses of a table or view */
};

struct dictionary dictionary_of(const char *sql);

/* The next item; DICTIONARY_END at the end. */
struct dictionary_item dictionary_next(struct dictionary *dictionary);

/* A walk over the dictionary of all scripts, in the order of db_scripts: start with { 0 }. */
struct dictionary_walk {
    struct dictionary dictionary;
    size_t script;      /* the present one of db_scripts, after the first step */
    struct slice table; /* the present table or view */
    bool begun;
};

/* The next item; false at the end. */
bool dictionary_walk(struct dictionary_walk *walk, struct dictionary_item *item);

/* Goes on behind the statement that the item, which was found last, begins: for who needs nothing of what is inside. */
void dictionary_skip(struct dictionary_walk *walk, const struct dictionary_item *item);

/* Whether the table or view that the item begins has that column. */
bool dictionary_has_column(const struct dictionary_item *item, const char *column);

/* Whether there is a table or view of that name. */
bool dictionary_has(struct slice table);

#endif
