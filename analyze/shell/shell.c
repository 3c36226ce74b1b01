#include "analyze/shell/shell.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "analyze/base/buffer.h"
#include "analyze/base/notice.h"
#include "analyze/shell/dot.h"
#include "analyze/shell/history.h"
#include "analyze/shell/input.h"
#include "analyze/shell/stream.h"
#include "analyze/shell/terminal.h"

/* Longest statement, bytes: SQLite's own limit in analyze/query/sandbox.c is as large. */
#define SQL_MAX (1 << 20)

/* Files that read each other end here. */
#define DEPTH_MAX 16

FILE *
shell_out(const struct shell *shell)
{
    return shell->file ? shell->file : stdout;
}

/* The options that say for which snapshots an answer is are commands here, and "--host web" would be a comment. */
static void
name_commands(char *text)
{
    static const char *const options[] = { "--host", "--at", "--snapshot", "--each", "--all" };

    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
        for (char *at = strstr(text, options[i]); at; at = strstr(at, options[i])) {
            at[0] = '.';
            memmove(at + 1, at + 2, strlen(at + 2) + 1);
        }
}

/* Tells what went wrong, and where. */
static void
tell(struct shell *shell, const struct input *input, struct error *error)
{
    name_commands(error->text);
    if (input->name)
        notice("%s:%" PRId64 ": %s", input->name, input->number, error->text);
    else
        notice("%s", error->text);
    if (error->detail)
        notice_lines(error->detail);
    error_clear(error);
    shell->failed = true;
    if (shell->bail || ferror(stdout) || (shell->session.interrupted && !shell->terminal))
        shell->ended = true;
}

static double
now(void)
{
    struct timespec time;

    return clock_gettime(CLOCK_MONOTONIC, &time) ? 0 : (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* As the terminal is now; a file is written as a pipe is. */
static struct render_style
style_of(const struct shell *shell)
{
    struct render_style style = { 0 };

    if (!shell->file)
        style = render_style_of_output();
    if (!shell->render.format->headings)
        style.null = NULL;
    if (shell->null) {
        style.null = shell->null;
        style.dim = false;
    }
    return style;
}

int
shell_sql(struct shell *shell, const char *sql, struct parameters *parameters, struct error *error)
{
    struct parameters none = { .shell = true };
    double begun = now();
    int rc;

    shell->render.out = shell_out(shell);
    shell->render.style = style_of(shell);
    if (shell->terminal)
        shell->render.results = 0; /* the prompt stands between results, not an empty line */
    rc = session_run(&shell->session, &shell->render, parameters ? parameters : &none, sql, error);
    if (shell->timer)
        notice("%.3f s", now() - begun);
    if (shell->once && shell_output(shell, NULL, false, error))
        rc = -1;
    return rc;
}

/* Whether there is nothing but white space and comments. */
static bool
is_blank(const char *text)
{
    while (*text) {
        size_t space = strspn(text, " \t\r\n");

        text += space;
        if (strncmp(text, "--", 2) == 0)
            text += strcspn(text, "\n");
        else if (*text)
            return false;
    }
    return true;
}

/* Runs the statement that has been read. */
static void
run_begun(struct shell *shell, struct input *input, struct buffer *sql)
{
    struct error error = { 0 };

    buffer_add(sql, "", 1);
    if (shell_sql(shell, sql->ptr, NULL, &error))
        tell(shell, input, &error);
    sql->len = 0;
}

/* Words that people type to get help, or out, before they know that commands begin with a dot. */
static const char *
bare_command(const char *line)
{
    static const char *const words[][2] = { { "quit", ".quit" }, { "exit", ".exit" }, { "help", ".help" } };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        size_t len = strlen(words[i][0]);

        if (strncmp(line, words[i][0], len) == 0 && strspn(line + len, " \t;") == strlen(line + len))
            return words[i][1];
    }
    return NULL;
}

/* Takes a line: a dot-command, a question, or a part of a statement. */
static void
take(struct shell *shell, struct input *input, struct buffer *sql, const char *line)
{
    const char *start = line + strspn(line, " \t"), *bare = bare_command(start);
    struct error error = { 0 };

    if (sql->len == 0 && (bare || start[0] == '.' || start[0] == '@')) {
        if (dot_run(shell, bare ? bare : start, &error))
            tell(shell, input, &error);
        return;
    }
    if (sql->len + strlen(line) + 2 > SQL_MAX) {
        sql->len = 0;
        error_set(&error, "the statement is longer than %d bytes", SQL_MAX);
        tell(shell, input, &error);
        return;
    }
    buffer_add(sql, line, strlen(line));
    buffer_add(sql, "\n", 2);
    sql->len--; /* the NUL that ends it for now */
    if (is_blank(sql->ptr))
        sql->len = 0;
    else if (sqlite3_complete(sql->ptr))
        run_begun(shell, input, sql);
}

static void
run_input(struct shell *shell, struct input *input)
{
    struct buffer sql = { 0 };
    enum input_kind kind = INPUT_LINE;
    const char *line;

    while (!shell->ended && (kind = input->next(input, sql.len > 0, &line)) != INPUT_END)
        if (kind == INPUT_CANCELLED)
            sql.len = 0;
        else
            take(shell, input, &sql, line);
    if (kind == INPUT_END && sql.len > 0 && input->name) /* the last statement of a file may lack its semicolon */
        run_begun(shell, input, &sql);
    buffer_free(&sql);
}

int
shell_read(struct shell *shell, const char *path, struct error *error)
{
    struct stream stream;

    if (shell->depth >= DEPTH_MAX)
        return error_set(error, "%s: files that read each other: more than %d", path, DEPTH_MAX);
    if (stream_open(&stream, path, error))
        return -1;
    shell->depth++;
    run_input(shell, &stream.input);
    shell->depth--;
    return stream_close(&stream, error);
}

int
shell_output(struct shell *shell, const char *path, bool once, struct error *error)
{
    int fd = -1;

    if (path) {
        fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0600);
        if (fd < 0)
            return error_set(error, "%s: %s%s", path, strerror(errno),
                             errno == EACCES ? " (--output-dir says where the shell may make files)" : "");
    }
    if (shell->file && fclose(shell->file))
        error_set(error, "%s: %s", shell->name, strerror(errno));
    free(shell->name);
    shell->file = path ? fdopen(fd, "w") : NULL;
    shell->name = path ? xasprintf("%s", path) : NULL;
    if (path && !shell->file)
        die("out of memory");
    shell->once = once;
    shell->render.results = 0;
    return error->text ? -1 : 0;
}

/* From a terminal, or line by line from whatever standard input is. */
static int
run_standard(struct shell *shell, struct line_history *history, struct error *error)
{
    struct stream stream;
    struct terminal *terminal;

    if (!shell->terminal) {
        stream_standard(&stream);
        run_input(shell, &stream.input);
        return stream_close(&stream, error);
    }
    terminal = terminal_open(shell, history, error);
    if (!terminal)
        return -1;
    run_input(shell, terminal_input(terminal));
    terminal_close(terminal);
    return 0;
}

int
shell_run(const struct shell_options *options, struct error *error)
{
    struct shell shell = { .path = options->path };
    struct line_history history = { 0 };
    struct error late = { 0 };
    int rc = -1;

    shell.terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
    render_init(&shell.render, options->format, stdout);
    if (shell.terminal)
        line_history_open(&history);
    if (options->confine(options->context, shell.terminal, error) == 0 &&
        session_open(&shell.session, options->path, error) == 0 && shell_scope(&shell, &options->scope, error) == 0)
        rc = run_standard(&shell, &history, error);
    if (shell_output(&shell, NULL, false, &late)) {
        notice("%s", late.text);
        shell.failed = true;
    }
    error_clear(&late);
    session_close(&shell.session);
    dot_scope_free(&shell.scope);
    free(shell.null);
    if (history.lines)
        line_history_close(&history);
    return rc ? -1 : shell.failed && !shell.terminal;
}
