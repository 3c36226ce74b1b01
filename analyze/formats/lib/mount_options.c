#include "analyze/formats/lib/mount_options.h"

static bool
is_overlay(struct slice fs_type)
{
    return slice_is(fs_type, "overlay") || slice_is(fs_type, "overlayfs"); /* overlayfs: Ubuntu's kernels before 4.0 */
}

static bool
is_one_of(struct slice name, const char *const names[])
{
    for (; *names; names++)
        if (slice_is(name, *names))
            return true;
    return false;
}

/* The offset behind the closing quote of a quoted value; 0 when the value is not quoted. */
static size_t
quoted(struct slice text)
{
    const char *end = slice_begins(text, "\"") ? memchr(text.ptr + 1, '"', text.len - 1) : NULL;
    size_t len = end ? (size_t)(end + 1 - text.ptr) : 0;

    return len < text.len && text.ptr[len] != ',' ? 0 : len;
}

static size_t
length_of(struct slice text, bool overlay)
{
    static const char *const labels[] = { "context", "fscontext", "defcontext", "rootcontext", NULL };
    size_t len = 0;
    size_t skip;

    for (; len < text.len && text.ptr[len] != ','; len++) {
        if (text.ptr[len] == '\\' && overlay && len + 1 < text.len) {
            len++;
        } else if (text.ptr[len] == '=' && is_one_of((struct slice){ text.ptr, len }, labels)) {
            skip = quoted(slice_skip(text, len + 1));
            len += skip;
        }
    }
    return len;
}

bool
mount_options_next(struct slice *list, struct slice fs_type, struct decoder *decoder, struct mount_option *option)
{
    static const char *const directories[] = { "upperdir", "workdir", NULL };
    bool overlay = is_overlay(fs_type);
    size_t len = length_of(*list, overlay);
    struct slice text = { list->ptr, len };
    const char *equals = len > 0 ? memchr(text.ptr, '=', len) : NULL;

    if (list->len == 0)
        return false;
    *list = slice_skip(*list, len < list->len ? len + 1 : len);
    *option = (struct mount_option){ .name = text };
    if (equals) {
        option->name.len = (size_t)(equals - text.ptr);
        option->value = slice_skip(text, option->name.len + 1);
        if (quoted(option->value) > 0)
            option->value = (struct slice){ option->value.ptr + 1, option->value.len - 2 };
    }
    option->name = decode_octal(decoder, option->name);
    if (!equals)
        return true;
    option->value = overlay && is_one_of(option->name, directories) ? decode_overlay(decoder, option->value)
                                                                    : decode_octal(decoder, option->value);
    return true;
}
