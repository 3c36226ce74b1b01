/* analyze lsof against lsof on this host, and against what a published example must give. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

#define FIELDS "-F"

/*
 * Fails the test unless lsof and analyze list the same files for the same options.  What ours finds and lsof does not is left out: with -i
 * sockets of which only the protocol is known, in directories what is deleted.
 */
static void
compare(struct scene *scene, const struct actor *actor, const char *options)
{
    const char *without = strstr(options, "-i ")                             ? "^protocol: TCP$"
                          : strstr(options, "+d ") || strstr(options, "+D ") ? "deleted.$"
                                                                             : "";
    struct result result = sh(scene,
                              "nsenter -t %d -n lsof -w " FIELDS " -a -p %d %s |"
                              " awk -v theirs=1 -f $TOP/tests/live/lsof-rows.awk | sort >theirs;"
                              " analyze lsof case.db -w " FIELDS " -a -p %d %s |"
                              " awk -v without='%s' -f $TOP/tests/live/lsof-rows.awk | sort >ours; diff theirs ours",
                              (int)actor->pid, (int)actor->pid, options, (int)actor->pid, options, without);

    if (result.status != 0)
        fail_msg("lsof %s: < is lsof, > is ours\n%.600s%s", options, result.out, result.err);
}

/* The same, where some must be found. */
static void
compare_some(struct scene *scene, const struct actor *actor, const char *options)
{
    compare(scene, actor, options);
    sh_ok(scene, "[ $(analyze lsof case.db -w -F pf -a -p %d %s | grep -c '^f') -gt 0 ]", (int)actor->pid, options);
}

/* What both actors of the scene hold. */
#define HELD                                                                                                     \
    "tcp4-listen:127.0.0.1,%u tcp4-connect:127.0.0.1,%u accept tcp6-listen:::1,%u tcp6-connect:::1,%u accept "   \
    "tcp46-listen:%u tcp46-connect:%u udp4:127.0.0.1,%u udp6:%u udp4-connect:127.0.0.1,%u udplite4:%u raw4:89 "  \
    "raw6:58 unix-listen:@%s-abstract unix-connect:@%s-abstract accept unix-pair unix-path-listen:%s/%s-listen " \
    "unix-dgram:@%s-dgram packet netlink tcp4-bare file:%s-file file:%s-deleted"

static struct actor *
start(struct scene *scene, const char *before, const char *name)
{
    struct actor *actor = actor_start(
        scene, "%s holder " HELD, before, scene_port(scene, 0), scene_port(scene, 0), scene_port(scene, 1),
        scene_port(scene, 1), scene_port(scene, 2), scene_port(scene, 2), scene_port(scene, 3), scene_port(scene, 4),
        scene_port(scene, 3), scene_port(scene, 5), name, name, scene_directory(scene), name, name, name, name);

    sh_ok(scene, "rm %s-deleted", name);
    return actor;
}

/*
 * Two processes with sockets of every kind, one of them in a namespace of its own: for each option, both programs list the same.
 */
TEST(lsof_lists_what_lsof_lists)
{
    struct scene *scene = scene_begin();
    struct actor *actors[2];
    const char *names[2];

    scene_needs_root();
    names[0] = scene_text(scene, "here-%u", scene_port(scene, 0));
    names[1] = "there";
    actors[0] = start(scene, "", names[0]);
    actors[1] = start(scene, scene_text(scene, "ip netns exec %s", scene_namespace(scene)), names[1]);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    for (size_t i = 0; i < 2; i++) {
        const char *name = names[i], *directory = scene_directory(scene);
        const unsigned port = scene_port(scene, 0), other = scene_port(scene, 3);
        const char *const found[] = {
            "",
            "-nP",
            "-l -P",
            "-U",
            "-nP -d 0-5",
            "-nP -d ^1,^3-4",
            "-d cwd,txt",
            "-n -d fd",
            "-nP -c hold",
            "-nP -c /^H.LD/i",
            "-nP -u root",
            "-nP -u 0",
            "-nP +L1",
            "-nP +L2 -d 0-99",
            "-nP -E -d 3-40",
            "-nP +E -d 4",
            "-nP -R",
            "-nP -K i",
            "-nP -i 4tcp",
            "-nP -i 6tcp",
            "-nP -i udplite",
            "-nP -i tcp@127.0.0.1",
            "-nP -i @[::1]",
            "-nP -i @localhost -s TCP:ESTABLISHED",
            "-nP -i tcp -s TCP:LISTEN",
            "-nP -i tcp -s TCP:^LISTEN",
            "-nP -i udp -i tcp@[::1]",
            scene_text(scene, "-nP -i :%u", port),
            scene_text(scene, "-nP -i :%u-%u", port, port + 2),
            scene_text(scene, "-nP -i udp:%u,%u", port, other),
            scene_text(scene, "-nP -i 4@127.0.0.1:%u", port),
            scene_text(scene, "-nP -g %d", (int)actors[i]->pid),
            scene_text(scene, "-nP +d %s", directory),
            scene_text(scene, "-nP +D %s", directory),
            scene_text(scene, "-nP -- %s/%s-file", directory, name),
            scene_text(scene, "-nP -- %s/%s-listen", directory, name),
        };
        const char *const none[] = { "-nP -u ^root", "-nP -c ^holder", "-nP -i tcp:1", "-nP -i @192.0.2.1", "-d DEL" };

        for (size_t n = 0; n < sizeof(found) / sizeof(found[0]); n++)
            compare_some(scene, actors[i], found[n]);
        for (size_t n = 0; n < sizeof(none) / sizeof(none[0]); n++)
            compare(scene, actors[i], none[n]);
    }
    scene_end(scene);
}

/* Device, size, inode and links of a program, without an option of collect: in place, and deleted.  Whatever else runs here may have threads, which
 * give the table a column. */
TEST(lsof_says_of_programs_what_lsof_says)
{
    struct scene *scene = scene_begin();
    struct actor *actors[2];

    scene_needs_root();
    for (size_t i = 0; i < 2; i++) {
        sh_ok(scene, "cp \"$(command -v holder)\" program%zu", i);
        actors[i] = actor_start(scene, "./program%zu file:held", i);
    }
    sh_ok(scene, "rm program1");
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(
            sh_ok(scene, "analyze lsof case.db -w -K i -a -p %d -d txt +L | tr -s ' '", (int)actors[i]->pid),
            sh_ok(scene, "lsof -w -a -p %d -d txt +L | tr -s ' '", (int)actors[i]->pid));
    scene_end(scene);
}

/* The two programs' tables, column by column, for the options that change the table. */
TEST(lsof_prints_what_lsof_prints)
{
    static const char *const options[] = { "",       "-n",     "-P",     "-nP -T", "-nP -Tq",          "-nP -Tqs",
                                           "-nP -R", "-nP -g", "-nP -l", "-nP -E", "-nP -s TCP:LISTEN" };
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    actor = start(scene, scene_text(scene, "ip netns exec %s", scene_namespace(scene)), "there");
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++) {
        /* Without the columns for threads, which ours has where any process of the host has a thread with a table of its own. */
        char *theirs = sh_ok(scene, "nsenter -t %d -n lsof -w -K i -a -p %d -i %s | tr -s ' ' | sed 's/ $//'",
                             (int)actor->pid, (int)actor->pid, options[i]);
        char *ours = sh_ok(scene,
                           "analyze lsof case.db -w -K i -a -p %d -i %s | grep -v 'protocol: TCP' | sed 's/ netns=.*//'"
                           " | tr -s ' '",
                           (int)actor->pid, options[i]);

        assert_string_equal(ours, theirs);
    }
    scene_end(scene);
}

/* What a process holds is said of each of its threads; of one that has a table of its own, what it holds alone. */
TEST(lsof_lists_threads)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    struct held own;

    actor = actor_start(scene,
                        "holder tcp4-listen:127.0.0.1,%u 'thread:name:worker' 'private:own=tcp4-listen:127.0.0.1,%u'",
                        scene_port(scene, 0), scene_port(scene, 1));
    own = actor_held(actor, "own");
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    /* Without -K, too: no other row shows the socket. */
    assert_string_equal(
        sh_ok(scene, "analyze lsof case.db -nP -a -p %d -i :%u -F Kf", (int)actor->pid, scene_port(scene, 1)),
        scene_text(scene, "p%d\nK%d\nf%d\n", (int)actor->pid, (int)own.tid, own.fd));
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -t %llu", (unsigned long long)own.inode),
                        scene_text(scene, "%d\n", (int)actor->pid));
    assert_string_equal(
        sh(scene, "analyze lsof case.db -K i -nP -a -p %d -i :%u", (int)actor->pid, scene_port(scene, 1)).out, "");
    /* The threads that share the table: as lsof has them. */
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -nP -a -p %d -K -i :%u -F Kfn | sed 's/ netns=.*//'",
                              (int)actor->pid, scene_port(scene, 0)),
                        sh_ok(scene, "lsof -w -nP -a -p %d -K -i :%u -F Kfn", (int)actor->pid, scene_port(scene, 0)));
    scene_end(scene);
}

/* The process of "How to get process socket information from /proc", of whose sockets lsof said no more than `protocol: TCP`. */
TEST(lsof_answers_the_published_example)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-jenkins.tar.zst");
    assert_string_equal(
        sh_ok(scene, "analyze lsof case.db -p 26890"),
        "COMMAND    PID  USER   FD    TYPE  DEVICE  SIZE/OFF    NODE  NAME\n"
        "java     26890  1000   18u   unix               0t0  606974  type=STREAM (CONNECTED) netns=4026532725\n"
        "java     26890  1000  137u   IPv4  607014       0t0     TCP  *:8080 (LISTEN) netns=4026532725\n"
        "java     26890  1000  138u   unix               0t0  607015  type=STREAM (CONNECTED) netns=4026532725\n"
        "java     26890  1000  142u   IPv4  621793       0t0     TCP  172.17.0.2:8080->172.17.0.1:54846 "
        "(ESTABLISHED) netns=4026532725\n"
        "java     26890  1000  145u   IPv4  621699       0t0     TCP  172.17.0.2:8080->172.17.0.1:54842 "
        "(ESTABLISHED) netns=4026532725\n"
        "java     26890  1000  146u   IPv4  621807       0t0     TCP  172.17.0.2:8080->172.17.0.1:54850 "
        "(ESTABLISHED) netns=4026532725\n"
        "java     26890  1000  147u   IPv4  608390       0t0     TCP  *:50000 (LISTEN) netns=4026532725\n"
        "java     26890  1000  149u   IPv4  621808       0t0     TCP  172.17.0.2:8080->172.17.0.1:54854 "
        "(ESTABLISHED) netns=4026532725\n"
        "java     26890  1000  150u   IPv4  621809       0t0     TCP  172.17.0.2:8080->172.17.0.1:54858 "
        "(ESTABLISHED) netns=4026532725\n"
        "java     26890  1000  152u   IPv4  621810       0t0     TCP  172.17.0.2:8080->172.17.0.1:54862 "
        "(ESTABLISHED) netns=4026532725\n");
    /* grep 606974 /proc/net/... */
    assert_string_equal(sh_ok(scene, "analyze lsof case.db 606974 -F fn"),
                        "p26890\nf18\nntype=STREAM netns=4026532725\n");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db 'socket:[607014]' -F fn"),
                        "p26890\nf137\nn*:8080 netns=4026532725\n");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -t -i tcp:8080 -s TCP:LISTEN"), "26850\n26890\n");
    scene_end(scene);
}

/* Numbers of inodes have 64 bits, which the database keeps in signed columns. */
TEST(lsof_shows_the_largest_inodes)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "cp -a $TOP/fixtures/seed-jenkins large && sed -i 's/606974/18446744073709551614/;"
                 " s/608390/9223372036854775808/' large/proc/26890/links large/net/*/*/* && "
                 "$STILLFRAME_BUILD/tests/pack large large.tar.zst");
    sh_usable(scene, "analyze load case.db large.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -a -p 26890 -d 18,147 | awk '{ print $4, $5, $6, $7, $8 }'"),
                        "FD TYPE DEVICE SIZE/OFF NODE\n18u unix 0t0 18446744073709551614 type=STREAM\n"
                        "147u IPv4 9223372036854775808 0t0 TCP\n");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -a -p 26890 -d 18,147 -F fdi"),
                        "p26890\nf18\ni18446744073709551614\nf147\nd9223372036854775808\n");
    assert_string_equal(
        sh_ok(scene, "analyze lsof case.db -a -p 26890 -d 18,147 -j | grep -Eo '\"(device|inode)\":[^,]*'"),
        "\"inode\":\"18446744073709551614\"\n\"device\":\"9223372036854775808\"\n");
    assert_string_equal(
        sh_ok(scene, "analyze lsof case.db -a -p 26890 -d 18,147 --format json | grep -Eo '\"inode\":[^,}]*'"),
        "\"inode\":18446744073709551614\n\"inode\":9223372036854775808\n");
    scene_end(scene);
}
