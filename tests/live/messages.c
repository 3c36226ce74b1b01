/* What both programs say when they are called wrongly, and how they count. */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Fails unless the text has the part. */
static void
has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("want %s, have %s", part, text);
}

TEST(message_when_the_database_does_not_come_first)
{
    static const struct {
        const char *operands, *message;
    } cases[] = {
        { "s.tar case.db", "s.tar is a snapshot, and the database comes first: analyze load case.db s.tar\n" },
        { "s.tar new.db", "s.tar is a snapshot, and the database comes first: analyze load new.db s.tar\n" },
        { "s.tar.zst new.db", "the database comes first: analyze load new.db s.tar.zst\n" },
        { "s.tar.gz s.tar", "the database comes first: analyze load DB s.tar.gz ...\n" },
        { "- new.db", "- is standard input, and the database comes first: analyze load new.db -\n" },
        { "dir new.db", "dir is a directory, and the database comes first: analyze load new.db dir\n" },
    };
    struct scene *scene = scene_begin();

    sh_usable(scene, "mkdir dir && collect -q -o s.tar");
    sh_ok(scene, "zstd -q -k s.tar && gzip -k s.tar");
    sh_usable(scene, "analyze load case.db s.tar && sha256sum case.db >before");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        has(sh_fails(scene, 2, "analyze load %s", cases[i].operands), cases[i].message);
    has(sh_fails(scene, 2, "analyze netstat s.tar.zst -apeen"),
        "s.tar.zst: not a database; analyze load makes one of snapshots\n");
    assert_string_equal(sh_ok(scene, "ls | xargs; sha256sum --quiet -c before"),
                        "before case.db dir s.tar s.tar.gz s.tar.zst\n");
    scene_end(scene);
}

TEST(message_names_the_snapshots_of_a_directory)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "mkdir empty dir many && cd dir && touch b.tar a.tar.zst c.tar.gz notes.txt .d.tar && cd ../many &&"
                 " touch 1.tar 2.tar 3.tar 4.tar 5.tar 6.tar 7.tar");
    for (const char *const *c = (const char *const[]){ "load new.db", "verify", NULL }; *c; c++) {
        has(sh_fails(scene, 2, "analyze %s dir", *c),
            "dir: is a directory: name the archives in it: dir/a.tar.zst dir/b.tar dir/c.tar.gz\n");
        has(sh_fails(scene, 2, "analyze %s many/", *c),
            ": many/1.tar many/2.tar many/3.tar many/4.tar many/5.tar and 2 more\n");
        has(sh_fails(scene, 2, "analyze %s empty", *c), "empty: is a directory, and has no archive (*.tar, ");
    }
    sh_ok(scene, "! test -e new.db");
    scene_end(scene);
}

TEST(failed_load_leaves_no_new_database)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "echo hello >junk.tar");
    sh_fails(scene, 2, "analyze load new.db junk.tar");
    sh_fails(scene, 2, "analyze load new.db missing.tar junk.tar");
    assert_string_equal(sh_ok(scene, "ls"), "junk.tar\n");
    /* one that has a snapshot stays, and so does one that was there */
    sh_usable(scene, "collect -q -o s.tar");
    sh_fails(scene, 2, "analyze load one.db junk.tar s.tar missing.tar");
    assert_int_equal(query_number(scene, "one.db", "SELECT count(*) FROM snapshots"), 1);
    sh_fails(scene, 2, "touch empty.db; analyze load empty.db junk.tar");
    assert_string_equal(sh_ok(scene, "ls *.db"), "empty.db\none.db\n");
    scene_end(scene);
}

/* Loads that fail beside loads that do not, into one new database: what was loaded stays. */
TEST(failed_load_beside_others_takes_nothing_away)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "echo hello >junk.tar");
    sh_usable(scene, "collect -q -o a.tar");
    sh_usable(scene, "collect -q -o b.tar");
    for (int i = 0; i < 10; i++) {
        sh_ok(scene, "rm -f case.db; for s in junk a junk b junk; do analyze load case.db $s.tar & done; wait");
        assert_string_equal(query(scene, "case.db", "SELECT archive_name FROM snapshots ORDER BY 1"), "a.tar\nb.tar\n");
    }
    scene_end(scene);
}

TEST(message_of_a_database_without_snapshots)
{
    struct scene *scene = scene_begin();
    struct result result;

    sh_usable(scene, "collect -q | analyze load case.db -");
    sh_ok(scene, "sqlite3 case.db 'PRAGMA foreign_keys = OFF; DELETE FROM snapshots'");
    result = sh(scene, "analyze snapshots --format csv case.db");
    assert_int_equal(result.status, 1);
    assert_string_equal(result.out,
                        "snapshot_id,host,started_at,result,complete,attempts,members,problems,case_id,archive_name\n");
    assert_string_equal(result.err, "analyze: case.db: the database has no snapshot: load one with analyze load\n");
    scene_end(scene);
}

/* The number before the word: "... 1389 members, ..." */
static char *
count_before(struct scene *scene, const char *file, const char *word)
{
    return sh_ok(scene, "sed -n 's/.*[^0-9]\\([0-9][0-9]*\\) %s.*/\\1/p' %s", word, file);
}

TEST(members_are_the_same_everywhere)
{
    struct scene *scene = scene_begin();
    char *members;

    sh_usable(scene, "collect -o s.tar 2>collected");
    sh_usable(scene, "analyze load case.db s.tar 2>loaded");
    sh_usable(scene, "analyze verify s.tar >verified");
    members = count_before(scene, "collected", "members");
    assert_true(strlen(members) > 1);
    assert_string_equal(count_before(scene, "loaded", "members"), members);
    assert_string_equal(count_before(scene, "verified", "members verified"), members);
    assert_string_equal(sh_usable(scene, "analyze snapshots --format json case.db | jq '.[0].members'"), members);
    /* in the tar: the directory apart, they are the files without the manifest's */
    assert_string_equal(sh_ok(scene, "tar -tf s.tar | grep -v '/$' | grep -vc -e '^[^/]*/manifest/' -e '/SHA256SUMS$'"),
                        members);
    assert_string_equal(sh_usable(scene, "analyze snapshots --format json case.db | jq '.[0].attempts'"),
                        query(scene, "case.db", "SELECT count(*) FROM members"));
    scene_end(scene);
}

/* A socket that two processes hold is one socket, and two descriptors. */
TEST(collect_counts_sockets_and_their_descriptors)
{
    struct scene *scene = scene_begin();
    long long in_tables;

    actor_start(scene, "holder tcp4-listen:127.9.8.7,0 udp4:127.9.8.7,0 fork");
    sh_usable(scene, "collect -o s.tar 2>collected");
    sh_usable(scene, "analyze load case.db s.tar");
    assert_string_equal(
        sh_ok(scene, "sed -n 's/.*descriptors (\\([0-9]*\\) of sockets).*/\\1/p' collected"),
        query(scene, "case.db", "SELECT count(*) FROM process_fds WHERE tid = pid AND target LIKE 'socket:[%%'"));
    in_tables = strtoll(count_before(scene, "collected", "sockets in tables"), NULL, 10);
    /* collect's own are in the tables, too; what only the second pass shows is not counted */
    assert_in_range(
        in_tables,
        query_number(scene, "case.db",
                     "SELECT count(DISTINCT inode) FROM sockets WHERE inode > 0 AND seen LIKE '%%before%%'"),
        query_number(scene, "case.db",
                     "SELECT (SELECT count(DISTINCT inode) FROM sockets WHERE inode > 0) "
                     "+ (SELECT count(*) FROM collector_sockets)"));
    scene_end(scene);
}

TEST(help_of_a_command)
{
    struct scene *scene = scene_begin();

    assert_string_equal(sh_ok(scene, "analyze help"), sh_ok(scene, "analyze --help"));
    assert_string_equal(sh_ok(scene, "analyze help query"), sh_ok(scene, "analyze query --help"));
    has(sh_fails(scene, 2, "analyze help qeury"), "unknown command or topic qeury: is query meant?");
    has(sh_fails(scene, 2, "analyze snapshot case.db"), "unknown command snapshot: is snapshots meant?");
    has(sh_fails(scene, 2, "analyze nonsense"), "unknown command nonsense (see analyze --help)");
    has(sh_fails(scene, 2, "analyze query --hots web case.db"), "unknown option --hots: is --host meant?");
    scene_end(scene);
}

/* The manual is the one source: what a topic prints are words of it, one behind the other, as a reader of the whole manual has them. */
TEST(help_of_a_topic)
{
    struct scene *scene = scene_begin();
    char *topics;

    sh_ok(scene, "words() { sed 's/.\\x08//g' | tr -s ' \\n' '  '; }; export LC_ALL=C.UTF-8\n"
                 "mandoc -T utf8 $TOP/docs/analyze.1 | words >manual\n"
                 "analyze help | sed -n 's/^  analyze help \\([a-z]*\\) .*/\\1/p' >topics\n"
                 "for t in $(cat topics); do analyze help $t >$t || exit; test -s $t || exit; done\n"
                 "for t in $(grep -vE 'questions|checks|limits' topics); do "
                 "awk 'BEGIN { getline all <\"manual\" } { if (!index(all, $0)) { print; exit 1 } }' "
                 "<<. || exit 1\n$(words <$t | sed 's/^ //; s/ $//')\n.\ndone");
    topics = sh_ok(scene, "xargs <topics");
    assert_string_equal(topics, "scope functions formats progress confinement environment exit examples questions "
                                "checks limits\n");
    has(sh_ok(scene, "cat scope"), "  --host name\n");
    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst");
    sh_ok(scene, "analyze query case.db @ | cmp - questions");
    sh_ok(
        scene,
        "analyze query --format csv case.db 'SELECT key, severity, title FROM finding_checks ORDER BY key' | sed 1d | "
        "tr -d '\"' >known; test $(wc -l <known) -gt 10 && while IFS=, read -r key severity title; do "
        "grep -q \"^$key  *$severity  *$title\" checks || { echo $key; exit 1; }; done <known");
    /* each that the manual lists, and no other */
    assert_string_equal(topics,
                        sh_ok(scene, "sed -n '/^.Ql analyze help Ar topic/,/^.Cm limits/p' $TOP/docs/analyze.1 |"
                                     " grep '^.Cm' | tr -d ',.' | sed 's/^Cm//' | xargs"));
    has(sh_fails(scene, 2, "analyze help fromats"), "unknown command or topic fromats: is formats meant?");
    has(sh_fails(scene, 2, "analyze help nonsense"), "unknown command or topic nonsense (see analyze help)");
    has(sh_fails(scene, 2, "analyze help formats scope"), "help: want one command or topic");
    sh_fails(scene, 2, "analyze help formats >/dev/full");
    scene_end(scene);
}
