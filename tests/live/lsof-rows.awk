# The output of `lsof -F`, of lsof or of ours, as a line a file:
#   pid|tid|command|task|user|group|parent|fd|access|type|device|protocol|inode|size or offset|name|state...
# What a snapshot does not have (see docs/analyze.1) is left out of lsof's (-v theirs=1), and out of ours the namespace and what
# lsof does not find (-v without=REGEX of its name).
function flush() {
    if (!open)
        return
    open = 0
    if (theirs) {
        if (fd == "mem" || fd == "DEL")
            return
        if ((fd !~ /^[0-9]/ && fd != "txt") || type == "a_inode")
            inode = ""
        if (type == "unix")
            device = ""
        if (fd !~ /^[0-9]/ && fd != "txt")
            size = ""
        if (type == "a_inode")
            size = offset = ""
    } else {
        if (type == "a_inode")
            size = offset = ""
        sub(/ ?netns=[0-9]+( \(.*\))?$/, "", name)
        if (without && name ~ without)
            return
    }
    print pid "|" tid "|" command "|" task "|" user "|" group "|" parent "|" fd "|" access "|" type "|" device "|" protocol "|" inode "|" (size == "" ? offset : size) "|" name "|" state
}
{ key = substr($0, 1, 1); value = substr($0, 2) }
key == "p" { flush(); pid = value; tid = task = "" }
key == "K" { tid = value }
key == "M" { task = value }
key == "c" { command = value }
key == "L" { user = value }
key == "g" { group = value }
key == "R" { parent = value }
key == "f" { flush(); open = 1; fd = value; access = type = device = protocol = inode = size = offset = name = state = "" }
key == "a" { access = value == " " ? "" : value }
key == "t" { type = value }
key == "d" { device = value }
key == "P" { protocol = value }
key == "i" { inode = value }
key == "s" { size = value }
key == "o" { offset = value }
key == "n" { name = value }
key == "T" { state = state value ";" }
END { flush() }
