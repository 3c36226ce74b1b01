#include "analyze/load/identity.h"

/*
 * Compares the snapshot with one that was loaded before: 1 when nothing is left to compare, 0, or -1 with the error
 * filled.
 */
static int
compare(struct store *store, int64_t old, bool old_whole, bool whole, struct identity *identity, struct error *error)
{
    int more = store_contains(store, identity->snapshot_id, old, error);
    int less = store_contains(store, old, identity->snapshot_id, error);

    if (more < 0 || less < 0)
        return -1;
    if (less && (!more || old_whole || !whole)) {
        identity->outcome = more ? LOAD_SAME : LOAD_PART;
        identity->snapshot_id = old;
        return 1;
    }
    if (!more) {
        identity->contradicts = old;
        return 0;
    }
    if (store_replace(store, identity->snapshot_id, old, error))
        return -1;
    identity->outcome = LOAD_COMPLETES;
    identity->snapshot_id = old;
    return 0;
}

int
identity_settle(struct store *store, int64_t snapshot_id, bool whole, struct identity *identity, struct error *error)
{
    int64_t old = snapshot_id;
    bool old_whole;
    int found;

    *identity = (struct identity){ .outcome = LOAD_NEW, .snapshot_id = snapshot_id };
    while ((found = store_namesake(store, identity->snapshot_id, old, &old, &old_whole, error)) > 0) {
        int result = compare(store, old, old_whole, whole, identity, error);

        if (result)
            return result < 0 ? -1 : 0;
    }
    return found;
}
