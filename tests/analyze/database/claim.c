/* A database that a load creates, and removes again when it fails: never that of another load. */
#include "tests/support/test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "analyze/database/claim.h"
#include "tests/support/temporary.h"

struct place {
    char directory[32];
    int fd;
    char *path;
};

static struct place
place_make(void)
{
    struct place place = { .directory = "/tmp/claim-XXXXXX" };

    place.fd = temporary_make(place.directory);
    place.path = xasprintf("%s/case.db", place.directory);
    return place;
}

static void
place_remove(struct place *place)
{
    free(place->path);
    temporary_remove(place->directory, place->fd);
}

static struct claim
take(const char *path)
{
    struct error error = { 0 };
    struct claim claim;

    assert_int_equal(claim_take(path, &claim, &error), 0);
    return claim;
}

TEST(claim_knows_who_created_the_file)
{
    struct place place = place_make();
    struct error error = { 0 };
    struct stat status;
    struct claim claim = take(place.path);

    assert_int_equal(stat(place.path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_true(claim_is_blank(&claim));
    assert_true(claim_is_ours(&claim));
    claim_drop(&claim);
    claim = take(place.path);
    assert_false(claim_is_ours(&claim)); /* it was there */
    claim_drop(&claim);
    claim_drop(&claim);
    assert_int_equal(unlink(place.path), 0);
    claim = take(place.path);
    assert_true(claim_is_ours(&claim));
    assert_int_equal(claim_remove(&claim, &error), 0);
    assert_int_equal(access(place.path, F_OK), -1);
    claim_drop(&claim);
    place_remove(&place);
}

TEST(claim_is_shared_and_then_nobody_removes)
{
    struct place place = place_make();
    struct claim first = take(place.path), second = take(place.path);

    assert_true(first.created);
    assert_false(second.created);
    assert_false(claim_is_ours(&first));
    assert_false(claim_is_ours(&second));
    claim_drop(&second);
    assert_true(claim_is_ours(&first));
    claim_drop(&first);
    place_remove(&place);
}

/* Who waits for a claim on a file that is then removed gets a new file, not the one that nobody can find. */
TEST(claim_of_a_removed_file_is_of_a_new_one)
{
    struct place place = place_make();
    struct error error = { 0 };
    struct claim first = take(place.path);
    struct stat status;
    int child_status;
    pid_t child;

    assert_true(claim_is_ours(&first));
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct claim second;

        /* The lock belongs to the open file, which the child shares: without this it would stay. */
        (void)close(first.fd);
        _exit(claim_take(place.path, &second, &error) == 0 && second.created && fstat(second.fd, &status) == 0 &&
                      status.st_nlink == 1
                  ? 0
                  : 1);
    }
    (void)usleep(50000); /* most likely the child waits by now; either way it must find its own file */
    assert_int_equal(claim_remove(&first, &error), 0);
    claim_drop(&first);
    assert_int_equal(waitpid(child, &child_status, 0), child);
    assert_int_equal(child_status, 0);
    assert_int_equal(access(place.path, F_OK), 0);
    place_remove(&place);
}
