/* Indicators, and what sensors saw, lead to the process. */
#include "tests/support/test.h"

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* The pids and the kinds of the hits of a list. */
#define HITS                                                                                                     \
    "analyze match --format jsonl case.db %s 2>told | jq -r 'select(.process_name == \"holder\") | \"\\(.kind) " \
    "\\(.pid)\"' | sort -u"

/* Two ends of a connection over IPv4 (one of them an IPv6 socket), and two over IPv6. */
TEST(match_of_what_sensors_saw)
{
    struct scene *scene = scene_begin();
    unsigned port = scene_port(scene, 0), other = scene_port(scene, 1);
    struct actor *client, *client6;
    const char *both;

    actor_start(scene, "holder tcp46-listen:%u tcp6-listen:%u", port, other);
    client = actor_start(scene, "holder tcp4-connect:127.0.0.1,%u", port);
    client6 = actor_start(scene, "holder tcp6-connect:%u", other);
    sh_usable(scene, "collect -q -o a.tar; analyze load case.db a.tar");
    sh_ok(
        scene,
        "p=$(ss -Htn 'dport = :%u' | awk '{ sub(/.*:/, \"\", $4); print $4 }' | head -n 1)\n"
        "echo '{\"timestamp\":\"'$(date "
        "+%%FT%%T.5%%z)'\",\"event_type\":\"alert\",\"src_ip\":\"127.0.0.1\",\"src_port\":'$p"
        "',\"dest_ip\":\"127.0.0.1\",\"dest_port\":%u,\"proto\":\"TCP\",\"alert\":{\"signature\":\"bad\"}}' >eve.json\n"
        "sed s/20[0-9][0-9]-/2001-/ eve.json >old.json",
        port, port);
    both = scene_text(scene, "flow %d\n", (int)client->pid);
    assert_string_equal(sh_ok(scene, HITS, "eve.json"), both);
    assert_string_equal(sh_ok(scene, HITS, "old.json"), "");
    sh_ok(scene, "grep -q '1 flows name a socket, but not at the time' told");
    sh_ok(scene,
          "p=$(ss -Htn 'dport = :%u' | awk '{ sub(/.*:/, \"\", $4); print $4 }' | head -n 1)\n"
          "printf '#separator "
          "\\\\x09\\n#fields\\tts\\tid.orig_h\\tid.orig_p\\tid.resp_h\\tid.resp_p\\tproto\\n%%s\\t::1\\t%%s\\t::1\\t%"
          "u\\ttcp\\n'"
          " $(date +%%s.%%N) $p >conn.log",
          other, other);
    assert_string_equal(sh_ok(scene, HITS, "conn.log"), scene_text(scene, "flow %d\n", (int)client6->pid));
    scene_end(scene);
}

/* Each kind has its hit, on the exit code, too. */
TEST(match_of_each_kind)
{
    struct scene *scene = scene_begin();
    unsigned port = scene_port(scene, 0);
    const char *ours = scene_loopback(scene);
    struct actor *holder =
        actor_start(scene, "holder tcp4-listen:%s.9,%u tcp4-connect:%s.9,%u file:plain", ours, port, ours, port);
    int pid = (int)holder->pid;

    sh_usable(scene, "collect -q --hash-exe -o a.tar; analyze load case.db a.tar");
    sh_ok(scene, "echo %s.9 >address; echo %s.0/28 >network; echo port:%u >port; echo holder >name", ours, ours, port);
    sh_ok(scene, "sha256sum $(command -v holder) | cut -d ' ' -f 1 >digest; readlink -f $(command -v holder) >path");
    sh_ok(scene, "echo user:$(id -un) >user; echo 203.0.113.77 >none");
    assert_string_equal(sh_ok(scene, HITS, "address"), scene_text(scene, "address %d\n", pid));
    assert_string_equal(sh_ok(scene, HITS, "network"), scene_text(scene, "network %d\n", pid));
    assert_string_equal(sh_ok(scene, HITS, "port"), scene_text(scene, "port %d\n", pid));
    sh_ok(scene, "[ \"$(" HITS " | grep -cx 'digest %d')\" = 1 ]", "digest", pid);
    sh_ok(scene, "[ \"$(" HITS " | grep -cx 'path %d')\" = 1 ]", "path", pid);
    sh_ok(scene, "[ \"$(" HITS " | grep -cx 'name %d')\" = 1 ]", "name", pid);
    sh_ok(scene, "[ \"$(" HITS " | grep -cx 'user %d')\" = 1 ]", "user", pid);
    sh_fails(scene, 1, "analyze match case.db none address");
    assert_string_equal(sh_ok(scene, "analyze match case.db none --format csv | wc -l"), "1\n");
    sh_ok(scene, "analyze match case.db - --format csv <name | grep -q 'standard input:1'");
    sh_fails(scene, 2, "analyze match case.db nothing.txt");
    sh_fails(scene, 2, "analyze match case.db");
    scene_end(scene);
}

TEST(match_counts_a_hit_once_over_snapshots)
{
    struct scene *scene = scene_begin();
    const char *ours = scene_loopback(scene);

    actor_start(scene, "holder tcp4-listen:%s.9,%u tcp4-connect:%s.9,%u", ours, scene_port(scene, 0), ours,
                scene_port(scene, 0));
    sh_usable(scene, "collect -q -o a.tar; collect -q -o b.tar; analyze load case.db a.tar b.tar; echo %s.9 >l", ours);
    assert_string_equal(
        sh_usable(scene,
                  "analyze match --format jsonl case.db l |"
                  " jq -r 'select(.process_name == \"holder\") | \"\\(.snapshots) \\(.first_seen < .last_seen)\"'"),
        "2 true\n");
    scene_end(scene);
}
