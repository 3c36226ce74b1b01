/* census.c on a directory that looks like /proc. */
#include "tests/support/test.h"

#include "collect/netns/census.h"
#include "tests/support/bytes.h"
#include "tests/support/temporary.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct fake {
    char path[32];
    struct host host;
    struct census census;
};

static struct fake
new_fake(void)
{
    struct fake fake = { .path = "/tmp/collect-census-XXXXXX" };

    fake.host.proc = temporary_make(fake.path);
    fake.host.visible = fake.host.sys = fake.host.etc = fake.host.run = fake.host.private_proc = -1;
    return fake;
}

static void
remove_fake(struct fake *fake)
{
    census_free(&fake->census);
    temporary_remove(fake->path, fake->host.proc);
}

static void
put_directory(struct fake *fake, const char *name)
{
    assert_int_equal(mkdirat(fake->host.proc, name, 0700), 0);
}

/* A task below "<pid>" or "<pid>/task/<tid>"; NULL links are not there. */
static void
put_task(struct fake *fake, const char *name, const char *net, const char *mnt)
{
    char path[64];

    put_directory(fake, name);
    snprintf(path, sizeof(path), "%s/ns", name);
    put_directory(fake, path);
    snprintf(path, sizeof(path), "%s/ns/net", name);
    assert_true(!net || symlinkat(net, fake->host.proc, path) == 0);
    snprintf(path, sizeof(path), "%s/ns/mnt", name);
    assert_true(!mnt || symlinkat(mnt, fake->host.proc, path) == 0);
}

/* A process whose namespaces have no links, but tables. */
static void
put_table(struct fake *fake, const char *name)
{
    char path[64];
    int fd;

    put_directory(fake, name);
    snprintf(path, sizeof(path), "%s/net", name);
    put_directory(fake, path);
    snprintf(path, sizeof(path), "%s/net/dev", name);
    fd = openat(fake->host.proc, path, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0 && close(fd) == 0);
}

static void
take(struct fake *fake, const struct numbers *only)
{
    struct error error = { 0 };

    fake->host.proc_path = fake->path; /* which new_fake() returned by value */
    assert_int_equal(census_take(&fake->census, &fake->host, only, &error), 0);
}

/* "inode: pid/tid pid/tid; inode: …" */
static void
expect(const struct namespaces *n, const char *want)
{
    struct bytes have = { 0 };

    for (size_t i = 0; i < n->count; i++) {
        bytes_format(&have, "%s%llu:", i ? "; " : "", (unsigned long long)n->list[i].inode);
        for (size_t k = 0; k < n->list[i].count; k++)
            bytes_format(&have, " %u/%u", n->list[i].inhabitants[k].pid, n->list[i].inhabitants[k].tid);
    }
    expect_bytes(&have, want);
}

TEST(census_of_processes_and_threads)
{
    struct fake fake = new_fake();

    put_task(&fake, "7", "net:[200]", "mnt:[30]");
    put_task(&fake, "2", "net:[100]", "mnt:[30]");
    put_task(&fake, "10", "net:[200]", "mnt:[31]");
    put_directory(&fake, "7/task");
    put_task(&fake, "7/task/7", "net:[200]", "mnt:[30]");
    put_task(&fake, "7/task/8", "net:[300]", "mnt:[30]");
    put_task(&fake, "7/task/9", "net:[200]", "mnt:[32]");
    take(&fake, NULL);
    assert_int_equal(fake.census.count, 3);
    expect(&fake.census.net, "100: 2/2; 200: 7/7 10/10; 300: 7/8");
    expect(&fake.census.mnt, "30: 2/2 7/7; 31: 10/10; 32: 7/9");
    /* One task of each mount namespace reads its mounts; a thread has the mount namespace of its process. */
    assert_true(fake.census.processes[0].reads_mounts);
    assert_true(fake.census.processes[1].reads_mounts);
    assert_true(fake.census.processes[2].reads_mounts);
    remove_fake(&fake);
}

/* The links of a zombie leader fail with ENOENT, but those of its other threads do not. */
TEST(census_of_a_leader_that_is_a_zombie)
{
    struct fake fake = new_fake();

    put_task(&fake, "5", NULL, NULL);
    put_directory(&fake, "5/task");
    put_task(&fake, "5/task/5", NULL, NULL);
    put_task(&fake, "5/task/6", "net:[100]", "mnt:[30]");
    put_task(&fake, "8", "net:[100]", NULL);
    take(&fake, NULL);
    expect(&fake.census.net, "100: 5/6 8/8");
    expect(&fake.census.mnt, "30: 5/6");
    assert_true(census_find(&fake.census, 8)->reads_mounts); /* its mount namespace is unknown */
    remove_fake(&fake);
}

TEST(census_of_names_and_links_that_are_anything)
{
    struct fake fake = new_fake();
    char endless[4000];

    memset(endless, '9', sizeof(endless) - 1);
    endless[sizeof(endless) - 1] = '\0';
    put_directory(&fake, "self");
    put_directory(&fake, "1x");
    put_directory(&fake, "-1");
    put_directory(&fake, "99999999999999999999");
    put_task(&fake, "1", "net:[18446744073709551616]", "mnt:[]");
    put_task(&fake, "2", endless, "[");
    put_task(&fake, "3", "/proc/1/ns/net", "mnt:[12");
    put_task(&fake, "4", "net:[100]", "mnt:[30]");
    take(&fake, NULL);
    expect(&fake.census.net, "100: 4/4");
    expect(&fake.census.mnt, "30: 4/4");
    assert_int_equal(fake.census.count, 4);
    assert_null(census_find(&fake.census, 5));
    remove_fake(&fake);
}

/* Before Linux 3.0 the one network namespace has no number. */
TEST(census_of_a_kernel_without_links)
{
    struct fake fake = new_fake();

    put_directory(&fake, "1");
    put_directory(&fake, "2");
    take(&fake, NULL);
    expect(&fake.census.net, "0: 1/1 2/2");
    assert_true(host_has_fallen_back(&fake.host, FALLBACK_ns));
    remove_fake(&fake);
}

/* Before Linux 3.8 a file of which each namespace has its own tells them apart, and without it nothing is known of a process. */
TEST(census_of_a_kernel_with_tables_alone)
{
    struct fake fake = new_fake();
    char want[64];
    struct stat one, two;

    fake.host.is_procfs = true;
    for (const char *name = "1234"; *name; name++)
        put_table(&fake, (const char[]){ *name, '\0' });
    assert_int_equal(unlinkat(fake.host.proc, "3/net/dev", 0), 0);
    assert_int_equal(linkat(fake.host.proc, "1/net/dev", fake.host.proc, "3/net/dev", 0), 0);
    assert_int_equal(unlinkat(fake.host.proc, "4/net/dev", 0), 0);
    assert_int_equal(fstatat(fake.host.proc, "1/net/dev", &one, 0), 0);
    assert_int_equal(fstatat(fake.host.proc, "2/net/dev", &two, 0), 0);
    take(&fake, NULL);
    if (one.st_ino < two.st_ino)
        snprintf(want, sizeof(want), "%llu: 1/1 3/3; %llu: 2/2", (unsigned long long)one.st_ino,
                 (unsigned long long)two.st_ino);
    else
        snprintf(want, sizeof(want), "%llu: 2/2; %llu: 1/1 3/3", (unsigned long long)two.st_ino,
                 (unsigned long long)one.st_ino);
    expect(&fake.census.net, want);
    assert_true(host_has_fallen_back(&fake.host, FALLBACK_ns));
    assert_true(census_net_of(&fake.census, 3) == one.st_ino && census_net_of(&fake.census, 4) == 0);
    remove_fake(&fake);
}

TEST(census_of_pids_that_are_not_listed)
{
    unsigned only[] = { 3, 4 };
    const struct numbers numbers = { only, 2, 2 };
    struct fake fake = new_fake();

    put_task(&fake, "4", "net:[100]", "mnt:[30]");
    put_task(&fake, "5", "net:[200]", "mnt:[30]");
    take(&fake, &numbers); /* process 3 has ended meanwhile */
    assert_int_equal(fake.census.count, 2);
    assert_false(fake.census.processes[0].listed);
    assert_true(fake.census.processes[1].listed);
    expect(&fake.census.net, "100: 4/4");
    remove_fake(&fake);
}

/* When all of a few processes have ended, nothing follows about the kernel's namespaces. */
TEST(census_of_pids_that_have_all_gone)
{
    unsigned only[] = { 3, 4 };
    const struct numbers numbers = { only, 2, 2 };
    struct fake fake = new_fake();

    put_task(&fake, "5", "net:[200]", "mnt:[30]");
    take(&fake, &numbers);
    assert_int_equal(fake.census.count, 2);
    expect(&fake.census.net, "");
    assert_false(host_has_fallen_back(&fake.host, FALLBACK_ns));
    remove_fake(&fake);
}

TEST(census_keeps_namespaces_that_have_gone)
{
    struct fake before = new_fake(), after = new_fake();
    struct error error = { 0 };

    put_task(&before, "1", "net:[100]", NULL);
    put_task(&before, "2", "net:[200]", NULL);
    put_task(&before, "3", "net:[400]", NULL);
    put_task(&after, "2", "net:[200]", NULL);
    put_task(&after, "9", "net:[300]", NULL);
    take(&before, NULL);
    take(&after, NULL);
    assert_int_equal(census_keep_gone(&after.census, &before.census, &error), 0);
    expect(&after.census.net, "100:; 200: 2/2; 300: 9/9; 400:");
    remove_fake(&after);
    remove_fake(&before);
}

/* A namespace that was read keeps the tasks through which it was read. */
TEST(census_joins_an_earlier_one)
{
    struct fake after = new_fake(), others = new_fake();
    struct error error = { 0 };

    put_task(&after, "1", "net:[100]", "mnt:[30]");
    put_task(&after, "2", "net:[300]", NULL);
    put_task(&others, "7", "net:[200]", "mnt:[31]");
    put_task(&others, "8", "net:[300]", NULL);
    put_task(&others, "9", "net:[400]", NULL);
    take(&after, NULL);
    take(&others, NULL);
    assert_int_equal(census_join(&others.census, &after.census, &error), 0);
    expect(&others.census.net, "100: 1/1; 200: 7/7; 300: 2/2; 400: 9/9");
    expect(&others.census.mnt, "30: 1/1; 31: 7/7");
    remove_fake(&others);
    remove_fake(&after);
}
