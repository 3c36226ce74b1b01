-- A number that changes when another connection has changed the database.
PRAGMA main.data_version;
