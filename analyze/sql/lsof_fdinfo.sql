-- What fdinfo says of the descriptor ?3 of the thread ?2 of the process ?1, for its name.
SELECT (SELECT group_concat(t.target_fd) FROM (SELECT DISTINCT target_fd FROM process_epoll_targets
                                               WHERE pid = ?1 AND tid = ?2 AND fd = ?3 ORDER BY target_fd) AS t),
       (SELECT value FROM process_fdinfo WHERE pid = ?1 AND tid = ?2 AND fd = ?3 AND key = 'eventfd-id'),
       (SELECT value FROM process_fdinfo WHERE pid = ?1 AND tid = ?2 AND fd = ?3 AND key = 'Pid');
