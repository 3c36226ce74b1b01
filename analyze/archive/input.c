#include "analyze/archive/input.h"
#include "analyze/archive/directory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "analyze/base/limits.h"

/* How an archive is compressed.  A codec keeps what it needs in the input. */
struct codec {
    const char *magic;
    size_t magic_len;
    const char *end; /* what has to come before the end of the file */
    void (*open)(struct input *input);
    /* Decodes from input->next on; returns how many bytes came out, and sets `whole` at the end of the stream. */
    size_t (*decode)(struct input *input, unsigned char *out, size_t size);
    void (*close)(struct input *input);
};

struct input {
    int fd;
    const struct limits *limits;
    const struct codec *codec;
    unsigned char raw[64 << 10];
    unsigned char *next; /* what was read and not decoded */
    size_t left;
    bool read_all;                     /* no more bytes to read */
    bool whole;                        /* the compressed stream ended as it should */
    bool ended;                        /* nothing more will be decoded */
    int64_t bytes;                     /* read */
    int64_t decoded;                   /* put out */
    int64_t said;                      /* `bytes` when something came out last */
    int64_t zeros_read, zeros_decoded; /* on end, the last that there were */
    struct sha256_ctx sha256;
    const char *want;
    char *want_text; /* what it is made of, where it names a bound */
    char have[160];

    z_stream gzip;
    ZSTD_DCtx *zstd;
    size_t zstd_hint;  /* bytes that it would like next */
    bool zstd_pending; /* it may hold decoded bytes that did not fit */
};

/* The first reason stays. */
static void
wrong(struct input *input, const char *want, const char *have)
{
    if (input->want)
        return;
    input->want = want;
    if (snprintf(input->have, sizeof(input->have), "%s", have) < 0)
        input->have[0] = '\0';
}

static void
consume(struct input *input, size_t count)
{
    input->next += count;
    input->left -= count;
}

/* Counts the zeros on end, in whole pieces. */
static void
count_zeros(int64_t *zeros, const unsigned char *bytes, size_t len)
{
    if (len > 0 && (bytes[0] || memcmp(bytes, bytes + 1, len - 1) != 0))
        *zeros = 0;
    else
        *zeros += (int64_t)len;
}

/* The same where it went beyond a bound, whose text is let go of. */
static void
too_much(struct input *input, char *want, const char *have)
{
    if (input->want) {
        free(want);
        return;
    }
    input->want_text = want;
    wrong(input, want, have);
}

/* Whether the file may be read on: there is no end to a sparse one. */
static bool
may_go_on(struct input *input)
{
    const struct limits *limits = input->limits;

    if (input->zeros_read > limits->nothing)
        too_much(input, LIMIT_TEXT(limits, nothing, "at most @ of zeros on end"),
                 "more, and what comes after was not read");
    else if (input->bytes > limits->archive_bytes)
        too_much(input, LIMIT_TEXT(limits, archive_bytes, "an archive of at most @"), "more, which was not read");
    else
        return true;
    return false;
}

/* Reads the next bytes of the file.  An unreadable one is like a cut one: what was read before it counts. */
static void
refill(struct input *input)
{
    ssize_t got;

    if (input->left > 0)
        memmove(input->raw, input->next, input->left);
    input->next = input->raw;
    do
        got = read(input->fd, input->raw + input->left, sizeof(input->raw) - input->left);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        wrong(input, "a readable file", strerror(errno));
    if (got <= 0) {
        input->read_all = true;
        return;
    }
    digest_add(&input->sha256, input->raw + input->left, (size_t)got);
    count_zeros(&input->zeros_read, input->raw + input->left, (size_t)got);
    input->left += (size_t)got;
    input->bytes += got;
    input->read_all = !may_go_on(input);
}

static void
plain_open(struct input *input)
{
    input->whole = true;
}

static size_t
plain_decode(struct input *input, unsigned char *out, size_t size)
{
    size_t count = size < input->left ? size : input->left;

    memcpy(out, input->next, count);
    consume(input, count);
    return count;
}

static void
plain_close(struct input *input)
{
    (void)input;
}

static void
gzip_open(struct input *input)
{
    /* 16: gzip only, and zlib checks the CRC and the length in the trailer. */
    if (inflateInit2(&input->gzip, 15 + 16) != Z_OK)
        die("out of memory");
}

static size_t
gzip_decode(struct input *input, unsigned char *out, size_t size)
{
    z_stream *gzip = &input->gzip;
    int result;

    gzip->next_in = input->next;
    gzip->avail_in = (uInt)input->left;
    gzip->next_out = out;
    gzip->avail_out = (uInt)size;
    result = inflate(gzip, Z_NO_FLUSH);
    consume(input, input->left - gzip->avail_in);
    if (result == Z_MEM_ERROR)
        die("out of memory");
    if (result == Z_STREAM_END)
        input->whole = input->ended = true;
    if (result != Z_OK && result != Z_BUF_ERROR && result != Z_STREAM_END) {
        input->ended = true;
        wrong(input, "gzip data that decompresses", gzip->msg ? gzip->msg : "damage");
    }
    return size - gzip->avail_out;
}

static void
gzip_close(struct input *input)
{
    (void)inflateEnd(&input->gzip);
}

static void
zstd_open(struct input *input)
{
    input->zstd = ZSTD_createDCtx();
    if (!input->zstd ||
        ZSTD_isError(ZSTD_DCtx_setParameter(input->zstd, ZSTD_d_windowLogMax, (int)input->limits->zstd_window)))
        die("out of memory");
    input->zstd_hint = ZSTD_initDStream(input->zstd);
}

/*
 * When a call fails, all that it decoded is lost, so no call may reach beyond one block: it gets no more than the hint,
 * less the 3 bytes that the hint counts for the next block's header, and nothing new while old output is pending.
 */
static size_t
zstd_decode(struct input *input, unsigned char *out, size_t size) /* NOLINT(readability-non-const-parameter) */
{
    size_t feed = input->zstd_hint > 3 ? input->zstd_hint - 3 : input->zstd_hint;
    ZSTD_outBuffer output = { out, size, 0 };
    ZSTD_inBuffer in = { input->next, feed < input->left ? feed : input->left, 0 };
    size_t result;

    if (input->zstd_pending)
        in.size = 0;
    result = ZSTD_decompressStream(input->zstd, &output, &in);
    if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation)
        die("out of memory");
    if (ZSTD_isError(result)) {
        input->ended = true;
        if (ZSTD_getErrorCode(result) == ZSTD_error_frameParameter_windowTooLarge)
            too_much(input, LIMIT_TEXT(input->limits, zstd_window, "zstd data with a window of at most 2^@ bytes"),
                     "more");
        wrong(input, "zstd data that decompresses", ZSTD_getErrorName(result));
        return 0;
    }
    consume(input, in.pos);
    input->zstd_hint = result;
    input->zstd_pending = output.pos == output.size;
    if (result == 0)
        input->whole = input->ended = true;
    return output.pos;
}

static void
zstd_close(struct input *input)
{
    (void)ZSTD_freeDCtx(input->zstd);
}

/* The last one fits everything. */
static const struct codec codecs[] = {
    { "\x28\xb5\x2f\xfd", 4, "the end of the zstd frame", zstd_open, zstd_decode, zstd_close },
    { "\x1f\x8b", 2, "the end of the gzip member", gzip_open, gzip_decode, gzip_close },
    { "", 0, "", plain_open, plain_decode, plain_close },
};

static const struct codec *
codec_of(const struct input *input)
{
    const struct codec *codec = codecs;

    while (codec->magic_len > input->left || memcmp(codec->magic, input->next, codec->magic_len) != 0)
        codec++;
    return codec;
}

int
input_open_within(const char *path, const struct limits *limits, struct input **input, struct error *error)
{
    bool standard = strcmp(path, "-") == 0;
    int fd = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat status;
    struct input *in;

    if (fd < 0)
        return error_set(error, "%s: %s", standard ? "standard input" : path, strerror(errno));
    if (fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
        (void)close(fd);
        return directory_refuse(path, error);
    }
    in = xmalloc(sizeof(*in));
    memset(in, 0, sizeof(*in));
    in->fd = fd;
    in->limits = limits;
    in->next = in->raw;
    sha256_init(&in->sha256);
    while (in->left < 4 && !in->read_all)
        refill(in);
    in->codec = codec_of(in);
    in->codec->open(in);
    *input = in;
    return 0;
}

int
input_open(const char *path, struct input **input, struct error *error)
{
    return input_open_within(path, &limits_usual, input, error);
}

const struct limits *
input_limits(const struct input *input)
{
    return input->limits;
}

/* Says how a decompression bomb was recognised, to be freed; NULL while nothing is wrong. */
static char *
bomb_want(const struct input *input)
{
    const struct limits *limits = input->limits;

    if (input->decoded > limits->archive_bytes)
        return LIMIT_TEXT(limits, archive_bytes, "an archive that does not decompress to more than @");
    if (input->decoded > LIMIT_RATIO_FROM && input->decoded / limits->ratio > input->bytes)
        return LIMIT_TEXT(limits, ratio, "an archive that does not decompress to more than @ times its size");
    if (input->zeros_decoded > limits->nothing)
        return LIMIT_TEXT(limits, nothing, "at most @ of zeros on end");
    if (input->bytes - input->said > limits->nothing)
        return LIMIT_TEXT(limits, nothing, "at most @ on end of which nothing comes out");
    return NULL;
}

static size_t
decode(struct input *input, unsigned char *out, size_t size)
{
    size_t count = input->codec->decode(input, out, size);
    char *want;

    count_zeros(&input->zeros_decoded, out, count);
    input->decoded += (int64_t)count;
    if (count > 0)
        input->said = input->bytes;
    want = bomb_want(input);
    if (want) {
        input->ended = true;
        too_much(input, want, "more");
    }
    return count;
}

size_t
input_read(struct input *input, void *buffer, size_t size)
{
    unsigned char *out = buffer;
    size_t done = 0;

    while (done < size && !input->ended) {
        size_t count;

        if (input->left == 0 && !input->read_all)
            refill(input);
        count = decode(input, out + done, size - done);
        done += count;
        if (count == 0 && input->left == 0 && input->read_all) {
            input->ended = true; /* if it had not, by itself or with a reason that stays */
            if (!input->whole)
                wrong(input, input->codec->end, "the end of the file");
        }
    }
    return done;
}

int64_t
input_position(const struct input *input)
{
    return input->bytes;
}

struct input_facts
input_finish(struct input *input)
{
    int64_t after = 0;
    char text[40];
    struct sha256_ctx sha256;

    do {
        after += (int64_t)input->left;
        consume(input, input->left);
        if (!input->read_all)
            refill(input);
    } while (input->left > 0);
    if (after > 0 && input->whole && input->codec->magic_len > 0) {
        if (snprintf(text, sizeof(text), "%lld bytes more", (long long)after) < 0)
            text[0] = '\0';
        wrong(input, "the end of the file after the compressed data", text);
    }
    sha256 = input->sha256;
    return (struct input_facts){
        .bytes = input->bytes,
        .sha256 = digest_take(&sha256),
        .want = input->want,
        .have = input->want ? input->have : NULL,
    };
}

void
input_close(struct input *input)
{
    if (!input)
        return;
    input->codec->close(input);
    (void)close(input->fd);
    free(input->want_text);
    free(input);
}
