/*
 * The words of an SQL text, as SQLite takes it apart (sqlite.org/lang_expr.html, and its tokenize.c).
 */
#ifndef ANALYZE_DATABASE_LEXER_H
#define ANALYZE_DATABASE_LEXER_H

#include "analyze/base/slice.h"

enum token_kind {
    TOKEN_END,
    TOKEN_NAME,      /* a name or a keyword */
    TOKEN_QUOTED,    /* a name in "", [] or `` */
    TOKEN_STRING,    /* in '' */
    TOKEN_NUMBER,    /* also a BLOB */
    TOKEN_PARAMETER, /* ?, ?1, :name, @name, $name */
    TOKEN_OPERATOR,  /* also parentheses, commas, dots and semicolons: one of these each */
};

struct token {
    enum token_kind kind;
    struct slice text;  /* as it stands there */
    struct slice value; /* without the quotes, whose doubling stays */
};

/* Takes the next token off the text, white space and comments left out.  TOKEN_END at the end. */
struct token token_next(struct slice *text);

/* Whether it is that keyword or operator; letters of either case are one. */
bool token_is(const struct token *token, const char *word);

/* Whether it is a word that SQLite gives a meaning to. */
bool token_is_keyword(const struct token *token);

/* Whether it may be the name of something: quoted, or no keyword. */
bool token_is_name(const struct token *token);

/* Whether the two are one name: SQL knows no case in names. */
bool name_is(struct slice a, struct slice b);

#endif
