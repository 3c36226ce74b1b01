/* The views on the machine, its kernel and its distribution, and on the time of the capture. */
#include "tests/support/test.h"

#include <sqlite3.h>

#include "tests/support/database.h"

TEST(osquery_kernel_and_modules)
{
    sqlite3 *db = database_host();

    database_run(db, "INSERT INTO host_values VALUES (1, 1, 1, 'version', 'Linux version 6.1.0-18-amd64 (a@b) #1 SMP'),"
                     " (1, 1, 2, 'cmdline', '');"
                     "INSERT INTO kernel_arguments VALUES (1, 1, 2, 0, 'BOOT_IMAGE=/vmlinuz'), (1, 1, 2, 1, 'ro'),"
                     " (1, 1, 2, 2, 'root=/dev/sda1'), (1, 1, 2, 3, 'quiet');"
                     "INSERT INTO proc_modules VALUES (1, 1, 1, 'nf_nat', 49152, 2, 'a,b,', 'Live', '0x0', NULL),"
                     " (1, 1, 2, 'kit', 1, 0, '-', 'Live', '0xff', '(OE)');");
    database_expect(db, "SELECT version, arguments, path, device FROM kernel_info WHERE snapshot_id = 1",
                    "6.1.0-18-amd64|ro quiet|/vmlinuz|/dev/sda1\n");
    database_expect(db, "SELECT version, arguments, path, device FROM kernel_info WHERE snapshot_id = 2",
                    "2.6.32|NULL|NULL|NULL\n");
    database_expect(db, "SELECT name, size, used_by, status, address, taints FROM kernel_modules",
                    "nf_nat|49152|a,b|Live|0x0|NULL\nkit|1|-|Live|0xff|(OE)\n");
    sqlite3_close(db);
}

static void
check_release(const char *rows, const char *expected)
{
    sqlite3 *db = database_host();
    char *sql = sqlite3_mprintf("INSERT INTO os_release VALUES %s", rows);

    database_run(db, sql);
    database_expect(
        db,
        "SELECT name, version, major, minor, patch, build, platform, platform_like, codename, arch FROM os_version"
        " WHERE snapshot_id = 1",
        expected);
    sqlite3_free(sql);
    sqlite3_close(db);
}

/* A redhat-release counts more than os-release, where it has a version of two parts. */
TEST(osquery_os_version_of_the_rhel_family)
{
    static const char release[] =
        "(1, 1, 1, 'NAME', 'CentOS Linux'), (1, 1, 2, 'VERSION_ID', '7'), (1, 1, 3, 'VERSION', '7 (Core)'),"
        " (1, 1, 4, 'ID', 'centos'), (1, 1, 5, 'BUILD_ID', 'b');"
        "INSERT INTO host_values VALUES (1, 1, 1, 'redhat-release', '%s')";
    static const struct {
        const char *text, *expected;
    } cases[] = {
        { "CentOS Linux release 7.9.2009 (Core)",
          "CentOS Linux|CentOS Linux release 7.9.2009 (Core)|7|9|2009||rhel|rhel||x86_64\n" },
        { "Red Hat Enterprise Linux release 9.3 (Plow)",
          "Red Hat Enterprise Linux|Red Hat Enterprise Linux release 9.3 (Plow)|9|3|0||rhel|rhel||x86_64\n" },
        { "Fedora release 38 (Thirty Eight)",
          "CentOS Linux|Fedora release 38 (Thirty Eight)|7|0|0||rhel|rhel||x86_64\n" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *rows = sqlite3_mprintf(release, cases[i].text);

        check_release(rows, cases[i].expected);
        sqlite3_free(rows);
    }
}

TEST(osquery_os_version)
{
    sqlite3 *db = database_host();

    check_release(
        "(1, 1, 1, 'NAME', 'Ubuntu'), (1, 1, 2, 'VERSION_ID', '22.04'), (1, 1, 3, 'VERSION', '22.04.3 LTS (Jammy)'),"
        " (1, 1, 4, 'UBUNTU_CODENAME', 'j'), (1, 1, 5, 'VERSION_CODENAME', 'jammy'), (1, 1, 6, 'ID', 'ubuntu'),"
        " (1, 1, 7, 'ID_LIKE', 'debian'), (1, 1, 8, 'BUILD_ID', 'b')",
        "Ubuntu|22.04.3 LTS (Jammy)|22|4|0|b|ubuntu|debian|jammy|x86_64\n");
    check_release("(1, 1, 1, 'VERSION_ID', '12.2.1.9'), (1, 1, 2, 'X_CODENAME', 'x')",
                  "Unknown||12|2|1||posix||x|x86_64\n");
    check_release("(1, 1, 1, 'ID', 'arch')", "Unknown||0|0|0||arch|||x86_64\n");
    database_expect(db,
                    "SELECT name, version, major, minor, patch, platform, arch FROM os_version WHERE snapshot_id = 2",
                    "Unknown|NULL|0|0|0|posix|i686\n");
    sqlite3_close(db);
}

TEST(osquery_system_info)
{
    sqlite3 *db = database_host();

    database_run(db,
                 "INSERT INTO proc_cpuinfo VALUES (1, 1, 1, 0, 'processor', '0'), (1, 1, 2, 0, 'model', '85'),"
                 " (1, 1, 3, 0, 'model name', 'A'), (1, 1, 4, 0, 'physical id', '0'), (1, 1, 5, 0, 'core id', '0'),"
                 " (1, 1, 6, 0, 'siblings', '2'), (1, 1, 7, 0, 'microcode', '0x1'), (1, 1, 8, 1, 'processor', '1'),"
                 " (1, 1, 9, 1, 'physical id', '0'), (1, 1, 10, 1, 'core id', '0'), (1, 1, 11, 2, 'processor', '2'),"
                 " (1, 1, 12, 2, 'physical id', '1'), (1, 1, 13, 2, 'core id', '0'), (1, 1, 14, 3, 'processor', '3'),"
                 " (1, 1, 15, 3, 'physical id', '1'), (1, 1, 16, 3, 'core id', '0');"
                 "INSERT INTO host_counters VALUES (1, 1, 1, 'meminfo', 'MemTotal', 0, 1000, 'kB'),"
                 " (1, 1, 2, 'meminfo', 'SwapFree', 0, 3, 'kB'), (1, 1, 3, 'stat', 'MemFree', 0, 3, 'kB');");
    database_expect(
        db,
        "SELECT hostname, cpu_type, cpu_subtype, cpu_brand, cpu_physical_cores, cpu_logical_cores, cpu_sockets,"
        " cpu_microcode, physical_memory, computer_name FROM system_info WHERE snapshot_id = 1",
        "web|x86_64|85|A|2|4|2|0x1|1024000|web\n");
    database_expect(
        db,
        "SELECT hostname, cpu_type, cpu_subtype, cpu_brand, cpu_physical_cores, cpu_logical_cores, cpu_sockets,"
        " cpu_microcode, physical_memory, computer_name FROM system_info WHERE snapshot_id = 2",
        "old|i686|0|NULL|-1|-1|NULL|NULL|-1|old\n");
    database_expect(db, "SELECT memory_total, memory_free, swap_free FROM memory_info", "1024000|NULL|3072\n");
    /* Where no cores are printed, each processor is one. */
    database_run(db, "DELETE FROM proc_cpuinfo WHERE key IN ('physical id', 'siblings')");
    database_expect(db,
                    "SELECT cpu_physical_cores, cpu_logical_cores, cpu_sockets FROM system_info WHERE snapshot_id = 1",
                    "4|4|NULL\n");
    /* s390 has no such lines: "processor 0: version = FF, …"; /proc/stat has a line for each that is online. */
    database_run(
        db, "DELETE FROM proc_cpuinfo; INSERT INTO proc_stat_cpus (snapshot_id, member_id, line, cpu, user, nice,"
            " system, idle) VALUES (1, 1, 1, NULL, 0, 0, 0, 0), (1, 1, 2, 0, 0, 0, 0, 0), (1, 1, 3, 3, 0, 0, 0, 0)");
    database_expect(db,
                    "SELECT cpu_physical_cores, cpu_logical_cores, cpu_sockets FROM system_info WHERE snapshot_id = 1",
                    "2|2|NULL\n");
    sqlite3_close(db);
}

TEST(osquery_times_and_loads)
{
    sqlite3 *db = database_host();

    database_run(
        db, "INSERT INTO proc_uptime VALUES (1, 1, 1, 9006101, 5); INSERT INTO proc_loadavg VALUES"
            " (1, 1, 1, 7, 1845, 100, 1, 2, 3); INSERT INTO proc_stat_cpus VALUES"
            " (1, 1, 1, NULL, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9), (1, 1, 2, 0, 1, 2, 3, 4, 5, 6, 7, NULL, NULL, NULL);");
    database_expect(db, "SELECT days, hours, minutes, seconds, total_seconds FROM uptime", "1|1|1|2|90062\n");
    database_expect(db, "SELECT period, average FROM load_average", "1m|0.070000\n5m|18.450000\n15m|1.000000\n");
    database_expect(db, "SELECT core, user, softirq, steal, guest_nice FROM cpu_time", "0|1|7|0|0\n");
    database_expect(
        db,
        "SELECT weekday, year, month, day, hour, minutes, seconds, timezone, local_timezone, unix_time, timestamp, "
        "datetime,"
        " iso_8601 FROM time WHERE snapshot_id = 1",
        "Friday|2025|11|21|9|37|3|UTC|NULL|1763717823|Fri Nov 21 09:37:03 2025 UTC|2025-11-21T09:37:03Z|"
        "2025-11-21T09:37:03Z\n");
    database_expect(db, "SELECT weekday, timestamp FROM time WHERE snapshot_id = 2",
                    "Thursday|Thu Jan  1 00:00:00 1970 UTC\n");
    database_expect(db,
                    "SELECT pid, version, start_time, watcher, platform_mask FROM osquery_info WHERE snapshot_id = 1",
                    "99|0.1.0|1763717823|-1|9\n");
    sqlite3_close(db);
}
