#include "analyze/query/questions.h"

#include <stdlib.h>

#include "analyze/base/nearest.h"
#include "analyze/base/scan.h"
#include "sql.h"

#define QUESTION(name) { #name, sql_question_##name },
const struct question questions[] = { SQL_QUESTIONS(QUESTION){ NULL, NULL } };
#undef QUESTION

/* A parameter in the header. */
struct declaration {
    struct slice name;
    struct slice value; /* ptr NULL where it needs one */
};

/* Reads "-- :name = value  meaning"; false for another line. */
static bool
read_declaration(struct slice line, struct declaration *declaration)
{
    const char *end;

    if (!slice_begins(line, "-- :"))
        return false;
    line = slice_skip(line, 4);
    end = memmem(line.ptr, line.len, "  ", 2);
    if (end)
        line.len = (size_t)(end - line.ptr);
    end = memmem(line.ptr, line.len, " = ", 3);
    *declaration = (struct declaration){ .name = { line.ptr, end ? (size_t)(end - line.ptr) : line.len } };
    if (end)
        declaration->value = slice_skip(line, declaration->name.len + 3);
    return true;
}

/* The next parameter of the header that `lines` stands in; false behind the last. */
static bool
next_declaration(struct lines *lines, struct declaration *declaration)
{
    struct slice line;

    while (lines_next(lines, &line) && slice_begins(line, "--"))
        if (read_declaration(line, declaration))
            return true;
    return false;
}

const struct question *
question_find(const char *name, struct error *error)
{
    struct nearest nearest = { .wanted = slice_of(name) };
    char *names;

    for (const struct question *question = questions; question->name; question++) {
        if (strcmp(question->name, name) == 0)
            return question;
        nearest_add(&nearest, slice_of(question->name));
    }
    names = nearest_text(&nearest);
    error_set(error, "there is no question @%s%s%s: @ alone lists all", name, names ? "; nearest: " : "",
              names ? names : "");
    free(names);
    return NULL;
}

void
question_defaults(const struct question *question, struct parameters *parameters)
{
    struct lines lines = lines_of(slice_of(question->sql));
    struct declaration declaration;

    while (next_declaration(&lines, &declaration)) {
        char *value;

        if (!declaration.value.ptr)
            continue;
        value = slice_is(declaration.value, "NULL") ? NULL : xstrndup(declaration.value.ptr, declaration.value.len);
        parameters_default(parameters, declaration.name.ptr, declaration.name.len, value);
        free(value);
    }
}

/* "port, state = LISTEN"; the caller frees it. */
static char *
parameters_text(const struct question *question)
{
    struct lines lines = lines_of(slice_of(question->sql));
    struct declaration declaration;
    char *text = xasprintf("%s", "");

    while (next_declaration(&lines, &declaration)) {
        char *longer = xasprintf("%s%s%.*s%s%.*s", text, *text ? ", " : "", (int)declaration.name.len,
                                 declaration.name.ptr, declaration.value.ptr ? "=" : "", (int)declaration.value.len,
                                 declaration.value.ptr ? declaration.value.ptr : "");

        free(text);
        text = longer;
    }
    return text;
}

static int
list_one(struct render *render, const struct question *question, struct error *error)
{
    struct slice summary = { question->sql + 3, strcspn(question->sql, "\n") - 3 }; /* behind "-- " */
    char *parameters = parameters_text(question), *name = xasprintf("@%s", question->name);
    struct cell cells[] = { cell_of_text(name), cell_of_text(parameters), { CELL_TEXT, summary } };
    int rc = render_row(render, cells, error);

    free(parameters);
    free(name);
    return rc;
}

int
questions_list(struct render *render, struct error *error)
{
    static const char *const names[] = { "question", "parameters", "summary" };
    int rc = render_begin(render, names, sizeof(names) / sizeof(names[0]), error);

    for (const struct question *question = questions; rc == 0 && question->name; question++)
        rc = list_one(render, question, error);
    return rc == 0 ? render_end(render, error) : rc;
}
