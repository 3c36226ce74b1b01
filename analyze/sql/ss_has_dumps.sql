-- Whether the snapshot has any dump of sock_diag.
SELECT EXISTS (SELECT 1 FROM members WHERE path GLOB 'net/*/diag/*' AND state = 'ok');
