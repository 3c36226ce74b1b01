#include "collect/archive/sink.h"

#include "collect/base/limits.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

int
sink_open(struct sink *sink, int fd, const struct codec *codec, int window)
{
    *sink = (struct sink){ .fd = fd, .codec = codec };
    digest_start(&sink->digest);
    sink->state = codec->open(window);
    return sink->state ? 0 : -1;
}

void
sink_sign(struct sink *sink)
{
    sink->sign = true;
    sign_digest_start(&sink->to_sign);
}

static int
fail(struct sink *sink, int error)
{
    if (!sink->error)
        sink->error = error;
    return -1;
}

/* Writes everything.  Waits with poll(2) if the descriptor is non-blocking, which standard output may be. */
static int
write_all(struct sink *sink, const char *data, size_t len)
{
    while (len > 0) {
        ssize_t count = write(sink->fd, data, len);

        if (count > 0) {
            digest_add(&sink->digest, data, (size_t)count);
            if (sink->sign)
                sign_digest_add(&sink->to_sign, data, (size_t)count);
            sink->written += (uint64_t)count;
            data += count;
            len -= (size_t)count;
        } else if (count == 0) {
            return fail(sink, EIO); /* does not happen with files, pipes and sockets, but would loop for ever */
        } else if (errno == EAGAIN) {
            struct pollfd wait = { .fd = sink->fd, .events = POLLOUT };

            if (poll(&wait, 1, -1) < 0 && errno != EINTR)
                return fail(sink, errno);
        } else if (errno != EINTR) {
            return fail(sink, errno);
        }
    }
    return 0;
}

static int
compress(struct sink *sink, const char *data, size_t len, enum codec_end end)
{
    if (sink->codec->put(sink->state, data, len, end, &sink->out) != 0)
        return fail(sink, ENOMEM);
    if (end == CODEC_GO_ON && sink->out.len < LIMIT_SINK_BUFFER)
        return 0;
    if (write_all(sink, sink->out.data, sink->out.len) != 0)
        return -1;
    bytes_clear(&sink->out);
    return 0;
}

/* Compresses `in`. */
static int
drain(struct sink *sink, enum codec_end end)
{
    if (sink->error)
        return -1;
    if (compress(sink, sink->in.data, sink->in.len, end) != 0)
        return -1;
    bytes_clear(&sink->in);
    return 0;
}

int
sink_put(struct sink *sink, const void *data, size_t len)
{
    const char *p = data;

    if (sink->error)
        return -1;
    if (sink->in.len + len >= LIMIT_SINK_BUFFER && drain(sink, CODEC_GO_ON) != 0)
        return -1;
    for (; len >= LIMIT_SINK_BUFFER; p += LIMIT_SINK_BUFFER, len -= LIMIT_SINK_BUFFER)
        if (compress(sink, p, LIMIT_SINK_BUFFER, CODEC_GO_ON) != 0)
            return -1;
    bytes_append(&sink->in, p, len);
    return sink->in.failed ? fail(sink, ENOMEM) : 0;
}

int
sink_flush(struct sink *sink)
{
    return drain(sink, CODEC_FLUSH);
}

int
sink_end(struct sink *sink)
{
    return drain(sink, CODEC_END);
}

void
sink_digest(struct sink *sink, unsigned char out[DIGEST_SIZE])
{
    digest_end(&sink->digest, out);
}

void
sink_to_sign(struct sink *sink, unsigned char out[SIGNED_SIZE])
{
    sign_digest_end(&sink->to_sign, out);
}

void
sink_free(struct sink *sink)
{
    if (sink->codec)
        sink->codec->close(sink->state);
    bytes_free(&sink->in);
    bytes_free(&sink->out);
    *sink = (struct sink){ .fd = -1 };
}
