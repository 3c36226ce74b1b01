#include "analyze/answers/finding_list.h"
#include "analyze/base/escape.h"
#include "analyze/database/db.h"
#include "analyze/query/cell.h"
#include "sql.h"

#include <inttypes.h>
#include <stdlib.h>

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
    HOSTS,
    FACT,
    EVIDENCE,
    OTHER,
    OTHER_EVIDENCE,
    ATTACK,
    NUMBER,
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
    [HOSTS] = { .name = "hosts" },
    [FACT] = { .name = "fact" },
    [EVIDENCE] = { .name = "evidence" },
    [OTHER] = { .name = "other" },
    [OTHER_EVIDENCE] = { .name = "other_evidence" },
    [ATTACK] = { .name = "attack_id" },
    [NUMBER] = { .name = "finding_id" },
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
write_fact(FILE *out, sqlite3_stmt *row, int fact, int evidence)
{
    write_part(out, INDENT, row, fact);
    write_part(out, "  [", row, evidence);
    fputs(text_of(row, evidence).len > 0 ? "]\n" : "\n", out);
}

static void
write_finding(FILE *out, sqlite3_stmt *row)
{
    int64_t others = sqlite3_column_int64(row, PROCESSES) - 1;

    escape_write(out, text_of(row, SEVERITY));
    fprintf(out, "%*s", text_of(row, SEVERITY).len < 6 ? 8 - (int)text_of(row, SEVERITY).len : 2, "");
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
    write_part(out, ", finding ", row, NUMBER);
    fputs("\n\n", out);
}

static int
add_row(struct answer *answer, sqlite3_stmt *row, struct error *error)
{
    struct cell cells[COLUMNS];

    for (int i = 0; i < COLUMNS; i++)
        cells[i] = cell_of_column(row, i);
    return answer_row(answer, cells, error);
}

/* Calls each() for every row of a statement. */
static int
for_rows(struct answer *answer, const char *sql,
         int (*each)(void *context, struct answer *answer, sqlite3_stmt *row, struct error *error), void *context,
         struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int step;

    if (db_prepare(answer->db, sql, &statement, error))
        return -1;
    while ((step = db_step(answer->db, statement, error)) == 1)
        if (each(context, answer, statement, error)) {
            step = -1;
            break;
        }
    sqlite3_finalize(statement);
    return step;
}

static bool
is_known(const struct finding_list *list, sqlite3_stmt *row)
{
    int what = text_of(row, PROGRAM).len > 0 ? PROGRAM : SUBJECT;

    return known_has(list->known, text_of(row, KEY).ptr, text_of(row, what).ptr, list->today);
}

/* Of one severity. */
struct count {
    const char *severity;
    int64_t findings, checks;
    char *last_check; /* they come by check */
};

struct counts {
    const struct finding_list *list;
    struct count high, medium, low;
    int64_t known;
};

static int
count(void *context, struct answer *answer, sqlite3_stmt *row, struct error *error)
{
    struct counts *counts = context;
    struct count *all[] = { &counts->high, &counts->medium, &counts->low };

    (void)answer;
    (void)error;
    if (is_known(counts->list, row)) {
        counts->known++;
        return 0;
    }
    for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
        if (!slice_is(text_of(row, SEVERITY), all[i]->severity))
            continue;
        all[i]->findings++;
        if (all[i]->last_check && slice_is(text_of(row, KEY), all[i]->last_check))
            continue;
        all[i]->checks++;
        free(all[i]->last_check);
        all[i]->last_check = xasprintf("%s", text_of(row, KEY).ptr);
    }
    return 0;
}

static void
write_count(FILE *out, const char *before, struct count *counted)
{
    fprintf(out, "%s%s %" PRId64, before, counted->severity, counted->findings);
    if (counted->findings != counted->checks)
        fprintf(out, " (%" PRId64 " check%s)", counted->checks, counted->checks == 1 ? "" : "s");
    free(counted->last_check);
}

/* "findings: high 2 (1 check), medium 0, low 3, known 1" */
static int
write_summary(struct answer *answer, struct finding_list *list, struct error *error)
{
    struct counts counts = { list, { "high", 0, 0, NULL }, { "medium", 0, 0, NULL }, { "low", 0, 0, NULL }, 0 };
    FILE *out = answer->render->out;
    int rc = for_rows(answer, sql_finding_list, count, &counts, error);

    progress_end(answer->progress);
    write_count(out, "findings: ", &counts.high);
    write_count(out, ", ", &counts.medium);
    write_count(out, ", ", &counts.low);
    if (counts.known > 0)
        fprintf(out, ", known %" PRId64, counts.known);
    fputs("\n\n", out);
    return rc;
}

static int
write_gap(void *context, struct answer *answer, sqlite3_stmt *row, struct error *error)
{
    FILE *out = answer->render->out;

    (void)context;
    (void)error;
    fputs(sqlite3_column_int64(row, 1) ? "not wholly made, since " : "not made, since ", out);
    escape_write(out, text_of(row, 2));
    fputs(": ", out);
    escape_write(out, text_of(row, 0));
    putc('\n', out);
    return 0;
}

static int
show(void *context, struct answer *answer, sqlite3_stmt *row, struct error *error)
{
    struct finding_list *list = context;
    bool high = slice_is(text_of(row, SEVERITY), "high");

    if (is_known(list, row))
        return 0;
    if (high || slice_is(text_of(row, SEVERITY), "medium"))
        list->alarming = true;
    if (list->high_only && !high)
        return 0;
    if (!answer_for_people(answer))
        return add_row(answer, row, error);
    write_finding(answer->render->out, row);
    return 0;
}

int
finding_list_answer(void *context, struct answer *answer, struct error *error)
{
    struct finding_list *list = context;

    if (!answer_for_people(answer)) {
        if (answer_begin(answer, columns, COLUMNS, error) || for_rows(answer, sql_finding_list, show, list, error))
            return -1;
        return answer_end(answer, error);
    }
    if (write_summary(answer, list, error) || for_rows(answer, sql_finding_list, show, list, error))
        return -1;
    return list->high_only ? 0 : for_rows(answer, sql_finding_gaps, write_gap, NULL, error);
}
