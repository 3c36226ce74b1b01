# shellcheck shell=sh
# Loads of every expensive kind: each is captured, loaded and asked, and the known tools and the floors run beside that, in turns.
# shellcheck disable=SC2154 # limit, runs, memory and table are of tests/bench/run

# Rounds of everything, so that whatever else the machine does meets all of them.
rounds() { # QUERY PROTOCOL_LETTER
    for i in $(seq "$runs"); do
        rm -f ./*.db snapshot.tar.zst # collect overwrites nothing
        turn collect "$i" collect -q -o snapshot.tar.zst
        turn floor "$i" floor
        turn ss "$i" ss "-${2}anp"
        turn netstat "$i" netstat "-${2}anp"
        turn lsof "$i" lsof -nP
        turn lsfd "$i" lsfd
        turn load "$i" analyze load case.db snapshot.tar.zst
        turn query "$i" analyze query --format csv case.db "$1"
        turn plain "$i" analyze load --no-findings plain.db snapshot.tar.zst
        bare_insert plain.db bare.db >"bare.$i" || fail "bare_insert: exit $?"
    done
}

peer() { # NAME: its median, and how many times that of collect it is
    [ -e "$1.1" ] || {
        printf -- '-'
        return 0
    }
    printf '%.2f s (%s×%s)' "$(of "$1" 1)" "$(divide "$(of "$1" 1)" "$(of collect 1)")" \
        "$([ "$runs" -eq 1 ] || [ -e "$1.2" ] || printf ', one run')"
}

cost() { # NAME FILE: seconds, seconds of CPU, memory, size of the file
    printf '%.2f s, %.2f CPU, %.0f MiB, %.2f MB' "$(of "$1" 1)" "$(of "$1" 2)" "$(divide "$(of "$1" 3)" 1024)" \
        "$(divide "$(stat -c %s "$2")" 1000000)"
}

# A line of the table.
row() { # TITLE
    printf '| %s | %s | %.2f s, %.2f CPU | %s, CPU %s | %s | %s | %s | %s | %s | %s rows, %s |\n' "$1" \
        "$(cost collect snapshot.tar.zst)" "$(of floor 1)" "$(of floor 2)" "$(divide "$(of collect 1)" "$(of floor 1)")" \
        "$(divide "$(of collect 2)" "$(of floor 2)")" "$(peer ss)" "$(peer netstat)" "$(peer lsof)" "$(peer lsfd)" \
        "$(cost load case.db)" "$(field bare.1 5)" "$(divide "$(of bare 2)" "$(of plain 2)")" | tee -a "$table"
}

compare() { # TITLE SECONDS QUERY WANTED PROTOCOL_LETTER
    find . -type f -delete
    rounds "$3" "$5"
    row "$1"
    found=$(tail -n 1 query.1.out)
    [ "$found" -ge "$4" ] || fail "$1: $found found, $4 wanted"
    less "$(of collect 3)" "$memory" || fail "$1: collect took $(of collect 3) KiB"
    less "$(of collect 1)" "$2" || fail "$1: collect took $(of collect 1) s, $2 allowed"
    share=$(awk "BEGIN { printf \"%.3f\", 1 - $(of plain 2) / $(of load 2) }")
    less "$share" "${6:-1}" || fail "$1: findings are $share of the load, $6 allowed"
}

addresses="local_address GLOB '127.64.*' OR remote_address GLOB '127.64.*'"
sockets="SELECT count(*) FROM process_open_sockets WHERE pid > 0 AND ($addresses)"
namespaces="SELECT count(DISTINCT net_namespace) FROM process_namespaces JOIN processes USING (pid) WHERE name = 'swarm'"

load_tcp() {
    start tcp 100 2000
    compare '200,000 TCP sockets in 100 processes' "$limit" "$sockets" 199900 t 0.1
    whole=$(awk "BEGIN { print $(of collect 1) + $(of load 1) + $(of query 1) }")
    echo "collect, load and query: $whole s, $(divide "$whole" "$(of ss 1)") of ss"
    less "$whole" "$(of ss 1)" || fail "slower than ss -tanp"
}

load_processes() {
    start idle 10000 0
    compare '10,000 processes' "$limit" "SELECT count(*) FROM processes WHERE name = 'swarm'" 10000 '' 0.1
}

load_host() {
    start tcp 40 17
    start idle 110 0
    compare 'a host at rest: 150 processes, 680 sockets' "$limit" "$sockets" 640 t
}

load_namespaces() {
    start --namespaces tcp 200 15
    compare '200 network namespaces with 15 TCP sockets each' "$limit" "$namespaces" 200 '' 0.1
}

load_udp() {
    start udp 25 3000
    compare '75,000 UDP sockets in 25 processes' 5 "$sockets" 75000 u
}

load_descriptors() { # as many as the host lets a process have, if that is less
    count=$(($(awk '/^Max open files/ { print $5 }' /proc/self/limits) - 20))
    [ "$count" -lt 20000 ] || count=20000
    start file 1 "$count"
    compare "$count descriptors in one process" "$limit" \
        "SELECT max(n) FROM (SELECT count(*) AS n FROM process_fds GROUP BY pid)" "$count" ''
}

load_namespaces_beside_tcp() {
    start tcp 100 2000
    start --namespaces tcp 200 3
    compare '200 network namespaces with 3 TCP sockets each beside 200,000 in one' 20 "$namespaces" 200 t
}

load_quiet_namespaces_beside_tcp() {
    start tcp 100 2000
    start --namespaces idle 200 0
    compare '200 network namespaces without TCP sockets beside 200,000 in one' 3 "$namespaces" 200 t
}
