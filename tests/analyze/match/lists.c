/* What lists say, in each of their forms, becomes rows by which it is looked for. */
#include "tests/support/test.h"

#include <string.h>

#include "analyze/match/list.h"
#include "tests/support/database.h"
#include "tests/support/scene.h"

/* The indicators of a list as KIND|KEY|PLACE, an address in hexadecimal, and how many texts were none. */
static void
check(const char *text, const char *expected, int refused)
{
    struct scene *scene = scene_begin();
    struct error error = { 0 };
    sqlite3 *db = database_new();
    struct indicators *indicators = indicators_open(db, &error);

    assert_non_null(indicators);
    scene_write(scene, "list", text, strlen(text));
    if (list_read(indicators, scene_text(scene, "%s/list", scene_directory(scene)), &error))
        fail_msg("%s", error.text);
    database_expect(
        db,
        "SELECT kind, iif(typeof(key) = 'blob', hex(key), key) || iif(kind = 'network', '/' || bits, ''), place"
        " FROM temp.indicators ORDER BY indicator_id",
        expected);
    assert_int_equal(indicators_refused(indicators), refused);
    indicators_free(indicators);
    sqlite3_close(db);
    scene_end(scene);
}

TEST(list_of_lines)
{
    check("# of yesterday\n"
          "10.0.0.1\n"
          "::ffff:10.0.0.2\n"
          "2001:DB8::1\n"
          "10.1.2.3/16\n"
          "10.0.0[.]3\n"
          "hxxps://user@[2001:db8::2]:8443/x?y\n"
          "http://Evil.Example.com/a\n"
          "\n"
          "AA00000000000000000000000000000000000000000000000000000000000000\n"
          "/tmp/.x/run me\n"
          "4444/tcp\n"
          "xmrig\n"
          "user:bob\n"
          "port:70000\n",
          "address|0A000001|2\naddress|0A000002|3\naddress|20010DB8000000000000000000000001|4\n"
          "network|0A010000/16|5\naddress|0A000003|6\naddress|20010DB8000000000000000000000002|7\n"
          "domain|evil.example.com|8\n"
          "digest|aa00000000000000000000000000000000000000000000000000000000000000|10\n"
          "path|/tmp/.x/run me|11\nport|4444|12\nname|xmrig|13\nuser|bob|14\n",
          1);
}

/* A word with a point may be the name of a program, too. */
TEST(list_of_words_with_a_point)
{
    check("update.sh\n", "domain|update.sh|1\nname|update.sh|1\n", 0);
}

/* A name without a point is a domain only where the list says so, or in a URL. */
TEST(list_of_hosts_without_a_point)
{
    check("domain:intranet\nintranet\nhttp://Intranet:8080/x\ndomain:1234\ndomain:a b\n",
          "domain|intranet|1\nname|intranet|2\ndomain|intranet|3\n", 2);
}

TEST(list_of_csv)
{
    check("id,Type,\"value\",comment\n1,ip-dst,10.0.0.1,\"a, b\"\n2,\"port\",\"53\",\n3,email,a@b,\n",
          "address|0A000001|2\nport|53|3\n", 1);
    check("10.0.0.1,bad,\n10.0.0.2,worse\nuser,bob\n", "address|0A000001|1\naddress|0A000002|2\nuser|bob|3\n", 0);
}

/* As OTX exports them, and with the names of STIX's objects. */
TEST(list_of_csv_with_other_words)
{
    check("\"Indicator type\",\"Indicator\",\"Description\"\n\"IPv6\",\"2001:db8::1\",\"a, b\"\n"
          "\"FileHash-SHA256\",\"aa00000000000000000000000000000000000000000000000000000000000000\",\"\"\n",
          "address|20010DB8000000000000000000000001|2\n"
          "digest|aa00000000000000000000000000000000000000000000000000000000000000|3\n",
          0);
    check("value,type\n10.0.0.1,ipv4-addr\na.example.com,domain-name\nx,file\n/a/b,FilePath\n",
          "address|0A000001|2\ndomain|a.example.com|3\nname|x|4\npath|/a/b|5\n", 0);
}

#define BUNDLE(pattern)                                                                    \
    "{\"type\": \"bundle\",\n \"objects\": [{\"type\": \"identity\", \"name\": \"us\"},\n" \
    " {\"type\": \"indicator\", \"name\": \"n\", \"pattern_type\": \"stix\", \"pattern\": \"" pattern "\"}]}\n"

TEST(list_of_stix)
{
    check(BUNDLE("[ipv4-addr:value = '10.0.0.1' OR ipv6-addr:value IN ('2001:db8::1', '2001:db8::2')]"),
          "address|0A000001|$.objects[1]\naddress|20010DB8000000000000000000000001|$.objects[1]\n"
          "address|20010DB8000000000000000000000002|$.objects[1]\n",
          0);
    check(BUNDLE("[ipv4-addr:value ISSUBSET '10.0.0.0/8']"), "network|0A000000/8|$.objects[1]\n", 0);
    check(BUNDLE("[file:hashes.'SHA-256' = 'bb00000000000000000000000000000000000000000000000000000000000000'] OR"
                 " [network-traffic:dst_port = 4444]"),
          "digest|bb00000000000000000000000000000000000000000000000000000000000000|$.objects[1]\nport|4444|$.objects[1]"
          "\n",
          0);
}

/* A port and a name mean nothing without what they stand beside; what is not to be there is no indicator. */
TEST(list_of_stix_with_and)
{
    check(BUNDLE("[network-traffic:dst_ref.value = '10.0.0.1' AND network-traffic:dst_port = 443]"),
          "address|0A000001|$.objects[1]\n", 0);
    check(BUNDLE("[process:name = 'x' AND network-traffic:dst_port = 443]"),
          "name|x|$.objects[1]\nport|443|$.objects[1]\n", 0);
    check(BUNDLE("[NOT ipv4-addr:value = '10.0.0.1']"), "", 1);
    check(BUNDLE("[ipv4-addr:value != '10.0.0.1']"), "", 1);
    check(BUNDLE("[process:command_line MATCHES 'a']"), "", 1);
}

TEST(list_of_misp)
{
    check("{\"response\": [{\"Event\": {\"info\": \"x\", \"Attribute\": [\n"
          "{\"type\": \"ip-dst|port\", \"value\": \"10.0.0.1|443\", \"category\": \"c\", \"to_ids\": true},\n"
          "{\"type\": \"filename|sha256\", \"value\": "
          "\"x|cc00000000000000000000000000000000000000000000000000000000000000\"},\n"
          "{\"type\": \"domain\", \"value\": \"context.org\", \"to_ids\": false},\n"
          "{\"type\": \"email-src\", \"value\": \"a@b.org\"}],\n"
          "\"Object\": [{\"name\": \"file\", \"Attribute\": [{\"type\": \"filename\", \"value\": \"/tmp/y\"}]}]}}]}\n",
          "address|0A000001|$.response[0].Event.Attribute[0]\n"
          "digest|cc00000000000000000000000000000000000000000000000000000000000000|$.response[0].Event.Attribute[1]\n"
          "path|/tmp/y|$.response[0].Event.Object[0].Attribute[0]\n",
          1);
}

#define LQU "1:LQU9qZlK+B5F3KDmev6m5PMibrg="

/* The id follows from the ends, whatever seed the sensor has. */
TEST(list_of_suricata)
{
    check("{\"timestamp\":\"2026-01-01T01:00:00.5+0100\",\"event_type\":\"alert\",\"src_ip\":\"128.232.110.120\","
          "\"src_port\":34855,\"dest_ip\":\"66.35.250.204\",\"dest_port\":80,\"proto\":\"TCP\",\"community_id\":\"1:"
          "other\","
          "\"alert\":{\"signature\":\"s\"}}\n"
          "{\"timestamp\":\"2026-01-01T01:00:00Z\",\"event_type\":\"stats\"}\nnothing\n"
          "{\"timestamp\":\"2026-01-01T01:00:00Z\",\"event_type\":\"x\",\"proto\":\"ICMP\",\"src_ip\":\"10.0.0.1\","
          "\"dest_ip\":\"10.0.0.2\",\"community_id\":\"1:given\"}\n",
          "flow|" LQU "|1\nflow|1:given|4\n", 2);
}

TEST(list_of_zeek)
{
    check("#separator \\x09\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\n"
          "1600000000.5\tC1\t128.232.110.120\t34855\t66.35.250.204\t80\ttcp\thttp\t2.0\n"
          "1600000000.5\tC2\t10.0.0.1\t8\t10.0.0.2\t0\ticmp\t-\t-\n#close\n",
          "flow|" LQU "|3\n", 1);
    check("{\"ts\":1600000000.5,\"id.orig_h\":\"::ffff:128.232.110.120\",\"id.orig_p\":34855,"
          "\"id.resp_h\":\"66.35.250.204\",\"id.resp_p\":80,\"proto\":\"tcp\",\"duration\":2.0}\n",
          "flow|" LQU "|1\n", 0);
}

TEST(list_that_is_no_json)
{
    struct scene *scene = scene_begin();
    struct error error = { 0 };
    sqlite3 *db = database_new();
    struct indicators *indicators = indicators_open(db, &error);

    scene_write(scene, "list", "{\n\"type\": \"bundle\",\n", 21);
    assert_int_equal(list_read(indicators, scene_text(scene, "%s/list", scene_directory(scene)), &error), -1);
    assert_non_null(strstr(error.text, "begins as JSON, and is none"));
    error_clear(&error);
    assert_int_equal(list_read(indicators, "/does/not/exist", &error), -1);
    error_clear(&error);
    indicators_free(indicators);
    sqlite3_close(db);
    scene_end(scene);
}

static void
check_notes(const char *text, const char *expected)
{
    struct scene *scene = scene_begin();
    struct error error = { 0 };
    sqlite3 *db = database_new();
    struct indicators *indicators = indicators_open(db, &error);

    scene_write(scene, "list", text, strlen(text));
    assert_int_equal(list_read(indicators, scene_text(scene, "%s/list", scene_directory(scene)), &error), 0);
    database_expect(db, "SELECT place, note FROM temp.indicators ORDER BY indicator_id", expected);
    indicators_free(indicators);
    sqlite3_close(db);
    scene_end(scene);
}

/* What a column says of the value, and by what a line of Zeek is found in its other logs. */
TEST(list_has_notes)
{
    check_notes("Comment,value\n\"a, b\",10.0.0.1\n,10.0.0.2\n", "2|a, b\n3|NULL\n");
    check_notes("#separator \\x09\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\n"
                "1600000000.5\tC1\t10.0.0.1\t1\t10.0.0.2\t2\ttcp\thttp\n"
                "1600000000.5\tC2\t10.0.0.1\t1\t10.0.0.2\t2\ttcp\t-\n",
                "3|http\n4|C2\n");
    check_notes("{\"ts\":1600000000.5,\"uid\":\"C3\",\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":1,"
                "\"id.resp_h\":\"10.0.0.2\",\"id.resp_p\":2,\"proto\":\"tcp\"}\n",
                "1|C3\n");
}

static int64_t
ns_of(const char *text)
{
    int64_t ns = -1;

    return time_of_text(slice_of(text), &ns) ? ns : -1;
}

TEST(list_times)
{
    assert_int_equal(ns_of("1600000000.123456789"), 1600000000123456789);
    assert_int_equal(ns_of("1600000000"), 1600000000000000000);
    assert_int_equal(ns_of("1970-01-01T01:00:01.5+0100"), 1500000000);
    assert_int_equal(ns_of("1970-01-01T00:00:01.5-00:30"), 1801500000000);
    assert_int_equal(ns_of("1970-01-01 00:00:01Z"), 1000000000);
    assert_int_equal(ns_of("1970-01-01T00:00"), -1);
    assert_int_equal(ns_of("yesterday"), -1);
    assert_int_equal(ns_of(""), -1);
}
