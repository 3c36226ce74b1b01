#include "collect/netns/finder.h"

#include "collect/base/errand.h"
#include "collect/base/text.h"
#include "collect/netns/namespace.h"

#include <errno.h>
#include <sys/resource.h>

static void
raise_descriptor_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
        return;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit); /* if it fails, the manifest has the descriptors that could not be opened */
}

void
netns_finder_init(struct netns_finder *finder, struct host *host)
{
    struct bytes path = { 0 }, target = { 0 };
    int dir = host_self(host, "ns/net", &path);
    int error = errand_text(errand_link(dir, bytes_string(&path)), host_deadline(host), &target);

    *finder = (struct netns_finder){ .host = host, .is_live = host->is_procfs, .entering = PTHREAD_MUTEX_INITIALIZER };
    netns_table_init(&finder->found);
    mount_table_init(&finder->table);
    kernel_mounts_init(&finder->others, host_limits(host)->kernel_mounts);
    inodes_init(&finder->entered);
    finder->own = !error && target.len > 0 ? text_link_number(text_of(&target)) : 0;
    bytes_free(&target);
    bytes_free(&path);
    raise_descriptor_limit();
}

void
netns_finder_free(struct netns_finder *finder)
{
    netns_table_free(&finder->found);
    mount_table_free(&finder->table);
    kernel_mounts_free(&finder->others);
    inodes_free(&finder->entered);
}

bool
netns_finder_has_mounts(struct netns_finder *finder, uint64_t inode)
{
    for (size_t i = 0; finder->mounts && i < finder->mounts->count; i++)
        if (finder->mounts->list[i].inode == inode)
            return true;
    return inode > UINT32_MAX || !inodes_add(&finder->entered, (uint32_t)inode);
}
