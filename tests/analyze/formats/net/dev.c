/* Text of a Linux 6.18, where nothing else is said. */
#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/support/format_text.h"

TEST(dev_rows_of_new_and_old_kernels)
{
    static const char header[] = "Inter-|   Receive                                                |  Transmit\n"
                                 " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets "
                                 "errs drop fifo colls carrier "
                                 "compressed\n";
    char *text = NULL;

    assert_true(
        asprintf(&text,
                 "%s    lo: 657193286 11778441    0    0    0     0          0         0 657193286 11778441    0 "
                 "   0    0     0       0          0\n"
                 "eth0:1:12345678       1    2    3    4     5          6         7        8       9   10   11   "
                 "12    13      14         15\n"
                 " eth1 no colon\n",
                 header) > 0);
    assert_format("dev", "dev", text,
                  "3 proc_net_dev 1|lo|657193286|11778441|0|0|0|0|0|0|657193286|11778441|0|0|0|0|0|0\n"
                  "4 proc_net_dev 1|eth0:1|12345678|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15\n"
                  "5 want \"name of an interface\" have \"eth1 no colon\"\n");
    free(text);
}
