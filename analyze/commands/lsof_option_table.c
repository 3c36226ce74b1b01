#include "analyze/commands/lsof_option_table.h"
#include "analyze/base/notice.h"

#include <stdio.h>
#include <string.h>

static int
set_and(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
        struct error *error)
{
    (void)option;
    (void)sign;
    (void)value;
    (void)error;
    options->request.all_of = true;
    return 0;
}

static int
set_command(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
            struct error *error)
{
    (void)option;
    if (sign == '-')
        return lsof_add_command(&options->request.commands, value, error);
    notice("lsof: +c %s is ignored: names of commands are always whole", value);
    return 0;
}

static int
set_descriptors(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
                struct error *error)
{
    (void)option;
    return sign == '+' ? lsof_add_file(&options->request.files, value, 'd', error)
                       : lsof_add_descriptors(&options->request.descriptors, value, error);
}

static int
set_tree(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
         struct error *error)
{
    (void)option;
    if (sign == '-')
        return error_set(error, "lsof: -D is of lsof's device cache, which a snapshot has not; +D DIR lists a tree");
    return lsof_add_file(&options->request.files, value, 'D', error);
}

static int
set_endpoints(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
              struct error *error)
{
    (void)option;
    (void)value;
    (void)error;
    options->request.endpoints = sign == '+' ? LSOF_LIST_ENDPOINTS : LSOF_NAME_ENDPOINTS;
    return 0;
}

#define FLAGS_ELSEWHERE \
    "the flags of open files are no column of lsof's rows here: they are in the view process_fd_flags (analyze query)"

static int
set_plain_files(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
                struct error *error)
{
    (void)option;
    (void)options;
    if (sign == '-' && !value) {
        notice("lsof: -f is ignored: a path always means the file, not the file system that is mounted there");
        return 0;
    }
    if (sign == '-')
        return 0; /* it takes columns away that are never there */
    return error_set(
        error, "lsof: +f%s: %s", value ? value : "",
        value ? FLAGS_ELSEWHERE
              : "a snapshot has no file systems of descriptors; +D DIR finds what is open below a mount point by path");
}

/* The letters of -F that lsof has on Linux, and what for. */
static const struct {
    char letter;
    const char *meaning;
} fields[] = {
    { 'a', "access mode: r, w, u" },
    { 'c', "command" },
    { 'd', "inode of a socket whose protocol is known" },
    { 'D', "device number" },
    { 'f', "descriptor" },
    { 'g', "process group" },
    { 'i', "inode" },
    { 'k', "link count" },
    { 'K', "thread" },
    { 'l', "lock" },
    { 'L', "name of the user" },
    { 'm', "begin of a snapshot, where there are several" },
    { 'M', "name of the thread" },
    { 'n', "name" },
    { 'o', "offset" },
    { 'p', "process; always there" },
    { 'P', "protocol" },
    { 'r', "raw device number" },
    { 'R', "parent process" },
    { 's', "size" },
    { 't', "type" },
    { 'T', "state and queues of a socket" },
    { 'u', "user, a number" },
    { '0', "NUL ends a field instead of a newline" },
};

static int
add_field(struct lsof_request *request, char letter, struct error *error)
{
    size_t len = strlen(request->fields);

    if (letter == 'G')
        return error_set(error, "lsof: -F G: " FLAGS_ELSEWHERE);
    if (strchr("CFNSzZ", letter))
        return error_set(error, "lsof: -F %c: a snapshot has no such field", letter);
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (fields[i].letter != letter)
            continue;
        if (letter == '0')
            request->terminator = '\0';
        else if (!strchr(request->fields, letter) && len < sizeof(request->fields) - 1)
            request->fields[len] = letter;
        return 0;
    }
    return error_set(error, "lsof: -F %c: unknown field; -F ? lists them", letter);
}

static int
set_fields(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
           struct error *error)
{
    (void)option;
    (void)sign;
    options->request.field_output = true;
    if (value && strcmp(value, "?") == 0) {
        for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
            printf("%c  %s\n", fields[i].letter, fields[i].meaning);
        return -2;
    }
    for (; value && *value; value++)
        if (add_field(&options->request, *value, error))
            return -1;
    return 0;
}

static int
set_groups(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
           struct error *error)
{
    (void)option;
    (void)sign;
    options->request.show_pgid = true;
    return value ? lsof_add_ids(&options->request.pgids, "g", value, error) : 0;
}

static int
set_internet(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
             struct error *error)
{
    (void)option;
    (void)sign;
    if (value)
        return lsof_add_internet(&options->request, value, error);
    options->request.internet_all = true;
    options->request.internet_family = 0;
    return 0;
}

static int
set_tasks(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
          struct error *error)
{
    (void)option;
    (void)sign;
    if (value && strcasecmp(value, "i") != 0)
        return error_set(error, "lsof: -K takes no value but i, have %s", value);
    options->request.tasks = !value;
    options->request.no_tasks = value != NULL;
    return 0;
}

static int
set_links(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
          struct error *error)
{
    (void)option;
    options->request.show_links = sign == '+';
    if (!value || strcmp(value, "0") == 0)
        return 0;
    if (sign == '-')
        return error_set(error, "lsof: no number may follow -L");
    options->request.links_below = lsof_number(value, strlen(value));
    return 0;
}

/* Options that only switch something on, or with + off. */
static int
set_switch(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
           struct error *error)
{
    struct lsof_request *request = &options->request;
    const struct {
        char letter;
        bool *on;
    } switches[] = {
        { 'H', &request->human },        { 'J', &request->json },      { 'j', &request->json_lines },
        { 'l', &request->no_users },     { 'n', &request->no_hosts },  { 'P', &request->no_services },
        { 'Q', &request->quiet },        { 'R', &request->show_ppid }, { 't', &request->terse },
        { 'U', &request->unix_sockets }, { 'V', &request->verbose },   { 'w', &request->no_warnings },
    };

    for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++)
        if (switches[i].letter == option->letter)
            *switches[i].on = sign == '-';
    (void)value;
    (void)error;
    return 0;
}

static int
set_offsets(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
            struct error *error)
{
    (void)option;
    (void)sign;
    (void)error;
    if (value)
        options->request.offset_digits = lsof_number(value, strlen(value));
    else
        options->request.offsets = true;
    return 0;
}

static int
set_pids(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
         struct error *error)
{
    (void)option;
    (void)sign;
    return lsof_add_ids(&options->request.pids, "p", value, error);
}

static int
set_sizes(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
          struct error *error)
{
    (void)option;
    (void)sign;
    if (value)
        return lsof_add_states(&options->request.states, value, error);
    options->request.sizes = true;
    return 0;
}

static int
set_tcp_info(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
             struct error *error)
{
    (void)option;
    options->request.state = sign == '+' && !value;
    options->request.queues = false;
    for (; value && *value; value++)
        if (*value == 's')
            options->request.state = true;
        else if (*value == 'q')
            options->request.queues = true;
        else
            return error_set(error,
                             "lsof: -T %c: want s for states or q for queues; lsof on Linux has no windows, and "
                             "a snapshot no flags",
                             *value);
    return 0;
}

static int
set_users(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
          struct error *error)
{
    (void)option;
    (void)sign;
    return lsof_add_users(&options->request.users, value, error);
}

static int
set_crossing(struct lsof_options *options, const struct lsof_option *option, char sign, const char *value,
             struct error *error)
{
    (void)option;
    (void)sign;
    if (value && strspn(value, "fl") != strlen(value))
        return error_set(error, "lsof: -x %s: want f or l", value);
    options->crossing = true;
    return 0;
}

#define NOT_IN_A_SNAPSHOT "a snapshot has no "

static const struct lsof_option options[] = {
    { 'a', "-", LSOF_NONE, NULL, "list what matches every kind of selection, not any", set_and, NULL, NULL },
    { 'A', "-", LSOF_OPTIONAL, NULL, NULL, NULL, NOT_IN_A_SNAPSHOT "AFS name list", NULL },
    { 'b', "-", LSOF_NONE, NULL, NULL, NULL, NULL, "nothing blocks on a snapshot" },
    { 'c', "-+", LSOF_NEEDED, "NAME", "commands that begin so, or that match /REGEX/[bix]; ^ excludes", set_command,
      NULL, NULL },
    { 'C', "-+", LSOF_NONE, NULL, NULL, NULL, NULL, "paths are those that the kernel gave, there is no name cache" },
    { 'd', "-", LSOF_NEEDED, "LIST", "descriptors: numbers, ranges, cwd, rtd, txt, mem, DEL, NOFD, fd; ^ excludes",
      set_descriptors, NULL, NULL },
    { 'd', "+", LSOF_NEEDED, "DIR", "what is open in this directory, and itself", set_descriptors, NULL, NULL },
    { 'D', "+-", LSOF_NEEDED, "DIR", "what is open anywhere below this directory, and itself", set_tree, NULL, NULL },
    { 'e', "-+", LSOF_NEEDED, NULL, NULL, NULL, NULL, "a snapshot waits for no file system" },
    { 'E', "-+", LSOF_NONE, NULL, "name the other ends of pipes, sockets and eventfds; +E lists their files, too",
      set_endpoints, NULL, NULL },
    { 'f', "-+", LSOF_OPTIONAL, NULL, NULL, set_plain_files, NULL, NULL },
    { 'F', "-", LSOF_OPTIONAL, "LETTERS", "fields for another program; -F ? lists the letters", set_fields, NULL,
      NULL },
    { 'g', "-", LSOF_OPTIONAL, "LIST", "process groups; ^ excludes.  Shows the column PGID", set_groups, NULL, NULL },
    { 'H', "-", LSOF_NONE, NULL, "sizes such as 1.5K", set_switch, NULL, NULL },
    { 'i', "-", LSOF_OPTIONAL, "ADDRESS", "Internet sockets: [46][PROTOCOL][@HOST][:PORTS]", set_internet, NULL, NULL },
    { 'j', "-", LSOF_NONE, NULL, "JSON, an object a file and line", set_switch, NULL, NULL },
    { 'J', "-", LSOF_NONE, NULL, "JSON, one object for each snapshot", set_switch, NULL, NULL },
    { 'k', "-", LSOF_OPTIONAL, NULL, NULL, NULL, NOT_IN_A_SNAPSHOT "kernel name list", NULL },
    { 'K', "-", LSOF_OPTIONAL, "i", "threads; -K i leaves them out", set_tasks, NULL, NULL },
    { 'l', "-", LSOF_NONE, NULL, "numbers of users, not names", set_switch, NULL, NULL },
    { 'L', "+-", LSOF_DIGITS, "N",
      "+LN lists files with fewer links than N, +L1 deleted ones; +L shows the column NLINK", set_links, NULL, NULL },
    { 'm', "-+", LSOF_OPTIONAL, NULL, NULL, NULL,
      "a snapshot has mounts in tables: analyze query DB \"SELECT * FROM mounts\"", NULL },
    { 'M', "-", LSOF_NONE, NULL, NULL, NULL, NULL, "names of the portmapper are never shown" },
    { 'M', "+", LSOF_NONE, NULL, NULL, NULL, NOT_IN_A_SNAPSHOT "answer of the portmapper", NULL },
    { 'n', "-+", LSOF_NONE, NULL, "addresses, not names of hosts", set_switch, NULL, NULL },
    { 'N', "-", LSOF_NONE, NULL, NULL, NULL,
      NOT_IN_A_SNAPSHOT "file systems of descriptors: +D DIR finds what is open below a mount point by path", NULL },
    { 'o', "-", LSOF_DIGITS, "N", "offsets, not sizes; with N, those with more digits in hexadecimal", set_offsets,
      NULL, NULL },
    { 'O', "-+", LSOF_NONE, NULL, NULL, NULL, NULL, "there is no child process" },
    { 'p', "-", LSOF_NEEDED, "LIST", "processes; ^ excludes", set_pids, NULL, NULL },
    { 'P', "-+", LSOF_NONE, NULL, "numbers of ports, not names", set_switch, NULL, NULL },
    { 'Q', "-", LSOF_NONE, NULL, "exit with 0 where nothing is found, too", set_switch, NULL, NULL },
    { 'r', "-+", LSOF_OPTIONAL, NULL, NULL, NULL,
      "a snapshot does not change: --each answers for every snapshot, in their order", NULL },
    { 'R', "-", LSOF_NONE, NULL, "show the column PPID", set_switch, NULL, NULL },
    { 's', "-", LSOF_OPTIONAL, "TCP:STATES",
      "TCP sockets in these states; ^ excludes.  Without a value: sizes, no offsets", set_sizes, NULL, NULL },
    { 'S', "-", LSOF_DIGITS, NULL, NULL, NULL, NULL, "nothing blocks on a snapshot" },
    { 't', "-", LSOF_NONE, NULL, "pids alone", set_switch, NULL, NULL },
    { 'T', "-+", LSOF_OPTIONAL, "[qs]", "with states (s) and queues (q) of TCP; -T alone without both", set_tcp_info,
      NULL, NULL },
    { 'u', "-", LSOF_NEEDED, "LIST", "users of processes, by name or number; ^ excludes", set_users, NULL, NULL },
    { 'U', "-", LSOF_NONE, NULL, "unix sockets", set_switch, NULL, NULL },
    { 'V', "-", LSOF_NONE, NULL, "say on standard error what was not found", set_switch, NULL, NULL },
    { 'w', "-+", LSOF_NONE, NULL, "without what could not be read", set_switch, NULL, NULL },
    { 'x', "-", LSOF_OPTIONAL, "[fl]", "with +d and +D, which always cross mounts and follow no links", set_crossing,
      NULL, NULL },
    { 'X', "-", LSOF_NONE, NULL, NULL, NULL, "it saves a live host work; -d or -a -U leave Internet sockets out",
      NULL },
    { 'z', "-", LSOF_OPTIONAL, NULL, NULL, NULL, "Linux has no zones", NULL },
    { 'Z', "-", LSOF_OPTIONAL, NULL, NULL, NULL,
      "security contexts are in a table: analyze query DB \"SELECT snapshot_id, pid, value FROM process_values WHERE "
      "file = "
      "'attr/current'\"",
      NULL },
};

const struct lsof_option *
lsof_option_at(size_t index)
{
    return index < sizeof(options) / sizeof(options[0]) ? &options[index] : NULL;
}

const struct lsof_option *
lsof_option_find(char letter, char sign)
{
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
        if (options[i].letter == letter && strchr(options[i].signs, sign))
            return &options[i];
    return NULL;
}
