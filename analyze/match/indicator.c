#include "analyze/match/indicator.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

#include "analyze/base/community_id.h"
#include "analyze/base/notice.h"
#include "analyze/database/bind.h"
#include "analyze/database/db.h"
#include "sql.h"

/* As many texts that are no indicator are told each; the others are counted. */
#define TOLD_MAX 20

/* The longest value that is taken for one. */
#define VALUE_MAX 4096

struct indicators {
    sqlite3 *db;
    sqlite3_stmt *add;
    int64_t rows, count, refused;
    const struct limits *limits;
};

/* What a value is looked up by. */
struct key {
    const char *kind;
    struct slice text; /* or, where ptr is NULL: */
    struct ip ip;      /* or, where that has no length: */
    int64_t number;
    unsigned bits; /* of a network */
};

struct indicators *
indicators_open(sqlite3 *db, struct error *error)
{
    struct indicators *indicators = xmalloc(sizeof(*indicators));

    *indicators = (struct indicators){ .db = db, .limits = &limits_usual };
    if (db_script(db, sql_match_table, 0, error) == 0 && db_prepare(db, sql_match_add, &indicators->add, error) == 0)
        return indicators;
    indicators_free(indicators);
    return NULL;
}

void
indicators_set_limits(struct indicators *indicators, const struct limits *limits)
{
    indicators->limits = limits;
}

const struct limits *
indicators_limits(const struct indicators *indicators)
{
    return indicators->limits;
}

void
indicators_free(struct indicators *indicators)
{
    if (!indicators)
        return;
    sqlite3_finalize(indicators->add);
    free(indicators);
}

int64_t
indicators_count(const struct indicators *indicators)
{
    return indicators->count;
}

int64_t
indicators_rows(const struct indicators *indicators)
{
    return indicators->rows;
}

int64_t
indicators_refused(const struct indicators *indicators)
{
    return indicators->refused;
}

sqlite3 *
indicators_database(struct indicators *indicators)
{
    return indicators->db;
}

void
indicators_refuse(struct indicators *indicators, struct slice text, const struct place *place)
{
    if (++indicators->refused <= TOLD_MAX)
        notice("%s:%.*s: no indicator that a snapshot can match: %.*s", place->list, (int)place->at.len, place->at.ptr,
               text.len > 200 ? 200 : (int)text.len, text.ptr);
    else if (indicators->refused == TOLD_MAX + 1)
        notice("more that is no indicator is counted, and not told");
}

/* Whether each byte is one of these, or a letter or digit of ASCII. */
static bool
is_made_of(struct slice text, const char *others)
{
    for (size_t i = 0; i < text.len; i++)
        if (!((unsigned char)text.ptr[i] < 0x80 && isalnum((unsigned char)text.ptr[i])) &&
            !memchr(others, text.ptr[i], strlen(others)))
            return false;
    return text.len > 0;
}

static bool
read_address(struct slice text, struct key *key)
{
    key->kind = "address";
    if (!ip_read(text, &key->ip))
        return false;
    ip_unmap(&key->ip);
    return true;
}

/* The bits behind the prefix are taken off, as network_of() does with the addresses that are looked up. */
static bool
read_network(struct slice text, struct key *key)
{
    key->kind = "network";
    if (!ip_read_network(text, &key->ip, &key->bits))
        return false;
    for (unsigned bit = key->bits; bit < key->ip.len * 8; bit++)
        key->ip.bytes[bit / 8] &= (unsigned char)~(0x80U >> bit % 8);
    return true;
}

static bool
read_digest(struct slice text, struct key *key)
{
    key->kind = "digest";
    key->text = text;
    for (size_t i = 0; i < text.len; i++)
        if (!strchr("0123456789abcdefABCDEF", text.ptr[i]))
            return false;
    return text.len == 64;
}

static bool
read_path(struct slice text, struct key *key)
{
    key->kind = "path";
    key->text = text;
    return text.len > 1 && text.ptr[0] == '/';
}

/* 4444, tcp/4444 or 4444/tcp: the protocol does not count. */
static bool
read_port(struct slice text, struct key *key)
{
    const char *slash = memchr(text.ptr, '/', text.len);
    struct slice digits = text;

    if (slash && text.ptr[0] >= '0' && text.ptr[0] <= '9')
        digits.len = (size_t)(slash - text.ptr);
    else if (slash)
        digits = slice_skip(text, (size_t)(slash - text.ptr) + 1);
    key->kind = "port";
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || key->number > 65535)
            return false;
        key->number = key->number * 10 + (digits.ptr[i] - '0');
    }
    return digits.len > 0 && key->number >= 1 && key->number <= 65535;
}

/* Two labels at least, of which the last one is of letters. */
static bool
read_domain(struct slice text, struct key *key)
{
    const char *point;

    if (text.len > 0 && text.ptr[text.len - 1] == '.')
        text.len--;
    if (text.len > 2 && text.ptr[0] == '*' && text.ptr[1] == '.')
        text = slice_skip(text, 2);
    point = text.len > 0 ? memrchr(text.ptr, '.', text.len) : NULL;
    key->kind = "domain";
    key->text = text;
    return point && point > text.ptr && text.len <= 253 && is_made_of(text, "-_.") && text.ptr + text.len - point > 2 &&
           isalpha((unsigned char)point[1]);
}

/* A domain, or a name without a point, which only counts where it cannot be anything else. */
static bool
read_host(struct slice text, struct key *key)
{
    bool letter = false;

    if (read_domain(text, key))
        return true;
    for (size_t i = 0; i < text.len; i++)
        letter = letter || isalpha((unsigned char)text.ptr[i]);
    key->kind = "domain";
    key->text = text;
    return letter && text.len < 64 && is_made_of(text, "-_");
}

static bool
read_name(struct slice text, struct key *key)
{
    key->kind = "name";
    key->text = text;
    return text.len > 0 && text.len < 256 && !memchr(text.ptr, '/', text.len);
}

static bool
read_user(struct slice text, struct key *key)
{
    key->kind = "user";
    key->text = text;
    return text.len > 0 && text.len < 256;
}

/* SCHEME://[USER@]HOST[:PORT][/...]: the host. */
static bool
read_url(struct slice text, struct key *key)
{
    const char *host = memmem(text.ptr, text.len, "://", 3), *end;
    struct slice rest;

    if (!host)
        return false;
    rest = slice_skip(text, (size_t)(host - text.ptr) + 3);
    for (size_t i = 0; i < rest.len; i++)
        if (strchr("/?#", rest.ptr[i])) {
            rest.len = i;
            break;
        }
    end = memchr(rest.ptr, '@', rest.len);
    if (end)
        rest = slice_skip(rest, (size_t)(end - rest.ptr) + 1);
    if (rest.len > 0 && rest.ptr[0] == '[' && (end = memchr(rest.ptr, ']', rest.len)))
        return read_address((struct slice){ rest.ptr + 1, (size_t)(end - rest.ptr) - 1 }, key);
    end = memchr(rest.ptr, ':', rest.len);
    if (end)
        rest.len = (size_t)(end - rest.ptr);
    return read_address(rest, key) || read_host(rest, key);
}

/* In the order in which a value is tried. */
static const struct {
    unsigned kind;
    bool (*read)(struct slice text, struct key *key);
} readers[] = {
    { KIND_ADDRESS, read_address }, { KIND_NETWORK, read_network }, { KIND_URL, read_url },
    { KIND_DIGEST, read_digest },   { KIND_PATH, read_path },       { KIND_PORT, read_port },
    { KIND_DOMAIN, read_domain },   { KIND_NAME, read_name },       { KIND_USER, read_user },
};

static int
store(struct indicators *indicators, const struct key *key, struct slice value, struct slice note,
      const struct place *place, const struct flow_seen *flow, struct error *error)
{
    struct bind bind = bind_begin(indicators->add);

    bind_text(&bind, slice_of(key->kind));
    if (key->text.ptr)
        bind_text(&bind, key->text);
    else if (key->ip.len > 0)
        bind_blob(&bind, (struct blob){ key->ip.bytes, key->ip.len });
    else
        bind_number(&bind, key->number);
    bind_number(&bind, key->bits);
    bind_text(&bind, value);
    bind_text(&bind, slice_of(place->list));
    bind_text(&bind, place->at);
    bind_text(&bind, note);
    bind_maybe(&bind, (struct maybe){ flow != NULL, flow ? flow->begin_ns : 0 });
    bind_maybe(&bind, (struct maybe){ flow != NULL, flow ? flow->end_ns : 0 });
    indicators->rows++;
    return bind_run(&bind, error);
}

/* Takes off what keeps people from clicking: 1.2.3[.]4, hxxp://.  Returns the new length. */
static size_t
refang(struct slice text, char *out)
{
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++)
        if (i + 2 < text.len && memchr("[(", text.ptr[i], 2) && memchr(".:", text.ptr[i + 1], 2) &&
            memchr("])", text.ptr[i + 2], 2)) {
            out[len++] = text.ptr[i + 1];
            i += 2;
        } else {
            out[len++] = text.ptr[i];
        }
    if (len > 4 && strncasecmp(out, "hxxp", 4) == 0)
        out[1] = out[2] = 't';
    return len;
}

int
indicators_add(struct indicators *indicators, unsigned kinds, struct slice text, struct slice note,
               const struct place *place, struct error *error)
{
    char clean[VALUE_MAX];
    struct slice value = { clean, 0 };
    bool known = false;

    if (text.len <= VALUE_MAX)
        value.len = refang(text, clean);
    for (size_t i = 0; value.len > 0 && i < sizeof(readers) / sizeof(readers[0]); i++) {
        struct key key = { 0 };

        if (!(kinds & readers[i].kind) ||
            !(kinds == KIND_DOMAIN ? read_host(value, &key) : readers[i].read(value, &key)))
            continue;
        known = true;
        if (store(indicators, &key, text, note, place, NULL, error))
            return -1;
        if (readers[i].kind != KIND_DOMAIN)
            break;
    }
    if (known)
        indicators->count++;
    else
        indicators_refuse(indicators, text, place);
    return 0;
}

/* The id that follows from the ends is of seed 0, as the database's; a sensor may have another seed. */
static bool
compute_id(const struct flow_seen *seen, struct community_id *id)
{
    static const struct {
        const char *name;
        unsigned protocol;
    } protocols[] = { { "tcp", 6 }, { "udp", 17 }, { "sctp", 132 } };
    struct flow flow = { 0 };

    for (size_t i = 0; seen->protocol.ptr && i < sizeof(protocols) / sizeof(protocols[0]); i++)
        if (strlen(protocols[i].name) == seen->protocol.len &&
            strncasecmp(protocols[i].name, seen->protocol.ptr, seen->protocol.len) == 0)
            flow.protocol = protocols[i].protocol;
    if (flow.protocol == 0 || !seen->source.ptr || !seen->destination.ptr || !ip_read(seen->source, &flow.source) ||
        !ip_read(seen->destination, &flow.destination) || seen->source_port < 1 || seen->source_port > 65535 ||
        seen->destination_port < 1 || seen->destination_port > 65535)
        return false;
    ip_unmap(&flow.source);
    ip_unmap(&flow.destination);
    flow.source_port = (unsigned)seen->source_port;
    flow.destination_port = (unsigned)seen->destination_port;
    *id = community_id_of(flow);
    return true;
}

int
indicators_add_flow(struct indicators *indicators, const struct flow_seen *flow, struct slice note,
                    const struct place *place, struct error *error)
{
    struct key key = { .kind = "flow" };
    struct community_id id;
    char *value;
    int rc;

    if (compute_id(flow, &id))
        key.text = (struct slice){ id.text, sizeof(id.text) };
    else if (flow->community_id.ptr)
        key.text = flow->community_id;
    else {
        indicators_refuse(indicators, note.ptr ? note : slice_of("a flow without ends"), place);
        return 0;
    }
    value = xasprintf("%.*s %.*s port %" PRId64 ", %.*s port %" PRId64, (int)flow->protocol.len,
                      flow->protocol.len ? flow->protocol.ptr : "", (int)flow->source.len,
                      flow->source.len ? flow->source.ptr : "", flow->source_port, (int)flow->destination.len,
                      flow->destination.len ? flow->destination.ptr : "", flow->destination_port);
    indicators->count++;
    rc = store(indicators, &key, slice_of(value), note, place, flow, error);
    free(value);
    return rc;
}
