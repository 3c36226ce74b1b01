#include "analyze/shell/columns.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include "analyze/base/escape.h"

/* Between two columns. */
#define GAP 2

/* Columns of the terminal; 1 where there is none, so that each name has its line. */
static size_t
width_of(FILE *out)
{
    struct winsize size;

    if (isatty(fileno(out)) != 1)
        return 1;
    return ioctl(fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static size_t
widest(const struct words *words)
{
    size_t most = 0;

    for (size_t i = 0; i < words->count; i++) {
        size_t width = escape_width(slice_of(words->list[i]));

        most = width > most ? width : most;
    }
    return most;
}

static void
print_cell(FILE *out, const char *word, size_t width, int last)
{
    escape_write(out, slice_of(word));
    for (size_t used = escape_width(slice_of(word)); !last && used < width; used++)
        putc(' ', out);
}

void
columns_print(FILE *out, const struct words *words)
{
    size_t width = widest(words) + GAP, across = width_of(out) / width, rows;

    across = across > 0 ? across : 1;
    rows = (words->count + across - 1) / across;
    for (size_t row = 0; row < rows; row++) {
        for (size_t at = row; at < words->count; at += rows)
            print_cell(out, words->list[at], width, at + rows >= words->count);
        putc('\n', out);
    }
}
