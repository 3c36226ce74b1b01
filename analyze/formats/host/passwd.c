/*
 * /etc/passwd: passwd(5), as fgetpwent(3) of glibc reads it: white space before a line does not count, and fields at the end may be missing.
 * A line that begins with a sign is no user: see config_compat.
 */
#include "analyze/formats/lib/config.h"

struct passwd_row {
    struct slice username;
    struct slice password;
    struct maybe uid;
    struct maybe gid;
    struct slice description;
    struct slice directory;
    struct slice shell;
};

static const struct column columns[] = {
    COLUMN(struct passwd_row, username), COLUMN(struct passwd_row, password),    COLUMN(struct passwd_row, uid),
    COLUMN(struct passwd_row, gid),      COLUMN(struct passwd_row, description), COLUMN(struct passwd_row, directory),
    COLUMN(struct passwd_row, shell),
};
static const struct table table = TABLE("passwd_file", columns);
static const struct table *const tables[] = { &table, &compat_table, NULL };

static int
parse_line(const struct format_input *input, struct scan *s, struct decoder *decoder, const struct format_sink *sink,
           size_t line)
{
    struct passwd_row row = { .username = { NULL, 0 } };
    struct slice uid = { NULL, 0 };
    struct slice gid = { NULL, 0 };

    (void)decoder;
    scan_space(s);
    if (config_at_compat(s))
        return config_compat(input, s, sink, line);
    scan_until(s, "user name", ':', &row.username);
    scan_until(s, "password", ':', &row.password);
    scan_until(s, "uid", ':', &uid);
    scan_part(s, ':', &gid);
    scan_part(s, ':', &row.description);
    scan_part(s, ':', &row.directory);
    scan_part(s, '\n', &row.shell);
    config_id(s, "uid", uid, &row.uid);
    config_id(s, "gid", gid, &row.gid);
    return format_row(sink, &table, &row, s, line);
}

static int
parse(const struct format_input *input, const struct format_sink *sink)
{
    return config_lines(input, sink, parse_line);
}

const struct format format_passwd = { .name = "passwd", .parse = parse, .tables = tables };
