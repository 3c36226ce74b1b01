/*
 * What a function of the collector wrote into a struct bytes.
 */
#ifndef TESTS_SUPPORT_BYTES_H
#define TESTS_SUPPORT_BYTES_H

#include "collect/base/bytes.h"

/* Fails the test unless the bytes are this string; frees them. */
void expect_bytes(struct bytes *have, const char *want);

#endif
