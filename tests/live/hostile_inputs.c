/*
 * Hostile input is bounded in what it costs: archives of every kind (tests/tools/analyze/bombs.c), lists for match, SQL for query.
 * The memory of each command is measured.  Times are told, not judged: whatever hangs fails by the limit of sh().
 */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "analyze/confine/spared.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* KiB of 512 MB.  A sanitizer takes as many for itself. */
#define MEMORY 500000

/* What makes the archive, and a text that loading, verifying or extracting says of it; NULL: it is as snapshots are. */
struct archive {
    const char *make, *want;
};

static const struct archive headers[] = {
    { "bombs sizes 0", "want" },
    { "bombs sizes 1", "negative size" },
    { "bombs sizes 2 | zstd -q", "want" },
    { "bombs sizes 3 | gzip", "size overflow" },
    { "bombs pax 67108864", "too large" },
    { "bombs pax 1048577 | zstd -q", "want" },
    { "bombs pax-global 67108864", "too large" },
    { "bombs long-name 67108864 | gzip -1", "too large" },
    { "bombs pax-many 200000 | zstd -q", "want" },
    { "bombs zeros 67108864", "SHA256SUMS" },
    { "bombs zeros 4000000000 | gzip -1", "(see --limit" },
    { "bombs zeros 4000000000 | zstd -q", "(see --limit" },
};

static const struct archive texts[] = {
    { "bombs rows 500000", NULL },
    { "bombs bad-rows 80000000", "10000 problems" },
    { "bombs bad-lines 1000000", "(see --limit problems)" },
    { "bombs lines 270000000", "problem" },
    { "bombs escapes 270000000", "7 problems" },
    { "bombs names 1000000", NULL },
    { "bombs manifest-line 100000000", "want" },
    { "bombs meta 1000000", "problem" },
    { "bombs meta 15000000 | zstd -q", "meta.json, its first member, is cut" },
    { "bombs sums 3000000", "problem" },
};

static const struct archive members[] = {
    { "bombs duplicates 100000", "problem" },         { "bombs deep 200000 | zstd -q", "problem" },
    { "bombs unlisted 400000 | zstd -q", "problem" }, { "bombs members 100000 | zstd -q", NULL },
    { "bombs attempts 200000 | zstd -q", NULL },
};

/* Runs the command under `measure`; the peak is below the bound. */
static const char *
run_measured(struct scene *scene, const char *what, const char *command)
{
    struct result result = sh(scene, "measure cost %s", command);
    double seconds = 0, cpu = 0;
    long kib = 0;
    int status = -1;
    char *cost = scene_read(scene, "cost", NULL), *end;

    seconds = strtod(cost, &end);
    cpu = strtod(end, &end);
    kib = strtol(end, &end, 10);
    status = (int)strtol(end, NULL, 10);
    printf("%-40.40s %-34.34s %6.1f s %6.1f s CPU %7ld KiB\n", what, command, seconds, cpu, kib);
    if (kib <= 0 || (kib > MEMORY && !SPARED_SANITIZER) || status < 0 || status > 2)
        fail_msg("%s, %s: %ld KiB, exit %d: %.500s", what, command, kib, status, result.err);
    return scene_text(scene, "%s%s", result.out, result.err);
}

static void
stay_within_memory(const struct archive *archives, size_t count)
{
    static const char *const commands[] = { "analyze load c.db a", "analyze verify a", "analyze extract a out" };
    struct scene *scene = scene_begin();

    for (size_t i = 0; i < count; i++) {
        bool told = false;

        sh_ok(scene, "%s >a", archives[i].make);
        for (size_t k = 0; k < sizeof(commands) / sizeof(commands[0]); k++) {
            const char *text = run_measured(scene, archives[i].make, commands[k]);

            told = told || (archives[i].want && strstr(text, archives[i].want));
            if (k == 0)
                sh_ok(scene, "[ ! -e c.db ] || [ \"$(sqlite3 c.db 'PRAGMA integrity_check; SELECT count(*) FROM "
                             "snapshots')\" = \"ok\n1\" ]");
        }
        if (!told && archives[i].want)
            fail_msg("%s: nothing says %s", archives[i].make, archives[i].want);
        sh_ok(scene, "rm -rf c.db out");
    }
    scene_end(scene);
}

TEST(hostile_headers_stay_within_memory)
{
    stay_within_memory(headers, sizeof(headers) / sizeof(headers[0]));
}

TEST(hostile_texts_stay_within_memory)
{
    stay_within_memory(texts, sizeof(texts) / sizeof(texts[0]));
}

TEST(hostile_members_stay_within_memory)
{
    stay_within_memory(members, sizeof(members) / sizeof(members[0]));
}

static const char *const statements[] = {
    "SELECT printf('%1e9s', 'x')",
    "SELECT length(zeroblob(1000000000))",
    "SELECT length(hex(zeroblob(60000000)))",
    "SELECT length(hex(randomblob(30000000)))",
    "SELECT length(replace(hex(zeroblob(8000000)), '0', '000000000000'))",
    "SELECT length(group_concat(hex(randomblob(1000000)))) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
    "SELECT i + 1 FROM n LIMIT 1000) SELECT i FROM n)",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000) SELECT count(*) FROM n ORDER BY "
    "hex(i)",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 300000) SELECT i, hex(randomblob(1000)) AS "
    "wide "
    "FROM n ORDER BY wide LIMIT 2 OFFSET 299990",
};

TEST(hostile_sql_stays_within_memory)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "bombs members 10 >a; analyze load c.db a");
    for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++)
        (void)run_measured(scene, statements[i], scene_text(scene, "analyze query c.db \"%s\"", statements[i]));
    scene_end(scene);
}

TEST(hostile_lists_stay_within_memory)
{
    static const char *const lists[] = {
        "head -c 600000000 /dev/zero | tr '\\0' x",
        "{ printf '['; yes '[],' | head -n 20000000 | tr -d '\\n'; printf '[]]'; }",
        "yes 192.0.2.1 | head -n 10000000",
        "head -c 100000000 /dev/zero | tr '\\0' x",
        "yes '[' | head -n 10000000 | tr -d '\\n'",
        "yes 192.0.2.1 | head -n 1000000",
        "head -c 20000000 /dev/zero",
        "head -c 20000000 /dev/urandom",
    };
    struct scene *scene = scene_begin();

    sh_ok(scene, "bombs members 10 >a; analyze load c.db a");
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        sh_ok(scene, "%s >list", lists[i]);
        (void)run_measured(scene, lists[i], "analyze match c.db list");
    }
    scene_end(scene);
}
