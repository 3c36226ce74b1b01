/*
 * Samples of the files that formats read, for tests that mutate them and for seeds of the fuzzer.
 */
#ifndef TESTS_SUPPORT_FORMAT_SAMPLES_H
#define TESTS_SUPPORT_FORMAT_SAMPLES_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/base/slice.h"

struct format_sample {
    const char *format;
    const char *file;
    const char *text;
    size_t len;         /* 0 for the length of the string */
    bool prefix_stable; /* a prefix of the text yields a prefix of the rows */
};

/* Each ends with an entry without a format. */
extern const struct format_sample common_samples[], network_samples[];

/* The nth of all samples (from 0); NULL behind the last. */
const struct format_sample *format_sample_at(size_t n);

struct slice format_sample_text(const struct format_sample *sample);

#endif
