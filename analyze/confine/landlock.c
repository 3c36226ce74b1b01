#include "analyze/confine/landlock.h"
#include "analyze/confine/spared.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* What the headers of the machine that builds may not have yet. */
#define FS_TRUNCATE   (UINT64_C(1) << 14)
#define FS_IOCTL_DEV  (UINT64_C(1) << 15)
#define NET_BIND_TCP  (UINT64_C(1) << 0)
#define NET_CONNECT   (UINT64_C(1) << 1)
#define SCOPE_UNIX    (UINT64_C(1) << 0)
#define SCOPE_SIGNALS (UINT64_C(1) << 1)

/* All of version 1: LANDLOCK_ACCESS_FS_EXECUTE to LANDLOCK_ACCESS_FS_MAKE_SYM. */
#define FS_FIRST    ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

#define FS_READ     (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define FS_NEW      (FS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG)
#define FS_TREE     (FS_NEW | LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_SYM)
#define FS_DATABASE (FS_NEW | FS_TRUNCATE | LANDLOCK_ACCESS_FS_REMOVE_FILE)

/* What can be said of a file that is no directory. */
#define FS_FILE                                                                                                \
    (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | FS_TRUNCATE | \
     FS_IOCTL_DEV)

/* struct landlock_ruleset_attr, as of version 6. */
struct ruleset {
    uint64_t fs, net, scoped;
};

/* What each version added: a kernel takes no right that it does not know. */
static const struct {
    int version;
    uint64_t fs, net, scoped;
    size_t size; /* of the structure */
} versions[] = {
    { 1, FS_FIRST, 0, 0, 8 },      { 2, LANDLOCK_ACCESS_FS_REFER, 0, 0, 8 },
    { 3, FS_TRUNCATE, 0, 0, 8 },   { 4, 0, NET_BIND_TCP | NET_CONNECT, 0, 16 },
    { 5, FS_IOCTL_DEV, 0, 0, 16 }, { 6, 0, 0, SCOPE_UNIX | SCOPE_SIGNALS, 24 },
};

/* SQLite seeds its random numbers from it, and takes the time of day where it cannot. */
static const char *const system_files[] = { "/dev/urandom" };

int
landlock_version(void)
{
    return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

/* A set that forbids whatever the version knows. */
static int
create(int version, struct ruleset *all)
{
    size_t size = 0;

    *all = (struct ruleset){ 0 };
    for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]) && versions[i].version <= version; i++) {
        all->fs |= versions[i].fs;
        all->net |= versions[i].net;
        all->scoped |= versions[i].scoped;
        size = versions[i].size;
    }
    return (int)syscall(SYS_landlock_create_ruleset, all, size, 0);
}

/*
 * Allows something of a path and what is below it.  What is not there needs no rule; nor does what is in no file system, such as the pipe
 * behind /dev/fd/63.
 */
static void
allow(int set, const struct ruleset *all, const char *path, uint64_t rights)
{
    struct landlock_path_beneath_attr rule = { .parent_fd = open(path, O_PATH | O_CLOEXEC) };
    struct stat status;

    if (rule.parent_fd < 0)
        return;
    rule.allowed_access = rights & all->fs;
    if (fstat(rule.parent_fd, &status) == 0 && !S_ISDIR(status.st_mode))
        rule.allowed_access &= FS_FILE;
    (void)syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &rule, 0); /* else opening it says so */
    close(rule.parent_fd);
}

/* A database may be a link: its journal stands beside the file itself. */
static void
allow_database(int set, const struct ruleset *all, const struct confine_request *request)
{
    char *path = request->database ? realpath(request->database, NULL) : NULL;

    if (path)
        allow(set, all, dirname(path), request->files == CONFINE_DATABASE ? FS_DATABASE : FS_READ);
    free(path);
}

static void
allow_all(int set, const struct ruleset *all, const struct confine_request *request)
{
    allow_database(set, all, request);
    if (request->directory && request->files == CONFINE_NEW)
        allow(set, all, request->directory, FS_NEW);
    if (request->directory && request->files == CONFINE_TREE)
        allow(set, all, request->directory, FS_TREE);
    for (size_t i = 0; i < request->count; i++)
        if (strcmp(request->inputs[i], "-") != 0)
            allow(set, all, request->inputs[i], FS_READ);
    for (size_t i = 0; i < sizeof(system_files) / sizeof(system_files[0]); i++)
        allow(set, all, system_files[i], FS_READ);
    if (request->reads_all)
        allow(set, all, "/", FS_READ);
    if (SPARED_SANITIZER)
        allow(set, all, "/proc", FS_READ);
    if (SPARED_COVERAGE)
        allow(set, all, "/", UINT64_MAX);
}

int
landlock_begin(const struct confine_request *request)
{
    int version = landlock_version(), set, failed;
    struct ruleset all;

    if (version < 1)
        return -1;
    set = create(version, &all);
    if (set < 0)
        return -1;
    allow_all(set, &all, request);
    failed = syscall(SYS_landlock_restrict_self, set, 0) ? errno : 0;
    close(set);
    errno = failed;
    return failed ? -1 : version;
}
