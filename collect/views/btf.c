#include "collect/views/btf.h"

#include <linux/btf.h>
#include <string.h>

/* Kinds that headers of 2020 do not have yet. */
enum { FLOAT = 16, DECL_TAG, TYPE_TAG, ENUM64 };

/* Bytes behind a record of each kind: fixed ones, and those of each member. */
static const struct extra {
    bool known;
    unsigned char fixed, member;
} extras[] = {
    [BTF_KIND_INT] = { true, 4, 0 },
    [BTF_KIND_PTR] = { true, 0, 0 },
    [BTF_KIND_ARRAY] = { true, 12, 0 },
    [BTF_KIND_STRUCT] = { true, 0, 12 },
    [BTF_KIND_UNION] = { true, 0, 12 },
    [BTF_KIND_ENUM] = { true, 0, 8 },
    [BTF_KIND_FWD] = { true, 0, 0 },
    [BTF_KIND_TYPEDEF] = { true, 0, 0 },
    [BTF_KIND_VOLATILE] = { true, 0, 0 },
    [BTF_KIND_CONST] = { true, 0, 0 },
    [BTF_KIND_RESTRICT] = { true, 0, 0 },
    [BTF_KIND_FUNC] = { true, 0, 0 },
    [BTF_KIND_FUNC_PROTO] = { true, 0, 8 },
    [BTF_KIND_VAR] = { true, 4, 0 },
    [BTF_KIND_DATASEC] = { true, 0, 12 },
    [FLOAT] = { true, 0, 0 },
    [DECL_TAG] = { true, 4, 0 },
    [TYPE_TAG] = { true, 0, 0 },
    [ENUM64] = { true, 0, 12 },
};

bool
btf_begin(struct btf *btf, const char *data, size_t len, const struct btf *base)
{
    struct btf_header header;
    size_t room;

    if (len < sizeof(header))
        return false;
    memcpy(&header, data, sizeof(header));
    if (header.magic != BTF_MAGIC || header.hdr_len < sizeof(header) || header.hdr_len > len)
        return false;
    room = len - header.hdr_len;
    if (header.type_off > room || header.type_len > room - header.type_off || header.str_off > room ||
        header.str_len > room - header.str_off)
        return false;
    btf->types = data + header.hdr_len + header.type_off;
    btf->types_len = header.type_len;
    btf->strings = data + header.hdr_len + header.str_off;
    btf->strings_len = header.str_len;
    btf->first = base ? btf_end(base) : 1;
    btf->string_off = base ? base->string_off + (uint32_t)base->strings_len : 0;
    return btf->first > 0;
}

/* Takes the next record off.  False at the end, and at a record that is not understood or cut off. */
static bool
next(struct btf *rest, struct btf_type *type)
{
    size_t size;
    unsigned kind;

    if (rest->types_len < sizeof(*type))
        return false;
    memcpy(type, rest->types, sizeof(*type));
    kind = BTF_INFO_KIND(type->info);
    if (kind >= sizeof(extras) / sizeof(extras[0]) || !extras[kind].known)
        return false;
    size = sizeof(*type) + extras[kind].fixed + (size_t)extras[kind].member * BTF_INFO_VLEN(type->info);
    if (size > rest->types_len)
        return false;
    rest->types += size;
    rest->types_len -= size;
    rest->first++;
    return true;
}

uint32_t
btf_end(const struct btf *btf)
{
    struct btf rest = *btf;
    struct btf_type type;

    while (next(&rest, &type))
        ;
    return rest.types_len == 0 ? rest.first : 0;
}

/* The name at the offset; empty if it is not in these strings. */
static const char *
name_at(const struct btf *btf, uint32_t offset)
{
    size_t at = offset - btf->string_off;

    if (offset < btf->string_off || at >= btf->strings_len || !memchr(btf->strings + at, '\0', btf->strings_len - at))
        return "";
    return btf->strings + at;
}

bool
btf_find(const struct btf *btf, uint32_t id, struct btf_type_found *found)
{
    struct btf rest = *btf;
    struct btf_type type;

    while (rest.first <= id && next(&rest, &type)) {
        if (rest.first <= id)
            continue;
        found->info = type.info;
        found->name = name_at(btf, type.name_off);
        return true;
    }
    return false;
}
