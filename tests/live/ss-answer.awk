# Rows of ss, or with -v ours=1 of analyze ss, with -H: a line a socket, its fields sorted, without what the manual says that the two do
# not have in common, and with # for what moves by itself.  ss is that of iproute2 6.1 or later.

function put() {
    if (row != "")
        normalise(row)
    row = ""
}

# Everything that the kernel changes while nobody does anything: by name alone.
function unmove(text) {
    gsub(/timer:\([a-z]+,[^)]*\)/, "timer:#", text)
    gsub(/(lastsnd|lastrcv|lastack|last_data_sent|last_data_recv|last_ack_recv):[0-9]+/, "#&", text)
    gsub(/#last[a-z_]*:[0-9]+/, "", text)
    return text
}

function instruction(text) {
    gsub(/ /, "_", text)
    return text
}

function normalise(text,    n, i, j, f, line, t) {
    if (ours)
        sub(/ - \([a-z_]+(: [^)]*)?\)/, "", text) # the reason why there is no owner
    # What one version of ss prints and another does not, or otherwise.
    gsub(/ (rcv_wnd|rehash|rcv_ssthresh|subflows_total):[0-9]+/, "", text)
    gsub(/ (seq|sfseq|ssnoff|maplen):[0-9a-f]+/, "", text)
    gsub(/(rcv_nxt|snd_una|write_seq):[0-9a-f]+/, "#", text)
    sub(/dev:[0-9]+\/[0-9]+/, "dev:#", text)
    # An instruction of a filter is one field.
    while (match(text, /0x[0-9a-f]+ [0-9]+ [0-9]+ [0-9]+,/))
        text = substr(text, 1, RSTART - 1) "bpf:" instruction(substr(text, RSTART + 2, RLENGTH - 2)) substr(text, RSTART + RLENGTH)
    text = unmove(text)
    n = split(text, f, " ")
    # Beginning with Netid and State: without them the row is not told apart, and the callers leave both in.
    if (f[1] == "nl") {
        if (f[5] ~ /^(tcpdiag|4):/ && f[5] !~ /:kernel$/ && f[5] !~ /:0$/)
            return # ss itself
        if (f[5] ~ /^(tcpdiag|4):/)
            f[3] = "#"
        sub(/:.*\//, ":", f[5]) # the name of a process that has the number of the port
        for (i = 6; i <= n; i++)
            if (f[i] ~ /^users:/)
                f[i] = ""
    }
    if (ours && f[1] ~ /^tcp/ && f[2] == "UNCONN")
        return # only bound
    if (ours && f[1] ~ /^u_/ && f[2] == "SYN-SENT")
        return # waits to be accepted
    if (f[1] == "icmp6" || f[1] == "???")
        f[1] = "raw"
    if (f[1] == "raw")
        for (i = 7; i <= n; i++)
            if (f[i] ~ /^(ino|uid):/)
                f[i] = ""
    if (f[1] == "p_raw")
        f[3] = "#"
    if (f[3] > 0) # a full queue drops what comes again and again
        for (i = 7; i <= n; i++)
            sub(/,d[0-9]+\)/, ",d#)", f[i])
    for (i = 7; i <= n; i++) {
        if (f[i] ~ /^bpf:/)
            continue
        if (f[1] == "p_raw" || f[1] == "nl" || f[3] > 0 || f[2] ~ /^(SYN|FIN-WAIT-1|LAST-ACK|CLOSING|TIME-WAIT)/) {
            # probes and packets that nobody answers or reads
            gsub(/[0-9.]+([TGMk]?bps|ms\([0-9.]+%\)|ms)?/, "#", f[i])
            if (f[i] ~ /^(users|ino|sk)/)
                continue
            if (f[i] ~ /^(backoff|snd_wnd|retrans|unacked|lost|sacked|bytes_retrans|busy|rwnd_limited|notsent|delivery_rate|#|segs_in|segs_out|dsack|reord|rto|ato|data_segs_out|data_segs_in|bytes_sent|bbr|pacing|app_limited)/)
                f[i] = ""
        }
    }
    for (i = 8; i <= n; i++)
        for (j = i; j > 7 && f[j] < f[j - 1]; j--) {
            t = f[j]
            f[j] = f[j - 1]
            f[j - 1] = t
        }
    # A full queue takes a segment now and then, even of a connection that is closed by halves.
    for (i = 3; i <= 4; i++)
        if (f[1] ~ /^tcp/ && f[i] >= 10000)
            f[i] = "#"
    line = ""
    for (i = 1; i <= n; i++)
        if (f[i] != "")
            line = line (line == "" ? "" : " ") f[i]
    print line
}

/^\t/ { row = row " " $0; next }
{ put(); row = $0 }
END { put() }
