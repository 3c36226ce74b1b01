#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(mounts_lines)
{
    assert_format("mounts", "mounts",
                  "/dev/vda / ext4 rw,relatime,discard 0 0\n"
                  " /mnt\\040x tmpfs rw 0 0\n"
                  "a\\134b\\043 /a\\012b fuse.x ro,user_id=0 0 0\n",
                  "1 mounts_file /dev/vda|/|ext4|rw,relatime,discard\n"
                  "2 mounts_file |/mnt x|tmpfs|rw\n"
                  "3 mounts_file a\\b#|/a\\x0ab|fuse.x|ro,user_id=0\n");
    assert_format_cut("mounts", "mounts", "x\nproc /proc proc rw\nproc /proc proc rw 0 0 5\nproc /proc proc rw 0 0",
                      "1 want \"device\" have \"x\"\n"
                      "2 want \"options\" have \"rw\"\n"
                      "3 mounts_file proc|/proc|proc|rw\n"
                      "3 unknown_columns NULL\n3 unknown_values 5\n"
                      "4 want \"newline\" have \"proc /proc proc rw 0 0\"\n");
}
