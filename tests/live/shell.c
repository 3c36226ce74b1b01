/* analyze shell: lines from a pipe and from a terminal, and the same guard as that of analyze query. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/pty.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Snapshot 1 is of localhost, 2 of ubuntu: captures whose pids collide, in processes and sockets. */
static struct scene *
two_hosts(void)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst "
                     "$STILLFRAME_BUILD/fixtures/seed-netcat-8321.tar.zst");
    return scene;
}

/* Feeds the lines to a shell; they are written as printf(1) takes them. */
static struct result
lines(struct scene *scene, const char *options, const char *text)
{
    scene_write(scene, "lines", text, strlen(text));
    return sh(scene, "analyze shell %s case.db <lines", options);
}

/* Fails unless the lines are answered with this output, no message and exit 0. */
static void
answers(struct scene *scene, const char *options, const char *text, const char *output)
{
    struct result result = lines(scene, options, text);

    assert_string_equal(result.err, "");
    assert_string_equal(result.out, output);
    assert_int_equal(result.status, 0);
}

/* Fails unless the lines exit with 2 and a message that has the part. */
static void
refuses(struct scene *scene, const char *text, const char *message)
{
    struct result result = lines(scene, "", text);

    if (result.status != 2 || !strstr(result.err, message))
        fail_msg("%s: want exit 2 and %s, have %d: %s", text, message, result.status, result.err);
}

TEST(shell_statements_may_have_many_lines_and_lines_many_statements)
{
    struct scene *scene = two_hosts();

    answers(scene, "--format csv", "SELECT 1 AS a; SELECT 2\n\n  AS b -- not the end; of it\n, ';' AS c\n;\n",
            "a\n1\nb,c\n2,;\n");
    answers(scene, "--format csv", "-- nothing\n\n\t\nSELECT 1 AS a", "a\n1\n");
    answers(scene, "--format csv", "SELECT 1 AS a;\r\nquit;\nSELECT 2;\n", "a\n1\n");
    answers(scene, "--format csv", ".mode json\nSELECT 1 AS a;\n.exit\nSELECT 2;\n", "[\n{\"a\":1}\n]\n");
    scene_end(scene);
}

TEST(shell_refuses_what_query_refuses)
{
    struct scene *scene = two_hosts();

    sh_ok(scene, "sha256sum case.db >before");
    refuses(scene, "SELECT count(*) FROM sockets;\n", "the SQL would mix their rows of sockets");
    refuses(scene, "SELECT count(*) FROM sockets;\n", "name the snapshots with .host, .at, .snapshot or .each");
    refuses(scene, "DROP TABLE sockets;\n", "is refused: a query may only read");
    refuses(scene, "ATTACH 'other.db' AS other;\n", "ATTACH of other.db is refused");
    refuses(scene, "SELECT load_extension('x');\n", "the function load_extension is refused");
    /* also where a snapshot was chosen, and after a command that runs SQL of ours */
    refuses(scene, ".host ubuntu\n.tables\n.snapshots\nDELETE FROM main.sockets;\n",
            "is refused: a query may only read");
    refuses(scene, ".all\n.host\nSELECT count(*) FROM sockets;\n", "would mix");
    sh_ok(scene, "sha256sum --quiet -c before; ! test -e other.db");
    scene_end(scene);
}

TEST(shell_chooses_snapshots)
{
    static const char hosts[] = "SELECT host FROM snapshots;\n";
    static const struct {
        const char *options, *commands, *output;
    } cases[] = {
        { "", ".host ubuntu\n", "host\nubuntu\n" },
        { "", ".snapshot 1\n", "host\nlocalhost\n" },
        { "", ".snapshot localhost\n", "host\nlocalhost\n" },
        { "", ".each\n", "snapshot_id,host\n1,localhost\n2,ubuntu\n" },
        { "", ".each\n.host ubuntu\n", "host\nubuntu\n" },
        { "", ".host ubuntu\n.each\n", "snapshot_id,host\n2,ubuntu\n" },
        { "", ".at 2010-12-31T00:00:00Z\n", "host\nubuntu\n" },
        { "", ".at 2010-12-31T00:00:00Z\n.host ubuntu\n", "host\nubuntu\n" },
        { "", ".host ubuntu\n.all\n", "host\nlocalhost\nubuntu\n" },
        { "--host ubuntu", "", "host\nubuntu\n" },
        { "--host ubuntu", ".snapshot 1\n", "host\nlocalhost\n" },
        { "--each", ".snapshot 1\n", "host\nlocalhost\n" },
    };
    struct scene *scene = two_hosts();

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        answers(scene, scene_text(scene, "--format csv %s", cases[i].options),
                scene_text(scene, "%s%s", cases[i].commands, hosts), cases[i].output);
    /* what cannot be chosen leaves the choice as it was */
    refuses(scene, ".host nobody\n", "no snapshot of a host nobody: the database has ");
    refuses(scene, ".host localhost\n.at 2010-12-31T00:00:00Z\n", "no snapshot of a host localhost begun by 2010");
    refuses(scene, ".at noon\n", ".at noon: not a time");
    assert_string_equal(lines(scene, "--format csv", ".host ubuntu\n.host nobody\nSELECT host FROM snapshots;\n").out,
                        "host\nubuntu\n");
    /* plain SQL of one host: its rows, and its present */
    answers(scene, "--format csv",
            ".host ubuntu\nSELECT CURRENT_TIMESTAMP AS now;\n.all\n"
            "SELECT CURRENT_TIMESTAMP > '2025' AS later;\n",
            "now\n2009-12-31 09:10:00\nlater\n1\n");
    answers(scene, "--format csv", ".host ubuntu\n.snapshots\n",
            "chosen,snapshot_id,host,started_at\n*,2,ubuntu,2009-12-31T09:10:00.000000000Z\n"
            "\"\",1,localhost,2011-11-21T11:19:00.000000000Z\n");
    scene_end(scene);
}

/* A database of one snapshot needs no choice, until another program loads a second one. */
TEST(shell_sees_what_is_loaded_meanwhile)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst");
    sh_ok(scene, "mkfifo in; exec 9<>in; analyze shell --format csv case.db <in >out 2>err 9<&- & exec 8>in 9>&-;"
                 " echo 'SELECT count(*) AS n FROM snapshots; SELECT count(*) > 0 AS some FROM sockets;' >&8;"
                 " until [ -s out ] && [ $(wc -l <out) -eq 4 ]; do sleep 0.05; done;"
                 " analyze load case.db $STILLFRAME_BUILD/fixtures/seed-netcat-8321.tar.zst;"
                 " echo 'SELECT count(*) FROM sockets;' >&8; exec 8>&-; wait $! || true");
    assert_string_equal(scene_read(scene, "out", NULL), "n\n1\nsome\n1\n");
    assert_non_null(strstr(scene_read(scene, "err", NULL), "would mix their rows of sockets"));
    scene_end(scene);
}

/* A view that somebody makes while the shell is open is narrowed as those that there were. */
TEST(shell_narrows_what_is_made_meanwhile)
{
    struct scene *scene = two_hosts();

    sh_ok(scene,
          "mkfifo in; exec 9<>in; analyze shell --format csv --snapshot 1 case.db <in >out 2>err 9<&- & exec 8>in"
          " 9>&-; echo 'SELECT count(*) AS n FROM snapshots;' >&8;"
          " until [ -s out ] && [ $(wc -l <out) -eq 2 ]; do sleep 0.05; done;"
          " sqlite3 case.db 'CREATE VIEW mine AS SELECT snapshot_id FROM snapshots';"
          " echo 'SELECT group_concat(snapshot_id) AS mine FROM mine;' >&8; exec 8>&-; wait $!");
    assert_string_equal(scene_read(scene, "out", NULL), "n\n1\nmine\n1\n");
    scene_end(scene);
}

TEST(shell_goes_on_after_an_error_and_tells_it_at_the_end)
{
    struct scene *scene = two_hosts();
    struct result result = lines(scene, "--format csv", "SELECT 1 AS a;\nSELECT nope;\n.zzzzzz\nSELECT 2 AS b;\n");

    assert_string_equal(result.out, "a\n1\nb\n2\n");
    assert_string_equal(result.err, "analyze: standard input:2: SQL: no such column: nope\n"
                                    "    SELECT nope\n           ^\n"
                                    "analyze: standard input:3: unknown command .zzzzzz: .help lists the commands\n");
    assert_int_equal(result.status, 2);
    result = lines(scene, "--format csv", ".bail on\nSELECT nope;\nSELECT 2 AS b;\n");
    assert_string_equal(result.out, "");
    assert_int_equal(result.status, 2);
    sh_fails(scene, 2, "analyze shell missing.db </dev/null && ! test -e missing.db");
    sh_fails(scene, 2, "analyze shell case.db extra </dev/null");
    sh_fails(scene, 2, "echo 'SELECT 1;' | analyze shell case.db >/dev/full");
    scene_end(scene);
}

TEST(shell_commands_of_other_shells_work_or_say_what_to_type)
{
    static const struct {
        const char *line, *message;
    } cases[] = {
        { ".open other.db\n", "there is no .open here: a shell has one database: analyze shell DB" },
        { ".dump\n", "there is no .dump here: run: sqlite3 DB .dump" },
        { ".import x y\n", "the database is evidence, and is only read" },
        { ".system ls\n", "analyze starts no other program" },
        { ".headers on\n", "there is no .headers here: each format has its headings" },
        { ".output |cat\n", "analyze starts no other program" },
        { ".tabels\n", "unknown command .tabels: is .tables meant?" },
        { ".s\n", ".s may be several: .help lists the commands" },
        { ".mode\t\n.mode nonsense\n", "unknown format nonsense: there are table, " },
        { ".timer maybe\n", "want on or off, have maybe" },
        { ".once\n", "usage: .once FILE: write the next result" },
        { ".all processes\n", "usage: .all: answer for all snapshots at once: rows of several may mix\n" },
        { ".print 'x\n", "the ' is not closed" },
        { ".schema procesess\n", "there is no table or view procesess: is processes meant?" },
        { ".tables zzz\n", "no table or view has a name like zzz" },
        { ".read missing.sql\n", "missing.sql: No such file or directory" },
        { ".param set :a 1\n", "there is no .param here: write the value into the statement" },
        { "SELECT :a;\n",
          "the parameter :a has no value: write it into the statement, or behind a question: @NAME a=VALUE" },
        { "SELECT nme\nFROM processes;\n",
          "SQL: no such column: nme\n    SELECT nme\n           ^\n    nearest: name\n" },
        { "@who_has_port\n", "the parameter :port has no value: " },
        { "@who_has_port 22\n", "standard input:1: 22: want NAME=VALUE" },
        { "@who_has_port port=22 prt=22\n", "standard input:1: prt: the SQL has no parameter :prt" },
        { "@who_had_port port=22\n", "nearest: who_has_port: @ alone lists all" },
        { ".\n", "unknown command .: .help lists the commands" },
    };
    struct scene *scene = two_hosts();

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        refuses(scene, cases[i].line, cases[i].message);
    answers(scene, "", ".print 'a  b' \"it's\"\n.prin x;\n", "a  b it's\nx\n");
    answers(scene, "", ".tables process_open_%\n.tables EN_PIPES\n",
            "process_open_files\nprocess_open_pipes\nprocess_open_sockets\nprocess_open_pipes\n");
    answers(scene, "", ".databases\n.mode\n.mode column\n.mode\n", "main: case.db r/o\ntable\ntable\n");
    answers(scene, "", ".show\n",
            " database: case.db\n    scope: 2 snapshots, none chosen\n     mode: table\n   output: stdout\n"
            "    timer: off\n     bail: off\n");
    assert_non_null(strstr(lines(scene, "", ".schema users\n").out, "-- "));
    assert_non_null(strstr(lines(scene, "", ".indexes process_fds\n").out, "process_fds_by_socket\n"));
    assert_non_null(strstr(lines(scene, "", "help\n").out, ".snapshot [ID] "));
    assert_string_equal(lines(scene, "", ".help .quit\n").out, ".quit                end the shell\n");
    assert_non_null(strstr(lines(scene, "", ".timer on\nSELECT 1;\n").err, " s\n"));
    scene_end(scene);
}

TEST(shell_writes_new_files_only)
{
    struct scene *scene = two_hosts();

    sh_ok(scene, "echo precious >old.csv; umask 000");
    answers(scene, "--format csv",
            ".once one.csv\nSELECT 1 AS a;\nSELECT 2 AS b;\n.output two.csv\nSELECT 3 AS c;\n.tables logged_in\n"
            ".output\nSELECT 4 AS d;\n",
            "b\n2\nd\n4\n");
    assert_string_equal(scene_read(scene, "one.csv", NULL), "a\n1\n");
    assert_string_equal(scene_read(scene, "two.csv", NULL), "c\n3\nlogged_in_users\n");
    assert_string_equal(sh_ok(scene, "stat -c %%a one.csv two.csv | xargs"), "600 600\n");
    refuses(scene, ".output old.csv\n", "old.csv: File exists");
    refuses(scene, ".once case.db\nSELECT 1;\n", "case.db: File exists");
    assert_string_equal(scene_read(scene, "old.csv", NULL), "precious\n");
    scene_end(scene);
}

TEST(shell_reads_files)
{
    struct scene *scene = two_hosts();
    struct result result;

    sh_ok(
        scene,
        "printf '.host ubuntu\\nSELECT 1 AS a;\\n' >a.sql; echo .read loop.sql >loop.sql; echo 'SELECT nope' >bad.sql");
    answers(scene, "--format csv", ".read a.sql\nSELECT host FROM snapshots;\n", "a\n1\nhost\nubuntu\n");
    refuses(scene, ".read loop.sql\n", "loop.sql:1: loop.sql: files that read each other: more than 16");
    result = lines(scene, "", ".read bad.sql\n");
    assert_string_equal(result.err, "analyze: bad.sql:1: SQL: no such column: nope\n    SELECT nope\n           ^\n");
    assert_int_equal(result.status, 2);
    scene_end(scene);
}

/* ---- on a terminal */

/* Ctrl-D at the next prompt, which must end the shell with 0.  While a statement runs, the terminal would take it for itself. */
static void
leave(struct pty *pty)
{
    pty_expect(pty, "> ");
    pty_type(pty, "\x04");
    assert_int_equal(pty_end(pty), 0);
}

TEST(shell_prompt_says_the_scope)
{
    struct scene *scene = two_hosts();
    struct pty *pty = pty_start(scene, "HOME=$PWD analyze shell case.db");

    pty_expect(pty, "case.db: 2 snapshots, none chosen.  SQL ends with a semicolon; .help lists");
    pty_expect(pty, "2 snapshots, none chosen> ");
    pty_type(pty, ".host ubuntu\n");
    pty_expect(pty, "ubuntu, snapshot 2> ");
    pty_type(pty, "SELECT host || '!' AS h\n");
    pty_expect(pty, "   ...> ");
    pty_type(pty, "FROM snapshots;\n");
    pty_expect(pty, "ubuntu!");
    pty_expect(pty, "ubuntu, snapshot 2> ");
    pty_type(pty, ".each\n");
    pty_expect(pty, "\r\neach of 1 snapshot> ");
    pty_type(pty, ".all\n");
    pty_expect(pty, "\r\nall of 2 snapshots> ");
    /* an error does not end it, and somebody who types it sees it */
    pty_type(pty, "SELECT nope;\n");
    pty_expect(pty, "analyze: SQL: no such column: nope");
    leave(pty);
    scene_end(scene);
}

/* What was completed is what runs: libedit shows only what changed on the line. */
TEST(shell_completes_words_on_a_terminal)
{
    struct scene *scene = two_hosts();
    struct pty *pty = pty_start(scene, "HOME=$PWD analyze shell case.db");

    pty_expect(pty, "none chosen> ");
    pty_type(pty, ".snapsho\t ubu\t\n"); /* .snapshot or .snapshots: what they share, and the rest is typed */
    pty_expect(pty, "ubuntu, snapshot 2> ");
    pty_type(pty, "sel\t'do' || 'ne' AS x;\n");
    pty_expect(pty, "done");
    pty_expect(pty, "> ");
    pty_type(pty, ".sche\tsnapshot_ho\t\n");
    pty_expect(pty, "CREATE VIEW snapshot_hosts (");
    pty_expect(pty, "ubuntu, snapshot 2> ");
    pty_type(pty, "SELECT process_open_\t");
    pty_expect(pty, "process_open_files  ");
    pty_expect(pty, "process_open_pipes  ");
    pty_expect(pty, "ubuntu, snapshot 2> SELECT process_open_");
    pty_type(pty, "\x03");
    pty_expect(pty, "^C");
    pty_type(pty, "SELECT\t'tab' || 'bed';\n"); /* a tab behind a word that is whole */
    pty_expect(pty, "tabbed");
    leave(pty);
    scene_end(scene);
}

TEST(shell_remembers_lines)
{
    struct scene *scene = two_hosts();
    struct pty *pty = pty_start(scene, "HOME=$PWD/home XDG_STATE_HOME= analyze shell case.db");

    pty_expect(pty, "> ");
    pty_type(pty, "SELECT 'one' || 'ce' AS x;\n");
    pty_expect(pty, "onece");
    pty_expect(pty, "> ");
    pty_type(pty, "\x1b[A\n"); /* the arrow up */
    pty_expect(pty, "onece");
    pty_type(pty, ".quit\n");
    assert_int_equal(pty_end(pty), 0);
    assert_string_equal(
        sh_ok(scene, "stat -c %%a home home/.local/state/stillframe home/.local/state/stillframe/history | xargs"),
        "700 700 600\n");
    assert_string_equal(sh_ok(scene, "head -n 1 home/.local/state/stillframe/history"), "SELECT 'one' || 'ce' AS x;\n");
    pty = pty_start(scene, "HOME=$PWD/home XDG_STATE_HOME= analyze shell case.db");
    pty_expect(pty, "> ");
    pty_type(pty, "\x12'ce'\n"); /* Ctrl-R */
    pty_expect(pty, "onece");
    leave(pty);
    scene_end(scene);
}

/* Where nothing can be written there is a shell all the same. */
TEST(shell_without_a_place_for_its_history)
{
    static const char *const places[] = { "HOME=/proc XDG_STATE_HOME=", "env -u HOME -u XDG_STATE_HOME",
                                          "XDG_STATE_HOME=/dev/null HOME=/proc" };
    struct scene *scene = two_hosts();

    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
        struct pty *pty = pty_start(scene, "%s analyze shell case.db", places[i]);

        pty_expect(pty, "> ");
        pty_type(pty, "SELECT 'o' || 'k';\n");
        pty_expect(pty, "ok");
        pty_expect(pty, "> ");
        pty_type(pty, "\x1b[A\n");
        pty_expect(pty, "ok");
        leave(pty);
    }
    assert_string_equal(sh_ok(scene, "ls -A"), "case.db\n");
    scene_end(scene);
}

#define ENDLESS "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max(x) FROM c;\n"

TEST(shell_ctrl_c_cancels_the_line_and_stops_the_query)
{
    struct scene *scene = two_hosts();
    struct pty *pty = pty_start(scene, "HOME=$PWD analyze shell case.db");

    pty_expect(pty, "> ");
    pty_type(pty, "SELECT 'begun'\n");
    pty_expect(pty, "   ...> ");
    pty_type(pty, "'and more");
    pty_expect(pty, "more");
    pty_type(pty, "\x03");
    pty_expect(pty, "2 snapshots, none chosen> ");
    pty_type(pty, "SELECT 'fre' || 'sh';\n");
    pty_expect(pty, "fresh");
    pty_expect(pty, "> ");
    for (int i = 0; i < 2; i++) {
        pty_type(pty, ENDLESS);
        pty_expect(pty, "FROM c;\r\n"); /* Enter was taken: Ctrl-C drops what the terminal still holds */
        pty_type(pty, "\x03");
        pty_expect(pty, "analyze: interrupted");
        pty_expect(pty, "> ");
    }
    pty_type(pty, "SELECT 'ali' || 've';\n");
    pty_expect(pty, "alive");
    leave(pty);
    scene_end(scene);
}

/* From a pipe, the statement that was interrupted is the last: whoever interrupts it wants the script to end. */
TEST(shell_ctrl_c_ends_a_script)
{
    struct scene *scene = two_hosts();
    struct result result;

    scene_write(scene, "lines", ENDLESS "SELECT 'after';\n", strlen(ENDLESS "SELECT 'after';\n"));
    result = sh(scene, "timeout --foreground --preserve-status -s INT 1 analyze shell case.db <lines");
    assert_int_equal(result.status, 2);
    assert_string_equal(result.out, "");
    assert_non_null(strstr(result.err, "interrupted"));
    scene_end(scene);
}

/* The name of a host is its own, and may be anything. */
TEST(shell_prompt_escapes_the_host)
{
    struct scene *scene = two_hosts();
    struct pty *pty;

    sh_ok(scene, "sqlite3 case.db \"UPDATE snapshots SET host = char(27) || '[31mred' WHERE snapshot_id = 2\"");
    pty = pty_start(scene, "HOME=$PWD analyze shell --snapshot 2 case.db");
    pty_expect(pty, "\\x1b[31mred, snapshot 2> ");
    pty_type(pty, ".host \t\t");
    pty_expect(pty, "\\x1b[31mred");
    pty_expect(pty, "localhost");
    pty_expect(pty, "> ");
    pty_type(pty, "\x15.quit\n"); /* Ctrl-U empties the line */
    assert_int_equal(pty_end(pty), 0);
    assert_null(strstr(pty_output(pty), "\x1b[31m"));
    scene_end(scene);
}

TEST(shell_asks_questions_by_name)
{
    struct scene *scene = scene_begin();
    struct result result;

    sh_ok(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-netcat-8321.tar.zst");
    result = sh(scene, "printf '.mode csv\\n@who_has_port port=8321\\n@who_has_port\\n@who_has\\n.nullvalue NIL\\n"
                       "SELECT NULL AS x;\\n@\\n' | analyze shell case.db");
    assert_int_equal(result.status, 2);
    assert_non_null(strstr(result.out, ",7266,nc,"));
    assert_non_null(strstr(result.out, "x\nNIL\n"));
    assert_non_null(strstr(result.out, "@who_listens"));
    assert_non_null(strstr(result.err, "3: SQL: the parameter :port"));
    assert_non_null(strstr(result.err, "4: there is no question @who_has; nearest: who_has_inode, who_has_port"));
    scene_end(scene);
}
