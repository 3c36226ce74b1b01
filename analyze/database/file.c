#include "analyze/database/file.h"

#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/base/buffer.h"
#include "analyze/database/db.h"

/* Offsets in the header of a database file (sqlite.org/fileformat2.html). */
enum { HEADER = 100, READ_VERSION = 19, USER_VERSION = 60, APPLICATION = 68 };

static uint32_t
number_at(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

struct database_file
database_file_look(const char *path)
{
    static const char magic[16] = "SQLite format 3";
    struct database_file file = { .foreign = false };
    unsigned char header[HEADER];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

    if (fd < 0)
        return file;
    if (pread(fd, header, sizeof(header), 0) == (ssize_t)sizeof(header) && memcmp(header, magic, sizeof(magic)) == 0) {
        file.foreign =
            number_at(header + APPLICATION) != DB_APPLICATION_ID || number_at(header + USER_VERSION) != DB_VERSION;
        file.wal = header[READ_VERSION] == 2;
    }
    (void)close(fd); /* it was only read */
    return file;
}

bool
database_file_has(const char *path, const char *suffix)
{
    char *real = realpath(path, NULL), *beside = real ? xasprintf("%s%s", real, suffix) : NULL;
    bool has = beside && access(beside, F_OK) == 0;

    free(beside);
    free(real);
    return has;
}

char *
database_file_alone(const char *path)
{
    static const char prefix[] = "file:", mode[] = "?immutable=1";
    static const char digits[] = "0123456789abcdef";
    struct buffer name = { 0 };

    buffer_add(&name, prefix, strlen(prefix));
    if (path[0] != '/')
        buffer_add(&name, "./", 2);
    for (const char *c = path; *c; c++) {
        const char escaped[3] = { '%', digits[(unsigned char)*c >> 4], digits[*c & 15] };

        if (strchr("%?#", *c))
            buffer_add(&name, escaped, sizeof(escaped));
        else
            buffer_add(&name, c, 1);
    }
    buffer_add(&name, mode, sizeof(mode));
    return name.ptr;
}
