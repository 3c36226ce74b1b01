#include "analyze/answers/finding_list.h"
#include "analyze/commands/answer_options.h"
#include "analyze/commands/confined.h"
#include "analyze/findings/check.h"
#include "analyze/render/registry.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

struct options {
    struct answer_options answer;
    struct finding_list list;
    const char *explain;
    const char *known; /* path */
};

static const struct option_help option_help[] = {
    { 'q', "quiet", NULL, "only findings of high severity" },
    { 0, "known", "FILE", "leave out, and count, what FILE says is known: lines KEY[:PATTERN]; REASON[; DATE]" },
    { 0, "explain", "KEY", "what a check looks for, what it leaves out and what it cannot; no DB is needed" },
    ANSWER_OPTIONS,
    { 0, NULL, NULL, NULL },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;
    int taken = answer_option(&options->answer, option, value, error);

    if (taken != 0)
        return taken > 0 ? 0 : -1;
    if (option->letter == 'q')
        options->list.high_only = true;
    else if (strcmp(option->name, "known") == 0)
        options->known = value;
    else
        options->explain = value;
    return 0;
}

static void
print_check(const char *key, const struct check *check)
{
    static const char *const titles[CHECK_WORDS] = {
        [CHECK_SEVERITY] = "severity",
        [CHECK_ATTACK] = "ATT&CK",
        [CHECK_FACTS] = "two facts",
        [CHECK_RULED_OUT] = "ruled out",
        [CHECK_NOT_EXCLUDABLE] = "not excludable",
        [CHECK_ON_HOST] = "on the host",
        [CHECK_NEEDS] = "needs",
        [CHECK_READS] = "reads",
    };

    printf("%s: %s\n\n", key, check->words[CHECK_TITLE]);
    for (size_t i = 0; i < CHECK_WORDS; i++)
        if (titles[i] && check->words[i])
            printf("%-15s %s\n", titles[i], check->words[i]);
}

static int
explain(const char *key, struct error *error)
{
    for (size_t i = 0; i < check_source_count; i++) {
        struct check check;
        int rc;

        if (strcmp(check_sources[i].key, key) != 0)
            continue;
        rc = check_read(check_sources[i].sql, &check, error);
        if (rc == 0)
            print_check(key, &check);
        check_free(&check);
        return rc;
    }
    return error_set(error, "findings: no check %s (analyze query DB 'SELECT key, title FROM finding_checks' has all)",
                     key);
}

static int
read_known(const char *path, struct known **known, struct error *error)
{
    FILE *in = fopen(path, "re");
    int rc;

    if (!in)
        return error_set(error, "%s: %s", path, strerror(errno));
    rc = known_read(in, known, error) ? error_prefix(error, "%s", path) : 0;
    fclose(in);
    return rc;
}

static int
tell(const char *database, struct options *options, const struct settings *settings, struct error *error)
{
    struct known *known = NULL;
    char today[sizeof("2026-01-31")];
    time_t now = time(NULL);
    struct tm utc;
    struct answer_request request = {
        .database = database,
        .scope = &options->answer.scope,
        .answer = finding_list_answer,
        .context = &options->list,
        .waits = !options->list.high_only,
    };
    int rc = options->known ? read_known(options->known, &known, error) : 0;

    if (!gmtime_r(&now, &utc) || strftime(today, sizeof(today), "%Y-%m-%d", &utc) == 0)
        die("the year has more than four digits");
    options->list.known = known;
    options->list.today = today;
    if (rc == 0)
        rc = confined_answer(settings, options->answer.format, &request, error);
    known_free(known);
    options->list.known = NULL;
    options->list.today = NULL;
    return rc;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .answer = { .format = &render_table } };
    int first = command_options(&command_findings, argc, argv, set_option, &options, error);

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (options.explain)
        return explain(options.explain, error) ? OUTCOME_FAILED : OUTCOME_DONE;
    if (argc - first != 1) {
        error_set(error, "findings: want DB (see analyze findings --help)");
        return OUTCOME_FAILED;
    }
    if (tell(argv[first], &options, settings, error))
        return OUTCOME_FAILED;
    return options.list.alarming ? OUTCOME_ATTENTION : OUTCOME_DONE;
}

const struct command command_findings = {
    .name = "findings",
    .arguments = "DB",
    .summary = "Tell what does not fit together: leads, the worst first",
    .options = option_help,
    .run = run,
};
