#include "analyze/answers/ss/filter.h"
#include "analyze/answers/ss/filter_words.h"

#include <stdlib.h>
#include <string.h>

/* Parentheses within each other; more would be no human's. */
#define DEPTH_MAX 100

/* A condition, or what stands in parentheses, and how it is joined to what stands before it. */
struct term {
    bool is_or, negated;
    struct ss_filter *group; /* NULL for a condition */
    struct ss_condition condition;
};

/* Terms that are applied from the left to the right; none match every socket. */
struct ss_filter {
    struct term *terms;
    size_t count;
};

/* The error says where. */
static int
refuse(struct ss_parser *p, const char *why)
{
    if (p->token == TOKEN_END)
        return error_set(p->error, "ss: filter \"%s\": at the end: %s", p->text, why);
    return error_set(p->error, "ss: filter \"%s\": at character %zu, \"%.*s\": %s", p->text,
                     (size_t)(p->have.ptr - p->text) + 1, (int)p->have.len, p->have.ptr, why);
}

/* Where a condition should begin. */
static int
refuse_start(struct ss_parser *p)
{
    if (p->token == TOKEN_STATE)
        return refuse(p, "state and exclude stand before the conditions");
    if (p->token == TOKEN_VALUE && strpbrk(p->value, "=<>!()&|"))
        return refuse(p, "want a condition; put spaces around parentheses and operators");
    return refuse(p, "want a condition: src, dst, sport, dport, dev, fwmark, cgroup or autobound");
}

static int
parse_states(struct ss_parser *p)
{
    while (p->token == TOKEN_STATE) {
        bool exclude = p->meaning;

        ss_filter_advance(p);
        if (p->token == TOKEN_END || ss_select_state(p->reader.selection, slice_of(p->value), exclude))
            return refuse(p, "want the name of a state, or all, connected, synchronized, bucket or big");
        ss_filter_advance(p);
    }
    return 0;
}

/* How a field is compared. */
static const struct {
    bool ordered, unequal; /* <, >, …; != */
    enum ss_test test;
    char *(*read)(struct ss_condition *condition, const struct ss_reader *reader, const char *value);
} fields[] = {
    [DST] = { false, false, SS_TEST_HOST, NULL },
    [SRC] = { false, false, SS_TEST_HOST, NULL },
    [DPORT] = { true, true, SS_TEST_HOST, NULL },
    [SPORT] = { true, true, SS_TEST_HOST, NULL },
    [DEV] = { false, true, SS_TEST_DEVICE, ss_read_device },
    [FWMARK] = { false, true, SS_TEST_MARK, ss_read_mark },
    [CGROUP] = { false, true, SS_TEST_CGROUP, ss_read_cgroup },
    [AUTOBOUND] = { false, false, SS_TEST_AUTOBOUND, NULL },
};

static const struct {
    bool ordered, negated;
    enum ss_test test; /* of an ordered one */
} operators[] = {
    [EQUAL] = { false, false, SS_TEST_HOST },       [NOT_EQUAL] = { false, true, SS_TEST_HOST },
    [AT_LEAST] = { true, false, SS_TEST_AT_LEAST }, [AT_MOST] = { true, false, SS_TEST_AT_MOST },
    [GREATER] = { true, true, SS_TEST_AT_MOST },    [LESS] = { true, true, SS_TEST_AT_LEAST },
};

/* The operator, if there is one, behind the field. */
static int
parse_operator(struct ss_parser *p, enum field field, struct term *term)
{
    int operator= EQUAL;

    term->condition.test = fields[field].test;
    if (p->token != TOKEN_OPERATOR)
        return 0;
    operator= p->meaning;
    if (operators[operator].ordered && !fields[field].ordered)
        return refuse(p, "only ports are greater or less than others");
    if (operator== NOT_EQUAL && !fields[field].unequal)
        return refuse(p, "src and dst know only =; put not before the condition");
    term->negated ^= operators[operator].negated;
    if (operators[operator].ordered)
        term->condition.test = operators[operator].test;
    ss_filter_advance(p);
    return 0;
}

static int
parse_condition(struct ss_parser *p, struct term *term)
{
    enum field field = (enum field)p->meaning;
    bool is_port = field == SPORT || field == DPORT;
    char *why;

    ss_filter_advance(p);
    if (field == AUTOBOUND) {
        term->condition.test = SS_TEST_AUTOBOUND;
        return 0;
    }
    term->condition.remote = field == DST || field == DPORT;
    if (parse_operator(p, field, term))
        return -1;
    if (p->token != TOKEN_VALUE)
        return refuse(p, is_port ? "want a port" : "want a value");
    why = fields[field].read ? fields[field].read(&term->condition, &p->reader, p->value)
                             : ss_read_host(&term->condition, &p->reader, p->value, is_port);
    if (!why && fields[field].ordered && term->condition.test != SS_TEST_HOST && !term->condition.port.known)
        why = xasprintf("any port is neither greater nor less");
    if (why) {
        (void)refuse(p, why);
        free(why);
        return -1;
    }
    ss_filter_advance(p);
    return 0;
}

static struct ss_filter *parse_terms(struct ss_parser *p, size_t depth);

static int
parse_group(struct ss_parser *p, struct term *term, size_t depth)
{
    if (depth == DEPTH_MAX)
        return refuse(p, "too many parentheses within each other");
    ss_filter_advance(p);
    term->group = parse_terms(p, depth + 1);
    if (!term->group)
        return -1;
    if (p->token != TOKEN_CLOSE)
        return refuse(p, "want and, or, a condition or )");
    ss_filter_advance(p);
    return 0;
}

static int
parse_term(struct ss_parser *p, struct term *term, size_t depth)
{
    for (; p->token == TOKEN_NOT; ss_filter_advance(p))
        term->negated = !term->negated;
    if (p->token == TOKEN_OPEN)
        return parse_group(p, term, depth);
    return p->token == TOKEN_FIELD ? parse_condition(p, term) : refuse_start(p);
}

/* Terms up to the end or to a parenthesis that closes; at least one. */
static struct ss_filter *
parse_terms(struct ss_parser *p, size_t depth)
{
    struct ss_filter *filter = xmalloc(sizeof(*filter));
    bool is_or = false;

    *filter = (struct ss_filter){ 0 };
    do {
        filter->terms = xrealloc(filter->terms, (filter->count + 1) * sizeof(*filter->terms));
        filter->terms[filter->count] = (struct term){ .is_or = is_or };
        if (parse_term(p, &filter->terms[filter->count++], depth)) {
            ss_filter_free(filter);
            return NULL;
        }
        is_or = p->token == TOKEN_OR;
        if (p->token == TOKEN_OR || p->token == TOKEN_AND)
            ss_filter_advance(p);
        else if (p->token == TOKEN_END || p->token == TOKEN_CLOSE)
            return filter;
    } while (true);
}

static struct ss_filter *
parse(struct ss_parser *p)
{
    struct ss_filter *filter;

    ss_filter_advance(p);
    if (parse_states(p))
        return NULL;
    ss_select_defaults(p->reader.selection);
    if (p->token == TOKEN_END) {
        filter = xmalloc(sizeof(*filter));
        *filter = (struct ss_filter){ 0 };
        return filter;
    }
    filter = parse_terms(p, 0);
    if (filter && p->token == TOKEN_CLOSE) {
        (void)refuse(p, "no ( stands before it");
        ss_filter_free(filter);
        return NULL;
    }
    return filter;
}

struct ss_filter *
ss_filter_parse(const char *text, struct ss_selection *selection, sqlite3 *db, struct error *error)
{
    struct ss_parser parser = { .text = text, .rest = slice_of(text), .reader = { db, selection }, .error = error };
    struct ss_filter *filter = parse(&parser);

    free(parser.value);
    return filter;
}

void
ss_filter_free(struct ss_filter *filter)
{
    for (size_t i = 0; filter && i < filter->count; i++) {
        ss_filter_free(filter->terms[i].group);
        ss_condition_free(&filter->terms[i].condition);
    }
    if (filter)
        free(filter->terms);
    free(filter);
}

unsigned
ss_filter_needs(const struct ss_filter *filter)
{
    static const unsigned needs[] = {
        [SS_TEST_MARK] = SS_NEEDS_MARK,
        [SS_TEST_CGROUP] = SS_NEEDS_CGROUP,
        [SS_TEST_AUTOBOUND] = SS_NEEDS_PORT_RANGE,
    };
    unsigned all = 0;

    for (size_t i = 0; i < filter->count; i++)
        all |=
            filter->terms[i].group ? ss_filter_needs(filter->terms[i].group) : needs[filter->terms[i].condition.test];
    return all;
}

void
ss_filter_set_port_range(struct ss_filter *filter, int64_t first, int64_t last)
{
    for (size_t i = 0; i < filter->count; i++) {
        struct term *term = &filter->terms[i];

        if (term->group)
            ss_filter_set_port_range(term->group, first, last);
        else if (term->condition.test == SS_TEST_AUTOBOUND) {
            term->condition.number = first;
            term->condition.mask = last;
        }
    }
}

bool
ss_filter_matches(const struct ss_filter *filter, const struct ss_row *row)
{
    bool matches = true;

    for (size_t i = 0; i < filter->count; i++) {
        const struct term *term = &filter->terms[i];

        if (i > 0 && matches == term->is_or) /* true or …, false and … */
            continue;
        matches = (term->group ? ss_filter_matches(term->group, row) : ss_condition_matches(&term->condition, row)) !=
                  term->negated;
    }
    return matches;
}
