/* Loading a snapshot more than once, and several at the same time. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

TEST(loading_again_changes_nothing)
{
    struct scene *scene = scene_begin();
    struct result result;

    sh_usable(scene, "collect -q -o s.tar.zst");
    sh_usable(scene, "analyze load case.db s.tar.zst; cp case.db once.db");
    result = sh(scene, "analyze load case.db s.tar.zst");
    assert_int_equal(result.status, 0);
    assert_non_null(strstr(scene_text(scene, "%s%s", result.out, result.err), "already"));
    sh_ok(scene, "cat s.tar.zst | analyze load case.db -");
    assert_string_equal(sh_ok(scene, "sqlite3 case.db .dump | sha256sum"),
                        sh_ok(scene, "sqlite3 once.db .dump | sha256sum"));
    scene_end(scene);
}

TEST(two_loads_side_by_side)
{
    struct scene *scene = scene_begin();

    for (int i = 0; i < 4; i++)
        sh_usable(scene, "collect -q -o s%d.tar.zst", i);
    sh_ok(scene, "for i in 0 1 2 3; do { analyze load case.db s$i.tar.zst; echo $? >status$i; } & done; wait");
    assert_string_equal(sh_ok(scene, "cat status? | grep -v '[01]' | wc -l | tr -d ' '"), "0\n");
    assert_string_equal(query(scene, "case.db", "SELECT archive_name FROM snapshots ORDER BY 1"),
                        "s0.tar.zst\ns1.tar.zst\ns2.tar.zst\ns3.tar.zst\n");
    assert_string_equal(query(scene, "case.db", "PRAGMA integrity_check"), "ok\n");
    assert_string_equal(query(scene, "case.db", "PRAGMA foreign_key_check"), "");
    scene_end(scene);
}

/* The same snapshot, whole, cut and in every compression, in any order, is one snapshot in the database, and whole. */
TEST(one_snapshot_however_it_comes)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q -o s.tar");
    sh_ok(scene, "gzip -k s.tar; zstd -q s.tar; for part in 2 3 4; do head -c $(($(stat -c %%s s.tar) / part)) s.tar "
                 ">$part.tar; done");
    sh_ok(scene, "for i in 3.tar s.tar.gz s.tar 2.tar s.tar.zst 4.tar; do analyze load case.db $i & done; wait");
    assert_string_equal(query(scene, "case.db", "SELECT snapshot_id, archive_name LIKE 's.tar%%' FROM snapshots"),
                        "1|1\n");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM archives WHERE snapshot_id = 1"), 6);
    sh_usable(scene, "analyze load once.db s.tar");
    assert_string_equal(query(scene, "case.db", "SELECT count(*) FROM sockets UNION ALL SELECT count(*) FROM members"),
                        query(scene, "once.db", "SELECT count(*) FROM sockets UNION ALL SELECT count(*) FROM members"));
    assert_string_equal(sh_ok(scene, "sqlite3 case.db 'PRAGMA integrity_check'"), "ok\n");
    assert_string_equal(query(scene, "case.db", "PRAGMA foreign_key_check"), "");
    scene_end(scene);
}

/* A load that is killed leaves no trace, and loading again works. */
TEST(killed_load_leaves_nothing)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q -o s.tar.zst");
    sh_usable(scene, "analyze load case.db s.tar.zst");
    sh_usable(scene, "collect -q -o t.tar.zst");
    for (int ms = 1; ms <= 64; ms *= 2)
        sh(scene, "timeout -s KILL 0.%03d analyze load case.db t.tar.zst", ms);
    /* The next program that opens the database for writing rolls back what the killed load left. */
    assert_string_equal(sh_ok(scene, "sqlite3 case.db 'PRAGMA integrity_check'"), "ok\n");
    sh_usable(scene, "analyze load case.db t.tar.zst");
    assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM snapshots"), 2);
    scene_end(scene);
}

TEST(several_archives_in_one_command)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q -o a.tar.zst; collect -q -o b.tar.zst");
    sh_fails(scene, 2, "echo hello >c.tar; analyze load case.db a.tar.zst c.tar b.tar.zst");
    assert_string_equal(query(scene, "case.db", "SELECT archive_name FROM snapshots ORDER BY 1"),
                        "a.tar.zst\nb.tar.zst\n");
    scene_end(scene);
}
