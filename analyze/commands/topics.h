/*
 * What `analyze help TOPIC` has of the manual: .ci/topics makes the table of docs/analyze.1, so that the text stands once.
 */
#ifndef ANALYZE_COMMANDS_TOPICS_H
#define ANALYZE_COMMANDS_TOPICS_H

struct topic {
    const char *name;
    const char *summary;
    const char *text;
};

/* Ended by one without a name. */
extern const struct topic topics[];

#endif
