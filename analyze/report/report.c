#include "analyze/report/report.h"
#include "analyze/base/output.h"
#include "analyze/database/watch.h"
#include "analyze/query/session.h"
#include "analyze/report/chapter.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a chapter needs at least: the headings of its sections and some rows of each. */
#define CHAPTER_LEAST 12000

int
report_check_section(const char *name, struct error *error)
{
    char *names = xasprintf("%s", ""), *longer;

    for (size_t i = 0; i < section_source_count; i++) {
        const char *here = section_name(&section_sources[i]);

        if (strcmp(here, name) == 0) {
            free(names);
            return 0;
        }
        longer = xasprintf("%s%s%s", names, i > 0 ? ", " : "", here);
        free(names);
        names = longer;
    }
    error_set(error, "no section %s: there are %s", name, names);
    free(names);
    return -1;
}

static bool
is_wanted(const struct report_request *request, const char *name)
{
    for (size_t i = 0; i < request->section_count; i++)
        if (strcmp(request->sections[i], name) == 0)
            return true;
    return request->section_count == 0;
}

/* Those that are wanted, in their order.  Freed by free_sections(), also after an error. */
static int
read_sections(const struct report_request *request, struct chapters *chapters, struct error *error)
{
    chapters->sections = xmalloc(section_source_count * sizeof(*chapters->sections));
    chapters->explained = xmalloc(section_source_count * sizeof(*chapters->explained));
    for (size_t i = 0; i < section_source_count; i++) {
        chapters->explained[i] = false;
        if (is_wanted(request, section_name(&section_sources[i])) &&
            section_read(&section_sources[i], &chapters->sections[chapters->count++], error))
            return -1;
    }
    return 0;
}

static void
free_sections(struct chapters *chapters)
{
    for (size_t i = 0; i < chapters->count; i++)
        section_free(&chapters->sections[i]);
    free(chapters->sections);
    free(chapters->explained);
}

/* "Report of web1, 2026-01-31T12:00:00Z": to the second, where a title is read; the strip has the rest. */
static char *
title_of_one(const struct snapshot *snapshot)
{
    const char *time = snapshot->started_at ? snapshot->started_at : "", *fraction = strchr(time, '.');
    size_t title = strlen(snapshot->title), cut = fraction ? strlen(fraction) : 0;

    if (cut == 0 || title < strlen(time) || strcmp(snapshot->title + title - strlen(time), time) != 0)
        return xasprintf("Report of %s", snapshot->title);
    return xasprintf("Report of %.*sZ", (int)(title - cut), snapshot->title);
}

/* That, or "Report of 12 snapshots" */
static char *
title_of(const struct report_request *request, const struct snapshots *chosen)
{
    if (request->title)
        return xasprintf("%s", request->title);
    if (chosen->count == 1)
        return title_of_one(&chosen->list[0]);
    return xasprintf("Report of %zu snapshots", chosen->count);
}

static void
write_header(const struct report_request *request, struct page *page, const char *title)
{
    fputs("<a class=\"skip\" href=\"#main\">To the report</a>\n<header><h1>", page->out);
    page_text(page, slice_of(title));
    fputs("</h1>\n<p>Made by analyze " STILLFRAME_VERSION ": <code>", page->out);
    page_text(page, slice_of(request->command));
    fputs("</code>. Texts of the host are shown as they are, but for bytes that must not be shown, which are \\xHH; "
          "where a text had more than 500 characters, \xe2\x80\xa6 stands for the rest.</p></header>\n",
          page->out);
}

static int
write_chapter(const struct chapters *chapters, const struct snapshot *snapshot, struct page *page, struct error *error)
{
    bool several = chapters->chosen->count > 1;
    int rc;

    snapshot_clock_set(chapters->db, snapshot->started_ns);
    if (narrow(chapters->db, snapshot->id, error))
        return -1;
    if (several) {
        fprintf(page->out, "<article id=\"s%" PRId64 "\"><h2><bdi>", snapshot->id);
        page_text(page, slice_of(snapshot->title));
        fputs("</bdi></h2>\n", page->out);
        chapter_write_links(chapters, snapshot, page);
    }
    rc = chapter_of(chapters, snapshot, page, error);
    if (several)
        fputs("</article>\n", page->out);
    return rc ? rc : widen(chapters->db, error);
}

static void
write_missing_chapters(const struct chapters *chapters, size_t first, struct page *page)
{
    fprintf(page->out,
            "<p class=\"more\">The page is full: of %zu snapshots no chapter is here. For one of them: <code>analyze "
            "report ",
            chapters->chosen->count - first);
    chapter_write_word(page, chapters->database);
    fprintf(page->out, " --snapshot %" PRId64 "</code></p>\n", chapters->chosen->list[first].id);
}

/* Whether a section that is wanted is one of each snapshot, or one of all. */
static bool
has_sections(const struct chapters *chapters, bool of_all)
{
    for (size_t i = 0; i < chapters->count; i++)
        if (section_is_of_all(&chapters->sections[i]) == of_all)
            return true;
    return false;
}

/* Whether there is a part over all snapshots: not over one alone, unless nothing else is wanted. */
static bool
has_part_of_all(const struct chapters *chapters)
{
    return has_sections(chapters, true) && (chapters->chosen->count > 1 || !has_sections(chapters, false));
}

static int
write_chapters(const struct chapters *chapters, struct page *page, struct error *error)
{
    size_t count = has_sections(chapters, false) ? chapters->chosen->count : 0;

    if (has_part_of_all(chapters)) {
        page_share(page, page->most, 4);
        if (chapter_of_all(chapters, page, error))
            return -1;
    }
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && page_length(page) + CHAPTER_LEAST > page->most) {
            write_missing_chapters(chapters, i, page);
            break;
        }
        page_share(page, page->most, count - i);
        if (write_chapter(chapters, &chapters->chosen->list[i], page, error))
            return -1;
    }
    return 0;
}

/* Who asks for more rows wants a longer page, too. */
static size_t
bytes_of(const struct report_request *request)
{
    if (request->bytes > 0)
        return request->bytes;
    return request->rows > PAGE_ROWS ? PAGE_MOST : PAGE_USUAL;
}

static int
write_page(const struct report_request *request, const struct chapters *chapters, struct page *page,
           struct error *error)
{
    char *title = title_of(request, chapters->chosen);

    page_begin(page, title, bytes_of(request), request->rows > 0 ? request->rows : PAGE_ROWS);
    write_header(request, page, title);
    free(title);
    if (has_part_of_all(chapters) || chapters->chosen->count == 1) /* else each chapter has its own */
        chapter_write_links(chapters, has_part_of_all(chapters) ? NULL : chapters->chosen->list, page);
    fputs("<main id=\"main\">\n", page->out);
    if (write_chapters(chapters, page, error))
        return -1;
    fputs("</main>\n", page->out);
    return page_end(page, error);
}

static int
write_output(const struct page *page, FILE *out, struct error *error)
{
    struct slice bytes = { page->text, page->size };

    errno = 0;
    if (fwrite(bytes.ptr, 1, bytes.len, out) != bytes.len || fflush(out))
        return output_error(error);
    return 0;
}

static int
write_report(const struct report_request *request, const struct session *session, FILE *out, struct error *error)
{
    struct snapshots chosen = { 0 };
    struct chapters chapters = {
        .db = session->db, .database = request->database, .chosen = &chosen, .progress = request->progress
    };
    struct page page = { 0 };
    int rc = scope_resolve(session->db, &request->scope, &session->all, &chosen, error);

    if (rc == 0)
        rc = read_sections(request, &chapters, error);
    watch(session->db, request->progress);
    if (rc == 0)
        rc = write_page(request, &chapters, &page, error);
    watch(session->db, NULL);
    progress_end(request->progress);
    if (rc == 0)
        rc = write_output(&page, out, error);
    page_free(&page);
    free_sections(&chapters);
    free(chosen.list);
    return rc;
}

int
report_write(const struct report_request *request, FILE *out, struct error *error)
{
    struct session session;
    int rc = session_open(&session, request->database, error);

    if (rc == 0)
        rc = write_report(request, &session, out, error);
    session_close(&session);
    return rc;
}
