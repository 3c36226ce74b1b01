/*
 * A directory in the place of a snapshot.
 */
#ifndef ANALYZE_ARCHIVE_DIRECTORY_H
#define ANALYZE_ARCHIVE_DIRECTORY_H

#include "analyze/base/error.h"

/* Fills the error with what can be given instead, the archives in the directory, and returns -1. */
int directory_refuse(const char *path, struct error *error);

#endif
