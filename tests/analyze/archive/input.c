#include "tests/support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "analyze/archive/input.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"

/* Reads all of an input in pieces of `step`, and compares with what should come. */
static struct input_facts
read_input(struct slice bytes, struct slice expected, size_t step, char *have, size_t have_size)
{
    struct memory_file file = sample_file(bytes);
    struct error error = { 0 };
    struct buffer out = { 0 };
    struct input_facts facts;
    struct input *input;
    char piece[4096];
    size_t count;

    assert_int_equal(input_open(file.path, &input, &error), 0);
    while ((count = input_read(input, piece, step)) > 0)
        buffer_add(&out, piece, count);
    assert_int_equal(input_read(input, piece, step), 0);
    facts = input_finish(input);
    assert_int_equal(facts.bytes, bytes.len);
    if (facts.have)
        strncpy(have, facts.have, have_size - 1);
    facts.have = have;
    assert_int_equal(out.len, expected.len);
    assert_memory_equal(buffer_slice(&out).ptr, expected.ptr, expected.len);
    input_close(input);
    buffer_free(&out);
    close(file.fd);
    return facts;
}

/* Text that compresses, but not to nothing: `len` bytes. */
static struct buffer
text_of(size_t len)
{
    struct buffer text = { .ptr = malloc(len), .len = len, .size = len };
    uint32_t random = 1;

    assert_non_null(text.ptr);
    for (size_t i = 0; i < len; i++) {
        random = random * 1664525 + 1013904223;
        text.ptr[i] = (char)('a' + (random >> 29));
    }
    return text;
}

TEST(input_of_every_compression)
{
    struct buffer text = text_of(700000);
    struct buffer zstd = sample_zstd(buffer_slice(&text)), gzip = sample_gzip(buffer_slice(&text));
    const struct buffer *inputs[] = { &text, &zstd, &gzip };
    char have[100] = "";

    for (size_t i = 0; i < 3; i++)
        for (size_t step = 1; step <= 4096; step *= 16)
            assert_null(read_input(buffer_slice(inputs[i]), buffer_slice(&text), step, have, sizeof(have)).want);
    buffer_free(&text);
    buffer_free(&zstd);
    buffer_free(&gzip);
}

TEST(input_knows_its_digest)
{
    char have[100] = "";
    struct input_facts facts = read_input(slice_of("abc"), slice_of("abc"), 2, have, sizeof(have));

    assert_string_equal(facts.sha256.hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(input_reads_to_the_end_of_the_file)
{
    struct buffer zstd = sample_zstd(slice_of("abc")), gzip = sample_gzip(slice_of("abc"));
    char have[100] = "";
    struct input_facts facts;

    buffer_add(&zstd, "\0\0\0", 3);
    buffer_add(&gzip, "x", 1);
    facts = read_input(buffer_slice(&zstd), slice_of("abc"), 64, have, sizeof(have));
    assert_string_equal(facts.want, "the end of the file after the compressed data");
    assert_string_equal(have, "3 bytes more");
    facts = read_input(buffer_slice(&gzip), slice_of("abc"), 64, have, sizeof(have));
    assert_string_equal(facts.want, "the end of the file after the compressed data");
    buffer_free(&zstd);
    buffer_free(&gzip);
}

enum { WANT_SIZE = 200 };

/* What was wrong is text of the input, which is about to be closed. */
static void
keep_want(char want[WANT_SIZE], const char *text)
{
    assert_true(snprintf(want, WANT_SIZE, "%s", text ? text : "") < WANT_SIZE);
}

/* How much of a cut or damaged file comes out. */
static size_t
decoded(struct slice bytes, char want[WANT_SIZE])
{
    struct memory_file file = sample_file(bytes);
    struct error error = { 0 };
    struct input *input;
    char piece[4096];
    size_t total = 0, count;

    assert_int_equal(input_open(file.path, &input, &error), 0);
    while ((count = input_read(input, piece, sizeof(piece))) > 0)
        total += count;
    keep_want(want, input_finish(input).want);
    input_close(input);
    close(file.fd);
    return total;
}

/* A zstd block holds 128 KiB: no more than one may be lost at a cut or at damage, whatever comes before it. */
TEST(input_loses_no_block_before_the_damage)
{
    struct buffer text = text_of(1000000);
    struct buffer zstd = sample_zstd(buffer_slice(&text));
    char want[WANT_SIZE];

    for (size_t cut = 1000; cut < zstd.len; cut += 7919) {
        size_t whole = (size_t)((double)cut / (double)zstd.len * 1000000);
        size_t total = decoded((struct slice){ zstd.ptr, cut }, want);

        assert_string_equal(want, "the end of the zstd frame");
        assert_true(total + 140000 > whole);
        zstd.ptr[cut] ^= 0x55;
        total = decoded(buffer_slice(&zstd), want);
        assert_string_not_equal(want, "");
        assert_true(total + 140000 > whole);
        zstd.ptr[cut] ^= 0x55;
    }
    buffer_free(&text);
    buffer_free(&zstd);
}

/* Zeros that compress to next to nothing. */
static void check_bomb(struct buffer (*compress)(struct slice))
{
    struct buffer zeros = { .ptr = calloc(1, 200 << 20), .len = 200 << 20, .size = 200 << 20 };
    struct buffer bomb;
    char want[WANT_SIZE];

    assert_non_null(zeros.ptr);
    bomb = compress(buffer_slice(&zeros));
    assert_true(decoded(buffer_slice(&bomb), want) < 80 << 20);
    assert_non_null(strstr(want, "more than 1000 times its size (see --limit ratio)"));
    buffer_free(&zeros);
    buffer_free(&bomb);
}

TEST(input_stops_at_a_bomb)
{
    check_bomb(sample_zstd);
    check_bomb(sample_gzip);
}

/* A file that begins with these bytes and goes on with a hole of a TiB: how much of it was read, and what was wrong. */
static int64_t
read_with_hole(struct slice bytes, size_t *decoded, char want[WANT_SIZE])
{
    struct memory_file file = sample_file(bytes);
    struct error error = { 0 };
    struct input_facts facts;
    struct input *input;
    char piece[4096];
    size_t count;

    *decoded = 0;
    assert_int_equal(ftruncate(file.fd, (off_t)1 << 40), 0);
    assert_int_equal(input_open(file.path, &input, &error), 0);
    while ((count = input_read(input, piece, sizeof(piece))) > 0)
        *decoded += count;
    facts = input_finish(input);
    keep_want(want, facts.want);
    input_close(input);
    close(file.fd);
    return facts.bytes;
}

/* A frame of one block with these bytes, which is not the last: of the zeros that follow, each three are a block of nothing. */
static struct buffer
endless_zstd(struct slice bytes)
{
    static const char head[] = "\x28\xb5\x2f\xfd\x00\x58";
    const char block[] = { (char)(bytes.len << 3), (char)(bytes.len >> 5), (char)(bytes.len >> 13) };
    struct buffer frame = { 0 };

    buffer_add(&frame, head, sizeof(head) - 1);
    buffer_add(&frame, block, sizeof(block));
    buffer_add(&frame, bytes.ptr, bytes.len);
    return frame;
}

/* A hole costs whoever makes it nothing, wherever it is. */
TEST(input_stops_at_a_hole)
{
    struct buffer text = text_of(100000);
    struct slice bytes = buffer_slice(&text);
    struct buffer files[] = { sample_zstd(bytes), sample_gzip(bytes), endless_zstd(bytes), text };
    char want[WANT_SIZE];
    size_t decoded;

    for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        assert_true(read_with_hole(buffer_slice(&files[i]), &decoded, want) < 70 << 20);
        assert_string_equal(want, "at most 64 MiB of zeros on end (see --limit nothing)");
        assert_true(decoded >= bytes.len && decoded < 70 << 20);
        buffer_free(&files[i]);
    }
}

/* The largest member of zeros that collect writes is no bomb. */
TEST(input_takes_the_zeros_of_a_member)
{
    struct buffer text = text_of(200000);
    size_t zeros = 32 << 20;
    char want[WANT_SIZE];

    text.ptr = realloc(text.ptr, text.len + zeros + 1);
    assert_non_null(text.ptr);
    memset(text.ptr + text.len, 0, zeros);
    text.len += zeros + 1;
    text.ptr[text.len - 1] = 'x';
    assert_int_equal(decoded(buffer_slice(&text), want), text.len);
    assert_string_equal(want, "");
    buffer_free(&text);
}

TEST(input_refuses_what_it_cannot_open)
{
    struct error error = { 0 };
    struct input *input;

    assert_int_equal(input_open("/nonexistent", &input, &error), -1);
    assert_string_equal(error.text, "/nonexistent: No such file or directory");
    error_clear(&error);
    assert_int_equal(input_open("/", &input, &error), -1);
    assert_string_equal(error.text, "/: is a directory, and has no archive (*.tar, *.tar.gz, *.tar.zst) in it");
    error_clear(&error);
}

TEST(input_names_the_archives_of_a_directory)
{
    static const char *const names[] = {
        "a.tar", "b.tar.gz", "c.tgz", "d.tar.zst", "e.tar", "f.tar", ".g.tar", "h.txt"
    };
    struct scene *scene = scene_begin();
    const char *directory = scene_directory(scene);
    struct error error = { 0 };
    struct input *input;

    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        scene_write(scene, names[i], "", 0);
        if (i != 1 && i != 7)
            continue;
        assert_int_equal(input_open(scene_text(scene, "%s/", directory), &input, &error), -1);
        if (i == 1)
            assert_string_equal(error.text,
                                scene_text(scene, "%s/: is a directory: name the archives in it: %s/a.tar %s/b.tar.gz",
                                           directory, directory, directory));
        else
            assert_non_null(strstr(error.text, "/e.tar and 1 more"));
        error_clear(&error);
    }
    assert_int_equal(input_open(directory, &input, &error), -1);
    assert_non_null(strstr(error.text, scene_text(scene, "in it: %s/a.tar ", directory)));
    error_clear(&error);
    scene_end(scene);
}

static void
on_signal(int number)
{
    (void)number;
}

/* Sends the parent a signal when it sleeps, which is when it reads, and writes then. */
static _Noreturn void
interrupt_parent(int to)
{
    char path[40], text[512];
    const struct timespec pause = { .tv_nsec = 1000000 };

    snprintf(path, sizeof(path), "/proc/%d/stat", (int)getppid());
    for (;;) {
        int fd = open(path, O_RDONLY);
        ssize_t len = read(fd, text, sizeof(text) - 1);
        const char *state;

        close(fd);
        text[len > 0 ? len : 0] = '\0';
        state = strrchr(text, ')');
        if (!state || state[2] == 'S')
            break;
        nanosleep(&pause, NULL);
    }
    kill(getppid(), SIGUSR1);
    nanosleep(&pause, NULL);
    _exit(write(to, "abc", 3) == 3 ? 0 : 1);
}

/* A signal during a read is no end of the archive. */
TEST(input_goes_on_after_a_signal)
{
    struct sigaction action = { .sa_handler = on_signal }, before;
    int ends[2], saved = dup(STDIN_FILENO), status;
    struct error error = { 0 };
    struct input_facts facts;
    struct input *input;
    pid_t child;

    assert_int_equal(sigaction(SIGUSR1, &action, &before), 0);
    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(ends[0]);
        interrupt_parent(ends[1]);
    }
    close(ends[1]);
    assert_true(dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    close(ends[0]);
    assert_int_equal(input_open("-", &input, &error), 0);
    facts = input_finish(input);
    assert_int_equal(facts.bytes, 3);
    assert_null(facts.want);
    input_close(input);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(STDIN_FILENO);
    assert_int_equal(input_open("-", &input, &error), -1);
    assert_string_equal(error.text, "standard input: Bad file descriptor");
    error_clear(&error);
    assert_true(dup2(saved, STDIN_FILENO) == STDIN_FILENO);
    close(saved);
    assert_int_equal(sigaction(SIGUSR1, &before, NULL), 0);
}

/* The memory of a process cannot be read where nothing is mapped. */
TEST(input_that_cannot_be_read_is_told)
{
    const char *want;
    struct error error = { 0 };
    struct input *input;

    assert_int_equal(input_open("/proc/self/mem", &input, &error), 0);
    want = input_finish(input).want;
    assert_string_equal(want, "a readable file");
    input_close(input);
}
