#include "analyze/load/inet_merge.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/base/error.h"

enum { FIRST_ROOM = 256 };

void
inet_merge_clear(struct inet_merge *merge)
{
    free(merge->rows);
    *merge = (struct inet_merge){ 0 };
}

struct inet_row *
inet_merge_add(struct inet_merge *merge)
{
    if (merge->count == merge->room) {
        merge->room = merge->room ? merge->room * 2 : FIRST_ROOM;
        merge->rows = xrealloc(merge->rows, merge->room * sizeof(*merge->rows));
    }
    merge->rows[merge->count] = (struct inet_row){ 0 };
    return &merge->rows[merge->count++];
}

const struct inet_row *
inet_latest(const struct inet_socket *socket)
{
    if (!socket->text || !socket->dump)
        return socket->text ? socket->text : socket->dump;
    return socket->text->key > socket->dump->key ? socket->text : socket->dump;
}

static int
compare_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* All but the addresses: what one socket keeps. */
static int
compare_names(const struct inet_row *a, const struct inet_row *b)
{
    int result = compare_numbers(a->inode, b->inode);

    if (result == 0)
        result = compare_numbers(a->net_namespace, b->net_namespace);
    if (result == 0)
        result = compare_numbers(a->family, b->family);
    return result ? result : compare_numbers(a->protocol, b->protocol);
}

/* As SQLite orders blobs; what is behind the shorter one is 0. */
static int
compare_ips(const unsigned char a[16], size_t a_len, const unsigned char b[16], size_t b_len)
{
    int result = memcmp(a, b, 16);

    return result ? result : compare_numbers((int64_t)a_len, (int64_t)b_len);
}

static int
compare_addresses(const struct inet_row *a, const struct inet_row *b)
{
    int result = compare_ips(a->local, a->local_len, b->local, b->local_len);

    if (result == 0)
        result = compare_numbers(a->local_port, b->local_port);
    if (result == 0)
        result = compare_ips(a->remote, a->remote_len, b->remote, b->remote_len);
    return result ? result : compare_numbers(a->remote_port, b->remote_port);
}

struct order {
    int64_t inode; /* which nearly always decides */
    const struct inet_row *row;
};

static int
in_order(const void *left, const void *right)
{
    const struct order *a = left, *b = right;
    int result = compare_numbers(a->inode, b->inode);

    if (result == 0)
        result = compare_names(a->row, b->row);
    return result ? result : compare_addresses(a->row, b->row);
}

static struct order *
put_in_order(const struct inet_merge *merge)
{
    struct order *order = xmalloc((merge->count + 1) * sizeof(*order));

    for (size_t i = 0; i < merge->count; i++)
        order[i] = (struct order){ merge->rows[i].inode, &merge->rows[i] };
    qsort(order, merge->count, sizeof(*order), in_order);
    return order;
}

static void
take(struct inet_socket *socket, const struct inet_row *row)
{
    const struct inet_row **last = row->seen & INET_DIAG ? &socket->dump : &socket->text;

    if (!*last || row->key > (*last)->key)
        *last = row;
    socket->seen |= row->seen;
}

/* Whether rows of one name are of several sockets. */
static bool
are_several(const struct order *order, size_t count)
{
    const struct inet_row *dump = NULL, *last[2] = { NULL, NULL };
    bool moved = false;

    for (size_t i = 0; i < count; i++) {
        const struct inet_row *row = order[i].row;
        const struct inet_row **before = row->seen & INET_BEFORE ? &last[0] : &last[1];

        if (row->seen & INET_DIAG) {
            if (dump && dump->cookie != row->cookie)
                return true;
            dump = row;
            continue;
        }
        moved |= *before && compare_addresses(*before, row) != 0;
        *before = row;
    }
    /* A socket that was connected while the table was read also has two addresses, but only one cookie. */
    return moved && !dump;
}

/* Makes sockets of the rows of one name.  Returns how many. */
static size_t
merge_rows(const struct order *order, size_t count, struct inet_socket *sockets)
{
    bool by_address = order[0].inode == 0 || are_several(order, count);
    size_t made = 0;

    for (size_t i = 0; i < count; i++) {
        if (i == 0 || (by_address && compare_addresses(order[i - 1].row, order[i].row) != 0))
            sockets[made++] = (struct inet_socket){ .by_address = by_address };
        take(&sockets[made - 1], order[i].row);
    }
    return made;
}

struct inet_socket *
inet_merge_sockets(const struct inet_merge *merge, size_t *count)
{
    struct order *order = put_in_order(merge);
    struct inet_socket *sockets = xmalloc((merge->count + 1) * sizeof(*sockets));
    size_t next;

    *count = 0;
    for (size_t i = 0; i < merge->count; i = next) {
        for (next = i + 1; next < merge->count && compare_names(order[i].row, order[next].row) == 0;)
            next++;
        *count += merge_rows(&order[i], next - i, &sockets[*count]);
    }
    free(order);
    return sockets;
}
