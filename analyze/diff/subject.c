/* The files of analyze/diff/subjects/, as the build lists them. */
#include "analyze/diff/subject.h"
#include "sql.h"

#include <string.h>

#define SUBJECT(name) { #name, sql_subject_##name },

const struct subject subjects[] = { SQL_SUBJECTS(SUBJECT) };

const size_t subject_count = sizeof(subjects) / sizeof(subjects[0]);

const char *
subject_title(const struct subject *subject)
{
    return subject->name + strspn(subject->name, "0123456789_");
}
