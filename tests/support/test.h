/*
 * What every test file includes first. A test is `TEST(name) { ... }` at the start of a line; the build finds and
 * registers it. Names are unique within a directory.
 */
#ifndef TESTS_SUPPORT_TEST_H
#define TESTS_SUPPORT_TEST_H

/* cmocka.h needs these four before it */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TEST(name)                  \
    void test_##name(void **state); \
    void test_##name(void **state __attribute__((unused)))

#endif
