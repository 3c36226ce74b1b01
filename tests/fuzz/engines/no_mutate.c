/*
 * Engines other than libFuzzer have no LLVMFuzzerMutate(), and do not call the mutators that need it.
 */
#include "tests/support/fuzz.h"

size_t
LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size)
{
    (void)data, (void)max_size;
    fuzz_fail("no mutation of %zu bytes: this engine has none", size);
}
