#include "analyze/load/inet_fields.h"

static const struct name {
    const char *text; /* in proc_net_inet */
    const char *dump; /* in diag_inet */
    enum column_type type;
    bool may_end; /* a text may end before it */
} names[INET_FIELDS] = {
    [INET_NET_NAMESPACE] = { "net_namespace", "net_namespace", COLUMN_INTEGER },
    [INET_PASS] = { "pass", "pass", COLUMN_TEXT },
    [INET_FAMILY] = { "family", "family", COLUMN_INTEGER },
    [INET_PROTOCOL] = { "protocol", "protocol", COLUMN_INTEGER },
    [INET_LOCAL_IP] = { "local_ip", "local_ip", COLUMN_BLOB },
    [INET_LOCAL_PORT] = { "local_port", "local_port", COLUMN_INTEGER },
    [INET_REMOTE_IP] = { "remote_ip", "remote_ip", COLUMN_BLOB },
    [INET_REMOTE_PORT] = { "remote_port", "remote_port", COLUMN_INTEGER },
    [INET_STATE] = { "st", "state", COLUMN_INTEGER },
    [INET_TIMER] = { "timer", "timer", COLUMN_INTEGER },
    [INET_RECV_Q] = { "rx_queue", "rqueue", COLUMN_INTEGER },
    [INET_SEND_Q] = { "tx_queue", "wqueue", COLUMN_INTEGER },
    [INET_UID] = { "uid", "uid", COLUMN_INTEGER, true },
    [INET_INODE] = { "inode", "inode", COLUMN_INTEGER, true },
    [INET_INTERFACE] = { NULL, "interface_index", COLUMN_INTEGER },
    [INET_COOKIE] = { NULL, "cookie", COLUMN_INTEGER },
};

int
inet_fields_of(const struct table *table, bool dump, struct inet_fields *fields, struct error *error)
{
    *fields = (struct inet_fields){ .table = table, .dump = dump };
    for (size_t i = 0; i < INET_FIELDS; i++) {
        const char *name = dump ? names[i].dump : names[i].text;
        enum column_type type = names[i].may_end && !dump ? COLUMN_MAYBE : names[i].type;
        size_t at = 0;

        if (!name)
            continue;
        while (at < table->count && strcmp(table->columns[at].name, name) != 0)
            at++;
        if (at == table->count || table->columns[at].type != type)
            return error_set(error, "table %s: column %s is not what sockets are made of", table->name, name);
        fields->offsets[i] = table->columns[at].offset;
    }
    return 0;
}

static const void *
at(const struct inet_fields *fields, const void *record, enum inet_field field)
{
    return (const char *)record + fields->offsets[field];
}

static int64_t
number(const struct inet_fields *fields, const void *record, enum inet_field field)
{
    return *(const int64_t *)at(fields, record, field);
}

/* A number that a text may end before. */
static struct maybe
maybe(const struct inet_fields *fields, const void *record, enum inet_field field)
{
    return fields->dump ? maybe_of(number(fields, record, field)) : *(const struct maybe *)at(fields, record, field);
}

/* A number that the kernel has as many bytes for; what a hostile text has beyond means nothing. */
static uint64_t
narrow_number(int64_t value, uint64_t most)
{
    return value < 0 || (uint64_t)value > most ? most : (uint64_t)value;
}

static uint64_t
narrow(const struct inet_fields *fields, const void *record, enum inet_field field, uint64_t most)
{
    return narrow_number(number(fields, record, field), most);
}

static uint8_t
address(const struct inet_fields *fields, const void *record, enum inet_field field, unsigned char ip[16])
{
    const struct blob *blob = at(fields, record, field);
    size_t len = !blob->ptr ? 0 : blob->len > 16 ? 16 : blob->len;

    if (len > 0)
        memcpy(ip, blob->ptr, len);
    return (uint8_t)len;
}

static uint8_t
seen(const struct inet_fields *fields, const void *record)
{
    bool second = slice_is(*(const struct slice *)at(fields, record, INET_PASS), "after");
    unsigned pass = second ? INET_SECOND_PASS : INET_FIRST_PASS;

    return (uint8_t)(pass | (fields->dump ? INET_DIAG : second ? INET_AFTER : INET_BEFORE));
}

void
inet_fields_read(const struct inet_fields *f, const void *record, struct inet_row *row)
{
    struct maybe inode = maybe(f, record, INET_INODE), uid = maybe(f, record, INET_UID);

    row->inode = inode.known ? inode.value : 0;
    row->no_inode = !inode.known;
    row->no_uid = !uid.known;
    row->net_namespace = number(f, record, INET_NET_NAMESPACE);
    row->recv_q = number(f, record, INET_RECV_Q);
    row->send_q = number(f, record, INET_SEND_Q);
    row->uid = uid.known ? (uint32_t)narrow_number(uid.value, UINT32_MAX) : 0;
    row->local_port = (uint16_t)narrow(f, record, INET_LOCAL_PORT, UINT16_MAX);
    row->remote_port = (uint16_t)narrow(f, record, INET_REMOTE_PORT, UINT16_MAX);
    row->protocol = (uint16_t)narrow(f, record, INET_PROTOCOL, UINT16_MAX);
    row->family = (uint8_t)narrow(f, record, INET_FAMILY, UINT8_MAX);
    row->state = (uint8_t)narrow(f, record, INET_STATE, UINT8_MAX);
    row->timer = (uint8_t)narrow(f, record, INET_TIMER, UINT8_MAX);
    row->seen = seen(f, record);
    row->local_len = address(f, record, INET_LOCAL_IP, row->local);
    row->remote_len = address(f, record, INET_REMOTE_IP, row->remote);
    if (!f->dump)
        return;
    row->cookie = number(f, record, INET_COOKIE);
    row->interface_index = (uint32_t)narrow(f, record, INET_INTERFACE, UINT32_MAX);
}
