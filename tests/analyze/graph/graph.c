/*
 * The picture: folded so that any number of sockets can be read, the same bytes for the same rows, and nothing of the host's texts is markup.
 */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "analyze/graph/draw.h"
#include "analyze/graph/text.h"
#include "analyze/query/narrow.h"
#include "tests/support/database.h"
#include "tests/support/picture_host.h"

static sqlite3 *
host_with(int sockets, int named)
{
    sqlite3 *db = database_new();

    picture_host(db, 1, sockets, named);
    return db;
}

static void
read_graph(sqlite3 *db, bool local, struct graph *graph)
{
    struct graph_request request = { .local = local };
    struct error error = { 0 };

    if (narrow(db, 1, &error) || graph_read(db, &request, graph, &error) || widen(db, &error))
        fail_msg("%s", error.text);
}

static char *
drawn(sqlite3 *db, const struct graph_format *format)
{
    static const struct graph_title title = { "host1", "2026-01-31T12:00:00Z" };
    struct graph graph = { 0 };
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    read_graph(db, false, &graph);
    format->write(out, &graph, &title);
    assert_int_equal(fclose(out), 0);
    graph_free(&graph);
    return text;
}

static size_t
rows_of(const struct graph *graph, enum graph_side side, bool named)
{
    size_t count = 0;

    for (size_t i = 0; i < graph->row_count; i++)
        count += graph->rows[i].drawn && graph->rows[i].side == side &&
                 (!named || (graph->rows[i].named && !graph->rows[i].others));
    return count;
}

/* Each socket is in a row of the middle, and those with a peer in an edge, however far it is folded. */
static void
expect_all_sockets(const struct graph *graph, int64_t sockets)
{
    int64_t here = 0, there = 0, edges = 0;

    for (size_t i = 0; i < graph->row_count; i++)
        *(graph->rows[i].side == GRAPH_HERE ? &here : &there) += graph->rows[i].drawn ? graph->rows[i].sockets : 0;
    for (size_t i = 0; i < graph->edge_count; i++)
        edges += graph->edges[i].sockets;
    assert_int_equal(graph->sockets, sockets);
    assert_int_equal(here, sockets);
    assert_int_equal(there, sockets - 2); /* two listen */
    assert_int_equal(edges, sockets - 2);
}

TEST(graph_is_folded_by_the_number_of_sockets)
{
    static const struct {
        int sockets;
        size_t level;
    } hosts[] = { { 20, 1 }, { 40, 1 }, { 41, 2 }, { 200, 2 }, { 2000, 3 }, { 4001, 4 }, { 200000, 4 } };

    for (size_t i = 0; i < sizeof(hosts) / sizeof(hosts[0]); i++) {
        sqlite3 *db = host_with(hosts[i].sockets, 3);
        struct graph graph = { 0 };

        read_graph(db, false, &graph);
        assert_int_equal(graph.level, hosts[i].level);
        for (size_t side = 0; side < GRAPH_SIDES; side++)
            assert_in_range(rows_of(&graph, (enum graph_side)side, false), 1, GRAPH_ROWS_MAX + 1);
        assert_in_range(graph.edge_count, 1, GRAPH_EDGES_MAX);
        expect_all_sockets(&graph, hosts[i].sockets);
        assert_int_equal(rows_of(&graph, GRAPH_HERE, true), 3);
        assert_in_range(graph.own_rows, 3, graph.all_rows);
        assert_in_range(graph.own_sockets, 1, hosts[i].sockets);
        graph_free(&graph);
        sqlite3_close(db);
    }
}

/* With few sockets nothing is folded. */
TEST(graph_of_few_sockets_has_each)
{
    sqlite3 *db = host_with(20, 0);
    struct graph graph = { 0 };
    char *caption;

    read_graph(db, false, &graph);
    assert_int_equal(graph.own_rows, graph.all_rows);
    assert_int_equal(graph.own_sockets, 20);
    assert_int_equal(graph.edge_count, 18);
    caption = graph_caption(&graph);
    assert_string_equal(
        caption,
        "38 of 38 rows, 20 of 20 sockets. A row is a process, or an address with its port; an edge is a socket.");
    free(caption);
    graph_free(&graph);
    sqlite3_close(db);
}

/* What a finding names has rows of its own beyond the limit of a column, but for a number of them that is no picture any more. */
TEST(graph_never_folds_what_a_finding_names)
{
    sqlite3 *db = host_with(2000, 70);
    struct graph graph = { 0 };

    read_graph(db, false, &graph);
    assert_int_equal(rows_of(&graph, GRAPH_HERE, true), 70);
    expect_all_sockets(&graph, 2000);
    graph_free(&graph);
    sqlite3_close(db);
    db = host_with(3000, 900);
    read_graph(db, false, &graph);
    assert_int_equal(rows_of(&graph, GRAPH_HERE, true), 200);
    assert_int_equal(rows_of(&graph, GRAPH_HERE, false), 201);
    expect_all_sockets(&graph, 3000);
    graph_free(&graph);
    sqlite3_close(db);
}

TEST(graph_of_the_same_rows_is_the_same)
{
    static const struct graph_format *const formats[] = { &graph_svg, &graph_dot, &graph_json };
    sqlite3 *one = host_with(2000, 3), *two = database_new();

    /* the same host, with the rows of others before and behind it, and its own written in another order */
    picture_host(two, 2, 500, 1);
    picture_host(two, 1, 2000, 3);
    database_run(two, "CREATE TABLE again AS SELECT * FROM sockets WHERE snapshot_id = 1 ORDER BY inode DESC;"
                      "UPDATE sockets SET socket_id = 1000000 - socket_id WHERE snapshot_id = 1;");
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        char *a = drawn(one, formats[i]), *b = drawn(two, formats[i]);

        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    sqlite3_close(one);
    sqlite3_close(two);
}

/* Connections within the host are drawn where that is asked for. */
TEST(graph_leaves_out_what_stays_within_the_host)
{
    sqlite3 *db = host_with(20, 0);
    struct graph graph = { 0 };

    database_run(
        db, "UPDATE sockets SET remote_address = '127.0.0.1', remote_ip = x'7f000001' WHERE inode IN (500004, 500005)");
    read_graph(db, false, &graph);
    assert_int_equal(graph.sockets, 18);
    assert_int_equal(graph.left_out, 2);
    graph_free(&graph);
    read_graph(db, true, &graph);
    assert_int_equal(graph.sockets, 20);
    assert_int_equal(graph.left_out, 0);
    graph_free(&graph);
    sqlite3_close(db);
}

/* A host without any socket is a picture without rows, and no error. */
TEST(graph_of_nothing)
{
    sqlite3 *db = database_host();
    char *text = drawn(db, &graph_svg);

    assert_non_null(strstr(text, "0 of 0 rows"));
    assert_non_null(strstr(text, "</svg>"));
    free(text);
    sqlite3_close(db);
}

static void
expect_harmless(const char *text, const char *hostile)
{
    static const char *const markup[] = { "<script", "<img", "<svg/", "</style><style>*", "<!--", "\" style=\"" };

    for (size_t i = 0; i < sizeof(markup) / sizeof(markup[0]); i++)
        if (strstr(text, markup[i]))
            fail_msg("%s came through: %s", hostile, markup[i]);
    for (const char *const *never = picture_host_never; *never; never++)
        if (strstr(text, *never))
            fail_msg("%s: a character that must not be shown came through", hostile);
}

TEST(graph_has_hostile_texts_as_texts)
{
    for (const char *const *hostile = picture_host_hostile; *hostile; hostile++) {
        sqlite3 *db = host_with(20, 3);
        char *text;

        picture_host_texts(db, *hostile);
        text = drawn(db, &graph_svg);
        expect_harmless(text, *hostile);
        free(text);
        sqlite3_close(db);
    }
}

TEST(graph_as_json_and_dot_keeps_quotes_inside)
{
    sqlite3 *db = host_with(20, 3);
    char *text;

    database_run(db, "UPDATE process_stat SET comm = 'a\"b\\c' WHERE pid = 105");
    text = drawn(db, &graph_json);
    assert_non_null(strstr(text, "\"a\\\"b\\\\c 105\""));
    free(text);
    text = drawn(db, &graph_dot);
    assert_non_null(strstr(text, "a\\\"b\\\\c 105"));
    free(text);
    sqlite3_close(db);
}

TEST(graph_numbers_have_commas)
{
    static const struct {
        int64_t number;
        const char *text;
    } numbers[] = { { 0, "0" },          { 999, "999" },  { 1000, "1,000" }, { 1234567, "1,234,567" },
                    { -1000, "-1,000" }, { -100, "-100" } };

    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        char *text = graph_number(numbers[i].number);

        assert_string_equal(text, numbers[i].text);
        free(text);
    }
}
