/*
 * collect: copies what the kernel says about sockets, descriptors and processes into one archive.  See docs/collect.1.
 *
 * Only this file prints messages and ends the program.
 */
#include "collect/base/clock.h"
#include "collect/base/escape.h"
#include "collect/host/available.h"
#include "collect/rounds.h"
#include "collect/run.h"
#include "collect/signing.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum exit_code { EXIT_COMPLETE = 0, EXIT_PARTIAL = 1, EXIT_NOTHING = 2 };

/* Progress is shown on a terminal only, and only once a run takes longer than a second; in nanoseconds. */
#define PROGRESS_AFTER (NANOSECONDS)
#define PROGRESS_EVERY (NANOSECONDS / 5)

struct console {
    const struct options *options;
    bool terminal;
    bool shown;   /* a progress line is on the screen */
    uint64_t due; /* when to show the next progress line: monotonic, nanoseconds */
};

/*
 * Writes a line to standard error.  The line is escaped, because parts of it come from the host.  Without memory a
 * fixed text is written instead.  Errors of writing are ignored: there is nowhere to report them.
 */
static void
say(struct console *console, const struct bytes *text)
{
    static const char no_memory[] = "collect: out of memory\n";
    struct bytes line = { 0 };

    if (console->shown)
        bytes_text(&line, "\r\033[K");
    console->shown = false;
    escape_ascii(&line, text->data, text->len);
    bytes_byte(&line, '\n');
    if (text->failed || line.failed)
        (void)fwrite(no_memory, 1, sizeof(no_memory) - 1, stderr);
    else
        (void)fwrite(line.data, 1, line.len, stderr);
    bytes_free(&line);
}

static void
on_progress(void *context, const char *phase, size_t begun, size_t count, const struct totals *totals)
{
    struct console *console = context;
    uint64_t now;

    if (!console->terminal || console->options->quiet)
        return;
    now = clock_monotonic();
    if (now < console->due)
        return;
    console->due = now + PROGRESS_EVERY;
    console->shown = true;
    (void)fprintf(stderr, "\r\033[Kcollect: %s %zu/%zu, %llu descriptors, %llu MB", phase, begun, count,
                  (unsigned long long)totals->descriptors, (unsigned long long)(totals->bytes >> 20));
}

static void
on_refused(void *context, const struct attempt *a)
{
    struct console *console = context;
    struct bytes line = { 0 };

    if (!console->options->verbose)
        return;
    bytes_format(&line, "collect: %s: ", state_name(a->state));
    bytes_append(&line, a->source.data, a->source.len);
    if (a->error) {
        bytes_text(&line, ": ");
        error_name(&line, a->error);
    }
    if (a->reason.len > 0) {
        bytes_text(&line, ": ");
        bytes_append(&line, a->reason.data, a->reason.len);
    }
    say(console, &line);
    bytes_free(&line);
}

static const int stop_signals[] = { SIGINT, SIGTERM, SIGHUP };

/*
 * Blocks the signals that end a run.  on_interrupted checks whether one is pending, so no handler is needed.  A signal
 * that was ignored when collect was started (nohup) stays ignored.
 */
static void
prepare_signals(void)
{
    struct sigaction action;
    sigset_t set;

    sigemptyset(&set);
    for (size_t i = 0; i < sizeof(stop_signals) / sizeof(stop_signals[0]); i++)
        if (sigaction(stop_signals[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&set, stop_signals[i]);
    sigprocmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN); /* write(2) then returns EPIPE */
    signal(SIGXFSZ, SIG_IGN); /* write(2) then returns EFBIG */
}

static bool
on_interrupted(void *context)
{
    sigset_t pending;

    (void)context;
    if (sigpending(&pending) != 0)
        return false;
    for (size_t i = 0; i < sizeof(stop_signals) / sizeof(stop_signals[0]); i++)
        if (sigismember(&pending, stop_signals[i]) == 1)
            return true;
    return false;
}

static void
say_summary(struct console *console, const struct summary *s, const char *target)
{
    struct bytes line = { 0 };

    bytes_format(&line, "collect: %s: %s, %llu processes, %llu descriptors (%llu of sockets), ",
                 target ? target : "standard output", s->result, (unsigned long long)s->totals.processes,
                 (unsigned long long)s->totals.descriptors, (unsigned long long)s->totals.sockets);
    bytes_format(&line, "%zu sockets in tables, %llu namespaces, ", s->sockets,
                 (unsigned long long)s->totals.namespaces);
    /* As analyze counts them: what was captured, without the manifest. */
    bytes_format(&line, "%llu members, %llu bytes in %llu.%02llu s",
                 (unsigned long long)(s->totals.members - s->segments), (unsigned long long)s->written,
                 (unsigned long long)(s->took / NANOSECONDS),
                 (unsigned long long)(s->took % NANOSECONDS / (NANOSECONDS / 100)));
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (s->totals.states[i] > 0 && !state_is_complete((enum snapshot_state)i))
            bytes_format(&line, ", %llu %s", (unsigned long long)s->totals.states[i],
                         state_name((enum snapshot_state)i));
    bytes_format(&line, ", sha256 %s", s->sha256);
    say(console, &line);
    bytes_free(&line);
}

/* Prints the error, and which part of the output is usable. */
static void
say_error(struct console *console, struct error *error, const struct summary *s, struct output *output)
{
    struct bytes line = { 0 };

    bytes_format(&line, "collect: %s", error->text.failed ? "out of memory" : bytes_string(&error->text));
    if (s->segments > 0) {
        bytes_text(&line, "; ");
        bytes_text(&line, output->temporary.len > 0 ? bytes_string(&output->temporary) : "what was written");
        bytes_format(&line, " is whole up to manifest segment %u", s->segments - 1);
    }
    say(console, &line);
    bytes_free(&line);
}

/* The only option that changes something on the host. */
static void
say_what_changes(struct console *console)
{
    struct bytes line = { 0 };

    bytes_text(&line, "collect: --probe-ports changes the host for a moment: it binds each free port of TCP and UDP");
    say(console, &line);
    bytes_free(&line);
}

/* The snapshot is there, so this is no reason to say that there is none. */
static enum exit_code
not_signed(struct console *console, const struct error *error)
{
    struct bytes line = { 0 };

    bytes_text(&line, "collect: ");
    bytes_append(&line, error->text.data, error->text.len);
    line.failed |= error->text.failed;
    say(console, &line);
    bytes_free(&line);
    return EXIT_PARTIAL;
}

/* The run takes little memory, because somebody asked for it or because there is little. */
static void
say_low_memory(struct console *console, const struct options *options)
{
    struct bytes line = { 0 };

    bytes_text(&line, "collect: low memory");
    if (options->available < UINT64_MAX)
        bytes_format(&line, " (%llu MiB to be had)", (unsigned long long)(options->available >> 20));
    bytes_format(&line, ": one worker, and tables of more than %llu KiB are cut (see --limit %s)",
                 (unsigned long long)(options->limits.table_bytes.most >> 10), options->limits.table_bytes.name);
    say(console, &line);
    bytes_free(&line);
}

/* Looks how much memory there is, and bounds the run if that is little. */
static void
choose_memory(struct options *options, struct console *console)
{
    options->available = memory_available(options->timeout * 1000);
    options->low_memory = options->low_memory || options->available < LIMIT_LOW_MEMORY;
    if (!options->low_memory)
        return;
    limits_economize(&options->limits);
    if (!options->quiet)
        say_low_memory(console, options);
}

static enum exit_code
collect(const struct options *wanted, struct console *console)
{
    struct options chosen = *wanted;
    const struct options *options = &chosen;
    struct observer observer = { console, on_progress, on_refused, on_interrupted };
    struct output output = { .fd = -1 };
    struct summary summary = { 0 };
    struct signing signing;
    struct error error = { 0 };
    enum exit_code code = EXIT_NOTHING;

    choose_memory(&chosen, console);
    if (options->probe_ports && !options->quiet)
        say_what_changes(console);
    if (signing_open(&signing, options, &error) != 0 ||
        collect_run(options, &observer, &output, &summary, &error) != 0 || output_commit(&output, &error) != 0) {
        say_error(console, &error, &summary, &output);
    } else {
        if (!options->quiet)
            say_summary(console, &summary, options->output);
        code = strcmp(summary.result, "complete") == 0 ? EXIT_COMPLETE : EXIT_PARTIAL;
        if (signing_commit(&signing, &summary, &error) != 0)
            code = not_signed(console, &error);
    }
    signing_close(&signing);
    output_close(&output, summary.segments > 0);
    summary_free(&summary);
    bytes_free(&error.text);
    return code;
}

/* Prints an error that occurred before any output was opened. */
static enum exit_code
fail(struct console *console, struct error *error)
{
    struct summary none = { 0 };
    struct output output = { .fd = -1 };

    say_error(console, error, &none, &output);
    bytes_free(&error->text);
    return EXIT_NOTHING;
}

/* Prints the text of --help or --version, and frees it. */
static enum exit_code
print(struct console *console, struct bytes *text)
{
    struct error error = { 0 };

    bool failed = text->failed;

    if (failed)
        error_set(&error, "out of memory");
    else if (fwrite(text->data, 1, text->len, stdout) != text->len || fflush(stdout) != 0)
        failed = error_errno(&error, errno, "cannot write to standard output") != 0;
    bytes_free(text);
    return failed ? fail(console, &error) : EXIT_COMPLETE;
}

static int
take_round(void *context, const struct options *options)
{
    struct console *console = context;

    console->due = clock_monotonic() + PROGRESS_AFTER;
    return (int)collect(options, console);
}

static void
on_late(void *context, uint64_t nanoseconds)
{
    struct bytes line = { 0 };

    bytes_format(&line, "collect: the interval is not kept: the next round begins %llu.%02llu s late",
                 (unsigned long long)(nanoseconds / NANOSECONDS),
                 (unsigned long long)(nanoseconds % NANOSECONDS / (NANOSECONDS / 100)));
    say(context, &line);
    bytes_free(&line);
}

static enum exit_code
collect_rounds(const struct options *options, struct console *console)
{
    struct rounds rounds = { options, console, take_round, on_interrupted, on_late };
    struct error error = { 0 };
    int code;

    return rounds_run(&rounds, &code, &error) == 0 ? (enum exit_code)code : fail(console, &error);
}

int
main(int argc, char *argv[])
{
    struct options options;
    struct console console = { .options = &options, .terminal = isatty(STDERR_FILENO) == 1 };
    struct error error = { 0 };
    struct bytes text = { 0 };
    struct sign_key key;
    enum exit_code code;

    prepare_signals();
    console.due = clock_monotonic() + PROGRESS_AFTER;
    if (options_parse(&options, argc, argv, &error) != 0)
        return (int)fail(&console, &error);
    if (options.help) {
        options_help(&text);
        return (int)print(&console, &text);
    }
    if (options.version) {
        bytes_text(&text, "collect " STILLFRAME_VERSION "\n");
        return (int)print(&console, &text);
    }
    if (options.sign && sign_key_read(&key, options.sign, &error) != 0)
        return (int)fail(&console, &error);
    options.key = options.sign ? &key : NULL;
    code = options.every ? collect_rounds(&options, &console) : collect(&options, &console);
    sign_key_forget(&key);
    return (int)code;
}
