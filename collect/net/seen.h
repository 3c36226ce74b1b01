/*
 * The sockets that a table or a dump of a namespace shows, by their inode numbers.
 */
#ifndef COLLECT_NET_SEEN_H
#define COLLECT_NET_SEEN_H

#include "collect/net/dumps.h"
#include "collect/netns/inodes.h"

/* Adds those of a run of whole netlink messages. */
void seen_add_dump(struct inodes *seen, const struct dump *dump, const char *data, size_t len);

/* Adds those of a table of /proc/net in the format of that name (sources.def); a format that is not known adds none. */
void seen_add_table(struct inodes *seen, const char *format, const char *data, size_t len);

#endif
