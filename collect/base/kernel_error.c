#include "collect/base/kernel_error.h"

#include <errno.h>

#define ANYWHERE (ORIGIN_HOST | ORIGIN_PROCESS | ORIGIN_GONE | ORIGIN_LINK | ORIGIN_DUMP)

static const struct meaning {
    int error;
    int places;
    enum snapshot_state state;
} meanings[] = {
    { EACCES, ANYWHERE, STATE_denied },
    { EPERM, ANYWHERE, STATE_denied },
    { ESRCH, ANYWHERE, STATE_vanished },
    { ENOSYS, ANYWHERE, STATE_absent },
    { ETIMEDOUT, ANYWHERE, STATE_timeout },
    { ETIME, ANYWHERE, STATE_timeout },   /* our own: see guard.h */
    { EFBIG, ANYWHERE, STATE_truncated }, /* our own: see directory.h */
    { ENOENT, ORIGIN_HOST | ORIGIN_PROCESS, STATE_absent },
    { ENOENT, ORIGIN_GONE | ORIGIN_LINK, STATE_vanished },
    { ENOTDIR, ORIGIN_HOST | ORIGIN_PROCESS, STATE_absent },
    { ENXIO, ORIGIN_HOST | ORIGIN_PROCESS, STATE_absent },
    { ENODEV, ORIGIN_HOST | ORIGIN_PROCESS, STATE_absent },
    { EOPNOTSUPP, ORIGIN_HOST | ORIGIN_PROCESS, STATE_absent },
    { EINVAL, ORIGIN_PROCESS, STATE_absent }, /* attr/current without a security module; net/ of a zombie */
    { EINVAL, ORIGIN_GONE, STATE_vanished },
    { ENOENT, ORIGIN_DUMP, STATE_absent }, /* sock_diag: no handler for the family or protocol */
    { EINVAL, ORIGIN_DUMP, STATE_absent }, /* before Linux 3.3: no SOCK_DIAG_BY_FAMILY */
    { EOPNOTSUPP, ORIGIN_DUMP, STATE_absent },
    { ENODEV, ORIGIN_DUMP, STATE_vanished },        /* the interface has gone */
    { EPROTONOSUPPORT, ORIGIN_DUMP, STATE_absent }, /* no netlink family with that number */
    { EAFNOSUPPORT, ORIGIN_DUMP, STATE_absent },
    { ESOCKTNOSUPPORT, ORIGIN_DUMP, STATE_absent },
    { ECONNREFUSED, ORIGIN_DUMP, STATE_absent },    /* no kernel socket of the family in this namespace */
    { ENAMETOOLONG, ORIGIN_LINK, STATE_truncated }, /* d_path() has one page for the path */
};

static const struct {
    int error;
    const char *name;
} names[] = {
#define ERRNO(name) { name, #name },
#include "collect/base/errno.def"
#undef ERRNO
};

enum snapshot_state
error_state(int error, enum errno_origin place)
{
    for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
        if (meanings[i].error == error && (meanings[i].places & (int)place))
            return meanings[i].state;
    return STATE_error;
}

void
error_name(struct bytes *out, int error)
{
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (names[i].error == error) {
            bytes_text(out, names[i].name);
            return;
        }
    }
    bytes_format(out, "E%d", error);
}
