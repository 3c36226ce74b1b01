# ss -Htanpe: a line "inode local port remote port pid fd" for each owner of each socket, as process_open_sockets has it.

function address(text) {
    sub(/:[^:]*$/, "", text)
    sub(/%.*$/, "", text)
    gsub(/[][]/, "", text)
    return text == "*" ? "::" : text
}

function port(text) {
    sub(/^.*:/, "", text)
    return text == "*" ? 0 : text
}

/users:/ && match($0, /ino:[0-9]+/) {
    inode = substr($0, RSTART + 4, RLENGTH - 4)
    owners = $0
    # The other end of a wildcard is a wildcard of the same family.
    remote = address($5)
    while (match(owners, /pid=[0-9]+,fd=[0-9]+/)) {
        split(substr(owners, RSTART, RLENGTH), owner, /[=,]/)
        print inode, address($4), port($4), remote, port($5), owner[2], owner[4]
        owners = substr(owners, RSTART + RLENGTH)
    }
}
