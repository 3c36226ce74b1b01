/* Plain tools can read the archive, and damage to it is reported. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Takes a snapshot of this host into `name`; an ordinary user may be denied some of it. */
static void
take(struct scene *scene, const char *name)
{
    sh_usable(scene, "collect -q -o %s", name);
}

TEST(plain_tools_read_a_snapshot)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    struct held held = actor_held(actor, "tcp4-listen");

    take(scene, "s.tar.zst");
    sh_ok(scene, "tar -xf s.tar.zst && cd */ && sha256sum --quiet -c SHA256SUMS");
    assert_string_equal(
        sh_ok(scene, "grep -rl 'socket:\\[%llu\\]' */proc/*/links | cut -d/ -f2-", (unsigned long long)held.inode),
        scene_text(scene, "proc/%d/links\n", (int)actor->pid));
    assert_string_equal(sh_ok(scene, "grep -h 'socket:\\[%llu\\]' */proc/*/links", (unsigned long long)held.inode),
                        scene_text(scene, "fd/%d\trw\tsocket:[%llu]\n", held.fd, (unsigned long long)held.inode));
    scene_end(scene);
}

/* Everything in the archive, the manifest aside, has its line in SHA256SUMS and in the manifest. */
TEST(every_member_is_vouched_for)
{
    struct scene *scene = scene_begin();

    take(scene, "s.tar.zst");
    sh_ok(scene, "tar -tf s.tar.zst | cut -d/ -f2- | grep -v '^SHA256SUMS$' >members");
    sh_ok(scene, "tar -xf s.tar.zst && cut -c67- */SHA256SUMS | diff members -");
    sh_ok(scene, "cat */manifest/* | jq -r 'select(.sha256).path' | sort >vouched");
    sh_ok(scene, "grep -v ^manifest/ members | sort | diff vouched -");
    assert_string_equal(sh_ok(scene, "tail -qn1 */manifest/* | tail -n1 | jq -r '.end.members'"),
                        sh_ok(scene, "grep -vc \"^$(grep ^manifest/ members | tail -n1)$\" members"));
    assert_string_equal(sh_ok(scene, "grep -v '^[A-Za-z0-9._/-]*$' members | wc -l | tr -d ' '"), "0\n");
    scene_end(scene);
}

TEST(output_is_private_and_never_overwrites)
{
    struct scene *scene = scene_begin();

    take(scene, "s.tar.zst");
    assert_string_equal(sh_ok(scene, "stat -c %%a s.tar.zst"), "600\n");
    sh_ok(scene, "sha256sum s.tar.zst >before");
    sh_fails(scene, 2, "collect -q -o s.tar.zst");
    sh_ok(scene, "sha256sum --quiet -c before");
    sh_ok(scene, "printf precious >other.tar && ln -s other.tar link.tar");
    sh_fails(scene, 2, "collect -q -o link.tar");
    assert_string_equal(sh_ok(scene, "cat other.tar; ls -A"), "preciousbefore\nlink.tar\nother.tar\ns.tar.zst\n");
    scene_end(scene);
}

TEST(output_to_a_terminal_is_refused)
{
    struct scene *scene = scene_begin();
    struct result result = sh(scene, "script -qec collect /dev/null");

    assert_int_equal(result.status, 2);
    assert_non_null(strstr(result.out, "terminal"));
    assert_true(result.size < 400);
    scene_end(scene);
}

/* When standard output closes early or the disk is full, collect prints one line and exits with 2; no signal kills it. */
TEST(output_that_fails)
{
    static const char *const commands[] = {
        "{ collect -q --compress none 2>err; echo $? >status; } | head -c 100 >/dev/null",
        "{ collect -q 2>err >/dev/full; echo $? >status; }",
        "{ collect -q -o missing/s.tar 2>err; echo $? >status; }",
    };
    struct scene *scene = scene_begin();

    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        sh_ok(scene, "%s", commands[i]);
        assert_string_equal(scene_read(scene, "status", NULL), "2\n");
        assert_string_equal(sh_ok(scene, "wc -l <err | tr -d ' '"), "1\n");
    }
    scene_end(scene);
}

/* Loading a prefix of the archive yields the members that verify. */
TEST(archive_that_is_cut_loads_what_verifies)
{
    struct scene *scene = scene_begin();
    int64_t before = 0, whole;
    size_t size;

    take(scene, "s.tar.zst");
    scene_read(scene, "s.tar.zst", &size);
    sh_usable(scene, "analyze load whole.db s.tar.zst");
    whole = query_number(scene, "whole.db", "SELECT count(*) FROM members WHERE verified AND sha256 IS NOT NULL");
    for (size_t part = 1; part <= 8; part++) {
        size_t cut = part == 8 ? size - 1 : size * part / 8;
        const char *db = scene_text(scene, "%zu.db", part);
        int64_t verified;

        sh_fails(scene, 1, "head -c %zu s.tar.zst | analyze load %s -", cut, db);
        assert_int_equal(query_number(scene, db, "SELECT complete FROM snapshots"), 0);
        assert_int_not_equal(query_number(scene, db, "SELECT count(*) FROM problems"), 0);
        /* The end record stands before SHA256SUMS, which is a good part of a small archive. */
        if (part <= 4)
            assert_string_equal(query(scene, db, "SELECT result FROM snapshots"), "cut\n");
        verified = query_number(scene, db, "SELECT count(*) FROM members WHERE verified AND sha256 IS NOT NULL");
        assert_true(before <= verified && verified <= whole);
        before = verified;
        sh_fails(scene, 1, "head -c %zu s.tar.zst >cut.tar.zst && analyze verify cut.tar.zst", cut);
    }
    assert_true(before > 10);
    scene_end(scene);
}

/* Changes the byte at `offset` in a copy of `from`. */
static void
flip(struct scene *scene, const char *from, size_t offset)
{
    size_t size;
    char *bytes = scene_read(scene, from, &size);

    assert_true(offset < size);
    bytes[offset] = (char)(bytes[offset] ^ 0x10);
    scene_write(scene, "flipped", bytes, size);
}

/* Every flipped bit is reported, except those that the decompressor never reads (deflate pads its blocks to whole bytes). */
static void
expect_flips_noticed(const char *name, const char *decompress)
{
    struct scene *scene = scene_begin();
    size_t size;

    take(scene, name);
    scene_read(scene, name, &size);
    sh_ok(scene, "%s <%s >plain", decompress, name);
    for (size_t part = 1; part <= 16; part++) {
        /* The last flip is near the end: in the trailer of the compression, or in the padding of the tar. */
        flip(scene, name, part < 16 ? size * part / 16 + part : size - 3);
        if (sh(scene, "%s <flipped 2>/dev/null | cmp -s - plain", decompress).status == 0)
            continue;
        sh_fails(scene, 1, "analyze verify flipped");
        sh_fails(scene, 1, "rm -f case.db; analyze load case.db flipped");
        assert_int_equal(query_number(scene, "case.db", "SELECT complete FROM snapshots"), 0);
        assert_int_not_equal(query_number(scene, "case.db", "SELECT count(*) FROM problems"), 0);
    }
    /* With a flip in the first bytes, perhaps nothing can be read. */
    flip(scene, name, 0);
    assert_int_not_equal(sh(scene, "analyze verify flipped").status, 0);
    scene_end(scene);
}

TEST(flipped_byte_in_zstd_is_noticed)
{
    expect_flips_noticed("s.tar.zst", "zstd -dc");
}

TEST(flipped_byte_in_gzip_is_noticed)
{
    expect_flips_noticed("s.tar.gz", "gzip -dc");
}

TEST(flipped_byte_in_tar_is_noticed)
{
    expect_flips_noticed("s.tar", "cat");
}

TEST(what_is_no_snapshot_is_refused)
{
    static const char *const makers[] = {
        "cat /etc/passwd", "head -c 100000 /dev/zero", "true", "tar -C / -c etc/passwd", "echo hello | zstd",
    };
    struct scene *scene = scene_begin();

    for (size_t i = 0; i < sizeof(makers) / sizeof(makers[0]); i++) {
        sh_fails(scene, 2, "%s >file 2>/dev/null; analyze verify file", makers[i]);
        sh_fails(scene, 2, "analyze load case.db file");
        sh_fails(scene, 2, "analyze load case.db - <file");
    }
    sh_fails(scene, 2, "analyze load case.db missing.tar.zst");
    scene_end(scene);
}

/* After SIGINT, at once or while a read hangs, the archive is whole and holds what was read so far. */
TEST(interrupted_run_leaves_a_whole_archive)
{
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    scene_needs_static_collect(scene);
    sh_ok(scene, "touch file");
    actor = actor_start(scene, "stall file");
    assert_int_equal(sh(scene, "timeout -s INT 2 collect -q --timeout 30 -o s.tar.zst").status, 124);
    actor_end(actor);
    assert_string_equal(sh_ok(scene, "ls"), "file\ns.tar.zst\n");
    sh_usable(scene, "analyze load case.db s.tar.zst");
    assert_string_equal(query(scene, "case.db", "SELECT result, complete FROM snapshots"), "interrupted|0\n");
    assert_int_equal(
        query_number(scene, "case.db", "SELECT count(*) FROM members WHERE sha256 IS NOT NULL AND NOT verified"), 0);
    sh_ok(scene, "tar -xf s.tar.zst && cd */ && sha256sum --quiet -c SHA256SUMS");
    scene_end(scene);
}

/* Of all that a reader of archives may know, gzip and zstd are read: other filters would bring other code, or start programs. */
TEST(archive_in_another_compression_is_refused)
{
    static const char *const filters[] = { "xz", "xz --format=lzma", "bzip2", "lz4", "lzip", "compress", "uuencode s" };
    struct scene *scene = scene_begin();
    size_t tried = 0;

    sh_ok(scene, "zstd -qdo s.tar $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst; analyze verify s.tar");
    for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
        if (sh(scene, "%s <s.tar >other && ! cmp -s s.tar other", filters[i]).status != 0)
            continue; /* it is not installed */
        tried++;
        for (const char *const *c = (const char *const[]){ "load new.db", "verify", "extract", NULL }; *c; c++)
            assert_string_equal(
                sh_fails(scene, 2, "analyze %s other%s", *c, strcmp(*c, "extract") == 0 ? " x" : ""),
                "analyze: other: not a snapshot: not a tar archive, plain or compressed with zstd or gzip\n");
    }
    assert_true(tried > 0);
    sh_ok(scene, "gzip -c s.tar | gzip -c >twice");
    assert_non_null(strstr(sh(scene, "analyze verify twice 2>&1").out, "not a tar archive"));
    scene_end(scene);
}
