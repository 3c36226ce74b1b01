#include "analyze/answers/ss/label.h"
#include "analyze/answers/names.h"
#include "analyze/answers/ss/protocols.h"
#include "analyze/database/db.h"
#include "sql.h"

#include <stdlib.h>
#include <sys/socket.h>

#define PORTS 65536

/* net/ipv4/af_inet.c, inet_init_net */
#define FIRST_PORT 32768
#define LAST_PORT  60999

/* Names of services, looked up once: a host may have a hundred thousand sockets and a dozen of services. */
struct services {
    const char *protocol;
    char *names[PORTS]; /* NULL while not looked up; empty for none */
};

struct ss_labels {
    const struct ss_request *request;
    struct names *names;
    struct services tcp, udp;
    bool has_range;
    int64_t first, last;
};

static int
read_range(struct ss_labels *labels, sqlite3 *db, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    int step = -1;

    labels->first = FIRST_PORT;
    labels->last = LAST_PORT;
    if (db_prepare(db, sql_ss_port_range, &statement, error) == 0 && (step = db_step(db, statement, error)) == 1) {
        labels->has_range = true;
        labels->first = sqlite3_column_int64(statement, 0);
        labels->last = sqlite3_column_int64(statement, 1);
    }
    sqlite3_finalize(statement);
    return step < 0 ? -1 : 0;
}

struct ss_labels *
ss_labels_open(sqlite3 *db, const struct ss_request *request, struct error *error)
{
    struct ss_labels *labels = xmalloc(sizeof(*labels));

    *labels = (struct ss_labels){ .request = request, .tcp.protocol = "tcp", .udp.protocol = "udp" };
    labels->names = names_open(db, error);
    if (labels->names && read_range(labels, db, error) == 0)
        return labels;
    ss_labels_free(labels);
    return NULL;
}

void
ss_labels_free(struct ss_labels *labels)
{
    for (size_t i = 0; labels && i < PORTS; i++) {
        free(labels->tcp.names[i]);
        free(labels->udp.names[i]);
    }
    if (labels)
        names_free(labels->names);
    free(labels);
}

bool
ss_port_range(const struct ss_labels *labels, int64_t *first, int64_t *last)
{
    *first = labels->first;
    *last = labels->last;
    return labels->has_range;
}

const char *
ss_netid(const struct ss_row *row)
{
    static const char *const names[SS_TABLES] = {
        [SS_NETLINK] = "nl",
        [SS_PACKET_RAW] = "p_raw",
        [SS_PACKET_DGRAM] = "p_dgr",
        [SS_UNIX_STREAM] = "u_str",
        [SS_UNIX_DGRAM] = "u_dgr",
        [SS_UNIX_SEQPACKET] = "u_seq",
        [SS_RAW] = "raw",
        [SS_UDP] = "udp",
        [SS_TCP] = "tcp",
        [SS_DCCP] = "dccp",
        [SS_SCTP] = "sctp",
        [SS_VSOCK_STREAM] = "v_str",
        [SS_VSOCK_DGRAM] = "v_dgr",
        [SS_VSOCK_SEQPACKET] = "v_seq",
        [SS_XDP] = "xdp",
        [SS_MPTCP] = "mptcp",
    };

    return names[row->table];
}

static void
put(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

static void
put_number(struct buffer *buffer, int64_t number)
{
    char text[sizeof("-9223372036854775808")];

    sqlite3_snprintf(sizeof(text), text, "%lld", (long long)number);
    put(buffer, text);
}

/* The name of a service; NULL for none. */
static const char *
service(struct ss_labels *labels, struct services *services, int64_t port)
{
    char **name;

    if (port >= PORTS || (port >= labels->first && port <= labels->last))
        return NULL;
    name = &services->names[port];
    if (!*name) {
        const char *found = names_service(labels->names, port, services->protocol);

        *name = xstrndup(found ? found : "", found ? strlen(found) : 0);
    }
    return **name ? *name : NULL;
}

static void
put_inet_port(struct ss_labels *labels, const struct ss_row *row, int64_t port, struct buffer *to)
{
    const char *name = NULL;

    if (port <= 0) {
        put(to, "*");
        return;
    }
    if (!labels->request->numeric && row->table == SS_RAW) {
        name = names_protocol(labels->names, port);
        if (!name)
            put(to, "ipproto-");
    } else if (!labels->request->numeric) {
        name = service(labels, row->table == SS_UDP ? &labels->udp : &labels->tcp, port);
    }
    if (name)
        put(to, name);
    else
        put_number(to, port);
}

static bool
is_any_ipv6(const struct ss_row *row, enum ss_column ip)
{
    static const unsigned char zeros[16];

    return row->family == AF_INET6 && sqlite3_column_bytes(row->columns, (int)ip) == 16 &&
           memcmp(sqlite3_column_blob(row->columns, (int)ip), zeros, sizeof(zeros)) == 0;
}

static void
put_interface(const struct ss_row *row, struct buffer *to)
{
    const char *name = ss_text(row, COLUMN_INTERFACE_NAME);

    if (name) {
        put(to, name);
    } else {
        put(to, "if");
        put_number(to, ss_number(row, COLUMN_INTERFACE_INDEX));
    }
}

static void
label_inet(struct ss_labels *labels, const struct ss_row *row, bool remote, struct ss_end *end)
{
    const char *address = ss_text(row, remote ? COLUMN_REMOTE_ADDRESS : COLUMN_LOCAL_ADDRESS);
    const char *name = address && labels->request->resolve ? names_host(labels->names, address) : NULL;

    end->delimiter = ":";
    if (!address ||
        (is_any_ipv6(row, remote ? COLUMN_REMOTE_IP : COLUMN_LOCAL_IP) && ss_number(row, COLUMN_EXTRA) != 1)) {
        put(&end->address, "*");
    } else if (name || row->family == AF_INET) {
        put(&end->address, name ? name : address);
    } else {
        put(&end->address, "[");
        put(&end->address, address);
        put(&end->address, "]");
    }
    if (!remote && ss_number(row, COLUMN_INTERFACE_INDEX) > 0) {
        put(&end->address, "%");
        put_interface(row, &end->address);
    }
    put_inet_port(labels, row, remote ? row->remote_port : row->local_port, &end->port);
}

static void
label_unix(struct ss_labels *labels, const struct ss_row *row, bool remote, struct ss_end *end)
{
    const char *path = remote ? NULL : ss_text(row, COLUMN_PATH);

    (void)labels;
    end->delimiter = " ";
    put(&end->address, path ? path : "*");
    put_number(&end->port, remote ? row->remote_port : row->local_port);
}

static void
label_packet(struct ss_labels *labels, const struct ss_row *row, bool remote, struct ss_end *end)
{
    int64_t protocol = ss_number(row, COLUMN_PROTOCOL);
    const char *name = labels->request->numeric ? NULL : ss_ethernet_name(protocol);

    end->delimiter = remote ? "*" : ":";
    if (remote)
        return;
    if (protocol == 3) {
        put(&end->address, "*");
    } else if (name) {
        put(&end->address, name);
    } else {
        put(&end->address, "[");
        put_number(&end->address, protocol);
        put(&end->address, "]");
    }
    if (ss_number(row, COLUMN_INTERFACE_INDEX) > 0)
        put_interface(row, &end->port);
    else
        put(&end->port, "*");
}

/* ss also looks whether a process has the number of the port, and prints its name.  Any program may choose that number, so this does not. */
static void
label_netlink(struct ss_labels *labels, const struct ss_row *row, bool remote, struct ss_end *end)
{
    int64_t protocol = ss_number(row, COLUMN_PROTOCOL);
    const char *name = labels->request->numeric ? NULL : ss_netlink_name(protocol);

    if (remote && ss_is_null(row, COLUMN_EXTRA)) {
        end->delimiter = "*";
        return;
    }
    end->delimiter = ":";
    if (remote)
        put_number(&end->address, ss_number(row, COLUMN_MORE));
    else if (name)
        put(&end->address, name);
    else
        put_number(&end->address, protocol);
    if (remote)
        put_number(&end->port, (int32_t)ss_number(row, COLUMN_EXTRA));
    else if (row->local_port == -1)
        put(&end->port, "*");
    else if (row->local_port == 0 && !labels->request->numeric)
        put(&end->port, "kernel");
    else
        put_number(&end->port, row->local_port);
}

static void
label_vsock(struct ss_labels *labels, const struct ss_row *row, bool remote, struct ss_end *end)
{
    const char *cid = ss_text(row, remote ? COLUMN_REMOTE_ADDRESS : COLUMN_LOCAL_ADDRESS);
    int64_t port = remote ? row->remote_port : row->local_port;

    (void)labels;
    end->delimiter = ":";
    put(&end->address, !cid || strcmp(cid, "4294967295") == 0 ? "*" : cid);
    if (port == UINT32_MAX)
        put(&end->port, "*");
    else
        put_number(&end->port, port);
}

static void
label_xdp(struct ss_labels *labels, const struct ss_row *row, bool remote, struct ss_end *end)
{
    (void)labels;
    end->delimiter = "*";
    if (remote || ss_number(row, COLUMN_INTERFACE_INDEX) <= 0)
        return;
    end->delimiter = ":";
    put_interface(row, &end->address);
    put(&end->port, "q");
    put_number(&end->port, row->local_port);
}

void
ss_label(struct ss_labels *labels, const struct ss_row *row, bool remote, struct ss_end *end)
{
    static const struct {
        int family;
        void (*label)(struct ss_labels *labels, const struct ss_row *row, bool remote, struct ss_end *end);
    } families[] = {
        { AF_INET, label_inet },       { AF_INET6, label_inet },  { AF_UNIX, label_unix }, { AF_PACKET, label_packet },
        { AF_NETLINK, label_netlink }, { AF_VSOCK, label_vsock }, { AF_XDP, label_xdp },
    };

    for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
        if (families[i].family == row->family)
            families[i].label(labels, row, remote, end);
}
