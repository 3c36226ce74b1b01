#include "analyze/shell/history.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyze/base/error.h"
#include "analyze/shell/words.h"

/* Lines that are kept. */
#define LINES_MAX 2000

/* Makes the directories of a path, the last name of which is a file.  What cannot be made is noticed when the file is opened. */
static void
make_directories(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0700);
        *slash = '/';
    }
}

/* A relative $XDG_STATE_HOME does not count, as the XDG Base Directory Specification says. */
static char *
path_of_file(void)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    if (state && state[0] == '/')
        return xasprintf("%s/stillframe/history", state);
    if (home && home[0] == '/')
        return xasprintf("%s/.local/state/stillframe/history", home);
    return NULL;
}

/* Opens the file for reading and appending; it gets mode 0600, even if it had another.  NULL where that cannot be. */
static FILE *
open_file(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NOFOLLOW | O_NONBLOCK, 0600);
    struct stat status;
    FILE *file = NULL;

    if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && fchmod(fd, 0600) == 0)
        file = fdopen(fd, "a+");
    if (fd >= 0 && !file)
        (void)close(fd);
    return file;
}

/* Without memory a line is not remembered. */
static void
remember(struct line_history *h, const char *line)
{
    HistEvent event;

    (void)history(h->lines, &event, H_ENTER, line);
}

static void
read_lines(FILE *file, struct words *lines)
{
    char *line = NULL;
    size_t size = 0;

    while (getline(&line, &size, file) > 0)
        words_add(lines, (struct slice){ line, strcspn(line, "\n") });
    free(line);
}

/* Keeps the newest lines of a file that has become long.  What cannot be written is forgotten. */
static void
shorten(FILE *file, const struct words *lines)
{
    if (lines->count <= 2 * LINES_MAX || ftruncate(fileno(file), 0))
        return;
    for (size_t i = lines->count - LINES_MAX; i < lines->count; i++)
        fprintf(file, "%s\n", lines->list[i]);
}

void
line_history_open(struct line_history *h)
{
    struct words lines = { 0 };
    HistEvent event;
    char *path;

    *h = (struct line_history){ .lines = history_init() };
    if (!h->lines || history(h->lines, &event, H_SETSIZE, LINES_MAX) < 0)
        die("out of memory");
    (void)history(h->lines, &event, H_SETUNIQUE, 1); /* a line again is the same line */
    path = path_of_file();
    if (path)
        make_directories(path);
    if (path)
        h->file = open_file(path);
    free(path);
    if (!h->file)
        return;
    read_lines(h->file, &lines);
    shorten(h->file, &lines);
    (void)fflush(h->file); /* see shorten() */
    for (size_t i = 0; i < lines.count; i++)
        remember(h, lines.list[i]);
    words_free(&lines);
}

void
line_history_close(struct line_history *h)
{
    history_end(h->lines);
    if (h->file)
        (void)fclose(h->file); /* see line_history_add() */
}

void
line_history_add(struct line_history *h, const char *line)
{
    remember(h, line);
    if (!h->file)
        return;
    fprintf(h->file, "%s\n", line);
    (void)fflush(h->file); /* what cannot be written is forgotten with this shell */
}
