#include "analyze/prove/excerpt.h"

#include <linux/netlink.h>

#include "analyze/archive/member_path.h"
#include "analyze/base/scan.h"
#include "analyze/formats/lib/nlmsg.h"

/* How the rows of a format count the pieces of its file. */
enum pieces {
    PIECES_LINES,
    PIECES_MESSAGES, /* of a netlink dump */
    PIECES_STRINGS,  /* each ended by a NUL */
    PIECES_ONE,      /* the first row is made of the whole file */
    PIECES_RECORDS,  /* of a binary file, which is shown whole */
};

/* The formats of which a row is not a line of text.  Dumps are known by their directories. */
static const struct {
    const char *format;
    enum pieces pieces;
} formats_of_other_pieces[] = {
    { "cmdline", PIECES_ONE },        { "environ", PIECES_STRINGS },  { "host_value", PIECES_ONE },
    { "kernel_cmdline", PIECES_ONE }, { "process_stat", PIECES_ONE }, { "process_status", PIECES_ONE },
    { "process_value", PIECES_ONE },  { "sysctl", PIECES_ONE },       { "utmp", PIECES_RECORDS },
};

static const char *const dump_directories[] = { "diag/", "rtnetlink/", "ctnetlink/", "genetlink/" };

static enum pieces
pieces_of(struct slice path)
{
    struct member_path member = member_path_of(path);
    const char *format = member_path_format(&member);

    for (size_t i = 0; member.kind == MEMBER_NET && i < sizeof(dump_directories) / sizeof(dump_directories[0]); i++)
        if (slice_begins(member.file, dump_directories[i]))
            return PIECES_MESSAGES;
    for (size_t i = 0; format && i < sizeof(formats_of_other_pieces) / sizeof(formats_of_other_pieces[0]); i++)
        if (strcmp(format, formats_of_other_pieces[i].format) == 0)
            return formats_of_other_pieces[i].pieces;
    return PIECES_LINES;
}

static bool
find_line(struct slice content, int64_t line, struct slice *bytes)
{
    struct lines lines = lines_of(content);

    while (lines_next(&lines, bytes))
        if ((int64_t)lines.number == line)
            return true;
    return false;
}

static bool
find_string(struct slice content, int64_t line, struct slice *bytes)
{
    for (int64_t number = 1; content.len > 0; number++) {
        size_t len = strnlen(content.ptr, content.len);

        *bytes = (struct slice){ content.ptr, len };
        if (number == line)
            return true;
        content = slice_skip(content, len < content.len ? len + 1 : len);
    }
    return false;
}

/* The message that is looked for, while the dump is walked. */
struct message {
    size_t line;
    struct slice bytes; /* ptr NULL until it is found */
};

static int
on_message(struct nl_message *m)
{
    struct message *message = m->sink->context;

    if (m->line == message->line)
        message->bytes =
            (struct slice){ m->payload.ptr - sizeof(struct nlmsghdr), m->payload.len + sizeof(struct nlmsghdr) };
    return 0;
}

static int
on_problem(void *context, size_t line, const char *want, struct slice have)
{
    (void)context;
    (void)line;
    (void)want;
    (void)have;
    return 0;
}

/* By the same walk that counts the messages for the rows. */
static bool
find_message(struct slice content, bool big_endian, int64_t line, struct slice *bytes)
{
    struct message message = { .line = (size_t)line };
    struct format_input input = { .text = content, .big_endian = big_endian };
    struct format_sink sink = { .context = &message, .problem = on_problem };

    if (nl_messages(&input, &sink, on_message) != 0)
        return false;
    *bytes = message.bytes;
    return message.bytes.ptr != NULL;
}

bool
excerpt_find(struct slice path, struct slice content, bool big_endian, int64_t line, struct excerpt *excerpt)
{
    enum pieces pieces = pieces_of(path);
    bool all = line == 0 || pieces == PIECES_RECORDS || (pieces == PIECES_ONE && line == 1);

    *excerpt = (struct excerpt){ .bytes = content, .binary = pieces == PIECES_MESSAGES || pieces == PIECES_RECORDS };
    excerpt->whole = all;
    if (all)
        return true;
    switch (pieces) {
    case PIECES_MESSAGES:
        return find_message(content, big_endian, line, &excerpt->bytes);
    case PIECES_STRINGS:
        return find_string(content, line, &excerpt->bytes);
    case PIECES_LINES:
    case PIECES_ONE:
    case PIECES_RECORDS:
        break;
    }
    return find_line(content, line, &excerpt->bytes);
}
