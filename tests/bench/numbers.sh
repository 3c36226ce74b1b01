# shellcheck shell=sh
# A pid namespace of 10 processes, whose pid_max is 4,194,304 from Linux 6.14 on.

# From the end of the first pass over the sockets to the begin of the second.
gap() {
    tar -xOf snapshot.tar --wildcards '*/manifest/*' | jq -es '
        map(select(.path)) | (map(select(.path | test("^net/[0-9]+/after/")).monotonic) | min)
        - (map(select(.path | test("^net/[0-9]+/before/")) | .monotonic + .took) | max) | . / 1e9'
}

numbers() { # TITLE COMMAND: it runs before
    find . -type f -delete
    # shellcheck disable=SC2016
    unshare -pf --kill-child --mount-proc sh -c '
        eval "$1"
        for i in 1 2 3 4 5 6 7 8; do sleep 1000 & done
        cat /proc/sys/kernel/pid_max >pid_max
        measure collect collect -q -o snapshot.tar' sh "$2" || [ $? -eq 1 ] || fail "$1: collect failed"
    echo "$1, pid_max $(cat pid_max): $(field collect 1) s, $(field collect 2) s of CPU, $(gap) s between the passes"
    less "$(field collect 1)" 0.4 || fail "$1: collect took $(field collect 1) s, 0.4 allowed"
    less "$(gap)" 0.1 || fail "$1: $(gap) s between the passes over the sockets, 0.1 allowed"
}

load_numbers() {
    numbers '10 processes, whose numbers were used once' :
    numbers '10 processes, whose numbers may have been used up' 'echo 3000000 >/proc/sys/kernel/ns_last_pid'
}
