#include "collect/net/autoload.h"

#include "collect/base/regular.h"
#include "collect/base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Bytes for one read(2).  The kernel returns at most a page, whatever the size. */
#define READ_SIZE 4096

/* Bytes of a line.  The kernel's names have at most 512 (KSYM_NAME_LEN). */
#define LONGEST 65536

/*
 * For each module a function that has the same name in all kernel versions, and that is called through a pointer, so
 * that no compiler removes its symbol.  A row applies to all dumps whose path begins with `path`: "diag/udp" includes
 * udplite.
 */
static const struct {
    const char *path, *module, *symbol;
} rows[] = {
    { "diag/tcp", "tcp_diag", "tcp_diag_get_info" },
    { "diag/udp", "udp_diag", "udp_diag_dump" },
    { "diag/raw", "raw_diag", "raw_diag_dump" },
    { "diag/sctp", "sctp_diag", "sctp_diag_dump" },
    { "diag/dccp", "dccp_diag", "dccp_diag_dump" },
    { "diag/mptcp", "mptcp_diag", "mptcp_diag_dump" },
    { "diag/unix", "unix_diag", "unix_diag_dump" },
    { "diag/netlink", "netlink_diag", "netlink_diag_dump" },
    { "diag/packet", "af_packet_diag", "packet_diag_dump" },
    { "diag/vsock", "vsock_diag", "vsock_diag_dump" },
    { "diag/xdp", "xsk_diag", "xsk_diag_dump" },
    { "ctnetlink/", "nf_conntrack_netlink", "ctnetlink_dump_table" },
    { "nftables/", "nf_tables", "nf_tables_dump_rules" },
    { "nfhook/", "nfnetlink_hook", "nfnl_hook_dump" },
};

#define ROWS (sizeof(rows) / sizeof(rows[0]))

/* Whether it is the symbol, perhaps with a suffix of the compiler (".llvm.1234", ".constprop.0"). */
static bool
is_symbol(struct text name, const char *symbol)
{
    return text_skip(&name, symbol) && (name.len == 0 || *name.data == '.');
}

void
autoload_take(struct autoload *autoload, const char *lines, size_t len)
{
    struct text rest = { lines, len }, line;

    while (text_next_line(&rest, &line)) {
        struct text name = text_word(line, 2); /* after the address and the type */

        for (size_t i = 0; i < ROWS; i++)
            if (is_symbol(name, rows[i].symbol))
                autoload->present |= UINT32_C(1) << i;
    }
}

/* Reads the symbols page by page.  An incomplete last line is completed by the next page. */
static void
take_symbols(struct autoload *autoload, struct guard *guard, int fd)
{
    struct bytes text = { 0 };
    ssize_t count = 1;

    while (count > 0) {
        char *room = bytes_room(&text, READ_SIZE);
        const char *last;
        size_t whole;

        count = room ? guard_read(guard, fd, room, READ_SIZE) : -1;
        if (count <= 0)
            break;
        bytes_grew(&text, (size_t)count);
        last = memrchr(text.data, '\n', text.len);
        if (!last && text.len > LONGEST)
            break; /* no list of symbols */
        if (!last)
            continue;
        whole = (size_t)(last - text.data) + 1;
        autoload_take(autoload, text.data, whole);
        memmove(text.data, text.data + whole, text.len - whole);
        text.len -= whole;
    }
    bytes_free(&text);
}

/* The first byte of a file; 0 if it is empty or cannot be read. */
static char
first_byte(struct guard *guard, int proc, const char *path)
{
    const char *type;
    int fd = regular_open(guard, proc, path, O_RDONLY, &type);
    char byte = 0;

    if (fd < 0)
        return 0;
    if (guard_read(guard, fd, &byte, 1) != 1)
        byte = 0;
    close(fd);
    return byte;
}

void
autoload_look(struct autoload *autoload, struct guard *guard, int proc)
{
    struct autoload found = { .is_allowed = autoload->is_allowed };
    const char *type;
    struct stat st;
    int fd;

    /*
     * no file "modules": built without CONFIG_MODULES; modules_disabled and an empty modprobe prevent loading as well
     */
    found.is_impossible = (guard_fstatat(guard, proc, "modules", &st, 0) != 0 && errno == ENOENT) ||
                          first_byte(guard, proc, "sys/kernel/modules_disabled") == '1' ||
                          first_byte(guard, proc, "sys/kernel/modprobe") == '\n';
    fd = found.is_impossible || found.is_allowed ? -1 : regular_open(guard, proc, "kallsyms", O_RDONLY, &type);
    if (fd >= 0) {
        take_symbols(&found, guard, fd);
        close(fd);
    }
    if (!guard_lost(guard))
        *autoload = found;
}

const char *
autoload_module(const struct autoload *autoload, const struct dump *dump)
{
    if (autoload->is_impossible || autoload->is_allowed)
        return NULL;
    for (size_t i = 0; i < ROWS; i++)
        if (strncmp(dump->path, rows[i].path, strlen(rows[i].path)) == 0)
            return autoload->present >> i & 1 ? NULL : rows[i].module;
    return NULL;
}
