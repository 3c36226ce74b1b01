#include "collect/host/host_facts.h"

#include "collect/base/directory.h"
#include "collect/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Bytes.  The files that are read here are smaller, except for the program. */
#define SMALL_FILE 16384

void
host_facts_drop(void *work)
{
    struct own_file *own = work;

    if (!own)
        return;
    bytes_free(&own->path);
    bytes_free(&own->names);
    free(own->inodes);
    free(own);
}

static struct errand *
start_own(const struct host *host, const char *file, const struct errand_kind *errand)
{
    struct own_file *own = calloc(1, sizeof(*own));

    if (own)
        own->dir = host_self(host, file, &own->path);
    return errand_start(errand, own);
}

static void
digest_file(struct guard *guard, void *work)
{
    struct own_file *own = work;
    char buffer[SMALL_FILE];
    int fd = guard_openat(guard, own->dir, bytes_string(&own->path), O_RDONLY);
    ssize_t count = fd < 0 ? -1 : 1;

    digest_start(&own->digest);
    while (fd >= 0 && (count = guard_read(guard, fd, buffer, sizeof(buffer))) > 0)
        digest_add(&own->digest, buffer, (size_t)count);
    own->error = count < 0 ? errno : 0;
    if (fd >= 0)
        guard_close(guard, fd);
}

static const struct errand_kind digesting = { .run = digest_file, .drop = host_facts_drop };

static uint64_t
read_namespace(struct guard *guard, int dir, const char *name, int *error)
{
    char target[64]; /* longer than any "<name>:[<number>]" */
    ssize_t len = guard_readlinkat(guard, dir, name, target, sizeof(target));

    if (len < 0 && errno != EINVAL) /* no link, before Linux 3.8 */
        *error = errno;
    return len > 0 ? text_link_number((struct text){ target, (size_t)len }) : 0;
}

static void
list_namespaces(struct guard *guard, void *work)
{
    struct own_file *own = work;
    int fd = guard_openat(guard, own->dir, bytes_string(&own->path), O_RDONLY | O_DIRECTORY);
    size_t count = 0;

    if (fd < 0 || directory_names(guard, fd, DIRECTORY_ALL, limits_usual.names, &own->names) != 0)
        own->error = errno;
    for (size_t i = 0; i < own->names.len; i++)
        count += own->names.data[i] == '\0';
    own->inodes = calloc(count + 1, sizeof(*own->inodes));
    if (!own->inodes)
        own->error = ENOMEM;
    for (size_t i = 0, k = 0; own->inodes && i < own->names.len; i += strlen(own->names.data + i) + 1)
        own->inodes[k++] = read_namespace(guard, fd, own->names.data + i, &own->error);
    if (fd >= 0)
        guard_close(guard, fd);
}

static const struct errand_kind listing = { .run = list_namespaces, .drop = host_facts_drop };

void
host_facts_ask(struct host_facts *q, const struct host *host)
{
    struct bytes status = { 0 };
    int self = host_self(host, "status", &status);

    q->deadline = host_deadline(host);
    q->etc_error = host->etc_error;
    q->sys_error = host->sys_error;
    q->tool = start_own(host, "exe", &digesting);
    q->namespaces = start_own(host, "ns", &listing);
    q->machine_id = host->etc < 0 ? NULL : errand_read(host->etc, "machine-id", SMALL_FILE);
    q->boot_id = errand_read(host_proc(host, BOOT_ID), BOOT_ID, SMALL_FILE);
    q->byte_order = host->sys < 0 ? NULL : errand_read(host->sys, CPU_BYTEORDER, SMALL_FILE);
    q->status = errand_read(self, bytes_string(&status), SMALL_FILE);
    bytes_free(&status);
}
