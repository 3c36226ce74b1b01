/* Of which snapshots analyze lsof answers, in which formats, and what it refuses. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* The processes of two hosts: sshd of one gets the pid, a descriptor and the inode of a socket of java of the other. */
static struct scene *
begin_with_two_hosts(void)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-jenkins.tar.zst "
                     "$STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst");
    sh_ok(scene, "sqlite3 case.db \""
                 "UPDATE process_stat SET pid = 26890, tid = 26890 WHERE snapshot_id = 2 AND pid = 1962;"
                 "UPDATE process_status SET pid = 26890, tid = 26890 WHERE snapshot_id = 2 AND pid = 1962;"
                 "UPDATE process_links SET pid = 26890, tid = 26890 WHERE snapshot_id = 2 AND pid = 1962;"
                 "UPDATE process_fds SET pid = 26890, tid = 26890, fd = 137, inode = 607014, target = 'socket:[607014]'"
                 " WHERE snapshot_id = 2 AND pid = 1962 AND fd = 3;"
                 "UPDATE sockets SET inode = 607014 WHERE snapshot_id = 2 AND inode = 13828\"");
    return scene;
}

TEST(lsof_names_no_process_of_another_host)
{
    struct scene *scene = begin_with_two_hosts();
    const char *const selections[] = { "-p 26890 -d 137 -a", "607014",
                                       "-i tcp:8080 -i tcp:22 -s TCP:LISTEN -d 137 -a" };

    for (size_t i = 0; i < sizeof(selections) / sizeof(selections[0]); i++) {
        assert_string_equal(
            sh_ok(scene, "analyze lsof case.db --host leo-ubuntu-20 -E %s -F cn | grep -v '^[pf]'", selections[i]),
            "mleo-ubuntu-20, 2020-08-10T07:56:00.000000000Z\n"
            "cjava\nn*:8080 netns=4026532725\n");
        assert_string_equal(
            sh_ok(scene, "analyze lsof case.db --host localhost -E %s -F c | grep -v '^[pfm]'", selections[i]),
            "csshd\n");
    }
    assert_string_equal(sh_ok(scene, "analyze lsof case.db --all -F cn"),
                        sh_ok(scene, "analyze lsof case.db --each -F cn"));
    /* Without a scope: each under its heading, or with its host in each row. */
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -a -p 26890 -d 137 | awk '{ print $1, $2 }'"),
                        "leo-ubuntu-20, 2020-08-10T07:56:00.000000000Z\nCOMMAND PID\njava 26890\n \n"
                        "localhost, 2011-11-21T11:19:00.000000000Z\nCOMMAND PID\nsshd 26890\n");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -a -p 26890 -d 137 --format csv | cut -d, -f1,3,4"),
                        "host,command,pid\nleo-ubuntu-20,java,26890\nlocalhost,sshd,26890\n");
    assert_string_equal(
        sh_ok(scene,
              "analyze lsof case.db -a -p 26890 -d 137 -j | sed 's/\"captured_at.*\"command\":\\([^,]*\\),.*/\\1/'"),
        "{\"host\":\"leo-ubuntu-20\",\"java\"\n{\"host\":\"localhost\",\"sshd\"\n");
    /* A pid alone says not whose it is. */
    assert_non_null(strstr(sh_fails(scene, 2, "analyze lsof case.db -t -p 26890"), "--host"));
    assert_string_equal(sh_ok(scene, "analyze lsof case.db --host localhost -t -p 26890"), "26890\n");
    scene_end(scene);
}

TEST(lsof_refuses_what_a_snapshot_cannot_answer)
{
    static const struct {
        const char *option, *word;
    } refused[] = {
        { "-r", "does not change" },
        { "+r 5", "does not change" },
        { "-A x", "AFS" },
        { "-D ?", "device cache" },
        { "-k x", "kernel name" },
        { "-m x", "mounts" },
        { "+m", "mounts" },
        { "+M", "portmapper" },
        { "-N", "file systems" },
        { "-X", "live host" },
        { "-z", "zones" },
        { "-Z", "process_values" },
        { "+f", "file systems" },
        { "+fg", "process_fd_flags" },
        { "-L1", "no number" },
        { "-Tw", "windows" },
        { "-F z", "no such field" },
        { "-s UDP:CLOSE", "UDP" },
        /* And what is no option, or has no such value. */
        { "-y", "unknown option" },
        { "--nothing", "unknown option" },
        { "-p", "wants a value" },
        { "-p x", "number" },
        { "-d nothing", "cwd" },
        { "-d 1,^2", "one kind" },
        { "-i frog", "unknown protocol" },
        { "-i @", "no host" },
        { "-i :", "port is missing" },
        { "-i :9-8", "range" },
        { "-i 4@[::1]", "family" },
        { "-i :70000", "port" },
        { "-c '/('", "/" },
        { "-c '/(/'", "-c" },
        { "-s TCP:OPEN", "unknown state" },
        { "-s -o", "exclude" },
        { "-a", "nothing to combine" },
        { "-J -t", "exclude" },
        { "-F -t", "exclude" },
        { "-j --format csv", "exclude" },
        { "-x", "+d or +D" },
        { "some/file", "from the root" },
        { "+D dir", "from the root" },
    };
    static const char *const ignored[] = { "-b", "-C", "-e /", "-f", "-M", "-O", "-S 5", "+c 4" };
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-jenkins.tar.zst");
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        char *said = sh_fails(scene, 2, "analyze lsof case.db %s", refused[i].option);

        if (!strstr(said, refused[i].word) || strncmp(said, "analyze: lsof: ", 15) != 0)
            fail_msg("%s: %s", refused[i].option, said);
    }
    for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++) {
        struct result result = sh(scene, "analyze lsof case.db -t %s -p 26890", ignored[i]);

        assert_string_equal(result.out, "26890\n");
        assert_non_null(strstr(result.err, "is ignored"));
    }
    assert_non_null(strstr(sh_fails(scene, 2, "analyze lsof"), "want DB first"));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze lsof -i case.db"), "database comes first"));
    scene_end(scene);
}

/* Options as fingers type them, each with what it must print. */
TEST(lsof_reads_options_as_lsof_does)
{
    static const struct {
        const char *options, *lines;
    } cases[] = {
        { "-nPi:50000 -F f", "p26890\nf147\n" },
        { "-i 4tcp@172.17.0.1:54842 -Ff", "p26890\nf145\n" },
        { "-atU -p26890", "26890\n" },
        { "-aUp 26890 -Fi", "p26890\ni606974\ni607015\n" },
        { "-d137-142,147 -F f", "p26890\nf137\nf138\nf142\nf147\n" },
        { "-ac ^java -i4 -i6 -Ff", "p26850\nf4\n" },
        { "-i6 -F fP", "p26850\nf4\nPTCP\n" },
        { "-c /^JA/i -a -d 147 -F cf", "p26890\ncjava\nf147\n" },
        { "-a -p 26890 -d 147 -F0fn | tr '\\0' ,", "p26890,\nf147,n*:50000 netns=4026532725,\n" },
        { "-a -u 1000 -i :50000 -F fT", "p26890\nf147\nTST=LISTEN\nTQR=0\nTQS=0\n" },
        { "-t -- /dev/null", "26863\n" },
        { "-ta +d /dev -c tini", "26863\n" },
    };
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-jenkins.tar.zst");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *lines = sh(scene, "analyze lsof case.db %s", cases[i].options).out;

        if (strcmp(lines, cases[i].lines) != 0)
            fail_msg("%s:\n%s", cases[i].options, lines);
    }
    /* 0 where all is found, 1 where something is not: -V says what, -Q lets it be. */
    sh_ok(scene, "analyze lsof case.db -p 26890");
    assert_non_null(strstr(sh_fails(scene, 1, "analyze lsof case.db -V -p 26890,5"), "process ID not located: 5"));
    assert_non_null(strstr(sh_fails(scene, 1, "analyze lsof case.db -V -p 5"), "process ID not located: 5"));
    assert_string_equal(sh_fails(scene, 1, "analyze lsof case.db -p 5"), "");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -Q -p 5"), "");
    scene_end(scene);
}

TEST(lsof_writes_json)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-jenkins.tar.zst");
    assert_string_equal(
        sh_ok(scene, "analyze lsof case.db -J -a -p 26890 -d 18,147"),
        "{\"lsof_version\":\"4.99.7\",\"host\":\"leo-ubuntu-20\",\"captured_at\":\"2020-08-10T07:56:00.000000000Z\","
        "\"processes\":[{\"pid\":26890,\"pgid\":26890,\"ppid\":26863,\"command\":\"java\",\"uid\":1000,\"files\":["
        "{\"fd\":\"18\",\"access\":\"u\",\"type\":\"unix\",\"offset\":\"0\",\"inode\":\"606974\",\"name\":\"type="
        "STREAM\","
        "\"tcp_info\":{\"state\":\"CONNECTED\"},\"net_namespace\":4026532725},"
        "{\"fd\":\"147\",\"access\":\"u\",\"type\":\"IPv4\",\"device\":\"608390\",\"offset\":\"0\",\"protocol\":"
        "\"TCP\","
        "\"name\":\"*:50000\",\"tcp_info\":{\"state\":\"LISTEN\",\"recv_queue\":0,\"send_queue\":0},"
        "\"net_namespace\":4026532725}]}]}\n");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -j -F fn -a -p 26890 -d 147"),
                        "{\"host\":\"leo-ubuntu-20\",\"captured_at\":\"2020-08-10T07:56:00.000000000Z\",\"pid\":26890,"
                        "\"fd\":\"147\",\"name\":\"*:50000\",\"net_namespace\":4026532725}\n");
    assert_string_equal(sh(scene, "analyze lsof case.db -J -p 5").out,
                        "{\"lsof_version\":\"4.99.7\",\"host\":\"leo-ubuntu-20\",\"captured_at\":"
                        "\"2020-08-10T07:56:00.000000000Z\",\"processes\":[]}\n");
    scene_end(scene);
}

/*
 * The keys of each kind of file, in lsof's order: what json_print_file() in src/print.c of lsof 4.99.7 prints of the same descriptors, without
 * what docs/analyze.1 says that we have not (flags) or have beside (the name of an Internet socket, states of unix sockets,
 * net_namespace).
 */
TEST(lsof_json_has_the_keys_of_lsof)
{
    static const struct {
        const char *label, *keys;
    } files[] = {
        { "tcp4-listen", "fd access type device offset protocol tcp_info.state,recv_queue,send_queue" },
        { "udp4", "fd access type device offset protocol tcp_info.recv_queue,send_queue" },
        { "udp4-connect", "fd access type device offset protocol tcp_info.state,recv_queue,send_queue" },
        { "raw4", "fd access type offset inode name" },
        { "unix-dgram", "fd access type offset inode name tcp_info." },
        { "netlink", "fd access type offset inode name" },
        { "tcp4-bare", "fd access type offset inode name" },
        { "file", "fd access type device_number size offset inode nlink name" },
        { "fifo", "fd access type device_number offset inode nlink name" },
    };
    struct scene *scene = scene_begin();
    struct actor *actor;

    scene_needs_root();
    actor = actor_start(scene,
                        "holder tcp4-listen:127.0.0.1,%u udp4:127.0.0.1,%u udp4-connect:127.0.0.1,%u raw4:89 "
                        "unix-dgram:@%u-keys netlink tcp4-bare file:plain fifo:queue",
                        scene_port(scene, 0), scene_port(scene, 1), scene_port(scene, 1), scene_port(scene, 0));
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
        assert_string_equal(sh_ok(scene,
                                  "analyze lsof case.db -J -a -p %d -d %d | jq -r '.processes[].files[]"
                                  " | del(.net_namespace) | if .protocol then del(.name) else . end"
                                  " | if .type == \"unix\" then .tcp_info |= {} else . end"
                                  " | [to_entries[] | .key + (.value | objects | \".\" + (keys_unsorted | join(\",\")))"
                                  " // .key] | join(\" \")'",
                                  (int)actor->pid, actor_held(actor, files[i].label).fd),
                            scene_text(scene, "%s\n", files[i].keys));
    scene_end(scene);
}

/* A process whose descriptors were refused has a row that says so, and the socket that may be its own one without a process. */
TEST(lsof_says_what_could_not_be_read)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/denied-descriptors.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -K i | sed 's/  */ /g'"),
                        "COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME\n"
                        "sshd 700 0 cwd unknown /proc/700/cwd (readlink: Permission denied)\n"
                        "sshd 700 0 rtd unknown /proc/700/root (readlink: Permission denied)\n"
                        "sshd 700 0 txt unknown /proc/700/exe (readlink: Permission denied)\n"
                        "sshd 700 0 NOFD /proc/700/fd (opendir: Permission denied)\n"
                        "httpd 2000 1000 txt REG /usr/local/bin/httpd (deleted)\n"
                        "httpd 2000 1000 3u IPv4 7002 0t0 TCP 127.0.0.1:8080 (LISTEN)\n");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -i | sed 's/  */ /g'"),
                        "COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME\n"
                        "httpd 2000 1000 3u IPv4 7002 0t0 TCP 127.0.0.1:8080 (LISTEN)\n"
                        "- (denied) 0 IPv4 7001 TCP *:22 (LISTEN)\n");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db -w -K i -t"), "2000\n");
    assert_string_equal(sh_ok(scene, "analyze lsof case.db +L1 -t"), "2000\n");
    scene_end(scene);
}
