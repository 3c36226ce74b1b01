# shellcheck shell=sh
# The questions of the guide, history and match, of 200 snapshots of 20 hosts.
# shellcheck disable=SC2154 # guide and dir are of tests/bench/run

# The statements of the guide, one a file.
find_queries() {
    awk '/^```/ { code = !code; next }
        !code { next }
        /\\$/ { held = held substr($0, 1, length($0) - 1); next }
        { line = held $0; held = "" }
        !sql && match(line, /query .*case\.db +"/) {
            line = substr(line, RSTART + RLENGTH)
            sql = "query" ++n ".sql"
        }
        sql {
            gsub(/\$pid/, "1", line)
            end = index(line, "\"")
            print end ? substr(line, 1, end - 1) : line >sql
            if (end) sql = ""
        }' "$guide"
}

# Asks what one word says of 200 snapshots: a line of the answer must be there.
history() { # KIND WORD
    take history analyze history --format csv --kind "$1" case.db "$2"
    printf '  %5.2f s history of %s %s: %d rows\n' "$(field history 1)" "$1" "$(printf %.20s "$2")" "$(($(wc -l <history.out) - 1))"
    less "$(field history 1)" 1 || fail "history of a $1 takes more than a second"
    [ "$(wc -l <history.out)" -gt 1 ] || fail "history of $1 $2: no answer"
}

first() { # SQL
    analyze query --all --format csv case.db "$1" | tail -n 1
}

histories() {
    history address 198.51.0.40
    history network 198.51.0.0/16
    history port 443
    history port 8003
    history path "$(first 'SELECT target FROM process_links WHERE link = '\''exe'\'' AND target IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1')"
    history path /dev/null
    history digest "$(first 'SELECT sha256 FROM executable_hashes GROUP BY 1 ORDER BY count(*) DESC LIMIT 1')"
    history user root
    history user service7
    history container "$(first 'SELECT max(container_id) FROM process_containers')"
}

# 100,000 indicators of several kinds, of which a few are there.
matches() {
    awk 'BEGIN {
        for (i = 0; i < 40000; i++) printf "203.0.%d.%d\n", i / 256, i % 256
        for (i = 0; i < 30000; i++) printf "%064x\n", i
        for (i = 0; i < 20000; i++) printf "/opt/x%d/tool\n", i
        for (i = 0; i < 9990; i++) printf "host%d.example.net\n", i
        for (i = 0; i < 10; i++) printf "198.51.0.%d\n", i * 5
    }' >list
    take match analyze match case.db list
    printf '  %5.2f s match of %d indicators: %d lines\n' "$(field match 1)" "$(wc -l <list)" "$(wc -l <match.out)"
    less "$(field match 1)" 10 || fail 'match of 100,000 indicators takes more than ten seconds'
    [ "$(wc -l <match.out)" -gt 10 ] || fail 'match found nothing'
}

# The questions of the guide.
questions() {
    sed -n 's/^analyze query \(.*case\.db @[a-z_][a-z_]*\)$/\1/p' "$guide" >questions
    while read -r arguments; do
        # shellcheck disable=SC2086
        take question analyze query --host "$host" --format csv $arguments </dev/null
        printf '  %5.2f s %s\n' "$(field question 1)" "$arguments"
        less "$(field question 1)" 1 || fail "$arguments takes more than a second"
    done <questions
    [ "$(wc -l <questions)" -ge 8 ] || fail "the guide has fewer questions than it had"
}

load_snapshots() {
    start tcp 40 17
    start idle 110 0
    make_many
    stop_all
    take load analyze load --no-findings case.db ./*.tar
    echo "200 snapshots of 20 hosts: $(stat -c %s case.db) bytes of database, loaded in $(field load 1) s"
    host=$(analyze query --format csv case.db 'SELECT min(host) FROM snapshots' | tail -n 1)
    find_queries
    for file in query*.sql; do
        name=${file%.sql}
        take "$name" analyze query --host "$host" --format csv case.db "$(cat "$file")"
        printf '  %5.2f s %s\n' "$(field "$name" 1)" "$(tr -s ' \n' ' ' <"$file" | cut -c-100)"
        less "$(field "$name" 1)" 1 || fail "a query of the guide takes more than a second"
    done
    [ -e query2.sql ] || fail "the guide has fewer queries than it had"
    questions
    histories
    matches
    find . -type f -delete
    rm -r base
}
