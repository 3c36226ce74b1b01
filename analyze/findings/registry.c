/* The files of analyze/findings/checks/, as the build lists them. */
#include "analyze/findings/check.h"
#include "sql.h"

#define CHECK(key) { #key, sql_check_##key },

const struct check_source check_sources[] = {
    SQL_CHECKS(CHECK){ "weak_facts_together",
                       sql_finding_together }, /* the last, since it reads what the others found */
};

const size_t check_source_count = sizeof(check_sources) / sizeof(check_sources[0]);
