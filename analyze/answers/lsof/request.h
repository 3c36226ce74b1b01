/*
 * What lsof is asked for: which files, and how they are shown.  analyze/commands/lsof_options.c fills this from the command line.
 */
#ifndef ANALYZE_ANSWERS_LSOF_REQUEST_H
#define ANALYZE_ANSWERS_LSOF_REQUEST_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "analyze/base/error.h"

/* The kinds of selection.  A file is listed that matches one of those used; with -a, one that matches each of them. */
enum lsof_selection {
    LSOF_PID = 1,
    LSOF_PGID = 2,
    LSOF_USER = 4,
    LSOF_COMMAND = 8,
    LSOF_TASK = 16, /* -K */
    LSOF_OF_PROCESS = 31,
    LSOF_DESCRIPTOR = 32,
    LSOF_INTERNET = 64, /* -i, -i4, -i6 */
    LSOF_ADDRESS = 128, /* -i with more than that */
    LSOF_UNIX = 256,
    LSOF_OF_SOCKET = 448,
    LSOF_FILE = 512,
    LSOF_LINKS = 1024, /* +L N */
};

/* A thing that an option lists, as in -p 1,^2. */
struct lsof_item {
    char *text;        /* as it was typed, without the ^; freed */
    bool exclude;      /* ^ stood before it */
    int64_t low, high; /* of numbers; of a name, what it is in the present snapshot */
    bool known;        /* they are set */
    regex_t *regex;    /* of -c /REGEX/; freed */
    char depth;        /* of a file: 0 itself, d +d, D +D */
    bool found;        /* in any snapshot */
};

struct lsof_list {
    struct lsof_item *items;
    size_t count, excluded;
};

/* A range of ports, or the name of a service. */
struct lsof_ports {
    char *service; /* freed; NULL for numbers */
    int64_t low, high;
};

/* An address of the present snapshot that a -i means. */
struct lsof_host_address {
    unsigned char bytes[16];
    size_t len; /* 4 or 16 */
};

/* The value of a -i that says more than the family. */
struct lsof_internet {
    char *text;                          /* as it was typed; freed */
    int family;                          /* 4, 6 or 0 for both */
    const char *protocol;                /* as in the column NODE; NULL for all */
    char *host;                          /* freed; NULL for all */
    struct lsof_host_address *addresses; /* of the host; freed */
    size_t addresses_count;
    struct lsof_ports *ports; /* freed */
    size_t ports_count;       /* 0 for all */
    bool found;
};

/* How endpoints are shown. */
enum lsof_endpoints { LSOF_NO_ENDPOINTS, LSOF_NAME_ENDPOINTS, LSOF_LIST_ENDPOINTS };

struct lsof_request {
    struct lsof_list pids, pgids, users, commands, descriptors, states, files;
    struct lsof_internet *internet;
    size_t internet_count;
    bool internet_all;   /* -i without more, or with the family alone */
    int internet_family; /* of that: 4, 6 or 0 for both */
    bool internet_found;
    bool unix_sockets; /* -U */
    bool tasks, no_tasks, tasks_found;
    int64_t links_below; /* +L N: files with fewer links; 0 for no such selection */
    bool all_of;         /* -a */

    bool no_hosts, no_services, no_users; /* -n -P -l */
    bool show_pgid, show_ppid, show_links, human;
    bool sizes, offsets;   /* -s, -o: only these */
    int64_t offset_digits; /* -o N: longer ones are hexadecimal; 0 for never */
    bool state, queues;    /* -T */
    bool no_warnings;      /* -w: without what could not be read */
    enum lsof_endpoints endpoints;

    bool terse, field_output, json, json_lines; /* -t -F -J -j */
    char fields[64];     /* the letters of -F, each once; empty for those that lsof has by default */
    char terminator;     /* of a field */
    bool quiet, verbose; /* -Q -V */
    bool listed;         /* a file was, in any snapshot */
};

/* The kinds of selection that are used. */
unsigned lsof_used(const struct lsof_request *request);

/* An -i; the text is kept.  -1 with the error filled where it is none. */
int lsof_add_internet(struct lsof_request *request, const char *text, struct error *error);

/*
 * Values of other options.  Ids are numbers, users numbers or names, descriptors numbers, ranges or names such as cwd; a command is the
 * beginning of a name or /REGEX/ with the letters b, i and x behind it.
 */
int lsof_add_ids(struct lsof_list *list, const char *what, const char *text, struct error *error);
int lsof_add_users(struct lsof_list *list, const char *text, struct error *error);
int lsof_add_descriptors(struct lsof_list *list, const char *text, struct error *error);
int lsof_add_command(struct lsof_list *list, const char *text, struct error *error);
int lsof_add_states(struct lsof_list *list, const char *text, struct error *error);
int lsof_add_file(struct lsof_list *list, const char *text, char depth, struct error *error);

/* A decimal number without a sign; -1 for other text. */
int64_t lsof_number(const char *text, size_t len);

/* What was asked for and is not found; tells of each thing where -V wants it. */
bool lsof_all_found(const struct lsof_request *request);

void lsof_request_free(struct lsof_request *request);

#endif
