/*
 * Whatever a host, or whoever made a database, writes into a text: no command lets through what changes the terminal, the spreadsheet or the
 * page that it is shown in, in any format, on a terminal or not.
 */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/picture_host.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static const char *const commands[] = {
    "snapshots case.db",
    "netstat -ape case.db --snapshot 1",
    "netstat -rn case.db --snapshot 1",
    "netstat -i case.db --snapshot 1",
    "netstat -s case.db --snapshot 1",
    "ss -aenp case.db --snapshot 1",
    "lsof case.db --snapshot 1",
    "lsof -F case.db --snapshot 1",
    "ps case.db --snapshot 1 aux",
    "ps case.db --snapshot 1 --format json",
    "pstree case.db --snapshot 1",
    "findings case.db",
    "findings case.db --format json",
    "timeline case.db",
    "timeline case.db --format ecs",
    "diff case.db 1 2",
    "history case.db 198.51.100.1",
    "match case.db list",
    "graph case.db --snapshot 1",
    "graph case.db --snapshot 1 --format dot",
    "graph case.db --snapshot 1 --format json",
    "report case.db",
    "query case.db --snapshot 1 @",
    "query case.db --snapshot 1 -f sql",
    "query case.db --snapshot 1 -f sql --format box",
    "query case.db --snapshot 1 -f sql --format line",
    "query case.db --snapshot 1 -f sql --format json",
    "query case.db --snapshot 1 -f sql --format jsonl",
    "query case.db --snapshot 1 -f sql --format markdown",
    "query case.db --snapshot 1 -f sql --format csv",
    "shell case.db --snapshot 1 <sql",
};

/* Columns that no host writes to, and that somebody who makes a database does. */
static const char *const forged[] = { "finding_runs", "key", "finding_rows", "severity",
                                      "finding_rows", "key", "snapshots",    "result" };

/* A line of CSV may have it in a field; and U+FFFE is of harm in XML alone. */
static bool
may_have(const char *command, const char *never)
{
    if (strcmp(never, "\xef\xbf\xbe") == 0)
        return strncmp(command, "report", 6) != 0 && (strncmp(command, "graph", 5) != 0 || strstr(command, "--format"));
    return strcmp(never, "\r") == 0 && strstr(command, "csv");
}

static void
expect_harmless(const char *command, const char *out)
{
    for (const char *const *never = picture_host_never; *never; never++)
        if (strstr(out, *never) && !may_have(command, *never))
            fail_msg("%s: lets %02x %02x through", command, (unsigned char)(*never)[0], (unsigned char)(*never)[1]);
}

TEST(hostile_texts_in_every_command)
{
    static const char sql[] = "SELECT host, note, name, cmdline FROM snapshots, processes LIMIT 9;\n"
                              "SELECT * FROM findings LIMIT 9;\n";

    struct scene *scene = scene_begin();
    const char *text = "";

    for (const char *const *hostile = picture_host_hostile; *hostile; hostile++)
        text = scene_text(scene, "%s%s", text, *hostile);
    picture_host_case(scene, 2, 20, text);
    scene_write(scene, "text", text, strlen(text));
    scene_write(scene, "sql", sql, strlen(sql));
    sh_ok(scene, "echo 198.51.100.1 >list");
    for (size_t i = 0; i < sizeof(forged) / sizeof(forged[0]); i += 2)
        (void)sh(scene, "sqlite3 case.db \"UPDATE %s SET %s = %s || CAST(readfile('text') AS TEXT)\"", forged[i],
                 forged[i + 1], forged[i + 1]); /* a column that is checked takes no such text */
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        struct result result = sh(scene, "analyze %s", commands[i]);

        if (result.status > 2)
            fail_msg("%s: exit %d: %s", commands[i], result.status, result.err);
        expect_harmless(commands[i], result.out);
        expect_harmless(commands[i], result.err);
        /* On a terminal, where NULL is dim and lines end as those of a terminal do. */
        result = sh(scene,
                    "TERM=xterm PAGER= timeout 60 script -qec \"stty cols 60; analyze %s\" /dev/null </dev/null |"
                    " sed 's/\\r*$//; s/^\\^@//; s/\\x1b\\[[02]m//g; s/[^\\x1b]*\\r\\x1b\\[K//g'",
                    commands[i]);
        expect_harmless(commands[i], result.out);
    }
    scene_end(scene);
}
