/* JSON as lsof writes it since 4.99.7: one object with the files below their processes (-J), or an object a file and line (-j). */
#include "analyze/answers/lsof/writer.h"

#include <inttypes.h>
#include <stdio.h>

#define SPACE 64

/* The version of lsof whose shape this is. */
#define SHAPE "4.99.7"

static FILE *
out_of(const struct output *output)
{
    return output->answer->render->out;
}

static void
write_key(const struct output *output, const char *key, bool *first)
{
    fprintf(out_of(output), "%s\"%s\":", *first ? "" : ",", key);
    *first = false;
}

static void
write_text(const struct output *output, char field, const char *key, struct slice text, bool *first)
{
    if (!output_wants(output, field) || text.len == 0)
        return;
    write_key(output, key, first);
    json_write(out_of(output), text);
}

static void
write_letter(const struct output *output, char field, const char *key, char letter, bool *first)
{
    write_text(output, field, key, (struct slice){ &letter, letter == ' ' ? 0 : 1 }, first);
}

static void
write_number(const struct output *output, char field, const char *key, struct maybe number, bool *first)
{
    if (!output_wants(output, field) || !number.known)
        return;
    write_key(output, key, first);
    fprintf(out_of(output), "%" PRId64, number.value);
}

/* Sizes and inodes are strings in lsof: they may be larger than the numbers of JavaScript. */
static void
write_large(const struct output *output, char field, const char *key, struct maybe number, bool *first)
{
    char text[SPACE];

    if (number.known && snprintf(text, sizeof(text), "%" PRId64, number.value) > 0)
        write_text(output, field, key, slice_of(text), first);
}

static void
write_inode(const struct output *output, char field, const char *key, struct maybe inode, bool *first)
{
    char text[SPACE];

    if (inode.known) {
        output_inode(inode.value, text, sizeof(text));
        write_text(output, field, key, slice_of(text), first);
    }
}

static void
write_device(const struct output *output, char field, const char *key, struct maybe device, bool *first)
{
    char text[SPACE];

    if (device.known) {
        output_device(device.value, text, sizeof(text));
        write_text(output, field, key, slice_of(text), first);
    }
}

static void
write_process(const struct output *output, const struct lsof_process *process, bool *first)
{
    const struct lsof_request *request = output->request;

    write_number(output, 'p', "pid", maybe_of(process->pid), first);
    write_number(output, 'K', "tid", (struct maybe){ process->tid > 0, process->tid }, first);
    write_text(output, 'M', "task_cmd", slice_of(process->task), first);
    if (request->show_pgid || request->fields[0] == '\0')
        write_number(output, 'g', "pgid", process->pgid, first);
    if (request->show_ppid || request->fields[0] == '\0')
        write_number(output, 'R', "ppid", process->ppid, first);
    write_text(output, 'c', "command", slice_of(process->command), first);
    write_number(output, 'u', "uid", process->uid, first);
    if (process->user_is_name)
        write_text(output, 'L', "login", slice_of(process->user), first);
}

/* Of a UDP socket NAME has no state, as in older versions; here it has one, if it is connected. */
static const char *
state_of(const struct lsof_file *file)
{
    if (!file->state && file->tcp_state && strcmp(file->tcp_state, "ESTABLISHED") == 0)
        return file->tcp_state;
    return file->state;
}

static void
write_states(const struct output *output, const struct lsof_file *file, bool *first)
{
    bool queues = file->socket && file->protocol && file->socket->node, first_state = true;
    const char *state = state_of(file);

    if (!output_wants(output, 'T') || (!state && !queues))
        return;
    write_key(output, "tcp_info", first);
    putc('{', out_of(output));
    write_text(output, 'T', "state", slice_of(state), &first_state);
    if (queues) {
        write_number(output, 'T', "recv_queue", file->socket->recv_q, &first_state);
        write_number(output, 'T', "send_queue", file->socket->send_q, &first_state);
    }
    putc('}', out_of(output));
}

static void
write_file_fields(struct output *output, const struct lsof_file *file, bool *first)
{
    char descriptor[SPACE];

    output_descriptor(file, descriptor, sizeof(descriptor));
    write_text(output, 'f', "fd", slice_of(descriptor), first);
    write_letter(output, 'a', "access", file->access, first);
    write_letter(output, 'l', "lock", file->lock, first);
    write_text(output, 't', "type", slice_of(file->type), first);
    if (file->protocol)
        write_inode(output, 'd', "device", file->inode, first);
    write_device(output, 'D', "device_number", file->device, first);
    write_device(output, 'r', "raw_device", file->raw_device, first);
    write_large(output, 's', "size", file->size, first);
    write_large(output, 'o', "offset", file->offset, first);
    if (!file->protocol)
        write_inode(output, 'i', "inode", file->inode, first);
    write_number(output, 'k', "nlink", file->links, first);
    write_text(output, 'P', "protocol", slice_of(file->protocol), first);
    output->text.len = 0;
    output_name(output, file, false, &output->text);
    write_text(output, 'n', "name", buffer_slice(&output->text), first);
    write_states(output, file, first);
    if (file->socket)
        write_number(output, 'p', "net_namespace", file->socket->net_namespace, first);
}

static void
write_snapshot(const struct output *output, bool *first)
{
    write_text(output, 'p', "host", slice_of(output->answer->snapshot->host), first);
    write_text(output, 'p', "captured_at", slice_of(output->answer->snapshot->started_at), first);
}

static int
begin_json(struct output *output, struct error *error)
{
    bool first = true;

    (void)error; /* main.c finds what could not be written, here and below */
    putc('{', out_of(output));
    write_text(output, 'p', "lsof_version", slice_of(SHAPE), &first);
    write_snapshot(output, &first);
    write_key(output, "processes", &first);
    putc('[', out_of(output));
    return 0;
}

static int
write_json(struct output *output, const struct lsof_process *process, const struct lsof_file *file, struct error *error)
{
    bool first = true;

    (void)error;
    if (process->pid < 0 || process->pid != output->pid || process->tid != output->tid) {
        fputs(output->any ? "]},{" : "{", out_of(output));
        write_process(output, process, &first);
        write_key(output, "files", &first);
        putc('[', out_of(output));
    } else {
        putc(',', out_of(output));
    }
    output->any = true;
    output->pid = process->pid;
    output->tid = process->tid;
    first = true;
    putc('{', out_of(output));
    write_file_fields(output, file, &first);
    putc('}', out_of(output));
    return 0;
}

static int
end_json(struct output *output, struct error *error)
{
    (void)error;
    fputs(output->any ? "]}]}\n" : "]}\n", out_of(output));
    return 0;
}

static int
begin_json_lines(struct output *output, struct error *error)
{
    (void)output;
    (void)error;
    return 0;
}

static int
write_json_line(struct output *output, const struct lsof_process *process, const struct lsof_file *file,
                struct error *error)
{
    bool first = true;

    (void)error;
    putc('{', out_of(output));
    write_snapshot(output, &first);
    write_process(output, process, &first);
    write_file_fields(output, file, &first);
    fputs("}\n", out_of(output));
    return 0;
}

const struct writer writer_json = { begin_json, write_json, end_json };
const struct writer writer_json_lines = { begin_json_lines, write_json_line, begin_json_lines };
