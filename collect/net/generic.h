/*
 * Generic netlink: families with a name, and an id that the kernel assigns when the family is registered.
 *
 * A request for a family by its name can make the kernel load a module (ctrl_getfamily(), net/netlink/genetlink.c).
 * Listing all families does not (ctrl_dumpfamily()), so collect lists them.  A family that is not in the list has
 * nothing to report.
 */
#ifndef COLLECT_NET_GENERIC_H
#define COLLECT_NET_GENERIC_H

#include "collect/base/bytes.h"
#include "collect/base/directory.h"
#include "collect/base/guard.h"
#include "collect/net/dumps.h"

/* The number of dumps in dumps.def: a sum of ones. */
enum {
    GENERIC_DUMPS = 0
/* NOLINTNEXTLINE(bugprone-macro-parentheses) */
#define DUMP(scope, path, format, protocol, request, family, number) +1
#include "schema/snapshot/dumps.def"
#undef DUMP
};

struct generic {
    int error;                   /* errno of listing the families; 0 if they are known */
    uint16_t ids[GENERIC_DUMPS]; /* ids[i] is that of the family for dumps[i]; 0 if there is none */
};

/* Sets the ids from whole messages of a CTRL_CMD_GETFAMILY dump. */
void generic_take(struct generic *generic, const char *data, size_t len);

/*
 * Lists the families over `fd`, a generic netlink socket.  The caller must check guard_lost() before it uses the
 * result.
 */
struct generic generic_ask(struct guard *guard, int fd);

/* The id of the family for the dump; 0 if the kernel does not have the family. */
unsigned generic_id(const struct generic *generic, const struct dump *dump);

/* Whether the dump is requested once for each interface, as that of WireGuard is. */
bool generic_is_by_interface(const struct dump *dump);

/* Adds the indices of WireGuard interfaces from whole messages of an RTM_GETLINK dump.  0, or -1 without memory. */
int generic_add_interfaces(struct numbers *interfaces, const char *data, size_t len);

/*
 * Overwrites WireGuard's private and preshared keys in whole messages with zeros.  The kernel includes them without
 * being asked, and an archive that people pass on must not contain them.
 */
void generic_wipe_keys(char *data, size_t len);

#endif
