#include "tests/support/test.h"

#include "collect/archive/output.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Makes a temporary directory; returns the name of a file in it. */
static char *
new_path(char *directory)
{
    static char path[64];

    assert_non_null(mkdtemp(directory));
    assert_true(snprintf(path, sizeof(path), "%s/x.tar", directory) > 0);
    return path;
}

static void
write_text(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

TEST(output_bears_its_name_only_when_complete)
{
    char directory[] = "/tmp/collect-output-XXXXXX";
    char *path = new_path(directory);
    struct output output;
    struct error error = { 0 };
    struct stat st;

    assert_int_equal(output_open(&output, path, &error), 0);
    assert_int_equal(write(output.fd, "x", 1), 1);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(output_commit(&output, &error), 0);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(st.st_size, 1);
    assert_int_equal(st.st_nlink, 1);
    output_close(&output, false);
    unlink(path);
    assert_int_equal(rmdir(directory), 0); /* nothing else is left */
}

TEST(output_never_replaces_a_file)
{
    char directory[] = "/tmp/collect-output-XXXXXX";
    char *path = new_path(directory);
    struct output output;
    struct error error = { 0 };
    struct stat st;

    write_text(path, "old");
    assert_int_equal(output_open(&output, path, &error), -1);
    assert_non_null(strstr(bytes_string(&error.text), "not overwritten"));
    output_close(&output, false);
    unlink(path);

    bytes_clear(&error.text);
    assert_int_equal(output_open(&output, path, &error), 0);
    write_text(path, "meanwhile");
    assert_int_equal(output_commit(&output, &error), -1);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_size, 9);
    output_close(&output, false);
    bytes_free(&error.text);
    unlink(path);
    assert_int_equal(rmdir(directory), 0);
}

TEST(output_keeps_a_partial_file_when_told)
{
    char directory[] = "/tmp/collect-output-XXXXXX";
    char *path = new_path(directory);
    char *partial;
    struct output output;
    struct error error = { 0 };

    assert_int_equal(output_open(&output, path, &error), 0);
    partial = strdup(bytes_string(&output.temporary));
    output_close(&output, true);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(access(partial, F_OK), 0);
    unlink(partial);
    free(partial);
    assert_int_equal(rmdir(directory), 0);
}

TEST(output_needs_a_directory)
{
    struct output output;
    struct error error = { 0 };

    assert_int_equal(output_open(&output, "/nonexistent/x.tar", &error), -1);
    assert_non_null(strstr(bytes_string(&error.text), "cannot create"));
    output_close(&output, false);
    bytes_free(&error.text);
}
