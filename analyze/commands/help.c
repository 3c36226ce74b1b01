#include "analyze/commands/help.h"
#include "analyze/base/nearest.h"
#include "analyze/commands/topics.h"
#include "analyze/findings/check.h"
#include "analyze/query/questions.h"
#include "analyze/render/registry.h"
#include "analyze/render/screen.h"

#include <stdio.h>
#include <string.h>

static int
print_limits(struct screen *screen, struct error *error)
{
    (void)screen;
    (void)error;
    limits_print(stdout);
    return 0;
}

static int
print_questions(struct screen *screen, struct error *error)
{
    return questions_list(&screen->render, error);
}

static int
print_check(struct render *render, const struct check_source *source, struct error *error)
{
    struct check check;
    int rc = check_read(source->sql, &check, error);

    if (rc == 0) {
        const struct cell cells[] = { cell_of_text(source->key), cell_of_text(check.words[CHECK_SEVERITY]),
                                      cell_of_text(check.words[CHECK_TITLE]) };

        rc = render_row(render, cells, error);
    }
    check_free(&check);
    return rc;
}

static int
print_checks(struct screen *screen, struct error *error)
{
    static const char *const names[] = { "check", "severity", "title" };
    int rc = render_begin(&screen->render, names, sizeof(names) / sizeof(names[0]), error);

    for (size_t i = 0; rc == 0 && i < check_source_count; i++)
        rc = print_check(&screen->render, &check_sources[i], error);
    return rc == 0 ? render_end(&screen->render, error) : rc;
}

/* Topics that are lists of ours. */
static const struct {
    const char *name, *summary;
    int (*print)(struct screen *screen, struct error *error);
} lists[] = {
    { "questions", "what query DB @NAME can ask", print_questions },
    { "checks", "what findings looks for; findings --explain KEY tells all of one", print_checks },
    { "limits", "the bounds that --limit changes", print_limits },
};

#define LISTS (sizeof(lists) / sizeof(lists[0]))

const struct command *
help_command(const struct command *const *commands, const char *name)
{
    for (; *commands; commands++)
        if (strcmp((*commands)->name, name) == 0)
            return *commands;
    return NULL;
}

static void
usage_topic(const char *name, const char *summary)
{
    printf("  analyze help %-12s %s\n", name, summary);
}

void
help_usage(const struct command *const *commands)
{
    puts("usage: analyze COMMAND ...\n\nLoads snapshots of hosts into a case database and answers questions about "
         "them.\n");
    for (const struct command *const *command = commands; *command; command++)
        printf("  analyze %-10s %s\n  %-19s%s\n", (*command)->name, (*command)->arguments, "", (*command)->summary);
    putchar('\n');
    usage_topic("COMMAND", "what the command's options are, as analyze COMMAND --help");
    for (const struct topic *topic = topics; topic->name; topic++)
        usage_topic(topic->name, topic->summary);
    for (size_t i = 0; i < LISTS; i++)
        usage_topic(lists[i].name, lists[i].summary);
    puts("  analyze --version [-v]    which this is; with -v, by what this machine can confine it");
}

static void
refuse(const struct command *const *commands, const char *name, struct error *error)
{
    struct nearest nearest = { .wanted = slice_of(name) };

    for (; *commands; commands++)
        nearest_add(&nearest, slice_of((*commands)->name));
    for (const struct topic *topic = topics; topic->name; topic++)
        nearest_add(&nearest, slice_of(topic->name));
    for (size_t i = 0; i < LISTS; i++)
        nearest_add(&nearest, slice_of(lists[i].name));
    if (nearest.count > 0)
        error_set(error, "unknown command or topic %s: is %s meant? (see analyze help)", name, nearest_name(&nearest));
    else
        error_set(error, "unknown command or topic %s (see analyze help)", name);
}

/* What is printed of a topic: a list or a text of the manual; both 0 for none. */
struct found {
    int (*print)(struct screen *screen, struct error *error);
    const char *text;
};

static struct found
find_topic(const char *name)
{
    for (size_t i = 0; i < LISTS; i++)
        if (strcmp(lists[i].name, name) == 0)
            return (struct found){ lists[i].print, NULL };
    for (const struct topic *topic = topics; topic->name; topic++)
        if (strcmp(topic->name, name) == 0)
            return (struct found){ NULL, topic->text };
    return (struct found){ 0 };
}

enum outcome
help_about(const struct command *const *commands, char *name, struct error *error)
{
    char option[] = "--help", *words[] = { name, option, NULL };
    const struct command *command = help_command(commands, name);
    struct found found = find_topic(name);
    struct screen screen;
    int rc = 0;

    if (command)
        return command->run(2, words, &(struct settings){ .limits = limits_usual }, error);
    if (!found.print && !found.text) {
        refuse(commands, name, error);
        return OUTCOME_FAILED;
    }
    screen_begin(&screen, &render_table);
    if (found.print)
        rc = found.print(&screen, error);
    else
        fputs(found.text, stdout);
    screen_end(&screen);
    return rc ? OUTCOME_FAILED : OUTCOME_DONE;
}
