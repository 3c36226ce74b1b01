#include "tests/support/test.h"

#include "collect/base/kernel_error.h"

#include <errno.h>

TEST(errors_mean_what_their_place_says)
{
    static const struct {
        int error;
        enum place place;
        enum snapshot_state want;
    } cases[] = {
        { EACCES, PLACE_PROCESS, STATE_denied }, { EPERM, PLACE_HOST, STATE_denied },
        { EPERM, PLACE_LINK, STATE_denied },     { ESRCH, PLACE_PROCESS, STATE_vanished },
        { ESRCH, PLACE_LINK, STATE_vanished },   { ENOENT, PLACE_HOST, STATE_absent },
        { ENOENT, PLACE_PROCESS, STATE_absent }, { ENOENT, PLACE_GONE, STATE_vanished },
        { ENOENT, PLACE_LINK, STATE_vanished },  { ENOTDIR, PLACE_HOST, STATE_absent },
        { EINVAL, PLACE_PROCESS, STATE_absent }, /* attr/current without a security module */
        { EINVAL, PLACE_HOST, STATE_error },     { ENAMETOOLONG, PLACE_LINK, STATE_truncated },
        { EIO, PLACE_PROCESS, STATE_error },     { EMFILE, PLACE_PROCESS, STATE_error },
        { ENOMEM, PLACE_LINK, STATE_error },     { ETIMEDOUT, PLACE_HOST, STATE_timeout },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(error_state(cases[i].error, cases[i].place), cases[i].want);
}

static void
check_name(int error, const char *want)
{
    struct bytes out = { 0 };

    error_name(&out, error);
    assert_string_equal(bytes_string(&out), want);
    bytes_free(&out);
}

TEST(errors_have_names)
{
    check_name(EPERM, "EPERM");
    check_name(ENAMETOOLONG, "ENAMETOOLONG");
    check_name(EAGAIN, "EAGAIN");
    check_name(EDEADLK, "EDEADLK");
    check_name(ETIMEDOUT, "ETIMEDOUT");
    check_name(4095, "E4095");
}
