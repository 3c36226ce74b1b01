#include "analyze/answers/lsof/describe.h"
#include "analyze/answers/lsof/protocols.h"
#include "analyze/answers/lsof/walk.h"
#include "analyze/database/bind.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* The columns of lsof_descriptors.sql and lsof_unowned.sql. */
enum {
    FD,
    MODE,
    KIND,
    INODE,
    TARGET,
    ERRNO,
    FILE_TYPE,
    DEVICE,
    RAW_DEVICE,
    FILE_INODE,
    SIZE,
    LINKS,
    LOCK,
    POSITION,
    NET_NAMESPACE,
    FAMILY,
    PROTOCOL,
    SOCKET_TYPE,
    STATE,
    LOCAL_IP,
    LOCAL_ADDRESS,
    LOCAL_PORT,
    REMOTE_IP,
    REMOTE_ADDRESS,
    REMOTE_PORT,
    PATH,
    RECV_Q,
    SEND_Q,
    SOCKET_UID,
    SOCKET_INODE,
    DIAG_MEMBER,
    DIAG_LINE,
    RAW_STATE,
    PROTOCOL_NAME,
    OWNERSHIP,
};

struct slice
walk_text(sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);

    return (struct slice){ text, text ? (size_t)sqlite3_column_bytes(statement, column) : 0 };
}

struct maybe
walk_number(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return (struct maybe){ 0 };
    return maybe_of(sqlite3_column_int64(statement, column));
}

static int64_t
number_or_none(sqlite3_stmt *statement, int column)
{
    struct maybe number = walk_number(statement, column);

    return number.known ? number.value : -1;
}

static struct lsof_end
read_end(sqlite3_stmt *statement, int ip, int address, int port)
{
    const void *bytes = sqlite3_column_blob(statement, ip);

    return (struct lsof_end){
        .ip = { bytes, bytes ? (size_t)sqlite3_column_bytes(statement, ip) : 0 },
        .address = walk_text(statement, address),
        .port = walk_number(statement, port),
    };
}

/* What the kernel calls the protocols of Internet sockets whose addresses no table shows. */
static const char *
node_of_name(struct slice name)
{
    static const struct {
        const char *name, *node;
    } nodes[] = {
        { "TCP", "TCP" },     { "TCPv6", "TCP" },     { "UDP", "UDP" },          { "UDPv6", "UDP" },
        { "MPTCP", "MPTCP" }, { "MPTCPv6", "MPTCP" }, { "UDP-Lite", "UDPLITE" }, { "UDPLITEv6", "UDPLITE" },
        { "SCTP", "SCTP" },   { "SCTPv6", "SCTP" },   { "DCCP", "DCCP" },        { "DCCPv6", "DCCP" },
    };

    for (size_t i = 0; i < sizeof(nodes) / sizeof(nodes[0]); i++)
        if (slice_is(name, nodes[i].name))
            return nodes[i].node;
    return NULL;
}

static struct lsof_socket
read_socket(sqlite3_stmt *statement)
{
    struct lsof_socket socket = {
        .net_namespace = walk_number(statement, NET_NAMESPACE),
        .family = number_or_none(statement, FAMILY),
        .protocol = number_or_none(statement, PROTOCOL),
        .type = walk_text(statement, SOCKET_TYPE),
        .state = walk_text(statement, STATE),
        .path = walk_text(statement, PATH),
        .local = read_end(statement, LOCAL_IP, LOCAL_ADDRESS, LOCAL_PORT),
        .remote = read_end(statement, REMOTE_IP, REMOTE_ADDRESS, REMOTE_PORT),
        .recv_q = walk_number(statement, RECV_Q),
        .send_q = walk_number(statement, SEND_Q),
        .uid = walk_number(statement, SOCKET_UID),
        .inode = walk_number(statement, SOCKET_INODE),
        .diag_member = walk_number(statement, DIAG_MEMBER),
        .diag_line = walk_number(statement, DIAG_LINE),
        .st = walk_number(statement, RAW_STATE),
        .protocol_name = walk_text(statement, PROTOCOL_NAME),
        .ownership = walk_text(statement, OWNERSHIP),
    };

    /* The text tables say 0 of a listener, which is what lsof prints; a dump, the longest backlog. */
    if (slice_is(socket.state, "LISTEN") && socket.send_q.known)
        socket.send_q.value = 0;
    if (!socket.inode.known)
        socket.inode = walk_number(statement, INODE);
    if (socket.family == 2 || socket.family == 10)
        socket.node = protocol_of_internet(socket.protocol);
    if (!socket.node)
        socket.node = node_of_name(socket.protocol_name);
    return socket;
}

/* Of an anonymous inode, fdinfo may say more: what an epoll watches, the number of an eventfd, the process of a pidfd. */
static int
add_fdinfo(struct walk *walk, const struct lsof_process *process, int64_t tid, struct lsof_file *file,
           const char **eventfd, struct error *error)
{
    struct bind bind = bind_begin(walk->statements[WALK_FDINFO]);
    const char *texts[3];
    int step;

    (void)sqlite3_reset(bind.statement); /* its error was that of the last row */
    bind_number(&bind, process->pid);
    bind_number(&bind, tid);
    bind_number(&bind, file->number);
    step = bind_run(&bind, error);
    if (step != 1)
        return step;
    for (int i = 0; i < 3; i++)
        texts[i] = (const char *)sqlite3_column_text(bind.statement, i);
    *eventfd = texts[1];
    for (int i = 0; i < 3; i++)
        if (texts[i] && file->name.len > 0 && file->name.ptr[file->name.len - 1] == ']') {
            file->name.len--;
            buffer_format(&file->name, ":%s]", texts[i]);
        }
    return 0;
}

/* What stat(2) says of these is no size: lsof shows where in them the descriptor is. */
static bool
has_size(const char *type)
{
    return strcmp(type, "CHR") != 0 && strcmp(type, "BLK") != 0 && strcmp(type, "FIFO") != 0;
}

static void
read_file(struct walk *walk, sqlite3_stmt *statement, const struct lsof_process *process, struct lsof_file *file)
{
    struct slice mode = walk_text(statement, MODE), type = walk_text(statement, FILE_TYPE);
    struct slice lock = walk_text(statement, LOCK), target = walk_text(statement, TARGET);
    char place[80]; /* two numbers and a path of ours */

    file->access = slice_is(mode, "rw") ? 'u' : mode.len == 1 && mode.ptr[0] != '-' ? mode.ptr[0] : ' ';
    file->lock = lock.len == 1 ? lock.ptr[0] : ' ';
    file->device = walk_number(statement, DEVICE);
    file->raw_device = walk_number(statement, RAW_DEVICE);
    file->size = walk_number(statement, SIZE);
    file->links = walk_number(statement, LINKS);
    file->offset = walk_number(statement, POSITION);
    file->inode = walk_number(statement, file->socket ? INODE : FILE_INODE);
    if (!file->inode.known)
        file->inode = walk_number(statement, INODE);
    if (target.ptr) {
        file->link = target;
        file->deleted = target.len > 10 && memcmp(target.ptr + target.len - 10, " (deleted)", 10) == 0;
    } else if (!file->socket) {
        const char *error = (const char *)sqlite3_column_text(statement, ERRNO);

        if (snprintf(place, sizeof(place), "/proc/%" PRId64, process->pid) < 0)
            place[0] = '\0';
        if (process->tid != 0 &&
            snprintf(place + strlen(place), sizeof(place) - strlen(place), "/task/%" PRId64, process->tid) < 0)
            place[0] = '\0';
        if (snprintf(place + strlen(place), sizeof(place) - strlen(place), "/fd/%" PRId64, file->number) < 0)
            place[0] = '\0';
        file->type = "unknown";
        describe_unread(file, place, "readlink", error);
        return;
    }
    if (file->socket) {
        if (process->pid >= 0)
            file->offset = maybe_of(0); /* a socket has no other: sock_alloc_file() in net/socket.c makes it a stream */
        describe_socket(file, walk->lookup, walk->big_endian);
        return;
    }
    describe_link(file, walk_text(statement, KIND));
    if (type.ptr)
        file->type = type.ptr;
    if (!has_size(file->type))
        file->size = (struct maybe){ 0 };
}

/* Hands on a socket that no process has: in the place of the process stands why. */
static int
hand_on_unowned(struct walk *walk, struct lsof_file *file, struct error *error)
{
    struct lsof_process nobody = { .pid = -1, .uid = file->socket->uid };
    int rc;

    nobody.command = xasprintf("- (%s)", file->socket->ownership.ptr);
    if (nobody.uid.known)
        nobody.user = lookup_user(walk->lookup, nobody.uid.value, &nobody.user_is_name);
    rc = walk_file(walk, &nobody, file, NULL, error);
    free(nobody.command);
    free(nobody.user);
    return rc;
}

static int
handle(struct walk *walk, sqlite3_stmt *statement, const struct lsof_process *process, int64_t tid, struct error *error)
{
    struct slice kind = walk_text(statement, KIND);
    bool is_socket = slice_is(kind, "socket");
    struct lsof_socket socket;
    struct lsof_file file = walk_new_file(NULL, number_or_none(statement, FD));
    const char *eventfd = NULL;
    int rc = 0;

    if (is_socket) {
        socket = read_socket(statement);
        file.socket = &socket;
    }
    read_file(walk, statement, process, &file);
    if (process->pid < 0)
        return hand_on_unowned(walk, &file, error);
    if (is_socket && socket.ownership.ptr)
        buffer_format(&file.name, " (%s)", socket.ownership.ptr);
    if (slice_is(kind, "anon_inode"))
        rc = add_fdinfo(walk, process, tid, &file, &eventfd, error);
    return walk_file(walk, process, &file, eventfd, error) || rc ? -1 : 0;
}

int
walk_descriptors(struct walk *walk, const struct lsof_process *process, int64_t tid, struct error *error)
{
    struct bind bind = bind_begin(walk->statements[process->pid < 0 ? WALK_UNOWNED : WALK_DESCRIPTORS]);
    int step;

    if (process->pid >= 0) {
        bind_number(&bind, process->pid);
        bind_number(&bind, tid);
    }
    while ((step = bind_run(&bind, error)) == 1)
        if (handle(walk, bind.statement, process, tid, error)) {
            step = -1;
            break;
        }
    (void)sqlite3_reset(bind.statement); /* its error is that of the step */
    return step;
}
