/*
 * Where SQLite writes: the database, its journals, and temporary files without a name, all in the database's directory.
 */
#ifndef ANALYZE_DATABASE_BESIDE_H
#define ANALYZE_DATABASE_BESIDE_H

/*
 * From now on SQLite writes nowhere but beside this database, and by the names that analyze/confine/pinned.h has: a program that is confined can
 * do nothing else.
 */
void beside_begin(const char *database);

#endif
