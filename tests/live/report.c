/* The report and the picture of this host, with something planted. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* A program in a place where anybody can write, that listens. */
static struct actor *
plant(struct scene *scene, unsigned port)
{
    sh_ok(scene, "cp \"$(command -v holder)\" ./planted");
    return actor_start(scene, "./planted tcp4-listen:0.0.0.0,%u", port);
}

/* Takes each command out of the page, as a reader would copy it, into the files command-1, command-2, ... */
#define COMMANDS                                                                                                       \
    "awk 'BEGIN { RS = \"</code></pre>\" } /<pre><code>/ { sub(/^.*<pre><code>/, \"\"); print >(\"command-\" ++n) }' " \
    "report.html &&"                                                                                                   \
    " sed -i \"s/&lt;/</g; s/&gt;/>/g; s/&quot;/\\\"/g; s/&#39;/'/g; s/&amp;/\\&/g\" command-*"

TEST(report_of_a_planted_program)
{
    struct scene *scene = scene_begin();
    unsigned port = scene_port(scene, 0);
    struct actor *actor = plant(scene, port);
    char *commands;

    sh_usable(scene, "collect -q -o a.tar; analyze load case.db a.tar");
    sh_ok(scene, "umask 0; analyze report case.db -o report.html");
    assert_string_equal(sh_ok(scene, "stat -c %%a report.html; ls | grep -c report"), "600\n1\n");
    sh_ok(scene, "grep -q '<bdi>process %d runs [^<]*/planted' report.html", (int)actor->pid);
    sh_ok(scene, "grep -q '<td>planted</td><td class=\"n\">%d</td>.*<td class=\"n\">%u</td>' report.html",
          (int)actor->pid, port);
    sh_ok(scene, "grep -q '<text[^>]*>\xe2\x96\xb2 planted' report.html");

    /* what the page says to copy gives an answer, and a finding is in that of the findings */
    sh_ok(scene, "%s", COMMANDS);
    commands = sh_ok(
        scene,
        "for c in command-*; do sh ./$c >answer 2>error || { cat $c error >&2; exit 1; }; grep -c . answer; done");
    assert_string_equal(sh_ok(scene, "ls command-* | wc -l"), "13\n");
    assert_non_null(commands);
    sh_ok(scene, "grep -l 'FROM findings AS f' command-* | head -n 1 | xargs sh | grep -q planted");
    scene_end(scene);
}

/* --limit with a number is of the report, with a name of any command. */
TEST(report_has_as_many_rows_as_are_wanted)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q -o a.tar; analyze load case.db a.tar");
    sh_ok(scene, "analyze report case.db --section members --limit 3 >a && test $(grep -c '^<tr>' a) = 3 && grep -q "
                 "'>3 of [1-9][0-9]* rows are here' a");
    sh_ok(scene,
          "analyze report case.db --section members --limit=4 --limit ratio=2000 >b && test $(grep -c '^<tr>' b) = 4");
    assert_non_null(
        strstr(sh_fails(scene, 2, "analyze report case.db --limit 0"), "--limit 0: want a number from 1 to "));
    assert_non_null(
        strstr(sh_fails(scene, 2, "analyze verify --limit 5 a.tar"), "verify: option --limit wants NAME=VALUE"));
    scene_end(scene);
}

/* The same snapshot gives the same page and the same picture. */
TEST(report_and_picture_are_the_same_again)
{
    struct scene *scene = scene_begin();
    struct actor *actor = plant(scene, scene_port(scene, 0));

    sh_usable(scene, "collect -q -o a.tar; analyze load case.db a.tar");
    sh_ok(scene, "analyze report case.db >a.html; analyze report case.db >b.html; cmp a.html b.html");
    sh_ok(scene, "analyze graph case.db >a.svg; analyze graph case.db >b.svg; cmp a.svg b.svg");
    /* with its pid where the machine has few sockets; it is a name among others where it has more */
    sh_ok(scene,
          "analyze graph case.db --format json | jq -e '.rows | any(.column == \"here\" and .named and (.name | "
          "test(\"planted( %d)?$\")))'",
          (int)actor->pid);
    sh_ok(scene, "analyze graph case.db --format dot | grep -q '^digraph'");
    scene_end(scene);
}

/* A process whose command line and program are not known is no kernel thread for that: the flag of the task says so. */
TEST(report_calls_kernel_threads_what_the_kernel_calls_so)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-netstat-apeen.tar.zst");
    sh_ok(
        scene,
        "analyze report case.db >a.html && grep -q 'dhclient started<' a.html && ! grep -q 'started: a kernel' a.html");
    sh_ok(scene, "sqlite3 case.db 'UPDATE process_stat SET flags = flags | 0x200000 WHERE pid = 1989'");
    sh_ok(scene, "analyze report case.db | grep -o '[a-z]* started: a kernel thread' | xargs >found");
    assert_string_equal(sh_ok(scene, "cat found"), "dhclient started: a kernel thread\n");
    scene_end(scene);
}

TEST(report_and_picture_refuse_what_they_cannot_do)
{
    static const char *const commands[] = {
        "analyze report",
        "analyze report none.db",
        "analyze report case.db other",
        "analyze report case.db --section nothing",
        "analyze report case.db --limit 0",
        "analyze report case.db --limit many",
        "analyze report case.db --host nobody",
        "analyze report case.db -o case.db",
        "analyze report case.db -o .",
        "analyze report case.db -o none/report.html",
        "analyze report case.db >/dev/full",
        "analyze graph",
        "analyze graph case.db --format png",
        "analyze graph case.db --host nobody",
        "analyze graph case.db >/dev/full",
    };
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q -o a.tar; analyze load case.db a.tar; sha256sum case.db >sum");
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        const char *error = sh_fails(scene, 2, "%s", commands[i]), *end = strchr(error, '\n');

        if (!end || strncmp(error, "analyze: ", 9) != 0)
            fail_msg("%s: %s", commands[i], error);
    }
    sh_ok(scene, "sha256sum -c sum");
    assert_string_equal(sh_ok(scene, "ls | xargs"), "a.tar case.db sum\n");
    scene_end(scene);
}
