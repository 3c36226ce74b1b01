#include "tests/support/test.h"

#include <stdio.h>
#include <stdlib.h>

#include "tests/support/format_text.h"

/* Of the rows that the mount has for its options, what stands behind the table's name. */
static void
check_options(const char *type, const char *options, const char *expected)
{
    struct format_input input = { .file = slice_of("mountinfo"), .pid = 7, .tid = 7 };
    char *text, *have, *row, *all;

    assert_true(asprintf(&text, "36 35 0:1 / / rw - %s s %s\n", type, options) > 0);
    input.text = slice_of(text);
    have = format_text("mountinfo", &input);
    all = calloc(1, strlen(have) + 1);
    assert_non_null(all);
    for (row = have; (row = strstr(row, "1 mount_super_options ")); row = strchr(row, '\n'))
        (void)strncat(all, row + strlen("1 mount_super_options "),
                      strcspn(row, "\n") + 1 - strlen("1 mount_super_options "));
    assert_string_equal(all, expected);
    free(text);
    free(have);
    free(all);
}

TEST(mountinfo_lines)
{
    assert_format(
        "mountinfo", "mountinfo",
        "36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 propagate_from:2 - ext3 /dev/root rw,errors=continue\n"
        "22 27 0:21 / /proc rw,relatime - proc proc rw\n"
        "41 27 0:4 net:[4026532281] /run/netns/a\\134b rw shared:12 - nsfs nsfs rw\n"
        "42 27 0:5 / /mnt rw - tmpfs  rw,size=5\n"
        "43 27 0:6 /a\\0111 /x rw - overlay over\\012lay rw,lowerdir=/a\\040b\\054c\n"
        "44 27 0:7 / /bad\\9\\04 rw - tmpfs tmpfs rw\n",
        "1 mountinfo 7|36|35|98:0|/mnt1|/mnt 2|rw,noatime|master:1 propagate_from:2|ext3|/dev/root|"
        "rw,errors=continue\n"
        "1 mount_super_options 0|rw|NULL\n"
        "1 mount_super_options 1|errors|continue\n"
        "2 mountinfo 7|22|27|0:21|/|/proc|rw,relatime||proc|proc|rw\n"
        "2 mount_super_options 0|rw|NULL\n"
        "3 mountinfo 7|41|27|0:4|net:[4026532281]|/run/netns/a\\b|rw|shared:12|nsfs|nsfs|rw\n"
        "3 mount_super_options 0|rw|NULL\n"
        "4 mountinfo 7|42|27|0:5|/|/mnt|rw||tmpfs||rw,size=5\n"
        "4 mount_super_options 0|rw|NULL\n"
        "4 mount_super_options 1|size|5\n"
        "5 mountinfo 7|43|27|0:6|/a\\x091|/x|rw||overlay|over\\x0alay|rw,lowerdir=/a\\040b\\054c\n"
        "5 mount_super_options 0|rw|NULL\n"
        "5 mount_super_options 1|lowerdir|/a b,c\n"
        "6 mountinfo 7|44|27|0:7|/|/bad\\9\\04|rw||tmpfs|tmpfs|rw\n"
        "6 mount_super_options 0|rw|NULL\n");
}

TEST(mountinfo_options_of_the_file_system)
{
    check_options("proc", "rw,hidepid=invisible,subset=pid", "0|rw|NULL\n1|hidepid|invisible\n2|subset|pid\n");
    check_options("ext4", "rw", "0|rw|NULL\n");
    check_options("x", "", "");
    check_options("x", "rw,,a=,=b,c=d=e", "0|rw|NULL\n1||NULL\n2|a|\n3||b\n4|c|d=e\n");
    check_options("cgroup", "rw,name=a\\054b\\134c,x\\075y=z\\040", "0|rw|NULL\n1|name|a,b\\c\n2|x=y|z \n");
    /* Those of SELinux. */
    check_options("overlay",
                  "rw,context=\"system_u:object_r:container_file_t:s0:c1,c2\",seclabel,upperdir=\"a,workdir=b\"",
                  "0|rw|NULL\n1|context|system_u:object_r:container_file_t:s0:c1,c2\n2|seclabel|NULL\n"
                  "3|upperdir|\"a\n4|workdir|b\"\n");
    check_options("tmpfs", "rw,context=\"a,size=5,rootcontext=u:r:t:s0",
                  "0|rw|NULL\n1|context|\"a\n2|size|5\n"
                  "3|rootcontext|u:r:t:s0\n");
    check_options("tmpfs", "context=\"a,b\"c,d", "0|context|\"a\n1|b\"c|NULL\n2|d|NULL\n");
    /* Overlay's own escapes, which other file systems do not have: as seq_show_option() prints them, and as 6.5 prints lowerdir. */
    check_options("overlay", "rw,lowerdir=/a\\134:b:/c,upperdir=/u\\134:\\134\\054\\134\\134,workdir=/w\\0401",
                  "0|rw|NULL\n1|lowerdir|/a\\:b:/c\n2|upperdir|/u:,\\\n3|workdir|/w 1\n");
    check_options("overlay", "rw,lowerdir=/a\\,upperdir=/b,upperdir=/c",
                  "0|rw|NULL\n1|lowerdir|/a\\,upperdir=/b\n2|upperdir|/c\n");
    check_options("overlayfs", "rw,lowerdir=/a\\", "0|rw|NULL\n1|lowerdir|/a\\\n");
    check_options("cifs", "rw,unc=\\\\s\\,a", "0|rw|NULL\n1|unc|\\\\s\\\n2|a|NULL\n");
}

TEST(mountinfo_malformed)
{
    assert_format_cut("mountinfo", "mountinfo",
                      "x\n"
                      "36 35 98:0 / /mnt rw shared:1 ext3 /dev/root rw\n"
                      "36 35 98:0 / /mnt rw - ext3\n"
                      "36 35 98:0 / /mnt rw - ext3 x rw",
                      "1 want \"mount id\" have \"x\"\n"
                      "2 want \"-\" have \"rw\"\n"
                      "3 want \"type\" have \"ext3\"\n"
                      "4 want \"newline\" have \"36 35 98:0 / /mnt rw - ext3 x rw\"\n");
}
