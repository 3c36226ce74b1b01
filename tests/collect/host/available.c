#include "tests/support/test.h"

#include "collect/host/available.h"

static uint64_t
read_by(uint64_t (*reader)(const struct bytes *text), const char *text)
{
    struct bytes bytes = { 0 };
    uint64_t available;

    bytes_text(&bytes, text);
    available = reader(&bytes);
    bytes_free(&bytes);
    return available;
}

static uint64_t
of_meminfo(const char *text)
{
    return read_by(available_of_meminfo, text);
}

static uint64_t
of_bound(const char *text)
{
    return read_by(available_of_bound, text);
}

TEST(memory_that_is_to_be_had)
{
    assert_int_equal(of_meminfo("MemTotal: 59000 kB\nMemFree: 1000 kB\nMemAvailable:   23004 kB\nCached: 9 kB\n"),
                     23004 << 10);
    /* before Linux 3.14, and a kernel without the lines that tell what it can give up */
    assert_int_equal(
        of_meminfo("MemTotal: 59000 kB\nMemFree:   1000 kB\nBuffers: 20 kB\nCached: 300 kB\nSwapCached: 7 kB\n"),
        1320 << 10);
    assert_int_equal(of_meminfo("MemFree: 1000 kB"), 1000 << 10);
    /* Linux 2.4 begins with a table; what is no number tells nothing */
    assert_int_equal(of_meminfo("        total:    used:\nMem:  10 20\nMemFree:       2 kB\n"), 2 << 10);
    assert_true(of_meminfo("") == UINT64_MAX);
    assert_true(of_meminfo("MemFree: much kB\nMemTotal: 1 kB\n") == UINT64_MAX);
    assert_true(of_meminfo("MemAvailable: 18446744073709551615 kB\n") == UINT64_MAX);
}

static void
assert_cgroup(const char *text, const char *name, const char *directory)
{
    struct bytes cgroup = { 0 }, have = { 0 };
    const char *file;

    bytes_text(&cgroup, text);
    file = available_cgroup(&cgroup, &have);
    assert_true((file == NULL) == (name == NULL));
    if (name)
        assert_string_equal(file, name);
    assert_string_equal(bytes_string(&have), directory);
    bytes_free(&cgroup);
    bytes_free(&have);
}

TEST(memory_of_the_cgroup)
{
    assert_cgroup("0::/user.slice/a:b\n", "memory.max", "/user.slice/a:b");
    assert_cgroup("0::/\n", "memory.max", "/");
    assert_cgroup("0::/unified\n4:memory:/box\n3:cpu,cpuacct:/other\n", "memory.limit_in_bytes", "/memory/box");
    assert_cgroup("4:memory:/box\n0::/unified\n", "memory.limit_in_bytes", "/memory/box");
    assert_cgroup("3:cpu,cpuacct:/memory:/x\n", NULL, "");
    assert_cgroup("", NULL, "");
}

/* As the kernel prints them, with a newline (cgroup_file_show(), kernel/cgroup/cgroup.c; mem_cgroup_read_u64(), mm/memcontrol.c). */
TEST(memory_bounds_of_cgroups)
{
    assert_int_equal(of_bound("16777216\n"), 16777216);
    assert_int_equal(of_bound("0\n"), 0);
    assert_true(of_bound("max\n") == UINT64_MAX);
    assert_true(of_bound("") == UINT64_MAX);
    assert_true(of_bound("16777216 x\n") == UINT64_MAX);
}
