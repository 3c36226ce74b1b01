/* What the picture says in words. */
#include "analyze/graph/text.h"
#include "analyze/base/memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *
graph_number(int64_t number)
{
    char digits[32], grouped[48]; /* of any int64_t, and with a comma behind each third */
    int len = snprintf(digits, sizeof(digits), "%" PRId64, number);
    size_t out = 0;

    for (int i = 0; i < len; i++) {
        grouped[out++] = digits[i];
        if ((len - 1 - i) % 3 == 0 && i + 1 < len && digits[i] != '-')
            grouped[out++] = ',';
    }
    return xstrndup(grouped, out);
}

char *
graph_count(int64_t number, const char *one, const char *many)
{
    char *text = graph_number(number);
    char *count = xasprintf("%s %s", text, number == 1 ? one : many);

    free(text);
    return count;
}

char *
graph_row_name(const struct graph_row *row)
{
    char *rows, *text;

    if (!row->others)
        return xasprintf("%s", row->name);
    rows = graph_number((int64_t)row->rows);
    /* an edge may go to others though its row has others that are drawn */
    text = row->rows == 0 ? xasprintf("+ others") : xasprintf("+ %s other%s", rows, row->rows == 1 ? "" : "s");
    free(rows);
    return text;
}

/* "tcp 81, tcp 82, udp 53" as "tcp 81, 82, udp 53": the number of sockets behind it would have no room. */
static char *
shorter(const char *service)
{
    char *text = NULL;
    size_t size = 0, before = 0, len;
    FILE *out = memory_open(&text, &size);

    for (const char *at = service, *last = ""; *at; at += len) {
        size_t protocol = strcspn(at, " ,");

        len = strcspn(at, ",");
        if (protocol < len && protocol == before && strncmp(at, last, protocol) == 0)
            fwrite(at + protocol + 1, 1, len - protocol - 1, out);
        else
            fwrite(at, 1, len, out);
        last = at;
        before = protocol;
        if (at[len] == ',') {
            fputs(", ", out);
            len += 1 + strspn(at + len + 1, " ");
        }
    }
    memory_close(out);
    return text;
}

char *
graph_row_detail(const struct graph_row *row)
{
    char *sockets = graph_count(row->sockets, "socket", "sockets");
    const char *verb = row->side == GRAPH_HERE && row->service && !row->others ? "listens " : "";
    char *service = row->service ? shorter(row->service) : NULL;
    char *text = service ? xasprintf("%s%s \xc2\xb7 %s", verb, service, sockets) : xasprintf("%s", sockets);

    free(service);
    free(sockets);
    return text;
}

char *
graph_caption(const struct graph *graph)
{
    char *rows = graph_number((int64_t)graph->own_rows), *all = graph_number((int64_t)graph->all_rows);
    char *sockets = graph_number(graph->own_sockets), *of = graph_number(graph->sockets);
    char *within = graph_count(graph->left_out, "socket", "sockets");
    char *rest = graph->own_rows == graph->all_rows ? xasprintf("%s", "")
                                                    : xasprintf(" The rest is in \xe2\x80\x9c+ n others\xe2\x80\x9d.");
    char *local =
        graph->left_out > 0 ? xasprintf(" %s of connections within the host left out.", within) : xasprintf("%s", "");
    char *text = xasprintf("%s of %s rows, %s of %s sockets.%s %s%s", rows, all, sockets, of, rest,
                           graph_level_meaning(graph->level), local);

    free(rows);
    free(all);
    free(sockets);
    free(of);
    free(within);
    free(rest);
    free(local);
    return text;
}
