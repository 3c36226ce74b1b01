#include "collect/meta.h"

#include "collect/digest.h"
#include "collect/directory.h"
#include "collect/guard.h"
#include "collect/json.h"
#include "collect/namespace.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/utsname.h>
#include <unistd.h>

/* More than any of the small files that are read here. */
#define SMALL_FILE 16384

/* Notes what could not be read, and errno.  A file that is not there is no lack. */
static void
note(struct meta_lack *lack, const char *what)
{
    if (lack->error == 0 && errno != ENOENT && errno != ENOTDIR)
        *lack = (struct meta_lack){ what, errno };
}

/* Reads a small file to its end and closes it; without the newline that may be last.  Empty when it cannot be read. */
static void
read_small_fd(int fd, const char *what, struct bytes *out, struct meta_lack *lack)
{
    ssize_t count = fd < 0 ? -1 : 1;

    bytes_clear(out);
    while (count > 0 && out->len < SMALL_FILE) {
        char *room = bytes_room(out, SMALL_FILE);

        errno = ENOMEM;
        count = room ? guard_read(NULL, fd, room, SMALL_FILE) : -1;
        if (count > 0)
            bytes_grew(out, (size_t)count);
    }
    if (count < 0)
        note(lack, what);
    if (fd >= 0)
        close(fd);
    if (out->len > 0 && out->data[out->len - 1] == '\n')
        out->len--;
}

static void
read_small(int dir, const char *path, struct bytes *out, struct meta_lack *lack)
{
    read_small_fd(guard_openat(NULL, dir, path, O_RDONLY | O_NOCTTY | O_NONBLOCK), path, out, lack);
}

static void
put_file(struct json *j, const char *key, int dir, const char *path, struct meta_lack *lack)
{
    struct bytes text = { 0 };

    read_small(dir, path, &text, lack);
    if (text.len > 0)
        json_bytes(j, key, text.data, text.len);
    bytes_free(&text);
}

/* The digest of this program, from the file that the kernel runs. */
static void
put_tool(struct json *j, const struct host *host, struct meta_lack *lack)
{
    unsigned char sum[DIGEST_SIZE];
    char hex[DIGEST_HEX + 1];
    char buffer[SMALL_FILE];
    struct digest digest;
    ssize_t count = -1;
    int fd = host_open_self(host, "exe", O_RDONLY);

    json_open(j, "tool", '{');
    json_text(j, "name", "collect");
    json_text(j, "version", STILLFRAME_VERSION);
    digest_start(&digest);
    if (fd < 0)
        note(lack, "this program");
    if (fd >= 0) {
        while ((count = guard_read(NULL, fd, buffer, sizeof(buffer))) > 0)
            digest_add(&digest, buffer, (size_t)count);
        if (count < 0)
            note(lack, "this program");
        close(fd);
    }
    if (count == 0) {
        digest_end(&digest, sum);
        digest_hex(sum, hex);
        json_text(j, "sha256", hex);
    }
    json_close(j, '}');
}

/* The kernel's word, as far as its name for the machine tells: a 32-bit program may run on a 64-bit kernel. */
static unsigned
word_bits(const char *machine)
{
    static const char *const names[] = { "64", "s390x", "alpha", "armv8l" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strstr(machine, names[i]))
            return 64;
    return 8 * sizeof(long);
}

/* /sys/kernel/cpu_byteorder is there from Linux 6.3 on; the program's own order is the kernel's but under an emulator. */
static void
put_byte_order(struct json *j, const struct host *host, struct meta_lack *lack)
{
    static const unsigned one = 1;
    struct bytes text = { 0 };

    if (host->sys >= 0)
        read_small(host->sys, "kernel/cpu_byteorder", &text, lack);
    if (text.len > 0)
        json_bytes(j, "byte_order", text.data, text.len);
    else
        json_text(j, "byte_order", *(const unsigned char *)&one == 1 ? "little" : "big");
    bytes_free(&text);
}

static void
put_host(struct json *j, const struct host *host, struct meta_lack *lack)
{
    struct utsname uts;

    json_open(j, "host", '{');
    if (uname(&uts) == 0) {
        json_text(j, "nodename", uts.nodename);
        json_text(j, "sysname", uts.sysname);
        json_text(j, "release", uts.release);
        json_text(j, "version", uts.version);
        json_text(j, "machine", uts.machine);
        json_number(j, "word_bits", word_bits(uts.machine));
    }
    if (host->etc >= 0)
        put_file(j, "machine_id", host->etc, "machine-id", lack);
    put_file(j, "boot_id", host_proc(host, "sys/kernel/random/boot_id"), "sys/kernel/random/boot_id", lack);
    put_byte_order(j, host, lack);
    json_number(j, "clock_ticks", getauxval(AT_CLKTCK));
    json_number(j, "page_size", getauxval(AT_PAGESZ));
    json_close(j, '}');
}

/* "CapEff:\t000001ffffffffff" of /proc/self/status becomes "eff":"000001ffffffffff". */
static void
put_capabilities(struct json *j, const struct host *host, struct meta_lack *lack)
{
    static const struct {
        const char *line, *key;
    } sets[] = {
        { "CapInh:\t", "inh" }, { "CapPrm:\t", "prm" }, { "CapEff:\t", "eff" },
        { "CapBnd:\t", "bnd" }, { "CapAmb:\t", "amb" },
    };
    struct bytes status = { 0 };
    const char *text;

    read_small_fd(host_open_self(host, "status", O_RDONLY), "our own status", &status, lack);
    text = bytes_string(&status);
    json_open(j, "capabilities", '{');
    for (size_t i = 0; i < sizeof(sets) / sizeof(sets[0]); i++) {
        const char *line = strstr(text, sets[i].line);

        if (!line)
            continue;
        line += strlen(sets[i].line);
        json_bytes(j, sets[i].key, line, strcspn(line, "\n"));
    }
    json_close(j, '}');
    bytes_free(&status);
}

static void
put_namespaces(struct json *j, const struct host *host, struct meta_lack *lack)
{
    struct bytes names = { 0 };
    int fd = host_open_self(host, "ns", O_RDONLY | O_DIRECTORY);

    json_open(j, "namespaces", '{');
    if (fd < 0 || directory_names(NULL, fd, DIRECTORY_ALL, &names) != 0) {
        note(lack, "our own namespaces");
    } else {
        for (size_t i = 0; i < names.len; i += strlen(names.data + i) + 1) {
            char target[64]; /* "<name>:[<number>]": longer ones do not exist, and give 0 */
            ssize_t len = guard_readlinkat(NULL, fd, names.data + i, target, sizeof(target));
            uint64_t inode = len > 0 ? namespace_inode(target, (size_t)len) : 0;

            if (len < 0)
                note(lack, "our own namespaces");
            if (inode)
                json_number(j, names.data + i, inode);
        }
    }
    if (fd >= 0)
        close(fd);
    bytes_free(&names);
    json_close(j, '}');
}

static void
put_self(struct json *j, const struct host *host, struct meta_lack *lack)
{
    json_open(j, "self", '{');
    json_number(j, "pid", (uint64_t)getpid());
    json_number(j, "uid", getuid());
    json_number(j, "euid", geteuid());
    json_number(j, "gid", getgid());
    json_number(j, "egid", getegid());
    put_capabilities(j, host, lack);
    put_namespaces(j, host, lack);
    json_close(j, '}');
}

static void
put_options(struct json *j, const struct host *host, const struct options *options)
{
    json_open(j, "options", '{');
    json_number(j, "timeout", options->timeout);
    json_text(j, "proc", host->visible_path);
    json_bool(j, "thorough", options->thorough);
    json_bool(j, "environ", options->environ);
    json_bool(j, "maps", options->maps);
    if (options->every) {
        json_number(j, "every", options->every);
        json_number(j, "count", options->count);
    }
    json_bool(j, "hash_exe", options->hash_exe);
    json_close(j, '}');
}

void
meta_nodename(struct bytes *out)
{
    struct utsname uts;

    if (uname(&uts) == 0)
        bytes_text(out, uts.nodename);
}

struct meta_lack
meta_write(struct bytes *out, const struct host *host, const struct options *options, const struct clocks *clocks)
{
    struct meta_lack lack = { 0 };
    struct json j = { .out = out };

    json_open(&j, NULL, '{');
    json_number(&j, "format", SNAPSHOT_FORMAT);
    put_tool(&j, host, &lack);
    json_open(&j, "argv", '[');
    for (int i = 0; i < options->argc; i++)
        json_text(&j, NULL, options->argv[i]);
    json_close(&j, ']');
    json_maybe(&j, "case", options->case_id);
    json_maybe(&j, "operator", options->operator_name);
    json_maybe(&j, "note", options->note);
    put_host(&j, host, &lack);
    put_self(&j, host, &lack);
    json_open(&j, "clocks", '{');
    clocks_write(&j, clocks);
    json_close(&j, '}');
    put_options(&j, host, options);
    json_close(&j, '}');
    bytes_byte(out, '\n');
    return lack;
}
