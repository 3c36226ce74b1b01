/*
 * The mutator of the targets that read snapshots.
 */
#ifndef TESTS_SUPPORT_MUTATE_SNAPSHOT_H
#define TESTS_SUPPORT_MUTATE_SNAPSHOT_H

#include <stddef.h>
#include <stdint.h>

/* As LLVMFuzzerCustomMutator(); `mutate` is LLVMFuzzerMutate(). */
size_t mutate_snapshot(uint8_t *data, size_t size, size_t max_size, unsigned seed,
                       size_t (*mutate)(uint8_t *data, size_t size, size_t max_size));

#endif
