#include "tests/support/fuzz_case.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "analyze/database/db.h"
#include "analyze/load/load.h"
#include "tests/support/fuzz.h"
#include "tests/support/sample.h"

static void
load(sqlite3 *db, struct slice archive)
{
    struct memory_file file = sample_file(archive);
    struct error error = { 0 };
    struct load_result result;
    struct load *load;

    if (load_open(db, true, &load, &error) || load_run(load, file.path, NULL, &result, &error))
        fuzz_fail("%s", error.text);
    load_result_free(&result);
    load_close(load);
    close(file.fd);
}

void
fuzz_case_make(struct fuzz_case *c)
{
    struct sample sample = { 0 };
    struct error error = { 0 };
    sqlite3 *db;

    if (snprintf(c->directory, sizeof(c->directory), "/tmp/stillframe-fuzz-XXXXXX") < 0 || !mkdtemp(c->directory) ||
        snprintf(c->path, sizeof(c->path), "%s/case.db", c->directory) < 0 || db_open(c->path, DB_WRITE, &db, &error))
        fuzz_fail("%s", error.text ? error.text : "no directory");
    sample_begin(&sample);
    sample_member(&sample, "etc/hosts", slice_of("127.0.0.1 localhost\n10.0.0.7 web web.example\n::1 six\n"));
    sample_member(&sample, "etc/services", slice_of("ssh 22/tcp\ndomain 53/udp 53/tcp\n"));
    sample_member(&sample, "etc/passwd", slice_of("root:x:0:0:root:/root:/bin/sh\nme:x:1000:1000::/home/me:/bin/sh\n"));
    sample_member(&sample, "net/4026531840/before/tcp", slice_of(sample_tcp));
    sample_member(&sample, "net/4026531840/before/unix",
                  slice_of("Num       RefCount Protocol Flags    Type St Inode Path\n"
                           "0000000000000000: 00000002 00000000 00010000 0001 01  7937 /run/x.sock\n"));
    sample_member(&sample, "proc/7/stat",
                  slice_of("7 (nc) S 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 1234 1000 50 18446744073709551615\n"));
    sample_member(&sample, "proc/7/links",
                  slice_of("exe\t-\t/usr/bin/nc\nns/net\t-\tnet:[4026531840]\nfd/3\trw\tsocket:[501]\n"));
    sample_end(&sample, "complete");
    load(db, buffer_slice(&sample.tar));
    sample_free(&sample);
    if (sqlite3_close(db) != SQLITE_OK)
        fuzz_fail("the database is in use");
}

void
fuzz_case_remove(const struct fuzz_case *c)
{
    if (unlink(c->path) != 0 || rmdir(c->directory) != 0)
        fuzz_fail("%s is not removed", c->directory);
}
