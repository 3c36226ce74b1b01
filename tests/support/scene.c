#include "tests/support/test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/run.h"
#include "tests/support/scene.h"
#include "tests/support/temporary.h"

struct undo {
    struct undo *next;
    void (*function)(void *);
    void *argument;
};

struct scene {
    struct undo *undos;
    char directory[64];
    unsigned namespaces;
    unsigned first_port; /* of eight that are ours, or 0 */
};

/* The only state at file scope: after a failed assertion or a signal there is no other way to the scene. */
static struct scene *current;
static volatile sig_atomic_t stopped;

static void
clean_up(void)
{
    struct scene *scene = current;

    current = NULL;
    if (!scene)
        return;
    while (scene->undos) {
        struct undo *undo = scene->undos;

        scene->undos = undo->next;
        undo->function(undo->argument);
        free(undo);
    }
    if (remove_tree(scene->directory) < 0)
        fprintf(stderr, "%s: %s\n", scene->directory, strerror(errno));
    free(scene);
}

static void
stop(int number)
{
    stopped = number;
}

int
scene_stopped(void)
{
    return stopped;
}

/* Once: lets the end of the program, unless by SIGKILL, end the scene. */
static void
prepare(void)
{
    static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
    static bool done;
    struct sigaction action = { .sa_handler = stop, .sa_flags = SA_RESTART }; /* poll(2) ends all the same */

    if (done)
        return;
    done = true;
    assert_int_equal(atexit(clean_up), 0);
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
        assert_int_equal(sigaction(signals[i], &action, NULL), 0);
}

struct scene *
scene_begin(void)
{
    prepare();
    clean_up();
    current = calloc(1, sizeof(*current));
    assert_non_null(current);
    strcpy(current->directory, "/tmp/stillframe-test-XXXXXX");
    assert_non_null(mkdtemp(current->directory));
    return current;
}

void
scene_end(struct scene *scene)
{
    assert_ptr_equal(scene, current);
    clean_up();
}

void
scene_defer(struct scene *scene, void (*function)(void *), void *argument)
{
    struct undo *undo = malloc(sizeof(*undo));

    assert_non_null(undo);
    *undo = (struct undo){ scene->undos, function, argument };
    scene->undos = undo;
}

const char *
scene_directory(const struct scene *scene)
{
    return scene->directory;
}

void *
scene_memory(struct scene *scene, size_t size)
{
    void *memory = calloc(1, size);

    assert_non_null(memory);
    scene_defer(scene, free, memory);
    return memory;
}

char *
scene_vtext(struct scene *scene, const char *format, va_list arguments)
{
    char *text;

    assert_true(vasprintf(&text, format, arguments) >= 0);
    scene_defer(scene, free, text);
    return text;
}

char *
scene_text(struct scene *scene, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = scene_vtext(scene, format, arguments);
    va_end(arguments);
    return text;
}

static int
open_below(struct scene *scene, const char *path, int flags)
{
    int directory = open(scene->directory, O_PATH | O_DIRECTORY | O_CLOEXEC);
    int fd;

    assert_true(directory >= 0);
    fd = openat(directory, path, flags | O_CLOEXEC, 0600);
    if (fd < 0)
        fail_msg("%s: %s", path, strerror(errno));
    assert_int_equal(close(directory), 0);
    return fd;
}

char *
scene_read(struct scene *scene, const char *path, size_t *size)
{
    int fd = open_below(scene, path, O_RDONLY);
    size_t done = 0;
    struct stat st;
    char *text;
    ssize_t n;

    assert_int_equal(fstat(fd, &st), 0);
    text = scene_memory(scene, (size_t)st.st_size + 1);
    while ((n = read(fd, text + done, (size_t)st.st_size - done)) > 0)
        done += (size_t)n;
    assert_int_equal(n, 0);
    assert_int_equal(close(fd), 0);
    if (size)
        *size = done;
    return text;
}

void
scene_write(struct scene *scene, const char *path, const void *bytes, size_t size)
{
    int fd = open_below(scene, path, O_WRONLY | O_CREAT | O_TRUNC);
    const char *next = bytes;

    while (size > 0) {
        ssize_t n = write(fd, next, size);

        assert_true(n > 0);
        next += n;
        size -= (size_t)n;
    }
    assert_int_equal(close(fd), 0);
}

static void
delete_namespace(void *name)
{
    char *argv[] = { (char *)"ip", (char *)"netns", (char *)"del", name, NULL };
    int status = -1;
    pid_t pid;

    if (posix_spawnp(&pid, "ip", NULL, NULL, argv, environ) == 0 && waitpid(pid, &status, 0) != pid)
        status = -1;
    if (status != 0)
        fprintf(stderr, "ip netns del %s failed\n", (char *)name);
}

char *
scene_namespace(struct scene *scene)
{
    char *name = scene_text(scene, "stillframe-%d-%u", (int)getpid(), scene->namespaces++);

    sh_ok(scene, "ip netns add %s", name);
    scene_defer(scene, delete_namespace, name);
    sh_ok(scene, "ip -n %s link set lo up", name);
    return name;
}

uint64_t
scene_namespace_inode(struct scene *scene, const char *name)
{
    struct stat st;

    assert_int_equal(stat(scene_text(scene, "/run/netns/%s", name), &st), 0);
    return st.st_ino;
}

static char *
claim_of(struct scene *scene, unsigned first_port)
{
    return scene_text(scene, "/tmp/stillframe-ports-%u", first_port);
}

static void
release_ports(void *argument)
{
    struct scene *scene = argument;

    if (rmdir(claim_of(scene, scene->first_port)) < 0)
        fprintf(stderr, "ports %u: %s\n", scene->first_port, strerror(errno));
}

/* The kernel chooses others: above 32767.  Whoever is killed leaves a claim behind, and others take the next ports. */
static unsigned
claim_ports(struct scene *scene)
{
    for (unsigned i = 0; i < 2000; i++) {
        unsigned first = 16000 + ((unsigned)getpid() + i) % 2000 * 8;

        if (mkdir(claim_of(scene, first), 0700) == 0)
            return first;
        if (errno != EEXIST)
            fail_msg("ports: %s", strerror(errno));
    }
    fail_msg("no ports are left: see /tmp/stillframe-ports-*");
    return 0;
}

unsigned
scene_port(struct scene *scene, unsigned n)
{
    if (scene->first_port == 0) {
        scene->first_port = claim_ports(scene);
        scene_defer(scene, release_ports, scene);
    }
    return scene->first_port + n;
}

const char *
scene_loopback(struct scene *scene)
{
    unsigned first = scene_port(scene, 0);

    return scene_text(scene, "127.%u.%u", first / 256, first % 256);
}

const char *
scene_network(struct scene *scene, unsigned n)
{
    unsigned number = scene_port(scene, 0) / 8; /* 2000 to 3999 */

    return scene_text(scene, "10.%u.%u", number / 16, number % 16 * 16 + n);
}

void
scene_needs_root(void)
{
    if (geteuid() != 0)
        skip();
}

void
scene_needs_static_collect(struct scene *scene)
{
    if (sh(scene, "file -b $(command -v collect) | grep -q 'statically linked'").status != 0)
        skip();
}
