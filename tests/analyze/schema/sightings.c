/* The view process_sightings on rows made by hand: whom the listing lacks, and whether that means anything. */
#include "tests/support/test.h"

#include "tests/support/database.h"

/*
 * A host that was started 1,000 s before its snapshot.  The listing was made from 1,010 to 1,011 s after that, when the monotonic clock,
 * which does not count sleep, stood at 510.
 */
#define HOST                                                                                                      \
    "INSERT INTO snapshots (snapshot_id, host, clock_ticks, booted_ns, started_ns, result, complete, directory,"  \
    " archive_name, archive_bytes, archive_sha256, loaded_at) VALUES (1, 'h', 100, 5000000000000, 6000000000000," \
    " 'complete', 1, 'd', 'a', 1, 's', 'l');"                                                                     \
    "INSERT INTO members (member_id, snapshot_id, path, state, verified, started_ns, monotonic_ns, took_ns)"      \
    " VALUES (1, 1, 'meta.json', 'ok', 1, 6000000000000, 500000000000, 5),"                                       \
    " (2, 1, 'views/listed', 'ok', 1, 6010000000000, 510000000000, 1000000000),"                                  \
    " (3, 1, 'views/known', 'ok', 1, 6009000000000, 509000000000, 1000000000);"                                   \
    "INSERT INTO process_views (snapshot_id, member_id, line, view, pid, starttime, comm) VALUES"                 \
    " (1, 2, 1, 'listed', 1, 1, 'init'), (1, 3, 1, 'known', 1, 1, 'init');"

/* Process 300, which the kernel knew and the listing lacks; its stat, read at a time of the monotonic clock. */
#define KNOWN(starttime)                                                                          \
    "INSERT INTO process_views (snapshot_id, member_id, line, view, pid, starttime, comm) VALUES" \
    " (1, 3, 2, 'known', 300, " starttime ", 'sh');"
#define MEMBER(file, state, monotonic)                                                                        \
    "INSERT INTO members (snapshot_id, path, state, verified, started_ns, monotonic_ns, took_ns) VALUES (1, " \
    "'proc/300/" file "', '" state "', 1, 0, " monotonic "000000000, 5);"

static void
check(const char *rows, const char *expected)
{
    static const char *const none[] = { NULL };

    database_check(HOST, rows, none,
                   "SELECT group_concat(pid || ' ' || coalesce(listed, '-') || ' ' || coalesce(hidden, '-'), '; ')"
                   " FROM (SELECT * FROM process_sightings ORDER BY pid)",
                   expected);
}

/* A child that lived between two views, one that started after the listing. */
TEST(sightings_of_processes_that_came_or_went)
{
    check(KNOWN("NULL") MEMBER("stat", "vanished", "512"), "1 1 0; 300 0 0");
    check(KNOWN("101200") MEMBER("stat", "ok", "513"), "1 1 0; 300 0 0");
}

TEST(sightings_of_a_process_that_hides)
{
    check(KNOWN("100000") MEMBER("stat", "ok", "512"), "1 1 0; 300 0 1");
    /* what was read after the listing need not be stat */
    check(KNOWN("100000") MEMBER("stat", "ok", "509") MEMBER("cmdline", "ok", "514"), "1 1 0; 300 0 1");
}

/* Nothing is claimed that does not follow. */
TEST(sightings_that_prove_nothing)
{
    /* not to be read */
    check(KNOWN("NULL") MEMBER("stat", "denied", "512"), "1 1 0; 300 0 -");
    /* last seen before the listing */
    check(KNOWN("100000") MEMBER("stat", "ok", "509"), "1 1 0; 300 0 -");
    check(KNOWN("100000") MEMBER("stat", "ok", "509") MEMBER("cmdline", "vanished", "514"), "1 1 0; 300 0 -");
    check(KNOWN("100000") MEMBER("stat", "ok", "509") MEMBER("visible/stat", "ok", "514"), "1 1 0; 300 0 -");
    /* started while the listing was made, or so shortly before that the clocks do not tell */
    check(KNOWN("101050") MEMBER("stat", "ok", "512"), "1 1 0; 300 0 -");
    check(KNOWN("100995") MEMBER("stat", "ok", "512"), "1 1 0; 300 0 -");
    /* nobody knows when the host was started; there was no listing */
    check(KNOWN("100000") MEMBER("stat", "ok", "512") "UPDATE snapshots SET booted_ns = NULL;", "1 1 0; 300 0 -");
    check(KNOWN("100000")
              MEMBER("stat", "ok", "512") "DELETE FROM process_views WHERE view = 'listed';"
                                          "UPDATE members SET state = 'timeout' WHERE path = 'views/listed';",
          "1 - -; 300 - -");
}

/* A view for SQL has the columns of process_sightings that tell who showed it. */
TEST(hidden_processes_and_who_showed_them)
{
    static const char *const none[] = { NULL };

    database_check(HOST, KNOWN("100000") MEMBER("stat", "ok", "512"), none,
                   "SELECT pid || ' ' || name || ' ' || starttime || ' ' || coalesce(opened, '-') || ' ' || known || ' "
                   "' || coalesce(private, '-')"
                   " || ' ' || coalesce(cgroups, '-') || ' ' || covered || ' ' || snapshot_id FROM hidden_processes",
                   "300 sh 100000 - 1 - - 0 1");
}

static void
check_hidden(const char *rows, const char *expected)
{
    static const char *const none[] = { NULL };

    database_check(HOST, rows, none,
                   "SELECT group_concat(pid || ' ' || name || ' ' || known, '; ') FROM hidden_processes", expected);
}

#define MOUNT(point, options)                                                                                      \
    "INSERT INTO mountinfo (snapshot_id, member_id, line, pid, mount_id, parent_id, device, root, mount_point,"    \
    " mount_options, optional_fields, fs_type, mount_source, super_options) VALUES (1, 1, 1, 1, 1, 1, '0:1', '/'," \
    " '" point "', 'rw', '', 'proc', 'proc', '" options "');"

/* A process that hides is there; one that hidepid keeps from collect, or that came or went, is not. */
TEST(hidden_processes_without_harmless_causes)
{
    check_hidden(KNOWN("100000") MEMBER("stat", "ok", "512"), "300 sh 1");
    check_hidden(KNOWN("100000") MEMBER("stat", "ok", "512") MOUNT("/proc", "rw"), "300 sh 1");
    check_hidden(KNOWN("100000") MEMBER("stat", "ok", "512") MOUNT("/jail/proc", "rw,hidepid=2"), "300 sh 1");
    check_hidden(KNOWN("100000") MEMBER("stat", "ok", "512") MOUNT("/proc", "rw,hidepid=0"), "300 sh 1");
    check_hidden(KNOWN("100000") MEMBER("stat", "ok", "512") MOUNT("/proc", "rw,hidepid=2"), "");
    check_hidden(KNOWN("100000") MEMBER("stat", "ok", "512") MOUNT("/proc", "rw,gid=4,hidepid=invisible"), "");
    check_hidden(KNOWN("100000") MEMBER("stat", "ok", "512") MOUNT("/proc", "rw,hidepid=ptraceable"), "");
    check_hidden(KNOWN("100000") MEMBER("stat", "ok", "512") MOUNT("/proc", "rw,hidepid=noaccess"), "300 sh 1");
    check_hidden(KNOWN("NULL") MEMBER("stat", "vanished", "512"), "");
    check_hidden(KNOWN("101200") MEMBER("stat", "ok", "513"), "");
    check_hidden(KNOWN("100000") MEMBER("stat", "denied", "512"), "");
}
