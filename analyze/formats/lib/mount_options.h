/*
 * Lists of the options of a file system, as seq_show_option() of the kernel (include/linux/seq_file.h) prints them: `,name=value`.
 * Comma, white space and backslash are printed \OOO, and in a name the equals sign, too.  Each option becomes a row.  Whoever looks for
 * an option reads these rows: a search in the text could match the name of a directory.
 */
#ifndef ANALYZE_FORMATS_LIB_MOUNT_OPTIONS_H
#define ANALYZE_FORMATS_LIB_MOUNT_OPTIONS_H

#include "analyze/base/decode.h"

struct mount_option {
    struct slice name;
    struct slice value; /* ptr NULL for an option without one */
};

/* Takes the next option off the list and decodes it; false at the end of the list.  Two types of options have an encoding of their own:
 *
 *   - SELinux quotes the value of its options where the value has a comma: context="…:c1,c2" (selinux_sb_show_options, security/selinux/hooks.c).
 *   - A backslash before a comma, a colon or a backslash is part of how overlay writes a directory's name (ovl_unescape,
 *     fs/overlayfs/params.c).  upperdir and workdir are one name each: the backslash is removed.  lowerdir is a list of names,
 *     in which a colon without a backslash parts two names: the backslash stays.  Linux 6.5 to 6.7 prints lowerdir as it was given,
 *     with plain commas. */
bool mount_options_next(struct slice *list, struct slice fs_type, struct decoder *decoder, struct mount_option *option);

#endif
