/*
 * What BPF_OBJ_GET_INFO_BY_FD tells of a link: where its program is attached.
 */
#ifndef COLLECT_VIEWS_BPF_LINK_H
#define COLLECT_VIEWS_BPF_LINK_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"
#include "collect/views/bpf_functions.h"

/*
 * Appends "<type><TAB><TAB><id of the program>", and for each thing that the kernel tells of this kind of link
 * "<TAB><key>=<value>".  Adds what must be named to `wanted`; `id` is that of the link.  0, or -1 with errno and nothing
 * appended.
 */
int bpf_link_put(struct bytes *out, struct guard *guard, int fd, uint32_t id, struct bpf_wanted *wanted);

#endif
