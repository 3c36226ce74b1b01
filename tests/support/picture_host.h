/*
 * Hosts for pictures and reports: as many sockets as a test wants, and texts that a stranger chose.
 */
#ifndef TESTS_SUPPORT_PICTURE_HOST_H
#define TESTS_SUPPORT_PICTURE_HOST_H

#include <sqlite3.h>

struct report_request;
struct scene;

/*
 * Adds snapshot `id` of a host "hostN" with this number of sockets: 60 processes, 20 of them in five containers, two that listen, half of the
 * others called from outside and half calling; `named` of the processes are those of a finding of high severity.
 */
void picture_host(sqlite3 *db, int id, int sockets, int named);

/* Puts a text behind each text of the host that analyze only shows: names, commands, paths, users, notes, what findings say. */
void picture_host_texts(sqlite3 *db, const char *text);

/* Makes case.db in the scene's directory, of some hosts, with the text behind each of theirs where it is not NULL. */
void picture_host_case(struct scene *scene, int hosts, int sockets, const char *text);

/* The report of case.db, which must not fail.  Where the request has no command, it gets one. */
char *picture_host_report(struct scene *scene, struct report_request *request);

/* What may not come through as markup, as an attribute, as a style or as a character that changes what is around it. */
extern const char *const picture_host_hostile[];

/* The characters and bytes of these that are never shown. */
extern const char *const picture_host_never[];

#endif
