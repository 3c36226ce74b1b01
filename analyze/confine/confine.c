#include "analyze/confine/confine.h"
#include "analyze/base/buffer.h"
#include "analyze/confine/filter.h"
#include "analyze/confine/landlock.h"
#include "analyze/confine/pinned.h"
#include "analyze/confine/rlimits.h"
#include "analyze/confine/spared.h"

#include <errno.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

/* Adds to a list: "a, b". */
static void
add(struct buffer *list, char *text)
{
    if (list->len > 0)
        buffer_add(list, ", ", 2);
    buffer_add(list, text, strlen(text));
    free(text);
}

static char *
finish(struct buffer *list)
{
    buffer_add(list, "", 1);
    return list->ptr;
}

/* Notes how one of the means went: `result` is below 0 with errno where it failed. */
static void
note(struct buffer *holds, struct buffer *lacks, const char *what, int result)
{
    if (result < 0)
        add(lacks, xasprintf("%s: %s", what, strerror(errno)));
    else if (result > 0)
        add(holds, xasprintf("%s ABI %d", what, result));
    else
        add(holds, xasprintf("%s", what));
}

int
confine(const struct settings *settings, const struct confine_request *request, struct confinement *confinement,
        struct error *error)
{
    struct buffer holds = { 0 }, lacks = { 0 };

    if (request->files == CONFINE_DATABASE)
        note(&holds, &lacks, "pinned paths", pinned_make(request->database));
    /* The filter comes last: it allows none of what the others need. */
    note(&holds, &lacks, "no_new_privs", prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0));
    note(&holds, &lacks, "rlimits", rlimits_begin(settings));
    note(&holds, &lacks, "Landlock", landlock_begin(request));
    note(&holds, &lacks, "seccomp", filter_begin(request));
    if (SPARED_SANITIZER)
        add(&holds, xasprintf("less for a sanitizer"));
    if (SPARED_COVERAGE)
        add(&holds, xasprintf("less for gcov"));
    *confinement = (struct confinement){ .holds = finish(&holds), .lacks = lacks.len > 0 ? finish(&lacks) : NULL };
    confinement->text = confinement->lacks ? xasprintf("%s; without %s", confinement->holds, confinement->lacks)
                                           : xasprintf("%s", confinement->holds);
    if (confinement->lacks && settings->require_sandbox)
        return error_set(error, "--require-sandbox: this machine lacks some of it: %s", confinement->lacks);
    return 0;
}

void
confinement_free(struct confinement *confinement)
{
    free(confinement->holds);
    free(confinement->lacks);
    free(confinement->text);
    *confinement = (struct confinement){ 0 };
}

void
confine_describe(void)
{
    const struct scmp_version *library = seccomp_version();
    int version = landlock_version();

    printf("no_new_privs: %s\n", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) < 0 ? strerror(errno) : "yes");
    puts("rlimits: yes");
    if (version < 0)
        printf("Landlock: no: %s\n", strerror(errno));
    else
        printf("Landlock: ABI %d\n", version);
    printf("seccomp: %s%s (libseccomp %u.%u.%u)\n", filter_offered() ? "no: " : "yes",
           filter_offered() ? strerror(errno) : "", library->major, library->minor, library->micro);
    if (SPARED_SANITIZER)
        puts("This is a build with a sanitizer, which is confined less.");
    if (SPARED_COVERAGE)
        puts("This is a build for gcov, which is confined less.");
}
