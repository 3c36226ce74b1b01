#include "tests/support/test.h"

#include <string.h>

#include "analyze/archive/manifest.h"

static struct manifest *
open_manifest(void)
{
    struct error error = { 0 };
    struct manifest *manifest;

    assert_int_equal(manifest_open(&manifest, &error), 0);
    return manifest;
}

TEST(manifest_line)
{
    struct manifest *manifest = open_manifest();
    struct error error = { 0 };
    struct manifest_record record;

    assert_int_equal(
        manifest_parse(manifest,
                       slice_of("{\"path\":\"proc/812/io\",\"source\":\"/proc/812/io\",\"state\":\"denied\","
                                "\"errno\":\"EACCES\",\"start\":1763715823000100000,\"took\":2100}"),
                       &record, &error),
        0);
    assert_int_equal(record.kind, MANIFEST_LINE);
    assert_true(slice_is(record.line.path, "proc/812/io"));
    assert_true(slice_is(record.line.state, "denied"));
    assert_true(slice_is(record.line.error, "EACCES"));
    assert_null(record.line.sha256.ptr);
    assert_false(record.line.bytes.known);
    assert_int_equal(record.line.start.value, 1763715823000100000);
    assert_false(record.line.monotonic.known);
    assert_int_equal(record.line.took.value, 2100);
    manifest_close(manifest);
}

TEST(manifest_meta_of_the_wrong_types)
{
    struct manifest *manifest = open_manifest();
    struct error error = { 0 };
    struct manifest_meta meta;

    assert_int_equal(manifest_meta(manifest,
                                   slice_of("{\"format\":\"1\",\"host\":7,\"self\":{\"namespaces\":{\"net\":{}}}}"),
                                   &meta, &error),
                     0);
    assert_true(meta.json);
    assert_false(meta.format.known);
    assert_null(meta.byte_order.ptr);
    assert_false(meta.net_namespace.known);
    assert_int_equal(manifest_meta(manifest, (struct slice){ "{}\0{}", 5 }, &meta, &error), 0);
    assert_false(meta.json);
    manifest_close(manifest);
}
