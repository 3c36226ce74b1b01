#include "analyze/archive/tar_tail.h"

int64_t
tar_tail_end(const struct tar_tail *tail)
{
    const struct tar_tail_chunk *last = &tail->chunks[tail->current];

    return last->offset + (int64_t)last->len;
}

const struct tar_tail_chunk *
tar_tail_read(struct tar_tail *tail, struct input *input)
{
    int64_t end = tar_tail_end(tail);
    struct tar_tail_chunk *chunk;

    tail->current = !tail->current;
    chunk = &tail->chunks[tail->current];
    chunk->offset = end;
    chunk->len = input_read(input, chunk->bytes, sizeof(chunk->bytes));
    return chunk;
}

/* The bytes from an offset on, as many as lie together; empty when there are none. */
static struct slice
bytes_at(const struct tar_tail *tail, int64_t offset)
{
    for (size_t i = 0; i < 2; i++) {
        const struct tar_tail_chunk *chunk = &tail->chunks[i];
        int64_t inside = offset - chunk->offset;

        if (inside >= 0 && inside < (int64_t)chunk->len)
            return (struct slice){ (const char *)chunk->bytes + inside, chunk->len - (size_t)inside };
    }
    return (struct slice){ "", 0 };
}

bool
tar_tail_copy(const struct tar_tail *tail, int64_t offset, size_t len, void *out)
{
    while (len > 0) {
        struct slice bytes = bytes_at(tail, offset);
        size_t count = bytes.len < len ? bytes.len : len;

        if (count == 0)
            return false;
        memcpy(out, bytes.ptr, count);
        out = (char *)out + count;
        offset += (int64_t)count;
        len -= count;
    }
    return true;
}

bool
tar_tail_zero(const struct tar_tail *tail, int64_t from, int64_t to)
{
    while (from < to) {
        struct slice bytes = bytes_at(tail, from);
        size_t count = (int64_t)bytes.len < to - from ? bytes.len : (size_t)(to - from);

        if (count == 0)
            return false;
        for (size_t i = 0; i < count; i++)
            if (bytes.ptr[i] != '\0')
                return false;
        from += (int64_t)count;
    }
    return true;
}
