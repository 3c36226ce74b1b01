#include "tests/support/sample.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "tests/support/test.h"

const char sample_meta[] =
    "{\"format\":1,\"tool\":{\"name\":\"collect\",\"version\":\"0.1.0\",\"sha256\":\"00\"},\"argv\":[\"collect\"],"
    "\"case\":\"c-1\",\"operator\":\"DOM\\\\x5cme\",\"note\":null,\"host\":{\"nodename\":\"web\",\"machine_id\":\"m\","
    "\"boot_id\":\"b\",\"sysname\":\"Linux\",\"release\":\"6.1.0\",\"version\":\"#1\",\"machine\":\"x86_64\","
    "\"byte_order\":\"little\",\"word_bits\":64,\"clock_ticks\":100,\"page_size\":4096},\"self\":{\"pid\":9,\"uid\":0,"
    "\"euid\":0,\"gid\":0,\"egid\":0,\"namespaces\":{\"net\":4026531840}},\"clocks\":{\"realtime\":1763715823000000005,"
    "\"monotonic\":50000000000,\"boottime\":60000000000},\"options\":{}}\n";

const char sample_tcp[] =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    "   0: 0100007F:2081 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 501 1 0 100 0 0 10 0\n"
    "   1: 0100007F:0016 0100007F:8000 01 00000000:00000000 00:00000000 00000000  1000        0 502 1 0 20 4 30 10 "
    "-1\n";

/* A number in octal digits, as long as the field less its last byte. */
static void
put_octal(char *field, size_t size, uint64_t number)
{
    field[size - 1] = '\0';
    for (size_t i = size - 1; i > 0; i--, number /= 8)
        field[i - 1] = (char)('0' + number % 8);
}

static void
put_header(char *header, const char *name, char type, uint64_t size)
{
    unsigned sum = 0;

    memset(header, 0, 512);
    memcpy(header, name, strnlen(name, 100));
    put_octal(header + 100, 8, 0600);
    put_octal(header + 108, 8, 0);
    put_octal(header + 116, 8, 0);
    put_octal(header + 124, 12, size);
    put_octal(header + 136, 12, 1763715823);
    memset(header + 148, ' ', 8);
    header[156] = type;
    /* A field of the header, not a string. NOLINTNEXTLINE(bugprone-not-null-terminated-result) */
    memcpy(header + 257,
           "ustar\0"
           "00",
           8);
    for (size_t i = 0; i < 512; i++)
        sum += (unsigned char)header[i];
    put_octal(header + 148, 7, sum);
}

void
sample_entry(struct sample *sample, const char *name, char type, struct slice content)
{
    static const char zeros[512];
    char header[512];

    put_header(header, name, type, content.len);
    buffer_add(&sample->tar, header, sizeof(header));
    buffer_add(&sample->tar, content.ptr, content.len);
    buffer_add(&sample->tar, zeros, (512 - content.len % 512) % 512);
}

static struct digest
digest_of(struct slice content)
{
    struct sha256_ctx sha256;

    sha256_init(&sha256);
    digest_add(&sha256, content.ptr, content.len);
    return digest_take(&sha256);
}

static void
add_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void
sample_unlisted(struct sample *sample, const char *path, struct slice content)
{
    struct digest digest = digest_of(content);
    char name[256];

    assert_true(snprintf(name, sizeof(name), SAMPLE_TOP "%s", path) < (int)sizeof(name));
    sample_entry(sample, name, '0', content);
    sample->members++;
    sample->bytes += (int64_t)content.len;
    add_text(&sample->sums, digest.hex);
    add_text(&sample->sums, "  ");
    add_text(&sample->sums, path);
    add_text(&sample->sums, "\n");
}

void
sample_line(struct sample *sample, const char *json)
{
    add_text(&sample->lines, json);
    add_text(&sample->lines, "\n");
}

static void
put_member(struct sample *sample, const char *path, struct slice content, const char *state)
{
    struct digest digest = digest_of(content);
    char line[1024];

    sample_unlisted(sample, path, content);
    assert_true(snprintf(line, sizeof(line),
                         "{\"path\":\"%s\",\"source\":\"/%s\",\"state\":\"%s\",\"bytes\":%zu,\"sha256\":\"%s\","
                         "\"start\":1763715823000000000,\"monotonic\":50000000000,\"took\":1000}",
                         path, path, state, content.len, digest.hex) < (int)sizeof(line));
    sample_line(sample, line);
}

void
sample_member(struct sample *sample, const char *path, struct slice content)
{
    put_member(sample, path, content, content.len > 0 ? "ok" : "empty");
}

void
sample_truncated(struct sample *sample, const char *path, struct slice content)
{
    put_member(sample, path, content, "truncated");
}

void
sample_segment(struct sample *sample)
{
    struct buffer text = { 0 };
    char link[160];
    char path[32];

    if (sample->segment == 0)
        memset(sample->previous.hex, '0', sizeof(sample->previous.hex) - 1);
    assert_true(snprintf(link, sizeof(link), "{\"segment\":%d,\"previous\":\"%s\"}\n", sample->segment,
                         sample->previous.hex) < (int)sizeof(link));
    assert_true(snprintf(path, sizeof(path), "manifest/%06d", sample->segment) < (int)sizeof(path));
    add_text(&text, link);
    buffer_add(&text, sample->lines.ptr, sample->lines.len);
    sample->previous = digest_of(buffer_slice(&text));
    sample_unlisted(sample, path, buffer_slice(&text));
    sample->segment++;
    sample->lines.len = 0;
    buffer_free(&text);
}

void
sample_begin(struct sample *sample)
{
    sample_member(sample, "meta.json", slice_of(sample_meta));
    sample_segment(sample);
}

void
sample_end(struct sample *sample, const char *result)
{
    static const char mark[1024];
    struct slice sums;
    char line[256];

    assert_true(snprintf(line, sizeof(line),
                         "{\"end\":{\"result\":\"%s\",\"members\":%" PRId64 ",\"bytes\":%" PRId64
                         ",\"realtime\":1763715824000000000,\"monotonic\":51000000000}}",
                         result, sample->members, sample->bytes) < (int)sizeof(line));
    sample_line(sample, line);
    sample_segment(sample);
    sums = buffer_slice(&sample->sums);
    sample_entry(sample, SAMPLE_TOP "SHA256SUMS", '0', sums);
    buffer_add(&sample->tar, mark, sizeof(mark));
}

void
sample_small(struct sample *sample)
{
    sample_begin(sample);
    sample_member(sample, "net/4026531840/before/tcp", slice_of(sample_tcp));
    sample_member(sample, "proc/7/stat",
                  slice_of("7 (nc) S 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 1234 1000 50 18446744073709551615\n"));
    sample_member(sample, "proc/7/links",
                  slice_of("exe\t-\t/usr/bin/nc\nns/net\t-\tnet:[4026531840]\nfd/0\tr\t/dev/null\n"
                           "fd/3\trw\tsocket:[501]\n"));
    sample_line(sample, "{\"path\":\"proc/7/io\",\"source\":\"/proc/7/io\",\"state\":\"denied\",\"errno\":\"EACCES\","
                        "\"start\":1763715823000000000,\"monotonic\":50000000000,\"took\":100}");
    sample_segment(sample);
    sample_member(sample, "proc/8/links", slice_of("cwd\t-\t/tmp/a\\x0ab\nfd/5\trw\tsocket:[502]\n"));
    sample_member(sample, "net/4026531840/after/tcp", slice_of(sample_tcp));
    sample_end(sample, "complete");
}

void
sample_free(struct sample *sample)
{
    buffer_free(&sample->tar);
    buffer_free(&sample->lines);
    buffer_free(&sample->sums);
}

struct buffer
sample_zstd(struct slice bytes)
{
    struct buffer out = { .size = ZSTD_compressBound(bytes.len) };
    ZSTD_CCtx *context = ZSTD_createCCtx();

    out.ptr = malloc(out.size);
    assert_non_null(out.ptr);
    assert_non_null(context);
    assert_false(ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)));
    assert_false(ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0)));
    out.len = ZSTD_compress2(context, out.ptr, out.size, bytes.ptr, bytes.len);
    assert_false(ZSTD_isError(out.len));
    ZSTD_freeCCtx(context);
    return out;
}

struct buffer
sample_gzip(struct slice bytes)
{
    struct buffer out = { 0 };
    z_stream gzip = { 0 };

    assert_int_equal(deflateInit2(&gzip, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    out.size = deflateBound(&gzip, bytes.len) + 64;
    out.ptr = malloc(out.size);
    assert_non_null(out.ptr);
    gzip.next_in = (unsigned char *)(uintptr_t)bytes.ptr;
    gzip.avail_in = (unsigned)bytes.len;
    gzip.next_out = (unsigned char *)out.ptr;
    gzip.avail_out = (unsigned)out.size;
    assert_int_equal(deflate(&gzip, Z_FINISH), Z_STREAM_END);
    out.len = gzip.total_out;
    deflateEnd(&gzip);
    return out;
}

struct memory_file
sample_file(struct slice bytes)
{
    struct memory_file file = { .fd = memfd_create("sample", MFD_CLOEXEC) };

    assert_true(file.fd >= 0);
    assert_true(snprintf(file.path, sizeof(file.path), "/proc/self/fd/%d", file.fd) < (int)sizeof(file.path));
    assert_int_equal(pwrite(file.fd, bytes.ptr, bytes.len, 0), bytes.len);
    return file;
}
