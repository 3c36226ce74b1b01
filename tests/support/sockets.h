/*
 * Sockets of every family, by name: for actors.  Errors end the program.
 */
#ifndef TESTS_SUPPORT_SOCKETS_H
#define TESTS_SUPPORT_SOCKETS_H

/*
 * Opens a socket of a kind that the table in sockets.c lists.  The argument is a path or @NAME for unix (a path alone for unix-path-*),
 * PORT or ADDRESS[%INTERFACE],PORT[,PORT TO CONNECT FROM] for inet, a protocol number for raw.  Returns the descriptor, or -1 when
 * there is no such kind.
 */
int socket_of_kind(const char *name, const char *argument);

#endif
