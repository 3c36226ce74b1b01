/*
 * A database of other tables has another version: the digest of what makes the tables stands beside DB_VERSION.
 */
#include "tests/support/test.h"

#include <ctype.h>
#include <sqlite3.h>
#include <string.h>

#include "analyze/base/digest.h"
#include "analyze/database/db.h"
#include "tests/support/database.h"

/* Takes comments out, and of white space what SQL does not need; what is in quotes stays.  Returns the new end. */
static char *
squeeze(char *sql)
{
    char *to = sql, quote = '\0';

    for (const char *at = sql; *at; at++) {
        if (!quote && at[0] == '-' && at[1] == '-') {
            at += strcspn(at, "\n") - 1;
        } else if (quote || !isspace((unsigned char)*at)) {
            if (quote ? *at == quote : *at == '\'' || *at == '"')
                quote = quote ? '\0' : *at;
            *to++ = *at;
        } else if (to > sql && (isalnum((unsigned char)to[-1]) || to[-1] == '_')) {
            at += strspn(at, " \n") - 1;
            if (isalnum((unsigned char)at[1]) || at[1] == '_')
                *to++ = ' ';
        }
    }
    return to;
}

/* Of everything in sqlite_schema, in whatever order it was made, and of the words that a column may have. */
static struct digest
digest_of_tables(sqlite3 *db)
{
    char *sql = database_text(
        db, "SELECT * FROM (SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name)"
            " UNION ALL SELECT * FROM (SELECT name FROM ownership_reasons ORDER BY name)");
    struct sha256_ctx context;

    sha256_init(&context);
    digest_add(&context, sql, (size_t)(squeeze(sql) - sql));
    sqlite3_free(sql);
    return digest_take(&context);
}

TEST(version_changes_with_the_tables)
{
    sqlite3 *db = database_new();
    struct digest digest = digest_of_tables(db);

    if (strcmp(digest.hex, DB_DIGEST) != 0)
        fail_msg("The tables or views are not those of version %d: in analyze/database/db.h, raise DB_VERSION and set "
                 "DB_DIGEST to \"%s\".",
                 DB_VERSION, digest.hex);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Comments and layout are no change, and every word is one. */
TEST(version_squeezes_what_does_not_count)
{
    static const struct {
        char sql[96];
        const char *want;
    } cases[] = {
        { "CREATE TABLE t ( -- what it's\n    -- \"more\"\n    a INTEGER, -- first\n    b TEXT\n);",
          "CREATE TABLE t(a INTEGER,b TEXT);" },
        { "SELECT 'a -- b',\n  \"c  d\" FROM t", "SELECT'a -- b',\"c  d\"FROM t" },
        { "-- all of it", "" },
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char sql[sizeof(cases[i].sql)];

        memcpy(sql, cases[i].sql, sizeof(sql));
        *squeeze(sql) = '\0';
        assert_string_equal(sql, cases[i].want);
    }
}
