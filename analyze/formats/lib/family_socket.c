#include "analyze/formats/lib/family_socket.h"

static const struct column columns[] = {
    COLUMN(struct family_socket, net_namespace),
    COLUMN(struct family_socket, pass),
    COLUMN(struct family_socket, family),
    COLUMN(struct family_socket, protocol),
    COLUMN(struct family_socket, type),
    COLUMN(struct family_socket, state),
    COLUMN(struct family_socket, local_address),
    COLUMN(struct family_socket, remote_address),
    COLUMN(struct family_socket, interface_name),
    COLUMN(struct family_socket, ref_count),
    COLUMN(struct family_socket, recv_q),
    COLUMN(struct family_socket, send_q),
    COLUMN(struct family_socket, uid),
    COLUMN(struct family_socket, inode),
    COLUMN(struct family_socket, parent_inode),
    COLUMN(struct family_socket, details),
};
const struct table family_socket_table = TABLE("proc_net_family_sockets", columns);

struct family_socket
family_socket_of(const struct format_input *input, int64_t family)
{
    return (struct family_socket){ .net_namespace = input->net_namespace, .pass = input->pass, .family = family };
}

void
scan_known_dec(struct scan *s, const char *want, struct maybe *out)
{
    scan_dec(s, want, &out->value);
    out->known = scan_ok(s);
}

void
scan_known_unsigned(struct scan *s, const char *want, struct maybe *out)
{
    scan_unsigned(s, want, &out->value);
    out->known = scan_ok(s);
}

void
scan_known_signed(struct scan *s, const char *want, struct maybe *out)
{
    scan_signed(s, want, &out->value);
    out->known = scan_ok(s);
}

void
scan_known_hex(struct scan *s, const char *want, struct maybe *out)
{
    scan_hex(s, want, &out->value);
    out->known = scan_ok(s);
}

void
scan_known_u32(struct scan *s, const char *want, struct maybe *out)
{
    scan_u32(s, want, &out->value);
    out->known = scan_ok(s);
}

void
scan_words(struct scan *s, const char *want, size_t count, struct slice *out)
{
    struct slice word = { NULL, 0 };
    const char *start;

    scan_space(s);
    start = s->rest.ptr;
    for (size_t i = 0; i < count; i++)
        scan_word(s, want, &word);
    if (scan_ok(s))
        *out = (struct slice){ start, (size_t)(s->rest.ptr - start) };
}
