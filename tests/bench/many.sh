# shellcheck shell=sh
# Hosts that are made of this one, for cases of many snapshots.

# A host of its own made of the tree: other pids, address, connections, users, containers and programs.  Prefixes keep what is unique so.
make_host() { # NUMBER TREE
    p=$(($1 + 10))
    for pid in "$2"/proc/[0-9][0-9]*; do
        mv "$pid" "$2/proc/$p${pid##*/}"
    done
    sed -i -E "1s/^([0-9]+) /$p\\1 /; 1s/\\) (.) ([0-9]{2,}) /) \\1 $p\\2 /" "$2"/proc/"$p"*/stat
    sed -i -E "s/^(Tgid|Pid|PPid):\\t([0-9]{2,})$/\\1:\\t$p\\2/" "$2"/proc/"$p"*/status
    sed -i -E "s|^(exe\\t.\\t/[^/]*/)|\\1host$1/|" "$2"/proc/"$p"*[05]/links
    for pid in "$2"/proc/"$p"*[37]; do
        printf '0::/docker/%064x\n' "$(($1 * 1000 + ${pid##*/} % 4))" >"$pid/cgroup"
    done
    sed -i "1a service$1:x:20$p:20$p::/:/bin/false" "$2/etc/passwd"
}

# A hundred connections to a service of that host, and as many to others, a few of which every host calls.
make_connections() { # HOST SNAPSHOT TABLE
    awk -v host="$1" -v snapshot="$2" 'function line(i, near, here, far, there, state) {
        printf "%-149s\n", sprintf("%4d: %s:%04X %s:%04X %s 00000000:00000000 00:00000000 00000000     0        0 %d 1 0 20 4 30 10 -1",
                                   NR - 1 + i, near, here, far, there, state, 900000000 + snapshot * 1000 + i)
    } END {
        for (i = 0; i < 200; i++) {
            port = i % 2 ? 443 : 8000 + host
            far = sprintf("%02X%02X33C6", i, i % 5 ? host : 0)
            near = sprintf("01%02X000A", host)
            mine = 20000 + snapshot * 150 + i
            line(i, near, i % 2 ? mine : port, far, i % 2 ? port : mine, "01")
        }
        line(i, "00000000", 8000 + host, "00000000", 0, "0A")
    } { print }' "$3" >table
    mv table "$3"
}

# 20 hosts at 10 times each.
make_many() {
    collect -q --environ --hash-exe -o base.tar 2>/dev/null || [ $? -eq 1 ]
    mkdir base
    tar -xf base.tar -C base --strip-components 1
    rm -r base/manifest base/SHA256SUMS base/views base.tar
    namespace=$(readlink /proc/self/ns/net | tr -dc 0-9)
    for host in $(seq 0 19); do
        cp -r base tree
        make_host "$host" tree
        cp "tree/net/$namespace/before/tcp" tcp
        for time in $(seq 0 9); do
            i=$((time * 20 + host + 1))
            sed -E "s/\"nodename\":\"[^\"]*\"/\"nodename\":\"host$host\"/; s/\"(machine_id|boot_id)\":\"../\"\\1\":\"$((host + 10))/g
                s/\"realtime\":[0-9]*/\"realtime\":$((1763700000 + i * 3600))000000000/" base/meta.json >tree/meta.json
            cp tcp "tree/net/$namespace/before/tcp"
            make_connections "$host" "$i" "tree/net/$namespace/before/tcp"
            pack tree "$i.tar"
        done
        rm -r tree
    done
}
