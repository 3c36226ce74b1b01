/*
 * The data dictionary as a document in Markdown: what docs/database.md is made of.
 */
#ifndef ANALYZE_COMMANDS_SCHEMA_MARKDOWN_H
#define ANALYZE_COMMANDS_SCHEMA_MARKDOWN_H

/* Writes it to standard output: the guide and all tables, or only the table or view of that name. */
void schema_markdown(const char *name);

#endif
