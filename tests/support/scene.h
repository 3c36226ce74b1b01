/*
 * What a test needs while it runs: a temporary directory, and a list of what to undo at the end.  A failed assertion jumps out of the
 * test, so the next scene_begin(), or the end of the program, cleans up what the test left.
 */
#ifndef TESTS_SUPPORT_SCENE_H
#define TESTS_SUPPORT_SCENE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct scene;

/* Makes the directory.  There is one scene at a time; the scene of a failed test is ended first. */
struct scene *scene_begin(void);

/* The signal (SIGINT, SIGTERM, SIGHUP) that asked this program to end, or 0.  A loop that waits must check this and exit, which cleans up. */
int scene_stopped(void);

/* Undoes everything, in reverse order, and removes the directory. */
void scene_end(struct scene *scene);

/* Has function(argument) called at the end. */
void scene_defer(struct scene *scene, void (*function)(void *), void *argument);

/* The temporary directory, absolute. */
const char *scene_directory(const struct scene *scene);

/* Memory and text that live until the end of the scene. */
void *scene_memory(struct scene *scene, size_t size);
char *scene_text(struct scene *scene, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *scene_vtext(struct scene *scene, const char *format, va_list arguments) __attribute__((format(printf, 2, 0)));

/* The whole file, with a NUL behind it; *size (if not NULL) counts without that. Relative to the scene's directory. */
char *scene_read(struct scene *scene, const char *path, size_t *size);
void scene_write(struct scene *scene, const char *path, const void *bytes, size_t size);

/*
 * `ip netns add` with a name unique to this run, its loopback up.  Returns the name.  The namespace is removed with the scene;
 * scene_namespace_inode() is what `stat -Lc %i /run/netns/NAME` prints.
 */
char *scene_namespace(struct scene *scene);
uint64_t scene_namespace_inode(struct scene *scene, const char *name);

/* A port (n = 0..7) that is this scene's until it ends: no other test, of this run or of another one on this machine, has it. */
unsigned scene_port(struct scene *scene, unsigned n);

/* "127.a.b", with which only addresses begin that are this scene's as its ports are. */
const char *scene_loopback(struct scene *scene);

/* "10.a.b" (n = 0..15): a network that no other scene has, for namespaces that are told apart by their addresses. */
const char *scene_network(struct scene *scene, unsigned n);

/* Skips the test unless it runs as root. */
void scene_needs_root(void);

/*
 * Skips the test where collect is built with sanitizers: then it is not static, and at its end it waits for threads that are
 * stuck, to see what they leak.
 */
void scene_needs_static_collect(struct scene *scene);

#endif
