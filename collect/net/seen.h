/*
 * Collects the inode numbers of the sockets that a table or a dump shows.
 */
#ifndef COLLECT_NET_SEEN_H
#define COLLECT_NET_SEEN_H

#include "collect/net/dumps.h"
#include "collect/netns/inodes.h"

/* Adds the sockets in whole netlink messages of the dump. */
void seen_add_dump(struct inodes *seen, const struct dump *dump, const char *data, size_t len);

/* Adds the sockets in a table of /proc/net.  `format` is its format in sources.def; an unknown one adds nothing. */
void seen_add_table(struct inodes *seen, const char *format, const char *data, size_t len);

#endif
