-- From here on the view is read again.
DROP TABLE temp.process_programs;
