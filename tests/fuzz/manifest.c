/*
 * The lines of a manifest, and meta.json, on any bytes.
 */
#include <stdlib.h>

#include "analyze/archive/manifest.h"
#include "analyze/archive/member_path.h"
#include "analyze/archive/name.h"
#include "analyze/base/scan.h"
#include "tests/support/fuzz.h"

static void
touch(size_t *sum, struct slice text)
{
    for (size_t i = 0; text.ptr && i < text.len; i++)
        *sum += (unsigned char)text.ptr[i];
}

/* A path that is a name is that of a member. */
static void
touch_path(size_t *sum, struct slice path)
{
    struct member_path member;
    const char *format;

    touch(sum, path);
    if (!path.ptr || name_want(path))
        return;
    member = member_path_of(path);
    format = member_path_format(&member);
    touch(sum, member.file);
    touch(sum, member.pass);
    touch(sum, slice_of(format));
}

static void
touch_record(size_t *sum, const struct manifest_record *record)
{
    switch (record->kind) {
    case MANIFEST_LINE:
        touch_path(sum, record->line.path);
        touch(sum, record->line.source);
        touch(sum, record->line.state);
        touch(sum, record->line.error);
        touch(sum, record->line.reason);
        touch(sum, record->line.sha256);
        if ((record->line.sha256.ptr != NULL) != record->line.bytes.known)
            abort();
        return;
    case MANIFEST_LINK:
        touch(sum, record->link.previous);
        return;
    case MANIFEST_END:
        touch(sum, record->end.result);
        return;
    case MANIFEST_MALFORMED:
        touch(sum, slice_of(record->want));
        touch(sum, record->have);
        return;
    }
    abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice text = { (const char *)data, size }, line;
    struct manifest *manifest;
    struct manifest_record record;
    struct manifest_meta meta;
    struct error error = { 0 };
    struct lines lines = lines_of(text);
    size_t sum = 0;

    if (manifest_open(&manifest, &error) != 0)
        abort();
    while (lines_next(&lines, &line)) {
        if (manifest_parse(manifest, line, &record, &error) != 0)
            abort();
        touch_record(&sum, &record);
    }
    if (manifest_meta(manifest, text, &meta, &error) != 0)
        abort();
    touch(&sum, meta.text);
    touch(&sum, meta.byte_order);
    manifest_close(manifest);
    return 0;
}
