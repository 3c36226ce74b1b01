#include "analyze/shell/terminal.h"

#include <errno.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <histedit.h>

#include "analyze/base/escape.h"
#include "analyze/shell/columns.h"
#include "analyze/shell/complete.h"

/* More possibilities than these are not listed. */
#define LISTED_MAX 200

struct terminal {
    struct shell *shell;
    struct input input;
    EditLine *editor;
    struct line_history *history;
    char *prompt;
    char *line;
    int signals; /* SIGINT and SIGWINCH, which are blocked, arrive here */
    sigset_t mask;
    bool cancelled;
};

static struct terminal *
terminal_of(EditLine *editor)
{
    struct terminal *terminal = NULL;

    if (el_get(editor, EL_CLIENTDATA, &terminal) || !terminal)
        die("libedit lost its client");
    return terminal;
}

static char *
prompt(EditLine *editor)
{
    return terminal_of(editor)->prompt;
}

/* Takes a signal; false for Ctrl-C. */
static bool
take_signal(struct terminal *terminal)
{
    struct signalfd_siginfo signal;

    if (read(terminal->signals, &signal, sizeof(signal)) != (ssize_t)sizeof(signal))
        return true;
    if (signal.ssi_signo == SIGINT)
        return false;
    el_resize(terminal->editor);
    return true;
}

/* Reads a byte: 1, 0 at the end of the input, -1 for Ctrl-C and errors. */
static int
read_byte(struct terminal *terminal, char *byte)
{
    for (;;) {
        struct pollfd fds[] = { { terminal->signals, POLLIN, 0 }, { STDIN_FILENO, POLLIN, 0 } };
        ssize_t count;

        if (poll(fds, 2, -1) < 0 && errno != EINTR)
            return -1;
        if (fds[0].revents && !take_signal(terminal)) {
            terminal->cancelled = true;
            return -1;
        }
        if (!fds[1].revents)
            continue;
        count = read(STDIN_FILENO, byte, 1);
        if (count >= 0 || errno != EINTR)
            return (int)count;
    }
}

/* EL_GETCFN: the next character, as libedit's own function reads it.  A byte that is no UTF-8 is left out. */
static int
read_character(EditLine *editor, wchar_t *character)
{
    struct terminal *terminal = terminal_of(editor);
    mbstate_t state = { 0 };
    char byte;

    for (;;) {
        int count = read_byte(terminal, &byte);
        size_t used;

        if (count <= 0)
            return count;
        used = mbrtowc(character, &byte, 1, &state);
        if (used <= 1)
            return 1;
        if (used == (size_t)-1)
            state = (mbstate_t){ 0 };
    }
}

static void
list(struct terminal *terminal, const struct words *words)
{
    putchar('\n');
    if (words->count > LISTED_MAX)
        printf("%zu possibilities: type more of it\n", words->count);
    else
        columns_print(stdout, words);
    (void)fflush(stdout); /* main.c looks at the stream */
    (void)terminal;
}

/* Puts what all possibilities have in common in the place of what was typed. */
static unsigned char
replace(EditLine *editor, const struct words *words, size_t typed)
{
    char *text = xasprintf("%.*s%s", (int)complete_common(words), words->list[0], words->count == 1 ? " " : "");
    int rc;

    el_deletestr(editor, (int)typed);
    rc = el_insertstr(editor, text);
    free(text);
    return rc ? CC_ERROR : CC_REFRESH;
}

/* The Tab key. */
static unsigned char
on_tab(EditLine *editor, int character)
{
    struct terminal *terminal = terminal_of(editor);
    const LineInfo *info = el_line(editor);
    struct slice before = { info->buffer, (size_t)(info->cursor - info->buffer) };
    struct words words = { 0 };
    unsigned char result = CC_ERROR;
    size_t typed = complete(terminal->shell, before, &words);

    (void)character;
    if (typed == 0 && before.len > 0 && before.ptr[0] != '.') {
        result = el_insertstr(editor, "\t") ? CC_ERROR : CC_REFRESH;
    } else if (words.count == 1 || (words.count > 1 && complete_common(&words) > typed)) {
        result = replace(editor, &words, typed);
    } else if (words.count > 1) {
        list(terminal, &words);
        result = CC_REDISPLAY;
    }
    words_free(&words);
    return result;
}

/* "web, snapshot 3> ", and "   ...> " while a statement is begun.  The name is the host's, and may be anything. */
static void
set_prompt(struct terminal *terminal, bool begun)
{
    char *label = shell_scope_label(terminal->shell), *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        die("out of memory");
    escape_write(out, slice_of(begun ? "   ..." : label));
    fputs("> ", out);
    if (fclose(out))
        die("out of memory");
    free(label);
    free(terminal->prompt);
    terminal->prompt = text;
}

static enum input_kind
next(struct input *input, bool begun, const char **line)
{
    struct terminal *terminal = input->context;
    const char *text;
    int len = 0;

    set_prompt(terminal, begun);
    terminal->cancelled = false;
    (void)el_set(terminal->editor, EL_PREP_TERM, 1); /* before the prompt: whoever sees it may press any key */
    text = el_gets(terminal->editor, &len);
    if (terminal->cancelled) {
        puts("^C");
        return INPUT_CANCELLED;
    }
    if (!text || len <= 0) {
        putchar('\n'); /* the next prompt, that of another program, begins a line */
        return INPUT_END;
    }
    free(terminal->line);
    terminal->line = xstrndup(text, strcspn(text, "\n"));
    if (terminal->line[strspn(terminal->line, " \t")])
        line_history_add(terminal->history, terminal->line);
    *line = terminal->line;
    return INPUT_LINE;
}

/* Ctrl-C is read where it is waited for: here while somebody types, in the sandbox while a statement runs. */
static int
take_signals(struct terminal *terminal, struct error *error)
{
    sigset_t signals;

    if (sigemptyset(&signals) || sigaddset(&signals, SIGINT) || sigaddset(&signals, SIGWINCH) ||
        sigprocmask(SIG_BLOCK, &signals, &terminal->mask))
        return error_set(error, "signals: %s", strerror(errno));
    terminal->signals = signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
    return terminal->signals < 0 ? error_set(error, "signals: %s", strerror(errno)) : 0;
}

static int
prepare(struct terminal *terminal, struct error *error)
{
    EditLine *editor;

    /* The same everywhere: nothing but the terminal depends on it. */
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        (void)setlocale(LC_CTYPE, "C"); /* then the shell takes ASCII */
    editor = terminal->editor = el_init("analyze", stdin, stdout, stderr);
    if (!editor)
        return error_set(error, "the terminal cannot be used");
    if (el_set(editor, EL_CLIENTDATA, terminal) || el_set(editor, EL_PROMPT, prompt) ||
        el_set(editor, EL_EDITOR, "emacs") || el_set(editor, EL_GETCFN, read_character) ||
        el_set(editor, EL_HIST, history, terminal->history->lines) ||
        el_wset(editor, EL_ADDFN, L"stillframe-complete", L"Complete the word", on_tab) ||
        el_set(editor, EL_BIND, "^I", "stillframe-complete", NULL) ||
        el_set(editor, EL_BIND, "^R", "em-inc-search-prev", NULL))
        return error_set(error, "the terminal cannot be prepared");
    return 0;
}

static void
greet(const struct shell *shell)
{
    char *label = shell_scope_label(shell);

    escape_write(stdout, slice_of(shell->path));
    fputs(": ", stdout);
    escape_write(stdout, slice_of(label));
    puts(".  SQL ends with a semicolon; .help lists the commands, .quit ends.");
    free(label);
}

struct terminal *
terminal_open(struct shell *shell, struct line_history *history, struct error *error)
{
    struct terminal *terminal = xmalloc(sizeof(*terminal));

    *terminal = (struct terminal){ .shell = shell, .history = history, .signals = -1 };
    terminal->input = (struct input){ .context = terminal, .next = next };
    if (take_signals(terminal, error) || prepare(terminal, error)) {
        terminal_close(terminal);
        return NULL;
    }
    greet(shell);
    return terminal;
}

/* A Ctrl-C that came too late is dropped: it would end the program as it takes its leave. */
void
terminal_close(struct terminal *terminal)
{
    if (terminal->editor)
        el_end(terminal->editor);
    if (terminal->signals >= 0) {
        while (poll(&(struct pollfd){ terminal->signals, POLLIN, 0 }, 1, 0) > 0)
            (void)take_signal(terminal);
        (void)close(terminal->signals);
        (void)sigprocmask(SIG_SETMASK, &terminal->mask, NULL);
    }
    free(terminal->prompt);
    free(terminal->line);
    free(terminal);
}

struct input *
terminal_input(struct terminal *terminal)
{
    return &terminal->input;
}
