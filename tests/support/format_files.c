#include "tests/support/format_files.h"

static const struct {
    const char *format, *file;
    bool dump;
} files[] = {
#define SOURCE(scope, path, format)                                  { #format, path, false },
#define DUMP(scope, path, format, protocol, request, family, number) { #format, path, true },
#include "schema/snapshot/dumps.def"
#include "schema/snapshot/sources.def"
#undef SOURCE
#undef DUMP
};

#define FILES (sizeof(files) / sizeof(files[0]))

const char *
format_file(const char *format, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < FILES; i++)
        count += strcmp(files[i].format, format) == 0;
    if (count == 0)
        return format;
    n %= count;
    for (size_t i = 0;; i++)
        if (strcmp(files[i].format, format) == 0 && n-- == 0)
            return files[i].file;
}

size_t
format_file_place(const char *format, struct slice file)
{
    size_t place = 0;

    for (size_t i = 0; i < FILES; i++) {
        if (strcmp(files[i].format, format) != 0)
            continue;
        if (slice_is(file, files[i].file))
            return place;
        place++;
    }
    return 0;
}

bool
format_is_of_a_dump(const char *format)
{
    for (size_t i = 0; i < FILES; i++)
        if (files[i].dump && strcmp(files[i].format, format) == 0)
            return true;
    return false;
}
