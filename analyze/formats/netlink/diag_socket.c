#include "analyze/formats/netlink/diag_socket.h"

#include <linux/sock_diag.h>

#define SKMEM(variable, field) NL_NUM(4 * (variable), NL_U32, struct diag_skmem, field)

const struct nl_field diag_skmem_fields[] = {
    SKMEM(SK_MEMINFO_RMEM_ALLOC, rmem_alloc), SKMEM(SK_MEMINFO_RCVBUF, rcvbuf),
    SKMEM(SK_MEMINFO_WMEM_ALLOC, wmem_alloc), SKMEM(SK_MEMINFO_SNDBUF, sndbuf),
    SKMEM(SK_MEMINFO_FWD_ALLOC, fwd_alloc),   SKMEM(SK_MEMINFO_WMEM_QUEUED, wmem_queued),
    SKMEM(SK_MEMINFO_OPTMEM, optmem),         SKMEM(SK_MEMINFO_BACKLOG, backlog),
    SKMEM(SK_MEMINFO_DROPS, drops),           { .kind = NL_END },
};

int64_t
diag_cookie(const struct nl_message *m, size_t offset)
{
    int64_t low = nl_number(m, m->payload.ptr + offset, NL_U32);
    int64_t high = nl_number(m, m->payload.ptr + offset + 4, NL_U32);

    return (int64_t)((uint64_t)high << 32 | (uint64_t)low);
}
