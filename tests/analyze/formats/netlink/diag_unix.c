#include "tests/support/test.h"

#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <linux/unix_diag.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "tests/support/cells.h"
#include "tests/support/netlink.h"

static struct cells *
parse(struct slice text, bool big_endian)
{
    struct format_input input = {
        .text = text,
        .big_endian = big_endian,
        .file = slice_of("diag/unix"),
        .pass = slice_of("after"),
        .net_namespace = 1,
    };

    return cells_of("diag_unix", &input);
}

static struct cells *
dump(void)
{
    struct unix_diag_req request = { .sdiag_family = AF_UNIX, .udiag_states = ~0U, .udiag_show = 0x7f };
    struct buffer answer;
    struct cells *cells;
    int error;

    answer = netlink_dump(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, &request, sizeof(request), &error);
    if (error != 0) {
        buffer_free(&answer);
        skip();
    }
    cells = parse(buffer_slice(&answer), htonl(1) == 1);
    assert_int_equal(cells_problems(cells), 0);
    buffer_free(&answer);
    return cells;
}

struct text {
    char text[256];
};

static struct text
inode_of(int fd)
{
    struct text text;
    struct stat st;

    assert_int_equal(fstat(fd, &st), 0);
    assert_true(snprintf(text.text, sizeof(text.text), "%ju", (uintmax_t)st.st_ino) > 0);
    return text;
}

static int
bound(int type, const void *name, size_t len)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int fd = socket(AF_UNIX, type | SOCK_CLOEXEC, 0);

    assert_true(fd >= 0);
    memcpy(address.sun_path, name, len);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)),
                     0);
    return fd;
}

static void
close_all(const int *fds, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_int_equal(close(fds[i]), 0);
}

TEST(diag_unix_shows_pairs_of_this_machine)
{
    int pair[2];
    struct cells *cells;
    size_t row;

    assert_int_equal(socketpair(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0, pair), 0);
    assert_int_equal(write(pair[0], "hello", 5), 5);
    cells = dump();
    row = cells_find(cells, "diag_unix", "inode", inode_of(pair[1]).text);
    assert_cells(cells, "diag_unix", row, "family", "1", "type", "2", "state", "1", "path", "NULL", "abstract", "NULL",
                 "bound_name", "NULL", "peer", inode_of(pair[0]).text, "rqueue", "5", "shutdown", "0", "pass", "after");
    cells_free(cells);
    close_all(pair, 2);
}

/* A listener in the file system with a name that would forge a row of /proc/net/unix, and a client that waits. */
TEST(diag_unix_shows_listeners_and_who_waits)
{
    char directory[] = "/tmp/stillframe-unix-XXXXXX";
    struct text path;
    struct text shown;
    struct stat st;
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int listener;
    int client;
    struct cells *cells;
    size_t row;

    assert_non_null(mkdtemp(directory));
    assert_true(snprintf(path.text, sizeof(path.text), "%s/a\nb c", directory) > 0);
    assert_true(snprintf(shown.text, sizeof(shown.text), "%s/a\\x0ab c", directory) > 0);
    listener = bound(SOCK_STREAM, path.text, strlen(path.text) + 1);
    assert_int_equal(listen(listener, 5), 0);
    assert_int_equal(stat(path.text, &st), 0);
    client = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    memcpy(address.sun_path, path.text, strlen(path.text));
    assert_int_equal(connect(client, (struct sockaddr *)&address, sizeof(address)), 0);

    cells = dump();
    row = cells_find(cells, "diag_unix", "inode", inode_of(listener).text);
    assert_cells(cells, "diag_unix", row, "type", "1", "state", "10", "path", shown.text, "rqueue", "1", "wqueue", "5");
    assert_int_equal(strtoull(cell(cells, "diag_unix", row, "vfs_inode"), NULL, 10), st.st_ino);
    row = cells_find(cells, "diag_unix_waiting", "listener_inode", inode_of(listener).text);
    assert_cells(cells, "diag_unix_waiting", row, "ordinal", "1", "client_inode", inode_of(client).text);
    cells_free(cells);
    close_all((int[]){ listener, client }, 2);
    assert_int_equal(unlink(path.text), 0);
    assert_int_equal(rmdir(directory), 0);
}

TEST(diag_unix_shows_abstract_names)
{
    static const char name[] = "\0stillframe\0test";
    int fd = bound(SOCK_SEQPACKET, name, sizeof(name) - 1);
    struct cells *cells = dump();
    size_t row = cells_find(cells, "diag_unix", "inode", inode_of(fd).text);

    assert_cells(cells, "diag_unix", row, "type", "5", "state", "7", "path", "@stillframe@test", "abstract", "1",
                 "bound_name", "007374696c6c6672616d650074657374", "vfs_inode", "NULL", "peer", "NULL");
    cells_free(cells);
    close_all(&fd, 1);
}

TEST(diag_unix_is_read_in_both_byte_orders)
{
    for (int big_endian = 0; big_endian < 2; big_endian++) {
        struct made made = { .big_endian = big_endian };
        struct cells *cells;
        size_t outer;

        made_begin(&made, SOCK_DIAG_BY_FAMILY, NLM_F_MULTI);
        made_number(&made, 1, AF_UNIX);
        made_number(&made, 1, SOCK_STREAM);
        made_number(&made, 1, 10);
        made_number(&made, 1, 0);
        made_number(&made, 4, 7937);
        made_number(&made, 4, 1);
        made_number(&made, 4, 0);
        made_attribute(&made, UNIX_DIAG_NAME, "/run/x", 7);
        outer = made_open(&made, UNIX_DIAG_VFS);
        made_number(&made, 4, 1234);
        made_number(&made, 4, 0x00800001);
        made_close(&made, outer);
        outer = made_open(&made, UNIX_DIAG_ICONS);
        made_number(&made, 4, 500);
        made_number(&made, 4, 0);
        made_close(&made, outer);
        outer = made_open(&made, UNIX_DIAG_RQLEN);
        made_number(&made, 4, 2);
        made_number(&made, 4, 128);
        made_close(&made, outer);
        made_attribute_number(&made, UNIX_DIAG_PEER, 4, 26443);
        made_attribute_number(&made, UNIX_DIAG_UID, 4, 65534);
        made_end(&made);
        made_done(&made, 0);
        cells = parse(buffer_slice(&made.bytes), big_endian);
        assert_int_equal(cells_problems(cells), 0);
        assert_cells(cells, "diag_unix", 0, "inode", "7937", "cookie", "1", "path", "/run/x", "abstract", "0",
                     "bound_name", "2f72756e2f78", "vfs_inode", "1234", "vfs_device", "8388609", "peer", "26443",
                     "rqueue", "2", "wqueue", "128", "uid", "65534", "skmem_drops", "NULL", "shutdown", "NULL");
        assert_cells(cells, "diag_unix_waiting", 0, "ordinal", "1", "listener_inode", "7937", "client_inode", "500");
        assert_cells(cells, "diag_unix_waiting", 1, "ordinal", "2", "client_inode", "0");
        cells_free(cells);
        buffer_free(&made.bytes);
    }
}
