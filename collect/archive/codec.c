#include "collect/archive/codec.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

/*
 * At level 1, compressing the kernel's text takes less time than reading it.  Higher levels compress it hardly better.
 */
#define ZSTD_LEVEL 1
#define GZIP_LEVEL 1

/* deflateInit2() in zlib.h: a window of 15 bits; adding 16 selects the gzip header and trailer. */
#define GZIP_WINDOW (15 + 16)
#define GZIP_MEMORY 8
#define GZIP_ROOM   65536

static void *
zstd_open(int window)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();

    if (!context)
        return NULL;
    if (ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, ZSTD_LEVEL)) ||
        ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window)) ||
        ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1))) {
        ZSTD_freeCCtx(context);
        return NULL;
    }
    return context;
}

static int
zstd_put(void *state, const char *data, size_t len, enum codec_end end, struct bytes *out)
{
    static const ZSTD_EndDirective directives[] = {
        [CODEC_GO_ON] = ZSTD_e_continue,
        [CODEC_FLUSH] = ZSTD_e_flush,
        [CODEC_END] = ZSTD_e_end,
    };
    ZSTD_inBuffer in = { data, len, 0 };
    size_t left;

    do {
        size_t room = ZSTD_CStreamOutSize();
        ZSTD_outBuffer to = { bytes_room(out, room), room, 0 };

        if (!to.dst)
            return -1;
        left = ZSTD_compressStream2(state, &to, &in, directives[end]);
        if (ZSTD_isError(left))
            return -1;
        bytes_grew(out, to.pos);
    } while (in.pos < in.size || (end != CODEC_GO_ON && left > 0));
    return 0;
}

static void
zstd_close(void *state)
{
    ZSTD_freeCCtx(state);
}

static void *
gzip_open(int window)
{
    z_stream *stream = calloc(1, sizeof(*stream));

    (void)window;
    if (stream && deflateInit2(stream, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
        free(stream);
        return NULL;
    }
    return stream;
}

static int
gzip_put(void *state, const char *data, size_t len, enum codec_end end, struct bytes *out)
{
    static const int flushes[] = {
        [CODEC_GO_ON] = Z_NO_FLUSH,
        [CODEC_FLUSH] = Z_SYNC_FLUSH,
        [CODEC_END] = Z_FINISH,
    };
    z_stream *stream = state;
    unsigned char *in = (unsigned char *)(uintptr_t)data; /* zlib does not write to it */

    if (len > UINT_MAX)
        return -1;
    stream->next_in = in;
    stream->avail_in = (unsigned)len;
    do {
        char *room = bytes_room(out, GZIP_ROOM);
        int rc;

        if (!room)
            return -1;
        stream->next_out = (unsigned char *)room;
        stream->avail_out = GZIP_ROOM;
        rc = deflate(stream, flushes[end]);
        if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR) /* Z_BUF_ERROR: nothing was left to do */
            return -1;
        bytes_grew(out, GZIP_ROOM - stream->avail_out);
    } while (stream->avail_out == 0);
    return 0;
}

static void
gzip_close(void *state)
{
    if (state)
        (void)deflateEnd(state); /* fails after a run that failed, because data is dropped */
    free(state);
}

/* This codec needs no state, but NULL would mean that there is no memory. */
static void *
none_open(int window)
{
    (void)window;
    return malloc(1);
}

static int
none_put(void *state, const char *data, size_t len, enum codec_end end, struct bytes *out)
{
    (void)state;
    (void)end;
    bytes_append(out, data, len);
    return out->failed ? -1 : 0;
}

const struct codec codecs[] = {
    { "zstd", ".tar.zst", zstd_open, zstd_put, zstd_close },
    { "gzip", ".tar.gz", gzip_open, gzip_put, gzip_close },
    { "none", ".tar", none_open, none_put, free },
};

const size_t codec_count = sizeof(codecs) / sizeof(codecs[0]);

const struct codec *
codec_by_name(const char *name)
{
    for (size_t i = 0; i < codec_count; i++)
        if (strcmp(codecs[i].name, name) == 0)
            return &codecs[i];
    return NULL;
}

const struct codec *
codec_by_suffix(const char *path)
{
    size_t len = strlen(path);

    for (size_t i = 0; i < codec_count; i++) {
        size_t suffix = strlen(codecs[i].suffix);

        if (len > suffix && strcmp(path + len - suffix, codecs[i].suffix) == 0)
            return &codecs[i];
    }
    return NULL;
}
