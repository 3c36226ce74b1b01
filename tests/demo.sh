#!/bin/sh
# What `make demo` shows: this host in a snapshot, the snapshot in a database, and the first questions answered.
set -eu

PATH=${STILLFRAME_BIN:?}:$PATH
dir=${STILLFRAME_BUILD:?}/demo
mkdir -p "$dir"
stamp=$(date -u +%Y%m%dT%H%M%SZ)
snapshot=$dir/$(uname -n | tr -c 'A-Za-z0-9.\n-' _)-$stamp.tar.zst
database=$dir/case.db

at_most_1() { # COMMAND: exit 1 means that there is something to look at, which is shown below
    status=0
    "$@" || status=$?
    [ "$status" -le 1 ] || exit "$status"
}

ask() { # TITLE SQL: the first rows, and how many there are
    rows=$(analyze query --host "$(uname -n)" --format csv "$database" "SELECT count(*) FROM ($2)" | tail -n 1)
    shown=''
    [ "$rows" -le 40 ] || shown=', the first 40 of them'
    printf '\n%s (%s%s)\n\n' "$1" "$rows" "$shown"
    analyze query --host "$(uname -n)" "$database" "$2 LIMIT 40"
}

at_most_1 collect -o "$snapshot" --case demo
at_most_1 analyze load "$database" "$snapshot"

ask 'Who listens' "
    SELECT DISTINCT CASE l.protocol WHEN 6 THEN 'tcp' WHEN 17 THEN 'udp' END AS proto, l.address, l.port,
           CASE WHEN l.pid > 0 THEN l.pid END AS pid, coalesce(p.name, l.ownership) AS owner, p.path AS program, l.net_namespace
    FROM listening_ports AS l LEFT JOIN processes AS p USING (pid)
    WHERE l.family IN (2, 10) ORDER BY l.net_namespace, l.port, l.pid"

ask 'Who is connected' "
    SELECT s.local_address, s.local_port, s.remote_address, s.remote_port, s.state,
           CASE WHEN s.pid > 0 THEN s.pid END AS pid, coalesce(p.name, s.ownership) AS owner, s.net_namespace
    FROM process_open_sockets AS s LEFT JOIN processes AS p USING (pid)
    WHERE s.protocol = 6 AND s.family IN (2, 10) AND s.remote_port > 0 ORDER BY s.net_namespace, s.local_port, s.pid"

ask 'What was seen, and what was not' "
    SELECT state, count(*) AS things, min(path) AS first FROM members GROUP BY state ORDER BY things DESC"

if [ "$(id -u)" -ne 0 ]; then
    printf '\nNot root: other users'\'' descriptors stayed out of sight (state denied above), so their sockets have no owner here.\n'
fi
cat <<END

snapshot  $snapshot
database  $database

More questions: README.md. Try:
    ${STILLFRAME_BIN}/analyze query $database 'SELECT * FROM snapshots'
END
