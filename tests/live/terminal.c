/* What a user sees at a terminal, by way of script(1), and where somebody stops to read. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"

static struct scene *
loaded_scene(void)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-jenkins.tar.zst "
                     "$STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst");
    return scene;
}

/* What the command shows on a terminal of 60 columns. */
static char *
on_terminal(struct scene *scene, const char *command)
{
    return sh_ok(
        scene,
        "TERM=xterm NO_COLOR= COLUMNS= timeout 20 script -qec \"stty cols 60; %s\" /dev/null </dev/null | tr -d '\\r'",
        command);
}

static void
expect_on_terminal(struct scene *scene, const char *command, const char *expected)
{
    assert_string_equal(on_terminal(scene, command), expected);
}

TEST(tables_fit_the_terminal)
{
    struct scene *scene = loaded_scene();
    static const char sql[] = "SELECT 4026532725 AS number, printf('%060d', 7) AS text, 12 AS n";
    char *command = scene_text(scene, "PAGER= analyze query -f wide.sql case.db");

    scene_write(scene, "wide.sql", sql, strlen(sql));
    expect_on_terminal(scene, command,
                       "    number  text                                           n\n"
                       "----------  --------------------------------------------  --\n"
                       "4026532725  0000000000000000000000000000000000000000000\xe2\x80\xa6  12\n");
    /* The variable counts before what the terminal says; nothing is cut off it. */
    assert_non_null(strstr(on_terminal(scene, scene_text(scene, "COLUMNS=30 %s", command)),
                           "4026532725  0000000000000\xe2\x80\xa6  12\n"));
    assert_non_null(strstr(sh_ok(scene, "COLUMNS=30 %s", command), "000000000000000000000000000007  12\n"));
    /* Numbers are whole, so this cannot be a table there. */
    expect_on_terminal(scene,
                       "PAGER= analyze query case.db 'SELECT 4026532725000000000 AS a, 4026532725000000001 AS bb, "
                       "4026532725000000002 AS c, 7 AS d'",
                       " a = 4026532725000000000\nbb = 4026532725000000001\n c = 4026532725000000002\n d = 7\n");
    scene_end(scene);
}

TEST(null_differs_from_empty_on_a_terminal)
{
    struct scene *scene = loaded_scene();
    static const char ask[] = "PAGER= %s analyze query %s case.db 'SELECT NULL AS a, x AS b FROM (SELECT NULL AS x)'";

    expect_on_terminal(scene, scene_text(scene, ask, "", ""),
                       "   a     b\n----  ----\n\x1b[2mNULL\x1b[0m  \x1b[2mNULL\x1b[0m\n");
    expect_on_terminal(scene, scene_text(scene, ask, "NO_COLOR=1", ""), "   a     b\n----  ----\nNULL  NULL\n");
    expect_on_terminal(scene, scene_text(scene, ask, "", "--null none"), "   a     b\n----  ----\nnone  none\n");
    expect_on_terminal(scene, scene_text(scene, ask, "", "--format csv"), "a,b\n,\n");
    assert_string_equal(sh_ok(scene, ask, "", ""), "a  b\n-  -\n\n");
    scene_end(scene);
}

TEST(long_results_go_to_the_pager)
{
    struct scene *scene = loaded_scene();

    scene_write(scene, "page", "#!/bin/sh\necho PAGED $*\nexec cat\n", strlen("#!/bin/sh\necho PAGED $*\nexec cat\n"));
    sh_ok(scene, "chmod +x page");
    expect_on_terminal(scene, "PAGER='./page  -x' analyze query case.db 'SELECT 1 AS a'", "PAGED -x\na\n-\n1\n");
    assert_string_equal(sh_ok(scene, "PAGER=./page analyze query case.db 'SELECT 1 AS a'"), "a\n-\n1\n");
    /* less hears how to show faint letters, whoever asked for it, and does as the user says. */
    scene_write(scene, "less", "#!/bin/sh\necho $LESS\nexec cat\n", strlen("#!/bin/sh\necho $LESS\nexec cat\n"));
    sh_ok(scene, "chmod +x less");
    expect_on_terminal(scene, "PAGER=./less env -u LESS analyze query case.db 'SELECT 1 AS a'", "FRX\na\n-\n1\n");
    expect_on_terminal(scene, "PATH=$PWD:$PATH env -u PAGER -u LESS analyze query case.db 'SELECT 1 AS a'",
                       "FRX\na\n-\n1\n");
    expect_on_terminal(scene, "PAGER=./less LESS=S analyze query case.db 'SELECT 1 AS a'", "S\na\n-\n1\n");
    /* One that is not there, none, and a shell's signs, which mean nothing. */
    expect_on_terminal(scene, "PAGER=./nothing analyze query case.db 'SELECT 1 AS a'", "a\n-\n1\n");
    expect_on_terminal(scene, "PAGER=cat analyze query case.db 'SELECT 1 AS a'", "a\n-\n1\n");
    expect_on_terminal(scene, "PAGER='touch ran;touch' analyze query case.db 'SELECT 1 AS a'", "");
    sh_ok(scene, "[ -e 'ran;touch' ] && ! [ -e ran ]");
    /* Who leaves it early has read enough; who cannot be answered hears why. */
    expect_on_terminal(scene, "PAGER='head -1' analyze schema; echo \\$?", "\n0\n");
    expect_on_terminal(scene, "PAGER='head -1' analyze query case.db 'SELECT nowhere'; echo \\$?",
                       "analyze: SQL: no such column: nowhere\n    SELECT nowhere\n           ^\n2\n");
    scene_end(scene);
}

/* Every command with a table shares this; what looks as a tool's is whole there, and has nothing for what is not known. */
TEST(lists_go_to_the_pager)
{
    static const char *const commands[] = {
        "netstat case.db -tln", "ss case.db -tln",  "lsof case.db -i",          "ps case.db",
        "pstree case.db",       "findings case.db", "history case.db port:22",  "snapshots case.db",
        "timeline case.db",     "diff case.db 1 2", "match case.db indicators",
    };
    struct scene *scene = loaded_scene();
    static const char page[] = "#!/bin/sh\necho PAGED\nexec cat\n";

    scene_write(scene, "page", page, sizeof(page) - 1);
    sh_ok(scene, "chmod +x page; echo 192.0.2.1 >indicators");
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        char *shown = on_terminal(scene, scene_text(scene, "PAGER=./page analyze %s; true", commands[i]));

        if (strncmp(shown, "PAGED\n", 6) != 0)
            fail_msg("%s: %s", commands[i], shown);
    }
    assert_string_equal(on_terminal(scene, "PAGER= analyze netstat case.db -an 2>/dev/null"),
                        sh_ok(scene, "analyze netstat case.db -an 2>/dev/null"));
    scene_end(scene);
}

TEST(schema_begins_with_an_index_on_a_terminal)
{
    struct scene *scene = loaded_scene();
    char *all = on_terminal(scene, "PAGER='head -2000' analyze schema | cat"),
         *shown = on_terminal(scene, "PAGER= analyze schema");

    assert_true(strncmp(shown, "\nSnapshots and the archives that they came in: who took a", 56) == 0);
    assert_non_null(strstr(shown, "\nSockets and who holds them: "));
    assert_non_null(strstr(shown, "\nsockets "));
    assert_true(strncmp(all, "name  ", 6) == 0); /* piped, it is the table alone */
    scene_end(scene);
}

TEST(without_sql_on_a_terminal)
{
    struct scene *scene = loaded_scene();

    assert_non_null(
        strstr(on_terminal(scene, "analyze query case.db; echo \\$?"), "analyze shell DB takes it line by line\n2\n"));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze query case.db .tables"), "analyze shell DB"));
    scene_end(scene);
}

/* A name is a table's; another word is looked for in all that is said. */
TEST(schema_searches)
{
    struct scene *scene = scene_begin();
    char *found = sh_ok(scene, "analyze schema --format csv Kernel_Holder");

    assert_non_null(strstr(found, "\nsockets,kernel_holder,TEXT,"));
    assert_non_null(strstr(found, "\nlistening_ports,kernel_holder,\"\","));
    assert_null(strstr(found, "\nsockets,inode,"));
    assert_non_null(strstr(sh_ok(scene, "analyze schema --format csv Sockets"), "\nsockets,inode,INTEGER,"));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze schema sokets"), "nearest: sockets"));
    scene_end(scene);
}

/* Of several statements none is answered where one is refused. */
TEST(statements_are_checked_before_any_is_answered)
{
    struct scene *scene = loaded_scene();
    struct result result = sh(scene, "analyze query case.db 'SELECT 1 AS a; SELECT pid FROM processes'");

    assert_int_equal(result.status, 2);
    assert_string_equal(result.out, "");
    assert_non_null(strstr(result.err, "processes.snapshot_id"));
    scene_end(scene);
}

/* The exit status of the first command of a pipe. */
static char *
status_of(struct scene *scene, const char *pipe)
{
    return sh_ok(scene, "bash -c '%s; echo ${PIPESTATUS[0]}' 2>&1", pipe);
}

TEST(closed_pipes_are_no_error)
{
    static const char endless[] = "analyze query case.db \"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 "
                                  "FROM c) SELECT %s FROM c\" | %s";
    struct scene *scene = loaded_scene();

    assert_string_equal(status_of(scene, "analyze schema | head -0"), "0\n");
    assert_string_equal(status_of(scene, "analyze schema --format sql | head -0"), "0\n");
    assert_string_equal(status_of(scene, "analyze schema --format markdown | head -0"), "0\n");
    assert_string_equal(
        status_of(scene,
                  "analyze query --all case.db \"SELECT * FROM members AS a, members AS b\" | head -1 >/dev/null"),
        "0\n");
    /* They end soon, whether rows come or not. */
    assert_string_equal(status_of(scene, scene_text(scene, endless, "x", "head -0")), "0\n");
    assert_string_equal(status_of(scene, scene_text(scene, endless, "max(x)", "true")), "0\n");
    /* What failed for another reason has failed. */
    assert_string_equal(status_of(scene, "analyze query case.db \"SELECT nothing\" 2>/dev/null | true"), "2\n");
    assert_non_null(strstr(sh_fails(scene, 2, "analyze schema >/dev/full"), "No space left"));
    assert_non_null(
        strstr(sh_fails(scene, 2, "analyze query --all case.db 'SELECT * FROM members' >/dev/full"), "No space left"));
    scene_end(scene);
}

TEST(questions_by_name)
{
    struct scene *scene = loaded_scene();

    assert_non_null(strstr(sh_ok(scene, "analyze query case.db @"), "\n@who_has_port "));
    assert_non_null(
        strstr(sh_ok(scene, "analyze query --param port=8080 --format csv case.db @who_has_port"), ",java,"));
    assert_non_null(strstr(sh_ok(scene, "analyze query --format csv case.db @who_has_port port=8080"), ",java,"));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze query case.db 'SELECT 1' port=8080"), "query: want DB [SQL]"));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze query case.db @who_has_port"), "--param port=VALUE"));
    assert_non_null(
        strstr(sh_fails(scene, 2, "analyze query --param prot=1 case.db 'SELECT 1'"), "has no parameter :prot"));
    assert_non_null(strstr(sh_fails(scene, 2, "analyze query --param port case.db 'SELECT 1'"), "NAME=VALUE"));
    assert_string_equal(
        sh_ok(scene, "analyze query --format jsonl --param a=5 --param b=05 case.db 'SELECT :a AS a, $b AS b'"),
        "{\"a\":5,\"b\":\"05\"}\n");
    scene_end(scene);
}

TEST(raw_csv)
{
    struct scene *scene = loaded_scene();

    scene_write(scene, "q.sql", "SELECT '=1+1' AS a, 'x' || char(10) || '\"' AS b, NULL AS c, '' AS d",
                strlen("SELECT '=1+1' AS a, 'x' || char(10) || '\"' AS b, NULL AS c, '' AS d"));
    assert_string_equal(sh_ok(scene, "analyze query --format csv --raw -f q.sql case.db"),
                        "a,b,c,d\n=1+1,\"x\n\"\"\",,\"\"\n");
    assert_string_equal(sh_ok(scene, "analyze query --format csv --null '\\N' -f q.sql case.db"),
                        "a,b,c,d\n'=1+1,\"x\\x0a\"\"\",\\N,\"\"\n");
    assert_non_null(strstr(sh_fails(scene, 2, "analyze query --raw -f q.sql case.db"), "--format csv"));
    scene_end(scene);
}

/* A recipe of the README uses this operator on a column of a narrowed view. */
TEST(json_of_a_narrowed_snapshot)
{
    struct scene *scene = loaded_scene();

    assert_string_equal(
        sh_ok(scene, "analyze query --host leo-ubuntu-20 --format csv case.db \"SELECT DISTINCT net_namespace FROM "
                     "process_open_sockets JOIN snapshots AS n USING (snapshot_id) WHERE net_namespace <> n.meta ->> "
                     "'\\$.self.namespaces.net' AND family = 2\""),
        "net_namespace\n4026532725\n");
    assert_non_null(strstr(sh_ok(scene, "analyze query --host leo-ubuntu-20 case.db @outside_sockets"), "java"));
    scene_end(scene);
}

TEST(database_without_snapshots)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-sshd.tar.zst");
    sh_ok(scene, "sqlite3 case.db 'DELETE FROM archives; DELETE FROM snapshots'");
    assert_non_null(strstr(sh(scene, "analyze query case.db 'SELECT * FROM sockets'").err, "case.db has no snapshot"));
    assert_int_equal(sh(scene, "analyze query case.db 'SELECT * FROM sockets'").status, 0);
    scene_end(scene);
}
