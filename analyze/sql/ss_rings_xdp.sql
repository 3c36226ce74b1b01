-- What ss -e prints below an xdp socket.
SELECT trim(iif(rx_ring_entries IS NULL, '', printf(' rx(entries:%u)', rx_ring_entries))
            || iif(tx_ring_entries IS NULL, '', printf(' tx(entries:%u)', tx_ring_entries))
            || iif(umem_id IS NULL, '', printf(' umem(id:%u,size:%d,num_pages:%u,chunk_size:%u,headroom:%u,ifindex:%u,qid:%u,zc:%u,refs:%u)',
                                               umem_id, umem_size, umem_num_pages, umem_chunk_size, umem_headroom, umem_interface_index,
                                               umem_queue_id, umem_flags & 1, umem_refs)
                                        || iif(fill_ring_entries IS NULL, '', printf(' fr(entries:%u)', fill_ring_entries))
                                        || iif(completion_ring_entries IS NULL, '', printf(' cr(entries:%u)', completion_ring_entries)))
            || iif(rx_dropped IS NULL, '', printf(' stats(rx dropped:%d,rx invalid:%d,rx queue full:%d,rx fill ring empty:%d,tx invalid:%d,'
                                                  || 'tx ring empty:%d)', rx_dropped, rx_invalid, rx_full, fill_ring_empty, tx_invalid,
                                                  tx_ring_empty)))
FROM diag_xdp WHERE member_id = ?1 AND line = ?2;
