/* The kernel text that collect itself parses, which is no more than it needs to go on. */
#include "tests/support/test.h"

#include "collect/base/directory.h"
#include "collect/host/sources.h"
#include "collect/netns/namespace.h"
#include "collect/process/context.h"
#include "collect/process/process.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static struct process_stat
parse(const char *text)
{
    return process_stat_parse(text, strlen(text));
}

#define TAIL " S 1 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 12 0 3456 789 10\n"

TEST(process_stat_finds_threads_and_start_time)
{
    struct process_stat stat = parse("812 (nc)" TAIL);

    assert_int_equal(stat.threads, 12);
    assert_int_equal(stat.start_time, 3456);
}

TEST(process_stat_survives_any_comm)
{
    assert_int_equal(parse("812 (a) b (c)" TAIL).start_time, 3456);
    assert_int_equal(parse("812 () S 1 1 1\n)" TAIL).start_time, 3456);
    assert_int_equal(parse("812 (a\nb)" TAIL).threads, 12);
}

TEST(process_stat_knows_what_it_does_not_know)
{
    assert_int_equal(parse("").start_time, 0);
    assert_int_equal(parse("812 (nc").start_time, 0);
    assert_int_equal(parse("812 (nc) S 1 2 3").threads, 0);
    assert_int_equal(parse("812 (nc)").start_time, 0);
    assert_int_equal(parse("812 (nc) S 1 7 7 0 -1 4 1 2 3 4 5 6 7 8 20 0 x 0 y 789\n").start_time, 0);
}

TEST(sources_come_in_their_order)
{
    size_t first = source_next(SCOPE_PROCESS, 0);

    assert_string_equal(sources[first].path, "stat"); /* its start time identifies a process */
    assert_int_equal(source_next(SCOPE_PROCESS, source_count), source_count);
    for (size_t i = 0; i < source_count; i++)
        assert_int_equal(source_next(sources[i].scope, i), i);
}

TEST(every_source_makes_a_member_name)
{
    for (size_t i = 0; i < source_count; i++) {
        const char *path = sources[i].path;

        assert_int_equal(strspn(path, SNAPSHOT_NAME_BYTES), strlen(path));
        assert_true(*path && *path != '/' && !strstr(path, "//") && !strstr(path, ".."));
        for (size_t k = 0; k < i; k++)
            assert_false(sources[k].scope == sources[i].scope && strcmp(sources[k].path, path) == 0);
    }
}

TEST(directory_numbers_ascend)
{
    struct numbers numbers = { 0 };
    int fd = open("/proc/self/fd", O_RDONLY | O_DIRECTORY);
    int first = dup(fd), second = dup(fd); /* what else is open is the caller's: standard input may be closed */

    assert_true(fd >= 0 && first >= 0 && second >= 0);
    assert_int_equal(directory_numbers(&(struct guard){ 0 }, fd, limits_usual.numbers, &numbers), 0);
    assert_true(numbers.count >= 3);
    for (size_t i = 1; i < numbers.count; i++)
        assert_true(numbers.values[i - 1] < numbers.values[i]);
    numbers_free(&numbers);
    close(second);
    close(first);
    close(fd);
}

TEST(directory_errors_are_told)
{
    struct numbers numbers = { 0 };
    struct bytes names = { 0 };

    assert_int_equal(directory_numbers(&(struct guard){ 0 }, -1, limits_usual.numbers, &numbers), -1);
    assert_int_equal(errno, EBADF);
    assert_int_equal(directory_names(&(struct guard){ 0 }, -1, DIRECTORY_ALL, limits_usual.names, &names), -1);
    assert_int_equal(errno, EBADF);
    numbers_free(&numbers);
    bytes_free(&names);
}

/* A pid that the kernel gave to another process meanwhile does not count as hidden: the new process is visible. */
TEST(pid_that_another_process_has_is_not_hidden)
{
    struct host host = { .own_pids = true, .private_proc = -1, .visible = -1 };
    struct attempt a = { .state = STATE_vanished, .error = ENOENT };

    host.proc = open("/proc", O_RDONLY | O_DIRECTORY);
    assert_true(host.proc >= 0);
    assert_false(process_is_hidden(&host, &(struct guard){ 0 }, &a, (unsigned)getpid()));
    assert_int_equal(a.state, STATE_vanished);
    close(host.proc);
    host.proc = open("/", O_RDONLY | O_DIRECTORY); /* a procfs without processes */
    assert_true(process_is_hidden(&host, &(struct guard){ 0 }, &a, (unsigned)getpid()));
    assert_int_equal(a.state, STATE_denied);
    close(host.proc);
    attempt_free(&a);
}

/* When the run is interrupted, a process with more threads than that has one line for all of them, which names the bound. */
TEST(threads_beyond_the_bound_are_skipped_in_one_line)
{
    static const char bound[] = "skipped-threads=2";
    struct options options = { .limits = limits_usual };
    struct host host = { .options = &options };
    struct process_context context = { .host = &host };
    const struct task_context task = { .shared = &context, .pid = 1, .member = "proc/1", .source = "/proc/1" };
    struct attempt a = { 0 };

    assert_int_equal(limits_set(&options.limits, bound, &(struct error){ 0 }), 0);
    for (unsigned more = 0; more < 2; more++) {
        struct threads threads = { .listed = true };
        unsigned lines = 0;

        for (unsigned tid = 1; tid <= 2 + more; tid++)
            assert_int_equal(numbers_add(&threads.tids, tid), 0);
        while (threads_skip(&threads, &task, &a)) {
            attempt_ended(&a, STATE_skipped, "interrupted");
            assert_string_equal(bytes_string(&a.reason),
                                more ? "one line for all threads (see --limit skipped-threads): interrupted"
                                     : "interrupted");
            lines++;
        }
        assert_true(more ? lines == 1 : lines > 1);
        threads_free(&threads);
    }
    attempt_free(&a);
}
