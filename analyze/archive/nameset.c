#include "analyze/archive/nameset.h"

#include <nettle/sha2.h>
#include <stdlib.h>

#include "analyze/base/error.h"

static uint64_t
hash_of(struct slice name)
{
    struct sha256_ctx sha256;
    uint64_t hash;

    sha256_init(&sha256);
    sha256_update(&sha256, name.len, (const uint8_t *)name.ptr);
    sha256_digest(&sha256, sizeof(hash), (uint8_t *)&hash);
    return hash ? hash : 1;
}

static bool
insert(struct nameset *set, uint64_t hash)
{
    size_t at = (size_t)(hash & (set->size - 1));

    while (set->slots[at] && set->slots[at] != hash)
        at = (at + 1) & (set->size - 1);
    if (set->slots[at])
        return false;
    set->slots[at] = hash;
    set->count++;
    return true;
}

static void
grow(struct nameset *set)
{
    struct nameset old = *set;

    *set = (struct nameset){ .size = old.size ? old.size * 2 : 4096 };
    set->slots = xmalloc(set->size * sizeof(*set->slots));
    memset(set->slots, 0, set->size * sizeof(*set->slots));
    for (size_t i = 0; i < old.size; i++)
        if (old.slots[i])
            (void)insert(set, old.slots[i]);
    nameset_free(&old);
}

bool
nameset_add(struct nameset *set, struct slice name)
{
    if (set->count >= set->size / 2)
        grow(set);
    return insert(set, hash_of(name));
}

void
nameset_free(struct nameset *set)
{
    free(set->slots);
    *set = (struct nameset){ 0 };
}
