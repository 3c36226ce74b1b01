#include "analyze/answers/ss/filter_words.h"

static const struct word {
    const char *text;
    enum token token;
    int meaning; /* field, operator, or for a state whether it is excluded */
} words[] = {
    { "!", TOKEN_NOT, 0 },
    { "not", TOKEN_NOT, 0 },
    { "&", TOKEN_AND, 0 },
    { "&&", TOKEN_AND, 0 },
    { "and", TOKEN_AND, 0 },
    { "|", TOKEN_OR, 0 },
    { "||", TOKEN_OR, 0 },
    { "or", TOKEN_OR, 0 },
    { "(", TOKEN_OPEN, 0 },
    { ")", TOKEN_CLOSE, 0 },
    { "dst", TOKEN_FIELD, DST },
    { "src", TOKEN_FIELD, SRC },
    { "dport", TOKEN_FIELD, DPORT },
    { "sport", TOKEN_FIELD, SPORT },
    { "dev", TOKEN_FIELD, DEV },
    { "fwmark", TOKEN_FIELD, FWMARK },
    { "cgroup", TOKEN_FIELD, CGROUP },
    { "autobound", TOKEN_FIELD, AUTOBOUND },
    { "=", TOKEN_OPERATOR, EQUAL },
    { "==", TOKEN_OPERATOR, EQUAL },
    { "eq", TOKEN_OPERATOR, EQUAL },
    { "!=", TOKEN_OPERATOR, NOT_EQUAL },
    { "ne", TOKEN_OPERATOR, NOT_EQUAL },
    { "neq", TOKEN_OPERATOR, NOT_EQUAL },
    { ">=", TOKEN_OPERATOR, AT_LEAST },
    { "ge", TOKEN_OPERATOR, AT_LEAST },
    { "geq", TOKEN_OPERATOR, AT_LEAST },
    { "<=", TOKEN_OPERATOR, AT_MOST },
    { "le", TOKEN_OPERATOR, AT_MOST },
    { "leq", TOKEN_OPERATOR, AT_MOST },
    { ">", TOKEN_OPERATOR, GREATER },
    { "gt", TOKEN_OPERATOR, GREATER },
    { "<", TOKEN_OPERATOR, LESS },
    { "lt", TOKEN_OPERATOR, LESS },
    { "state", TOKEN_STATE, false },
    { "exclude", TOKEN_STATE, true },
    { "excl", TOKEN_STATE, true },
};

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

void
ss_filter_advance(struct ss_parser *p)
{
    size_t out = 0;

    while (p->rest.len > 0 && is_space(*p->rest.ptr))
        p->rest = slice_skip(p->rest, 1);
    p->have = (struct slice){ p->rest.ptr, 0 };
    p->value = xrealloc(p->value, p->rest.len + 1);
    while (p->rest.len > 0 && !is_space(*p->rest.ptr)) {
        if (*p->rest.ptr == '\\' && p->rest.len > 1)
            p->rest = slice_skip(p->rest, 1);
        p->value[out++] = *p->rest.ptr;
        p->rest = slice_skip(p->rest, 1);
    }
    p->value[out] = '\0';
    p->have.len = (size_t)(p->rest.ptr - p->have.ptr);
    p->token = p->have.len > 0 ? TOKEN_VALUE : TOKEN_END;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (!slice_is(p->have, words[i].text)) /* with a backslash it is no word of the language */
            continue;
        p->token = words[i].token;
        p->meaning = words[i].meaning;
    }
}
