#include "analyze/answers/ps.h"
#include "analyze/commands/answer_options.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/render/registry.h"

#include <stdlib.h>
#include <string.h>

/* What the flags of ps ask for, System V's and BSD's; several of them decide together which columns there are. */
enum {
    FULL = 1,
    EXTRA = 2,
    LONG = 4,
    JOBS = 8,
    WITHOUT_ADDRESS = 16,
    LABEL = 32,
    PROCESSOR = 64,
    LWP = 128,
    SPID = 256,
    BSD = 512,
    BSD_USER = 1024,
    BSD_LONG = 2048,
    BSD_JOBS = 4096,
    BSD_ALL = 8192,
    OWN = 16384, /* columns of the user's own */
    ONLY_NAMES = 32768,
};

struct options {
    struct answer_options answer;
    struct ps_request request;
    unsigned flags;
    bool threads; /* H of BSD */
};

static const struct option_help option_help[] = {
    { 'e', NULL, NULL, "every process (the default, since a snapshot does not know who asks)" },
    { 'A', NULL, NULL, "the same" },
    { 'a', NULL, NULL, "those with a terminal, but for session leaders" },
    { 'd', NULL, NULL, "all but session leaders" },
    { 'N', "deselect", NULL, "those that the other options do not select" },
    { 'p', "pid", "LIST", "processes by number" },
    { 'q', "quick-pid", "LIST", "the same" },
    { 0, "ppid", "LIST", "children of these processes" },
    { 'C', NULL, "LIST", "processes by name" },
    { 'u', "user", "LIST", "by effective user, number or name" },
    { 'U', "User", "LIST", "by real user" },
    { 'G', "Group", "LIST", "by real group" },
    { 's', "sid", "LIST", "by session" },
    { 't', "tty", "LIST", "by terminal: pts/0, -" },
    { 'f', NULL, NULL, "full: user, parent, start, arguments" },
    { 'F', NULL, NULL, "more: with sizes and processor" },
    { 'l', NULL, NULL, "long: with state and priority" },
    { 'j', NULL, NULL, "with process group and session" },
    { 'y', NULL, NULL, "with -l: no flags, and RSS instead of ADDR" },
    { 'M', "context", NULL, "with security labels" },
    { 'Z', NULL, NULL, "the same" },
    { 'P', NULL, NULL, "with the processor" },
    { 'L', NULL, NULL, "threads, with the column LWP" },
    { 'T', NULL, NULL, "threads, with the column SPID" },
    { 'H', "forest", NULL, "children below their parents" },
    { 'o', NULL, "COLUMNS", "these columns: NAME, NAME=TITLE or NAME:WIDTH, separated by commas" },
    { 0, "sort", "COLUMNS", "order by these columns; -NAME from the largest" },
    { 0, "no-headers", NULL, "no names of columns; also --no-heading, and h without a dash" },
    { 0, "no-heading", NULL, "the same" },
    { 'w', NULL, NULL, "wide; lines are whole in any case" },
    ANSWER_OPTIONS,
    { 0, NULL, NULL, NULL },
};

static const struct {
    char letter;
    unsigned flags;
} flags[] = {
    { 'f', FULL },  { 'F', FULL | EXTRA }, { 'l', LONG },      { 'j', JOBS }, { 'y', WITHOUT_ADDRESS },
    { 'M', LABEL }, { 'Z', LABEL },        { 'P', PROCESSOR }, { 'L', LWP },  { 'T', SPID },
};

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;
    struct ps_request *request = &options->request;
    char letter[2] = { option->letter, '\0' };
    int taken = answer_option(&options->answer, option, value, error);

    if (taken)
        return taken > 0 ? 0 : -1;
    for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
        if (flags[i].letter == option->letter)
            options->flags |= flags[i].flags;
    request->has_terminal = request->has_terminal || option->letter == 'a';
    request->no_leaders = request->no_leaders || option->letter == 'a' || option->letter == 'd';
    request->others = request->others || option->letter == 'N';
    request->forest = request->forest || option->letter == 'H';
    request->no_header = request->no_header || (!option->letter && strncmp(option->name, "no-head", 7) == 0);
    options->flags |= option->letter == 'o' ? OWN : 0;
    if (option->letter == 'o')
        return ps_add_fields(request, value, error);
    if (!option->letter && strcmp(option->name, "sort") == 0)
        return ps_add_keys(request, value, error);
    if (!option->argument)
        return 0;
    return ps_add_filter(request, !option->letter ? option->name : option->letter == 'q' ? "p" : letter, value, error);
}

/* Options of ps without a dash, behind the database: "aux".  Those of the list want a word, the rest of theirs or the next one. */
static const char bsd_with_word[] = "opkUt";

static int
set_bsd_word(struct options *options, char letter, const char *word, struct error *error)
{
    char option[2] = { letter == 'U' ? 'u' : letter, '\0' };

    options->flags |= letter == 'o' ? OWN : 0;
    if (letter == 'o')
        return ps_add_fields(&options->request, word, error);
    if (letter == 'k')
        return ps_add_keys(&options->request, word, error);
    return ps_add_filter(&options->request, option, word, error);
}

static int
set_bsd_flag(struct options *options, char letter, struct error *error)
{
    static const struct {
        char letter;
        unsigned flags;
    } bsd[] = {
        { 'a', BSD },
        { 'x', BSD | BSD_ALL },
        { 'u', BSD | BSD_USER },
        { 'l', BSD | BSD_LONG },
        { 'j', BSD | BSD_JOBS },
        { 'f', BSD },
        { 'w', BSD },
        { 'g', BSD },
        { 'h', BSD },
        { 'H', BSD },
        { 'r', BSD },
        { 'Z', BSD | LABEL },
        { 'c', BSD | ONLY_NAMES },
    };

    if (letter == 'e')
        return error_set(error,
                         "ps: the option e shows the environment, which is in the table process_environment where "
                         "collect --environ was asked for");
    for (size_t i = 0; i < sizeof(bsd) / sizeof(bsd[0]); i++)
        if (bsd[i].letter == letter) {
            options->flags |= bsd[i].flags;
            options->threads = options->threads || letter == 'H';
            options->request.forest = options->request.forest || letter == 'f';
            options->request.no_header = options->request.no_header || letter == 'h';
            options->request.running = options->request.running || letter == 'r';
            options->request.has_terminal = options->request.has_terminal || letter == 'a';
            return 0;
        }
    return error_set(error, "ps: unknown option %c without a dash (see analyze ps --help)", letter);
}

/* Takes one operand; *next is the one behind it, which it may use.  Whether it did is *used. */
static int
set_bsd_options(struct options *options, const char *text, const char *next, bool *used, struct error *error)
{
    if (*text >= '0' && *text <= '9')
        return ps_add_filter(&options->request, "p", text, error);
    for (; *text; text++) {
        if (!strchr(bsd_with_word, *text)) {
            if (set_bsd_flag(options, *text, error))
                return -1;
            continue;
        }
        *used = text[1] == '\0';
        if (*used && !next)
            return error_set(error, "ps: option %c wants a value (see analyze ps --help)", *text);
        return set_bsd_word(options, *text, *used ? next : text + 1, error);
    }
    return 0;
}

/* The columns of the options, in order: one is there where all of `all`, one of `any` and none of `none` were given. */
static const struct {
    const char *name;
    unsigned all, any, none;
} system_v[] = {
    { "label", LABEL, 0, 0 },
    { "f", LONG, 0, WITHOUT_ADDRESS },
    { "s", LONG, 0, 0 },
    { "uid_hack", FULL, 0, 0 },
    { "uid", LONG, 0, FULL },
    { "pid", 0, 0, 0 },
    { "spid", SPID, 0, 0 },
    { "ppid", 0, FULL | LONG, 0 },
    { "pgid", JOBS, 0, 0 },
    { "sid", JOBS, 0, 0 },
    { "lwp", LWP, 0, 0 },
    { "psr", PROCESSOR, 0, 0 },
    { "c", 0, FULL | LONG, 0 },
    { "nlwp", LWP | FULL, 0, 0 },
    { "opri", LONG, 0, 0 },
    { "ni", LONG, 0, 0 },
    { "addr", LONG, 0, WITHOUT_ADDRESS },
    { "rss", LONG | WITHOUT_ADDRESS, 0, 0 },
    { "sz", 0, EXTRA | LONG, 0 },
    { "wchan", LONG, 0, 0 },
    { "rss", EXTRA, 0, WITHOUT_ADDRESS },
    { "psr", EXTRA, 0, PROCESSOR },
    { "stime", FULL, 0, 0 },
    { "tname", 0, 0, 0 },
    { "time", 0, 0, 0 },
    { "cmd", FULL, 0, 0 },
    { "ucmd", 0, 0, FULL },
};

/* The same without a dash: OL_u, OL_l, OL_j and DefBSD of procps. */
static const struct {
    unsigned flag;
    const char *columns;
} bsd_formats[] = {
    { BSD_USER, "user,pid,pcpu,pmem,vsz,rss,tname,stat,start_time,bsdtime,args" },
    { BSD_LONG, "flags,uid,pid,ppid,priority,nice,vsz,rss,wchan,stat,tname,bsdtime,args" },
    { BSD_JOBS, "ppid,pid,pgid,sid,tname,tpgid,stat,uid,bsdtime,args" },
    { BSD, "pid,tname,stat,bsdtime,args" },
};

static int
add_columns(struct options *options, struct error *error)
{
    unsigned given = options->flags;

    if (given & OWN)
        return 0;
    if (given & BSD && !(given & (FULL | LONG | JOBS | LWP | SPID))) {
        if (given & LABEL && ps_add_fields(&options->request, "label", error))
            return -1;
        for (size_t i = 0; i < sizeof(bsd_formats) / sizeof(bsd_formats[0]); i++)
            if (given & bsd_formats[i].flag)
                return ps_add_fields(&options->request, bsd_formats[i].columns, error);
    }
    for (size_t i = 0; i < sizeof(system_v) / sizeof(system_v[0]); i++)
        if ((given & system_v[i].all) == system_v[i].all && (!system_v[i].any || given & system_v[i].any) &&
            !(given & system_v[i].none) && ps_add_fields(&options->request, system_v[i].name, error))
            return -1;
    return 0;
}

/* Settles what the options mean together. */
static int
settle(struct options *options, struct error *error)
{
    struct ps_request *request = &options->request;

    if (options->flags & OWN && options->flags & (FULL | LONG | JOBS | BSD_USER | BSD_LONG | BSD_JOBS))
        return error_set(error, "ps: -o and the options that choose columns exclude each other");
    if (options->flags & WITHOUT_ADDRESS && !(options->flags & LONG))
        return error_set(error, "ps: -y wants -l beside it");
    if (options->flags & BSD_ALL)
        request->has_terminal = false;
    request->threads = options->threads || (options->flags & (LWP | SPID));
    if (request->threads && request->forest)
        return error_set(error, "ps: threads and a forest exclude each other");
    return add_columns(options, error);
}

/* People type "ps -aux", and ps, which has no option -x, takes it for "aux". */
static void
drop_dash(char **argument)
{
    if (strncmp(*argument, "-a", 2) == 0 && strchr(*argument, 'x') &&
        strspn(*argument + 1, "auxwfljr") + 1 == strlen(*argument))
        ++*argument;
}

static int
read_arguments(struct options *options, int argc, char **argv, struct error *error)
{
    int first;

    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        drop_dash(&argv[i]);
    first = command_options(&command_ps, argc, argv, set_option, options, error);
    if (first < 0)
        return first;
    if (first == argc)
        return error_set(error, "ps: want DB [aux ...] (see analyze ps --help)");
    for (int i = first + 1; i < argc; i++) {
        bool used = false;

        if (set_bsd_options(options, argv[i], i + 1 < argc ? argv[i + 1] : NULL, &used, error))
            return -1;
        i += used;
    }
    return settle(options, error) ? -1 : first;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .answer.format = &render_table };
    int first = read_arguments(&options, argc, argv, error), rc = -1;
    size_t rows;

    if (first >= 0)
        rc = confined_answer(settings, options.answer.format,
                             &(struct answer_request){ .database = argv[first],
                                                       .scope = &options.answer.scope,
                                                       .answer = ps_answer,
                                                       .context = &options.request },
                             error);
    rows = options.request.rows;
    ps_free(&options.request);
    if (first == -2)
        return OUTCOME_DONE;
    if (rc)
        return OUTCOME_FAILED;
    return rows > 0 ? OUTCOME_DONE : OUTCOME_ATTENTION; /* as ps: nothing was selected */
}

const struct command command_ps = {
    .name = "ps",
    .arguments = "DB [aux|axf|PID ...]",
    .summary = "Show the processes of a snapshot as ps(1) does",
    .options = option_help,
    .run = run,
};
