#include "analyze/archive/directory.h"

#include <dirent.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/base/buffer.h"

/* As many archives are named. */
#define NAMED_MAX 5

static int
is_archive(const struct dirent *entry)
{
    static const char *const patterns[] = { "*.tar", "*.tar.gz", "*.tgz", "*.tar.zst" };

    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
        if (fnmatch(patterns[i], entry->d_name, FNM_PERIOD) == 0)
            return 1;
    return 0;
}

/* By their bytes: no locale. */
static int
compare(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void
add_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

/* "snapshots/web.tar.zst snapshots/db.tar" */
static void
add_names(struct buffer *text, const char *path, struct dirent **entries, int count)
{
    size_t len = strlen(path);

    for (int i = 0; i < count && i < NAMED_MAX; i++) {
        add_text(text, " ");
        add_text(text, path);
        add_text(text, len > 0 && path[len - 1] == '/' ? "" : "/");
        add_text(text, entries[i]->d_name);
    }
    buffer_add(text, "", 1);
}

int
directory_refuse(const char *path, struct error *error)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, is_archive, compare);
    struct buffer text = { 0 };

    if (count <= 0) {
        free(entries);
        return error_set(error, "%s: is a directory, and has no archive (*.tar, *.tar.gz, *.tar.zst) in it", path);
    }
    add_names(&text, path, entries, count);
    if (count > NAMED_MAX)
        error_set(error, "%s: is a directory: name the archives in it:%s and %d more", path, text.ptr,
                  count - NAMED_MAX);
    else
        error_set(error, "%s: is a directory: name the archives in it:%s", path, text.ptr);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    buffer_free(&text);
    return -1;
}
