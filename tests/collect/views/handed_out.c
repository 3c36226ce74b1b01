/* handed_out.c: the numbers that no task can have. */
#include "tests/support/test.h"

#include "collect/views/handed_out.h"

#include <string.h>

/* loadavg and stat as Linux 6.18 prints them, stat without its longer lines. */
TEST(numbers_of_loadavg_and_stat)
{
    static const char load[] = "0.73 0.41 0.28 2/128 28299\n", stat[] = "cpu  1 2 3\nctxt 5\nbtime 1795742547\n"
                                                                        "processes 28303\nprocs_running 2\n";

    assert_int_equal(handed_out_last(load, strlen(load)), 28299);
    assert_int_equal(handed_out_forks(stat, strlen(stat)), 28303);
    assert_int_equal(handed_out_last("", 0), 0);
    assert_int_equal(handed_out_last("1", 1), 0);
    assert_int_equal(handed_out_last(" 99999999999999999999", 21), 0);
    assert_int_equal(handed_out_forks(stat, 40), 0);
    assert_int_equal(handed_out_forks("processes 3", 11), 0);
}

static void
expect(const struct handed_out *numbers, unsigned end, const char *why)
{
    struct bytes have = { 0 };

    assert_int_equal(handed_out_end(numbers, &have), end);
    if (*why)
        assert_non_null(strstr(bytes_string(&have), why));
    else
        assert_int_equal(have.len, 0);
    bytes_free(&have);
}

/* In the first pid namespace, the counts of forks and pids must agree; pid_max may have changed in the meantime. */
TEST(numbers_of_the_first_pid_namespace)
{
    struct handed_out n = { .pid_max = 4194304, .last = 400000, .highest = 399990, .forks = 400033, .is_first = true };

    expect(&n, 400001,
           "numbers from 400001 on were never handed out: loadavg's last pid is 400000, stat counts 400033");
    n.last = 5000; /* pid_max was 32,768 at first, and the pids of 400,000 tasks wrapped around several times */
    n.highest = 4990;
    expect(&n, 4194304, "may have wrapped: loadavg's last pid is 5000, stat counts 400033 forks");
    n.last = 800000; /* half of the forks failed, or somebody moved the number */
    n.highest = 700000;
    expect(&n, 4194304, "may have wrapped");
    n.forks = 800010;
    n.highest = 800001; /* that task got its pid in another way */
    expect(&n, 4194304, "800001 is in use, above loadavg's last pid, 800000");
}

/* In another pid namespace, the forks of the whole host are an upper limit. */
TEST(numbers_of_another_pid_namespace)
{
    struct handed_out n = { .pid_max = 4194304, .last = 27, .highest = 20, .forks = 3000000 };

    expect(&n, 28, "numbers from 28 on were never handed out");
    n.last = 100000;
    expect(&n, 100001, "never handed out");
    n.forks = 4190000;
    expect(&n, 4194304, "may have wrapped");
    n.forks = 50000;
    n.last = 3000000; /* more than all forks: CRIU sets the last pid, and then pids may have wrapped around as well */
    expect(&n, 4194304, "may have wrapped");
}

TEST(numbers_of_which_nothing_is_known)
{
    struct handed_out n = { .pid_max = 4194304, .last = 0, .highest = 20, .forks = 30 };

    expect(&n, 4194304, "do not tell");
    n.last = 30;
    n.forks = 0;
    expect(&n, 4194304, "do not tell");
    n.pid_max = 32768;
    expect(&n, 32768, ""); /* so few numbers are always asked for */
    n.last = 40000;        /* pid_max was lowered */
    n.forks = 40000;
    n.pid_max = 40000;
    expect(&n, 40000, "");
}
