-- The names of all functions, one space between them.
SELECT group_concat(name, ' ') FROM (SELECT DISTINCT name FROM pragma_function_list WHERE name NOT GLOB '[^a-z]*');
