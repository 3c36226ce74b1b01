/*
 * The recipe of docs/hacking.md for a new table of sockets, carried out on a copy of this tree as a newcomer would: with the made-up file
 * /proc/net/quic, whose parts are in tests/recipe/.
 */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* A copy of the tree and of its objects, which are only good for a tree that is built in the same way. */
static struct scene *
copy_tree(void)
{
    struct scene *scene = scene_begin();

    if (sh(scene, "[ \"$STILLFRAME_BUILD\" -ef \"$TOP/build\" ]").status != 0)
        skip();
    sh_ok(scene, "mkdir -p tree/build && cd \"$TOP\" &&"
                 " cp -a .ci Makefile analyze collect docs schema tests \"$OLDPWD/tree\" &&"
                 " cp -a build/gen build/host \"$OLDPWD/tree/build\"");
    return scene;
}

/* Runs tests of the copy; what they say. */
static struct result
try_tests(struct scene *scene, const char *pattern)
{
    return sh(scene,
              "cd tree && STILLFRAME_BUILD=$PWD/build STILLFRAME_BIN=$PWD/build/bin build/tests/analyze '%s' 2>&1",
              pattern);
}

static void
build(struct scene *scene)
{
    sh_ok(scene, "make -s -C tree B=build build/tests/analyze build/tests/pack build/bin/analyze >make.log 2>&1");
}

static void
expect_refusal(struct scene *scene, const char *test, const char *advice)
{
    struct result result = try_tests(scene, test);

    assert_int_not_equal(result.status, 0);
    if (!strstr(result.out, advice))
        fail_msg("%s: want \"%s\", have %s", test, advice, result.out);
}

TEST(recipe_for_a_new_table_of_sockets)
{
    struct scene *scene = copy_tree();
    char *digest;

    /* 1: the line in the list of files */
    sh_ok(scene, "sed -i '/^SOURCE(NET_SOCKETS, \"sctp.eps\"/i SOURCE(NET_SOCKETS, \"quic\", quic)'"
                 " tree/schema/snapshot/sources.def");
    /* 2, 3: the table, the format and its line */
    sh_ok(scene, "cat tree/tests/recipe/table.sql >>tree/schema/database/socket_tables.sql");
    sh_ok(scene, "cp tree/tests/recipe/quic.c tree/analyze/formats/sockets/ && "
                 "sed -i '/^FORMAT(resolv_conf)/i FORMAT(quic)' tree/analyze/formats/formats.def");
    build(scene);
    expect_refusal(scene, "format_has_a_sample", "quic: no sample of its text: write one in");
    sh_ok(scene, "sed -i '/{ \"sctp_eps\", \"sctp.eps\",/{e cat tree/tests/recipe/sample\n}'"
                 " tree/tests/support/format_samples_network.c");
    build(scene);
    expect_refusal(scene, "every_table_of_sockets_has_a_way_into_sockets",
                   "quic: the rows of its sample do not reach sockets: write an INSERT for its table");
    expect_refusal(scene, "version_changes_with_the_tables", "raise DB_VERSION and set");
    /* 4: the way into sockets, and the version of the database */
    sh_ok(scene, "cat tree/tests/recipe/insert.sql >>tree/analyze/sql/derive_others.sql");
    digest = strstr(try_tests(scene, "version_changes_with_the_tables").out, "DB_DIGEST to \"");
    assert_non_null(digest);
    sh_ok(scene,
          "sed -i 's/^#define DB_VERSION .*/#define DB_VERSION 1000/; s/^#define DB_DIGEST .*/#define DB_DIGEST "
          "\"%.64s\"/'"
          " tree/analyze/database/db.h",
          digest + strlen("DB_DIGEST to \""));
    build(scene);
    for (const char *const *test = (const char *const[]){ "format_*", "every_table_*", "version_*", NULL }; *test;
         test++)
        if (try_tests(scene, *test).status != 0)
            fail_msg("%s: %s", *test, try_tests(scene, *test).out);
    /* A snapshot with such a file: the row, and the socket with its owner. */
    sh_ok(scene,
          "cp -a \"$TOP/fixtures/seed-netcat-8321\" s && "
          "printf 'local port uid inode\\n0100007F 443 33 4711\\n' | tee s/net/0/before/quic >s/net/0/after/quic && "
          "printf 'fd/4\\trw\\tsocket:[4711]\\n' >>s/proc/7266/links");
    sh_usable(scene, "tree/build/tests/pack s s.tar && tree/build/bin/analyze load case.db s.tar");
    assert_string_equal(query(scene, "case.db", "SELECT DISTINCT local_address, local_port, uid FROM proc_net_quic"),
                        "127.0.0.1|443|33\n");
    assert_string_equal(query(scene, "case.db",
                              "SELECT local_address, local_port, seen, ownership, pid FROM sockets"
                              " LEFT JOIN socket_owners USING (snapshot_id, socket_id) WHERE protocol = 261"),
                        "127.0.0.1|443|before,after,descriptor|owned|7266\n");
    scene_end(scene);
}
