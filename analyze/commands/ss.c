/*
 * analyze ss: the options of ss(8), and what they mean for a snapshot.
 */
#include "analyze/answers/ss/ss.h"
#include "analyze/base/buffer.h"
#include "analyze/commands/answer_options.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/render/registry.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

/* Longest text of a filter, bytes. */
#define FILTER_MAX (1 << 20)

struct options {
    struct answer_options answer;
    struct ss_request request;
    const char *filter_file;
};

static const struct option_help option_help[] = {
    { 'n', "numeric", NULL, "ports and protocols as numbers" },
    { 'r', "resolve", NULL, "names of hosts, from /etc/hosts of the captured host" },
    { 'a', "all", NULL, "sockets in all states" },
    { 'l', "listening", NULL, "sockets that listen, or are not connected" },
    { 'B', "bound-inactive", NULL, "TCP sockets that are bound and nothing else" },
    { 'p', "processes", NULL, "every descriptor that holds the socket, or why there is none" },
    { 'o', "options", NULL, "timers" },
    { 'e', "extended", NULL, "user, inode, cookie, mark, cgroup; implies -o" },
    { 'm', "memory", NULL, "memory" },
    { 'i', "info", NULL, "what TCP, MPTCP and SCTP say of a connection" },
    { 0, "tos", NULL, "type of service, and priority" },
    { 0, "cgroup", NULL, "number of the cgroup" },
    { 0, "inet-sockopt", NULL, "socket options" },
    { 's', "summary", NULL, "how many sockets of each kind there are" },
    { 'H', "no-header", NULL, "no header" },
    { 'Q', "no-queues", NULL, "no Recv-Q and Send-Q" },
    { 'O', "oneline", NULL, "everything of a socket on one line" },
    { 'N', "net", "NAMESPACE", "only this network namespace, by name or inode number; all of them without it" },
    { '4', "ipv4", NULL, "as -f inet" },
    { '6', "ipv6", NULL, "as -f inet6" },
    { '0', "packet", NULL, "as -f link" },
    { 'x', "unix", NULL, "as -f unix" },
    { 0, "vsock", NULL, "as -f vsock" },
    { 0, "xdp", NULL, "as -f xdp" },
    { 't', "tcp", NULL, "TCP sockets" },
    { 'u', "udp", NULL, "UDP sockets" },
    { 'w', "raw", NULL, "raw sockets" },
    { 'd', "dccp", NULL, "DCCP sockets" },
    { 'S', "sctp", NULL, "SCTP sockets" },
    { 'M', "mptcp", NULL, "MPTCP sockets" },
    { 'f', "family", "FAMILY", "inet, inet6, link, unix, netlink, vsock or xdp" },
    { 'A', "query", "QUERY", "tables of sockets, separated by commas: all, inet, tcp, !udp, unix_dgram, ..." },
    { 0, "socket", "QUERY", "as --query" },
    { 'F', "filter", "FILE", "read more of the filter from FILE, - for standard input" },
    { 'b', "bpf", NULL, "timers, and the filters of packet sockets" },
    { 'T', "threads", NULL, "refused, and so are those below: --help of ss says what they do, the error why" },
    { 'E', "events", NULL, "refused" },
    { 'K', "kill", NULL, "refused" },
    { 'D', "diag", "FILE", "refused" },
    { 'Z', "context", NULL, "refused" },
    { 'z', "contexts", NULL, "refused" },
    { 0, "tipc", NULL, "refused" },
    { 0, "tipcinfo", NULL, "refused" },
    { 0, "bpf-maps", NULL, "refused" },
    { 0, "bpf-map-id", "ID", "refused" },
    ANSWER_OPTIONS_BUT_ALL,
    { 0, NULL, NULL, NULL },
};

/* Options without a value, by what they do. */
static const struct {
    const char *name;
    unsigned show;
} shows[] = {
    { "processes", SS_SHOW_PROCESSES },
    { "options", SS_SHOW_OPTIONS },
    { "extended", SS_SHOW_OPTIONS | SS_SHOW_EXTENDED },
    { "memory", SS_SHOW_MEMORY },
    { "info", SS_SHOW_INFO },
    { "tos", SS_SHOW_TOS },
    { "cgroup", SS_SHOW_CGROUP },
    { "inet-sockopt", SS_SHOW_SOCKOPT },
    { "bpf", SS_SHOW_OPTIONS | SS_SHOW_BPF },
};

static const struct {
    const char *name;
    unsigned states;
} states[] = {
    { "all", SS_ALL_STATES },
    { "listening", SS_STATE(SS_LISTEN) | SS_STATE(SS_CLOSE) },
    { "bound-inactive", SS_STATE(SS_BOUND_INACTIVE) },
};

static const struct {
    const char *name;
    enum ss_table table;
} tables[] = {
    { "tcp", SS_TCP },   { "udp", SS_UDP },   { "raw", SS_RAW },
    { "dccp", SS_DCCP }, { "sctp", SS_SCTP }, { "mptcp", SS_MPTCP },
};

static const struct {
    const char *name;
    int family;
} families[] = {
    { "ipv4", AF_INET }, { "ipv6", AF_INET6 },  { "packet", AF_PACKET },
    { "unix", AF_UNIX }, { "vsock", AF_VSOCK }, { "xdp", AF_XDP },
};

/* What ss does and a snapshot cannot. */
static const struct {
    const char *name, *why;
} refusals[] = {
    { "threads", "threads of a process share one table of descriptors, which is captured once; -p names a thread that "
                 "has one of its own" },
    { "events", "a snapshot is of one moment; --each shows one snapshot after the other" },
    { "kill", "a snapshot is evidence: nothing is closed" },
    { "diag", "the dumps are members of the archive: analyze extract writes them as files" },
    { "context", "contexts of processes are in process_values, as attr/current; collect captures none of sockets" },
    { "contexts", "contexts of processes are in process_values, as attr/current; collect captures none of sockets" },
    { "tipc", "no table of tipc sockets is captured; the table sockets has what descriptors show" },
    { "tipcinfo", "no table of tipc sockets is captured" },
    { "bpf-maps", "collect captures no BPF storage of sockets" },
    { "bpf-map-id", "collect captures no BPF storage of sockets" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A letter in its brackets, as the user may have typed it. */
static int
refuse(const struct option_help *option, const char *why, struct error *error)
{
    if (option->letter)
        return error_set(error, "ss: -%c, --%s: %s", option->letter, option->name, why);
    return error_set(error, "ss: --%s: %s", option->name, why);
}

/* The options that have no value and choose sockets, or say what is shown of them; whether it was one. */
static bool
set_from_tables(struct ss_request *request, const char *name)
{
    for (size_t i = 0; i < COUNT(shows); i++)
        if (strcmp(shows[i].name, name) == 0)
            return request->show |= shows[i].show, true;
    for (size_t i = 0; i < COUNT(states); i++)
        if (strcmp(states[i].name, name) == 0)
            return request->selection.wanted_states = states[i].states, true;
    for (size_t i = 0; i < COUNT(tables); i++)
        if (strcmp(tables[i].name, name) == 0)
            return ss_select_table(&request->selection, tables[i].table), true;
    for (size_t i = 0; i < COUNT(families); i++)
        if (strcmp(families[i].name, name) == 0)
            return ss_select_family(&request->selection, families[i].family), true;
    return false;
}

/* The options that only set something. */
static bool
set_member(struct options *options, const char *name, const char *value)
{
    struct ss_request *request = &options->request;
    const struct {
        const char *name;
        bool *flag;
        const char **text;
    } members[] = {
        { "numeric", &request->numeric, NULL },     { "resolve", &request->resolve, NULL },
        { "no-header", &request->no_header, NULL }, { "no-queues", &request->no_queues, NULL },
        { "oneline", &request->oneline, NULL },     { "summary", &request->summary, NULL },
        { "net", NULL, &request->net_namespace },   { "filter", NULL, &options->filter_file },
    };

    for (size_t i = 0; i < COUNT(members); i++) {
        if (strcmp(members[i].name, name) != 0)
            continue;
        if (members[i].flag)
            *members[i].flag = true;
        if (members[i].text)
            *members[i].text = value;
        return true;
    }
    return false;
}

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;
    int answered;

    if (set_from_tables(&options->request, option->name) || set_member(options, option->name, value))
        return 0; /* --all among them, which is not that of the scope */
    answered = answer_option(&options->answer, option, value, error);
    if (answered != 0)
        return answered < 0 ? -1 : 0;
    for (size_t i = 0; i < COUNT(refusals); i++)
        if (strcmp(refusals[i].name, option->name) == 0)
            return refuse(option, refusals[i].why, error);
    if (strcmp(option->name, "family") == 0)
        return ss_select_family_by_name(&options->request.selection, value, error);
    return ss_select_query(&options->request.selection, value, error); /* --query, --socket */
}

static void
add(struct buffer *text, const char *word, size_t len)
{
    if (text->len > 0)
        buffer_add(text, " ", 1);
    buffer_add(text, word, len);
}

/* The lines of the file, but for comments. */
static int
add_stream(struct buffer *text, FILE *in, struct error *error)
{
    char *line = NULL;
    size_t size = 0;

    while (text->len <= FILTER_MAX && getline(&line, &size, in) > 0)
        if (*line != '#')
            add(text, line, strcspn(line, "\n"));
    free(line);
    if (ferror(in))
        return error_set(error, "%s", strerror(errno));
    if (memchr(text->ptr ? text->ptr : "", '\0', text->len))
        return error_set(error, "the filter has a NUL byte in it");
    return text->len <= FILTER_MAX ? 0 : error_set(error, "the filter is longer than %d bytes", FILTER_MAX);
}

static int
add_file(struct buffer *text, const char *path, struct error *error)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *in = standard ? stdin : fopen(path, "re");
    int rc;

    if (!in)
        return error_set(error, "%s: %s", path, strerror(errno));
    rc = add_stream(text, in, error);
    if (rc)
        (void)error_prefix(error, "%s", path);
    if (!standard)
        (void)fclose(in); /* it was only read */
    return rc;
}

static int
answer(struct options *options, const struct settings *settings, int argc, char **argv, struct error *error)
{
    struct answer_request request = {
        .database = argv[0],
        .scope = &options->answer.scope,
        .answer = ss_answer,
        .context = &options->request,
    };
    struct buffer filter = { 0 };
    int rc = 0;

    for (int i = 1; i < argc; i++)
        add(&filter, argv[i], strlen(argv[i]));
    if (options->filter_file)
        rc = add_file(&filter, options->filter_file, error);
    buffer_add(&filter, "", 1);
    options->request.filter = filter.ptr;
    if (rc == 0)
        rc = confined_answer(settings, options->answer.format, &request, error);
    buffer_free(&filter);
    return rc;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .answer = { .format = render_format_by_name("table", error) } };
    int first = command_options(&command_ss, argc, argv, set_option, &options, error);

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (first == argc) {
        (void)error_set(error, "ss: no database given (see analyze ss --help)");
        return OUTCOME_FAILED;
    }
    return answer(&options, settings, argc - first, argv + first, error) ? OUTCOME_FAILED : OUTCOME_DONE;
}

const struct command command_ss = {
    "ss", "DB [state STATE] [FILTER]", "Shows the sockets of a snapshot as ss does", option_help, run,
};
