# The table of netlink has no inodes before Linux 3.1: a descriptor is of some socket, and no more is known.
s/ [^ ]* netlink rtnl [^ ]* - PORT - -$/ - - - - - - - -/
