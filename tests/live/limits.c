/* Bounds: an option changes each, and whoever runs into one is told which. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* What is refused, or told as a problem, when the bound is lowered: as is seen without the option, nothing is. */
static const struct {
    const char *command, *bound, *text;
} cases[] = {
    { "analyze verify %s s.tar", "archive-bytes=4K", "want an archive of at most 4 KiB (see --limit archive-bytes)" },
    { "analyze verify %s s.tar.zst", "archive-bytes=100K",
      "want an archive that does not decompress to more than 100 KiB (see --limit archive-bytes)" },
    { "analyze verify %s big.tar.zst", "ratio=1",
      "want an archive that does not decompress to more than 1 times its size (see --limit ratio)" },
    { "analyze verify %s zeros.tar", "nothing=100K", "want at most 100 KiB of zeros on end (see --limit nothing)" },
    { "analyze verify %s long.tar.zst", "zstd-window=20",
      "want zstd data with a window of at most 2^20 bytes (see --limit zstd-window)" },
    { "analyze verify %s s.tar", "members=5", "want at most 5 members (see --limit members)" },
    { "analyze load new.db %s s.tar", "segment-bytes=3K",
      "members between two manifest segments of at most 3 KiB (see --limit segment-bytes)" },
    { "analyze load new.db %s big.tar.zst", "segment-ratio=1",
      "of 1 times their packed size (see --limit segment-ratio)" },
    { "analyze verify %s s.tar", "segment-members=2",
      "want a manifest segment in between 2 members (see --limit segment-members)" },
    { "analyze verify %s s.tar", "manifest-line=100", "want a line of at most 100 bytes (see --limit manifest-line)" },
    { "analyze load new.db %s s.tar", "meta-bytes=10", "a JSON object of at most 10 bytes (see --limit meta-bytes)" },
    { "analyze verify %s cut.tar", "problems=2",
      "want an archive with fewer problems (see --limit problems), have more" },
    { "analyze load new.db %s s.tar", "field-bytes=2", "texts of at most 2 bytes (see --limit field-bytes)" },
    { "analyze load new.db %s s.tar", "rows=10", "at most 10 rows of an archive (see --limit rows)" },
    { "analyze load new.db %s dense.tar.zst", "dense-rows=10",
      "at most 10 rows of an archive that has fewer bytes than rows (see --limit dense-rows)" },
    { "analyze match case.db %s list", "list-bytes=40",
      "a document of JSON of more than 40 bytes (see --limit list-bytes)" },
    { "analyze query case.db %s 'SELECT length(group_concat(a.path || b.path)) FROM members a, members b LIMIT 1' "
      "--all",
      "sqlite-memory=2M", "out of memory (see --limit sqlite-memory)" },
};

static void
make_archives(struct scene *scene)
{
    sh_ok(scene, "zstd -qdo s.tar $STILLFRAME_BUILD/fixtures/mips-router.tar.zst; zstd -qk s.tar; zstd -q --long=25 "
                 "--ultra -22 -o long.tar.zst <s.tar; "
                 "cp -r $TOP/fixtures/denied-descriptors big; rm -f big/expected* big/README");
    /* A window is as large as the frame says, where the size is not known beforehand. */
    sh_ok(scene, "head -c 36M /dev/urandom | od -An -v -tx1 -w4096 | tr -d ' ' >big/proc/700/maps; "
                 "$STILLFRAME_BUILD/tests/pack big big.tar.zst; head -c 150000 s.tar >cut.tar; cp s.tar zeros.tar; "
                 "head -c 300K /dev/zero >>zeros.tar; "
                 "dd if=/dev/urandom of=cut.tar bs=1 seek=40000 count=30000 conv=notrunc 2>/dev/null; "
                 "printf '{\\n\"value\":\\n\"192.0.2.1\",\\n\"type\":\"ip\",\\n\"note\":\\n\"a list\"}\\n' >list");
    sh_ok(scene,
          "cp -r $TOP/fixtures/denied-descriptors dense; rm -f dense/expected* dense/README; mkdir -p dense/etc; "
          "yes 'a 1/tcp' | head -n 30000 >dense/etc/services; $STILLFRAME_BUILD/tests/pack dense dense.tar.zst");
    sh_usable(scene, "analyze load case.db s.tar");
}

TEST(limits_are_told_with_their_option)
{
    struct scene *scene = scene_begin();

    make_archives(scene);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *option = scene_text(scene, "--limit %s", cases[i].bound), *mark = strchr(cases[i].command, '%');
        const char *without = scene_text(scene, "%.*s%s", (int)(mark - cases[i].command), cases[i].command, mark + 2);
        const char *with =
            scene_text(scene, "%.*s%s%s", (int)(mark - cases[i].command), cases[i].command, option, mark + 2);
        const char *ask = "; sqlite3 new.db 'SELECT want FROM problems' 2>/dev/null";
        struct result result = sh(scene, "rm -f new.db; %s%s", without, ask);

        if (strstr(result.out, cases[i].text) || strstr(result.err, cases[i].text))
            fail_msg("%s: %s%s", without, result.out, result.err);
        result = sh(scene, "rm -f new.db; %s%s", with, ask);
        if (!strstr(result.out, cases[i].text) && !strstr(result.err, cases[i].text))
            fail_msg("%s: want %s, have %s%s", with, cases[i].text, result.out, result.err);
    }
    scene_end(scene);
}

/* What was made before the bound stays; each member says once from which line on it is left out, and the exit code tells. */
TEST(rows_beyond_the_bound_are_told)
{
    struct scene *scene = scene_begin();

    make_archives(scene);
    sh_usable(scene, "analyze load all.db dense.tar.zst");
    sh_fails(scene, 1, "analyze load part.db dense.tar.zst --limit rows=20000");
    assert_string_equal(
        sh_ok(scene, "sqlite3 part.db \"SELECT m.path, p.line, p.have FROM problems AS p JOIN members AS m USING "
                     "(member_id) WHERE m.path = 'etc/services'; SELECT max(line) FROM services_file\""),
        sh_ok(scene, "n=$(sqlite3 part.db 'SELECT max(line) FROM services_file'); "
                     "echo \"etc/services|$((n + 1))|more, which are left out\"; echo $n"));
    sh_ok(
        scene,
        "[ $(sqlite3 all.db 'SELECT count(*) FROM services_file') = 30000 ] && "
        "[ $(sqlite3 part.db 'SELECT count(*) FROM services_file') -lt 20000 ] && "
        "[ $(sqlite3 part.db 'SELECT count(*) FROM problems') -lt $(sqlite3 part.db 'SELECT count(*) FROM members') ]");
    scene_end(scene);
}

/* The same rows are left out of a database that has them already, of another archive with the same file. */
TEST(rows_beyond_the_bound_do_not_depend_on_what_is_there)
{
    struct scene *scene = scene_begin();

    make_archives(scene);
    sh_ok(scene,
          "cp -r dense other; sed -i 's/\"realtime\": *[0-9]*/\"realtime\":1700000000000000000/' other/meta.json;"
          " ! cmp -s dense/meta.json other/meta.json && $STILLFRAME_BUILD/tests/pack other other.tar.zst");
    sh_usable(scene, "analyze load both.db other.tar.zst");
    sh_fails(scene, 1, "analyze load both.db dense.tar.zst --limit rows=20000");
    sh_fails(scene, 1, "analyze load part.db dense.tar.zst --limit rows=20000");
    assert_string_equal(sh_ok(scene, "sqlite3 both.db 'SELECT max(line) FROM services_file WHERE snapshot_id = 2'"),
                        sh_ok(scene, "sqlite3 part.db 'SELECT max(line) FROM services_file'"));
    scene_end(scene);
}

/* A bound that is met is raised by the option. */
TEST(limits_can_be_raised)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "zstd -qdo s.tar $STILLFRAME_BUILD/fixtures/mips-router.tar.zst; head -c 70M /dev/zero >>s.tar");
    assert_non_null(strstr(sh(scene, "analyze verify s.tar").out, "--limit nothing"));
    sh_ok(scene, "analyze verify --limit nothing=100M s.tar");
    scene_end(scene);
}

TEST(limits_are_listed)
{
    struct scene *scene = scene_begin();
    char *list = sh_ok(scene, "analyze help limits");

    assert_non_null(strstr(list, "\n  archive-bytes      64 GiB "));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const char *name = scene_text(scene, "\n  %.*s ", (int)strcspn(cases[i].bound, "="), cases[i].bound);

        assert_non_null(strstr(list, name));
    }
    /* A test above, and the manual, know each of them. */
    sh_ok(scene, "analyze help limits | sed -n 's/^  \\([a-z-]*\\) .*/\\1/p' >names && [ $(wc -l <names) = 16 ] && "
                 "for n in $(cat names); do grep -q \"\\\"$n=\" $TOP/tests/live/limits.c && grep -q \"^.It Cm $n\" "
                 "$TOP/docs/analyze.1 || "
                 "{ echo $n; exit 1; }; done");
    sh_fails(scene, 2, "analyze verify --limit nonsense=1 s.tar");
    scene_end(scene);
}
