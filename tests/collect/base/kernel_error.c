#include "tests/support/test.h"

#include "collect/base/kernel_error.h"
#include "tests/support/bytes.h"

#include <errno.h>

TEST(errors_mean_what_their_place_says)
{
    static const struct {
        int error;
        enum errno_origin place;
        enum snapshot_state want;
    } cases[] = {
        { EACCES, ORIGIN_PROCESS, STATE_denied }, { EPERM, ORIGIN_HOST, STATE_denied },
        { EPERM, ORIGIN_LINK, STATE_denied },     { ESRCH, ORIGIN_PROCESS, STATE_vanished },
        { ESRCH, ORIGIN_LINK, STATE_vanished },   { ENOENT, ORIGIN_HOST, STATE_absent },
        { ENOENT, ORIGIN_PROCESS, STATE_absent }, { ENOENT, ORIGIN_GONE, STATE_vanished },
        { ENOENT, ORIGIN_LINK, STATE_vanished },  { ENOTDIR, ORIGIN_HOST, STATE_absent },
        { EINVAL, ORIGIN_PROCESS, STATE_absent }, /* attr/current without a security module */
        { EINVAL, ORIGIN_HOST, STATE_error },     { ENAMETOOLONG, ORIGIN_LINK, STATE_truncated },
        { EIO, ORIGIN_PROCESS, STATE_error },     { EMFILE, ORIGIN_PROCESS, STATE_error },
        { ENOMEM, ORIGIN_LINK, STATE_error },     { ETIMEDOUT, ORIGIN_HOST, STATE_timeout },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(error_state(cases[i].error, cases[i].place), cases[i].want);
}

static void
check_name(int error, const char *want)
{
    struct bytes out = { 0 };

    error_name(&out, error);
    expect_bytes(&out, want);
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
