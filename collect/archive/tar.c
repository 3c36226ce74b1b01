#include "collect/archive/tar.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>

struct tar {
    struct archive *archive;
    struct archive_entry *entry;
    struct sink *sink;
    struct bytes name;
    size_t top;   /* length of the top directory's name with its slash */
    bool dropped; /* ignore whatever libarchive still writes */
};

/*
 * Reports success to libarchive even if the sink failed, because an archive whose writer has failed leaks when it is
 * released.  The sink keeps its error, and every function here checks it.
 */
static la_ssize_t
write_to_sink(struct archive *archive, void *context, const void *data, size_t len)
{
    struct tar *tar = context;

    (void)archive;
    if (!tar->dropped)
        (void)sink_put(tar->sink, data, len);
    return (la_ssize_t)len;
}

static int
check(const struct tar *tar, int result)
{
    return result == ARCHIVE_OK && tar->sink->error == 0 ? 0 : -1;
}

struct tar *
tar_open(struct sink *sink, const char *top)
{
    struct tar *tar = calloc(1, sizeof(*tar));

    if (!tar)
        return NULL;
    tar->sink = sink;
    bytes_text(&tar->name, top);
    bytes_byte(&tar->name, '/');
    tar->top = tar->name.len;
    tar->archive = archive_write_new();
    tar->entry = archive_entry_new();
    if (!tar->archive || !tar->entry || tar->name.failed ||
        archive_write_set_format_ustar(tar->archive) != ARCHIVE_OK ||
        archive_write_set_bytes_per_block(tar->archive, 0) != ARCHIVE_OK || /* no buffer: the sink has one */
        archive_write_set_bytes_in_last_block(tar->archive, 1) != ARCHIVE_OK ||
        archive_write_open2(tar->archive, tar, NULL, write_to_sink, NULL, NULL) != ARCHIVE_OK) {
        tar_free(tar);
        return NULL;
    }
    return tar;
}

int
tar_begin(struct tar *tar, const char *path, size_t size, uint64_t seconds)
{
    tar->name.len = tar->top;
    bytes_text(&tar->name, path);
    archive_entry_clear(tar->entry);
    archive_entry_set_pathname(tar->entry, bytes_string(&tar->name));
    if (tar->name.failed)
        return -1;
    archive_entry_set_filetype(tar->entry, AE_IFREG);
    archive_entry_set_perm(tar->entry, 0600);
    archive_entry_set_size(tar->entry, (la_int64_t)size);
    archive_entry_set_mtime(tar->entry, (time_t)seconds, 0);
    return check(tar, archive_write_header(tar->archive, tar->entry));
}

int
tar_put(struct tar *tar, const void *data, size_t len)
{
    while (len > 0) {
        la_ssize_t count = archive_write_data(tar->archive, data, len);

        if (count <= 0 || tar->sink->error)
            return -1;
        data = (const char *)data + count;
        len -= (size_t)count;
    }
    return 0;
}

int
tar_finish(struct tar *tar)
{
    return check(tar, archive_write_finish_entry(tar->archive));
}

int
tar_end(struct tar *tar)
{
    return check(tar, archive_write_close(tar->archive));
}

const char *
tar_error(const struct tar *tar)
{
    const char *text = archive_error_string(tar->archive);

    return text ? text : "unknown error";
}

void
tar_free(struct tar *tar)
{
    if (!tar)
        return;
    archive_entry_free(tar->entry);
    tar->dropped = true; /* releasing writes the end of the container; only tar_end may do that */
    if (tar->archive)
        (void)archive_write_free(tar->archive);
    bytes_free(&tar->name);
    free(tar);
}
