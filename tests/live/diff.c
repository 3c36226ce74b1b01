/*
 * analyze diff over captures of this machine, between which something is done.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static void
take(struct scene *scene, const char *name)
{
    /* A copy, of which nobody else runs one. */
    sh_usable(scene, "[ -e collect ] || cp $(command -v collect) .; ./collect -q >%s.tar; analyze load case.db %s.tar",
              name, name);
}

/* The lines of a resource that have the text, as "CHANGE ITEM". */
static char *
changes(struct scene *scene, const char *which, const char *resource, const char *text)
{
    return sh_usable(scene,
                     "analyze diff --format json case.db %s | jq -r '.[] | select(.resource == \"%s\" and"
                     " (.item + .detail | contains(\"%s\"))) | .change + \" \" + .item'",
                     which, resource, text);
}

TEST(diff_of_a_restart_and_of_what_came_and_went)
{
    struct scene *scene = scene_begin();
    const char *listener = scene_text(scene, "127.9.9.9,%u", scene_port(scene, 0)), *name;
    const char *place = scene_text(scene, "tcp 127.9.9.9:%u", scene_port(scene, 0));
    const char *other = scene_text(scene, "tcp 127.9.9.9:%u", scene_port(scene, 1));
    const char *peers = scene_text(scene, "-> 127.9.9.9:%u", scene_port(scene, 2));
    struct actor *first, *client;

    scene_needs_root();
    name = scene_namespace(scene);
    first = actor_start(scene, "holder tcp4-listen:%s", listener);
    actor_start(scene, "holder tcp4-listen:127.9.9.9,%u", scene_port(scene, 2));
    client = actor_start(scene, "holder tcp4-connect:127.9.9.9,%u", scene_port(scene, 2));
    take(scene, "1");
    actor_end(first);
    actor_end(client);
    actor_start(scene, "holder tcp4-listen:%s", listener);
    actor_start(scene, "holder tcp4-listen:127.9.9.9,%u", scene_port(scene, 1));
    sh_ok(scene, "ip netns del %s", name);
    take(scene, "2");
    assert_string_equal(changes(scene, "", "listeners", place), scene_text(scene, "replaced %s\n", place));
    assert_string_equal(changes(scene, "", "listeners", other), scene_text(scene, "new %s\n", other));
    assert_non_null(strstr(changes(scene, "", "connections", peers), "vanished tcp 127."));
    assert_null(strstr(changes(scene, "", "connections", peers), "new"));
    assert_non_null(strstr(changes(scene, "", "namespaces", name), "vanished net "));
    assert_int_equal(sh(scene, "analyze diff case.db").status, 1);
    assert_string_equal(changes(scene, "1 1", "listeners", ""), "");
    assert_int_equal(sh(scene, "analyze diff case.db 1 1").status, 0);
    assert_string_equal(changes(scene, "--all", "executables", scene_text(scene, "%s/collect", scene_directory(scene))),
                        "");
    sh_ok(scene, "ip netns add %s", name); /* the scene removes it */
    scene_end(scene);
}

/* What a user could not read is neither gone nor new, in whichever order. */
TEST(diff_of_captures_with_other_rights)
{
    struct scene *scene = scene_begin();
    const char *place = scene_text(scene, "tcp 127.9.9.9:%u", scene_port(scene, 0));
    const char *program = scene_text(scene, "%s/holder", scene_directory(scene));
    const char *const order[] = { "1 2", "2 1" }, *space;

    scene_needs_root();
    space = scene_namespace(scene);
    sh_ok(scene, "chmod 755 .; cp $(command -v collect) $(command -v holder) .");
    actor_start(scene, "./holder tcp4-listen:127.9.9.9,%u", scene_port(scene, 0));
    take(scene, "1");
    sh_usable(scene, "setpriv --reuid 65534 --regid 65534 --clear-groups ./collect -q >2.tar;"
                     " analyze load case.db 2.tar");
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(changes(scene, order[i], "host", "rights"), "not comparable collect had other rights\n");
        assert_string_equal(changes(scene, order[i], "listeners", place), "");
        assert_non_null(
            strstr(changes(scene, order[i], "listeners", "not known in snapshot 2"), "not comparable pid of "));
        assert_string_equal(changes(scene, order[i], "executables", program),
                            scene_text(scene, "not comparable %s\n", program));
        assert_non_null(strstr(changes(scene, order[i], "bpf_programs", "views/bpf"), "not comparable "));
        assert_non_null(strstr(changes(scene, order[i], "addresses", space),
                               scene_text(scene, "not comparable 127.0.0.1 in %s\n", space)));
        assert_null(strstr(changes(scene, order[i], "addresses", space), "vanished"));
        assert_null(strstr(changes(scene, order[i], "addresses", space), "new"));
        assert_null(strstr(changes(scene, order[i], "namespaces", space), "vanished"));
        assert_null(strstr(changes(scene, order[i], "namespaces", space), "new"));
    }
    scene_end(scene);
}
