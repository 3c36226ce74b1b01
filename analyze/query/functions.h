/*
 * SQL functions that published osquery queries call, as osquery defines them (its osquery/sql/sqlite_*.cpp):
 *
 * regex_match(text, regex, group)  the first match of an ECMAScript regex in the text, or one of its groups (0 is the
 *                                  whole); NULL without a match or without such a group; '' for a group that took no part
 * regex_split(text, regex, index)  the part at index, from 0, of the text cut at every match; empty parts count; NULL
 *                                  beyond the last
 * split(text, separators, index)   the part at index, from 0, of the text cut at every byte of separators; empty parts do
 *                                  not count, white space around a part is taken off; NULL beyond the last
 * concat(...)                      the arguments joined, NULLs left out
 * concat_ws(separator, ...)        the same with the separator between them (osquery has it behind the last one, too, where
 *                                  NULLs follow)
 * parent_directory(path)           all before the last slash; NULL without one
 * inet_aton(address)               an IPv4 address as a number; NULL for what is none
 * in_cidr_block(block, address)    1 when the address is in the block, 0 when not; an error for what is no address.  The
 *                                  first and the last address of a block of IPv4 are in it (osquery leaves them out), and an
 *                                  address of the other family is not (osquery: an error)
 * community_id_v1(source, destination, source port, destination port, protocol[, seed])
 *                                  the Community ID of a flow; NULL for what is none, with _strict an error
 * md5, sha1, sha256(text)          the digest in hex
 * to_base64, from_base64, conditional_to_base64(text)
 *                                  the last one leaves printable ASCII as it is
 *
 * NULL in an argument gives NULL where nothing else is said.  Text is bytes: a character beyond ASCII is several of them.
 * What osquery asks the host (carve, sleep, find_file_path_in_cmd, is_path_deterministic) is not there.
 */
#ifndef ANALYZE_QUERY_FUNCTIONS_H
#define ANALYZE_QUERY_FUNCTIONS_H

#include <sqlite3.h>

#include "analyze/base/error.h"

/* Adds the functions to a connection that runs the analyst's SQL; views of the database cannot call them. */
int functions_add(sqlite3 *db, struct error *error);

#endif
