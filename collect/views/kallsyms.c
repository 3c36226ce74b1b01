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

/* Bytes of a line.  The kernel's names have at most 512 (KSYM_NAME_LEN). */
#define LONGEST 65536

/* Takes the complete lines off; what remains is completed by the next page.  0, or an errno value. */
static int
take_lines(const struct kallsyms *kallsyms, struct bytes *text)
{
    const char *last = memrchr(text->data, '\n', text->len);
    struct text rest, line;
    size_t whole;

    if (!last)
        return text->len > LONGEST ? EBADMSG : 0;
    whole = (size_t)(last - text->data) + 1;
    rest = (struct text){ text->data, whole };
    if (kallsyms->only_modules && !memchr(text->data, '[', whole))
        rest.len = 0;
    while (text_next_line(&rest, &line))
        if (!kallsyms->take(kallsyms->context, line))
            return EFBIG;
    memmove(text->data, text->data + whole, text->len - whole);
    text->len -= whole;
    return 0;
}

int
kallsyms_read(const struct kallsyms *kallsyms, struct guard *guard, int fd)
{
    struct bytes text = { 0 };
    ssize_t count = 1;
    int error = 0;

    while (count > 0 && error == 0) {
        char *room = bytes_room(&text, READ_SIZE);

        errno = ENOMEM;
        count = room ? guard_read(guard, fd, room, READ_SIZE) : -1;
        error = count < 0 ? errno : 0;
        if (count <= 0)
            break;
        bytes_grew(&text, (size_t)count);
        error = take_lines(kallsyms, &text);
    }
    bytes_free(&text);
    return error;
}
