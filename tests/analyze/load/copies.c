/* Archives of the same run: whole, compressed, cut, damaged, forged. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/loading.h"
#include "tests/support/query.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"

/* A whole snapshot of another run. */
static void
sample_another(struct sample *sample)
{
    sample_member(sample, "meta.json",
                  slice_of("{\"format\":1,\"host\":{\"nodename\":\"other\",\"byte_order\":\"little\"}}"));
    sample_segment(sample);
    sample_member(sample, "etc/hostname", slice_of("other\n"));
    sample_end(sample, "complete");
}

/* A snapshot is known by its content, whatever it is compressed with. */
TEST(load_of_the_same_snapshot_does_nothing)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 }, another = { 0 };
    struct buffer zstd, gzip;

    sample_small(&sample);
    sample_another(&another);
    zstd = sample_zstd(buffer_slice(&sample.tar));
    gzip = sample_gzip(buffer_slice(&sample.tar));
    expect_load(scene, buffer_slice(&sample.tar), LOAD_NEW, 1);
    expect_load(scene, buffer_slice(&another.tar), LOAD_NEW, 2);
    expect_load(scene, buffer_slice(&sample.tar), LOAD_SAME, 1);
    expect_load(scene, buffer_slice(&zstd), LOAD_SAME, 1);
    expect_load(scene, buffer_slice(&gzip), LOAD_SAME, 1);
    expect_load(scene, buffer_slice(&gzip), LOAD_SAME, 1);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, count(*) FROM members GROUP BY 1"), "1|7\n2|2\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT snapshot_id, archive_bytes, result, verified, problems FROM archives"
                              " ORDER BY snapshot_id, archive_bytes DESC"),
                        scene_text(scene,
                                   "1|%zu|complete|6|0\n1|%zu|complete|6|0\n1|%zu|complete|6|0\n"
                                   "2|%zu|complete|2|0\n",
                                   sample.tar.len, gzip.len > zstd.len ? gzip.len : zstd.len,
                                   gzip.len > zstd.len ? zstd.len : gzip.len, another.tar.len));
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM problems"), 0);
    buffer_free(&gzip);
    buffer_free(&zstd);
    sample_free(&another);
    sample_free(&sample);
    scene_end(scene);
}

static const char *const tables[] = { "proc_net_inet", "process_fds", "process_links", "process_stat" };

/* Where each row of the snapshot was read. */
static char *
rows_of(struct scene *scene, const char *database)
{
    char *all = scene_text(scene, "%s", "");

    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
        all = scene_text(scene, "%s%s", all,
                         query(scene, database,
                               "SELECT '%s', m.path, t.line FROM %s AS t JOIN members AS m USING (member_id)"
                               " WHERE t.snapshot_id = 1 AND m.snapshot_id = 1",
                               tables[i], tables[i]));
    return all;
}

/* Whether each line of a text is in another one. */
static bool
lines_are_among(char *lines, const char *all)
{
    for (char *line = lines; *line; line += strlen(line) + 1) {
        char *end = strchr(line, '\n');
        bool found;

        *end = '\0';
        found = strstr(all, line) != NULL;
        if (!found)
            return false;
    }
    return true;
}

/* The snapshot of a cut archive is known by its meta.json, without which there is none. */
static size_t
first_cut(const struct sample *sample)
{
    return 512 + (strlen(sample_meta) + 511) / 512 * 512 + sample->tar.len / 1000;
}

/* Cut at many places, each longer than the one before: one snapshot, of which more and more is there, and never anything that the
 * whole one does not have. */
TEST(load_of_longer_and_longer_cuts)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 }, another = { 0 };
    struct error error = { 0 };
    struct load_result result;
    size_t completed = 0;
    const char *all;

    sample_small(&sample);
    sample_another(&another);
    result = load_bytes(scene, "whole.db", buffer_slice(&sample.tar), &error);
    load_result_free(&result);
    all = rows_of(scene, "whole.db");
    for (size_t len = first_cut(&sample); len < sample.tar.len - 1024; len += 389) {
        result = load_ok(scene, (struct slice){ sample.tar.ptr, len });
        assert_int_equal(result.snapshot_id, 1);
        assert_int_not_equal(result.outcome, LOAD_PART);
        assert_true(result.outcome == LOAD_SAME || result.problems > 0);
        completed += result.outcome == LOAD_COMPLETES;
        load_result_free(&result);
        if (len < first_cut(&sample) + 389)
            expect_load(scene, buffer_slice(&another.tar), LOAD_NEW, 2);
        assert_true(lines_are_among(rows_of(scene, "case.db"), all));
        assert_string_equal(query(scene, "case.db", "SELECT complete FROM snapshots ORDER BY 1"), "0\n1\n");
    }
    assert_int_equal(completed, 3); /* as many manifest segments there are */
    expect_load(scene, buffer_slice(&sample.tar), LOAD_COMPLETES, 1);
    assert_string_equal(rows_of(scene, "case.db"), all);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, host, result, complete FROM snapshots"),
                        "1|web|complete|1\n2|other|complete|1\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM problems"), 0);
    sample_free(&another);
    sample_free(&sample);
    scene_end(scene);
}

TEST(load_of_a_part_of_what_is_there_does_nothing)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct slice tar;

    sample_small(&sample);
    tar = buffer_slice(&sample.tar);
    expect_load(scene, (struct slice){ tar.ptr, tar.len * 2 / 3 }, LOAD_NEW, 1);
    expect_load(scene, (struct slice){ tar.ptr, tar.len / 2 }, LOAD_PART, 1);
    expect_load(scene, tar, LOAD_COMPLETES, 1);
    expect_load(scene, (struct slice){ tar.ptr, tar.len * 2 / 3 }, LOAD_SAME, 1); /* that very file */
    for (size_t len = first_cut(&sample); len < tar.len - 4096; len += 1111)
        expect_load(scene, (struct slice){ tar.ptr, len }, LOAD_PART, 1);
    assert_string_equal(query(scene, "case.db", "SELECT result, complete, archive_bytes FROM snapshots"),
                        scene_text(scene, "complete|1|%zu\n", tar.len));
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM members"), 7);
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM archives WHERE problems = 0"), 1);
    sample_free(&sample);
    scene_end(scene);
}

/* An archive that is cut within meta.json tells nothing, not even of what it is a part. */
TEST(load_of_a_part_of_meta_json_is_refused)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct error error = { 0 };
    struct load_result result;

    sample_small(&sample);
    result = load_bytes(scene, "case.db", (struct slice){ sample.tar.ptr, 700 }, &error);
    assert_non_null(strstr(error.text, "meta.json, its first member, is cut"));
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM snapshots"), 0);
    error_clear(&error);
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

/* Flips a bit of the last byte of a text in the archive. */
static void
damage(struct sample *sample, const char *text)
{
    char *at = memmem(sample->tar.ptr, sample->tar.len, text, strlen(text));

    assert_non_null(at);
    at[strlen(text) - 1] ^= 1;
}

/* A damaged copy is completed like a cut one, wherever the damage is: in a member, a manifest segment, SHA256SUMS, the end. */
TEST(load_of_the_whole_one_after_a_damaged_copy)
{
    static const char *const places[] = {
        "0100007F:2081", "\"path\":\"proc/7/io", "\"state\":\"denied", "  meta.json", "{\"end\":{\"resul",
    };
    struct sample whole = { 0 };

    sample_small(&whole);
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        struct scene *scene = scene_begin();
        struct sample damaged = { 0 };
        struct load_result result;

        sample_small(&damaged);
        damage(&damaged, places[i]);
        result = load_ok(scene, buffer_slice(&damaged.tar));
        assert_true(result.problems > 0);
        load_result_free(&result);
        expect_load(scene, buffer_slice(&whole.tar), LOAD_COMPLETES, 1);
        expect_load(scene, buffer_slice(&damaged.tar), LOAD_SAME, 1);
        assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, complete FROM snapshots"), "1|1\n");
        assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM members"), 7);
        assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM problems"), 0);
        sample_free(&damaged);
        scene_end(scene);
    }
    sample_free(&whole);
}

/* Two copies of which each has something that the other has not stay until there is one that has all. */
TEST(load_of_the_whole_one_after_two_damaged_copies)
{
    struct scene *scene = scene_begin();
    struct sample whole = { 0 }, first = { 0 }, second = { 0 };

    sample_small(&whole);
    sample_small(&first);
    sample_small(&second);
    damage(&first, "0100007F:2081");
    damage(&second, "7 (nc) S");
    expect_load(scene, buffer_slice(&first.tar), LOAD_NEW, 1);
    expect_load(scene, buffer_slice(&second.tar), LOAD_NEW, 2);
    expect_load(scene, buffer_slice(&whole.tar), LOAD_COMPLETES, 1);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, complete FROM snapshots"), "1|1\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM members"), 7);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, count(*) FROM archives GROUP BY 1"), "1|3\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM problems"), 0);
    sample_free(&whole);
    sample_free(&first);
    sample_free(&second);
    scene_end(scene);
}

/* Whoever can write an archive can give it the meta.json of another one: nothing that is there gives way to it. */
TEST(load_keeps_snapshots_that_contradict_each_other)
{
    struct scene *scene = scene_begin();
    struct sample genuine = { 0 }, forged = { 0 };
    struct load_result result;
    struct buffer zstd;

    sample_small(&genuine);
    sample_begin(&forged);
    sample_member(&forged, "proc/7/stat",
                  slice_of("7 (sshd) S 1 7 7 0 -1 4194560 1 0 0 0 5 6 0 0 20 0 1 0 1234 1000 50 0\n"));
    sample_member(&forged, "etc/hostname", slice_of("web\n"));
    sample_end(&forged, "complete");
    zstd = sample_zstd(buffer_slice(&forged.tar));
    expect_load(scene, buffer_slice(&genuine.tar), LOAD_NEW, 1);
    result = load_ok(scene, buffer_slice(&forged.tar));
    assert_int_equal(result.outcome, LOAD_NEW);
    assert_int_equal(result.snapshot_id, 2);
    assert_int_equal(result.contradicts, 1);
    assert_int_equal(result.problems, 1);
    load_result_free(&result);
    expect_load(scene, buffer_slice(&zstd), LOAD_SAME, 2);
    expect_load(scene, buffer_slice(&genuine.tar), LOAD_SAME, 1);
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, comm FROM process_stat"), "1|nc\n2|sshd\n");
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, member_id, want, have FROM problems"),
                        "2|NULL|no other snapshot of the same start|"
                        "snapshot 1 with the same meta.json and other content\n");
    buffer_free(&zstd);
    sample_free(&genuine);
    sample_free(&forged);
    scene_end(scene);
}
