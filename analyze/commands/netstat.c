#include "analyze/answers/netstat.h"
#include "analyze/base/notice.h"
#include "analyze/commands/answer_options.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/render/registry.h"

#include <string.h>

/* An option that no snapshot answers: the words of its help say why, in --help and in the error. */
#define REFUSED "refused: "

/* What the options of net-tools are called, and what they do here. */
static const struct option_help option_help[] = {
    { 't', "tcp", NULL, "TCP sockets" },
    { 'u', "udp", NULL, "UDP sockets" },
    { 'U', "udplite", NULL, "UDP-Lite sockets" },
    { 'S', "sctp", NULL, "SCTP sockets" },
    { 'w', "raw", NULL, "raw IP sockets" },
    { 'x', "unix", NULL, "unix sockets" },
    { '4', "inet", NULL, "IPv4; also --ip, --tcpip" },
    { '6', "inet6", NULL, "IPv6" },
    { 0, "ip", NULL, "the same as --inet" },
    { 0, "tcpip", NULL, "the same as --inet" },
    { 'A', "protocol", "FAMILY", "inet, inet6 or unix, or several with commas between them" },
    { 'a', "all", NULL, "servers, too; with -i, interfaces that are down, too" },
    { 'l', "listening", NULL, "servers only" },
    { 'p', "programs", NULL, "who holds the socket: PID/PROGRAM of each process, or why nobody does" },
    { 'e', "extend", NULL, "user and inode; with -r other columns, and with -ee all of them; with -i as ifconfig" },
    { 'o', "timers", NULL, "timers of TCP" },
    { 'n', "numeric", NULL, "numbers, not the names that the captured host has for them" },
    { 0, "numeric-hosts", NULL, "numbers for addresses" },
    { 0, "numeric-ports", NULL, "numbers for ports" },
    { 0, "numeric-users", NULL, "numbers for users" },
    { 'r', "route", NULL, "routes" },
    { 'F', "fib", NULL, "with -r: the table of routes, as without it" },
    { 'C', "cache", NULL, "with -r: the cache of routes" },
    { 'i', "interfaces", NULL, "interfaces and their counters" },
    { 's', "statistics", NULL, "counters of the protocols" },
    { 'g', "groups", NULL, "multicast groups" },
    { 'v', "verbose", NULL, "say also which tables the host does not have" },
    { 'W', "wide", NULL, "nothing: no address is ever cut" },
    { 'T', "notrim", NULL, "the same as --wide" },
    { 'c', "continuous", NULL, "nothing: a snapshot does not change" },
    { 0, "netns", "NS", "only this network namespace: its inode number, or its name" },
    { 'M', "masquerade", NULL,
      REFUSED "no kernel since 2.4 has its table; conntrack_entries has translated connections" },
    { 'N', "symbolic", NULL, REFUSED "names of hardware addresses would come from the machine that asks" },
    { 'Z', "context", NULL, REFUSED "security contexts are in process_values, as attr/current" },
    { '2', "l2cap", NULL, REFUSED "Bluetooth sockets are in proc_net_family_sockets, family 31" },
    { 'f', "rfcomm", NULL, REFUSED "Bluetooth sockets are in proc_net_family_sockets, family 31" },
    { 0, "bluetooth", NULL, REFUSED "Bluetooth sockets are in proc_net_family_sockets, family 31" },
    { 0, "ax25", NULL, REFUSED "AX.25 sockets are in proc_net_family_sockets, family 3" },
    { 0, "netrom", NULL, REFUSED "NET/ROM sockets are in proc_net_family_sockets, family 6" },
    { 0, "x25", NULL, REFUSED "X.25 sockets are in proc_net_family_sockets, family 9" },
    { 0, "rose", NULL, REFUSED "ROSE sockets are in proc_net_family_sockets, family 11" },
    { 0, "appletalk", NULL, REFUSED "AppleTalk sockets are in proc_net_family_sockets, family 5" },
    { 0, "ddp", NULL, REFUSED "AppleTalk sockets are in proc_net_family_sockets, family 5" },
    { 0, "ipx", NULL, REFUSED "collect reads no table of IPX, which Linux lost in 4.18" },
    { 'V', "version", NULL, REFUSED "analyze --version has it" },
    ANSWER_OPTIONS_BUT_ALL,
    { 0, NULL, NULL, NULL },
};

struct options {
    struct answer_options answer;
    struct netstat netstat;
};

/* Counts an option that is a flag; false where it is none. */
static bool
count_flag(struct netstat *n, const char *name)
{
    const struct {
        const char *name;
        unsigned *count;
    } flags[] = {
        { "tcp", &n->tcp },
        { "udp", &n->udp },
        { "udplite", &n->udplite },
        { "sctp", &n->sctp },
        { "raw", &n->raw },
        { "unix", &n->unix_sockets },
        { "inet", &n->inet },
        { "ip", &n->inet },
        { "tcpip", &n->inet },
        { "inet6", &n->inet6 },
        { "ip6", &n->inet6 },
        { "all", &n->all },
        { "listening", &n->listening },
        { "programs", &n->programs },
        { "extend", &n->extend },
        { "timers", &n->timers },
        { "numeric", &n->numeric },
        { "numeric-hosts", &n->numeric_hosts },
        { "numeric-ports", &n->numeric_ports },
        { "numeric-users", &n->numeric_users },
        { "route", &n->route },
        { "fib", &n->fib },
        { "cache", &n->cache },
        { "interfaces", &n->interfaces },
        { "statistics", &n->statistics },
        { "groups", &n->groups },
        { "verbose", &n->verbose },
    };

    for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
        if (strcmp(flags[i].name, name) == 0) {
            ++*flags[i].count;
            return true;
        }
    return false;
}

/* -A inet,unix: the names of families are those of the long options. */
static int
count_families(struct netstat *netstat, const char *list, struct error *error)
{
    static const char *const families[] = { "inet", "ip", "tcpip", "inet6", "ip6", "unix" };

    for (const char *name = list; name; name = strchr(name, ',') ? strchr(name, ',') + 1 : NULL) {
        struct slice word = { name, strcspn(name, ",") };
        size_t i = 0, count = sizeof(families) / sizeof(families[0]);

        while (i < count && !slice_is(word, families[i]))
            i++;
        if (i == count)
            return error_set(error,
                             "netstat: -A: want inet, inet6 or unix, have %.*s: sockets of rarer families are in "
                             "proc_net_family_sockets",
                             (int)word.len, name);
        (void)count_flag(netstat, families[i]); /* each is one */
    }
    return 0;
}

static int
set_option(void *context, const struct option_help *option, const char *value, struct error *error)
{
    struct options *options = context;

    if (slice_begins(slice_of(option->help), REFUSED))
        return error_set(error, "netstat: --%s is %s", option->name, option->help);
    /* Before the options of the scope: --all is that of net-tools. */
    if (count_flag(&options->netstat, option->name))
        return 0;
    if (strcmp(option->name, "netns") == 0)
        options->netstat.netns = value;
    else if (strcmp(option->name, "protocol") == 0)
        return count_families(&options->netstat, value, error);
    else if (strcmp(option->name, "continuous") == 0)
        notice("netstat: -c is ignored: a snapshot does not change");
    else if (answer_option(&options->answer, option, value, error) < 0)
        return -1;
    return 0; /* or one that changes nothing */
}

static int
answer(const char *database, struct options *options, const struct settings *settings, struct error *error)
{
    struct answer_request request = {
        .database = database,
        .scope = &options->answer.scope,
        .answer = netstat_answer,
        .context = &options->netstat,
    };

    if (netstat_resolve(&options->netstat, error) || confined_answer(settings, options->answer.format, &request, error))
        return -1;
    if (!options->netstat.found && options->netstat.netns)
        return error_set(error,
                         "netstat: no network namespace %s in any snapshot that is meant: net_namespaces has them",
                         options->netstat.netns);
    return 0;
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    struct options options = { .answer = { .format = &render_table } };
    int first = command_options(&command_netstat, argc, argv, set_option, &options, error);

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first != 1) {
        error_set(error, "netstat: want DB (see analyze netstat --help)");
        return OUTCOME_FAILED;
    }
    return answer(argv[first], &options, settings, error) ? OUTCOME_FAILED : OUTCOME_DONE;
}

const struct command command_netstat = {
    .name = "netstat",
    .arguments = "DB",
    .summary = "Print sockets, routes, interfaces and counters of a snapshot as netstat does",
    .options = option_help,
    .run = run,
};
