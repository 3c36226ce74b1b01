#include "analyze/base/output.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

bool
output_is_closed(void)
{
    struct pollfd poll_for = { .fd = STDOUT_FILENO, .events = POLLOUT };

    return poll(&poll_for, 1, 0) == 1 && (poll_for.revents & (POLLERR | POLLHUP)) != 0;
}

int
output_error(struct error *error)
{
    int number = errno;

    if (error->text)
        return -1;
    error->unread = number == EPIPE;
    return error_set(error, "output: %s", number ? strerror(number) : "could not be written");
}
