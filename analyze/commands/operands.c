#include "analyze/commands/operands.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a file begins with, as far as it tells an archive from a database. */
static const struct {
    const char *bytes;
    size_t len, offset;
    bool database;
} signatures[] = {
    { "SQLite format 3", 16, 0, true },
    { "\x28\xb5\x2f\xfd", 4, 0, false }, /* zstd */
    { "\x1f\x8b", 2, 0, false },         /* gzip */
    { "ustar", 5, 257, false },          /* tar */
};

enum kind { NOTHING, DATABASE, ARCHIVE, DIRECTORY, OTHER };

static enum kind
kind_of_content(const char *path)
{
    char head[512] = { 0 };
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    ssize_t len = fd < 0 ? -1 : read(fd, head, sizeof(head));

    if (fd >= 0)
        (void)close(fd);
    for (size_t i = 0; len > 0 && i < sizeof(signatures) / sizeof(signatures[0]); i++)
        if (memcmp(head + signatures[i].offset, signatures[i].bytes, signatures[i].len) == 0)
            return signatures[i].database ? DATABASE : ARCHIVE;
    return OTHER;
}

static enum kind
kind_of(const char *path)
{
    struct stat status;

    if (stat(path, &status))
        return NOTHING;
    if (S_ISDIR(status.st_mode))
        return DIRECTORY;
    return S_ISREG(status.st_mode) ? kind_of_content(path) : OTHER;
}

/* Whether the operand may be the database that should have come first. */
static bool
may_be_database(const char *path)
{
    enum kind kind = kind_of(path);

    return strcmp(path, "-") != 0 && (kind == NOTHING || kind == DATABASE);
}

int
operands_check(char **operands, int count, struct error *error)
{
    bool standard = strcmp(operands[0], "-") == 0;
    enum kind kind = standard ? ARCHIVE : kind_of(operands[0]);
    const char *what = standard ? "standard input" : kind == ARCHIVE ? "a snapshot" : "a directory";

    if (kind != ARCHIVE && kind != DIRECTORY)
        return 0;
    if (count == 2 && may_be_database(operands[1]))
        return error_set(error, "%s is %s, and the database comes first: analyze load %s %s", operands[0], what,
                         operands[1], operands[0]);
    return error_set(error, "%s is %s, and the database comes first: analyze load DB %s%s", operands[0], what,
                     operands[0], count > 1 ? " ..." : "");
}
