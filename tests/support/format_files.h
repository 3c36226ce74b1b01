/*
 * The files of a format, as sources.def and dumps.def list them.
 */
#ifndef TESTS_SUPPORT_FORMAT_FILES_H
#define TESTS_SUPPORT_FORMAT_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "analyze/base/slice.h"

/* The nth, modulo how many there are. */
const char *format_file(const char *format, size_t n);

/* Its place among them; 0 where it is none of them. */
size_t format_file_place(const char *format, struct slice file);

/* Whether the format is that of a dump. */
bool format_is_of_a_dump(const char *format);

#endif
