/*
 * The names of network interfaces, for dumps that the kernel gives of one interface at a time by its name.
 */
#ifndef COLLECT_NET_DEVICES_H
#define COLLECT_NET_DEVICES_H

#include "collect/base/bytes.h"
#include "collect/net/dumps.h"

struct devices {
    struct bytes names; /* of IFNAMSIZ bytes each */
    bool left_out;      /* there were more than may be asked, or no memory */
};

size_t devices_count(const struct devices *devices);

/* Empty beyond the last. */
const char *devices_at(const struct devices *devices, size_t index);

/* Adds those in whole messages of an RTM_GETLINK dump.  Without memory, and beyond `most`, some are left out. */
void devices_add(struct devices *devices, const char *data, size_t len, uint64_t most);

/* Whether the dump is requested once for each interface, by its name. */
bool dump_is_by_device(const struct dump *dump);

#endif
