/* The files of analyze/findings/checks/, as the build lists them. */
#include "analyze/findings/check.h"
#include "sql.h"

const struct check_source check_sources[] = {
#define CHECK(key) { #key, sql_check_##key },
#include "checks.def"
#undef CHECK
    { "weak_facts_together", sql_finding_together }, /* the last, since it reads what the others found */
};

const size_t check_source_count = sizeof(check_sources) / sizeof(check_sources[0]);
