/* What each kind of confinement leaves, each in a process of its own. */
#include "tests/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analyze/base/limits.h"
#include "analyze/confine/confine.h"
#include "analyze/confine/landlock.h"
#include "analyze/confine/pinned.h"
#include "analyze/confine/spared.h"
#include "analyze/database/beside.h"
#include "tests/support/scene.h"

/* Returns the line where something was not as it should be; 0. */
typedef int deed(void);

#define MUST(condition)      \
    do                       \
        if (!(condition))    \
            return __LINE__; \
    while (0)

#define REFUSED(call) MUST((call) < 0 && (errno == EPERM || errno == EACCES))

/* In a directory with `in/` and `out/`, each with a file; standard error goes to `err`. */
static int
in_child(struct scene *scene, const struct confine_request *request, deed *act)
{
    const struct settings settings = { .require_sandbox = true, .limits = limits_usual };
    struct confinement confinement;
    struct error error = { 0 };
    int fd;

    if (chdir(scene_directory(scene)) || (fd = open("err", O_WRONLY | O_CREAT | O_APPEND, 0600)) < 0 ||
        dup2(fd, STDERR_FILENO) < 0)
        return __LINE__;
    if (request->database)
        beside_begin(request->database);
    if (confine(&settings, request, &confinement, &error))
        return __LINE__;
    confinement_free(&confinement);
    return act();
}

static void
run(const struct confine_request *request, deed *act)
{
    struct scene *scene = scene_begin();
    int status;
    pid_t pid;

    if (SPARED_SANITIZER || SPARED_COVERAGE || landlock_version() < 3)
        skip();
    assert_int_equal(mkdir(scene_text(scene, "%s/in", scene_directory(scene)), 0700), 0);
    assert_int_equal(mkdir(scene_text(scene, "%s/out", scene_directory(scene)), 0700), 0);
    scene_write(scene, "in/case.db", "", 0);
    scene_write(scene, "in/file", "x", 1);
    scene_write(scene, "out/file", "x", 1);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        _exit(in_child(scene, request, act) & 0xff);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!WIFEXITED(status) || WEXITSTATUS(status))
        fail_msg("line %d (modulo 256) or signal %d: %s", WEXITSTATUS(status), WTERMSIG(status),
                 scene_read(scene, "err", NULL));
    scene_end(scene);
}

static int
only_reads(void)
{
    struct stat status;

    MUST(open("in/case.db", O_RDONLY) >= 0);
    MUST(open("in/file", O_RDONLY) >= 0);
    MUST(stat("out/file", &status) == 0); /* names can be seen */
    REFUSED(open("out/file", O_RDONLY));
    REFUSED(open("in/file", O_WRONLY));
    REFUSED(open("in/file", O_RDWR));
    REFUSED(open("in/file", O_RDONLY | O_TRUNC));
    REFUSED(open("in/new", O_RDONLY | O_CREAT, 0600));
    REFUSED(open("in", O_TMPFILE | O_RDWR, 0600));
    REFUSED(creat("in/new", 0600));
    REFUSED(unlink("in/file"));
    REFUSED(rename("in/file", "in/other"));
    REFUSED(mkdir("in/d", 0700));
    REFUSED(chdir("in"));
    REFUSED(fork());
    return 0;
}

TEST(confined_to_reading)
{
    run(&(struct confine_request){ .files = CONFINE_READ, .database = "in/case.db" }, only_reads);
}

static int
reads_inputs(void)
{
    MUST(open("in/file", O_RDONLY) >= 0);
    REFUSED(open("in/case.db", O_RDONLY)); /* beside it */
    REFUSED(open("out/file", O_RDONLY));
    return 0;
}

TEST(confined_to_the_inputs)
{
    char file[] = "in/file", standard[] = "-", missing[] = "in/missing";
    char *const inputs[] = { standard, missing, file };

    run(&(struct confine_request){ .files = CONFINE_READ, .inputs = inputs, .count = 3 }, reads_inputs);
}

static int
makes_files(void)
{
    int fd = open("in/new", O_WRONLY | O_CREAT | O_EXCL, 0600);

    MUST(fd >= 0 && write(fd, "x", 1) == 1);
    MUST(open("out/file", O_RDONLY) >= 0);
    REFUSED(open("in/new", O_WRONLY));
    REFUSED(open("in/file", O_WRONLY | O_TRUNC));
    REFUSED(open("out/new", O_WRONLY | O_CREAT | O_EXCL, 0600));
    REFUSED(mkdir("in/d", 0700));
    REFUSED(unlink("in/new"));
    return 0;
}

TEST(confined_to_new_files)
{
    run(&(struct confine_request){ .files = CONFINE_NEW, .directory = "in", .reads_all = true }, makes_files);
}

static int
makes_a_tree(void)
{
    MUST(mkdir("in/d", 0700) == 0);
    MUST(open("in/d/new", O_WRONLY | O_CREAT | O_EXCL, 0600) >= 0);
    MUST(symlink("/etc/passwd", "in/d/link") == 0);
    MUST(unlink("in/d/new") == 0);
    REFUSED(open("in/file", O_WRONLY));
    REFUSED(open("in/d/link", O_RDONLY)); /* what it points to is elsewhere */
    REFUSED(mkdir("out/d", 0700));
    REFUSED(symlink("x", "out/link"));
    REFUSED(unlink("out/file"));
    REFUSED(link("in/file", "in/d/hard"));
    return 0;
}

TEST(confined_to_a_tree)
{
    run(&(struct confine_request){ .files = CONFINE_TREE, .directory = "in" }, makes_a_tree);
}

/* A journal, and temporary files: more than the caches hold. */
static int
writes_a_database(void)
{
    sqlite3 *db;

    MUST(sqlite3_open("in/case.db", &db) == SQLITE_OK);
    MUST(sqlite3_exec(
             db,
             "PRAGMA temp_store = FILE; PRAGMA cache_size = 10; PRAGMA temp.cache_size = 10; PRAGMA cache_spill = 10;"
             "CREATE TABLE t (a, b); BEGIN; WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT "
             "20000) "
             "INSERT INTO t SELECT i, hex(randomblob(50)) FROM n; COMMIT; CREATE TEMP TABLE u AS SELECT * FROM t ORDER "
             "BY b;"
             "BEGIN; DELETE FROM t; ROLLBACK; CREATE INDEX x ON t (b);",
             NULL, NULL, NULL) == SQLITE_OK);
    MUST(access("in/case.db-journal", F_OK) < 0);
    MUST(sqlite3_close(db) == SQLITE_OK);
    REFUSED(open("in/file", O_RDWR));
    REFUSED(open("in/new", O_RDWR | O_CREAT, 0600));
    REFUSED(open("in/case.db", O_RDWR)); /* the text is right, and at another address */
    REFUSED(unlink("in/file"));
    return 0;
}

TEST(confined_to_a_database)
{
    run(&(struct confine_request){ .files = CONFINE_DATABASE, .database = "in/case.db" }, writes_a_database);
}

/* Nothing can be done to the names that are pinned, and they mean files of the present directory alone. */
static int
attacks_the_names(void)
{
    char *name = (char *)(uintptr_t)pinned_path("in/case.db"), *page = (char *)((uintptr_t)name & ~(uintptr_t)4095);
    char *other = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int fd = open("in/file", O_RDONLY), directory = open("in", O_RDONLY | O_DIRECTORY);

    MUST(strcmp(name, "in/case.db") == 0 && other != MAP_FAILED && fd >= 0 && directory >= 0);
    MUST(open(name, O_RDWR) >= 0);
    REFUSED(openat(directory, name, O_RDWR));
    REFUSED(openat(directory, name, O_RDWR | O_CREAT, 0600));
    MUST(read(fd, name, 1) < 0 && errno == EFAULT);
    REFUSED(mprotect(page, 4096, PROT_READ | PROT_WRITE));
    REFUSED(munmap(page, 4096));
    REFUSED(munmap((void *)4096, 4 << 20));
    REFUSED(madvise(page, 4096, MADV_DONTNEED));
    MUST(mmap(page, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == MAP_FAILED);
    MUST(mremap(page, 4096, 8192, MREMAP_MAYMOVE) == MAP_FAILED && errno == EPERM);
    MUST(mremap(other, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, page) == MAP_FAILED && errno == EPERM);
    MUST(open("/proc/self/mem", O_RDWR) < 0);
    MUST(strcmp(name, "in/case.db") == 0);
    return 0;
}

TEST(pinned_names_stay)
{
    run(&(struct confine_request){ .files = CONFINE_DATABASE, .database = "in/case.db" }, attacks_the_names);
}

/* Memory, descriptors, dumps. */
static int
is_bounded(void)
{
    void *memory = malloc((size_t)16 << 30);
    int fd = 0;

    MUST(!memory);
    for (int i = 0; i < 1000 && fd >= 0; i++)
        fd = dup(STDERR_FILENO);
    MUST(fd < 0 && errno == EMFILE);
    return 0;
}

TEST(confined_by_rlimits)
{
    run(&(struct confine_request){ .files = CONFINE_READ }, is_bounded);
}
