/* The views on the host as a whole agree with the kernel, the C library and the usual tools. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static struct scene *
loaded(void)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q -o s.tar.zst");
    sh_usable(scene, "analyze load case.db s.tar.zst");
    return scene;
}

/*
 * A snapshot during which what the command prints stayed the same: it is in the file `stayed`.  Others use this machine, too, so that it may
 * take more than one.
 */
static struct scene *
loaded_while_same(const char *command)
{
    struct scene *scene = scene_begin();

    do {
        sh_ok(scene, "rm -f s.tar.zst; %s >stayed", command);
        sh_usable(scene, "collect -q -o s.tar.zst");
    } while (sh(scene, "%s | cmp -s stayed -", command).status != 0);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    return scene;
}

static void
same(struct scene *scene, const char *command, const char *sql)
{
    char *theirs = sh_ok(scene, "%s", command);
    char *ours = query(scene, "case.db", "%s", sql);

    if (strcmp(theirs, ours) != 0)
        fail_msg("%s\nsays %s\nand we\n%s", command, theirs, ours);
}

TEST(host_kernel_as_uname_and_proc_say)
{
    struct scene *scene = loaded();

    same(scene, "uname -r", "SELECT version FROM kernel_info");
    same(scene, "uname -n; uname -m", "SELECT hostname || char(10) || cpu_type FROM system_info");
    same(scene, "cat /proc/version; cat /proc/cmdline",
         "SELECT value FROM host_values WHERE file IN ('version', 'cmdline') ORDER BY file DESC");
    same(scene, "tr ' ' '\\n' </proc/cmdline | grep -v -e '^BOOT_IMAGE=' -e '^root=' | paste -sd ' '",
         "SELECT arguments FROM kernel_info");
    same(scene, "awk '/^btime/ { print $2 }' /proc/stat", "SELECT value FROM host_counters WHERE key = 'btime'");
    same(scene, "getconf _NPROCESSORS_ONLN", "SELECT cpu_logical_cores FROM system_info");
    same(scene, "getconf _NPROCESSORS_ONLN", "SELECT count(*) FROM cpu_time");
    same(scene, "echo $(($(awk '$1 == \"MemTotal:\" { print $2 }' /proc/meminfo) * 1024))",
         "SELECT memory_total FROM memory_info");
    same(scene, "cut -d: -f1 /proc/meminfo | tr -d ' '",
         "SELECT key FROM host_counters WHERE file = 'meminfo' ORDER BY line");
    same(scene, "awk -F '\\t: ' '/^model name/ { print $2; exit }' /proc/cpuinfo", /* not on each architecture */
         "SELECT cpu_brand FROM system_info WHERE cpu_brand IS NOT NULL");
    same(scene, "grep -c . /proc/cpuinfo", "SELECT count(*) FROM proc_cpuinfo");
    scene_end(scene);
}

/* A kernel without modules has no /proc/modules, and the snapshot records that. */
TEST(host_modules_as_lsmod_says)
{
    struct scene *scene = loaded_while_same("cat /proc/modules 2>&1 || true");

    if (sh(scene, "test -e /proc/modules").status == 0) {
        same(scene, "awk '{ sub(/,$/, \"\", $4); print $1, $2, $3, $4, $5, $6 }' stayed",
             "SELECT name || ' ' || size || ' ' || ref_count || ' ' || used_by || ' ' || status || ' ' || address"
             " FROM kernel_modules ORDER BY line");
    } else {
        same(scene, "echo 'absent|ENOENT'", "SELECT state, errno FROM members WHERE path = 'proc/modules'");
        same(scene, "true", "SELECT * FROM kernel_modules");
    }
    scene_end(scene);
}

TEST(host_devices_as_proc_says)
{
    struct scene *scene = scene_begin();

    /* Others mount and unmount: as root, the mounts are those of a namespace of our own. */
    sh_usable(scene,
              "[ $(id -u) -ne 0 ] || own='unshare -m'; $own sh -c 'mount | sort >mounts; collect -q -o s.tar.zst'");
    sh_usable(scene, "analyze load case.db s.tar.zst");
    same(scene, "cat mounts",
         "SELECT device || ' on ' || path || ' type ' || type || ' (' || flags || ')' FROM mounts ORDER BY 1");
    same(scene, "awk '{ print $NF, NF == 2 }' /proc/filesystems",
         "SELECT name || ' ' || nodev FROM proc_filesystems ORDER BY line");
    same(scene, "awk 'NR > 2 { print $1, $2, $3, $4 }' /proc/partitions",
         "SELECT major || ' ' || minor || ' ' || blocks || ' ' || name FROM proc_partitions ORDER BY line");
    same(scene, "awk '{ print $1, $2 }' /proc/misc",
         "SELECT number || ' ' || name FROM proc_devices WHERE kind = 'misc' ORDER BY line");
    same(scene, "awk '/^Block/ { b = 1; next } b { print $1, $2 }' /proc/devices",
         "SELECT number || ' ' || name FROM proc_devices WHERE kind = 'block' ORDER BY line");
    same(scene, "awk '/^$/ { exit } NR > 1 { print $1, $2 }' /proc/devices",
         "SELECT number || ' ' || name FROM proc_devices WHERE kind = 'character' ORDER BY line");
    scene_end(scene);
}

/* The sysctls that do not change by themselves have the values that sysctl(8) reads. */
TEST(host_sysctls_as_sysctl_says)
{
    struct scene *scene = loaded();
    char *names = query(scene, "case.db",
                        "SELECT name FROM system_controls WHERE name NOT IN ('fs.file-nr', 'kernel.ns_last_pid',"
                        " 'net.netfilter.nf_conntrack_count')");
    char *ours =
        query(scene, "case.db",
              "SELECT name || ' = ' || current_value || ' ' || subsystem FROM system_controls WHERE name NOT IN"
              " ('fs.file-nr', 'kernel.ns_last_pid', 'net.netfilter.nf_conntrack_count')");

    assert_true(strlen(names) > 500);
    scene_write(scene, "names", names, strlen(names));
    scene_write(scene, "ours", ours, strlen(ours));
    sh_ok(scene,
          "while read -r n; do f=$(echo $n | tr . /); v=$(cat /proc/sys/$f); echo \"$n = $v ${n%%%%.*}\"; done <names"
          " >theirs && diff theirs ours");
    scene_end(scene);
}

TEST(host_clocks_and_loads)
{
    struct scene *scene = scene_begin();
    int64_t before, after, up;
    char *second;

    before = strtoll(sh_ok(scene, "cut -d. -f1 /proc/uptime"), NULL, 10);
    sh_usable(scene, "collect -q -o s.tar.zst");
    after = strtoll(sh_ok(scene, "cut -d. -f1 /proc/uptime"), NULL, 10);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    up = query_number(scene, "case.db", "SELECT total_seconds FROM uptime");
    assert_in_range(up, before, after + 1);
    assert_int_equal(
        up, query_number(scene, "case.db", "SELECT ((days * 24 + hours) * 60 + minutes) * 60 + seconds FROM uptime"));
    assert_string_equal(
        query(scene, "case.db", "SELECT period FROM load_average WHERE average + 0 BETWEEN 0 AND 10000"),
        "1m\n5m\n15m\n");
    second = query(scene, "case.db", "SELECT unix_time FROM time");
    second[strcspn(second, "\n")] = '\0';
    same(scene,
         scene_text(scene, "date -u -d @%s '+%%A|%%-Y|%%-m|%%-d|%%-H|%%-M|%%-S|%%a %%b %%e %%T %%Y UTC|%%FT%%TZ'",
                    second),
         "SELECT weekday, year, month, day, hour, minutes, seconds, timestamp, iso_8601 FROM time");
    same(scene, ". /etc/os-release; echo \"$NAME|$VERSION|$VERSION_ID|$ID\"",
         "SELECT name, version, (SELECT value FROM os_release WHERE key = 'VERSION_ID'), platform FROM os_version");
    same(scene, "collect --version | grep -o '[0-9][0-9.]*[0-9]' | head -1", "SELECT version FROM osquery_info");
    scene_end(scene);
}

TEST(host_files_of_etc_as_getent_says)
{
    struct scene *scene = loaded();

    same(scene, "getent -s files passwd",
         "SELECT username || ':x:' || uid || ':' || gid || ':' || description || ':' || directory || ':' || shell FROM "
         "users");
    same(scene, "getent -s files group | cut -d: -f1,3", "SELECT groupname || ':' || gid FROM groups");
    same(scene,
         "for u in $(cut -d: -f1 /etc/passwd); do for g in $(id -G $u); do echo $(id -u $u) $g; done; done | sort",
         "SELECT uid || ' ' || gid FROM user_groups ORDER BY 1");
    same(scene, "getent -s files services | awk '{ split($2, p, \"/\"); print $1, p[1], p[2] }'",
         "SELECT name || ' ' || port || ' ' || protocol FROM etc_services");
    same(scene, "getent -s files protocols | awk '{ print $1, $2, $3 }'",
         "SELECT name || ' ' || number || ' ' || coalesce(alias, '') FROM etc_protocols");
    same(scene, "awk '$1 == \"nameserver\" { print $2 }' /etc/resolv.conf",
         "SELECT address FROM dns_resolvers WHERE type = 'nameserver' ORDER BY id");
    same(scene, "cat /etc/machine-id /etc/hostname",
         "SELECT value FROM host_values WHERE file IN ('machine-id', 'hostname') ORDER BY file DESC");
    scene_end(scene);
}

/* A shell in its own mount namespace, in which the test may write to /etc and /run. */
#define PRIVATE "unshare -m sh -ec 'cp -a /etc etc; mount --bind etc /etc; mount -t tmpfs none /run; . ./script'"

/* A login that util-linux writes, and files with lines that are easily misread. */
TEST(host_with_odd_accounts_and_a_login)
{
    static const char script[] =
        "printf '  a:x:0:0:::\\nb:x: 0:0\\nc:x:+0:-0::/\\nd:x:-1:0:::\\ne:x:0x0:0:::\\n#f:x:1:1:::\\ng "
        "h:x:5:5:d:/:/bin/sh\\n' >>/etc/passwd\n"
        "printf 'two:x:5: a,,b\\n z::6:root\\n' >>/etc/group\n"
        "printf '10.9.9.9  foo\\tbar#x\\n # y\\n 1.2.3.4\\tq\\n' >>/etc/hosts\n"
        "echo '# /lib/no.so' >/etc/ld.so.preload\n"
        "echo \"[7] [$HOLDER] [ts/0] [root    ] [pts/77      ] [h.example           ] [203.0.113.9    ]"
        " [2025-11-21T09:03:43,123456+00:00]\" | utmpdump -r >/run/utmp 2>/dev/null\n"
        "getent -s files passwd | cut -d: -f1,3,4 >passwd; getent -s files group | cut -d: -f1,3 >group; { id -G root; "
        "id -G a; } "
        ">root\n"
        "getent -s files hosts | awk '{ $1 = $1; print }' >hosts; utmpdump /run/utmp 2>/dev/null >login\n"
        "collect -q -o s.tar.zst || [ $? -eq 1 ]\n";
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    scene_write(scene, "script", script, strlen(script));
    sh_ok(scene, "HOLDER=%05d; export HOLDER; " PRIVATE, (int)actor->pid);
    sh_usable(scene, "analyze load case.db s.tar.zst");
    same(scene, "cat passwd", "SELECT username || ':' || uid || ':' || gid FROM users");
    same(scene, "grep -c -e '^a:0:0' -e '^b:0:0' -e '^c:0:0' -e '^g h:5' passwd", "SELECT 4");
    same(scene, "echo -1; echo 0x0",
         "SELECT have FROM problems JOIN members USING (member_id) WHERE path = 'etc/passwd' ORDER BY line");
    same(scene, "cat group", "SELECT groupname || ':' || gid FROM groups");
    same(scene, "tr ' ' '\\n' <root | sort -u", "SELECT gid FROM user_groups WHERE uid = 0 ORDER BY CAST(gid AS TEXT)");
    same(scene, "cat hosts", "SELECT address || ' ' || hostnames FROM etc_hosts WHERE instr(address, ':') = 0");
    same(scene, "sed 's/ *\\]//g;s/\\[//g' login | awk '{ print $1, $2 + 0, $3, $4, $5, $6, $7, $8 }'",
         "SELECT type || ' ' || pid || ' ' || id || ' ' || username || ' ' || tty || ' ' || host || ' ' || address || "
         "' ' ||"
         " strftime('%Y-%m-%dT%H:%M:%S', time, 'unixepoch') || ',' || microseconds || '+00:00' FROM utmp");
    same(scene, "echo 'user|root|pts/77|h.example'", "SELECT type, user, tty, host FROM logged_in_users");
    assert_int_equal(query_number(scene, "case.db", "SELECT pid FROM logged_in_users JOIN processes USING (pid)"),
                     actor->pid);
    same(scene, "true", "SELECT * FROM ld_so_preload");
    scene_end(scene);
}

/* A program that runs, by its digest and size, and one that was deleted. */
TEST(host_executables_as_sha256sum_says)
{
    struct scene *scene = scene_begin();
    struct actor *actor, *deleted;
    char *joined;

    sh_ok(scene,
          "cp $(command -v holder) prog; cp prog gone; printf x >>gone; sha256sum gone | cut -c-64 >gone.sha256");
    actor = actor_start(scene, "./prog tcp4-listen:127.9.9.9,0");
    deleted = actor_start(scene, "./gone tcp4-listen:127.9.9.9,0");
    sh_ok(scene, "rm gone");
    sh_usable(scene, "collect -q --hash-exe -o s.tar.zst");
    sh_usable(scene, "analyze load case.db s.tar.zst");
    joined = scene_text(scene,
                        "SELECT h.sha256, f.size, f.inode, f.filename, f.directory FROM processes AS p JOIN hash AS h "
                        "ON p.path = h.path"
                        " JOIN file AS f ON f.path = h.path WHERE p.pid = %d",
                        (int)actor->pid);
    same(scene, "echo \"$(sha256sum prog | cut -c-64)|$(stat -c '%s|%i' prog)|prog|$PWD\"", joined);
    same(scene, "cat gone.sha256",
         scene_text(scene, "SELECT sha256 FROM executable_hashes WHERE pid = %d", (int)deleted->pid));
    same(scene, "echo \"$PWD/gone (deleted)|$(cat gone.sha256)\"",
         scene_text(scene, "SELECT path, sha256 FROM hash WHERE deleted AND path GLOB '%s/gone*'",
                    scene_directory(scene)));
    scene_end(scene);
}

/* The ids of a user namespace, and a lock. */
TEST(host_id_maps_and_locks)
{
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    actor = actor_start(scene, "unshare -U --map-root-user holder unix-pair");
    sh_usable(scene, "exec 9>lock; flock 9; collect -q -o s.tar.zst");
    sh_usable(scene, "analyze load case.db s.tar.zst");
    same(scene, scene_text(scene, "cd /proc/%d; for f in gid_map uid_map; do echo $f $(cat $f); done", (int)actor->pid),
         scene_text(scene,
                    "SELECT file || ' ' || inside || ' ' || outside || ' ' || count FROM process_id_maps WHERE pid = "
                    "%d ORDER BY 1",
                    (int)actor->pid));
    same(scene, "echo \"FLOCK|WRITE|0|$(stat -c %i lock)|0|NULL\"",
         scene_text(scene, "SELECT kind, access, blocked, inode, first, last FROM proc_locks WHERE inode = %s",
                    sh_ok(scene, "stat -c %%i lock")));
    scene_end(scene);
}

/* The objects of this IPC namespace that other processes hold, from /proc. */
TEST(host_shared_memory_as_ipcs_says)
{
    struct scene *scene = scene_begin();
    char *id = sh_ok(scene, "! test -e /proc/sysvipc/shm || ipcmk -M 12345 -p 0640 | awk '{ print $NF }'");

    if (!*id)
        skip();
    id[strcspn(id, "\n")] = '\0';
    sh_usable(scene, "collect -q -o s.tar.zst; ipcrm -m %s; analyze load case.db s.tar.zst", id);
    assert_string_equal(query(scene, "case.db",
                              "SELECT owner_uid, creator_pid > 0, permissions, size, attached, status, locked"
                              " FROM shared_memory WHERE shmid = %s",
                              id),
                        sh_ok(scene, "echo \"$(id -u)|1|0640|12345|0||0\""));
    assert_string_equal(query(scene, "case.db",
                              "SELECT p.want, p.have FROM problems AS p JOIN members AS m USING (member_id)"
                              " WHERE m.path LIKE 'proc/sysvipc/%%'"),
                        "");
    scene_end(scene);
}

TEST(host_cgroups_as_proc_says)
{
    struct scene *scene = loaded_while_same("cat /proc/cgroups");

    same(scene, "awk 'NR > 1 { print $1, $2, $3, $4 }' stayed",
         "SELECT controller || ' ' || hierarchy || ' ' || num_cgroups || ' ' || enabled FROM proc_cgroups ORDER BY "
         "line");
    assert_string_equal(query(scene, "case.db",
                              "SELECT p.want, p.have FROM problems AS p JOIN members AS m USING (member_id)"
                              " WHERE m.path = 'proc/cgroups'"),
                        "");
    scene_end(scene);
}
