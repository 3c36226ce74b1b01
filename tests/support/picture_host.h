/*
 * Hosts for pictures and reports: as many sockets as a test wants, and texts that a stranger chose.
 */
#ifndef TESTS_SUPPORT_PICTURE_HOST_H
#define TESTS_SUPPORT_PICTURE_HOST_H

#include <sqlite3.h>

/*
 * Adds snapshot `id` of a host "hostN" with this number of sockets: 60 processes, 20 of them in five containers, two that listen, half of the
 * others called from outside and half calling; `named` of the processes are those of a finding of high severity.
 */
void picture_host(sqlite3 *db, int id, int sockets, int named);

/* Puts a text behind each text of the host that analyze only shows: names, commands, paths, users, notes, what findings say. */
void picture_host_texts(sqlite3 *db, const char *text);

/* What may not come through as markup, as an attribute, as a style or as a character that changes what is around it. */
extern const char *const picture_host_hostile[];

#endif
