-- What ss -e prints below a packet socket.  The dump also has the timeout and features of a ring, which the database has not.
SELECT printf('ver:%d cpy_thresh:%d flags( %s )', version, copy_threshold,
              iif(flags & 1, 'running', '') || iif(flags & 2, ' auxdata', '') || iif(flags & 4, ' origdev', '')
              || iif(flags & 8, ' vnethdr', '') || iif(flags & 16, ' loss', '') || iif(flags, '', '0'))
       || iif(rx_ring_block_size IS NULL, '', printf(' ring_rx(blk_size:%d,blk_nr:%d,frm_size:%d,frm_nr:%d)', rx_ring_block_size,
                                                     rx_ring_block_nr, rx_ring_frame_size, rx_ring_frame_nr))
       || iif(tx_ring_block_size IS NULL, '', printf(' ring_tx(blk_size:%d,blk_nr:%d,frm_size:%d,frm_nr:%d)', tx_ring_block_size,
                                                     tx_ring_block_nr, tx_ring_frame_size, tx_ring_frame_nr))
       || iif(fanout IS NULL, '', printf(' fanout(id:%d,type:%s)', fanout & 65535,
                                         CASE fanout >> 16 & 65535 WHEN 0 THEN 'hash' WHEN 1 THEN 'lb' WHEN 2 THEN 'cpu' WHEN 3 THEN 'roll'
                                                                   WHEN 4 THEN 'random' WHEN 5 THEN 'qm'
                                                                   ELSE printf('0x%x', fanout >> 16 & 65535) END))
FROM diag_packet WHERE member_id = ?1 AND line = ?2 AND version IS NOT NULL;
