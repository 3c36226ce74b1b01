#include "analyze/report/page.h"
#include "analyze/base/memory.h"
#include "analyze/render/markup.h"
#include "sql.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>

/* What page_end() writes behind the last part, beside the script. */
#define TAIL 1000

char *
page_digest(const char *text)
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char base64[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE)];

    sha256_init(&context);
    sha256_update(&context, strlen(text), (const uint8_t *)text);
    sha256_digest(&context, sizeof(digest), digest);
    base64_encode_raw(base64, sizeof(digest), digest);
    return xasprintf("sha256-%.*s", (int)sizeof(base64), base64);
}

/* Nothing from outside, and of what is inside only our own style and script, whatever got in otherwise. */
static void
write_policy(FILE *out, const char *style)
{
    char *style_digest = page_digest(style), *script_digest = page_digest(page_report_js);

    fprintf(out,
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '%s'; script-src "
            "'%s'; base-uri 'none';"
            " form-action 'none'\">\n",
            style_digest, script_digest);
    free(style_digest);
    free(script_digest);
}

void
page_begin(struct page *page, const char *title, size_t most, size_t rows)
{
    char *style = xasprintf("%s%s", page_report_css, page_graph_css);

    *page = (struct page){ .most = most - TAIL - strlen(page_report_js), .rows = rows };
    page->until = page->most;
    page->out = memory_open(&page->text, &page->size);
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n", page->out);
    write_policy(page->out, style);
    fputs("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
          "content=\"no-referrer\">\n"
          "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
          page->out);
    page_text(page, slice_of(title));
    fprintf(page->out, "</title>\n<style>%s</style>\n</head>\n<body>\n", style);
    free(style);
}

int
page_end(struct page *page, struct error *error)
{
    fprintf(page->out, "<script>%s</script>\n</body>\n</html>\n", page_report_js);
    memory_close(page->out);
    page->out = NULL;
    if (page->size > PAGE_MOST)
        return error_set(error,
                         "the report has %zu bytes, and may have %zu: say --section, --host or a smaller --limit",
                         page->size, PAGE_MOST);
    return 0;
}

void
page_free(struct page *page)
{
    if (page->out)
        (void)fclose(page->out);
    free(page->text);
    *page = (struct page){ 0 };
}

size_t
page_length(struct page *page)
{
    off_t length = ftello(page->out);

    if (length < 0)
        die("ftello");
    return (size_t)length;
}

bool
page_is_full(struct page *page)
{
    return page_length(page) >= page->until;
}

void
page_share(struct page *page, size_t end, size_t parts)
{
    size_t length = page_length(page);

    page->until = length >= end ? length : length + (end - length) / (parts > 0 ? parts : 1);
}

void
page_text(struct page *page, struct slice text)
{
    (void)markup_write_cut(page->out, text, PAGE_TEXT);
}
