/* Archives that no collector wrote: each thing in them that is wrong is a row of problems, and the rest is loaded. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/database/db.h"
#include "analyze/load/load.h"
#include "tests/support/query.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"

/* Loads the bytes into case.db, whatever comes of it: the error's text, or NULL. */
static const char *
load(struct scene *scene, struct slice bytes)
{
    struct memory_file file = sample_file(bytes);
    struct load_result result = { 0 };
    struct error error = { 0 };
    struct load *loader = NULL;
    const char *text = NULL;
    sqlite3 *db = NULL;

    if (db_open(scene_text(scene, "%s/case.db", scene_directory(scene)), DB_WRITE, &db, &error) ||
        load_open(db, true, &loader, &error))
        fail_msg("%s", error.text);
    if (load_run(loader, file.path, NULL, &result, &error))
        text = scene_text(scene, "%s", error.text);
    load_result_free(&result);
    load_close(loader);
    error_clear(&error);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    close(file.fd);
    return text;
}

/* A member of another kind or name, between members that are as they should be. */
TEST(load_tells_of_each_member_that_is_none)
{
    static const struct {
        const char *name;
        char type;
        const char *want;
    } members[] = {
        { SAMPLE_TOP "../../etc/passwd", '0', "a name without . and .." },
        { "../etc/passwd", '0', "a name without . and .." },
        { "/etc/passwd", '0', "a relative name without empty parts" },
        { "", '0', "a relative name without empty parts" },
        { SAMPLE_TOP "proc//7/stat", '0', "a relative name without empty parts" },
        { SAMPLE_TOP "proc/7/a\x1b[31m", '0', "a name of letters, digits and ._/-" },
        { "another/proc/7/stat", '0', "a name below the top directory of the first member" },
        { SAMPLE_TOP "link", '1', "a regular file" },
        { SAMPLE_TOP "symlink", '2', "a regular file" },
        { SAMPLE_TOP "character", '3', "a regular file" },
        { SAMPLE_TOP "block", '4', "a regular file" },
        { SAMPLE_TOP "directory", '5', "a regular file" },
        { SAMPLE_TOP "fifo", '6', "a regular file" },
        { SAMPLE_TOP "sparse", 'S', "a regular file" },
    };

    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        struct scene *scene = scene_begin();
        struct sample sample = { 0 };

        sample_begin(&sample);
        sample_member(&sample, "etc/hostname", slice_of("web\n"));
        sample_entry(&sample, members[i].name, members[i].type, slice_of(""));
        sample_member(&sample, "proc/7/stat",
                      slice_of("7 (nc) S 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 1234 1000 50 0\n"));
        sample_end(&sample, "complete");
        assert_null(load(scene, buffer_slice(&sample.tar)));
        if (query_number(scene, "case.db", "SELECT count(*) FROM problems WHERE want = %Q", members[i].want) != 1)
            fail_msg("%s, %c: %s", members[i].name, members[i].type,
                     query(scene, "case.db", "SELECT want, have FROM problems"));
        assert_string_equal(query(scene, "case.db", "SELECT comm FROM process_stat"), "nc\n");
        assert_int_equal(query_number(scene, "case.db", "SELECT complete FROM snapshots"), 0);
        sample_free(&sample);
        scene_end(scene);
    }
}

/* Of members of one name the first counts; each of the others is a problem. */
TEST(load_takes_the_first_of_two_members_of_one_name)
{
    static const char stat[] = "7 (%s) S 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 1234 1000 50 0\n";
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    static const char *const names[] = { "first", "second", "third" };

    sample_begin(&sample);
    for (size_t i = 0; i < 3; i++) {
        sample_member(&sample, "proc/7/stat", slice_of(scene_text(scene, "%.3s%s%s", stat, names[i], stat + 5)));
        sample_segment(&sample);
    }
    sample_end(&sample, "complete");
    assert_null(load(scene, buffer_slice(&sample.tar)));
    assert_string_equal(query(scene, "case.db", "SELECT comm FROM process_stat"), "first\n");
    assert_int_equal(
        query_number(scene, "case.db", "SELECT count(*) FROM problems WHERE want LIKE '%%was not there before'"), 2);
    sample_free(&sample);
    scene_end(scene);
}

/* What stands between two rows of a table is a problem on its line, and both rows are there. */
TEST(load_goes_on_after_each_row_of_garbage)
{
    static const struct {
        const char *text;
        size_t len;
    } rows[] = {
#define ROW(text) { text, sizeof(text) - 1 }
        ROW("garbage"),
        ROW("   1: 0100007F:0016 00000000:0000 0A 0000"),                                             /* cut */
        ROW("   1: 0100zz7F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 5 1 0"), /* hex */
        ROW("   1: 0100007F:10016 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 5 1 0"),
        ROW("   1: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000 99999999999999999999 0 5 1 0"),
        ROW("   1: 0100007F:0016\0 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 5 1 0"),
        ROW("\xff\xfe\x80"),
        ROW("\0\0\0\0"),
#undef ROW
    };
    static const char first[] =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
        "   0: 0100007F:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 11 1 0\n";
    static const char last[] =
        "\n   2: 0100007F:0017 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 12 1 0\n";

    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct scene *scene = scene_begin();
        struct sample sample = { 0 };
        struct buffer table = { 0 };

        buffer_add(&table, first, sizeof(first) - 1);
        buffer_add(&table, rows[i].text, rows[i].len);
        buffer_add(&table, last, sizeof(last) - 1);
        sample_begin(&sample);
        sample_member(&sample, "net/1/before/tcp", buffer_slice(&table));
        sample_end(&sample, "complete");
        assert_null(load(scene, buffer_slice(&sample.tar)));
        if (strcmp(query(scene, "case.db", "SELECT line, inode FROM proc_net_inet WHERE line <> 3"), "2|11\n4|12\n") !=
                0 ||
            query_number(scene, "case.db", "SELECT count(DISTINCT line) FROM problems WHERE line = 3") != 1 ||
            query_number(scene, "case.db", "SELECT count(*) FROM problems WHERE line <> 3") != 0)
            fail_msg("row %zu: %s%s", i, query(scene, "case.db", "SELECT line, inode FROM proc_net_inet"),
                     query(scene, "case.db", "SELECT line, want, have FROM problems"));
        buffer_free(&table);
        sample_free(&sample);
        scene_end(scene);
    }
}

/* The archive of the first `len` bytes, which are whole members, as a tar of its own: with the mark of its end. */
static const char *
load_beginning(struct scene *scene, const struct sample *sample, size_t len, bool marked)
{
    static const char mark[1024];
    struct buffer tar = { 0 };
    const char *error;

    buffer_add(&tar, sample->tar.ptr, len);
    buffer_add(&tar, mark, marked ? sizeof(mark) : 0);
    error = load(scene, buffer_slice(&tar));
    buffer_free(&tar);
    return error;
}

/* Cut where a member ends, the tar may be a sound one: what is missing then is the end record, or SHA256SUMS. */
TEST(load_of_an_archive_cut_at_any_member)
{
    struct sample sample = { 0 };
    size_t cuts = 0, len = 0;

    sample_small(&sample);
    while (len < sample.tar.len - 1024) {
        char size[13] = { 0 };

        for (int marked = 0; marked < 2 && len > 0; marked++) {
            struct scene *scene = scene_begin();

            if (load_beginning(scene, &sample, len, marked))
                fail_msg("cut at %zu: refused", len);
            if (query_number(scene, "case.db", "SELECT count(*) FROM snapshots WHERE complete = 0") != 1 ||
                query_number(scene, "case.db", "SELECT count(*) FROM problems WHERE snapshot_id = 1") < 1)
                fail_msg("cut at %zu, and nothing says so", len);
            cuts++;
            scene_end(scene);
        }
        memcpy(size, sample.tar.ptr + len + 124, 12);
        len += 512 + ((size_t)strtoul(size, NULL, 8) + 511) / 512 * 512;
    }
    assert_true(cuts > 10);
    sample_free(&sample);
}
