#include "collect/base/escape.h"
#include "collect/base/limits.h"
#include "collect/netns/netns.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *
netns_how_name(enum netns_how how)
{
    static const char *const names[NETNS_HOWS] = { "mount", "descriptor", "socket", "tun", "listns" };

    return names[how];
}

void
netns_table_init(struct netns_table *table)
{
    *table = (struct netns_table){ .lock = PTHREAD_MUTEX_INITIALIZER };
}

void
netns_table_free(struct netns_table *table)
{
    for (size_t i = 0; i < table->count; i++)
        if (table->list[i].fd >= 0)
            close(table->list[i].fd);
    for (size_t i = 0; i < table->sighting_count; i++)
        bytes_free(&table->sightings[i].where);
    free(table->list);
    free(table->sightings);
    table->list = NULL;
    table->sightings = NULL;
    table->count = table->cap = table->sighting_count = table->sighting_cap = 0;
}

/* Makes room for one more element.  Returns the array, which may have moved, or NULL without memory. */
static void *
room_for(void *list, size_t count, size_t *cap, size_t size)
{
    size_t larger = *cap ? *cap * 2 : 64;
    void *moved;

    if (count < *cap)
        return list;
    moved = realloc(list, larger * size);
    if (moved)
        *cap = larger;
    return moved;
}

/* The index at which the namespace is in the list, or should be inserted. */
static size_t
place_of(const struct netns_table *table, uint64_t inode)
{
    size_t low = 0, high = table->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (table->list[middle].inode < inode)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct netns *
find(const struct netns_table *table, uint64_t inode)
{
    size_t at = place_of(table, inode);

    return at < table->count && table->list[at].inode == inode ? &table->list[at] : NULL;
}

/* With the lock held.  The namespace with that inode, which is added if need be; NULL without memory. */
static struct netns *
find_or_add(struct netns_table *table, uint64_t inode, bool *added)
{
    size_t at = place_of(table, inode);
    struct netns *list;

    *added = false;
    if (at < table->count && table->list[at].inode == inode)
        return &table->list[at];
    list = room_for(table->list, table->count, &table->cap, sizeof(*list));
    if (!list) {
        table->failed = true;
        return NULL;
    }
    table->list = list;
    memmove(list + at + 1, list + at, (table->count - at) * sizeof(*list));
    list[at] = (struct netns){ .inode = inode, .fd = -1 };
    table->count++;
    *added = true;
    return &list[at];
}

void
netns_add_inhabited(struct netns_table *table, uint64_t inode)
{
    struct netns *ns;
    bool added;

    pthread_mutex_lock(&table->lock);
    ns = find_or_add(table, inode, &added);
    if (ns)
        ns->error = 0;
    pthread_mutex_unlock(&table->lock);
}

bool
netns_is_known(struct netns_table *table, uint64_t inode)
{
    const struct netns *ns;
    bool known;

    pthread_mutex_lock(&table->lock);
    ns = find(table, inode);
    known = ns && ns->error == 0;
    pthread_mutex_unlock(&table->lock);
    return known;
}

bool
netns_has_descriptor(struct netns_table *table, uint64_t inode)
{
    const struct netns *ns;
    bool has;

    pthread_mutex_lock(&table->lock);
    ns = find(table, inode);
    has = ns && ns->fd >= 0;
    pthread_mutex_unlock(&table->lock);
    return has;
}

/*
 * Whether the mount point is listed already.  A new mount namespace starts with copies of all mounts, so most repeat.
 */
static bool
is_listed(const struct netns_table *table, uint64_t inode, const struct bytes *where)
{
    for (size_t i = 0; i < table->sighting_count; i++)
        if (table->sightings[i].how == NETNS_MOUNT && table->sightings[i].inode == inode &&
            bytes_equal(&table->sightings[i].where, where))
            return true;
    return false;
}

/* With the lock held.  Takes over `where`. */
static void
add_sighting(struct netns_table *table, struct netns *ns, enum netns_how how, unsigned pid, struct bytes *where)
{
    struct netns_sighting *list;

    if (ns->sightings[how] >= LIMIT_SIGHTINGS || (how == NETNS_MOUNT && is_listed(table, ns->inode, where)) ||
        (how == NETNS_LISTNS && ns->sightings[how] > 0)) {
        bytes_free(where);
        return;
    }
    list = room_for(table->sightings, table->sighting_count, &table->sighting_cap, sizeof(*list));
    if (!list) {
        table->failed = true;
        bytes_free(where);
        return;
    }
    table->sightings = list;
    list[table->sighting_count++] = (struct netns_sighting){ ns->inode, how, pid, *where };
    ns->sightings[how]++;
}

/*
 * Whether to keep the descriptor.  The first is kept, even if the namespace has tasks, since those may end before it is
 * read; then only below LIMIT_SPARE_DESCRIPTOR.
 */
static bool
keeps(struct netns *ns, bool added, int fd, int error)
{
    bool has_tasks = !added && ns->error == 0;

    if (fd < 0) {
        if (added)
            ns->error = error;
        return false;
    }
    if (ns->fd >= 0 || (has_tasks && fd >= LIMIT_SPARE_DESCRIPTOR))
        return false;
    ns->fd = fd;
    ns->error = 0;
    return true;
}

void
netns_add(struct netns_table *table, uint64_t inode, enum netns_how how, unsigned pid, const char *where, int fd,
          int error)
{
    struct bytes escaped = { 0 };
    struct netns *ns;
    bool added, kept = false;

    escape_target(&escaped, where, strlen(where));
    pthread_mutex_lock(&table->lock);
    ns = find_or_add(table, inode, &added);
    if (ns) {
        kept = keeps(ns, added, fd, error);
        add_sighting(table, ns, how, pid, &escaped);
    } else {
        bytes_free(&escaped);
    }
    pthread_mutex_unlock(&table->lock);
    if (fd >= 0 && !kept)
        close(fd);
}

void
netns_keep(struct netns_table *table, uint64_t inode, int fd)
{
    struct netns *ns;
    bool kept;

    pthread_mutex_lock(&table->lock);
    ns = find(table, inode);
    kept = ns && keeps(ns, false, fd, 0);
    pthread_mutex_unlock(&table->lock);
    if (!kept)
        close(fd);
}

void
netns_set_owner(struct netns_table *table, uint64_t inode, uint64_t userns)
{
    struct netns *ns;

    pthread_mutex_lock(&table->lock);
    ns = find(table, inode);
    if (ns && userns)
        ns->userns = userns;
    pthread_mutex_unlock(&table->lock);
}
