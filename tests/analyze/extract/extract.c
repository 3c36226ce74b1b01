#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analyze/extract/extract.h"
#include "analyze/formats/registry.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"

static struct extract_result
extract_bytes(struct scene *scene, const char *directory, struct slice bytes, struct error *error)
{
    struct memory_file file = sample_file(bytes);
    struct extract_result result;

    (void)extract(file.path, scene_text(scene, "%s/%s", scene_directory(scene), directory), format_by_name("links"),
                  &limits_usual, &result, error);
    close(file.fd);
    return result;
}

static struct extract_result
extract_ok(struct scene *scene, const char *directory, struct slice bytes)
{
    struct error error = { 0 };
    struct extract_result result = extract_bytes(scene, directory, bytes, &error);

    if (error.text)
        fail_msg("%s", error.text);
    return result;
}

static void
assert_link(struct scene *scene, const char *path, const char *target)
{
    char have[5000] = "";

    if (readlink(scene_text(scene, "%s/%s", scene_directory(scene), path), have, sizeof(have) - 1) < 0)
        fail_msg("%s is no link", path);
    assert_string_equal(have, target);
}

TEST(extract_rebuilds_proc)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct extract_result result;
    size_t size;

    sample_small(&sample);
    result = extract_ok(scene, "x", buffer_slice(&sample.tar));
    assert_int_equal(result.written, 6);
    assert_int_equal(result.left_out, 0);
    assert_int_equal(result.summary.problems, 0);
    assert_link(scene, "x/proc/7/exe", "/usr/bin/nc");
    assert_link(scene, "x/proc/7/fd/3", "socket:[501]");
    assert_link(scene, "x/proc/7/ns/net", "net:[4026531840]");
    assert_link(scene, "x/proc/7/net", "../../net/4026531840");
    assert_link(scene, "x/proc/8/cwd", "/tmp/a\nb");
    assert_link(scene, "x/proc/net", "../net/4026531840");
    assert_int_equal(strncmp(scene_read(scene, "x/proc/7/net/tcp", &size), "  sl  local", 11), 0);
    assert_int_equal(strncmp(scene_read(scene, "x/proc/net/tcp", &size), "  sl  local", 11), 0);
    assert_string_equal(scene_read(scene, "x/snapshot/meta.json", &size), sample_meta);
    assert_memory_equal(scene_read(scene, "x/snapshot/SHA256SUMS", &size), sample.sums.ptr, sample.sums.len);
    assert_int_equal(size, sample.sums.len);
    sample_free(&sample);
    scene_end(scene);
}

TEST(extract_prefers_the_second_pass)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };

    sample_begin(&sample);
    sample_member(&sample, "net/1/before/tcp", slice_of("first\n"));
    sample_member(&sample, "net/1/before/udp", slice_of("only\n"));
    sample_member(&sample, "net/1/after/tcp", slice_of("second\n"));
    sample_end(&sample, "complete");
    (void)extract_ok(scene, "x", buffer_slice(&sample.tar));
    assert_string_equal(scene_read(scene, "x/net/1/tcp", NULL), "second\n");
    assert_string_equal(scene_read(scene, "x/net/1/udp", NULL), "only\n");
    assert_string_equal(scene_read(scene, "x/snapshot/net/1/before/tcp", NULL), "first\n");
    sample_free(&sample);
    scene_end(scene);
}

/* fd/5 becomes a link to a place outside, and a later member tries to go through it. */
TEST(extract_follows_no_link)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct extract_result result;
    char *links = scene_text(scene, "fd/5\trw\t%s/outside\nroot\t-\t%s/outside\n", scene_directory(scene),
                             scene_directory(scene));

    assert_int_equal(mkdir(scene_text(scene, "%s/outside", scene_directory(scene)), 0700), 0);
    sample_begin(&sample);
    sample_member(&sample, "proc/7/links", slice_of(links));
    sample_member(&sample, "proc/7/fd/5/passwd", slice_of("x"));
    sample_member(&sample, "proc/7/root/passwd", slice_of("x"));
    sample_member(&sample, "proc/7/root", slice_of("x"));
    sample_member(&sample, "proc/net/passwd", slice_of("x"));
    sample_end(&sample, "complete");
    result = extract_ok(scene, "x", buffer_slice(&sample.tar));
    /* Of the last but one, the raw copy is in the way as well. */
    assert_int_equal(result.left_out, 5);
    assert_int_equal(access(scene_text(scene, "%s/outside/passwd", scene_directory(scene)), F_OK), -1);
    sample_free(&sample);
    scene_end(scene);
}

TEST(extract_of_hostile_links)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct extract_result result;

    sample_begin(&sample);
    sample_member(
        &sample, "proc/7/links",
        slice_of("../../../evil\t-\t/\nfd/../../../evil\t-\t/\nns/../../evil\t-\t/\nns/\t-\t/\nmap_files/1\t-\t/\n"
                 "fd/6\trw\ta\\x00b\nfd/7\trw\t\nfd/8\trw\t!ENAMETOOLONG\nfd/9\trw\t\\xff\n"));
    sample_end(&sample, "complete");
    result = extract_ok(scene, "x", buffer_slice(&sample.tar));
    assert_true(result.left_out >= 1);
    sample_free(&sample);
    scene_end(scene);
}

TEST(extract_leaves_out_what_does_not_verify)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct extract_result result;

    sample_begin(&sample);
    sample_member(&sample, "etc/hosts", slice_of("127.0.0.1 localhost\n"));
    sample_member(&sample, "etc/hostname", slice_of("web\n"));
    sample_unlisted(&sample, "etc/passwd", slice_of("root\n"));
    sample_end(&sample, "complete");
    *(char *)memmem(sample.tar.ptr, sample.tar.len, "localhost", 9) = 'L';
    result = extract_ok(scene, "x", buffer_slice(&sample.tar));
    assert_int_equal(result.left_out, 2);
    assert_string_equal(scene_read(scene, "x/etc/hostname", NULL), "web\n");
    assert_int_equal(access(scene_text(scene, "%s/x/etc/hosts", scene_directory(scene)), F_OK), -1);
    assert_int_equal(access(scene_text(scene, "%s/x/snapshot/etc/passwd", scene_directory(scene)), F_OK), -1);
    sample_free(&sample);
    scene_end(scene);
}

TEST(extract_wants_an_empty_directory)
{
    struct scene *scene = scene_begin();
    struct error error = { 0 };
    struct sample sample = { 0 };

    sample_small(&sample);
    assert_int_equal(mkdir(scene_text(scene, "%s/x", scene_directory(scene)), 0700), 0);
    (void)extract_ok(scene, "x", buffer_slice(&sample.tar));
    (void)extract_bytes(scene, "x", buffer_slice(&sample.tar), &error);
    assert_non_null(strstr(error.text, "Directory not empty"));
    error_clear(&error);
    sample_free(&sample);
    scene_end(scene);
}

TEST(extract_splits_fdinfo)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };

    sample_begin(&sample);
    sample_member(&sample, "proc/7/fdinfo",
                  slice_of("fd/5\tpos:\t0\nfd/5\tflags:\t02\nfd/6\t!EACCES\nfd/../x\tevil\nfd/70\tpos:\t7\n"));
    sample_end(&sample, "complete");
    (void)extract_ok(scene, "x", buffer_slice(&sample.tar));
    assert_string_equal(scene_read(scene, "x/proc/7/fdinfo/5", NULL), "pos:\t0\nflags:\t02\n");
    assert_string_equal(scene_read(scene, "x/proc/7/fdinfo/70", NULL), "pos:\t7\n");
    sample_free(&sample);
    scene_end(scene);
}
