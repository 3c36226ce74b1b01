/*
 * Dot-commands about how results are written, and the other settings.
 */
#include <stdlib.h>
#include <string.h>

#include "analyze/base/escape.h"
#include "analyze/render/registry.h"
#include "analyze/shell/dot.h"

/* What sqlite3 and osqueryi call a format of ours. */
static const char *
our_name(const char *mode)
{
    static const char *const names[][2] = { { "column", "table" }, { "pretty", "table" }, { "columns", "table" } };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(names[i][0], mode) == 0)
            return names[i][1];
    return mode;
}

DOT_RUN(mode)
{
    const struct render_format *format;

    if (count == 0) {
        fprintf(shell_out(shell), "%s\n", shell->render.format->name);
        return 0;
    }
    format = render_format_by_name(our_name(words[0]), error);
    if (!format)
        return -1;
    shell->render.format = format;
    shell->render.results = 0;
    return 0;
}

DOT_RUN(nullvalue)
{
    (void)error;
    free(shell->null);
    shell->null = count > 0 ? xasprintf("%s", words[0]) : NULL;
    return 0;
}

static int
open_output(struct shell *shell, const char *path, bool once, struct error *error)
{
    if (path && path[0] == '|')
        return error_set(error, "analyze starts no other program: write to a file, or run analyze query DB SQL %s",
                         path);
    return shell_output(shell, path, once, error);
}

DOT_RUN(output)
{
    (void)count;
    return open_output(shell, words[0] && strcmp(words[0], "stdout") == 0 ? NULL : words[0], false, error);
}

DOT_RUN(once)
{
    (void)count;
    return open_output(shell, words[0], true, error);
}

static int
set_flag(bool *flag, const char *word, struct error *error)
{
    bool on = strcmp(word, "on") == 0;

    if (!on && strcmp(word, "off") != 0)
        return error_set(error, "want on or off, have %s", word);
    *flag = on;
    return 0;
}

DOT_RUN(timer)
{
    (void)count;
    return set_flag(&shell->timer, words[0], error);
}

DOT_RUN(bail)
{
    (void)count;
    return set_flag(&shell->bail, words[0], error);
}

static void
print_setting(FILE *out, const char *name, const char *value)
{
    fprintf(out, "%9s: ", name);
    escape_write(out, slice_of(value));
    putc('\n', out);
}

DOT_RUN(show)
{
    FILE *out = shell_out(shell);
    char *scope = shell_scope_label(shell);

    (void)words;
    (void)count;
    (void)error;
    print_setting(out, "database", shell->path);
    print_setting(out, "scope", scope);
    print_setting(out, "mode", shell->render.format->name);
    print_setting(out, "output", shell->name ? shell->name : "stdout");
    print_setting(out, "timer", shell->timer ? "on" : "off");
    print_setting(out, "bail", shell->bail ? "on" : "off");
    free(scope);
    return 0;
}
