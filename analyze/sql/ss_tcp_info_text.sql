-- ss -i of a tcp or dccp socket that only the text table ?3, line ?4, shows: what ss prints of that.
SELECT trim(iif(rto > 0 AND rto <> 300, printf(' rto:%g', rto / 100.0), '') || iif(ato > 0, printf(' ato:%g', ato / 100.0), '')
            || iif(quick / 2 > 0, ' qack:' || (quick / 2), '') || iif((quick / 2) & 1, ' bidir', '')
            || ' cwnd:' || coalesce(cwnd, 2) || iif(ssthresh > 0, ' ssthresh:' || ssthresh, ''))
FROM proc_net_inet WHERE ?1 IS NULL AND member_id = ?3 AND line = ?4;
