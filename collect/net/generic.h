/*
 * Generic netlink: families that bear a name, and a number that the kernel gave them when they came.
 *
 * Asking for a family by its name makes the kernel load a module (net/netlink/genetlink.c, ctrl_getfamily()), so all that there are are
 * listed instead, which does not (ctrl_dumpfamily()).  One that is not there has nothing to tell.
 */
#ifndef COLLECT_NET_GENERIC_H
#define COLLECT_NET_GENERIC_H

#include "collect/base/bytes.h"
#include "collect/base/directory.h"
#include "collect/base/guard.h"
#include "collect/net/dumps.h"

/* How many dumps there are: a sum of ones. */
enum {
    GENERIC_DUMPS = 0
/* NOLINTNEXTLINE(bugprone-macro-parentheses) */
#define DUMP(scope, path, format, protocol, request, family, number) +1
#include "schema/snapshot/dumps.def"
#undef DUMP
};

struct generic {
    int error;                   /* errno of not having been told; 0 where we were */
    uint16_t ids[GENERIC_DUMPS]; /* of the family that a dump asks, by the dump's place; 0 where there is none */
};

/* Takes the families of a run of whole messages of CTRL_CMD_GETFAMILY. */
void generic_take(struct generic *generic, const char *data, size_t len);

/* Asks on a socket of generic netlink.  What is found is left to the caller, who may have lost its guard. */
struct generic generic_ask(struct guard *guard, int fd);

/* The number of the family that the dump asks: 0 where it is not there. */
unsigned generic_id(const struct generic *generic, const struct dump *dump);

/* Whether the dump asks about one interface of a kind after the other, WireGuard's. */
bool generic_is_by_interface(const struct dump *dump);

/* Adds the interfaces of that kind in a run of whole messages of RTM_GETLINK.  0, or -1 without memory. */
int generic_add_interfaces(struct numbers *interfaces, const char *data, size_t len);

/*
 * Makes zeros of WireGuard's private and preshared keys in a run of whole messages: they come unasked for, and an archive that is handed
 * around is no place for them.
 */
void generic_wipe_keys(char *data, size_t len);

#endif
