/*
 * The views of schema/database/processes.sql on rows made by hand.
 */
#include "tests/support/test.h"

#include "tests/support/database.h"

/* The highest bit that has a name, two that have none, and the lowest. */
TEST(capabilities_by_name)
{
    sqlite3 *db = database_host();

    database_run(db, "INSERT INTO process_status (snapshot_id, member_id, line, pid, tid, cap_eff, cap_prm, cap_bnd)"
                     " VALUES (1, 1, 1, 5, 5, '0000000000003000', '0000030000000001', '8000000000000000');");
    database_expect(db,
                    "SELECT capability_set, capability FROM process_capabilities ORDER BY capability_set, capability",
                    "bounding|63\n"
                    "effective|cap_net_admin\n"
                    "effective|cap_net_raw\n"
                    "permitted|41\n"
                    "permitted|cap_checkpoint_restore\n"
                    "permitted|cap_chown\n");
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}
