#include "collect/views/kallsyms.h"

#include <errno.h>
#include <string.h>

/* Bytes for one read(2).  The kernel returns at most a page, whatever the size. */
#define READ_SIZE 4096

struct text
kallsyms_module(struct text line)
{
    struct text module = text_word(line, 3);

    if (module.len < 3 || module.data[0] != '[')
        return (struct text){ line.data, 0 };
    return (struct text){ module.data + 1, module.len - 2 };
}

/* Takes the complete lines off; what remains is completed by the next page. */
static void
take_lines(const struct kallsyms *kallsyms, struct bytes *text)
{
    const char *last = memrchr(text->data, '\n', text->len);
    struct text rest, line;
    size_t whole;

    if (!last)
        return;
    whole = (size_t)(last - text->data) + 1;
    rest = (struct text){ text->data, whole };
    if (kallsyms->only_modules && !memchr(text->data, '[', whole))
        rest.len = 0;
    while (text_next_line(&rest, &line))
        kallsyms->take(kallsyms->context, line);
    memmove(text->data, text->data + whole, text->len - whole);
    text->len -= whole;
}

int
kallsyms_read(const struct kallsyms *kallsyms, struct guard *guard, int fd)
{
    struct bytes text = { 0 };
    ssize_t count = 1;
    int error = 0;

    while (count > 0) {
        char *room = bytes_room(&text, READ_SIZE);

        errno = ENOMEM;
        count = room ? guard_read(guard, fd, room, READ_SIZE) : -1;
        error = count < 0 ? errno : 0;
        if (count <= 0)
            break;
        bytes_grew(&text, (size_t)count);
        take_lines(kallsyms, &text);
    }
    bytes_free(&text);
    return error;
}
