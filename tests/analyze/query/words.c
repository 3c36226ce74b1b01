/* Notices about comparisons that can never be true. */
#include "tests/support/test.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/query/questions.h"
#include "analyze/query/words.h"
#include "tests/support/database.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

TEST(words_that_a_column_never_holds)
{
    static const char *const cases[][2] = {
        { "SELECT 1 FROM sockets WHERE state = 'ESTAB'",
          "sockets.state is never 'ESTAB': it can be ESTABLISHED, SYN_SENT" },
        { "SELECT 1 FROM process_open_sockets s WHERE s.protocol='tcp'",
          "process_open_sockets.protocol is never 'tcp', but a number: 1 icmp, 6 tcp" },
        { "SELECT 1 FROM process_open_sockets AS s JOIN processes p USING (pid) WHERE s.state IN ('LISTEN', "
          "'LISTENING')",
          "process_open_sockets.state is never 'LISTENING'" },
        { "SELECT 1 FROM main.sockets WHERE state <> 'established'", "sockets.state is never 'established'" },
        { "SELECT 1 FROM sockets WHERE family IS NOT 'inet'", "sockets.family is never 'inet', but a number" },
        { "SELECT 1 FROM sockets WHERE type NOT IN ('TCP')", "sockets.type is never 'TCP'" },
        { "SELECT 1 FROM connections AS c, sockets AS s WHERE c.state = 'LISTEN' AND s.state = 'LISTEN'",
          "connections.state is never 'LISTEN'" },
        { "SELECT 1 FROM inet_sockets WHERE protocol = 'tcp'", "inet_sockets.protocol is never 'tcp', but a number" },
        { "SELECT 1 FROM inet_sockets WHERE state = 'ESTAB'", "inet_sockets.state is never 'ESTAB'" },
        { "SELECT 1 FROM inet_sockets WHERE remote_class = 'internet'",
          "inet_sockets.remote_class is never 'internet'" },
        { "SELECT 1 FROM processes WHERE state = 'running'", "processes.state is never 'running': it can be R, S" },
        { "WITH s AS (SELECT * FROM sockets) SELECT 1 FROM s WHERE state = 'ESTAB'", "sockets.state is never 'ESTAB'" },
        { "SELECT 1 FROM sockets WHERE protocol_name = 'TCP'",
          "sockets.protocol_name is never 'TCP': it can be tcp, udp" },
        { "SELECT 1 FROM connections WHERE protocol_name = '6'",
          "connections.protocol_name is never '6': it can be tcp" },
        { "SELECT 1 FROM listening_ports WHERE family_name = 'ipv4'",
          "listening_ports.family_name is never 'ipv4': it can be inet, inet6, netlink" },
        { "SELECT sockets.inode FROM sockets WHERE sockets.ownership = 'none'", "sockets.ownership is never 'none'" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *text = words_find(slice_of(cases[i][0]));

        if (!text || strncmp(text, cases[i][1], strlen(cases[i][1])) != 0)
            fail_msg("%s: %s", cases[i][0], text ? text : "nothing");
        free(text);
    }
}

/* Right, or of something that is not certain. */
TEST(words_of_which_nothing_is_said)
{
    static const char *const statements[] = {
        "SELECT 1 FROM sockets WHERE state = 'LISTEN' AND protocol = '6' AND family = 2",
        "SELECT 1 FROM process_open_sockets WHERE state <> ''",
        "SELECT 1 FROM etc_services WHERE protocol = 'tcp'",
        "SELECT 1 FROM listening_ports AS l JOIN etc_services AS s ON s.port = l.port WHERE s.protocol = 'tcp'",
        "SELECT 1 FROM sockets AS s JOIN etc_services AS e WHERE protocol = 'tcp'",
        "SELECT 1 FROM processes WHERE state = 'R'",
        "SELECT 1 FROM sockets, processes WHERE state = 'R'",
        "SELECT lower(state) AS state FROM sockets WHERE state = 'listen'",
        "WITH t AS (SELECT lower(state) AS state FROM sockets) SELECT 1 FROM t WHERE state = 'listen'",
        "WITH t (state) AS (SELECT lower(state) FROM sockets) SELECT 1 FROM t WHERE state = 'listen'",
        "WITH t AS (SELECT lower(state) state FROM sockets) SELECT 1 FROM t WHERE t.state = 'listen'",
        "WITH sockets AS (SELECT 'x' AS a) SELECT 1 FROM sockets WHERE state = 'x'",
        "SELECT 1 FROM (SELECT 'a' AS type) AS s, sockets WHERE s.type = 'a'",
        "SELECT 1 FROM sockets WHERE lower(state) = 'listen'",
        "SELECT 1 FROM sockets WHERE state = 'listen' COLLATE NOCASE",
        "SELECT 1 FROM sockets WHERE state = 'LIST' || 'EN'",
        "SELECT 1 FROM sockets WHERE state COLLATE NOCASE = 'listen'",
        "SELECT 1 FROM sockets WHERE state LIKE 'EST%'",
        "SELECT 'state = ''ESTAB''' FROM sockets -- WHERE state = 'ESTAB'",
        "SELECT 1 FROM sockets, json_each('[]') WHERE type = 'true'",
    };

    for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
        char *text = words_find(slice_of(statements[i]));

        if (text)
            fail_msg("%s: %s", statements[i], text);
    }
}

/* No published question, fixture's question, recipe or named question is wrong in this way. */
TEST(words_of_queries_that_are_right)
{
    struct scene *scene = scene_begin();
    char *text = sh_ok(scene, "cat $TOP/tests/published/*.sql $TOP/fixtures/*/expected.sql $TOP/analyze/sql/guide.sql");
    size_t count = 0;

    for (char *end; *text; text = end + strspn(end, ";")) {
        char *found;

        end = text + strcspn(text, ";");
        found = words_find((struct slice){ text, (size_t)(end - text) });
        if (found)
            fail_msg("%.*s: %s", (int)(end - text), text, found);
        count++;
    }
    assert_in_range(count, 200, 10000);
    for (const struct question *question = questions; question->name; question++)
        assert_null(words_find(slice_of(question->sql)));
    scene_end(scene);
}

/* What families and protocols are called is written in the table sockets: its words are those of the list, and no others. */
TEST(words_of_families_and_protocols)
{
    sqlite3 *db = database_host();
    const char *tables, *column, *words;
    size_t checked = 0;

    database_run(db, "WITH RECURSIVE n (n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM n WHERE n < 65535)"
                     "INSERT INTO sockets (snapshot_id, member_id, line, inode, family, protocol, ownership, seen)"
                     " SELECT 1, 1, 1, 0, n, 0, 'owned', 'before' FROM n WHERE n < 256 UNION ALL"
                     " SELECT 1, 1, 1, 0, f.value, n, 'owned', 'before' FROM json_each('[2, 10, 16, 17]') AS f, n");
    for (size_t i = 0; words_entry(i, &tables, &column, &words); i++) {
        char *sql, *wrong;

        if (!strstr(tables, "sockets process_open_sockets") || !strstr(column, "_name"))
            continue;
        sql =
            sqlite3_mprintf("WITH listed AS (SELECT value FROM json_each('[\"' || replace(%Q, ' ', '\",\"') || '\"]')),"
                            " have AS (SELECT DISTINCT \"%w\" AS value FROM sockets WHERE \"%w\" IS NOT NULL)"
                            "SELECT value FROM have WHERE value NOT IN listed UNION ALL "
                            "SELECT value FROM listed WHERE value NOT IN have",
                            words, column, column);
        wrong = database_text(db, sql);
        if (wrong)
            fail_msg("%s: %s", column, wrong);
        sqlite3_free(sql);
        checked++;
    }
    assert_int_equal(checked, 2);
    sqlite3_close(db);
}

/* The words that a column has in the fixtures are all in the list, and each column is one. */
TEST(words_are_those_of_the_fixtures)
{
    struct scene *scene = scene_begin();
    const char *tables, *column, *words;

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/*.tar.zst");
    for (size_t i = 0; words_entry(i, &tables, &column, &words); i++)
        for (size_t len; *tables; tables += len + (tables[len] == ' ')) {
            char *rows;

            len = strcspn(tables, " ");
            rows = query(scene, "case.db",
                         "SELECT DISTINCT \"%w\" FROM \"%.*s\" WHERE \"%w\" <> '' AND instr(' ' || %Q || ' ', ' ' || "
                         "\"%w\" || ' ') = 0",
                         column, (int)len, tables, column, words ? words : "", column);
            if (words && *rows)
                fail_msg("%.*s.%s can also be %s", (int)len, tables, column, rows);
        }
    scene_end(scene);
}
