/*
 * What became of the files that processes run.
 */
#include "tests/support/test.h"

#include "tests/support/database.h"

#define PROGRAM(number, path, at_path, nlink, mount)                                                                 \
    "INSERT INTO programs (snapshot_id, member_id, line, program, mount_namespace, path, at_path, file_type, mode, " \
    "nlink, uid, gid, device, device_number, inode, size, mount_id) VALUES (1, 1, " #number ", " #number             \
    ", 10, '" path "', " at_path ", 'regular', 493, " #nlink ", 0, 0, '0:5', 5, " #number "00, 9, " #mount ");"      \
    "INSERT INTO program_processes VALUES (1, 1, 50" #number ", " #number ", " #number ");"                          \
    "INSERT INTO process_links VALUES (1, 1, 100" #number ", " #number ", " #number ", 'exe', NULL, '" path          \
    "', NULL);"
#define REPLACED(number, type, mode, uid)                                                                         \
    "INSERT INTO program_replacements (snapshot_id, member_id, line, program, file_type, mode, nlink, uid, gid, " \
    "inode)"                                                                                                      \
    " VALUES (1, 1, 60" #number ", " #number ", '" type "', " #mode ", 1, " #uid ", 0, 7);"
#define MOUNTED                                                                                                     \
    "INSERT INTO process_links VALUES (1, 1, 1, 1, 1, 'ns/mnt', 10, 'mnt:[10]', NULL);"                             \
    "INSERT INTO mountinfo (snapshot_id, member_id, line, pid, mount_id, parent_id, device, root, mount_point, "    \
    "mount_options, optional_fields, fs_type, mount_source, super_options) VALUES (1, 1, 1, 1, 26, 1, '0:5', '/', " \
    "'/', 'rw', '', "                                                                                               \
    "'ext4', 'd', 'rw');"

static void
expect(const char *program, const char *want)
{
    sqlite3 *db = database_host();

    database_run(db, MOUNTED);
    database_run(db, program);
    database_expect(db, "SELECT fate FROM program_fates", want);
    database_expect(db, "SELECT fate FROM process_programs", want);
    sqlite3_close(db);
}

TEST(fate_of_a_program)
{
    expect(PROGRAM(2, "/x", "'same'", 1, 26), "in_place\n");
    expect(PROGRAM(2, "/x (deleted)", "'absent'", 0, 26), "deleted\n");
    expect(PROGRAM(2, "/x (deleted)", "'absent'", 1, 26), "linked_elsewhere\n");
    expect(PROGRAM(2, "/x (deleted)", "'other'", 0, 26) REPLACED(2, "regular", 493, 0), "upgraded\n");
    expect(PROGRAM(2, "/x", "'other'", 1, 26) REPLACED(2, "regular", 493, 0), "covered\n");
    expect(PROGRAM(2, "/x", "'outside'", 1, 26), "outside\n");
    expect(PROGRAM(2, "/memfd:x (deleted)", "NULL", 0, 0), "memory\n");
    expect(PROGRAM(2, "/nfs/x", "NULL", 1, 26), "NULL\n");
    /* A file with that name in brackets is in its place. */
    expect(PROGRAM(2, "/x (deleted)", "'same'", 1, 26), "in_place\n");
    /* Before Linux 5.8 the mount is not known. */
    expect(PROGRAM(2, "/x (deleted)", "'absent'", 0, NULL), "deleted\n");
}

/* What is no upgrade: another owner, a file that does not run, new bits that raise privileges, no file. */
TEST(program_that_is_replaced_by_something_else)
{
    expect(PROGRAM(2, "/x (deleted)", "'other'", 0, 26) REPLACED(2, "regular", 493, 1000), "replaced\n");
    expect(PROGRAM(2, "/x (deleted)", "'other'", 0, 26) REPLACED(2, "regular", 420, 0), "replaced\n");
    expect(PROGRAM(2, "/x (deleted)", "'other'", 0, 26) REPLACED(2, "regular", 2541, 0), "replaced\n");
    expect(PROGRAM(2, "/x (deleted)", "'other'", 0, 26) REPLACED(2, "link", 511, 0), "replaced\n");
}

/* The path of a program on a mount of another namespace says nothing about what is there in this one. */
TEST(program_of_another_mount_namespace)
{
    expect(PROGRAM(2, "/x", "'absent'", 1, 99), "other_namespace\n");
    expect(PROGRAM(2, "/x (deleted)", "'other'", 0, 99) REPLACED(2, "regular", 493, 0), "other_namespace\n");
    /* The mounts of its namespace were not read. */
    expect("DELETE FROM mountinfo;" PROGRAM(2, "/x", "'absent'", 1, 99), "NULL\n");
}

/* Which layer of an overlay the file is in, and the capabilities that it has for the root of a user namespace. */
TEST(executables_on_an_overlay_and_their_capabilities)
{
    sqlite3 *db = database_host();

    database_run(db, PROGRAM(2, "/x", "'same'", 1, 26));
    database_run(db,
                 "INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session,"
                 " tty_nr, flags, minflt, majflt, utime, stime, priority, nice, num_threads, starttime, vsize, rss)"
                 " VALUES (1, 1, 2, 2, 2, 'x', 'S', 1, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, 9, 1, 1);"
                 "UPDATE programs SET layer = 'upper', cap_permitted = '0000000000002000', cap_effective = 1, "
                 "cap_root_uid = 100;");
    database_expect(db, "SELECT path, layer FROM executables", "/x|upper\n");
    database_expect(db, "SELECT path, capability, root_uid FROM executable_capabilities", "/x|cap_net_raw|100\n");
    sqlite3_close(db);
}

/* A process that ran another program when its program was asked, or hashed, has nothing of that one. */
TEST(executables_of_processes_that_change_their_program)
{
    sqlite3 *db = database_host();

    database_run(db, PROGRAM(2, "/x", "'same'", 1, 26) PROGRAM(3, "/y", "'same'", 1, 26));
    database_run(
        db,
        "INSERT INTO process_stat (snapshot_id, member_id, line, pid, tid, comm, state, ppid, pgrp, session,"
        " tty_nr, flags, minflt, majflt, utime, stime, priority, nice, num_threads, starttime, vsize, rss)"
        " SELECT 1, 1, pid, pid, pid, 'x', 'S', 1, 1, 1, 0, 0, 0, 0, 0, 0, 20, 0, 1, 9, 1, 1 FROM program_processes;"
        "INSERT INTO executable_hashes VALUES (1, 1, 2, 2, 'aa', 9, 5, 200);"
        "INSERT INTO executable_hashes VALUES (1, 1, 3, 3, 'bb', 9, 5, 301);");
    database_expect(db, "SELECT path, inode, sha256, mode FROM executables ORDER BY path",
                    "/x|200|aa|493\n/y|300|NULL|493\n");
    database_run(db, "UPDATE process_links SET target = '/z' WHERE pid = 2 AND link = 'exe'");
    database_expect(db, "SELECT path, inode, sha256, mode, program FROM executables WHERE path = '/z'",
                    "/z|200|aa|NULL|NULL\n");
    sqlite3_close(db);
}
