/*
 * The words of the filter language: see filter.h.
 */
#ifndef ANALYZE_ANSWERS_SS_FILTER_WORDS_H
#define ANALYZE_ANSWERS_SS_FILTER_WORDS_H

#include "analyze/answers/ss/condition.h"

enum token {
    TOKEN_END,
    TOKEN_VALUE,
    TOKEN_NOT,
    TOKEN_AND,
    TOKEN_OR,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_FIELD,
    TOKEN_OPERATOR,
    TOKEN_STATE,
};

/* What the words of the language mean. */
enum field { DST, SRC, DPORT, SPORT, DEV, FWMARK, CGROUP, AUTOBOUND };
enum operator{ EQUAL, NOT_EQUAL, AT_LEAST, AT_MOST, GREATER, LESS };

/* The present token is the one that is not consumed yet. */
struct ss_parser {
    const char *text;
    struct slice rest; /* behind the present token */
    struct slice have; /* the present token as it stands in the text */
    char *value;       /* the same without the backslashes that take the meaning from what follows them */
    enum token token;
    int meaning;
    struct ss_reader reader;
    struct error *error;
};

/* Moves to the next token. */
void ss_filter_advance(struct ss_parser *p);

#endif
