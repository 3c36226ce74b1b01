#include "analyze/archive/name.h"

#include "schema/snapshot/snapshot.h"

bool
name_split(struct slice *rest, struct slice *first)
{
    const char *slash;

    if (!rest->ptr)
        return false;
    slash = memchr(rest->ptr, '/', rest->len);
    first->ptr = rest->ptr;
    first->len = slash ? (size_t)(slash - rest->ptr) : rest->len;
    *rest = slash ? slice_skip(*rest, first->len + 1) : (struct slice){ NULL, 0 };
    return true;
}

const char *
name_want(struct slice name)
{
    char text[SNAPSHOT_NAME_MAX + 1] = "";
    struct slice part;

    if (name.len > SNAPSHOT_NAME_MAX)
        return "a name of at most 240 bytes";
    memcpy(text, name.ptr, name.len);
    if (strspn(text, SNAPSHOT_NAME_BYTES) != name.len)
        return "a name of letters, digits and ._/-";
    while (name_split(&name, &part)) {
        if (part.len == 0)
            return "a relative name without empty parts";
        if (slice_is(part, ".") || slice_is(part, ".."))
            return "a name without . and ..";
    }
    return NULL;
}

bool
name_number(struct slice text, int64_t *number)
{
    *number = 0;
    if (text.len < 1 || text.len > 18 || (text.ptr[0] == '0' && text.len > 1))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        *number = *number * 10 + (text.ptr[i] - '0');
    }
    return true;
}
