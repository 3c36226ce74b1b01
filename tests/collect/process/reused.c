/* A process that ends before its memory is read, and one whose pid another process has by then. */
#include "tests/support/test.h"

#include "collect/base/limits.h"
#include "collect/process/process.h"
#include "collect/process/units.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Does all steps of the unit; returns the state of the last attempt that it recorded, and its reason. */
static enum snapshot_state
do_unit(struct unit *unit, char *reason, size_t size)
{
    struct worker worker = { .unit = unit };
    enum snapshot_state state = STATE_skipped;
    struct result *r;

    assert_non_null(unit);
    while (unit->class->step(unit, &worker))
        continue;
    while ((r = results_pop(&worker.results))) {
        state = r->attempt.state;
        assert_true(r->attempt.reason.len < size);
        memcpy(reason, r->attempt.reason.data, r->attempt.reason.len + 1);
        result_free(r);
    }
    unit->class->free(unit);
    attempt_free(&worker.attempt);
    attempt_free(&worker.unrecorded);
    bytes_free(&worker.text);
    numbers_free(&worker.numbers);
    return state;
}

TEST(memory_of_a_process_whose_pid_was_reused)
{
    const struct options options = { .timeout = 5, .limits = limits_usual };
    struct host host = { .options = &options, .file_seconds = 60 };
    struct process_context context = { .host = &host };
    struct error error = { 0 };
    struct process process = { 0 };
    char reason[128] = "";
    pid_t pid;

    assert_int_equal(host_open(&host, NULL, &error), 0);
    pid = fork();
    if (pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL); /* where an assertion fails */
        pause();
        _exit(0);
    }
    assert_true(pid > 0);
    process.pid = (unsigned)pid;
    process.start_time = 1; /* that of another process, when the host booted */
    assert_int_equal(do_unit(unit_memory(&context, &process), reason, sizeof(reason)), STATE_vanished);
    assert_string_equal(reason, "the pid belongs to another process now");
    assert_int_equal(kill(pid, SIGKILL), 0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    reason[0] = '\0';
    assert_int_equal(do_unit(unit_memory(&context, &process), reason, sizeof(reason)), STATE_vanished);
    assert_string_equal(reason, "");
    host_close(&host);
}
