#!/bin/sh
# What `make demo` shows: a process of this host talks in a network namespace of its own, and hides from ps.  What netstat, ss and ps say
# stands beside what a snapshot says.
set -eu

PATH=${STILLFRAME_BIN:?}:$PATH
dir=${STILLFRAME_BUILD:?}/demo
port=8321
namespace=
covered=
started=

note() { printf '\n%s\n\n' "$*"; }

# Ends what was started, each by its own number, on success, failure and Ctrl-C.
clean_up() {
    status=$?
    trap - EXIT
    trap '' INT TERM HUP PIPE
    [ -z "$covered" ] || umount "/proc/$covered" || status=2
    for pid in $started; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    [ -z "$namespace" ] || ip netns delete "$namespace" || status=2
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
trap 'exit 141' PIPE

until_true() { # COMMAND: for five seconds
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25; do
        ! "$@" >/dev/null 2>&1 || return 0
        sleep 0.2
    done
    echo "demo: never true: $*" >&2
    exit 2
}

at_most_1() { # COMMAND: exit 1 means that there is something to look at, which is shown below
    status=0
    "$@" || status=$?
    [ "$status" -le 1 ] || exit "$status"
}

inside() { # COMMAND: in the namespace of the demo, where there is one
    if [ -n "$namespace" ]; then ip netns exec "$namespace" "$@"; else "$@"; fi
}

# A listener and a client of it.  nc reads standard input, which stays open and empty.
start_talk() {
    mkfifo "$dir/silence"
    sleep 600 >"$dir/silence" &
    started="$!"
    if [ -n "$namespace" ]; then
        ip netns exec "$namespace" nc -n -k -l 127.0.0.1 "$port" <"$dir/silence" >"$dir/heard" &
    else
        nc -n -k -l 127.0.0.1 "$port" <"$dir/silence" >"$dir/heard" &
    fi
    listener=$!
    started="$listener $started"
    until_true has_socket listening
    if [ -n "$namespace" ]; then
        ip netns exec "$namespace" nc -n 127.0.0.1 "$port" <"$dir/silence" >"$dir/answered" &
    else
        nc -n 127.0.0.1 "$port" <"$dir/silence" >"$dir/answered" &
    fi
    client=$!
    started="$client $started"
    until_true has_socket established
    rm "$dir/silence"
}

has_socket() { # STATE
    inside ss -Htn state "$1" "( sport = :$port )" | grep -q .
}

# Something is mounted over the directory from which ps and ss know the process: an old trick that needs no kernel module.
hide() { # PID
    mkdir -p "$dir/empty"
    mount --bind "$dir/empty" "/proc/$1"
    covered=$1
}

show() { # COMMAND: as it is typed, and what it prints
    printf '$ %s\n' "$*"
    "$@" || true
}

mkdir -p "$dir"
rm -f "$dir/silence"
stamp=$(date -u +%Y%m%dT%H%M%SZ)
snapshot=$dir/$(uname -n | tr -c 'A-Za-z0-9.\n-' _)-$stamp.tar.zst
# A database of its own for each run: one of an older version of analyze would be refused.
database=$dir/$stamp.db

if [ "$(id -u)" -eq 0 ] && ip netns add "stillframe-demo-$$" 2>"$dir/log"; then
    namespace=stillframe-demo-$$
    inside ip link set lo up
else
    note "Not root, or not allowed to make a network namespace: the demo leaves out the namespace and the hiding."
fi
start_talk
note "A listener, process $listener, and a client, process $client, talk on port $port${namespace:+ in the network namespace $namespace}."
if [ -n "$namespace" ] && hide "$listener" 2>"$dir/log"; then
    note "The listener hides: a directory without files is mounted over /proc/$listener."
fi

note "What the tools of the host say:"
show netstat -tnp 2>/dev/null | grep -e '^\$' -e Proto -e ":$port" || true
show ss -tnap | grep -e '^\$' -e State -e ":$port" || true
if [ -n "$namespace" ]; then
    show ip netns exec "$namespace" netstat -tnap 2>/dev/null | grep -e '^\$' -e Proto -e ":$port" || true
    show ip netns exec "$namespace" ss -tnap | grep -e '^\$' -e State -e ":$port" || true
fi
show ps -o pid,args -p "$listener,$client"

note "What a snapshot says, of all namespaces:"
at_most_1 collect -q -o "$snapshot" --case demo 2>"$dir/log"
at_most_1 analyze load "$database" "$snapshot" 2>>"$dir/log"
host=$(uname -n)
show analyze netstat "$database" --host "$host" -tnap | grep -e '^\$' -e Proto -e ":$port" || true
show analyze ss "$database" --host "$host" -tnap "( sport = :$port or dport = :$port )"
show analyze ps "$database" --host "$host" -o pid,args -p "$listener,$client"
if [ -n "$covered" ]; then
    note "And who hid:"
    show analyze findings "$database" --host "$host" -q
fi

[ "$(id -u)" -eq 0 ] || note "Not root: the descriptors of other users stayed out of sight, so their sockets have no owner here."
cat <<END

snapshot  $snapshot
database  $database

More questions: README.md. Try:
    ${STILLFRAME_BIN}/analyze pstree --around $listener $database
END
