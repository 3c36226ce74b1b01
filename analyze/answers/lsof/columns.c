#include "analyze/answers/lsof/columns.h"
#include "analyze/answers/lsof/namespaces.h"

#include <inttypes.h>
#include <stdio.h>

static const struct cell empty = { CELL_NULL, { NULL, 0 } };

static struct cell
text_cell(const char *text)
{
    return text && text[0] ? cell_of_text(text) : empty;
}

static struct cell
number_cell(const struct lsof_row *row, struct maybe number)
{
    if (!number.known || snprintf(row->space, LSOF_CELL, "%" PRId64, number.value) < 0)
        return empty;
    return (struct cell){ CELL_NUMBER, slice_of(row->space) };
}

static struct cell
inode_cell(const struct lsof_row *row, struct maybe inode)
{
    if (!inode.known)
        return empty;
    output_inode(inode.value, row->space, LSOF_CELL);
    return (struct cell){ CELL_NUMBER, slice_of(row->space) };
}

static struct cell
command(const struct lsof_row *row)
{
    return text_cell(row->process->command);
}

static struct cell
pid(const struct lsof_row *row)
{
    return number_cell(row, (struct maybe){ row->process->pid >= 0, row->process->pid });
}

static struct cell
tid(const struct lsof_row *row)
{
    return number_cell(row, (struct maybe){ row->process->tid > 0, row->process->tid });
}

static struct cell
task(const struct lsof_row *row)
{
    return text_cell(row->process->task);
}

static struct cell
ppid(const struct lsof_row *row)
{
    return number_cell(row, row->process->ppid);
}

static struct cell
pgid(const struct lsof_row *row)
{
    return number_cell(row, row->process->pgid);
}

static struct cell
uid(const struct lsof_row *row)
{
    return number_cell(row, row->process->uid);
}

static struct cell
user(const struct lsof_row *row)
{
    return text_cell(row->process->user);
}

static struct cell
descriptor(const struct lsof_row *row)
{
    output_descriptor(row->file, row->space, LSOF_CELL);
    return text_cell(row->space);
}

/* With the mode and the lock behind it, a place each. */
static struct cell
descriptor_and_mode(const struct lsof_row *row)
{
    const struct lsof_file *file = row->file;
    char access = file->access == ' ' && file->lock != ' ' ? '-' : file->access;
    size_t len;

    output_descriptor(file, row->space, LSOF_CELL - 3);
    len = strlen(row->space);
    row->space[len] = access;
    row->space[len + 1] = file->lock;
    row->space[len + 2] = '\0';
    return len > 0 ? cell_of_text(row->space) : empty;
}

static struct cell
letter_cell(const struct lsof_row *row, char letter)
{
    row->space[0] = letter;
    row->space[1] = '\0';
    return letter == ' ' ? empty : cell_of_text(row->space);
}

static struct cell
access_mode(const struct lsof_row *row)
{
    return letter_cell(row, row->file->access);
}

static struct cell
lock_mode(const struct lsof_row *row)
{
    return letter_cell(row, row->file->lock);
}

static struct cell
type(const struct lsof_row *row)
{
    return text_cell(row->file->type);
}

/* A device file's own number, the device of another file, or the inode of a socket whose NODE is its protocol. */
static struct cell
device(const struct lsof_row *row)
{
    const struct lsof_file *file = row->file;
    struct maybe number = file->raw_device.known ? file->raw_device : file->device;

    if (file->protocol && file->inode.known)
        return inode_cell(row, file->inode);
    if (!number.known ||
        snprintf(row->space, LSOF_CELL, "%" PRId64 ",%" PRId64, number.value >> 32, number.value & UINT32_MAX) < 0)
        return empty;
    return cell_of_text(row->space);
}

/* As lsof -H: 12B, 1.5K. */
static struct cell
human_cell(const struct lsof_row *row, int64_t size)
{
    static const char units[] = "KMGTPE";
    int64_t unit = 1024;
    size_t i = 0;
    int length;

    while (i < sizeof(units) - 2 && size / 1024 >= unit) {
        unit *= 1024;
        i++;
    }
    length = size < 1024 ? snprintf(row->space, LSOF_CELL, "%" PRId64 "B", size)
                         : snprintf(row->space, LSOF_CELL, "%.1f%c", (double)size / (double)unit, units[i]);
    return length < 0 ? empty : cell_of_text(row->space);
}

static struct cell
size_or_offset(const struct lsof_row *row)
{
    const struct lsof_request *request = row->output->request;
    const struct lsof_file *file = row->file;

    if (!request->offsets && file->size.known)
        return request->human && file->size.value >= 0 ? human_cell(row, file->size.value)
                                                       : number_cell(row, file->size);
    if (request->sizes || !file->offset.known)
        return empty;
    output_offset(request, file->offset.value, row->space, LSOF_CELL);
    return cell_of_text(row->space);
}

static struct cell
size(const struct lsof_row *row)
{
    return number_cell(row, row->file->size);
}

static struct cell
offset(const struct lsof_row *row)
{
    return number_cell(row, row->file->offset);
}

static struct cell
links(const struct lsof_row *row)
{
    return number_cell(row, row->file->links);
}

static struct cell
node(const struct lsof_row *row)
{
    return row->file->protocol ? cell_of_text(row->file->protocol) : inode_cell(row, row->file->inode);
}

static struct cell
inode(const struct lsof_row *row)
{
    return inode_cell(row, row->file->inode);
}

static struct cell
name(const struct lsof_row *row)
{
    struct buffer *text = &row->output->text;

    text->len = 0;
    output_name(row->output, row->file, true, text);
    if (answer_for_people(row->output->answer))
        namespaces_add(row->output->namespaces,
                       row->file->socket ? row->file->socket->net_namespace : (struct maybe){ 0 }, text);
    return text->len > 0 ? (struct cell){ CELL_TEXT, buffer_slice(text) } : empty;
}

static struct cell
net_namespace(const struct lsof_row *row)
{
    return number_cell(row, row->file->socket ? row->file->socket->net_namespace : (struct maybe){ 0 });
}

static bool
tasks_wanted(const struct output *output)
{
    return output->tasks;
}

static bool
ppid_wanted(const struct output *output)
{
    return output->request->show_ppid;
}

static bool
pgid_wanted(const struct output *output)
{
    return output->request->show_pgid;
}

static bool
links_wanted(const struct output *output)
{
    return output->request->show_links;
}

static bool
sizes_wanted(const struct output *output)
{
    return output->request->sizes;
}

static bool
offsets_wanted(const struct output *output)
{
    return output->request->offsets;
}

static bool
either_wanted(const struct output *output)
{
    return !output->request->sizes && !output->request->offsets;
}

const struct lsof_column lsof_columns[LSOF_COLUMNS] = {
    { { "command", "COMMAND", LOOK_LEFT(7) }, true, true, NULL, command },
    { { "pid", "PID", LOOK_RIGHT(5) }, true, true, NULL, pid },
    { { "tid", "TID", LOOK_RIGHT(5) }, true, true, tasks_wanted, tid },
    { { "task_command", "TASKCMD", LOOK_LEFT(7) }, true, true, tasks_wanted, task },
    { { "ppid", "PPID", LOOK_RIGHT(4) }, true, true, ppid_wanted, ppid },
    { { "pgid", "PGID", LOOK_RIGHT(4) }, true, true, pgid_wanted, pgid },
    { { "uid", NULL, LOOK_RIGHT(0) }, false, true, NULL, uid },
    { { "user", "USER", LOOK_RIGHT(4) }, true, true, NULL, user },
    { { "fd", "FD  ", LOOK_RIGHT(5) }, true, false, NULL, descriptor_and_mode },
    { { "fd", NULL, LOOK_RIGHT(0) }, false, true, NULL, descriptor },
    { { "access", NULL, LOOK_LEFT(0) }, false, true, NULL, access_mode },
    { { "lock", NULL, LOOK_LEFT(0) }, false, true, NULL, lock_mode },
    { { "type", "TYPE", LOOK_RIGHT(4) }, true, true, NULL, type },
    { { "device", "DEVICE", LOOK_RIGHT(6) }, true, true, NULL, device },
    { { "size_off", "SIZE/OFF", LOOK_RIGHT(8) }, true, false, either_wanted, size_or_offset },
    { { "size_off", "SIZE", LOOK_RIGHT(4) }, true, false, sizes_wanted, size_or_offset },
    { { "size_off", "OFFSET", LOOK_RIGHT(6) }, true, false, offsets_wanted, size_or_offset },
    { { "size", NULL, LOOK_RIGHT(0) }, false, true, NULL, size },
    { { "offset", NULL, LOOK_RIGHT(0) }, false, true, NULL, offset },
    { { "nlink", "NLINK", LOOK_RIGHT(5) }, true, true, links_wanted, links },
    { { "node", "NODE", LOOK_RIGHT(4) }, true, true, NULL, node },
    { { "inode", NULL, LOOK_RIGHT(0) }, false, true, NULL, inode },
    { { "name", "NAME", LOOK_LEFT(4) }, true, true, NULL, name },
    { { "net_namespace", NULL, LOOK_RIGHT(0) }, false, true, NULL, net_namespace },
};
