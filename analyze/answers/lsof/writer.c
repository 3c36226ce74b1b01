#include "analyze/answers/lsof/writer.h"

#include <inttypes.h>
#include <stdio.h>

/* Appends what -T wants of the state, in parentheses. */
static void
add_state(const struct lsof_request *request, const struct lsof_file *file, struct buffer *text)
{
    const char *separator = "(";

    if (!file->state && !(request->queues && file->protocol && file->socket))
        return;
    if (text->len > 0 && (request->state || request->queues))
        buffer_add(text, " ", 1);
    if (request->state && file->state) {
        buffer_format(text, "%s%s", separator, file->state);
        separator = " ";
    }
    if (request->queues && file->protocol && file->socket->node) {
        if (file->socket->recv_q.known) {
            buffer_format(text, "%sQR=%" PRId64, separator, file->socket->recv_q.value);
            separator = " ";
        }
        if (file->socket->send_q.known) {
            buffer_format(text, "%sQS=%" PRId64, separator, file->socket->send_q.value);
            separator = " ";
        }
    }
    if (separator[0] == ' ')
        buffer_add(text, ")", 1);
}

void
output_name(const struct output *output, const struct lsof_file *file, bool with_state, struct buffer *text)
{
    buffer_add(text, file->name.ptr, file->name.len);
    if (file->ends.len > 0) {
        if (text->len > 0)
            buffer_add(text, " ", 1);
        buffer_add(text, file->ends.ptr, file->ends.len);
    }
    if (with_state)
        add_state(output->request, file, text);
}

bool
output_wants(const struct output *output, char field)
{
    const char *fields = output->request->fields;

    if (field == 'p')
        return true;
    return fields[0] == '\0' ? field != 'r' : strchr(fields, field) != NULL; /* r only where it is named */
}

void
output_device(int64_t device, char *text, size_t size)
{
    uint64_t major = (uint64_t)device >> 32, minor = (uint64_t)device & UINT32_MAX;

    if (snprintf(text, size, "0x%" PRIx64,
                 (major & 0xfff) << 8 | (major & ~(uint64_t)0xfff) << 32 | (minor & 0xff) |
                     (minor & ~(uint64_t)0xff) << 12) < 0)
        text[0] = '\0';
}

void
output_inode(int64_t inode, char *text, size_t size)
{
    if (snprintf(text, size, "%" PRIu64, (uint64_t)inode) < 0)
        text[0] = '\0';
}

void
output_descriptor(const struct lsof_file *file, char *text, size_t size)
{
    int length = file->fd           ? snprintf(text, size, "%s", file->fd)
                 : file->number < 0 ? snprintf(text, size, "%s", "")
                                    : snprintf(text, size, "%" PRId64, file->number);

    if (length < 0)
        text[0] = '\0';
}

void
output_offset(const struct lsof_request *request, int64_t offset, char *text, size_t size)
{
    int length = snprintf(text, size, "0t%" PRId64, offset);

    if (request->offset_digits > 0 && length > request->offset_digits + 2)
        length = snprintf(text, size, "0x%" PRIx64, (uint64_t)offset);
    if (length < 0)
        text[0] = '\0';
}
