#include "analyze/answers/finding_list.h"
#include "analyze/base/escape.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <inttypes.h>

/* Columns of finding_list.sql. */
enum column {
    SEVERITY,
    KEY,
    TITLE,
    WHAT,
    PID,
    PROCESS_NAME,
    USER,
    PROGRAM,
    SUBJECT,
    CONTAINER,
    PROCESSES,
    FACT,
    EVIDENCE,
    OTHER,
    OTHER_EVIDENCE,
    ATTACK,
    COLUMNS,
};

static const struct answer_column columns[COLUMNS] = {
    [SEVERITY] = { .name = "severity" },
    [KEY] = { .name = "key" },
    [TITLE] = { .name = "title" },
    [WHAT] = { .name = "what" },
    [PID] = { .name = "pid" },
    [PROCESS_NAME] = { .name = "process_name" },
    [USER] = { .name = "user" },
    [PROGRAM] = { .name = "program" },
    [SUBJECT] = { .name = "subject" },
    [CONTAINER] = { .name = "container_id" },
    [PROCESSES] = { .name = "processes" },
    [FACT] = { .name = "fact" },
    [EVIDENCE] = { .name = "evidence" },
    [OTHER] = { .name = "other" },
    [OTHER_EVIDENCE] = { .name = "other_evidence" },
    [ATTACK] = { .name = "attack_id" },
};

/* What stands before the lines below a finding: as wide as a severity. */
#define INDENT "        "

static struct slice
text_of(sqlite3_stmt *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(row, column);

    return (struct slice){ text ? text : "", (size_t)sqlite3_column_bytes(row, column) };
}

/* Writes BEFORE and the text, if there is one. */
static void
write_part(FILE *out, const char *before, sqlite3_stmt *row, int column)
{
    struct slice text = text_of(row, column);

    if (text.len == 0)
        return;
    fputs(before, out);
    escape_write(out, text);
}

static void
write_fact(FILE *out, sqlite3_stmt *row, enum column fact, enum column evidence)
{
    write_part(out, INDENT, row, fact);
    write_part(out, "  [", row, evidence);
    fputs(text_of(row, evidence).len > 0 ? "]\n" : "\n", out);
}

static void
write_finding(FILE *out, sqlite3_stmt *row)
{
    int64_t others = sqlite3_column_int64(row, PROCESSES) - 1;

    fprintf(out, "%-6s  ", (const char *)sqlite3_column_text(row, SEVERITY));
    escape_write(out, text_of(row, WHAT));
    putc('\n', out);
    if (text_of(row, PID).len > 0) {
        write_part(out, INDENT "process ", row, PID);
        write_part(out, " ", row, PROCESS_NAME);
        write_part(out, ", user ", row, USER);
        write_part(out, ", program ", row, PROGRAM);
        write_part(out, ", container ", row, CONTAINER);
        if (others > 0)
            fprintf(out, ", and %" PRId64 " more", others);
        putc('\n', out);
    }
    write_fact(out, row, FACT, EVIDENCE);
    write_fact(out, row, OTHER, OTHER_EVIDENCE);
    write_part(out, INDENT "check ", row, KEY);
    write_part(out, ", ATT&CK ", row, ATTACK);
    fputs("\n\n", out);
}

static int
add_row(struct answer *answer, sqlite3_stmt *row, struct error *error)
{
    struct cell cells[COLUMNS];

    for (int i = 0; i < COLUMNS; i++) {
        bool number = sqlite3_column_type(row, i) == SQLITE_INTEGER;

        cells[i] = cell_of_text((const char *)sqlite3_column_text(row, i));
        if (number)
            cells[i].type = CELL_NUMBER;
    }
    return answer_row(answer, cells, error);
}

/* Calls each() for every row of a statement. */
static int
for_rows(struct answer *answer, const char *sql, bool flag,
         int (*each)(void *context, struct answer *answer, sqlite3_stmt *row, struct error *error), void *context,
         struct error *error)
{
    sqlite3_stmt *statement = NULL;
    struct bind bind;
    int step;

    if (db_prepare(answer->db, sql, &statement, error))
        return -1;
    bind = bind_begin(statement);
    if (sqlite3_bind_parameter_count(statement) > 0)
        bind_number(&bind, flag);
    while ((step = bind_run(&bind, error)) == 1)
        if (each(context, answer, statement, error)) {
            step = -1;
            break;
        }
    sqlite3_finalize(statement);
    return step;
}

static int
write_count(void *context, struct answer *answer, sqlite3_stmt *row, struct error *error)
{
    const char **separator = context;
    FILE *out = answer->render->out;

    (void)error;
    fprintf(out, "%s%s ", *separator, (const char *)sqlite3_column_text(row, 0));
    write_part(out, "", row, 1);
    if (sqlite3_column_int64(row, 1) != sqlite3_column_int64(row, 2))
        fprintf(out, " (%s checks)", (const char *)sqlite3_column_text(row, 2));
    *separator = ", ";
    return 0;
}

static int
write_gap(void *context, struct answer *answer, sqlite3_stmt *row, struct error *error)
{
    FILE *out = answer->render->out;

    (void)context;
    (void)error;
    fprintf(out, "%s %s: ", sqlite3_column_int64(row, 1) ? "not whole:" : "not made: ",
            (const char *)sqlite3_column_text(row, 0));
    escape_write(out, text_of(row, 2));
    putc('\n', out);
    return 0;
}

static int
show(void *context, struct answer *answer, sqlite3_stmt *row, struct error *error)
{
    struct finding_list *list = context;

    if (slice_is(text_of(row, SEVERITY), "high") || slice_is(text_of(row, SEVERITY), "medium"))
        list->alarming = true;
    if (!answer_for_people(answer))
        return add_row(answer, row, error);
    write_finding(answer->render->out, row);
    return 0;
}

int
finding_list_answer(void *context, struct answer *answer, struct error *error)
{
    struct finding_list *list = context;
    const char *separator = "findings: ";
    FILE *out = answer->render->out;

    if (!answer_for_people(answer))
        return answer_begin(answer, columns, COLUMNS, error) ||
                       for_rows(answer, sql_finding_list, list->high_only, show, list, error)
                   ? -1
                   : answer_end(answer, error);
    if (for_rows(answer, sql_finding_summary, false, write_count, &separator, error))
        return -1;
    fputs("\n\n", out);
    if (for_rows(answer, sql_finding_list, list->high_only, show, list, error))
        return -1;
    return for_rows(answer, sql_finding_gaps, false, write_gap, NULL, error);
}
