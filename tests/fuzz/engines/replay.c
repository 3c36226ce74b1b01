/*
 * main() of a fuzz target without an engine: gives it each file once.
 *
 * usage: replay-TARGET FILE|DIRECTORY...
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/fuzz.h"

static size_t
replay_file(const char *path)
{
    FILE *file = fopen(path, "re");
    char *bytes = NULL;
    size_t size = 0, room = 0;

    if (!file)
        fuzz_fail("%s: %s", path, strerror(errno));
    do {
        if (size == room) {
            room = room ? 2 * room : 4096;
            bytes = realloc(bytes, room);
            if (!bytes)
                fuzz_fail("%s: no memory", path);
        }
        size += fread(bytes + size, 1, room - size, file);
    } while (!feof(file) && !ferror(file));
    if (ferror(file) || fclose(file) != 0)
        fuzz_fail("%s: %s", path, strerror(errno));
    (void)LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
    free(bytes);
    return 1;
}

static size_t
replay_directory(const char *path, DIR *directory)
{
    struct dirent *entry;
    size_t count = 0;

    while ((entry = readdir(directory))) {
        char *name;

        if (entry->d_name[0] == '.')
            continue;
        if (asprintf(&name, "%s/%s", path, entry->d_name) < 0)
            fuzz_fail("no memory");
        count += replay_file(name);
        free(name);
    }
    closedir(directory);
    return count;
}

int
main(int argc, char **argv)
{
    size_t count = 0;

    for (int i = 1; i < argc; i++) {
        DIR *directory = opendir(argv[i]);

        count += directory ? replay_directory(argv[i], directory) : replay_file(argv[i]);
    }
    printf("%zu\n", count);
    return 0;
}
