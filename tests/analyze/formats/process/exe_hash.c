#include "tests/support/test.h"

#include "tests/support/format_text.h"

#define EMPTY_SHA256 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

TEST(exe_hash_lines)
{
    assert_format("exe_hash", "exe-hash", EMPTY_SHA256 "\t0\t65024\t247101\n",
                  "1 executable_hashes 7|" EMPTY_SHA256 "|0|65024|247101\n");
    assert_format_cut("exe_hash", "exe-hash",
                      "abc\t0\t1\t2\n"
                      "E" EMPTY_SHA256 "\t0\t1\t2\n" EMPTY_SHA256 "\tx\t1\t2\n" EMPTY_SHA256 "\t0\t1\n" EMPTY_SHA256
                      "\t0\t1\t2",
                      "1 want \"SHA-256\" have \"abc\"\n"
                      "2 want \"SHA-256\" have \"E" EMPTY_SHA256 "\"\n"
                      "3 want \"bytes\" have \"x\"\n"
                      "4 want \"\t\" have \"\"\n"
                      "5 want \"newline\" have \"" EMPTY_SHA256 "\\x090\\x091\\x092\"\n");
}
