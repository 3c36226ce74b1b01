#include "tests/support/test.h"

#include <string.h>

#include "analyze/answers/lsof/request.h"

TEST(lsof_internet_addresses_that_are_none)
{
    static const struct {
        const char *text, *error;
    } wrong[] = {
        { "@[::1", "the address has no ] at its end" },
        { "@[", "the address has no ] at its end" },
        { "@[host", "the address has no ] at its end" },
        { "@[]", "no host stands behind the @" },
        { "@", "no host stands behind the @" },
        { "@[host]", "host is no IPv6 address" },
        { "6@192.0.2.1", "the address is not of the family 6" },
        { "4@[::1]", "the address is not of the family 4" },
        { "@[::1]x", "x is left over" },
        { "@host:", "a port is missing" },
    };

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct lsof_request request = { 0 };
        struct error error = { 0 };

        assert_int_equal(lsof_add_internet(&request, wrong[i].text, &error), -1);
        if (!strstr(error.text, wrong[i].error))
            fail_msg("%s: want %s, have %s", wrong[i].text, wrong[i].error, error.text);
        error_clear(&error);
        lsof_request_free(&request);
    }
}
