#include "analyze/report/chapter.h"
#include "analyze/database/db.h"
#include "analyze/render/markup.h"
#include "analyze/report/shape.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Whether every shell takes the word as it is. */
static bool
is_plain(const char *word)
{
    return *word &&
           word[strspn(word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-+@%:,=")] == '\0';
}

void
chapter_write_word(struct page *page, const char *word)
{
    if (is_plain(word)) {
        fputs(word, page->out);
        return;
    }
    fputs("&#39;", page->out);
    for (const char *quote; (quote = strchr(word, '\'')) != NULL; word = quote + 1) {
        markup_write(page->out, (struct slice){ word, (size_t)(quote - word) });
        fputs("&#39;\\&#39;&#39;", page->out);
    }
    markup_write(page->out, slice_of(word));
    fputs("&#39;", page->out);
}

/* [1,3] */
static char *
numbers_of(const struct snapshots *chosen)
{
    char *numbers = xasprintf("["), *longer;

    for (size_t i = 0; i < chosen->count; i++) {
        longer = xasprintf("%s%s%" PRId64, numbers, i > 0 ? "," : "", chosen->list[i].id);
        free(numbers);
        numbers = longer;
    }
    longer = xasprintf("%s]", numbers);
    free(numbers);
    return longer;
}

/* analyze query case.db --snapshot 3 */
static void
write_command(const struct chapters *chapters, const struct rows *rows)
{
    struct page *page = rows->page;
    char *numbers;

    fputs("analyze query ", page->out);
    chapter_write_word(page, chapters->database);
    if (rows->snapshot) {
        fprintf(page->out, " --snapshot %" PRId64, rows->snapshot->id);
        return;
    }
    numbers = numbers_of(chapters->chosen);
    fprintf(page->out, " --all --param snapshots=&#39;%s&#39;", numbers);
    free(numbers);
}

/* A text of ours, whose lines end where they end. */
static void
write_lines(FILE *out, const char *text)
{
    for (size_t len; *text; text += len) {
        len = strcspn(text, "\n");
        markup_write_shown(out, (struct slice){ text, len });
        if (text[len] == '\n') {
            putc('\n', out);
            len++;
        }
    }
}

/* Once in a page, to be copied as a whole into a shell. */
static void
write_sql(const struct chapters *chapters, const struct rows *rows, size_t number)
{
    const struct section *section = rows->section;
    FILE *out = rows->page->out;

    if (chapters->explained[number]) {
        fprintf(out, "<p class=\"more\"><a href=\"#sql-%s\">SQL of this section</a></p>\n", section->name);
        return;
    }
    chapters->explained[number] = true;
    fprintf(out, "<details class=\"sql\" id=\"sql-%s\"><summary>SQL of this section</summary>\n<pre><code>",
            section->name);
    write_command(chapters, rows);
    fputs(" -f - &lt;&lt;&#39;SQL&#39;\n", out);
    write_lines(out, section->sql);
    fputs("SQL</code></pre></details>\n", out);
}

static void
write_left_out(const struct chapters *chapters, const struct rows *rows)
{
    FILE *out = rows->page->out;

    fprintf(out, "<p class=\"more\">%zu of %zu rows are here. All of them: <code>", rows->shown,
            rows->shown + rows->left_out);
    write_command(chapters, rows);
    fputs("</code> with the SQL of this section, or a report with <code>--limit</code>.</p>\n", out);
}

static int
bind_snapshots(const struct chapters *chapters, sqlite3_stmt *statement, struct error *error)
{
    int index = sqlite3_bind_parameter_index(statement, ":snapshots");
    char *numbers;
    int result;

    if (index == 0)
        return 0;
    numbers = numbers_of(chapters->chosen);
    result = sqlite3_bind_text(statement, index, numbers, -1, SQLITE_TRANSIENT);
    free(numbers);
    return result == SQLITE_OK ? 0 : db_error(chapters->db, "bind", error);
}

static int
write_rows(const struct chapters *chapters, struct rows *rows, struct error *error)
{
    const char *name = rows->section->words[SECTION_SHAPE];
    const struct shape *shape = name ? shape_by_name(name, error) : &shape_table;

    if (!shape || db_prepare(chapters->db, rows->section->sql, &rows->statement, error) ||
        bind_snapshots(chapters, rows->statement, error))
        return -1;
    return shape->write(rows, error);
}

static int
write_section(const struct chapters *chapters, struct rows *rows, size_t number, struct error *error)
{
    const struct section *section = rows->section;
    FILE *out = rows->page->out;
    const char *heading = rows->snapshot && chapters->chosen->count > 1 ? "h3" : "h2";
    int rc;

    progress_step(chapters->progress, section->name);
    fputs("<section id=\"", out);
    if (rows->snapshot)
        fprintf(out, "s%" PRId64 "-", rows->snapshot->id);
    fprintf(out, "%s\"><%s>%s</%s>\n", section->name, heading, section->words[SECTION_TITLE], heading);
    rc = write_rows(chapters, rows, error);
    sqlite3_finalize(rows->statement);
    if (rc)
        return error_prefix(error, "section %s", section->name);
    if (rows->left_out > 0)
        write_left_out(chapters, rows);
    if (rows->shown + rows->left_out == 0)
        fprintf(out, "<p class=\"empty\">%s</p>\n",
                section->words[SECTION_EMPTY] ? section->words[SECTION_EMPTY] : "Nothing.");
    write_sql(chapters, rows, number);
    fputs("</section>\n", out);
    return 0;
}

/* A section may have a third of what those before it have left: few need that much, and the last ones still get a hundredth. */
#define SHARE 3

static int
write_sections(const struct chapters *chapters, const struct snapshot *snapshot, struct page *page, struct error *error)
{
    size_t end = page->until, left = 0;

    for (size_t i = 0; i < chapters->count; i++)
        left += section_is_of_all(&chapters->sections[i]) == !snapshot;
    for (size_t i = 0; i < chapters->count; i++) {
        struct rows rows = {
            .page = page, .section = &chapters->sections[i], .snapshot = snapshot, .db = chapters->db
        };

        if (section_is_of_all(rows.section) != !snapshot)
            continue;
        page_share(page, end, left < SHARE ? left : SHARE);
        left--;
        if (write_section(chapters, &rows, i, error))
            return -1;
    }
    return 0;
}

int
chapter_of_all(const struct chapters *chapters, struct page *page, struct error *error)
{
    return write_sections(chapters, NULL, page, error);
}

int
chapter_of(const struct chapters *chapters, const struct snapshot *snapshot, struct page *page, struct error *error)
{
    return write_sections(chapters, snapshot, page, error);
}

void
chapter_write_links(const struct chapters *chapters, const struct snapshot *snapshot, struct page *page)
{
    fputs("<nav aria-label=\"Sections\"><ul>\n", page->out);
    for (size_t i = 0; i < chapters->count; i++) {
        const struct section *section = &chapters->sections[i];

        if (section_is_of_all(section) != !snapshot)
            continue;
        fputs("<li><a href=\"#", page->out);
        if (snapshot)
            fprintf(page->out, "s%" PRId64 "-", snapshot->id);
        fprintf(page->out, "%s\">%s</a></li>\n", section->name, section->words[SECTION_TITLE]);
    }
    fputs("</ul></nav>\n", page->out);
}
