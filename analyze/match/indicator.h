/*
 * What lists tell to look for.  Each indicator becomes a row of the temporary table indicators, by a key that the statements look up; what is
 * none is told with its place, and counted.
 */
#ifndef ANALYZE_MATCH_INDICATOR_H
#define ANALYZE_MATCH_INDICATOR_H

#include <sqlite3.h>

#include "analyze/base/error.h"
#include "analyze/base/limits.h"
#include "analyze/base/slice.h"

/* The kinds, in the order in which a value is tried for them: the first that it can be is it. */
enum {
    KIND_ADDRESS = 1,
    KIND_NETWORK = 2,
    KIND_URL = 4, /* of which the host counts: an address or a domain */
    KIND_DIGEST = 8,
    KIND_PATH = 16,
    KIND_PORT = 32,
    KIND_DOMAIN = 64,
    KIND_NAME = 128, /* of a program; a word with a point may be a domain or a name, and is both */
    KIND_USER = 256,
    KIND_ANY = 255, /* a user looks like a name, so somebody must say so */
};

/* Where it stands. */
struct place {
    const char *list; /* name of the file */
    struct slice at;  /* line, or path in a document */
};

/* Packets between two ends, as a sensor saw them. */
struct flow_seen {
    struct slice source, destination, protocol, community_id; /* texts; ptr NULL where there is none */
    int64_t source_port, destination_port;
    int64_t begin_ns, end_ns;
};

struct indicators;

/* Makes the table in a connection.  NULL with the error filled where that fails. */
struct indicators *indicators_open(sqlite3 *db, struct error *error);
void indicators_free(struct indicators *indicators);

/* Other bounds than the usual ones, borrowed. */
void indicators_set_limits(struct indicators *indicators, const struct limits *limits);
const struct limits *indicators_limits(const struct indicators *indicators);

/* A value that is one of these kinds.  -1 where the database fails. */
int indicators_add(struct indicators *indicators, unsigned kinds, struct slice text, struct slice note,
                   const struct place *place, struct error *error);
int indicators_add_flow(struct indicators *indicators, const struct flow_seen *flow, struct slice note,
                        const struct place *place, struct error *error);

/* Tells of something that is none. */
void indicators_refuse(struct indicators *indicators, struct slice text, const struct place *place);

/* How many there are, in how many rows of the table, and how many texts were none. */
int64_t indicators_count(const struct indicators *indicators);
int64_t indicators_rows(const struct indicators *indicators);
int64_t indicators_refused(const struct indicators *indicators);

sqlite3 *indicators_database(struct indicators *indicators);

/* The kinds that a word for a type means, as MISP, STIX and tables of others have it; 0 for none. */
unsigned kinds_of_type(struct slice type);

#endif
