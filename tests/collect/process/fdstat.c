#include "tests/support/test.h"

#include "collect/process/fdstat.h"
#include "tests/support/temporary.h"

#include <sys/stat.h>

/* Without time for the first file nothing is asked, which is not to have no files. */
TEST(fdstat_that_took_too_long)
{
    unsigned values[] = { 3, 42, 4, MOUNT_NO_ID };
    struct numbers pairs = { values, 4, 4 };
    char path[] = "/tmp/collect-fdstat-XXXXXX";
    struct netview net = { .host = NULL };
    struct host host = { .file_seconds = 0 };
    struct process_context context = { .host = &host, .net = &net };
    int dir = temporary_make(path);
    struct attempt a = { 0 };

    mount_table_init(&net.finder.table);
    assert_int_equal(mkdirat(dir, "fd", 0700), 0);
    attempt_begin(&a, "proc/1", "/proc/1", "fdstat");
    fdstat_read(&context, &a, &(struct guard){ 0 }, dir, &pairs);
    assert_int_equal(a.state, STATE_truncated);
    assert_string_equal(bytes_string(&a.reason), "took too long");
    assert_int_equal(a.content.len, 0);
    attempt_free(&a);
    mount_table_free(&net.finder.table);
    temporary_remove(path, dir);
}
