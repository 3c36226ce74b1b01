/*
 * Which container a process lives in: derive_containers.sql on cgroups, namespaces and mounts made by hand.
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sql.h"
#include "tests/support/database.h"

#define ID       "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define OTHER    "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
#define THIRD    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define UID      "12345678-1234-1234-1234-123456789abc"
#define UNIT_UID "12345678_1234_1234_1234_123456789abc"

/* Process 1 of the host, and process 5 of which the tests tell more. */
static const char base[] =
    "INSERT INTO snapshots (snapshot_id, result, complete, directory, archive_name, archive_bytes, archive_sha256,"
    " loaded_at, meta) VALUES (1, 'complete', 1, 'd', 'a', 1, 's', 'l',"
    " '{\"self\":{\"namespaces\":{\"pid\":4026531836,\"mnt\":200,\"net\":300,\"uts\":400}}}');"
    "INSERT INTO members (member_id, snapshot_id, path, state, verified) VALUES (1, 1, 'p', 'ok', 1);"
    "INSERT INTO process_stat VALUES (1, 1, 1, 1, 1, 'init', 'S', 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9, 0, 0, NULL, "
    "NULL, NULL, NULL),"
    " (1, 1, 2, 5, 5, 'a', 'S', 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 9, 0, 0, NULL, NULL, NULL, NULL);"
    "INSERT INTO process_links VALUES (1, 1, 1, 1, 1, 'ns/pid', 4026531836, 'pid:[4026531836]', NULL),"
    " (1, 1, 2, 1, 1, 'ns/mnt', 200, 'mnt:[200]', NULL), (1, 1, 3, 1, 1, 'ns/net', 300, 'net:[300]', NULL);";

/* Asks of process 5 what `question` names after those rows have come to it. */
static void
check_that(const char *rows, const char *question, const char *expected)
{
    static const char *const scripts[] = { sql_derive_containers, NULL };

    database_check(base, rows, scripts, question, expected);
}

static void
check(const char *rows, const char *expected)
{
    check_that(rows,
               "SELECT evidence || coalesce(' ' || runtime, '') || coalesce(' ' || container_id, '') ||"
               " coalesce(' in ' || coalesce(parent_runtime || ' ', '') || parent_id, '') || coalesce(' pod ' || "
               "pod_uid, '') || coalesce(' ' || pod_qos, '') ||"
               " ' [' || own_namespaces || ']' || coalesce(' ' || root_fs_type || ' ' || root_path, '')"
               " FROM process_containers WHERE pid = 5",
               expected);
}

static void
check_path(const char *path, const char *expected)
{
    char *rows, *whole;

    assert_true(asprintf(&rows, "INSERT INTO process_cgroups VALUES (1, 1, 1, 5, 0, '', '%s');", path) > 0);
    assert_true(asprintf(&whole, "%s%s%s", expected[0] ? "cgroup " : "", expected, expected[0] ? " []" : "") >= 0);
    check(rows, whole);
    free(rows);
    free(whole);
}

TEST(containers_by_cgroup)
{
    static const struct {
        const char *path;
        const char *expected;
    } cases[] = {
        { "/docker/" ID, "docker " ID },
        { "/system.slice/docker-" ID ".scope", "docker " ID },
        { "/user.slice/user-1000.slice/user@1000.service/user.slice/docker-" ID ".scope", "docker " ID },
        { "/system.slice:docker:" ID, "docker " ID },
        { "/system.slice/docker-" ID ".scope/init.scope", "docker " ID },
        { "/default/" ID, "containerd " ID },
        { "/user.slice/nerdctl-" ID ".scope", "containerd " ID },
        { "/machine.slice/libpod-" ID ".scope/container", "podman " ID },
        { "/system.slice/web.service/libpod-payload-" ID, "podman " ID },
        { "/libpod_parent/libpod-" ID, "podman " ID },
        { "/lxc.payload.web/system.slice/ssh.service", "lxc web" },
        { "/lxc.payload/web", "lxc web" },
        { "/lxc/101/ns", "lxc 101" },
        { "/machine.slice/systemd-nspawn@web.service/payload/init.scope", "systemd-nspawn web" },
        { "/machine.slice/machine-web.scope/payload", "machined web" },
        { "/machine.slice/machine-lxc\\x2d1\\x2dweb.scope", "libvirt-lxc 1\\x2dweb" },
        { "/" ID, ID },
        { "/ecs/34dc0b5e626f2c5c4c5170e34b10e765/" ID, "docker " ID },
        { "/ecstasks.slice/ecstasks-34dc0b5e626f2c5c4c5170e34b10e765.slice/docker-" ID ".scope", "docker " ID },
        { "/ecs/34dc0b5e626f2c5c4c5170e34b10e765/34dc0b5e626f2c5c4c5170e34b10e765-1234567890",
          "fargate 34dc0b5e626f2c5c4c5170e34b10e765-1234567890" },
        { "/garden/6f265890-5165-7fab-6b52-18d1", "garden 6f265890-5165-7fab-6b52-18d1" },
        { "/system.slice/garden.service/garden/bad/6f265890-5165-7fab-6b52-18d1/init",
          "garden 6f265890-5165-7fab-6b52-18d1" },
        { "/nomad.slice/share.slice/" UID ".web.scope", "nomad " UID ".web" },
        { "/nomad.slice/" UID ".web.scope", "nomad " UID ".web" },
        { "/nomad/" UID, "nomad " UID },
        { "/mesos/" UID, "mesos " UID },
        { "/docker/buildkit/n4eu0udvbz9vfzjy71jkvgkwh", "buildkit n4eu0udvbz9vfzjy71jkvgkwh" },
        { "/docker/" OTHER "/docker/buildkit/n4eu0udvbz9vfzjy71jkvgkwh",
          "buildkit n4eu0udvbz9vfzjy71jkvgkwh in docker " OTHER },
        { "/system.slice/docker-n4eu0udvbz9vfzjy71jkvgkwh.scope", "buildkit n4eu0udvbz9vfzjy71jkvgkwh" },
        { "/machine.slice/machine-rkt\\x2dbfb7d57e\\x2d80ff.scope/system.slice/debian.service",
          "rkt bfb7d57e\\x2d80ff" },
        { "/machine.slice/494/system.slice", "openvz 494" },
        { "/machine.slice/" UID, "openvz " UID },
        { "/user.slice/runc-web.scope", "runc web" },
        { "/user.slice/user-0.slice/crun-web.scope/container", "crun web" },
        { "/lxc.payload.project_web", "lxc project_web" },
        { "/../" ID, ID },
        { "/docker/" OTHER "/docker/" ID, "docker " ID " in docker " OTHER },
        { "/docker/" OTHER "/kubelet/kubepods/burstable/" ID, ID " in docker " OTHER },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check_path(cases[i].path, cases[i].expected);
}

TEST(containers_of_pods)
{
    check_path("/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" UNIT_UID ".slice/cri-containerd-" ID
               ".scope",
               "containerd " ID " pod " UID " burstable");
    check_path("/kubepods.slice/kubepods-pod" UNIT_UID ".slice/crio-" ID ".scope",
               "cri-o " ID " pod " UID " guaranteed");
    check_path("/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/"
               "kubelet-kubepods-besteffort-pod" UNIT_UID ".slice/cri-containerd-" ID ".scope",
               "containerd " ID " pod " UID " besteffort");
    check_path("/kubepods/burstable/pod" UID "/" ID, ID " pod " UID " burstable");
    check_path("/kubepods/pod" UID "/crio-" ID, "cri-o " ID " pod " UID " guaranteed");
    check_path("/system.slice/containerd.service/kubepods-burstable-pod" UNIT_UID ".slice:cri-containerd:" ID,
               "containerd " ID " pod " UID " burstable");
}

/* What supervises a container, a virtual machine, a mount unit, a shorter number, a service. */
TEST(containers_that_are_none)
{
    /* ID is a part of a path. NOLINTBEGIN(bugprone-suspicious-missing-comma) */
    static const char *const paths[] = {
        "/",
        "/../..",
        "/init.scope",
        "/system.slice/docker.service",
        "/system.slice/docker-" ID ".mount",
        "/system.slice/docker-0123456789ab.scope",
        "/machine.slice/libpod-conmon-" ID ".scope",
        "/kubepods.slice/kubepods-pod" UNIT_UID ".slice/crio-conmon-" ID ".scope",
        "/lxc.monitor.web",
        "/machine.slice/machine-qemu\\x2d1\\x2dvm.scope/libvirt",
        "/machine.slice/systemd-nspawn@web.service/supervisor",
        "/machine.slice/machine-web.scope/supervisor",
        "/docker/0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
        "/ecs/34dc0b5e626f2c5c4c5170e34b10e765",
        "/ecs/34dc0b5e626f2c5c4c5170e34b10e765/34dc0b5e626f2c5c4c5170e34b10e765-",
        "/garden/good",
        "/garden/6f265890-5165-7fab-6b52-18dX",
        "/nomad.slice/share.slice",
        "/docker/buildkit",
        ("/system.slice/" UID),
        "/system.slice/494",
    };
    /* NOLINTEND(bugprone-suspicious-missing-comma) */

    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
        check_path(paths[i], "");
}

TEST(containers_of_several_hierarchies)
{
    check("INSERT INTO process_cgroups VALUES (1, 1, 1, 5, 9, 'memory', '/'), (1, 1, 2, 5, 8, 'pids', '/docker/" ID
          "'), (1, 1, 3, 5, 1, 'name=systemd', '/docker/" ID "/system.slice');",
          "cgroup docker " ID " []");
    check("INSERT INTO process_cgroups VALUES (1, 1, 1, 5, 9, 'memory', '/docker/" OTHER
          "'), (1, 1, 2, 5, 8, 'pids', '/docker/" ID "');",
          "conflict []");
}

/* A container in a container, where not every hierarchy is as deep; what is not around another stays a conflict. */
TEST(containers_in_containers_of_several_hierarchies)
{
    static const char nested[] =
        "INSERT INTO process_cgroups VALUES (1, 1, 1, 5, 9, 'rdma', '/docker/" OTHER "'), (1, 1, 2, 5, 8, 'pids',"
        " '/docker/" OTHER "/docker/" ID "'), (1, 1, 3, 5, 1, 'name=systemd', '/docker/" OTHER "/docker/" ID "/a');";
    static const char unit[] =
        "INSERT INTO process_cgroups VALUES (1, 1, 1, 5, 9, 'rdma', '/docker/" OTHER "'), (1, 1, 2, 5, 8, 'pids',"
        " '/system.slice/docker-" OTHER ".scope/docker/" ID "');";
    static const char crossed[] =
        "INSERT INTO process_cgroups VALUES (1, 1, 1, 5, 9, 'rdma', '/docker/" OTHER "/docker/" ID "'),"
        " (1, 1, 2, 5, 8, 'pids', '/docker/" ID "/docker/" OTHER "');";
    static const char beside[] =
        "INSERT INTO process_cgroups VALUES (1, 1, 1, 5, 9, 'rdma', '/docker/" OTHER "'), (1, 1, 2, 5, 8, 'pids',"
        " '/docker/" OTHER "/docker/" ID "'), (1, 1, 3, 5, 7, 'cpu', '/docker/" THIRD "');";

    check(nested, "cgroup docker " ID " in docker " OTHER " []");
    check_that(nested, "SELECT cgroup_path FROM process_containers", "/docker/" OTHER "/docker/" ID);
    check(unit, "cgroup docker " ID " in docker " OTHER " []");
    check(crossed, "conflict []");
    check(beside, "conflict []");
}

#define SPACES                                                                                                 \
    "INSERT INTO process_links VALUES (1, 1, 11, 5, 5, 'ns/pid', 101, 'pid:[101]', NULL),"                     \
    " (1, 1, 12, 5, 5, 'ns/mnt', 201, 'mnt:[201]', NULL), (1, 1, 13, 5, 5, 'ns/net', 300, 'net:[300]', NULL)," \
    " (1, 1, 14, 5, 5, 'ns/uts', 401, 'uts:[401]', NULL);"
#define MOUNT(line, root, point, type, options)                                                                \
    "INSERT INTO mountinfo VALUES (1, 1, " #line ", 5, 1, 0, '0:1', '" root "', '" point "', 'rw', '', '" type \
    "', 's', '" options "');"

TEST(containers_by_namespaces)
{
    check(SPACES, "namespaces [mnt,pid,uts]");
    check(SPACES "DELETE FROM process_links WHERE pid = 1;", "namespaces [mnt,pid,uts]");
    check(SPACES "DELETE FROM process_links WHERE pid = 5 AND link = 'ns/pid';", "");
    check(SPACES "UPDATE process_links SET inode = 200 WHERE pid = 5 AND link = 'ns/mnt';", "");
    check(SPACES "UPDATE snapshots SET meta = 'x';", "namespaces [mnt,pid]");
    check(SPACES MOUNT(1, "/", "/", "overlay", "rw,lowerdir=/l,upperdir=/var/lib/docker/overlay2/x/diff,workdir=/w"),
          "namespaces [mnt,pid,uts] overlay /var/lib/docker/overlay2/x/diff");
    /* As the kernel escapes it, and overlay; what looks like an option is part of a directory's name. */
    check(SPACES MOUNT(1, "/", "/", "overlay",
                       "rw,lowerdir=/l,upperdir=/mnt/First\\040Test\\0401/a\\134\\054b,workdir=/w"),
          "namespaces [mnt,pid,uts] overlay /mnt/First Test 1/a,b");
    check(SPACES MOUNT(1, "/", "/", "overlay", "rw,lowerdir=/l\\,upperdir=/forged,upperdir=/real,workdir=/w"),
          "namespaces [mnt,pid,uts] overlay /real");
    check(SPACES MOUNT(1, "/", "/", "overlay", "rw,lowerdir=/a,upperdir=/forged,upperdir=/real,workdir=/w"),
          "namespaces [mnt,pid,uts] overlay /real");
    check(SPACES MOUNT(1, "/", "/", "overlay", "rw,lowerdir=/x\\134\\054upperdir=/forged"),
          "namespaces [mnt,pid,uts] overlay /");
    check(SPACES MOUNT(1, "/d", "/", "btrfs", "rw,subvol=/upperdir=/forged"), "namespaces [mnt,pid,uts] btrfs /d");
    check(SPACES MOUNT(1, "/var/lib/machines/web", "/", "ext4", "rw"),
          "namespaces [mnt,pid,uts] ext4 /var/lib/machines/web");
}

/* Inside a container with a cgroup namespace of its own, the path is / for all of it. */
TEST(containers_by_mounts)
{
    check(SPACES MOUNT(1, "/var/lib/docker/containers/" ID "/hostname", "/etc/hostname", "ext4", "rw"),
          "mounts docker " ID " [mnt,pid,uts]");
    check(SPACES MOUNT(1, "/var/lib/docker/containers/short/hostname", "/etc/hostname", "ext4", "rw"),
          "mounts docker [mnt,pid,uts]");
    check(SPACES MOUNT(1, "/var/lib/kubelet/pods/" UID "/etc-hosts", "/etc/hosts", "ext4", "rw") MOUNT(
              2, "/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/" ID "/hostname", "/etc/hostname", "ext4", "rw"),
          "mounts containerd pod " UID " [mnt,pid,uts]");
    check(SPACES MOUNT(1, "/containers/storage/overlay-containers/" ID "/userdata/hostname", "/etc/hostname", "tmpfs",
                       "rw"),
          "mounts [mnt,pid,uts]");
    check(SPACES MOUNT(1, "/containers/storage/overlay-containers/" ID "/userdata/.containerenv", "/run/.containerenv",
                       "tmpfs", "rw")
              MOUNT(2, "/containers/storage/overlay-containers/" OTHER "/userdata/hosts", "/etc/hosts", "tmpfs", "rw"),
          "mounts podman " ID " [mnt,pid,uts]");
    check(SPACES MOUNT(1, "/storage/overlay-containers/" ID "/userdata/.containerenv", "/run/.containerenv", "tmpfs",
                       "rw") MOUNT(2, "/var/lib/kubelet/pods/" UID "/etc-hosts", "/etc/hosts", "ext4", "rw"),
          "mounts cri-o " ID " pod " UID " [mnt,pid,uts]");
    check(SPACES MOUNT(1, "/data/containers/" ID "/resolv.conf", "/etc/resolv.conf", "ext4", "rw"),
          "mounts docker " ID " [mnt,pid,uts]");
    check(SPACES MOUNT(1, "/data/containers/short/resolv.conf", "/etc/resolv.conf", "ext4", "rw"),
          "namespaces [mnt,pid,uts]");
    check(SPACES MOUNT(1, "/docker/containers/" ID "/hostname/mine", "/etc/hostname", "ext4", "rw"),
          "namespaces [mnt,pid,uts]");
    /* Not of the host's own mounts. */
    check(MOUNT(1, "/var/lib/docker/containers/" ID "/hostname", "/etc/hostname", "ext4",
                "rw") "INSERT INTO process_links VALUES (1, 1, 12, 5, 5, 'ns/mnt', 200, 'mnt:[200]', NULL);",
          "");
    check(SPACES MOUNT(1, "/var/lib/docker/containers/" ID "/hostname", "/mnt", "ext4", "rw"),
          "namespaces [mnt,pid,uts]");
}

/* Taken inside of one: what pid 1 has is what all have. */
TEST(containers_from_the_inside)
{
    static const char inside[] =
        "UPDATE process_links SET inode = 4026532200 WHERE link = 'ns/pid';"
        "INSERT INTO process_links VALUES (1, 1, 11, 5, 5, 'ns/pid', 4026532200, 'pid:[4026532200]', NULL),"
        " (1, 1, 12, 5, 5, 'ns/mnt', 200, 'mnt:[200]', NULL);"
        "INSERT INTO process_cgroups VALUES (1, 1, 1, 5, 0, '', '/'), (1, 1, 2, 1, 0, '', '/');" MOUNT(
            1, "/docker/containers/" ID "/hostname", "/etc/hostname", "ext4", "rw")
            MOUNT(2, "/", "/", "overlay", "rw,lowerdir=/l,upperdir=/var/lib/docker/overlay2/x/diff,workdir=/w");

    check(inside, "mounts docker " ID " [] overlay /var/lib/docker/overlay2/x/diff");
    check_that(inside, "SELECT runtime || ' ' || container_id || ' ' || processes || ' ' || first_pid FROM containers",
               "docker " ID " 2 1");
}

TEST(containers_and_their_processes)
{
    static const char rows[] = SPACES "INSERT INTO process_stat SELECT 1, 1, 3, 6, 6, 'b', 'S', 1, 1, 1, 0, 0, 0, 0, "
                                      "0, 0, 0, 0, 1, 9, 0, 0, NULL, NULL, NULL, NULL;"
                                      "INSERT INTO process_cgroups VALUES (1, 1, 1, 5, 0, '', '/docker/" ID
                                      "'), (1, 1, 2, 6, 0, '', '/docker/" ID "');";

    check_that(rows,
               "SELECT group_concat(runtime || ' ' || processes || ' ' || first_pid || ' ' || pid_namespace || ' ' ||"
               " own_namespaces || ' ' || evidence) FROM containers",
               "docker 2 5 101 mnt,pid,uts cgroup");
    check_that(SPACES,
               "SELECT processes || ' ' || first_pid || ' ' || evidence FROM containers WHERE container_id IS NULL",
               "1 5 namespaces");
}
