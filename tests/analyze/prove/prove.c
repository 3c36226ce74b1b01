/* Proofs of a small snapshot, and what refuses them: every flipped byte, other archives, rows that differ. */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "analyze/archive/input.h"
#include "analyze/database/db.h"
#include "analyze/load/load.h"
#include "analyze/prove/prove.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"

struct case_of_sample {
    struct scene *scene;
    char *path; /* of the database */
};

static void
load(const char *database, struct slice archive)
{
    struct memory_file file = sample_file(archive);
    struct load_result result = { 0 };
    struct error error = { 0 };
    struct load *loader;
    sqlite3 *db;

    assert_int_equal(db_open(database, DB_WRITE, &db, &error), 0);
    assert_int_equal(load_open(db, true, &loader, &error), 0);
    assert_int_equal(load_run(loader, file.path, NULL, &result, &error), 0);
    load_result_free(&result);
    load_close(loader);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    close(file.fd);
}

static struct case_of_sample
begin(struct slice archive)
{
    struct case_of_sample made = { .scene = scene_begin() };

    made.path = scene_text(made.scene, "%s/case.db", scene_directory(made.scene));
    load(made.path, archive);
    return made;
}

static void
run_sql(const char *database, const char *sql)
{
    sqlite3 *db;

    assert_int_equal(sqlite3_open(database, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

enum verdict { REFUSED, NOTED, PROVED };

/* `text`, unless it is empty, must be in what is said about it. */
static enum verdict
judge_file(const char *database, const char *archive, const char *subject, const char *text)
{
    static const struct scope everything = { 0 };
    struct prove_request request = {
        .database = database, .archive = archive, .subject = subject, .scope = &everything
    };
    struct error error = { 0 };
    struct proof proof;
    int rc = prove_run(&request, &proof, &error);
    enum verdict verdict = rc || proof.fault_count > 0 ? REFUSED : proof.note_count > 0 ? NOTED : PROVED;
    bool said = error.text && strstr(error.text, text);

    for (size_t i = 0; i < proof.fault_count; i++)
        said = said || strstr(proof.faults[i], text);
    for (size_t i = 0; i < proof.note_count; i++)
        said = said || strstr(proof.notes[i], text);
    if (!said && text[0] != '\0')
        fail_msg("%s: want \"%s\", have %s", subject, text,
                 error.text              ? error.text
                 : proof.fault_count > 0 ? proof.faults[0]
                 : proof.note_count > 0  ? proof.notes[0]
                                         : "nothing");
    proof_free(&proof);
    error_clear(&error);
    return verdict;
}

static enum verdict
judge(const char *database, struct slice archive, const char *subject, const char *text)
{
    struct memory_file file = sample_file(archive);
    enum verdict verdict = judge_file(database, file.path, subject, text);

    close(file.fd);
    return verdict;
}

/* Each kind of row, of an archive as it was loaded. */
TEST(prove_what_was_loaded)
{
    static const char *const subjects[] = { "socket 1",
                                            "socket 2",
                                            "*:22",
                                            "pid 7",
                                            "member proc/7/links",
                                            "member proc/7/links:1",
                                            "member meta.json:1",
                                            "proc_net_inet net/4026531840/after/tcp:2" };
    struct sample sample = { 0 };
    struct case_of_sample made;
    struct slice tar;

    sample_small(&sample);
    tar = buffer_slice(&sample.tar);
    made = begin(tar);
    for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++)
        if (judge(made.path, tar, subjects[i], "") != PROVED)
            (void)judge(made.path, tar, subjects[i], "a proof");
    assert_int_equal(judge(made.path, tar, "socket 3", "has no socket 3"), REFUSED);
    assert_int_equal(judge(made.path, tar, "pid 99", "has no pid 99"), REFUSED);
    assert_int_equal(judge(made.path, tar, "member proc/7/io", "does not vouch for it"), REFUSED);
    assert_int_equal(judge(made.path, tar, "member proc/9/io", "not in the archive"), REFUSED);
    assert_int_equal(judge(made.path, tar, "member net/4026531840/after/tcp:9", "no line 9"), REFUSED);
    assert_int_equal(judge(made.path, tar, "process_fds net/4026531840/after/tcp:2", "has no row of it"), REFUSED);
    assert_int_equal(judge(made.path, tar, "nothing net/4026531840/after/tcp:2", "no table"), REFUSED);
    assert_int_equal(judge(made.path, tar, "sockets 1", "want socket N"), REFUSED);
    scene_end(made.scene);
    sample_free(&sample);
}

/* Whether the file still decodes to the tar. */
static bool
decodes_to(const char *path, struct slice tar)
{
    char *decoded = malloc(tar.len + 1);
    struct error error = { 0 };
    struct input *input;
    size_t len;
    bool same;

    assert_int_equal(input_open(path, &input, &error), 0);
    len = input_read(input, decoded, tar.len + 1);
    same = len == tar.len && memcmp(decoded, tar.ptr, len) == 0;
    input_close(input);
    free(decoded);
    return same;
}

/*
 * Flips a bit of every `stride`th byte: refused, or noted where the tar is the same.  That the reader notices each byte, a test of its own
 * shows; here it is what is made of that.
 */
static void
flip(const char *database, struct slice archive, size_t stride, struct slice tar)
{
    struct memory_file file = sample_file(archive);
    size_t noted = 0;

    for (size_t i = 4; i < archive.len; i += stride) { /* byte 4 of gzip is the time, which changes nothing */
        char flipped = (char)(archive.ptr[i] ^ (1 << (i % 8)));
        enum verdict verdict;

        assert_int_equal(pwrite(file.fd, &flipped, 1, (off_t)i), 1);
        verdict = judge_file(database, file.path, "socket 1", "");
        if (verdict == PROVED || (verdict == NOTED && !decodes_to(file.path, tar)))
            fail_msg("byte %zu of %zu was flipped, and nothing was noticed", i, archive.len);
        if (verdict == NOTED && noted++ == 0)
            (void)judge_file(database, file.path, "socket 1", "the decoded bytes are the same");
        assert_int_equal(pwrite(file.fd, &archive.ptr[i], 1, (off_t)i), 1);
    }
    print_message("%zu bytes, %zu of those flipped do not change the tar\n", archive.len, noted);
    assert_int_equal(judge_file(database, file.path, "socket 1", ""), PROVED);
    close(file.fd);
}

TEST(prove_refuses_flipped_bytes)
{
    struct sample sample = { 0 };
    struct buffer packed[3] = { { 0 } };
    struct slice tar;

    sample_small(&sample);
    tar = buffer_slice(&sample.tar);
    buffer_add(&packed[0], tar.ptr, tar.len);
    packed[1] = sample_gzip(tar);
    packed[2] = sample_zstd(tar);
    for (size_t i = 0; i < 3; i++) {
        struct case_of_sample made = begin(buffer_slice(&packed[i]));

        flip(made.path, buffer_slice(&packed[i]), i == 0 ? 211 : 29, tar);
        scene_end(made.scene);
        buffer_free(&packed[i]);
    }
    sample_free(&sample);
}

/* The same host at another time, a line that differs, a cut one, one packed anew. */
TEST(prove_by_another_archive)
{
    struct sample sample = { 0 }, other = { 0 };
    struct buffer gzip;
    struct case_of_sample made;
    struct slice tar;

    sample_small(&sample);
    tar = buffer_slice(&sample.tar);
    made = begin(tar);
    sample_begin(&other); /* the same meta.json, and another table */
    sample_member(&other, "net/4026531840/after/tcp", slice_of("nothing\n"));
    sample_end(&other, "complete");
    assert_int_equal(judge(made.path, buffer_slice(&other.tar), "socket 1", "SHA-256"), REFUSED);
    assert_int_equal(judge(made.path, (struct slice){ tar.ptr, tar.len / 2 }, "socket 1", "Truncated tar archive"),
                     REFUSED);
    gzip = sample_gzip(tar);
    assert_int_equal(judge(made.path, buffer_slice(&gzip), "socket 1", "the decoded bytes are the same"), NOTED);
    run_sql(made.path, "UPDATE snapshots SET meta_sha256 = 'x'");
    assert_int_equal(judge(made.path, tar, "socket 1", "no snapshot of this archive"), REFUSED);
    scene_end(made.scene);
    buffer_free(&gzip);
    sample_free(&sample);
    sample_free(&other);
}

/* A cut archive proves what it vouches for, and says that it is cut. */
TEST(prove_by_a_cut_archive_that_was_loaded)
{
    struct sample sample = { 0 };
    struct case_of_sample made;
    struct slice cut;

    sample_small(&sample);
    cut = (struct slice){ sample.tar.ptr, sample.tar.len - 2048 };
    made = begin(cut);
    assert_int_equal(judge(made.path, cut, "member net/4026531840/before/tcp:2", "as it was loaded, and not whole"),
                     NOTED);
    scene_end(made.scene);
    sample_free(&sample);
}

/* Whatever of the database does not come of the archive. */
TEST(prove_refuses_rows_that_differ)
{
    static const struct {
        const char *sql, *subject, *fault;
    } changes[] = {
        { "UPDATE sockets SET local_port = 2222", "socket 1", "sockets: local_port is \"2222\"" },
        { "UPDATE sockets SET ownership = 'orphan'", "socket 1", "ownership" },
        { "UPDATE sockets SET uid = NULL", "socket 1", "uid is nothing" },
        { "UPDATE process_fds SET fd = fd + 1", "socket 1", "fd is" },
        { "UPDATE process_stat SET tid = 99; DELETE FROM process_links", "pid 7", "no line that it was read from" },
        { "DELETE FROM process_fds", "socket 1", "the archive gives a row that the database does not have" },
        { "UPDATE process_stat SET comm = 'sshd'", "pid 7", "comm is \"sshd\"" },
        { "UPDATE proc_net_inet SET local_port = 1", "socket 1", "proc_net_inet" },
        { "INSERT INTO process_fds (snapshot_id, member_id, line, pid, tid, fd, mode, type, inode, target)"
          " SELECT snapshot_id, (SELECT member_id FROM members WHERE path LIKE '%after/tcp'), 1, 8, 8, 9, mode, type,"
          " inode, target FROM process_fds WHERE inode = (SELECT inode FROM sockets WHERE socket_id = 1)",
          "socket 1", "the database has a row that the archive does not give" },
        { "UPDATE members SET sha256 = replace(sha256, substr(sha256, 1, 1), 'x')", "socket 1",
          "in the manifest of the archive" },
        { "UPDATE manifest_segments SET sha256 = 'x' WHERE segment = 1", "socket 1", "manifest segment 000001" },
        { "UPDATE members SET path = 'net/4026531840/after/udp' WHERE path LIKE '%after/tcp'", "socket 1",
          "not in the archive" },
    };
    struct sample sample = { 0 };
    struct slice tar;

    sample_small(&sample);
    tar = buffer_slice(&sample.tar);
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        struct case_of_sample made = begin(tar);

        run_sql(made.path, changes[i].sql);
        if (judge(made.path, tar, changes[i].subject, changes[i].fault) != REFUSED)
            fail_msg("%s: not refused", changes[i].sql);
        scene_end(made.scene);
    }
    sample_free(&sample);
}
