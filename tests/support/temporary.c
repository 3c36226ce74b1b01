#include "tests/support/temporary.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/test.h"

int
temporary_make(char *name)
{
    int fd;

    assert_non_null(mkdtemp(name));
    fd = open(name, O_RDONLY | O_DIRECTORY);
    assert_true(fd >= 0);
    return fd;
}

void
temporary_remove(const char *name, int fd)
{
    assert_int_equal(close(fd), 0);
    assert_int_equal(remove_tree(name), 0);
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *place)
{
    (void)st, (void)type, (void)place;
    return remove(path);
}

int
remove_tree(const char *path)
{
    return nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}
