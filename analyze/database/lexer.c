#include "analyze/database/lexer.h"

#include <sqlite3.h>

static bool
is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes beyond ASCII count as letters. */
static bool
is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '$' ||
           (unsigned char)c >= 0x80;
}

/* Length of the comment or the white space that the text begins with; 0 for none. */
static size_t
gap(struct slice text)
{
    const char *end;
    size_t len = 0;

    while (len < text.len && is_space(text.ptr[len]))
        len++;
    if (len > 0)
        return len;
    if (slice_begins(text, "--")) {
        end = memchr(text.ptr, '\n', text.len);
        return end ? (size_t)(end - text.ptr) + 1 : text.len;
    }
    if (slice_begins(text, "/*")) {
        end = memmem(text.ptr + 2, text.len - 2, "*/", 2);
        return end ? (size_t)(end - text.ptr) + 2 : text.len;
    }
    return 0;
}

/* Length of what stands in quotes, the quotes included; a doubled quote does not end it. */
static size_t
quoted(struct slice text, char quote)
{
    size_t len = 1;

    for (; len < text.len; len++) {
        if (text.ptr[len] != quote)
            continue;
        if (quote == ']' || len + 1 == text.len || text.ptr[len + 1] != quote)
            return len + 1;
        len++;
    }
    return text.len;
}

static size_t
name_length(struct slice text)
{
    size_t len = 0;

    while (len < text.len && is_name_byte(text.ptr[len]))
        len++;
    return len;
}

/* A number with a sign in its exponent, 1e-5, is three tokens here: nobody asks for its value. */
static size_t
number_length(struct slice text)
{
    size_t len = 0;

    while (len < text.len && (is_name_byte(text.ptr[len]) || text.ptr[len] == '.'))
        len++;
    return len;
}

static size_t
operator_length(struct slice text)
{
    static const char *const longer[] = { "->>", "->", "||", "==", "!=", "<>", "<=", ">=", "<<", ">>" };

    for (size_t i = 0; i < sizeof(longer) / sizeof(longer[0]); i++)
        if (slice_begins(text, longer[i]))
            return strlen(longer[i]);
    return 1;
}

/* The token's length, and what kind it is. */
static size_t
classify(struct slice text, enum token_kind *kind)
{
    char c = text.ptr[0];

    if (c == '\'') {
        *kind = TOKEN_STRING;
        return quoted(text, c);
    }
    if (c == '"' || c == '`' || c == '[') {
        *kind = TOKEN_QUOTED;
        return quoted(text, c == '[' ? ']' : c);
    }
    if (is_digit(c) || (c == '.' && text.len > 1 && is_digit(text.ptr[1]))) {
        *kind = TOKEN_NUMBER;
        return number_length(text);
    }
    if ((c == 'x' || c == 'X') && text.len > 1 && text.ptr[1] == '\'') {
        *kind = TOKEN_NUMBER;
        return 1 + quoted(slice_skip(text, 1), '\'');
    }
    if (c == '?' || c == ':' || c == '@' || c == '$') {
        *kind = TOKEN_PARAMETER;
        return 1 + name_length(slice_skip(text, 1));
    }
    *kind = is_name_byte(c) ? TOKEN_NAME : TOKEN_OPERATOR;
    return is_name_byte(c) ? name_length(text) : operator_length(text);
}

struct token
token_next(struct slice *text)
{
    struct token token = { .kind = TOKEN_END };
    size_t len;

    while (text->len > 0 && (len = gap(*text)) > 0)
        *text = slice_skip(*text, len);
    token.text = token.value = (struct slice){ text->ptr, 0 };
    if (text->len == 0)
        return token;
    token.text.len = classify(*text, &token.kind);
    token.value = token.text;
    if (token.kind == TOKEN_STRING || token.kind == TOKEN_QUOTED)
        token.value = (struct slice){ token.text.ptr + 1, token.text.len > 1 ? token.text.len - 2 : 0 };
    *text = slice_skip(*text, token.text.len);
    return token;
}

bool
name_is(struct slice a, struct slice b)
{
    return a.len == b.len && sqlite3_strnicmp(a.ptr, b.ptr, (int)a.len) == 0;
}

bool
token_is(const struct token *token, const char *word)
{
    return (token->kind == TOKEN_NAME || token->kind == TOKEN_OPERATOR) && name_is(token->text, slice_of(word));
}

bool
token_is_keyword(const struct token *token)
{
    return token->kind == TOKEN_NAME && sqlite3_keyword_check(token->text.ptr, (int)token->text.len);
}

bool
token_is_name(const struct token *token)
{
    return token->kind == TOKEN_QUOTED || (token->kind == TOKEN_NAME && !token_is_keyword(token));
}
