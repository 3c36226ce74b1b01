/* Fields for another program (-F), and pids alone (-t). */
#include "analyze/answers/lsof/namespaces.h"
#include "analyze/answers/lsof/writer.h"
#include "analyze/base/escape.h"

#include <inttypes.h>
#include <stdio.h>

#define SPACE 64

static void
write_text(const struct output *output, char field, struct slice text)
{
    FILE *out = output->answer->render->out;

    if (!output_wants(output, field))
        return;
    putc(field, out);
    escape_write(out, text);
    putc(output->request->terminator, out);
}

static void
write_number(const struct output *output, char field, struct maybe number)
{
    char text[SPACE];

    if (number.known && snprintf(text, sizeof(text), "%" PRId64, number.value) > 0)
        write_text(output, field, slice_of(text));
}

static void
write_device(const struct output *output, char field, struct maybe device)
{
    char text[SPACE];

    if (device.known) {
        output_device(device.value, text, sizeof(text));
        write_text(output, field, slice_of(text));
    }
}

static void
write_inode(const struct output *output, char field, struct maybe inode)
{
    char text[SPACE];

    if (inode.known) {
        output_inode(inode.value, text, sizeof(text));
        write_text(output, field, slice_of(text));
    }
}

static void
end_set(const struct output *output)
{
    if (output->request->terminator == '\0')
        putc('\n', output->answer->render->out);
}

static void
write_process(const struct output *output, const struct lsof_process *process)
{
    write_number(output, 'p', maybe_of(process->pid));
    write_number(output, 'K', (struct maybe){ process->tid > 0, process->tid });
    if (process->task)
        write_text(output, 'M', slice_of(process->task));
    write_number(output, 'g', process->pgid);
    write_number(output, 'R', process->ppid);
    write_text(output, 'c', slice_of(process->command));
    write_number(output, 'u', process->uid);
    if (process->user_is_name)
        write_text(output, 'L', slice_of(process->user));
    end_set(output);
}

static void
write_states(const struct output *output, const struct lsof_file *file)
{
    char text[SPACE];

    if (file->state && snprintf(text, sizeof(text), "ST=%s", file->state) > 0)
        write_text(output, 'T', slice_of(text));
    if (!file->socket || !file->protocol || !file->socket->node)
        return;
    if (file->socket->recv_q.known && snprintf(text, sizeof(text), "QR=%" PRId64, file->socket->recv_q.value) > 0)
        write_text(output, 'T', slice_of(text));
    if (file->socket->send_q.known && snprintf(text, sizeof(text), "QS=%" PRId64, file->socket->send_q.value) > 0)
        write_text(output, 'T', slice_of(text));
}

static void
write_letter(const struct output *output, char field, char letter)
{
    write_text(output, field, (struct slice){ &letter, 1 });
}

static void
write_name(struct output *output, const struct lsof_file *file)
{
    output->text.len = 0;
    output_name(output, file, false, &output->text);
    namespaces_add(output->namespaces, file->socket ? file->socket->net_namespace : (struct maybe){ 0 }, &output->text);
    write_text(output, 'n', buffer_slice(&output->text));
}

static void
write_offset(const struct output *output, struct maybe offset)
{
    char text[SPACE];

    if (!offset.known)
        return;
    output_offset(output->request, offset.value, text, sizeof(text));
    write_text(output, 'o', slice_of(text));
}

/* The fields of a file, in lsof's order. */
static int
write_fields(struct output *output, const struct lsof_process *process, const struct lsof_file *file,
             struct error *error)
{
    char descriptor[SPACE];

    (void)error; /* main.c finds what could not be written */
    if (process->pid < 0 || process->pid != output->pid || process->tid != output->tid)
        write_process(output, process);
    output->pid = process->pid;
    output->tid = process->tid;
    output_descriptor(file, descriptor, sizeof(descriptor));
    write_text(output, 'f', slice_of(descriptor));
    write_letter(output, 'a', file->access);
    write_letter(output, 'l', file->lock);
    if (file->type[0])
        write_text(output, 't', slice_of(file->type));
    if (file->protocol)
        write_inode(output, 'd', file->inode);
    write_device(output, 'D', file->device);
    write_device(output, 'r', file->raw_device);
    write_number(output, 's', file->size);
    write_offset(output, file->offset);
    if (!file->protocol)
        write_inode(output, 'i', file->inode);
    write_number(output, 'k', file->links);
    if (file->protocol)
        write_text(output, 'P', slice_of(file->protocol));
    write_name(output, file);
    write_states(output, file);
    end_set(output);
    return 0;
}

/* lsof marks the begin of the next list with a field m; here, that of the next snapshot, where there are several. */
static int
begin_fields(struct output *output, struct error *error)
{
    FILE *out = output->answer->render->out;

    (void)error; /* main.c finds what could not be written */
    if (!output->answer->several)
        return 0;
    putc('m', out);
    escape_write(out, slice_of(output->answer->snapshot->title));
    putc(output->request->terminator, out);
    end_set(output);
    return 0;
}

static int
nothing(struct output *output, struct error *error)
{
    (void)output;
    (void)error;
    return 0;
}

static int
write_pid(struct output *output, const struct lsof_process *process, const struct lsof_file *file, struct error *error)
{
    (void)file;
    (void)error; /* main.c finds what could not be written */
    if (process->pid >= 0 && process->pid != output->pid)
        fprintf(output->answer->render->out, "%" PRId64 "\n", process->pid);
    output->pid = process->pid;
    return 0;
}

const struct writer writer_fields = { begin_fields, write_fields, nothing };
const struct writer writer_terse = { nothing, write_pid, nothing };
