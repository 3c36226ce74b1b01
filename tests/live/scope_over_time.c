/* What tells of a time takes the options of scope, as everything else does. */
#include "tests/support/test.h"

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/*
 * Snapshots 1 and 2 are of this host: the listener is in the first alone.  Snapshot 3 is of another host, with a listener on the same port.
 * The files pids and port have the numbers of both listeners: others of their name may run here.
 */
static struct scene *
three_snapshots(void)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,%u", scene_port(scene, 0));

    sh_usable(scene, "collect -q -o a.tar; echo %d >pids; echo %u >port", (int)actor->pid, scene_port(scene, 0));
    actor_end(actor);
    sh_usable(scene, "sleep 1; collect -q -o b.tar");
    actor = actor_start(scene, "holder tcp4-listen:127.9.9.10,%u", scene_port(scene, 0));
    sh_usable(scene,
              "echo %d >>pids; sleep 1; unshare --uts sh -c 'hostname other; collect -q -o c.tar'; analyze load "
              "--no-findings case.db a.tar b.tar c.tar",
              (int)actor->pid);
    return scene;
}

/* Fails the test unless the command, with each of the scopes, tells of these snapshots. */
static void
expect_snapshots(struct scene *scene, const char *command)
{
    static const struct {
        const char *scope, *snapshots;
    } cases[] = {
        { "", "1 3 " },
        { "--each", "1 3 " },
        { "--all", "1 3 " },
        { "--host $(uname -n)", "1 " },
        { "--host other", "3 " },
        { "--snapshot 1", "1 " },
        { "--snapshot 2", "" },
        { "--snapshot other", "3 " },
        { "--at $(analyze query case.db --all 'SELECT max(started_at) FROM snapshots WHERE snapshot_id = 2' --format "
          "csv | tail -n 1)",
          "" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(
            sh_usable(scene, "%s %s >rows; jq -r '.snapshot' rows | sort -nu | tr '\\n' ' '", command, cases[i].scope),
            cases[i].snapshots);
    sh_fails(scene, 2, "%s --host nobody", command);
    sh_fails(scene, 2, "%s --host other --snapshot 1", command);
}

TEST(timeline_of_a_scope)
{
    struct scene *scene = three_snapshots();

    sh_ok(scene, "cat >tell <<'END'\nanalyze timeline case.db --format jsonl \"$@\" >lines || [ $? -eq 1 ] || exit 2\n"
                 "jq -c --slurpfile pids pids 'select(.event == \"process\" and (.pid | IN($pids[]))) | {snapshot: "
                 ".first_snapshot_id}' lines\nEND");
    expect_snapshots(scene, "sh tell");
    /* What was first in one snapshot is told of another that has it too. */
    sh_usable(
        scene,
        "analyze timeline case.db --format jsonl --snapshot 2 | jq -es 'any(.event == \"process\" and .pid == 1) and"
        " all(.first_snapshot_id == 2)'");
    sh_ok(scene, "[ \"$(sh tell | wc -l)\" = 2 ]");
    scene_end(scene);
}

/* Statements behind the text of a view, which SQLite never looks at: no command takes the text of a database for its own. */
TEST(scope_runs_no_text_of_the_database)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst");
    sh_ok(scene,
          "sqlite3 case.db \"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || '; SELECT * FROM "
          "planted' WHERE name GLOB 'timeline*' OR name GLOB '*_history'\"");
    sh_fails(scene, 2, "analyze timeline case.db --snapshot 1");
    sh_fails(scene, 2, "analyze query case.db --snapshot 1 'SELECT count(*) FROM processes'");
    scene_end(scene);
}

TEST(match_in_a_scope)
{
    struct scene *scene = three_snapshots();

    sh_ok(scene,
          "echo port:%u >list; cat >tell <<'END'\nanalyze match case.db list --format jsonl \"$@\" >lines "
          "2>messages || [ $? -eq 1 ] || exit 2\n"
          "jq -c '{snapshot: .snapshot_id}' lines\nEND",
          scene_port(scene, 0));
    expect_snapshots(scene, "sh tell");
    scene_end(scene);
}

TEST(history_of_a_scope)
{
    struct scene *scene = three_snapshots();

    /* The hosts tell the snapshots apart. */
    sh_ok(scene,
          "cat >tell <<'END'\nanalyze history case.db %u --kind port --format jsonl \"$@\" >lines || [ $? -eq "
          "1 ] || exit 2\n"
          "jq -c '{snapshot: (if .host == \"other\" then 3 else 1 end)}' lines\nEND",
          scene_port(scene, 0));
    expect_snapshots(scene, "sh tell");
    assert_string_equal(sh_usable(scene,
                                  "analyze history case.db %u --kind port --format jsonl --host other | jq -c "
                                  "'[.on_hosts, .hosts, .in_snapshots, .snapshots]'",
                                  scene_port(scene, 0)),
                        "[1,1,1,1]\n");
    sh_fails(scene, 1, "analyze history case.db %u --kind port --snapshot 2", scene_port(scene, 0));
    scene_end(scene);
}

/* SQL: the listener is in snapshot 1 alone, whatever the views tell of all of them. */
TEST(views_over_time_in_a_scope)
{
    static const char *const questions[] = {
        "FROM timeline WHERE pid IN ($(paste -sd, pids)) AND event = 'process'",
        "FROM listener_history WHERE local_address = '127.9.9.9' AND local_port = $(cat port)",
        "FROM socket_history WHERE local_address = '127.9.9.9' AND local_port = $(cat port)",
        "FROM executable_history WHERE path LIKE '%/holder' AND last_snapshot_id = 1",
    };
    struct scene *scene = three_snapshots();

    for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
        assert_string_equal(
            sh_usable(scene, "analyze query case.db --each --format csv \"SELECT count(*) > 0 %s\" | tr '\\n' ' '",
                      questions[i]),
            i == 0 ? "snapshot_id,count(*) > 0 3,1 1,1 2,0 " : "snapshot_id,count(*) > 0 3,0 1,1 2,0 ");
        sh_usable(scene, "analyze query case.db --snapshot 2 --format csv \"SELECT count(*) > 0 %s\" | grep -x 0",
                  questions[i]);
    }
    assert_string_equal(
        sh_usable(scene, "analyze query case.db --snapshot 1 --format csv 'SELECT DISTINCT host = (SELECT host FROM "
                         "snapshots), snapshots FROM listener_history' | tail -n +2"),
        "1,1\n");
    sh_usable(scene,
              "analyze query case.db --snapshot 2 --format csv \"SELECT count(*) > 0 FROM main.listener_history WHERE "
              "local_address = '127.9.9.9'\" | grep -x 1");
    scene_end(scene);
}

TEST(list_of_snapshots_in_a_scope)
{
    static const struct {
        const char *scope, *snapshots;
    } cases[] = {
        { "", "1 2 3 " },         { "--each", "1 2 3 " },
        { "--host other", "3 " }, { "--host $(uname -n)", "1 2 " },
        { "--snapshot 2", "2 " }, { "--snapshot other", "3 " },
    };
    struct scene *scene = three_snapshots();

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_string_equal(sh_usable(scene,
                                      "analyze snapshots case.db --format jsonl %s | jq -r .snapshot_id | tr '\\n' ' '",
                                      cases[i].scope),
                            cases[i].snapshots);
    sh_fails(scene, 2, "analyze snapshots case.db --host nobody");
    scene_end(scene);
}

/* A picture is of one snapshot, and it says so where several are meant. */
TEST(graph_of_a_scope)
{
    struct scene *scene = three_snapshots();

    sh_usable(scene, "analyze graph case.db --host other --format json | jq -e .");
    sh_fails(scene, 2, "analyze graph case.db --each");
    sh_fails(scene, 2, "analyze graph case.db --all 2>messages");
    sh_ok(scene, "grep 'a picture is of one snapshot' messages");
    sh_ok(scene, "analyze graph --help | grep -e '--each .* refused where there are several'");
    scene_end(scene);
}
