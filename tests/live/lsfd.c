/*
 * The columns of lsfd(1) of util-linux, beside what the database has, for an actor that holds one of each kind of descriptor that
 * tests/helpers/test_mkfds.c of util-linux makes.  Not compared, because lsfd of 2022 has no column for it: in which poll(2) or select(2)
 * a process waits for its descriptors (/proc/PID/syscall, see sources.def).
 */
#include "tests/support/test.h"

#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Without what may need a device or a permission: `extra` below. */
static const char kinds[] =
    "read-only:plain temporary:. log:log file:file gone=file:gone directory=read-only:. char=read-only:/dev/zero "
    "link:link pipe"
    " fifo:fifo eventfd timerfd signalfd pidfd epoll inotify:. registered:file:plain mapped-packet mapped-bpf-map "
    "mapped:mapped"
    " shared-memory memory pty bpf-prog:p bpf-map:m bpf-link:l netns=read-only:/proc/self/ns/net"
    " userns=read-only:/proc/self/ns/user unix-pair unix-listen:@sf unix-path-listen:sock unix-path-connect:sock "
    "unix-dgram:dg"
    " unix-seqpacket:sq tcp4-listen:0 tcp4-bare tcp6-listen:0 udp4:0 udp6:0 udplite4:0 udplite6:0 raw4:89 raw6:89 "
    "netlink packet"
    " ofd-lock:l1 posix-lock:l2 lease:l3 shared-lock:l4 watches:l5 path-only:plain";

/* Runs the command in a network namespace in which everybody may have ping sockets. */
#define ALONE "unshare -n sh -c 'echo 0 2147483647 >/proc/sys/net/ipv4/ping_group_range; exec sh -c \"$0\"'"

/* Each a kind that the kernel may refuse. */
static const char *const extra[] = {
    "block=read-only:/dev/loop0", "tun:sflsfd", "vsock-listen:0", "xdp", "ping4:0", "ping6:0", "bpf-netfilter"
};

/*
 * lsfd, a line a descriptor, with a * where we have nothing, and why:
 *   sockets: flags, position, device, mount, links, size and owner are those of sockfs, the same for all but the flags; collect does not
 *   ask for them, because there are 200,000.
 */
static const char theirs[] = "lsfd -J -p %d -o "
                             "ASSOC,TYPE,MODE,FLAGS,POS,INODE,DEV,RDEV,DEVTYPE,MNTID,NLINK,SIZE,DELETED,PROTONAME,FUID,"
                             "BLKDRV,CHRDRV,MISCDEV,NAME |"
                             " jq -r '.lsfd[] | select(.assoc | test(\"^[0-9]+$\")) | if .type == \"SOCK\" then .flags "
                             "= \"*\" | .pos = \"*\" | .dev = \"*\" |"
                             " .mntid = \"*\" | .nlink = \"*\" | .size = \"*\" | .fuid = \"*\" else . end | [.assoc, "
                             ".type, .mode, .flags, .pos, .inode, .dev, .rdev,"
                             " .devtype, .mntid, .nlink, .size, .deleted, .protoname, .fuid, .blkdrv, .chrdrv, "
                             ".miscdev, .name] | map(if . == null then \"\" else tostring end) |"
                             " join(\"|\")' | sed 's/|true|/|1|/; s/|false|/|0|/' | sort -n >theirs";

/* The same of the database.  lsfd writes the flags in this order, and no flag for O_RDONLY. */
static const char ours[] =
    "WITH d AS (SELECT f.*, a.file_type, a.inode AS file_inode, a.device, a.special_device, a.nlink, a.size, a.uid, "
    "s.pos, s.flags,"
    " s.mount_id, f.type = 'socket' AS is_socket, CAST(a.special_device AS INTEGER) AS major,"
    " CAST(substr(a.special_device, instr(a.special_device, ':') + 1) AS INTEGER) AS minor,"
    " CASE WHEN k.family = 1 THEN CASE k.type WHEN 'stream' THEN 'UNIX-STREAM' ELSE 'UNIX' END WHEN k.family = 16 THEN "
    "'NETLINK'"
    "  WHEN k.family = 17 THEN 'PACKET' WHEN k.family = 40 THEN 'AF_VSOCK' WHEN k.family = 44 THEN 'XDP' WHEN k.family "
    "IN (2, 10) THEN"
    "  CASE k.protocol WHEN 6 THEN 'TCP' WHEN 17 THEN 'UDP' WHEN 136 THEN iif(k.family = 10, 'UDPLITE', 'UDP-Lite') "
    "WHEN 1 THEN 'PING' WHEN 58 THEN 'PING' "
    "ELSE 'RAW' END || iif(k.family = "
    "10, 'v6', '')"
    "  ELSE f.protocol_name END AS protocol"
    " FROM process_fds AS f LEFT JOIN process_fd_files AS a USING (snapshot_id, pid, tid, fd)"
    " LEFT JOIN process_fd_states AS s USING (snapshot_id, pid, tid, fd)"
    " LEFT JOIN sockets AS k ON f.type = 'socket' AND k.inode = f.inode WHERE f.pid = %d)"
    " SELECT fd, CASE WHEN is_socket THEN 'SOCK' ELSE CASE file_type WHEN 'regular' THEN 'REG' WHEN 'directory' THEN "
    "'DIR' WHEN 'character'"
    " THEN 'CHR' WHEN 'block' THEN 'BLK' WHEN 'fifo' THEN 'FIFO' WHEN 'link' THEN 'LINK' ELSE 'UNKN' END END,"
    " CASE mode WHEN 'r' THEN 'r--' WHEN 'w' THEN '-w-' WHEN 'rw' THEN 'rw-' ELSE '---' END,"
    " iif(is_socket, '*', ltrim(CASE flags & 3 WHEN 1 THEN ',wronly' WHEN 2 THEN ',rdwr' ELSE '' END || iif(flags & "
    "1024, ',append', '')"
    " || iif(flags & 2048, ',nonblock', '') || iif(flags & 65536, ',directory', '') || iif(flags & 524288, ',cloexec', "
    "'')"
    " || iif(flags & 2097152, ',path', '') || iif(flags & 4194304, ',_tmpfile', ''), ',')), iif(is_socket, '*', pos),"
    " iif(is_socket, inode, file_inode), iif(is_socket, '*', device), coalesce(special_device, '0:0'),"
    " CASE file_type WHEN 'character' THEN 'char' WHEN 'block' THEN 'blk' ELSE 'nodev' END, iif(is_socket, '*', "
    "mount_id),"
    " iif(is_socket, '*', nlink), iif(is_socket, '*', size), target GLOB '* (deleted)', coalesce(protocol, ''), "
    "iif(is_socket, '*', uid),"
    " coalesce((SELECT name FROM proc_devices WHERE kind = 'block' AND file_type = 'block' AND number = major), ''),"
    " coalesce((SELECT name FROM proc_devices WHERE kind = 'character' AND file_type = 'character' AND number = major "
    "), ''),"
    " coalesce((SELECT name FROM proc_devices WHERE kind = 'misc' AND file_type = 'character' AND major = 10 AND "
    "number = minor), ''),"
    " iif(is_socket, protocol || ':[' || inode || ']', target) FROM d ORDER BY fd";

static void
remove_queue(void *name)
{
    (void)syscall(SYS_mq_unlink, name);
}

/* The list of actions, with those that this kernel lets run. */
static const char *
possible_kinds(struct scene *scene)
{
    const char *list = scene_text(scene, "%s queue:sflsfd%d", kinds, (int)getpid());

    scene_defer(scene, remove_queue, scene_text(scene, "sflsfd%d", (int)getpid()));
    for (size_t i = 0; i < sizeof(extra) / sizeof(extra[0]); i++)
        if (sh(scene, ALONE " 'exec holder %s </dev/null'", extra[i]).status == 0)
            list = scene_text(scene, "%s %s", list, extra[i]);
    return list;
}

static void
compare(struct scene *scene, const struct actor *actor)
{
    char *rows = query(scene, "case.db", ours, (int)actor->pid);

    scene_write(scene, "ours", rows, strlen(rows));
    sh_ok(scene, "sort -n -o ours ours");
    sh_ok(scene, theirs, (int)actor->pid);
    assert_string_equal(sh(scene, "diff theirs ours").out, "");
}

TEST(lsfd_columns_of_every_kind)
{
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    if (sh(scene, "command -v lsfd && command -v jq").status != 0)
        skip();
    sh_ok(scene, "echo abcdef >plain");
    actor = actor_start(scene, ALONE " 'exec holder net=open-net %s foreign=new-net left=tcp4-bare home'",
                        possible_kinds(scene));
    sh_ok(scene, "rm gone");
    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    compare(scene, actor);
    assert_true(query_number(scene, "case.db", "SELECT count(*) FROM process_fds WHERE pid = %d", (int)actor->pid) >
                60);
    scene_end(scene);
}

/* What is mounted over a path later changes nothing of a descriptor, and mount_id tells that the path leads elsewhere by now. */
TEST(lsfd_columns_of_a_path_that_is_mounted_over)
{
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    if (sh(scene, "command -v lsfd && command -v jq").status != 0)
        skip();
    sh_ok(scene, "mkdir over && echo below >over/file");
    actor = actor_start(scene, "unshare -m holder covered=read-only:over/file");
    sh_ok(scene, "nsenter -m -t %d mount -t tmpfs none %s/over && nsenter -m -t %d sh -c 'echo above it >%s/over/file'",
          (int)actor->pid, scene_directory(scene), (int)actor->pid, scene_directory(scene));
    sh_usable(scene, "collect -q >s.tar; analyze load case.db s.tar");
    compare(scene, actor);
    assert_string_equal(query(scene, "case.db",
                              "SELECT f.path, f.file_inode, f.file_size, m.fs_type, f.mount_id = m.mount_id"
                              " FROM process_open_files AS f JOIN mountinfo AS m ON m.mount_point = '%s/over'"
                              " WHERE f.pid = %d AND f.fd = %d",
                              scene_directory(scene), (int)actor->pid, actor_held(actor, "covered").fd),
                        scene_text(scene, "%s/over/file|%llu|6|tmpfs|0\n", scene_directory(scene),
                                   (unsigned long long)actor_held(actor, "covered").inode));
    scene_end(scene);
}

/* lsfd names what a process runs, where it is, its namespaces, and the files that it maps. */
TEST(lsfd_associations_that_are_no_descriptors)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    char *rows;

    scene_needs_root();
    if (sh(scene, "command -v lsfd && command -v jq").status != 0)
        skip();
    actor = actor_start(scene, "unshare -n holder mapped:mapped");
    sh_usable(scene, "collect -q --maps >s.tar; analyze load case.db s.tar");
    sh_ok(scene,
          "lsfd -J -p %d -o ASSOC,MODE,POS,INODE,NAME | jq -r '.lsfd[] | select(.assoc | test(\"^[a-z]\")) |"
          " if .assoc == \"mem\" or .assoc == \"shm\" then [.assoc, .mode, .pos, .inode, .name] else [.assoc, .name] "
          "end |"
          " map(tostring) | join(\"|\")' | sort >theirs",
          (int)actor->pid);
    rows = query(
        scene, "case.db",
        "SELECT CASE replace(link, 'ns/', '') WHEN 'root' THEN 'rtd' WHEN 'pid_for_children' THEN 'pid4c'"
        " WHEN 'time_for_children' THEN 'time4c' ELSE replace(link, 'ns/', '') END || '|' || target FROM process_links"
        " WHERE pid = %d UNION ALL SELECT iif(permissions GLOB '*s', 'shm', 'mem') || '|' || substr(permissions, 1, 3) "
        "|| '|' ||"
        " file_offset || '|' || inode || '|' || path FROM process_maps WHERE pid = %d AND inode > 0",
        (int)actor->pid, (int)actor->pid);
    scene_write(scene, "ours", rows, strlen(rows));
    sh_ok(scene, "sort -o ours ours");
    assert_string_equal(sh(scene, "diff theirs ours").out, "");
    scene_end(scene);
}
