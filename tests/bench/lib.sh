# shellcheck shell=sh disable=SC2154 # limit and others are of tests/bench/run
# Running and measuring, for the loads.

start() { # SWARM_ARGUMENT...: until stop_all
    rm -f ready
    mkfifo ready
    swarm "$@" <hold >ready 9>&- &
    swarms="$swarms $!"
    timeout "$limit" head -n 1 ready >/dev/null
}

stop_all() {
    # shellcheck disable=SC2086
    kill $swarms
    # shellcheck disable=SC2086
    wait $swarms || true
    swarms=
}

fail() {
    echo "FAILED: $*" >&2
    failures=$((failures + 1))
}

take() { # NAME COMMAND...: its output thrown away, what it took in the file NAME.  A tool that is not here is left out.
    name=$1
    shift
    command -v "$1" >/dev/null || return 0
    status=0
    measure "$name" timeout "$limit" "$@" >"$name.out" 2>"$name.err" || status=$?
    [ "$status" -gt 1 ] || return 0
    case $1 in
        collect | analyze)
            cat "$name.err" >&2
            fail "$*: exit $status"
            ;;
        *) echo "$*: exit $status" >&2 ;; # its time is then what it took until it gave up
    esac
}

field() { # NAME NUMBER
    cut -d ' ' -f "$2" "$1"
}

less() { # A B
    awk "BEGIN { exit !($1 < $2) }"
}

median() { # FIELD FILE...
    column=$1
    shift
    cut -d ' ' -f "$column" "$@" | sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'
}

# A run of several.  A command whose first run took more than a minute has no other.
turn() { # NAME NUMBER COMMAND...
    name=$1
    number=$2
    shift 2
    if [ "$number" -eq 1 ] || { [ -e "$name.1" ] && less "$(field "$name.1" 1)" 60; }; then
        take "$name.$number" "$@"
    fi
}

of() { # NAME FIELD: the median of its runs, nothing where it is not here
    [ ! -e "$1.1" ] || median "$2" "$1".[0-9]
}

divide() { # A B
    awk "BEGIN { if ($2 > 0) printf \"%.2f\", $1 / $2; else printf \"-\" }"
}
