/* The views on the host: that they are osquery's, and what they make of the rows. */
#include "tests/support/test.h"

#include <resolv.h>
#include <sqlite3.h>
#include <string.h>

#include "tests/support/database.h"

/* osquery's columns of Linux in its order, those that it hides left out; a number has a # behind it.  From the specs in its
 * source. */
static const struct {
    const char *view, *columns;
} views[] = {
    { "mounts",
      "device device_alias path type blocks_size# blocks# blocks_free# blocks_available# inodes# inodes_free# flags" },
    { "kernel_modules", "name size# used_by status address" },
    { "kernel_info", "version arguments path device" },
    { "os_version", "name version major# minor# patch# build platform platform_like codename arch" },
    { "system_info",
      "hostname uuid cpu_type cpu_subtype cpu_brand cpu_physical_cores# cpu_logical_cores# cpu_sockets# cpu_microcode "
      "physical_memory# hardware_vendor hardware_model hardware_version hardware_serial board_vendor board_model "
      "board_version board_serial computer_name local_hostname" },
    { "shared_memory",
      "shmid# owner_uid# creator_uid# pid# creator_pid# atime# dtime# ctime# permissions size# attached# status "
      "locked#" },
    { "uptime", "days# hours# minutes# seconds# total_seconds#" },
    { "memory_info",
      "memory_total# memory_free# memory_available# buffers# cached# swap_cached# active# inactive# swap_total# "
      "swap_free#" },
    { "load_average", "period average" },
    { "cpu_time", "core# user# nice# system# idle# iowait# irq# softirq# steal# guest# guest_nice#" },
    { "users", "uid# gid# uid_signed# gid_signed# username description directory shell uuid" },
    { "groups", "gid# gid_signed# groupname" },
    { "user_groups", "uid# gid#" },
    { "etc_hosts", "address hostnames" },
    { "etc_services", "name port# protocol aliases comment" },
    { "etc_protocols", "name number# alias comment" },
    { "dns_resolvers", "id# type address netmask options#" },
    { "logged_in_users", "type user tty host time# pid#" },
    { "system_controls", "name oid subsystem current_value config_value type" },
    { "hash", "path directory md5 sha1 sha256" },
    { "file",
      "path directory filename inode# uid# gid# mode device# size# block_size# atime# mtime# ctime# btime# hard_links# "
      "symlink# type symlink_target_path" },
    { "time", "weekday year# month# day# hour# minutes# seconds# timezone local_timezone unix_time# timestamp datetime "
              "iso_8601" },
    { "osquery_info",
      "pid# uuid instance_id version config_hash config_valid# extensions build_platform build_distro start_time# "
      "watcher# platform_mask#" },
};

/* Names, order and affinity: a table made of the view has the affinities as types, also of columns that are always NULL. */
static char *
columns_of(sqlite3 *db, const char *view)
{
    char *sql = sqlite3_mprintf("CREATE TEMP TABLE shape AS SELECT * FROM main.\"%w\" LIMIT 0;", view);
    char *columns;

    database_run(db, sql);
    sqlite3_free(sql);
    columns = database_text(
        db, "SELECT group_concat(name || iif(type = 'INT', '#', iif(type IN ('TEXT', ''), '', '?')), ' ') || ' '"
            " FROM pragma_table_xinfo('shape')");
    database_run(db, "DROP TABLE temp.shape");
    return columns;
}

TEST(osquery_host_columns_come_first)
{
    sqlite3 *db = database_new();

    for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
        char *have = columns_of(db, views[i].view);
        size_t len = strlen(views[i].columns);

        if (!have || strncmp(have, views[i].columns, len) != 0 || have[len] != ' ')
            fail_msg("%s\nwant first %s\nhave       %s", views[i].view, views[i].columns, have ? have : "");
        sqlite3_free(have);
    }
    sqlite3_close(db);
}

TEST(osquery_users_and_groups)
{
    sqlite3 *db = database_host();

    database_run(
        db,
        "INSERT INTO passwd_file VALUES (1, 1, 1, 'root', 'x', 0, 0, 'root', '/root', '/bin/sh'),"
        " (1, 1, 2, 'toor', 'x', 0, 5, NULL, NULL, NULL), (1, 1, 3, 'nobody', '', 4294967294, 65534, '', '/', ''),"
        " (1, 1, 4, '+', '', NULL, NULL, '', '', NULL);"
        "INSERT INTO group_file VALUES (1, 1, 1, 'root', 'x', 0, NULL), (1, 1, 2, 'twin', '', 0, 'nobody'),"
        " (1, 1, 3, 'big', '', 4294967295, 'toor,root');"
        "INSERT INTO group_members VALUES (1, 1, 2, 0, 'twin', 0, 'nobody'), (1, 1, 3, 0, 'big', 4294967295, 'toor'),"
        " (1, 1, 3, 1, 'big', 4294967295, 'root'), (1, 1, 4, 0, 'five', 5, 'root');");
    database_expect(
        db, "SELECT uid, gid, uid_signed, gid_signed, username, description, directory, shell, uuid FROM users",
        "0|0|0|0|root|root|/root|/bin/sh|NULL\n0|5|0|5|toor||||NULL\n4294967294|65534|-2|65534|nobody||/||NULL\n");
    database_expect(db, "SELECT gid, gid_signed, groupname FROM groups", "0|0|root\n0|0|twin\n4294967295|-1|big\n");
    database_expect(db, "SELECT uid, gid FROM user_groups ORDER BY uid, gid",
                    "0|0\n0|5\n0|4294967295\n4294967294|0\n4294967294|65534\n");
    database_expect(db,
                    "SELECT username FROM users JOIN user_groups AS g USING (uid) WHERE g.gid = '5' ORDER BY username",
                    "root\ntoor\n");
    sqlite3_close(db);
}

TEST(osquery_dns_resolvers)
{
    sqlite3 *db = database_host();
    char *options = sqlite3_mprintf("%d\n", (int)(RES_INIT | RES_DEFAULT | RES_ROTATE | RES_USE_EDNS0 | RES_TRUSTAD));

    database_run(
        db,
        "INSERT INTO resolv_conf VALUES (1, 1, 1, 'nameserver', 0, '10.0.0.1'), (1, 1, 2, 'domain', 0, 'a.example'),"
        " (1, 1, 3, 'nameserver', 0, '::1'), (1, 1, 4, 'search', 0, 'b.example'), (1, 1, 4, 'search', 1, 'c.example'),"
        " (1, 1, 5, 'options', 0, 'rotate'), (1, 1, 5, 'options', 1, 'ndots:2'), (1, 1, 6, 'options', 0, 'edns0'),"
        " (1, 1, 6, 'options', 1, 'trust-ad'), (1, 1, 6, 'options', 2, 'rotate'),"
        " (1, 1, 7, 'sortlist', 0, '10.0.0.0/255.0.0.0');");
    database_expect(
        db, "SELECT id, type, address, netmask FROM dns_resolvers ORDER BY type = 'search', type, id",
        "0|nameserver|10.0.0.1|32\n1|nameserver|::1|32\n0|sortlist|10.0.0.0|255.0.0.0\n0|search|b.example|\n"
        "1|search|c.example|\n");
    database_expect(db, "SELECT DISTINCT options FROM dns_resolvers", options);
    sqlite3_free(options);
    sqlite3_close(db);
}

TEST(osquery_other_files)
{
    sqlite3 *db = database_host();

    database_run(
        db, "INSERT INTO utmp VALUES (1, 1, 1, 2, 0, '~', '~~', 'reboot', '6.1', 0, 0, 0, 5, 0, NULL),"
            " (1, 1, 2, 7, 4711, 'pts/0', 'ts/0', 'root', 'h', 0, 0, 0, 6, 0, '::1'), (1, 1, 3, 5, 1, '', '', '', '', "
            "0, 0, 0,"
            " 7, 0, NULL), (1, 1, 4, 77, 8, '', '', '', '', 0, 0, 0, 7, 0, NULL);"
            "INSERT INTO sysctls VALUES (1, 1, 1, 'net/ipv4/ip_forward', '1'), (1, 1, 2, 'kernel/printk', '4\t4 ');"
            "INSERT INTO protocols_file VALUES (1, 1, 1, 'ipv6-icmp', 58, 'A B', 'c'), (1, 1, 2, 'x', 5, NULL, NULL);"
            "INSERT INTO services_file VALUES (1, 1, 1, 'ssh', 22, 'tcp', NULL, NULL);"
            "INSERT INTO mounts_file VALUES (1, 1, 1, 'proc', '/proc', 'proc', 'rw');");
    database_expect(db, "SELECT type, user, tty, host, time, pid FROM logged_in_users",
                    "boot_time|reboot|~|6.1|5|0\nuser|root|pts/0|h|6|4711\nunknown||||7|8\n");
    database_expect(db, "SELECT name, oid, subsystem, current_value, config_value, type FROM system_controls",
                    "net.ipv4.ip_forward|NULL|net|1|NULL|string\nkernel.printk|NULL|kernel|4\t4|NULL|string\n");
    database_expect(db, "SELECT name, number, alias, comment FROM etc_protocols", "ipv6-icmp|58|A|c\nx|5||\n");
    database_expect(db, "SELECT name FROM etc_services WHERE port = '22'", "ssh\n");
    database_expect(db, "SELECT device, device_alias, path, type, blocks, flags FROM mounts",
                    "proc|proc|/proc|proc|0|rw\n");
    sqlite3_close(db);
}

#define EXE(pid, path)                                                                   \
    "INSERT INTO process_stat VALUES (1, 1, " #pid ", " #pid ", " #pid                   \
    ", 'x', 'S', 1, 5, 5, 0, 0, 0, 0, 1, 1, 20, 0, 1, 9, 1, 1, NULL, NULL, NULL, NULL);" \
    "INSERT INTO process_links VALUES (1, 1, 100" #pid ", " #pid ", " #pid ", 'exe', NULL, " path ", NULL);"
#define IN_NAMESPACE(pid, inode)                                                                                   \
    "INSERT INTO process_links VALUES (1, 1, 200" #pid ", " #pid ", " #pid ", 'ns/mnt', " #inode ", 'mnt:[" #inode \
    "]', NULL);"
#define HASH(pid, sha256, inode) \
    "INSERT INTO executable_hashes VALUES (1, 1, " #pid ", " #pid ", '" sha256 "', 9, 5, " #inode ");"

/* A deleted file is not taken for the one that has its path, nor that of a container for the host's. */
TEST(osquery_hash_and_file)
{
    sqlite3 *db = database_host();

    database_run(db,
                 EXE(2, "'/usr/bin/x'") EXE(3, "'/usr/bin/x'") EXE(4, "'/usr/bin/x (deleted)'") EXE(5, "'/usr/bin/x'")
                     EXE(6, "'/init'") EXE(7, "NULL") IN_NAMESPACE(2, 10) IN_NAMESPACE(3, 10) IN_NAMESPACE(4, 10)
                         IN_NAMESPACE(5, 11) HASH(2, "aa", 1) HASH(3, "aa", 1) HASH(4, "bb", 2) HASH(5, "cc", 3));
    database_expect(
        db, "SELECT path, directory, sha256, mount_namespace_id, deleted FROM hash ORDER BY sha256",
        "/usr/bin/x|/usr/bin|aa|10|0\n/usr/bin/x (deleted)|/usr/bin|bb|10|1\n/usr/bin/x|/usr/bin|cc|11|0\n");
    database_expect(db, "SELECT path FROM hash WHERE sha256 = 'AA'", "/usr/bin/x\n");
    database_expect(
        db,
        "SELECT path, directory, filename, inode, size, symlink, type, mount_namespace_id FROM file ORDER BY path, "
        "inode",
        "/init|/|init|NULL|NULL|0|regular|NULL\n/usr/bin/x|/usr/bin|x|1|9|0|regular|10\n/usr/bin/x|/usr/"
        "bin|x|3|9|0|regular|11\n"
        "/usr/bin/x (deleted)|/usr/bin|x (deleted)|2|9|0|regular|10\n");
    database_expect(db, "SELECT sum(processes) FROM executables", "5\n");
    database_expect(
        db,
        "SELECT p.pid, h.sha256 FROM processes AS p JOIN process_namespaces AS n USING (pid)"
        " JOIN hash AS h ON h.path = p.path AND h.mount_namespace_id = n.mnt_namespace WHERE p.on_disk = 1 ORDER BY "
        "p.pid",
        "2|aa\n3|aa\n5|cc\n");
    sqlite3_close(db);
}

TEST(osquery_shared_memory)
{
    sqlite3 *db = database_host();

    database_run(db,
                 "INSERT INTO proc_sysvipc_shm VALUES (1, 1, 2, -559038737, 5, 1920, 0, 0, 33, 33, 4194304, 70, 71, 2,"
                 " 1763715823, 0, 1763715822, 4096, 0), (1, 1, 3, 0, 6, 3456, 33, 33, 33, 33, 1, 70, 0, 0, 0, 0, 9,"
                 " NULL, NULL)");
    database_expect(
        db,
        "SELECT shmid, owner_uid, creator_uid, pid, creator_pid, atime, permissions, size, attached, status,"
        " locked, shm_key FROM shared_memory ORDER BY shmid",
        "5|0|33|71|70|1763715823|3600|4194304|2|dest|1|0xdeadbeef\n"
        "6|33|33|0|70|0|6600|1|0||1|0x00000000\n");
    sqlite3_close(db);
}
