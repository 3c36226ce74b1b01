/*
 * /proc/net/can-bcm/NAME: written by bcm_proc_show (net/can/bcm.c), one file for each connected socket.  The name is the inode of
 * the socket, before 2.6.37 its address in the kernel (which has a letter).  The first line is the socket; the lines below are what the
 * socket sends and waits for.
 */
#include "analyze/formats/lib/family_socket.h"

struct can_operation {
    int64_t net_namespace;
    struct slice pass;
    struct maybe inode;
    struct slice operation;
    int64_t can_id;
    struct slice interface_name;
    struct slice details;
};

static const struct column columns[] = {
    COLUMN(struct can_operation, net_namespace), COLUMN(struct can_operation, pass),
    COLUMN(struct can_operation, inode),         COLUMN(struct can_operation, operation),
    COLUMN(struct can_operation, can_id),        COLUMN(struct can_operation, interface_name),
    COLUMN(struct can_operation, details),
};
static const struct table table = TABLE("proc_net_can_operations", columns);
static const struct table *const tables[] = { &family_socket_table, &table, NULL };

static struct maybe
inode_of(struct slice file)
{
    static const char directory[] = "can-bcm/";
    struct maybe inode = { false, 0 };
    struct scan s;

    if (!slice_begins(file, directory))
        return inode;
    s = scan_of(slice_skip(file, sizeof(directory) - 1));
    scan_unsigned(&s, "inode", &inode.value);
    inode.known = scan_ok(&s) && scan_at_end(&s);
    return inode;
}

static int
parse_socket(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct family_socket row = family_socket_of(input, 29);

    row.protocol = maybe_of(2); /* CAN_BCM */
    row.type = maybe_of(2);     /* SOCK_DGRAM, the only one */
    row.inode = inode_of(input->file);
    scan_text(s, ">>>");
    scan_until(s, "sock", '/', &row.details);
    scan_until(s, "sk", '/', &row.details);
    scan_until(s, "bo", '/', &row.details);
    scan_until(s, "dropped messages", '/', &row.details);
    scan_space(s);
    scan_text(s, "bound");
    scan_word(s, "interface", &row.interface_name);
    scan_space(s);
    scan_text(s, "<<<");
    return format_row(sink, &family_socket_table, &row, s, line);
}

static int
parse_line(const struct format_input *input, struct scan *s, const struct format_sink *sink, size_t line)
{
    struct can_operation row = { .net_namespace = input->net_namespace, .pass = input->pass };

    if (slice_begins(s->rest, ">>>"))
        return parse_socket(input, s, sink, line);
    if (scan_ok(s) && scan_at_end(s))
        return 0;
    row.inode = inode_of(input->file);
    scan_until(s, "operation", ':', &row.operation);
    scan_hex(s, "id", &row.can_id);
    scan_word(s, "interface", &row.interface_name);
    scan_space(s);
    scan_rest(s, &row.details);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return format_lines(input, sink, NULL, parse_line);
}

const struct format format_can_bcm = { .name = "can_bcm", .parse = parse, .tables = tables };
