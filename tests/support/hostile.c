#include "tests/support/hostile.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyze/archive/reader.h"
#include "tests/support/fuzz.h"
#include "tests/support/hostile_rows.h"
#include "tests/support/sample.h"

/* What the reader tells of one archive. */
struct told {
    char *text; /* a line for each event but problems */
    size_t size;
    FILE *out;
    uint64_t sum; /* of all that decides what a load makes of it, problems included */
    struct reader_summary summary;
    bool refused;
};

struct hostile {
    struct buffer bytes;
    struct buffer copy; /* to damage */
    struct told sound;
    struct hostile_rows *rows;
    uint64_t *loaded; /* what was loaded already, as a hash table of sums; 0 is a free slot */
    size_t slots;
    struct hostile_counts counts;
};

#define SLOTS ((size_t)1 << 20)

static uint64_t
hash(uint64_t sum, const void *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        sum = (sum ^ ((const unsigned char *)bytes)[i]) * UINT64_C(0x100000001b3);
    return sum;
}

static void
put(struct told *told, struct slice text)
{
    if (!text.ptr)
        fputs("NULL", told->out);
    for (size_t i = 0; text.ptr && i < text.len; i++)
        fprintf(told->out, "%02x", (unsigned char)text.ptr[i]);
    putc(' ', told->out);
}

static void
put_number(struct told *told, struct maybe number)
{
    fprintf(told->out, number.known ? "%jd " : "NULL ", (intmax_t)number.value);
}

static bool
on_wants(void *context, struct slice path)
{
    (void)context, (void)path;
    return true;
}

static int
on_begin(void *context, const char *directory, const struct manifest_meta *meta, struct error *error)
{
    (void)error;
    put(context, slice_of(directory));
    put(context, meta->text);
    fputs("begin\n", ((struct told *)context)->out);
    return 0;
}

static int
on_member(void *context, const struct manifest_line *line, bool verified, struct slice content, struct error *error)
{
    struct told *told = context;

    (void)error;
    put(told, line->path);
    put(told, line->source);
    put(told, line->state);
    put(told, line->error);
    put(told, line->reason);
    put_number(told, line->bytes);
    put(told, line->sha256);
    put_number(told, line->start);
    put_number(told, line->monotonic);
    put_number(told, line->took);
    fputs(verified ? "verified\n" : "doubtful\n", told->out);
    if (!content.ptr)
        return 0;
    put(told, line->path);
    put(told, content);
    fputs("content\n", told->out);
    return 0;
}

static int
on_link(void *context, int64_t segment, const struct digest *sha256, struct error *error)
{
    struct told *told = context;

    (void)error;
    fprintf(told->out, "%jd %s link\n", (intmax_t)segment, sha256->hex);
    return 0;
}

/* Of a problem, what it quotes is of no matter to the rows. */
static int
on_problem(void *context, const struct reader_problem *problem, struct error *error)
{
    struct told *told = context;

    (void)error;
    told->sum = hash(told->sum, problem->path.ptr ? problem->path.ptr : "", problem->path.ptr ? problem->path.len : 0);
    return 0;
}

static struct told
read_all(struct slice bytes)
{
    struct told told = { .sum = UINT64_C(0xcbf29ce484222325) };
    struct reader_events events = { .context = &told,
                                    .wants = on_wants,
                                    .begin = on_begin,
                                    .member = on_member,
                                    .link = on_link,
                                    .problem = on_problem };
    struct fuzz_file file = fuzz_file(bytes.ptr, bytes.len);
    struct error error = { 0 };

    told.out = open_memstream(&told.text, &told.size);
    if (!told.out)
        fuzz_fail("no memory");
    told.refused = reader_run(file.path, &events, &told.summary, &error) != 0;
    if (told.refused && !error.text)
        fuzz_fail("refused without a word");
    fprintf(told.out, "%s %jd\n", told.summary.result, (intmax_t)told.summary.finished.value);
    if (fclose(told.out) != 0)
        fuzz_fail("no memory");
    told.sum = hash(told.sum, told.text, told.size);
    error_clear(&error);
    fuzz_unfile(&file);
    return told;
}

/*
 * Each content that is handed on is one of the sound snapshot.  What a changed segment says beside that is told as it stands, and the
 * segment that follows, or SHA256SUMS, has the digest that says so.
 */
static void
check_contents(const struct hostile *hostile, const struct told *told)
{
    static const char mark[] = " content\n";
    const char *line = told->text, *end;

    for (; (end = strchr(line, '\n')); line = end + 1) {
        size_t len = (size_t)(end + 1 - line);

        if (len >= sizeof(mark) && memcmp(end + 2 - sizeof(mark), mark, sizeof(mark) - 1) == 0 &&
            !memmem(hostile->sound.text, hostile->sound.size, line, len))
            fuzz_fail("handed on, and not what was collected: %.*s", (int)len, line);
    }
}

/* Whether nothing like it was loaded yet; notes it. */
static bool
is_new(struct hostile *hostile, uint64_t sum)
{
    size_t at = sum % SLOTS;

    while (hostile->loaded[at] != 0 && hostile->loaded[at] != sum)
        at = (at + 1) % SLOTS;
    if (hostile->loaded[at] == sum || hostile->slots == SLOTS / 2)
        return false;
    hostile->loaded[at] = sum;
    hostile->slots++;
    return true;
}

static void
check_load(struct hostile *hostile, const struct told *told, struct slice bytes)
{
    struct hostile_load load = hostile_rows_load(hostile->rows, bytes);

    if (load.refused != told->refused)
        fuzz_fail("a load refuses what the reader reads, or the other way round");
    if (load.problems < told->summary.problems)
        fuzz_fail("a load tells of %jd problems, and the reader of %jd", (intmax_t)load.problems,
                  (intmax_t)told->summary.problems);
    if (!load.refused)
        hostile_rows_compare(hostile->rows, load.problems == 0);
    hostile->counts.loaded++;
}

static void
check_case(struct hostile *hostile, struct slice bytes, const char *what, size_t at)
{
    struct told told = read_all(bytes);
    bool silent = !told.refused && told.summary.problems == 0;

    hostile->counts.cases++;
    hostile->counts.refused += told.refused;
    hostile->counts.noticed += !told.refused && !silent;
    hostile->counts.harmless += silent;
    if (silent && strcmp(told.text, hostile->sound.text) != 0)
        fuzz_fail("%s %zu changes the snapshot, and nothing says so:\n%s", what, at, told.text);
    check_contents(hostile, &told);
    if (is_new(hostile, told.sum))
        check_load(hostile, &told, bytes);
    free(told.text);
}

struct hostile *
hostile_open(const char *compression)
{
    struct hostile *hostile = xmalloc(sizeof(*hostile));
    struct sample sample = { 0 };
    struct hostile_load load;

    *hostile = (struct hostile){ .loaded = calloc(SLOTS, sizeof(uint64_t)), .rows = hostile_rows_open() };
    if (!hostile->loaded)
        fuzz_fail("no memory");
    sample_small(&sample);
    if (strcmp(compression, "zstd") == 0)
        hostile->bytes = sample_zstd(buffer_slice(&sample.tar));
    else if (strcmp(compression, "gzip") == 0)
        hostile->bytes = sample_gzip(buffer_slice(&sample.tar));
    else if (strcmp(compression, "none") == 0)
        buffer_add(&hostile->bytes, sample.tar.ptr, sample.tar.len);
    else
        fuzz_fail("%s is no compression", compression);
    sample_free(&sample);
    buffer_add(&hostile->copy, hostile->bytes.ptr, hostile->bytes.len);
    hostile->sound = read_all(buffer_slice(&hostile->bytes));
    load = hostile_rows_load(hostile->rows, buffer_slice(&hostile->bytes));
    if (hostile->sound.refused || hostile->sound.summary.problems || load.refused || load.problems)
        fuzz_fail("the sound snapshot is not");
    hostile_rows_keep(hostile->rows);
    return hostile;
}

void
hostile_close(struct hostile *hostile)
{
    hostile_rows_close(hostile->rows);
    buffer_free(&hostile->bytes);
    buffer_free(&hostile->copy);
    free(hostile->sound.text);
    free(hostile->loaded);
    free(hostile);
}

size_t
hostile_cuts(const struct hostile *hostile)
{
    return hostile->bytes.len;
}

size_t
hostile_flips(const struct hostile *hostile)
{
    return hostile->bytes.len * 8;
}

void
hostile_cut(struct hostile *hostile, size_t n)
{
    char *exact = xmalloc(n);

    memcpy(exact, hostile->bytes.ptr, n);
    check_case(hostile, (struct slice){ exact, n }, "a cut at", n);
    free(exact);
}

void
hostile_flip(struct hostile *hostile, size_t n)
{
    char *byte = &hostile->copy.ptr[n / 8];

    *byte = (char)(*byte ^ 1 << n % 8);
    check_case(hostile, buffer_slice(&hostile->copy), "flipped bit", n);
    *byte = hostile->bytes.ptr[n / 8];
}

const struct hostile_counts *
hostile_counts(const struct hostile *hostile)
{
    return &hostile->counts;
}
