/*
 * Finds types in BTF, the kernel's description of its own types (struct btf_header and struct btf_type,
 * include/uapi/linux/btf.h).
 */
#ifndef COLLECT_VIEWS_BTF_H
#define COLLECT_VIEWS_BTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct btf {
    const char *types, *strings;
    size_t types_len, strings_len;
    uint32_t first;      /* id of the first type */
    uint32_t string_off; /* offset of the first name */
};

struct btf_type_found {
    uint32_t info;    /* kind and number of members, as the kernel writes them */
    const char *name; /* empty for a type without one */
};

/*
 * Takes the bytes of a BTF, which must stay.  `base` is the BTF on which it builds, as that of a module builds on that of
 * the kernel; else NULL.  False if the bytes are no BTF.
 */
bool btf_begin(struct btf *btf, const char *data, size_t len, const struct btf *base);

/* False if there is no such type. */
bool btf_find(const struct btf *btf, uint32_t id, struct btf_type_found *found);

/* The id behind the last type; 0 if a record is not understood. */
uint32_t btf_end(const struct btf *btf);

#endif
