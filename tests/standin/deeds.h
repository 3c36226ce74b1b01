#ifndef TESTS_STANDIN_DEEDS_H
#define TESTS_STANDIN_DEEDS_H

#include "analyze/base/slice.h"

/* "NAME WHAT\n": does it, and tells on standard error "stand-in: NAME: done" or why not. */
void deed_do(struct slice order);

#endif
