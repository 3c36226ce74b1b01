-- A socket of the internet, as analyze/load/inet_sockets.c merges it of the tables that show it.
INSERT INTO sockets (snapshot_id, net_namespace, family, protocol, type, state, local_address, local_ip, local_port,
                     remote_address, remote_ip, remote_port, interface_index, inode, cookie, uid, recv_q, send_q, seen, ownership,
                     member_id, line, diag_member_id, diag_line, community_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25);
