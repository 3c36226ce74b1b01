#include "collect/host/own.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>

bool
own_descriptor(unsigned number)
{
    int flags = fcntl((int)number, F_GETFD);

    return flags < 0 || (flags & FD_CLOEXEC);
}

void
own_sockets_init(struct own_sockets *sockets)
{
    *sockets = (struct own_sockets){ .lock = PTHREAD_MUTEX_INITIALIZER };
}

void
own_sockets_free(struct own_sockets *sockets)
{
    bytes_free(&sockets->lines);
}

/* SO_COOKIE: a number that no other socket since boot has, Linux 4.12.  0, which no socket has, on failure. */
static uint64_t
cookie_of(int fd)
{
    uint64_t cookie = 0;
    socklen_t size = sizeof(cookie);

    return getsockopt(fd, SOL_SOCKET, SO_COOKIE, &cookie, &size) == 0 ? cookie : 0;
}

void
own_sockets_add(struct own_sockets *sockets, uint64_t net_namespace, int protocol, int fd)
{
    struct stat st;

    if (fstat(fd, &st) != 0)
        return; /* the socket then looks like one that another process opened and closed */
    pthread_mutex_lock(&sockets->lock);
    bytes_format(&sockets->lines, "%llu\t%d\t%d\t%llu\t%llu\n", (unsigned long long)net_namespace, AF_NETLINK, protocol,
                 (unsigned long long)st.st_ino, (unsigned long long)cookie_of(fd));
    pthread_mutex_unlock(&sockets->lock);
}
