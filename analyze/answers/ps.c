#include "analyze/answers/ps.h"
#include "analyze/answers/ps_columns.h"
#include "analyze/answers/tree.h"
#include "analyze/base/scan.h"

#include <inttypes.h>
#include <stdlib.h>

/* As wide as a column can be made. */
#define WIDTH_MAX 1000

/* What is shown of one snapshot. */
struct ps_rows {
    struct ps_host host;
    const struct task **list;
    size_t count;
    char **branches; /* of each row in a forest; else NULL */
};

static void
add_field(struct ps_request *request, struct ps_field field)
{
    request->fields = xrealloc(request->fields, (request->field_count + 1) * sizeof(*request->fields));
    request->fields[request->field_count++] = field;
}

/* "pid", "user:20", "comm=NAME" */
static int
parse_field(struct ps_request *request, struct slice text, struct error *error)
{
    struct scan scan = scan_of(text);
    struct slice title = { NULL, 0 }, name;
    struct ps_field field = { 0 };
    const char *equals = memchr(text.ptr, '=', text.len);
    int64_t width = 0;

    if (equals) {
        scan = scan_of((struct slice){ text.ptr, (size_t)(equals - text.ptr) });
        title = (struct slice){ equals + 1, text.len - scan.rest.len - 1 };
    }
    scan_part(&scan, ':', &name);
    if (scan.rest.len > 0) {
        scan_dec(&scan, "width", &width);
        if (!scan_ok(&scan) || scan.rest.len > 0 || width < 1 || width > WIDTH_MAX)
            return error_set(error, "ps: a width is a number from 1 to %d: %.*s", WIDTH_MAX, (int)text.len, text.ptr);
    }
    field.column = ps_column_by_name(name, error);
    if (!field.column)
        return -1;
    field.width = (size_t)width;
    field.title = title.ptr ? xstrndup(title.ptr, title.len) : NULL;
    add_field(request, field);
    return 0;
}

/* Calls add() for each part of a list. */
static int
parse_list(struct ps_request *request, const char *text,
           int (*add)(struct ps_request *request, struct slice part, struct error *error), struct error *error)
{
    int parts = 0;

    for (size_t len; *text; text += len + (text[len] != '\0')) {
        len = strcspn(text, ", ");
        if (len == 0)
            continue;
        if (add(request, (struct slice){ text, len }, error))
            return -1;
        parts++;
    }
    return parts > 0 ? 0 : error_set(error, "ps: the list of columns is empty");
}

int
ps_add_fields(struct ps_request *request, const char *text, struct error *error)
{
    return parse_list(request, text, parse_field, error);
}

static int
parse_key(struct ps_request *request, struct slice text, struct error *error)
{
    struct ps_key key = { .down = *text.ptr == '-' };

    if (*text.ptr == '-' || *text.ptr == '+')
        text = slice_skip(text, 1);
    key.column = ps_column_by_name(text, error);
    if (!key.column)
        return -1;
    request->keys = xrealloc(request->keys, (request->key_count + 1) * sizeof(*request->keys));
    request->keys[request->key_count++] = key;
    return 0;
}

int
ps_add_keys(struct ps_request *request, const char *text, struct error *error)
{
    return parse_list(request, text, parse_key, error);
}

void
ps_free(struct ps_request *request)
{
    for (size_t i = 0; i < request->field_count; i++)
        free(request->fields[i].title);
    free(request->fields);
    free(request->keys);
    free(request->filters);
    *request = (struct ps_request){ 0 };
}

/* What is not known comes first, as a 0 of ps would. */
static int
compare_by(const struct ps_key *key, const struct ps_host *host, const struct task *left, const struct task *right)
{
    const struct ps_column *column = key->column;
    int result;

    if (column->number) {
        struct maybe a = column->number(host, left, column->which), b = column->number(host, right, column->which);

        result = a.known != b.known ? (a.known ? 1 : -1) : (a.value > b.value) - (a.value < b.value);
    } else {
        char *a = column->text(host, left, column->which), *b = column->text(host, right, column->which);

        result = strcmp(a ? a : "", b ? b : "");
        free(a);
        free(b);
    }
    return key->down ? -result : result;
}

struct order {
    const struct ps_request *request;
    const struct ps_host *host;
};

static int
compare(const void *left, const void *right, void *context)
{
    const struct order *order = context;
    const struct task *a = *(const struct task *const *)left, *b = *(const struct task *const *)right;
    int result = 0;

    for (size_t i = 0; result == 0 && i < order->request->key_count; i++)
        result = compare_by(&order->request->keys[i], order->host, a, b);
    return result ? result : (a > b) - (a < b); /* as they are in the list: by number */
}

/* Puts the rows in the order of a tree, each with the branches before its command: " |   \_ " */
static void
make_forest(struct ps_rows *rows)
{
    struct tree_node *nodes = xmalloc((rows->count + 1) * sizeof(*nodes));
    const struct task **ordered = xmalloc((rows->count + 1) * sizeof(const struct task *));
    struct tree_branches branches = { 0 };
    struct tree_visit *visits;

    rows->branches = xmalloc((rows->count + 1) * sizeof(*rows->branches));
    for (size_t i = 0; i < rows->count; i++)
        nodes[i] =
            (struct tree_node){ task_number(rows->list[i], TASK_pid).value, task_number(rows->list[i], TASK_ppid),
                                task_number(rows->list[i], TASK_starttime) };
    visits = tree_walk(nodes, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        char *indent;

        ordered[i] = rows->list[visits[i].node];
        tree_note(&branches, &visits[i]);
        /* A root has no branch, and draws none below it. */
        branches.ended[0] = true;
        indent = visits[i].depth > 0 ? tree_indent(&branches, visits[i].depth, " |  ", "    ") : NULL;
        rows->branches[i] = indent ? xasprintf("%s \\_ ", indent + (strlen(indent) < 4 ? strlen(indent) : 4)) : NULL;
        free(indent);
    }
    free(visits);
    free(nodes);
    free(rows->list);
    rows->list = ordered;
}

static void
choose(const struct ps_request *request, struct ps_rows *rows)
{
    struct order order = { request, &rows->host };

    rows->list = xmalloc((rows->host.tasks.count + 1) * sizeof(const struct task *));
    for (size_t i = 0; i < rows->host.tasks.count; i++)
        if (ps_wants(request, &rows->host, &rows->host.tasks.list[i]))
            rows->list[rows->count++] = &rows->host.tasks.list[i];
    if (request->forest)
        make_forest(rows);
    else
        qsort_r(rows->list, rows->count, sizeof(*rows->list), compare, &order);
}

/* The text of a cell, to be freed; NULL for what is not known. */
static char *
text_of(const struct ps_rows *rows, size_t row, const struct ps_column *column)
{
    const struct task *task = rows->list[row];
    const char *branches = column->is_command && rows->branches ? rows->branches[row] : NULL;
    struct maybe number = { 0 };
    char *text = NULL, *whole;

    if (column->text) {
        text = column->text(&rows->host, task, column->which);
    } else {
        number = column->number(&rows->host, task, column->which);
        text = number.known ? xasprintf("%" PRId64, number.value) : NULL;
    }
    if (!branches)
        return text;
    whole = xasprintf("%s%s", branches, text ? text : "?");
    free(text);
    return whole;
}

/* Whether there is nothing to know: a process whose cgroup is known, and no container by it. */
static bool
is_none(const struct task *task, const struct ps_column *column)
{
    return column->text == ps_stored && column->which == TASK_TEXT_container && task->texts[TASK_TEXT_cgroup];
}

static int
show_row(const struct ps_request *request, struct answer *answer, const struct ps_rows *rows, size_t row,
         struct cell *cells, struct error *error)
{
    char **texts = xmalloc((request->field_count + 1) * sizeof(*texts));
    int rc;

    for (size_t i = 0; i < request->field_count; i++) {
        const struct ps_column *column = request->fields[i].column;

        texts[i] = text_of(rows, row, column);
        cells[i] = cell_of_text(texts[i]);
        if (texts[i] && !column->text)
            cells[i].type = CELL_NUMBER;
        if (!texts[i] && answer_for_people(answer))
            cells[i] = cell_of_text(is_none(rows->list[row], column) ? "-" : "?");
    }
    rc = answer_row(answer, cells, error);
    for (size_t i = 0; i < request->field_count; i++)
        free(texts[i]);
    free(texts);
    return rc;
}

static int
show(struct ps_request *request, struct answer *answer, const struct ps_rows *rows, struct error *error)
{
    bool headless = true; /* as `ps -o pid= -o comm=` wants */
    struct answer_column *columns = xmalloc((request->field_count + 1) * sizeof(*columns));
    struct cell *cells = xmalloc((request->field_count + 1) * sizeof(*cells));
    int rc;

    for (size_t i = 0; i < request->field_count; i++) {
        const struct ps_field *field = &request->fields[i];

        columns[i] = (struct answer_column){ field->column->name,
                                             field->title ? field->title : field->column->title,
                                             { .width = field->width ? field->width : field->column->width,
                                               .right = field->column->right } };
        headless = headless && *columns[i].title == '\0';
    }
    answer->render->headless = headless || request->no_header;
    rc = answer_begin(answer, columns, request->field_count, error);
    for (size_t i = 0; rc == 0 && i < rows->count; i++)
        rc = show_row(request, answer, rows, i, cells, error);
    if (rc == 0)
        rc = answer_end(answer, error);
    request->rows += rows->count;
    free(cells);
    free(columns);
    return rc;
}

int
ps_answer(void *context, struct answer *answer, struct error *error)
{
    struct ps_request *request = context;
    struct ps_rows rows = { .host = { .threads = request->threads, .names = names_open(answer->db, error) } };
    int rc = -1;

    if (rows.host.names && tasks_read(answer->db, request->threads, &rows.host.tasks, error) == 0) {
        choose(request, &rows);
        rc = show(request, answer, &rows, error);
    }
    for (size_t i = 0; rows.branches && i < rows.count; i++)
        free(rows.branches[i]);
    free(rows.branches);
    free(rows.list);
    tasks_free(&rows.host.tasks);
    names_free(rows.host.names);
    return rc;
}
