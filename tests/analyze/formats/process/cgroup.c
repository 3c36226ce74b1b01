#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(cgroups)
{
    assert_format("cgroup", "cgroup",
                  "12:pids:/docker/54e9a2cefd94\n"
                  "4:cpu,cpuacct:/\n"
                  "1:name=systemd:/user.slice/a:b c (deleted)\n"
                  "0::/\n",
                  "1 process_cgroups 7|12|pids|/docker/54e9a2cefd94\n"
                  "2 process_cgroups 7|4|cpu,cpuacct|/\n"
                  "3 process_cgroups 7|1|name=systemd|/user.slice/a:b c (deleted)\n"
                  "4 process_cgroups 7|0||/\n");
    assert_format_cut("cgroup", "cgroup", "x:pids:/\n1 pids\n1:pids\n0::/cut",
                      "1 want \"hierarchy\" have \"x:pids:/\"\n"
                      "2 want \":\" have \"\"\n"
                      "3 want \"controllers\" have \"pids\"\n"
                      "4 want \"newline\" have \"0::/cut\"\n");
}
