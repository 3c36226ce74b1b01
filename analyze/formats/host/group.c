/*
 * /etc/group: group(5), as fgetgrent(3) of glibc reads it.  Each member also has a row of its own.  A line that begins
 * with a sign is no group: see config_compat.
 */
#include "analyze/formats/lib/config.h"

struct group_row {
    struct slice groupname;
    struct slice password;
    struct maybe gid;
    struct slice members;
};

struct member_row {
    int64_t item;
    struct slice groupname;
    struct maybe gid;
    struct slice username;
};

static const struct column columns[] = {
    COLUMN(struct group_row, groupname),
    COLUMN(struct group_row, password),
    COLUMN(struct group_row, gid),
    COLUMN(struct group_row, members),
};
static const struct table table = TABLE("group_file", columns);

static const struct column member_columns[] = {
    COLUMN(struct member_row, item),
    COLUMN(struct member_row, groupname),
    COLUMN(struct member_row, gid),
    COLUMN(struct member_row, username),
};
static const struct table member_table = TABLE("group_members", member_columns);
static const struct table *const tables[] = { &table, &member_table, &compat_table, NULL };

static int
put_members(const struct group_row *group, const struct format_sink *sink, size_t line)
{
    struct member_row row = { .groupname = group->groupname, .gid = group->gid };
    struct scan members = scan_of(group->members);
    struct slice field;

    for (; members.rest.len > 0; row.item++) {
        struct scan name;

        scan_part(&members, ',', &field);
        name = scan_of(field);
        scan_space(&name); /* glibc keeps the white space behind a name as part of the name */
        row.username = name.rest;
        if (row.username.len > 0 && sink->row(sink->context, &member_table, &row, line) != 0)
            return -1;
    }
    return 0;
}

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct group_row row = { .groupname = { NULL, 0 } };
    struct slice gid = { NULL, 0 };

    (void)decoder;
    scan_space(s);
    if (config_at_compat(s))
        return config_compat(input, s, sink, line);
    scan_until(s, "group name", ':', &row.groupname);
    scan_until(s, "password", ':', &row.password);
    scan_part(s, ':', &gid);
    scan_part(s, '\n', &row.members);
    config_id(s, "gid", gid, &row.gid);
    if (format_row(sink, &table, &row, s, line) != 0)
        return -1;
    return scan_ok(s) ? put_members(&row, sink, line) : 0;
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return config_lines(input, sink, parse_line);
}

const struct format format_group = { .name = "group", .parse = parse, .tables = tables };
