/* What `make demo` shows, and that it leaves nothing behind. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Of the demo whose first lines stand in that file. */
static void
expect_nothing_left(struct scene *scene, const char *said)
{
    assert_string_equal(
        sh_ok(scene,
              "name=$(grep -o 'stillframe-demo-[0-9]*' %s | head -n 1); [ -n \"$name\" ] && {"
              " ip netns list | grep -w \"$name\"; grep -F \"$PWD/demo/empty\" /proc/self/mountinfo; true; }",
              said),
        "");
}

/* The listener hides from ps, and the tools name no holder; the snapshot does. */
TEST(demo_tells_the_story)
{
    struct scene *scene = scene_begin();
    char *pid;

    scene_needs_root();
    scene_needs_static_collect(scene);
    sh_ok(scene, "mkdir demo && echo old >demo/case.db; STILLFRAME_BUILD=$PWD sh $TOP/tests/demo.sh >out 2>&1 || { cat "
                 "out >&2; exit 2; }");
    pid = sh_ok(scene, "sed -n 's/^A listener, process \\([0-9]*\\),.*/\\1/p' out | tr -d '\\n'");
    assert_string_not_equal(pid, "");
    /* ps of the host shows the client alone, ours both. */
    assert_string_equal(sh_ok(scene, "grep -c '^ *%s  *nc -n -k -l 127.0.0.1 8321$' out", pid), "1\n");
    assert_string_equal(sh_ok(scene, "grep -c '^ *[0-9]*  *nc -n 127.0.0.1 8321$' out"), "2\n");
    /* netstat and ss have the sockets, without their holder. */
    assert_string_equal(sh_ok(scene, "grep -c '^tcp.*:8321 .*LISTEN  *-  *$' out"), "1\n");
    assert_string_equal(sh_ok(scene, "grep '^LISTEN .*127.0.0.1:8321 ' out | grep -v -c users"), "1\n");
    /* Ours have the holder, and findings says who hides. */
    assert_string_equal(sh_ok(scene, "grep -c '^tcp .*127.0.0.1:8321 .*LISTEN  *%s/nc ' out", pid), "1\n");
    assert_string_equal(sh_ok(scene, "grep -c '^LISTEN .*127.0.0.1:8321 .*\"nc\",pid=%s,' out", pid), "1\n");
    assert_string_equal(sh_ok(scene, "grep -c '^high .*is mounted over a file of process %s (nc)$' out", pid), "1\n");
    expect_nothing_left(scene, "out");
    assert_string_equal(sh_ok(scene, "! kill -0 %s 2>/dev/null", pid), "");
    /* The README begins with lines of this, with other numbers and names of files. */
    sh_ok(scene, "same() { sed -E 's/^    //; s/[^ ]+\\.db( --host [^ ]+)?/DB/; s/[^ ]*\\/demo\\/empty/EMPTY/; "
                 "s/[0-9]+/N/g; s/ +/ /g; s/ *$//"
                 "'; }; same <out >ours; sed '/^On a fresh/,$d' $TOP/README.md | grep '^    ' | same >shown; "
                 "test $(wc -l <shown) -ge 8; while IFS= read -r line; do grep -qxF -e \"$line\" ours || "
                 "{ echo \"$line\"; exit 1; }; done <shown");
    scene_end(scene);
}

/* The same when it is stopped in the middle: here the reader of its output goes away. */
TEST(demo_that_is_stopped_leaves_nothing)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    sh_ok(scene, "STILLFRAME_BUILD=$PWD sh $TOP/tests/demo.sh 2>&1 | grep -m 1 'process [0-9]*' >line");
    sh_ok(scene, "pid=$(sed 's/.*listener, process \\([0-9]*\\).*/\\1/' line) && for n in 1 2 3 4 5 6 7 8 9 10; do"
                 " kill -0 \"$pid\" 2>/dev/null || exit 0; sleep 0.5; done; exit 1");
    expect_nothing_left(scene, "line");
    scene_end(scene);
}
