/*
 * analyze extract SNAPSHOT DIR: files again, for tools that read /proc.
 */
#include <inttypes.h>

#include "analyze/base/notice.h"
#include "analyze/commands/command.h"
#include "analyze/commands/confined.h"
#include "analyze/extract/extract.h"
#include "analyze/extract/tree.h"
#include "analyze/formats/registry.h"

/* The directory is made now: afterwards nothing can be made beside it. */
static int
confine_extraction(const struct settings *settings, char *const *operands, struct confinement *confinement,
                   struct error *error)
{
    const struct confine_request request = {
        .files = CONFINE_TREE, .directory = operands[1], .inputs = operands, .count = 1
    };

    *confinement = (struct confinement){ 0 };
    return tree_make(operands[1], error) ? -1 : confined_to(settings, &request, confinement, error);
}

static enum outcome
run(int argc, char **argv, const struct settings *settings, struct error *error)
{
    int first = command_options(&command_extract, argc, argv, NULL, NULL, error);
    struct extract_result result;
    struct confinement confinement;
    int rc;

    if (first < 0)
        return first == -2 ? OUTCOME_DONE : OUTCOME_FAILED;
    if (argc - first != 2) {
        (void)error_set(error, "extract wants a snapshot and a directory (see analyze extract --help)");
        return OUTCOME_FAILED;
    }
    rc = confine_extraction(settings, argv + first, &confinement, error);
    confinement_free(&confinement);
    if (rc || extract(argv[first], argv[first + 1], format_by_name("links"), &settings->limits, &result, error))
        return OUTCOME_FAILED;
    if (result.foreign_order)
        notice(
            "the host's byte order is not this machine's: tools will show the addresses in net/ the wrong way round");
    notice("%s: %" PRId64 " members written, %" PRId64 " things left out", argv[first + 1], result.written,
           result.left_out);
    return result.left_out > 0 || result.summary.problems > 0 ? OUTCOME_ATTENTION : OUTCOME_DONE;
}

const struct command command_extract = {
    .name = "extract",
    .arguments = "SNAPSHOT DIR",
    .summary = "Write a snapshot's files below a directory, arranged like /proc",
    .run = run,
};
