/* What a snapshot says of its host and its clocks. */
#include "tests/support/test.h"

#include "tests/support/loading.h"
#include "tests/support/query.h"
#include "tests/support/sample.h"
#include "tests/support/scene.h"

/* When the host was started, of one without a boot-time clock whose members were read at 1763715823. */
static void
expect_boot(const char *uptime, const char *stat, const char *want)
{
    struct scene *scene = scene_begin();
    struct sample sample = { 0 };
    struct load_result result;

    sample_member(&sample, "meta.json", slice_of("{\"format\":1,\"clocks\":{\"realtime\":1763715822000000000}}"));
    if (*uptime)
        sample_member(&sample, "proc/uptime", slice_of(uptime));
    if (*stat)
        sample_member(&sample, "proc/stat", slice_of(stat));
    sample_segment(&sample);
    sample_end(&sample, "complete");
    result = load_ok(scene, buffer_slice(&sample.tar));
    assert_string_equal(query(scene, "case.db", "SELECT booted_ns FROM snapshots"), want);
    load_result_free(&result);
    sample_free(&sample);
    scene_end(scene);
}

TEST(load_of_a_host_without_a_boot_time_clock)
{
    expect_boot("823.07 1.00\n", "btime 1763715001\n", "1763714999930000000\n");
    expect_boot("", "btime 1763715001\n", "1763715001000000000\n");
    expect_boot("", "", "NULL\n");
    /* numbers that no host has */
    expect_boot("9223372036854775.00 1.00\n", "btime 9223372036854775807\n", "NULL\n");
}

/* Whatever meta.json says, it is stored or unknown, never an error. */
TEST(load_of_a_strange_meta_json)
{
    static const char wrong_types[] =
        "{\"format\":1,\"host\":{\"word_bits\":\"many\",\"clock_ticks\":0,\"page_size\":1e300,\"nodename\":{\"a\":1}},"
        "\"clocks\":{\"realtime\":99999999999999999999,\"boottime\":-1},\"self\":{\"euid\":true},\"case\":[1]}";
    static const char *const metas[] = {
        wrong_types,
        "{\"format\":1,\"clocks\":{\"realtime\":9223372036854775807,\"boottime\":9223372036854775807}}",
        "{\"format\":1,\"host\":\"web\",\"clocks\":7}",
        "[]",
        "not JSON",
        "",
    };

    for (size_t i = 0; i < sizeof(metas) / sizeof(metas[0]); i++) {
        struct scene *scene = scene_begin();
        struct sample sample = { 0 };
        struct load_result result;

        sample_member(&sample, "meta.json", slice_of(metas[i]));
        sample_segment(&sample);
        sample_end(&sample, "complete");
        result = load_ok(scene, buffer_slice(&sample.tar));
        assert_int_equal(query_number(scene, "case.db", "SELECT count(*) FROM snapshots"), 1);
        load_result_free(&result);
        sample_free(&sample);
        scene_end(scene);
    }
}

/* What the kernel says of its clock counts where it calls it synchronised. */
TEST(load_of_what_adjtimex_said)
{
    static const struct {
        const char *adjtimex, *error;
    } clocks[] = {
        { "{\"state\":0,\"status\":8193,\"maxerror\":2500}", "2500000\n" },
        { "{\"state\":5,\"status\":0,\"maxerror\":2500}", "NULL\n" },
        { "{\"state\":0,\"status\":64,\"maxerror\":2500}", "NULL\n" },
        { "{\"state\":0,\"status\":0,\"maxerror\":-1}", "NULL\n" },
        { "{\"state\":0,\"status\":0,\"maxerror\":9223372036854775807}", "NULL\n" },
        { "{\"maxerror\":2500}", "NULL\n" },
    };

    for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++) {
        struct scene *scene = scene_begin();
        struct sample sample = { 0 };
        struct load_result result;

        sample_member(&sample, "meta.json",
                      slice_of(scene_text(scene, "{\"format\":1,\"clocks\":{\"adjtimex\":%s}}", clocks[i].adjtimex)));
        sample_segment(&sample);
        sample_end(&sample, "complete");
        result = load_ok(scene, buffer_slice(&sample.tar));
        assert_string_equal(query(scene, "case.db", "SELECT clock_error_ns FROM snapshots"), clocks[i].error);
        load_result_free(&result);
        sample_free(&sample);
        scene_end(scene);
    }
}
