/*
 * Writes what fuzzing begins with: for each target a directory of inputs, made of the samples of the formats and of the fixtures, and a
 * dictionary, made of what the target's texts have for words.
 *
 * usage: fuzz_seeds DIRECTORY [FIXTURE...]
 */
#include <err.h>
#include <errno.h>
#include <fts.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "analyze/archive/member_path.h"
#include "analyze/database/db.h"
#include "analyze/formats/registry.h"
#include "analyze/render/registry.h"
#include "sql.h"
#include "tests/support/format_files.h"
#include "tests/support/format_samples.h"
#include "tests/support/netlink.h"
#include "tests/support/sample.h"

/* The longest seed: longer ones are slower, and seldom have more to them. */
#define SEED_MAX 16384

/* Opens DIRECTORY/TARGET/NAME, the directory made. */
static FILE *
seed_open(const char *directory, const char *target, const char *name)
{
    char path[4096];
    FILE *file;

    if (snprintf(path, sizeof(path), "%s/%s", directory, target) >= (int)sizeof(path) ||
        (mkdir(path, 0700) != 0 && errno != EEXIST) ||
        snprintf(path, sizeof(path), "%s/%s/%s", directory, target, name) >= (int)sizeof(path))
        err(1, "%s", path);
    file = fopen(path, "we");
    if (!file)
        err(1, "%s", path);
    return file;
}

/* A seed that begins with `head` and goes on with the text. */
static void
seed(const char *directory, const char *target, const char *name, struct slice head, struct slice text)
{
    FILE *file = seed_open(directory, target, name);

    if (fwrite(head.ptr, 1, head.len, file) != head.len || fwrite(text.ptr, 1, text.len, file) != text.len ||
        fclose(file) != 0)
        err(1, "%s/%s", target, name);
}

static const struct slice nothing = { "", 0 };

/* ---- formats: see tests/fuzz/format.c for the two bytes before the text */

static void
seed_format(const char *directory, const char *format, const char *name, struct slice file, unsigned flags,
            struct slice text)
{
    const char head[2] = { (char)flags, (char)format_file_place(format, file) };
    char target[80];

    if (text.len > SEED_MAX)
        text.len = SEED_MAX;
    if (snprintf(target, sizeof(target), "format-%s", format) < 0)
        err(1, "snprintf");
    seed(directory, target, name, (struct slice){ head, sizeof(head) }, text);
}

static void
seed_samples(const char *directory)
{
    static const unsigned flags[] = { 0, 4, 3 }; /* as it is; cut; of another host */
    const struct format_sample *sample;
    char name[32];

    for (size_t n = 0; (sample = format_sample_at(n)); n++)
        for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
            if (snprintf(name, sizeof(name), "sample%zu-%u", n, flags[i]) < 0)
                err(1, "snprintf");
            seed_format(directory, sample->format, name, slice_of(sample->file), flags[i], format_sample_text(sample));
        }
}

/* A message of that type with many attributes, some of which have others inside. */
static void
put_message(struct made *made, unsigned type, size_t fixed)
{
    static const unsigned char body[128] = { [0] = 10, [1] = 1, [63] = 2 };

    made_begin(made, type, NLM_F_MULTI);
    made_bytes(made, body, fixed);
    for (unsigned attribute = 0; attribute < 40; attribute++) {
        size_t opened;

        made_attribute(made, attribute, body, 4 + attribute % 24);
        made_attribute_number(made, attribute, 4, attribute);
        opened = made_open(made, attribute);
        made_attribute_text(made, 1, "name");
        made_attribute_network(made, 2, 4, attribute);
        made_attribute_network(made, 3, 8, attribute);
        made_close(made, opened);
    }
    made_end(made);
}

/* See tests/fuzz/orders.c for the two bytes before the dump. */
static void
seed_orders(const char *directory, size_t n, struct slice dump)
{
    enum { LAYOUTS = 14 };
    char name[32];

    for (char layout = 0; layout < LAYOUTS; layout++) {
        const char head[2] = { layout, 0 };

        if (snprintf(name, sizeof(name), "made%zu-%d", n, layout) < 0)
            err(1, "snprintf");
        seed(directory, "orders", name, (struct slice){ head, sizeof(head) }, dump);
    }
}

/* Dumps made of nothing but the layout of messages: what types and sizes the formats read, sock_diag, rtnetlink and the others have. */
static void
seed_dumps(const char *directory)
{
    static const struct {
        unsigned type;
        size_t fixed;
    } messages[] = {
        { 20, 72 },   { 20, 16 },   { 20, 28 },   { 20, 24 },   { 16, 16 },   { 20, 8 },
        { 24, 12 },   { 32, 12 },   { 28, 12 },   { 88, 4 },    { 16, 4 },    { 0x100, 4 },
        { 0xa00, 4 }, { 0xa03, 4 }, { 0xa06, 4 }, { 0xc00, 4 }, { 0xa09, 4 }, { 18, 4 },
    };

    for (const struct format *const *f = formats; *f; f++)
        for (size_t i = 0; format_is_of_a_dump((*f)->name) && i < 2 * sizeof(messages) / sizeof(messages[0]); i++) {
            struct made made = { .big_endian = i % 2 };
            char name[32];

            put_message(&made, messages[i / 2].type, messages[i / 2].fixed);
            made_done(&made, 0);
            if (snprintf(name, sizeof(name), "made%zu", i) < 0)
                err(1, "snprintf");
            seed_format(directory, (*f)->name, name, nothing, made.big_endian, buffer_slice(&made.bytes));
            seed(directory, "collect_netlink", name, nothing, buffer_slice(&made.bytes));
            if (!made.big_endian)
                seed_orders(directory, i, buffer_slice(&made.bytes));
            seed(directory, "netlink", name, (struct slice){ made.big_endian ? "\1" : "\0", 1 },
                 buffer_slice(&made.bytes));
            buffer_free(&made.bytes);
        }
}

/* The file of a fixture, if it is a member that has a format. */
static void
seed_member(const char *directory, const char *fixture, const char *path, const char *access, size_t n)
{
    struct slice name = slice_of(path + strlen(fixture) + 1);
    struct member_path member = member_path_of(name);
    const char *format = member_path_format(&member);
    char bytes[SEED_MAX], target[32];
    FILE *file;
    size_t len;

    if (!format || !format_by_name(format))
        return;
    file = fopen(access, "re");
    if (!file)
        err(1, "%s", access);
    len = fread(bytes, 1, sizeof(bytes), file);
    if (ferror(file) || fclose(file) != 0 || snprintf(target, sizeof(target), "fixture%zu", n) < 0)
        err(1, "%s", access);
    seed_format(directory, format, target, member.file, 0, (struct slice){ bytes, len });
}

static void
seed_fixture(const char *directory, char *fixture, size_t n)
{
    char *const paths[] = { fixture, NULL };
    FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    FTSENT *entry;

    if (!tree)
        err(1, "%s", fixture);
    for (size_t i = 0; (entry = fts_read(tree)); i++)
        if (entry->fts_info == FTS_F)
            seed_member(directory, fixture, entry->fts_path, entry->fts_accpath, n * 10000 + i);
    fts_close(tree);
}

/* ---- dictionaries */

static FILE *
dictionary_open(const char *directory, const char *target)
{
    char path[4096];
    FILE *file;

    if (snprintf(path, sizeof(path), "%s/%s.dict", directory, target) >= (int)sizeof(path))
        errx(1, "%s", target);
    file = fopen(path, "we");
    if (!file)
        err(1, "%s", path);
    return file;
}

static void
put_word(FILE *file, struct slice word)
{
    if (word.len == 0 || word.len > 60)
        return;
    fputc('"', file);
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)word.ptr[i];

        if (c > ' ' && c < 0x7f && c != '"' && c != '\\')
            fputc(c, file);
        else
            fprintf(file, "\\x%02X", c);
    }
    fputs("\"\n", file);
}

/* What every text of the kernel may have: the ends of numbers, escapes, marks. */
static void
put_common(FILE *file)
{
    static const char *const words[] = { "18446744073709551615",
                                         "18446744073709551616",
                                         "9223372036854775807",
                                         "9223372036854775808",
                                         "-9223372036854775808",
                                         "4294967295",
                                         "4294967296",
                                         "ffffffffffffffff",
                                         "ffffffff",
                                         "-1",
                                         "0x",
                                         "00000000",
                                         "\\x0a",
                                         "\\x00",
                                         "\\040",
                                         "\\134",
                                         "(null)",
                                         "(deleted)",
                                         "!EACCES",
                                         "\r\n",
                                         "\t",
                                         "\n",
                                         ":",
                                         "unlimited" };

    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        put_word(file, slice_of(words[i]));
    put_word(file, (struct slice){ "\0", 1 });
}

/* Words between what is no letter, digit or underscore, and words between white space; duplicates do no harm. */
static void
put_words(FILE *file, struct slice text)
{
    static const char *const gaps[] = { " \t\n", " \t\n:;,=/|()[]<>-+.'\"" };

    for (size_t g = 0; g < sizeof(gaps) / sizeof(gaps[0]); g++)
        for (size_t at = 0, begin = 0; at <= text.len; at++)
            if (at == text.len || text.ptr[at] == '\0' || strchr(gaps[g], text.ptr[at])) {
                put_word(file, (struct slice){ text.ptr + begin, at - begin });
                begin = at + 1;
            }
}

/* Headers of attributes: a length and a type, in both orders. */
static void
put_attributes(FILE *file)
{
    for (unsigned type = 0; type < 64; type++)
        for (unsigned len = 4; len <= 12; len += 4) {
            const char little[4] = { (char)len, 0, (char)type, 0 }, big[4] = { 0, (char)len, 0, (char)type };

            put_word(file, (struct slice){ little, sizeof(little) });
            put_word(file, (struct slice){ big, sizeof(big) });
        }
}

static void
write_dictionary(const char *directory, const struct format *format)
{
    const struct format_sample *sample;
    char target[80];
    FILE *file;

    if (snprintf(target, sizeof(target), "format-%s", format->name) < 0)
        err(1, "snprintf");
    file = dictionary_open(directory, target);
    if (format_is_of_a_dump(format->name))
        put_attributes(file);
    else
        put_common(file);
    for (const struct table *const *table = format->tables; *table; table++)
        for (size_t i = 0; i < (*table)->count; i++)
            put_word(file, slice_of((*table)->columns[i].name));
    for (size_t n = 0; (sample = format_sample_at(n)); n++)
        if (strcmp(sample->format, format->name) == 0)
            put_words(file, format_sample_text(sample));
    if (fclose(file) != 0)
        err(1, "%s", target);
}

/* ---- what is no format */

static void
seed_archives(const char *directory)
{
    struct sample sample = { 0 };
    struct buffer packed[3];

    sample_small(&sample);
    packed[0] = sample_zstd(buffer_slice(&sample.tar));
    packed[1] = sample_gzip(buffer_slice(&sample.tar));
    packed[2] = (struct buffer){ 0 };
    buffer_add(&packed[2], sample.tar.ptr, sample.tar.len);
    for (size_t i = 0; i < 3; i++) {
        const char name[2] = { (char)('a' + i), '\0' };

        seed(directory, "archive", name, nothing, buffer_slice(&packed[i]));
        seed(directory, "load", name, nothing, buffer_slice(&packed[i]));
        seed(directory, "input", name, (struct slice){ "\x06", 1 }, buffer_slice(&packed[i]));
        buffer_free(&packed[i]);
    }
    sample_free(&sample);
}

static void
seed_sql(const char *directory)
{
    static const struct {
        const char *name, *sql;
    } questions[] = {
#define X(name) { #name, sql_question_##name },
        SQL_QUESTIONS(X)
#undef X
    };
    FILE *file = dictionary_open(directory, "sql");
    struct error error = { 0 };
    sqlite3_stmt *statement;
    sqlite3 *db;

    for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++)
        seed(directory, "sql", questions[i].name, nothing, slice_of(questions[i].sql));
    if (db_open_scratch(&db, &error) ||
        db_prepare(db,
                   "SELECT name FROM sqlite_schema UNION SELECT name FROM pragma_function_list UNION SELECT name FROM"
                   " pragma_pragma_list UNION SELECT name FROM pragma_module_list",
                   &statement, &error))
        errx(1, "%s", error.text);
    while (db_step(db, statement, &error) == 1)
        put_word(file, slice_of((const char *)sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    for (int i = 0; i < sqlite3_keyword_count(); i++) {
        const char *word;
        int len;

        if (sqlite3_keyword_name(i, &word, &len) == SQLITE_OK)
            put_word(file, (struct slice){ word, (size_t)len });
    }
    sqlite3_close(db);
    if (fclose(file) != 0)
        err(1, "sql.dict");
}

static void
seed_renderers(const char *directory)
{
    static const char cells[] = "\x02\x00\x08no\x0Cm.a\x0D"
                                "b.c\x22'=1+\"\n\x1b[\x09\x01\x02\x00\x1E\x00\xff\\x0a,\"\x12|<b>";
    const struct render_format *format;
    char target[80];

    for (size_t i = 0; (format = render_format_at(i)); i++) {
        if (snprintf(target, sizeof(target), "render-%s", format->name) < 0)
            err(1, "snprintf");
        seed(directory, target, "cells", nothing, (struct slice){ cells, sizeof(cells) - 1 });
    }
    seed(directory, "render-ecs", "cells", nothing, (struct slice){ cells, sizeof(cells) - 1 });
}

/* See tests/fuzz/collect_text.c for the byte before the text. */
static void
seed_collect(const char *directory)
{
    static const struct {
        const char *format;
        char reader;
    } readers[] = { { "mountinfo", 0 }, { "sockstat", 1 }, { "process_stat", 2 }, { "inet", 3 },        { "unix", 3 },
                    { "netlink", 3 },   { "packet", 3 },   { "links", 4 },        { "symbols_view", 5 } };
    const struct format_sample *sample;
    FILE *file = dictionary_open(directory, "collect_text");

    put_common(file);
    for (size_t n = 0; (sample = format_sample_at(n)); n++)
        for (size_t i = 0; i < sizeof(readers) / sizeof(readers[0]); i++) {
            char name[32];

            if (strcmp(sample->format, readers[i].format) != 0)
                continue;
            if (snprintf(name, sizeof(name), "sample%zu", n) < 0)
                err(1, "snprintf");
            seed(directory, "collect_text", name, (struct slice){ &readers[i].reader, 1 }, format_sample_text(sample));
            put_words(file, format_sample_text(sample));
        }
    if (fclose(file) != 0)
        err(1, "collect_text.dict");
}

/* See tests/fuzz/collect_descriptors.c for the byte before the text. */
static void
seed_descriptors(const char *directory)
{
    static const char statuses[256];
    const struct format_sample *sample;

    for (size_t n = 0; (sample = format_sample_at(n)); n++)
        if (strcmp(sample->format, "fdinfo") == 0)
            seed(directory, "collect_descriptors", "member", (struct slice){ "\1", 1 }, format_sample_text(sample));
    seed(directory, "collect_descriptors", "directory", (struct slice){ "\0", 1 },
         slice_of("42 27 0:5 / / rw - tmpfs  rw\n43 42 0:6 / /srv rw - nfs4 a:/b rw\n\xff"
                  "pos:\t0\nflags:\t02\nmnt_id:\t42\nino:\t7\n\xffpos:\t0\nmnt_id:\t43\n\xff\xffmnt_id:\t9"));
    seed(directory, "collect_descriptors", "status", (struct slice){ "\2", 1 },
         (struct slice){ statuses, sizeof(statuses) });
}

int
main(int argc, char **argv)
{
    if (argc < 2)
        errx(2, "usage: fuzz_seeds DIRECTORY [FIXTURE...]");
    if (mkdir(argv[1], 0700) != 0 && errno != EEXIST)
        err(1, "%s", argv[1]);
    seed_samples(argv[1]);
    seed_dumps(argv[1]);
    for (int i = 2; i < argc; i++)
        seed_fixture(argv[1], argv[i], (size_t)i);
    for (const struct format *const *f = formats; *f; f++)
        write_dictionary(argv[1], *f);
    seed_archives(argv[1]);
    seed_sql(argv[1]);
    seed_renderers(argv[1]);
    seed_collect(argv[1]);
    seed_descriptors(argv[1]);
    return 0;
}
