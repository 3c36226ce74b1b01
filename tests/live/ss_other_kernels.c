/*
 * analyze ss against ss for the families whose dumps this machine's kernel may be built without (CONFIG_VSOCKETS_DIAG,
 * CONFIG_XDP_SOCKETS_DIAG): sockets of a live process, and the messages that net/vmw_vsock/diag.c and net/xdp/xsk_diag.c write of them,
 * made here and given to both: to ss by tests/preload/diag.c, and to ours as members of the snapshot.
 */
#include "tests/support/test.h"

#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/vm_sockets.h>
#include <linux/vm_sockets_diag.h>
#include <linux/xdp_diag.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Messages in the making. */
struct dump {
    char bytes[4096];
    size_t size;
};

/* Appends a part of a message, padded as netlink does. */
static void *
add(struct dump *dump, const void *part, size_t size)
{
    char *at = dump->bytes + dump->size;

    assert_true(dump->size + NLMSG_ALIGN(size) <= sizeof(dump->bytes));
    memcpy(at, part, size);
    dump->size += NLMSG_ALIGN(size);
    return at;
}

static void
add_attribute(struct dump *dump, unsigned short type, const void *value, unsigned short size)
{
    add(dump, &(struct nlattr){ (unsigned short)(sizeof(struct nlattr) + size), type }, sizeof(struct nlattr));
    add(dump, value, size);
}

static void
write_dump(struct scene *scene, const char *name, struct dump *dump)
{
    add(dump, &(struct nlmsghdr){ NLMSG_LENGTH(sizeof(int)), NLMSG_DONE, NLM_F_MULTI, 0, 0 }, sizeof(struct nlmsghdr));
    add(dump, &(int){ 0 }, sizeof(int));
    scene_write(scene, name, dump->bytes, dump->size);
}

static void
add_vsock(struct dump *dump, const struct vsock_diag_msg *vsock)
{
    add(dump, &(struct nlmsghdr){ NLMSG_LENGTH(sizeof(*vsock)), SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, 0, 0 },
        sizeof(struct nlmsghdr));
    add(dump, vsock, sizeof(*vsock));
}

/* A socket of each type, and of each state that vsock has. */
static void
write_vsocks(struct scene *scene, uint64_t held)
{
    const unsigned any = VMADDR_CID_ANY, none = VMADDR_PORT_ANY;
    const unsigned char v = AF_VSOCK;
    const struct vsock_diag_msg vsocks[] = {
        { v, SOCK_STREAM, TCP_LISTEN, 0, any, 7700, any, none, (unsigned)held, { 1, 0 } },
        { v, SOCK_STREAM, TCP_ESTABLISHED, 0, 3, 7700, 2, 1030, 900002, { 2, 0 } },
        { v, SOCK_STREAM, TCP_CLOSING, 3, 3, 7700, 2, 1031, 900003, { 3, 0 } },
        { v, SOCK_STREAM, TCP_SYN_SENT, 0, 3, 1033, 2, 22, 900007, { 4, 0 } },
        { v, SOCK_DGRAM, TCP_CLOSE, 0, any, none, any, none, 900004, { 5, 0 } },
        { v, SOCK_SEQPACKET, TCP_ESTABLISHED, 0, 3, 5000, VMADDR_CID_HOST, 1032, 900005, { 6, 0 } },
    };
    struct dump dump = { .size = 0 };

    for (size_t i = 0; i < sizeof(vsocks) / sizeof(vsocks[0]); i++)
        add_vsock(&dump, &vsocks[i]);
    write_dump(scene, "answers/40", &dump);
}

/* A socket of a queue of lo with all that the kernel tells, or one that is not bound. */
static void
add_xdp(struct dump *dump, unsigned inode, bool whole)
{
    size_t begin = dump->size;
    struct nlmsghdr *header =
        add(dump, &(struct nlmsghdr){ 0, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI, 0, 0 }, sizeof(struct nlmsghdr));
    const struct xdp_diag_umem umem = {
        .size = 1 << 24,
        .id = 3,
        .num_pages = 4096,
        .chunk_size = 4096,
        .headroom = 256,
        .ifindex = 1,
        .queue_id = 5,
        .flags = XDP_DU_F_ZEROCOPY,
        .refs = 2,
    };
    unsigned memory[SK_MEMINFO_VARS] = { 0 };

    add(dump, &(struct xdp_diag_msg){ AF_XDP, SOCK_RAW, 0, inode, { 7, 0 } }, sizeof(struct xdp_diag_msg));
    add_attribute(dump, XDP_DIAG_INFO, &(struct xdp_diag_info){ whole, whole ? 5 : 0 }, sizeof(struct xdp_diag_info));
    add_attribute(dump, XDP_DIAG_UID, &(unsigned){ whole ? 1000 : 0 }, sizeof(unsigned));
    for (unsigned i = 0; whole && i < SK_MEMINFO_VARS; i++)
        memory[i] = 100 + i;
    if (whole) {
        add_attribute(dump, XDP_DIAG_STATS, &(struct xdp_diag_stats){ 1, 2, 3, 4, 5, 6 },
                      sizeof(struct xdp_diag_stats));
        add_attribute(dump, XDP_DIAG_RX_RING, &(struct xdp_diag_ring){ 2048 }, sizeof(struct xdp_diag_ring));
        add_attribute(dump, XDP_DIAG_TX_RING, &(struct xdp_diag_ring){ 1024 }, sizeof(struct xdp_diag_ring));
        add_attribute(dump, XDP_DIAG_UMEM, &umem, sizeof(umem));
        add_attribute(dump, XDP_DIAG_UMEM_FILL_RING, &(struct xdp_diag_ring){ 512 }, sizeof(struct xdp_diag_ring));
        add_attribute(dump, XDP_DIAG_UMEM_COMPLETION_RING, &(struct xdp_diag_ring){ 256 },
                      sizeof(struct xdp_diag_ring));
    }
    add_attribute(dump, XDP_DIAG_MEMINFO, memory, sizeof(memory));
    header->nlmsg_len = (unsigned)(dump->size - begin);
}

static void
write_xdps(struct scene *scene, uint64_t held)
{
    struct dump dump = { .size = 0 };

    add_xdp(&dump, (unsigned)held, true);
    add_xdp(&dump, 900006, false);
    write_dump(scene, "answers/44", &dump);
}

/* A snapshot of a namespace, as of a kernel that has the dumps. */
static void
snapshot(struct scene *scene, const char *name)
{
    sh_usable(scene, "collect -q -o s.tar; mkdir s && tar xf s.tar -C s --strip-components 1 && "
                     "rm -r s/manifest s/SHA256SUMS");
    sh_ok(scene,
          "n=$(ip netns exec %s stat -Lc %%i /proc/self/ns/net) && for pass in before after; do mkdir -p "
          "s/net/$n/$pass/diag &&"
          " cp answers/40 s/net/$n/$pass/diag/vsock && cp answers/44 s/net/$n/$pass/diag/xdp || exit 1; done &&"
          " pack s t.tar.zst && analyze load case.db t.tar.zst",
          name);
}

/* Both columns that tell rows apart are there, as tests/live/ss-answer.awk wants it: more than one table, more than one state. */
static const char *const options[] = {
    "--vsock -a",
    "--vsock -an",
    "--vsock -anp",
    "--vsock -anpeim",
    "--vsock",
    "-f vsock -anp",
    "--vsock -t -an",
    "-A v_str,u_str -an",
    "-A v_dgr,u_dgr -an",
    "-A vsock_dgram,unix_dgram -an",
    "--vsock -an state established state closing",
    "--vsock -an exclude established",
    "--vsock -an state listening state syn-sent",
    "--vsock -an state closed state close-wait",
    "-an src vsock:3:5000",
    "-an dst vsock:2:1030",
    "-an src vsock:*:7700",
    "--vsock -an sport = vsock:7700",
    "--vsock --xdp -an",
    "--vsock --xdp -anp",
    "--vsock --xdp -ane",
    "--vsock --xdp -anm",
    "--vsock --xdp -ani",
    "--vsock --xdp -anOpeim",
    "--vsock --xdp -anpeim",
    "-A xdp,u_str -an",
    "-f xdp --vsock -an",
};

/* The rows of ss, given the made dumps. */
#define THEIRS                                                                                                       \
    "set -f; ip netns exec %s env DIAG_DIRECTORY=$PWD/answers LD_PRELOAD=$PWD/diag.so ss -H %s 2>errors </dev/null"  \
    " | sed 's/^??? /v_seq /; s/ tumem(/ umem(/' | awk -f $TOP/tests/live/ss-answer.awk | sort >theirs; cat theirs " \
    ">>all;"

#define OURS                                                                                                           \
    "analyze ss case.db -H -N %s %s 2>errors | awk -v ours=1 -f $TOP/tests/live/ss-answer.awk | sort | diff theirs - " \
    "|| true"

TEST(ss_prints_the_vsock_and_xdp_sockets_of_ss)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    size_t differences = 0;
    char *name;

    scene_needs_root();
    name = scene_namespace(scene);
    if (sh(scene, "ip netns exec %s holder vsock-listen:%u xdp </dev/null", name, scene_port(scene, 0)).status != 0)
        skip(); /* this kernel has no such sockets at all */
    actor = actor_start(scene, "ip netns exec %s holder vsock-listen:%u xdp", name, scene_port(scene, 0));
    sh_ok(scene, "mkdir answers && cc -shared -fPIC -O -o diag.so $TOP/tests/preload/diag.c -ldl");
    write_vsocks(scene, actor_held(actor, "vsock-listen").inode);
    write_xdps(scene, actor_held(actor, "xdp").inode);
    snapshot(scene, name);
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        char *rows = sh_ok(scene, THEIRS OURS, name, options[i], name, options[i]);

        if (*rows != '\0')
            print_error("ss %s\n%s", options[i], rows);
        differences += *rows != '\0';
    }
    assert_int_equal(differences, 0);
    assert_string_equal(sh_ok(scene, "awk '{ print $1, $2 }' all | sort -u | grep -v ^u_ | tr '\\n' ';'"),
                        "v_dgr UNCONN;v_seq ESTAB;v_str CLOSING;v_str ESTAB;v_str LISTEN;v_str SYN-SENT;xdp UNCONN;");
    assert_string_equal(
        sh_ok(scene, "grep -c 'users:((\"holder\",pid=%d,' all | grep -qx 0 && echo none || true", (int)actor->pid),
        "");
    scene_end(scene);
}
