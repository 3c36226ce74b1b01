/*
 * Lists of the options of a file system, as seq_show_option() of the kernel (include/linux/seq_file.h) prints them: `,name=value`, in
 * which comma, white space and backslash (in a name the equals sign, too) are \OOO.  Everything else that asks for an option reads the
 * rows that are made of these: a search in the text would find one in the name of a directory.
 */
#ifndef ANALYZE_FORMATS_LIB_MOUNT_OPTIONS_H
#define ANALYZE_FORMATS_LIB_MOUNT_OPTIONS_H

#include "analyze/base/decode.h"

struct mount_option {
    struct slice name;
    struct slice value; /* ptr NULL for an option without one */
};

/* Takes the next option off the list, decoded; false at the end of it.  What the option has of the type of the file system:
 *
 *   - SELinux quotes the value of its own where it has a comma: context="…:c1,c2" (selinux_sb_show_options, security/selinux/hooks.c).
 *   - A backslash before a comma, a colon or a backslash is part of how overlay writes a directory's name (ovl_unescape,
 *     fs/overlayfs/params.c).  upperdir and workdir are one name each, and come without it; lowerdir is a list in which it parts
 *     the colons of a name from those between names, and stays.  Linux 6.5 to 6.7 prints lowerdir as it was given, commas and all. */
bool mount_options_next(struct slice *list, struct slice fs_type, struct decoder *decoder, struct mount_option *option);

#endif
