-- ss -o of an inet socket.  The text tables count in USER_HZ, which is 100 on every architecture but ia64 and alpha.
SELECT printf('timer:(%s,%s,%d)', CASE WHEN t.protocol = 132 THEN 'T3_RTX' WHEN t.timer = 1 THEN 'on' WHEN t.timer = 2 THEN 'keepalive'
                                       WHEN t.timer = 3 THEN 'timewait' WHEN t.timer = 4 THEN 'persist' WHEN t.timer = 5 THEN 'delack'
                                       ELSE 'unknown' END,
              iif(t.min, t.min || 'min', '')
              || CASE WHEN t.min > 9 OR t.sec = 0 THEN '' WHEN t.min OR t.sec > 9 OR t.ms = 0 THEN t.sec || 'sec'
                      ELSE printf('%d.%03dsec', t.sec, t.ms) END
              || iif(t.min = 0 AND t.sec = 0 AND t.ms, printf('%03dms', t.ms), ''),
              t.retrans)
FROM (SELECT protocol, timer, retrans, expires / 60000 AS min, expires / 1000 % 60 AS sec, expires % 1000 AS ms
      FROM diag_inet WHERE member_id = ?1 AND line = ?2
      UNION ALL
      SELECT protocol, timer, iif(timer = 1, retransmits, timeout), timer_expires / 6000, timer_expires / 100 % 60, timer_expires % 100 * 10
      FROM proc_net_inet WHERE ?1 IS NULL AND member_id = ?3 AND line = ?4) AS t
WHERE t.timer <> 0;
