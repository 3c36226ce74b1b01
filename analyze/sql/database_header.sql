-- What kind of database this is.
SELECT a.application_id, u.user_version, (SELECT count(*) FROM sqlite_schema)
FROM pragma_application_id AS a, pragma_user_version AS u
