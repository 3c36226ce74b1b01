/*
 * A library for AFL++ (AFL_CUSTOM_MUTATOR_LIBRARY): what it mutated becomes a sound snapshot again before the target gets it.  One input
 * in eight is left as it is.
 */
#include <stdlib.h>

#include "analyze/base/error.h"
#include "tests/support/repair.h"

struct afl_repair {
    struct buffer made;
};

/* The names and forms are AFL++'s. */
void *afl_custom_init(void *afl, unsigned seed);
size_t afl_custom_post_process(void *data, unsigned char *bytes, size_t size, unsigned char **out);
void afl_custom_deinit(void *data);

void *
afl_custom_init(void *afl, unsigned seed)
{
    struct afl_repair *self = xmalloc(sizeof(*self));

    (void)afl, (void)seed;
    *self = (struct afl_repair){ .made = { 0 } };
    return self;
}

size_t
afl_custom_post_process(void *data, unsigned char *bytes, size_t size, unsigned char **out)
{
    struct afl_repair *self = data;
    struct repair repair;
    unsigned sum = 0;

    for (size_t i = 0; i < size; i++)
        sum += bytes[i];
    *out = bytes;
    if (sum % 8 == 0)
        return size;
    buffer_free(&self->made);
    repair_open(&repair, (struct slice){ (const char *)bytes, size });
    self->made = repair_made(&repair, REPAIR_ALL);
    repair_close(&repair);
    *out = (unsigned char *)self->made.ptr;
    return self->made.len;
}

void
afl_custom_deinit(void *data)
{
    struct afl_repair *self = data;

    buffer_free(&self->made);
    free(self);
}
