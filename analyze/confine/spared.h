/*
 * Builds that are for looking at the program, not for evidence: what watches it has needs of its own, and so these builds are confined less.  A
 * build for use has none of this; `analyze --version -v` tells.
 *
 *   sanitizers   LeakSanitizer stops all threads with ptrace(2) from a thread of its own as the program ends; shadow memory takes
 *                terabytes of addresses; reports need /proc
 *   gcov         -DSTILLFRAME_COVERAGE: counts are written beside the objects as the program ends, wherever these are
 */
#ifndef ANALYZE_CONFINE_SPARED_H
#define ANALYZE_CONFINE_SPARED_H

#if defined(__has_feature)
#    if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#        define SPARED_SANITIZER 1
#    endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#    define SPARED_SANITIZER 1
#endif

#ifndef SPARED_SANITIZER
#    define SPARED_SANITIZER 0
#endif

#ifdef STILLFRAME_COVERAGE
#    define SPARED_COVERAGE 1
#else
#    define SPARED_COVERAGE 0
#endif

#endif
