/*
 * .ci/check-layers on small trees made by hand: what it allows, and everything that it must refuse.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"

/* A tree in which everything is allowed. */
static struct scene *
make_house(void)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "mkdir -p .ci schema/snapshot schema/database collect/base collect/net analyze/base analyze/query\n"
                 "cp \"$TOP/.ci/check-layers\" .ci\n"
                 "touch schema/snapshot/snapshot.h schema/database/hosts.sql collect/base/base.h collect/net/net.h "
                 "analyze/base/base.h\n"
                 "printf '#include <archive.h>\\n#include \"collect/base/base.h\"\\n' >collect/net/net.c\n"
                 "printf '#include \"schema/snapshot/snapshot.h\"\\n' >collect/base/base.c\n"
                 "printf '#include <archive.h>\\n#include \"analyze/base/base.h\"\\n#include \"sql.h\"\\n' "
                 ">analyze/query/query.c\n"
                 "printf '# include \"collect/net/net.h\"\\n' >collect/main.c\n"
                 ".ci/check-layers build");
    return scene;
}

static void
assert_refused(struct scene *scene, const char *words)
{
    char *said = sh_fails(scene, 1, ".ci/check-layers build");

    if (!strstr(said, words))
        fail_msg("want %s, have %s", words, said);
}

TEST(layers_an_include_turned_round)
{
    struct scene *scene = make_house();

    sh_ok(scene, "printf '\\n  #  include \"collect/net/net.h\"\\n' >>collect/base/base.c");
    assert_refused(scene, "collect/base/base.c:3: collect/base may not include \"collect/net/net.h\"\n");
    scene_end(scene);
}

TEST(layers_an_include_of_the_other_side)
{
    struct scene *scene = make_house();

    sh_ok(scene, "echo '#include \"analyze/base/base.h\"' >collect/net/net.h");
    assert_refused(scene, "collect/net/net.h:1: collect/net may not include \"analyze/base/base.h\"\n");
    sh_ok(scene, "echo '#include \"sql.h\"' >collect/net/net.h");
    assert_refused(scene, "collect/net/net.h:1: collect/net may not include \"sql.h\"\n");
    sh_ok(scene, "echo '#include \"collect/base/base.h\"' >schema/snapshot/states.def; rm collect/net/net.h");
    assert_refused(scene, "schema/snapshot/states.def:1: schema/snapshot may not include \"collect/base/base.h\"\n");
    scene_end(scene);
}

TEST(layers_a_folder_that_is_no_room)
{
    struct scene *scene = make_house();

    sh_ok(scene, "mkdir collect/common; touch collect/common/common.h schema/database/table.c");
    assert_refused(scene, "collect/common/common.h: collect/common is no room");
    assert_refused(scene, "schema/database/table.c: schema/database is no room");
    scene_end(scene);
}

TEST(layers_a_second_file_that_knows_libarchive)
{
    struct scene *scene = make_house();

    sh_ok(scene, "echo '#include <archive_entry.h>' >collect/base/base.h");
    assert_refused(scene, "another file of collect/ includes <archive_entry.h>");
    scene_end(scene);
}

TEST(layers_a_table_with_a_cycle)
{
    struct scene *scene = make_house();

    sh_ok(scene, "sed -i 's|^collect/base:|& views|' .ci/check-layers");
    assert_refused(scene, "the table has a cycle:");
    sh_ok(scene, "sed -i 's|^collect/base:.*|& # knot|' .ci/check-layers && .ci/check-layers build");
    scene_end(scene);
}

/* A function that is declared by hand, where no include shows it. */
TEST(layers_a_call_upstairs)
{
    struct scene *scene = make_house();

    sh_ok(scene, "echo 'void net(void); void net(void) {}' >collect/net/net.c\n"
                 "echo 'void net(void); void base(void); void base(void) { net(); }' >collect/base/base.c\n"
                 "for o in collect/base/base collect/net/net; do\n"
                 "    mkdir -p build/host/$(dirname $o) && ${CC:-cc} -c -o build/host/$o.o $o.c\n"
                 "done");
    assert_refused(scene, "collect/base/base.o: collect/base may not use net of collect/net\n");
    sh_ok(scene,
          "echo 'void base(void) {}' >collect/base/base.c; touch -d +1min collect/base/base.c; .ci/check-layers build");
    scene_end(scene);
}
