/*
 * What BPF_OBJ_GET_INFO_BY_FD tells of a link: where its program is attached.
 */
#ifndef COLLECT_VIEWS_BPF_LINK_H
#define COLLECT_VIEWS_BPF_LINK_H

#include "collect/base/bytes.h"
#include "collect/base/guard.h"

/*
 * Appends "<type><TAB><TAB><id of the program>", and for each thing that the kernel tells of this kind of link
 * "<TAB><key>=<value>".  0, or -1 with errno and nothing appended.
 */
int bpf_link_put(struct bytes *out, struct guard *guard, int fd);

#endif
