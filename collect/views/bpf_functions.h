/*
 * What BPF objects hook, by name.  The kernel tells a target by numbers: for fentry, fexit, LSM, iterators and struct_ops
 * the id of a type in its BTF, for kprobe_multi addresses.  The names are in the BTF, which is 5 MB, and in /proc/kallsyms;
 * the member views/bpf-functions has those that some object needs.
 */
#ifndef COLLECT_VIEWS_BPF_FUNCTIONS_H
#define COLLECT_VIEWS_BPF_FUNCTIONS_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"

/* What is to be named; all zeros at first. */
struct bpf_wanted {
    struct bytes types;     /* of struct bpf_type */
    struct bytes addresses; /* of struct bpf_address */
    struct bytes names;     /* found in kallsyms: a field for each, ended by a NUL */
};

/* `object` is the id of a BTF; 0 stands for that of the kernel itself. */
struct bpf_type {
    uint32_t object, type;
};

struct bpf_address {
    uint64_t address;
    uint32_t link, ordinal; /* the link that has it, and its place in the list of that, from 1 */
    size_t name;            /* offset in `names`, plus 1; 0 if there is none */
    bool exact;             /* the name is of that very address */
};

/* Without memory, something has no name. */
void bpf_want_type(struct bpf_wanted *wanted, uint32_t object, uint32_t type);
void bpf_want_address(struct bpf_wanted *wanted, uint64_t address, uint32_t link, uint32_t ordinal);

/*
 * Appends the lines for all wanted types, asking the kernel for each BTF once.  0, or the first errno value; what failed
 * has a line with the error.
 */
int bpf_types_put(struct bpf_wanted *wanted, struct guard *guard, struct bytes *out);

/* Appends the lines for all wanted addresses; `fd` is /proc/kallsyms.  0, or an errno value. */
int bpf_addresses_put(struct bpf_wanted *wanted, struct guard *guard, int fd, struct bytes *out);

void bpf_wanted_free(struct bpf_wanted *wanted);

#endif
