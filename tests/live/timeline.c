/* The timeline of this host. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

/* Two snapshots of one boot have the start of a process once, at the time that the kernel says; each line is what Timesketch takes. */
TEST(timeline_of_two_snapshots)
{
    struct scene *scene = scene_begin();
    struct actor *actor = actor_start(scene, "holder tcp4-listen:127.9.9.9,0");
    const char *ours;

    sh_usable(scene, "collect -q -o a.tar; collect -q -o b.tar; analyze load case.db a.tar b.tar");
    sh_usable(scene, "analyze timeline case.db --format jsonl >t.jsonl");
    sh_usable(scene, "analyze timeline case.db --format csv >t.csv");
    assert_string_equal(sh_ok(scene, "head -n 1 t.csv | cut -d , -f -4"),
                        "message,datetime,timestamp_desc,timestamp\n");
    sh_ok(scene, "jq -es 'length > 5 and all(.[]; (.message | length > 0) and (.timestamp_desc | length > 0)"
                 " and (.datetime | test(\"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z$\"))"
                 " and (.timestamp %% 1000000) == (.datetime[20:26] | tonumber)"
                 " and (.timestamp / 1000000 | floor) == (.datetime[:19] + \"Z\" | fromdate))' t.jsonl");
    ours =
        scene_text(scene, "jq -r 'select(.event == \"process\" and .pid == %d) | .timestamp' t.jsonl", (int)actor->pid);
    /* Its time is that of /proc/PID: the inode of the directory may be younger, so ps is asked. */
    sh_ok(scene,
          "t=$(%s) && [ $(echo \"$t\" | wc -l) = 1 ] &&"
          " n=$(date -d \"$(ps -o lstart= -p %d)\" +%%s) && d=$((t / 1000000 - n)) && [ $d -ge -2 ] && [ $d -le 2 ]",
          ours, (int)actor->pid);
    assert_string_equal(
        sh_ok(scene, "jq -r 'select(.event == \"boot\" and .evidence == \"meta.json\") | .event' t.jsonl"), "boot\n");
    scene_end(scene);
}

/* Only what was asked for; a host that is not there is no empty answer. */
/* Of a program that runs, and of the one that took its place. */
TEST(timeline_has_the_times_of_files)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "cp $(command -v holder) . && touch -d 2020-01-02T03:04:05.123456Z holder");
    actor_start(scene, "./holder tcp4-listen:127.9.9.9,0");
    sh_ok(scene, "cp holder new; touch -d 2021-01-02T03:04:05Z new; mv new holder");
    sh_usable(scene, "collect -q -o a.tar; collect -q -o b.tar; analyze load case.db a.tar b.tar");
    assert_string_equal(
        sh_usable(scene,
                  "analyze timeline case.db --format jsonl | jq -r 'select(.event == \"file\" and .timestamp_desc =="
                  " \"Content Modification Time\" and (.message | contains(\"%s/\"))) | .datetime + \" \" + .message'",
                  scene_directory(scene)),
        scene_text(scene,
                   "2020-01-02T03:04:05.123456Z %s/holder: its content was changed\n"
                   "2021-01-02T03:04:05.000000Z the file that is now at %s/holder: its content was changed\n",
                   scene_directory(scene), scene_directory(scene)));
    scene_end(scene);
}

TEST(timeline_is_narrowed)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q -o a.tar; analyze load case.db a.tar");
    assert_string_equal(sh_usable(scene, "analyze timeline case.db --until 1980-01-01 --format csv | grep -vc ,file,"),
                        "1\n");
    sh_usable(scene, "analyze timeline case.db --host $(uname -n) | grep -q 'began a snapshot'");
    sh_fails(scene, 2, "analyze timeline case.db --host nobody");
    sh_fails(scene, 2, "analyze timeline case.db --from yesterday-ish");
    sh_fails(scene, 2, "analyze timeline case.db --from 2026-01-02 --until 2026-01-01");
    scene_end(scene);
}

/* A connection is one event, from the end that connected, with its process and the id that a sensor gives it. */
TEST(timeline_in_the_elastic_common_schema)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    unsigned port = scene_port(scene, 0);

    actor_start(scene, "holder tcp46-listen:%u", port);
    actor = actor_start(scene, "holder tcp4-connect:127.0.0.1,%u", port);
    sh_usable(scene, "collect -q -o a.tar; collect -q -o b.tar; analyze load case.db a.tar b.tar");
    sh_usable(scene, "analyze timeline case.db --format ecs >e.jsonl");
    sh_ok(scene,
          "jq -es 'map(select(.event.category == [\"network\"] and .process.pid == %d and .destination.port == %u))"
          " | length == 1 and (.[0] | .source.ip == \"127.0.0.1\" and .destination.ip == \"127.0.0.1\""
          " and .network == {transport: \"tcp\", type: \"ipv4\", direction: \"internal\", community_id: "
          ".network.community_id}"
          " and (.network.community_id | test(\"^1:.{28}$\")) and .process.name == \"holder\")' e.jsonl",
          (int)actor->pid, port);
    sh_ok(scene,
          "jq -es 'map(select(.event.category == [\"process\"] and .process.pid == %d)) | length == 1 and (.[0] |"
          " .\"@timestamp\" == .process.start and .event.type == [\"start\"] and .process.parent.pid > 0)' e.jsonl",
          (int)actor->pid);
    /* The other end is an IPv6 socket, with a mapped address: the same flow. */
    assert_string_equal(
        sh_ok(scene, "jq -r 'select(.destination.port == %u) | .network.community_id' e.jsonl | sort -u | wc -l", port),
        "1\n");
    scene_end(scene);
}
