-- ss --tos of an inet socket; %#x prints 0 as 0.
SELECT trim(iif(tos IS NULL, '', ' tos:' || iif(tos, printf('0x%x', tos), '0'))
            || iif(tclass IS NULL, '', ' tclass:' || iif(tclass, printf('0x%x', tclass), '0'))
            || iif(class_id IS NULL, '', ' class_id:' || iif(class_id, printf('0x%x', class_id), '0')))
FROM diag_inet WHERE member_id = ?1 AND line = ?2;
