#include "collect/host/meta.h"

#include "collect/base/json.h"
#include "collect/host/host_facts.h"
#include "schema/snapshot/snapshot.h"

#include <errno.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/utsname.h>
#include <unistd.h>

/* Notes what could not be read.  A missing file, or something else in its place, is not noted. */
static void
note(struct meta_lack *lack, const char *what, int error)
{
    if (lack->error == 0 && error && error != ENOENT && error != ENOTDIR && error != ENODEV)
        *lack = (struct meta_lack){ what, error };
}

/* Appends the content of a small file without its last newline; nothing if it cannot be read. */
static void
take_small(struct errand *errand, unsigned deadline, const char *what, struct bytes *out, struct meta_lack *lack)
{
    note(lack, what, errand_text(errand, deadline, out));
    if (out->len > 0 && out->data[out->len - 1] == '\n')
        out->len--;
}

static void
put_file(struct json *j, const char *key, struct errand *errand, unsigned deadline, const char *what,
         struct meta_lack *lack)
{
    struct bytes text = { 0 };

    take_small(errand, deadline, what, &text, lack);
    if (text.len > 0)
        json_bytes(j, key, text.data, text.len);
    bytes_free(&text);
}

/* Writes name, version and digest of this program.  The digest is of /proc/self/exe, the file that the kernel runs. */
static void
put_tool(struct json *j, const struct host_facts *q, struct meta_lack *lack)
{
    struct own_file *own = errand_wait(q->tool, q->deadline);
    unsigned char sum[DIGEST_SIZE];
    char hex[DIGEST_HEX + 1];

    note(lack, "this program", own ? own->error : errno);
    json_open(j, "tool", '{');
    json_text(j, "name", "collect");
    json_text(j, "version", STILLFRAME_VERSION);
    if (own && !own->error) {
        digest_end(&own->digest, sum);
        digest_hex(sum, hex);
        json_text(j, "sha256", hex);
    }
    json_close(j, '}');
    host_facts_drop(own);
}

/* The word size of the kernel, from its name of the machine: a 32-bit collect may run on a 64-bit kernel. */
static unsigned
word_bits(const char *machine)
{
    static const char *const names[] = { "64", "s390x", "alpha", "armv8l" };

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strstr(machine, names[i]))
            return 64;
    return 8 * sizeof(long);
}

/*
 * /sys/kernel/cpu_byteorder exists since Linux 6.3.  Otherwise our own byte order serves; it differs only under an
 * emulator.
 */
static void
put_byte_order(struct json *j, const struct host_facts *q, struct meta_lack *lack)
{
    static const unsigned one = 1;
    struct bytes text = { 0 };

    note(lack, CPU_BYTEORDER, q->sys_error);
    if (q->byte_order)
        take_small(q->byte_order, q->deadline, CPU_BYTEORDER, &text, lack);
    if (text.len > 0)
        json_bytes(j, "byte_order", text.data, text.len);
    else
        json_text(j, "byte_order", *(const unsigned char *)&one == 1 ? "little" : "big");
    bytes_free(&text);
}

static void
put_host(struct json *j, const struct host_facts *q, struct meta_lack *lack)
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
    note(lack, "machine-id", q->etc_error);
    if (q->machine_id)
        put_file(j, "machine_id", q->machine_id, q->deadline, "machine-id", lack);
    put_file(j, "boot_id", q->boot_id, q->deadline, BOOT_ID, lack);
    put_byte_order(j, q, lack);
    json_number(j, "clock_ticks", getauxval(AT_CLKTCK));
    json_number(j, "page_size", getauxval(AT_PAGESZ));
    json_close(j, '}');
}

/* "CapEff:\t000001ffffffffff" of /proc/self/status becomes "eff":"000001ffffffffff". */
static void
put_capabilities(struct json *j, const struct host_facts *q, struct meta_lack *lack)
{
    static const struct {
        const char *line, *key;
    } sets[] = {
        { "CapInh:\t", "inh" }, { "CapPrm:\t", "prm" }, { "CapEff:\t", "eff" },
        { "CapBnd:\t", "bnd" }, { "CapAmb:\t", "amb" },
    };
    struct bytes status = { 0 };
    const char *text;

    take_small(q->status, q->deadline, "our own status", &status, lack);
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
put_namespaces(struct json *j, const struct host_facts *q, struct meta_lack *lack)
{
    struct own_file *own = errand_wait(q->namespaces, q->deadline);

    note(lack, "our own namespaces", own ? own->error : errno);
    json_open(j, "namespaces", '{');
    for (size_t i = 0, k = 0; own && own->inodes && i < own->names.len; i += strlen(own->names.data + i) + 1, k++)
        if (own->inodes[k])
            json_number(j, own->names.data + i, own->inodes[k]);
    json_close(j, '}');
    host_facts_drop(own);
}

static void
put_self(struct json *j, const struct host_facts *q, struct meta_lack *lack)
{
    json_open(j, "self", '{');
    json_number(j, "pid", (uint64_t)getpid());
    json_number(j, "uid", getuid());
    json_number(j, "euid", geteuid());
    json_number(j, "gid", getgid());
    json_number(j, "egid", getegid());
    put_capabilities(j, q, lack);
    put_namespaces(j, q, lack);
    json_close(j, '}');
}

static void
put_limit(void *context, struct bound bound)
{
    json_number(context, bound.name, bound.most);
}

static void
put_options(struct json *j, const struct host *host, const struct options *options)
{
    json_open(j, "options", '{');
    json_number(j, "timeout", options->timeout);
    json_text(j, "proc", host->visible_path);
    json_bool(j, "low_memory", options->low_memory);
    if (options->available < UINT64_MAX)
        json_number(j, "memory_available", options->available);
    json_bool(j, "thorough", options->thorough);
    json_bool(j, "environ", options->environ);
    json_bool(j, "maps", options->maps);
    if (options->every) {
        json_number(j, "every", options->every);
        json_number(j, "count", options->count);
    }
    json_bool(j, "hash_exe", options->hash_exe);
    json_bool(j, "save_deleted", options->save_deleted);
    json_bool(j, "probe_ports", options->probe_ports);
    json_open(j, "limits", '{');
    limits_changed(&options->limits, put_limit, j);
    json_close(j, '}');
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
    struct host_facts q;

    host_facts_ask(&q, host);
    json_open(&j, NULL, '{');
    json_number(&j, "format", SNAPSHOT_FORMAT);
    put_tool(&j, &q, &lack);
    json_open(&j, "argv", '[');
    for (int i = 0; i < options->argc; i++)
        json_text(&j, NULL, options->argv[i]);
    json_close(&j, ']');
    json_maybe(&j, "case", options->case_id);
    json_maybe(&j, "operator", options->operator_name);
    json_maybe(&j, "note", options->note);
    put_host(&j, &q, &lack);
    put_self(&j, &q, &lack);
    json_open(&j, "clocks", '{');
    clocks_write(&j, clocks);
    json_close(&j, '}');
    put_options(&j, host, options);
    json_close(&j, '}');
    bytes_byte(out, '\n');
    return lack;
}
