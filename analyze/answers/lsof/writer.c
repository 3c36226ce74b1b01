#include "analyze/answers/lsof/writer.h"

#include <inttypes.h>

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
        text_add(text, "%s%s", separator, file->state);
        separator = " ";
    }
    if (request->queues && file->protocol && file->socket->node) {
        if (file->socket->recv_q.known) {
            text_add(text, "%sQR=%" PRId64, separator, file->socket->recv_q.value);
            separator = " ";
        }
        if (file->socket->send_q.known) {
            text_add(text, "%sQS=%" PRId64, separator, file->socket->send_q.value);
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
