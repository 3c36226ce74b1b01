/*
 * The views of schema/database/processes.sql and descriptors.sql on rows made by hand.
 */
#include "tests/support/test.h"

#include "tests/support/database.h"

/* The highest bit that has a name, two that have none, and the lowest. */
TEST(capabilities_by_name)
{
    sqlite3 *db = database_host();

    database_run(db, "INSERT INTO process_status (snapshot_id, member_id, line, pid, tid, cap_eff, cap_prm, cap_bnd)"
                     " VALUES (1, 1, 1, 5, 5, '0000000000003000', '0000030000000001', '8000000000000000');");
    database_expect(db,
                    "SELECT capability_set, capability FROM process_capabilities ORDER BY capability_set, capability",
                    "bounding|63\n"
                    "effective|cap_net_admin\n"
                    "effective|cap_net_raw\n"
                    "permitted|41\n"
                    "permitted|cap_checkpoint_restore\n"
                    "permitted|cap_chown\n");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* A file that may wait for a server was not asked; one without fdinfo and attributes is there all the same. */
TEST(open_files_that_were_not_asked)
{
    sqlite3 *db = database_host();

    database_run(db, "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, target) VALUES"
                     " (1, 1, 1, 5, 5, 3, 'r', 'file', '/nfs/a'), (1, 1, 2, 5, 5, 4, 'r', 'file', '/b');"
                     "INSERT INTO process_fd_states VALUES (1, 1, 1, 5, 5, 3, 512, 0, 26, 9);"
                     "INSERT INTO process_fd_files (snapshot_id, member_id, line, pid, tid, fd, not_asked) VALUES"
                     " (1, 1, 1, 5, 5, 3, 'remote');");
    database_expect(
        db, "SELECT fd, path, position, mount_id, file_inode, file_not_asked FROM process_open_files ORDER BY fd",
        "3|/nfs/a|512|26|NULL|remote\n4|/b|NULL|NULL|NULL|NULL\n");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* The bits have other numbers on some architectures: no name is better than a wrong one. */
TEST(flags_of_an_architecture_with_other_numbers)
{
    sqlite3 *db = database_host();

    database_run(db, "INSERT INTO process_fd_states VALUES (1, 1, 1, 5, 5, 3, 0, 525313, 26, 9);");
    database_expect(db, "SELECT flags, append, nonblocking, names FROM process_fd_flags",
                    "525313|1|0|O_WRONLY,O_CLOEXEC,O_APPEND\n");
    database_run(db, "UPDATE snapshots SET architecture = 'mips64';");
    database_expect(db, "SELECT flags, append, nonblocking, names FROM process_fd_flags", "525313|NULL|NULL|NULL\n");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}
