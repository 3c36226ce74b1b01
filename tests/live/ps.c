/* analyze ps against the ps of this host, field by field, for processes that are at rest. */
#include "tests/support/test.h"

#include <string.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Processes of several kinds; returns their numbers, separated by commas. */
static char *
start_processes(struct scene *scene)
{
    struct actor *threads, *nice, *words, *terminal, *parent;
    int first = 10000000 + 2 * (int)getpid(), second = first + 1; /* seconds that nobody else sleeps */

    sh_ok(scene, "cp \"$(command -v sleep)\" 'a (b) c'");
    threads = actor_start(scene, "holder tcp4-listen:127.9.9.9,0 thread:name:worker");
    nice = actor_start(scene, "nice -n 7 holder udp4:127.9.9.9,0 name:nice");
    words = actor_start_until(scene, "true", "'./a (b) c' 4321 0");
    terminal = actor_start_until(scene, scene_text(scene, "pgrep -f '^sleep %d$'", first),
                                 "script -qec 'exec sleep %d' log", first);
    parent = actor_start_until(scene, scene_text(scene, "pgrep -f '^sleep %d$'", second),
                               "sh -c 'sleep 0.1 & exec sleep %d'", second);
    sh_ok(scene, "until [ \"$(ps -o s= --ppid %d)\" = Z ]; do sleep 0.1; done", (int)parent->pid);
    return sh_ok(scene, "printf '%%s' %d,%d,%d,$(pgrep -P %d),%d,$(pgrep -P %d)", (int)threads->pid, (int)nice->pid,
                 (int)words->pid, (int)terminal->pid, (int)parent->pid, (int)parent->pid);
}

static void
take_snapshot(struct scene *scene)
{
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
}

/* What both print for these options, behind the filter; single spaces between the words. */
static void
expect_same(struct scene *scene, const char *options, const char *filter)
{
    const char *squeeze = scene_text(scene, "%s | awk '{ $1 = $1; print }'", filter);
    char *theirs = sh_ok(scene, "TZ=UTC ps -ww %s | %s", options, squeeze);
    char *ours = sh_ok(scene, "analyze ps case.db %s | %s", options, squeeze);

    assert_string_not_equal(theirs, "");
    if (strcmp(theirs, ours) != 0)
        fail_msg("%s\nps:\n%s\nanalyze ps:\n%s", options, theirs, ours);
}

/* Columns whose value stays the same while a process is at rest. */
static const char *const columns[] = {
    "pid",    "ppid",    "pgid",  "sid",    "tpgid",  "uid",   "user",     "euser",   "ruser",    "uname",  "gid",
    "group",  "rgroup",  "comm",  "args",   "cmd",    "ucmd",  "stat",     "s",       "f",        "tty",    "tname",
    "time",   "bsdtime", "times", "vsz",    "sz",     "ni",    "pri",      "opri",    "priority", "nlwp",   "cgroup",
    "pidns",  "netns",   "mntns", "userns", "ipcns",  "utsns", "cgroupns", "cls",     "exe",      "svuid",  "fsuid",
    "supgid", "psr",     "lwp",   "minflt", "majflt", "egid",  "sess",     "thcount", "luid",     "timens",
};

TEST(ps_columns_are_those_of_ps)
{
    struct scene *scene = scene_begin();
    char *pids = start_processes(scene);

    take_snapshot(scene);
    for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
        expect_same(scene, scene_text(scene, "-p %s -o %s", pids, columns[i]), "sed 's/^ *?$/-/; s/ ? / - /'");
    scene_end(scene);
}

/* The shares of the processor change with time, and so may the minute of the start: each is taken out of the lines. */
TEST(ps_formats_are_those_of_ps)
{
    static const struct {
        const char *options;
        const char *changing; /* numbers of the words */
    } cases[] = {
        { "u -p %s", "$3 = $9 = \"\";" },
        { "-f -p %s", "$4 = $5 = \"\";" },
        { "-F -p %s", "$4 = $8 = \"\";" },
        { "-l -p %s", "$6 = $11 = \"\";" },
        { "-j -p %s", "" },
        { "-p %s", "" },
        { "l -p %s", "$9 = \"\";" },
        { "-fj -p %s", "$6 = $7 = \"\";" },
        { "-ly -p %s", "$5 = $10 = \"\";" },
        { "-p %s --sort=-pid,ppid -o pid,comm", "" },
        { "-N -p 1,2 --ppid 2 -o pid= | grep -xF '1\n2'; echo", "" },
        { "-p %s -o pid=,user=WHO -o comm:20", "" },
        { "-p %s -o pid= -o comm=", "" },

    };
    struct scene *scene = scene_begin();
    char *pids = start_processes(scene);

    take_snapshot(scene);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *options = scene_text(scene, "%s", cases[i].options), *at = strstr(options, "%s");

        if (at)
            options = scene_text(scene, "%.*s%s%s", (int)(at - options), options, pids, at + 2);
        expect_same(scene, options, scene_text(scene, "awk '{ %s print }'", cases[i].changing));
    }
    /* ps has the processes without a parent in another order. */
    expect_same(scene, scene_text(scene, "f -p %s -o pid,args", pids), "sort -n");
    scene_end(scene);
}

/* Threads but the first one, of whose own times nothing is kept. */
TEST(ps_threads_are_those_of_ps)
{
    struct scene *scene = scene_begin();
    char *pids = start_processes(scene);

    take_snapshot(scene);
    expect_same(scene, scene_text(scene, "-Lf -p %s", pids), "awk '$6 == 1 || $2 != $4 { $5 = $7 = \"\"; print }'");
    expect_same(scene, scene_text(scene, "-L -p %s -o pid,lwp,nlwp,comm,stat", pids), "cat");
    expect_same(scene, scene_text(scene, "-T -p %s", pids), "awk '$1 != $2'");
    scene_end(scene);
}

/* The start is the same but for rounding: ps reckons it from the uptime, in hundredths of a second. */
TEST(ps_start_is_that_of_ps)
{
    struct scene *scene = scene_begin();
    char *pids = start_processes(scene);

    take_snapshot(scene);
    sh_ok(scene,
          "TZ=UTC ps -p %s -o pid=,lstart= >theirs && analyze ps case.db -p %s -o pid=,lstart= >ours &&"
          " [ $(wc -l <theirs) -eq 6 ] && paste -d '|' theirs ours | while IFS='|' read -r a b; do"
          " [ ${a%%%% *} = ${b%%%% *} ] && d=$(($(date -ud \"${a#* }\" +%%s) - $(date -ud \"${b#* }\" +%%s))) &&"
          " [ $d -ge -2 ] && [ $d -le 2 ] || { echo \"$a, $b\" >&2; exit 1; }; done",
          pids, pids);
    scene_end(scene);
}

TEST(ps_says_what_a_snapshot_does_not_have)
{
    static const struct {
        const char *options;
        const char *said;
    } cases[] = {
        { "-o pid,pss", "cannot show the column pss" },
        { "-o pid,nonsense", "no column nonsense" },
        { "auxe", "process_environment" },
        { "-p x", "x in the list x is no number" },
        { "-o user:0", "a width is a number" },
        { "-Hm", "unknown option -m" },
        { "auxQ", "unknown option Q" },
        { "axo", "option o wants a value" },
        { "-L --forest", "exclude each other" },
        { "-f -o pid", "exclude each other" },
    };
    struct scene *scene = scene_begin();

    sh_ok(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst");
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *said = sh_fails(scene, 2, "analyze ps case.db %s", cases[i].options);

        if (!strstr(said, cases[i].said))
            fail_msg("%s: want \"%s\", have %s", cases[i].options, cases[i].said, said);
    }
    /* As ps: nothing was selected. */
    assert_string_equal(sh_fails(scene, 1, "analyze ps case.db -p 999999"), "");
    scene_end(scene);
}

/* Each answer is of one host: the same number is another process on the next. */
TEST(ps_of_two_hosts)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "cp -a $TOP/fixtures/seed-netcat-8321 other && mv other/proc/7266 other/proc/1962 &&"
                 " sed -i 's/^7266 /1962 /' other/proc/1962/stat && $STILLFRAME_BUILD/tests/pack other other.tar.zst");
    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst other.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze ps case.db -p 1962 -o pid,comm --format csv | cut -d, -f1,3-"),
                        "host,pid,comm\nlocalhost,1962,sshd\nubuntu,1962,nc\n");
    assert_string_equal(sh_ok(scene, "analyze ps case.db -p 1962 -o comm= | cut -d, -f1"),
                        "localhost\nsshd\n\nubuntu\nnc\n");
    assert_string_equal(sh_ok(scene, "analyze ps case.db --host ubuntu -p 1962 -o comm= | tail -n 1"), "nc\n");
    assert_string_equal(sh_ok(scene, "analyze ps case.db --host ubuntu -p 1962 -o pid,comm --no-headers | tail -n +2"),
                        " 1962  nc\n");
    assert_string_equal(sh_ok(scene, "analyze ps case.db --host ubuntu -o pid,comm -p 1962 h | tail -n +2"),
                        " 1962  nc\n");
    assert_string_equal(sh_ok(scene, "analyze ps case.db --all"), sh_ok(scene, "analyze ps case.db --each"));
    scene_end(scene);
}

/* Of a process of which only some files could be read, the rest is not known, and no 0. */
TEST(ps_of_a_process_that_was_read_in_part)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "cp -a $TOP/fixtures/seed-netcat-8321 part && rm part/proc/7266/stat part/proc/7266/status &&"
                 " $STILLFRAME_BUILD/tests/pack part part.tar.zst");
    sh_usable(scene, "analyze load case.db part.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze ps case.db -o pid,ppid,user,stat,rss,ni,time,etime,pcpu,comm |"
                                     " awk 'NR > 1 { $1 = $1; print }'"),
                        "7266 ? ? ? ? ? ? ? ? nc\n");
    assert_string_equal(
        sh_ok(scene, "analyze ps case.db -o pid,ppid,user,rss,comm --format csv | tail -n 1 | cut -d, -f3-"),
        "7266,,,,nc\n");
    scene_end(scene);
}

/* No container is something else than one that is not known. */
TEST(ps_of_a_process_in_no_container)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "cp -a $TOP/fixtures/seed-netcat-8321 one && rm -f one/proc/7266/cgroup && cp -a one two && "
                 "echo 0::/user.slice >two/proc/7266/cgroup && "
                 "for s in one two; do $STILLFRAME_BUILD/tests/pack $s $s.tar.zst; done");
    sh_usable(scene, "analyze load one.db one.tar.zst");
    sh_usable(scene, "analyze load two.db two.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze ps one.db -o container= -p 7266"), "?\n");
    assert_string_equal(sh_ok(scene, "analyze ps two.db -o container= -p 7266"), "-\n");
    assert_string_equal(sh_ok(scene, "analyze ps two.db -o container -p 7266 --format jsonl | grep -o 'null'"),
                        "null\n");
    scene_end(scene);
}
