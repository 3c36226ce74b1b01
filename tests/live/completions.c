/* What the shells complete: commands, options and values of both programs, as the tables of options have them. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/pty.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* In a shell's own file of commands: a prompt to wait for, and programs that say what they were given. */
#define PROGRAMS "analyze() { echo \"got:$*.\"; }\ncollect() { echo \"got:$*.\"; }\nPS1='ready> '\n"

static const struct {
    const char *typed;
    const char *got;
} lines[] = {
    { "analyze snapsh\t\n", "got:snapshots." },
    { "analyze findings --for\tmarkd\t\n", "got:findings --format" },
    { "analyze findings --format markd\t\n", "got:findings --format markdown." },
    { "analyze findings --format=markd\t\n", "got:findings --format=markdown." },
    { "analyze findings --explain hidden_pro\t\n", "got:findings --explain hidden_process." },
    { "analyze report --section cont\t\n", "got:report --section containers." },
    { "analyze query @who_has_p\t\n", "got:query @who_has_port." },
    { "analyze query case_of_test.db @who_has_p\t\n", "got:query case_of_test.db @who_has_port." },
    { "analyze help extr\t\n", "got:help extract." },
    { "analyze help lim\t\n", "got:help limits." },
    { "analyze help confi\t\n", "got:help confinement." },
    { "analyze load case_of_\t\n", "got:load case_of_test.db." },
    { "analyze report -o case_of_\t\n", "got:report -o case_of_test.db." },
    { "collect --save\t\n", "got:--save-deleted." },
    { "collect --compress gz\t\n", "got:--compress gzip." },
    { "collect -o case_of_\t\n", "got:-o case_of_test.db." },
};

/* What is typed at a shell gives these words. */
static void
completes(struct scene *scene, const char *command)
{
    struct pty *pty;

    scene_write(scene, "case_of_test.db", "", 0);
    pty = pty_start(scene, "%s", command);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        pty_expect(pty, "ready> ");
        pty_type(pty, lines[i].typed);
        pty_expect(pty, "got:");
        pty_expect(pty, ".");
        if (!strstr(pty_output(pty), lines[i].got))
            fail_msg("want %s of %s, have %s", lines[i].got, lines[i].typed, pty_output(pty));
    }
    pty_expect(pty, "ready> ");
    pty_type(pty, "exit\n");
    assert_int_equal(pty_end(pty), 0);
}

TEST(completions_of_bash)
{
    static const char rc[] = "for p in analyze collect; do . $STILLFRAME_BUILD/completions/bash/$p; done\n" PROGRAMS;
    struct scene *scene = scene_begin();

    scene_write(scene, "rc", rc, strlen(rc));
    completes(scene, "bash --rcfile rc -i");
    scene_end(scene);
}

TEST(completions_of_zsh)
{
    static const char rc[] =
        "fpath=($STILLFRAME_BUILD/completions/zsh $fpath)\nautoload -Uz compinit\ncompinit -u -D\n" PROGRAMS;
    struct scene *scene = scene_begin();

    scene_write(scene, ".zshrc", rc, strlen(rc));
    completes(scene, "env ZDOTDIR=. zsh -d -i");
    scene_end(scene);
}

/* The words that fish offers, one a line, without their explanations. */
static void
fish_offers(struct scene *scene, const char *line, const char *words)
{
    struct result result = sh(
        scene,
        "HOME=. fish --no-config -c 'for p in analyze collect; source $STILLFRAME_BUILD/completions/fish/$p.fish; end;"
        " complete -C \"%s\"' | cut -f 1",
        line);

    assert_string_equal(result.err, "");
    if (strcmp(result.out, words) != 0)
        fail_msg("%s: want %s, have %s", line, words, result.out);
}

TEST(completions_of_fish)
{
    struct scene *scene = scene_begin();

    scene_write(scene, "case_of_test.db", "", 0);
    fish_offers(scene, "analyze snapsh", "snapshots\n");
    fish_offers(scene, "analyze findings --for", "--format\n");
    fish_offers(scene, "analyze findings --format json", "json\njsonl\n");
    fish_offers(scene, "analyze findings --explain hidden_pro", "hidden_process\n");
    fish_offers(scene, "analyze report --section cont", "containers\n");
    fish_offers(scene, "analyze query @who_has_p", "@who_has_port\n");
    fish_offers(scene, "analyze help lim", "limits\n");
    fish_offers(scene, "analyze help ex", "examples\nexit\nextract\n");
    fish_offers(scene, "analyze load case_of_", "case_of_test.db\n");
    fish_offers(scene, "collect --save", "--save-deleted\n");
    fish_offers(scene, "collect --compress g", "gzip\n");
    fish_offers(scene, "collect -o case_of_", "case_of_test.db\n");
    scene_end(scene);
}

/* What is offered as a value is one: a list in a help that is no list of values would be found here. */
TEST(completions_offer_values_that_are_taken)
{
    struct scene *scene = scene_begin();
    struct result result;

    sh_usable(scene, "analyze load case.db $STILLFRAME_BUILD/fixtures/seed-netcat-8321.tar.zst");
    result =
        sh(scene, "sed -n 's/^complete -c analyze -n .__fish_seen_subcommand_from \\([a-z]*\\).* -l \\([a-z]*\\) -x -a "
                  "'\\''\\([^'\\'']*\\)'\\''.*/\\1 \\2 \\3/p' $STILLFRAME_BUILD/completions/fish/analyze.fish |\n"
                  "while read -r command option values; do\n"
                  "    for value in $values; do\n"
                  "        case $command:$option in\n"
                  "        schema:* | findings:explain) set -- ;;\n"
                  "        history:*) set -- case.db 1 ;;\n"
                  "        match:*) set -- case.db /dev/null ;;\n"
                  "        prove:*) set -- case.db 127.0.0.1:1 --archive /dev/null ;;\n"
                  "        *) set -- case.db ;;\n"
                  "        esac\n"
                  "        echo tried\n"
                  "        analyze $command --$option=$value \"$@\" </dev/null 2>&1 >/dev/null |\n"
                  "            grep -iE \"format|kind|section|check|$value\" | grep -v 'history: 1 is no'\n"
                  "    done\n"
                  "done | sort | uniq -c");
    assert_string_equal(result.err, "");
    if (strstr(result.out, "analyze:"))
        fail_msg("%s", result.out);
    assert_non_null(strstr(result.out, "tried"));
    scene_end(scene);
}
