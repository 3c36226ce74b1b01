/* analyze prove, on a capture of this machine: what an answer says, back to the bytes that the kernel wrote. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

static void
expect(const char *out, const char *text)
{
    if (!strstr(out, text))
        fail_msg("want %s, have\n%s", text, out);
}

/* A socket of two processes, found in each way that it can be named: the bytes are those of its own lines. */
TEST(prove_a_socket)
{
    struct scene *scene = scene_begin();
    unsigned port = scene_port(scene, 0);
    struct actor *holder = actor_start(scene, "holder tcp4-listen:127.0.0.1,%u", port);
    char *out, *json, *inode, *member;
    int64_t number;

    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    number = query_number(scene, "case.db", "SELECT socket_id FROM sockets WHERE local_port = %u AND state = 'LISTEN'",
                          port);
    inode = scene_text(
        scene, "%lld",
        (long long)query_number(scene, "case.db", "SELECT inode FROM sockets WHERE socket_id = %lld", number));
    out = sh_ok(scene, "analyze prove case.db 127.0.0.1:%u --archive s.tar.zst", port);
    expect(out, scene_text(scene, "\nsocket %lld: tcp 127.0.0.1:%u -> 0.0.0.0:0 LISTEN, inode %s, ", (long long)number,
                           port, inode));
    expect(out, scene_text(scene, "held by process %d (holder) as descriptor ", (int)holder->pid));
    expect(out, scene_text(scene, ": 0100007F:%04X 00000000:0000 0A ", port));
    expect(out, scene_text(scene, "\\x09rw\\x09socket:[%s]\n", inode));
    expect(out, scene_text(scene, "\ndescriptor  proc/%d/links:", (int)holder->pid));
    expect(out, scene_text(scene, "\n        %d (holder) S ", (int)holder->pid));
    expect(out, "\ndump message  net/");
    expect(out, "{\"end\":{\"result\":");
    expect(out, scene_text(scene, " archive %.64s\n", sh_ok(scene, "sha256sum s.tar.zst")));
    json = sh_ok(scene, "analyze prove case.db 'socket:[%s]' --format json --archive s.tar.zst", inode);
    scene_write(scene, "proof.json", json, strlen(json));
    /* the bytes in the proof, and those that tar takes out of the archive */
    member = sh_ok(scene,
                   "jq -er '.things[0].places[] | select(.role == \"table row\") | .member' proof.json | tr -d '\\n'");
    sh_ok(scene,
          "jq -er '.things[0].places[] | select(.role == \"table row\") | .text' proof.json >line &&"
          " tar --zstd -xOf s.tar.zst --wildcards '*/%s' | grep -Fxq \"$(cat line)\" &&"
          " [ \"$(tar --zstd -xOf s.tar.zst --wildcards '*/%s' | sha256sum | cut -c1-64)\" ="
          " \"$(jq -er '.things[0].places[] | select(.role == \"table row\") | .member_sha256' proof.json)\" ] &&"
          " jq -e '.archive.result and (.notes == []) and (.chain | length > 1)' proof.json",
          member, member);
    sh_ok(scene, "analyze prove case.db socket %lld --archive s.tar.zst", (long long)number);
    sh_ok(scene, "analyze prove case.db member %s --archive s.tar.zst", member);
    scene_end(scene);
}

/* Processes, and every finding of this machine: what the findings name can be proved. */
TEST(prove_processes_and_findings)
{
    struct scene *scene = scene_begin();
    struct actor *gone;

    scene_needs_root();
    sh_ok(scene, "cp $(command -v holder) gone");
    gone = actor_start(scene, "./gone tcp4-listen:127.0.0.1,0");
    sh_ok(scene, "rm gone");
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    expect(sh_ok(scene, "analyze prove case.db pid %d --archive s.tar.zst", (int)gone->pid), "gone (deleted)\n");
    sh_ok(scene,
          "analyze prove case.db pid %d --archive s.tar.zst --format json | jq -e '.things[0].places | length > 5'",
          (int)gone->pid);
    expect(sh_usable(scene, "analyze findings case.db"),
           scene_text(scene, ", finding %lld\n",
                      (long long)query_number(
                          scene, "case.db",
                          "SELECT finding_id FROM finding_rows WHERE key = 'deleted_program_on_network' AND pid = %d",
                          (int)gone->pid)));
    expect(sh_ok(scene, "sqlite3 case.db 'SELECT finding_id FROM finding_rows' | while read -r n; do"
                        " analyze prove case.db finding $n --archive s.tar.zst || exit 1; done"),
           "deleted_program_on_network: ");
    scene_end(scene);
}

/* What does not fit is said, nothing else is printed, and the exit status is that of a failure. */
TEST(prove_refuses)
{
    struct scene *scene = scene_begin();

    sh_usable(scene, "collect -q -o a.tar.zst; collect -q -o b.tar.zst; analyze load case.db a.tar.zst");
    expect(sh_fails(scene, 2, "analyze prove case.db pid 1 --archive b.tar.zst >out"), "no snapshot of this archive");
    sh_usable(scene, "analyze load case.db b.tar.zst");
    expect(sh_fails(scene, 2, "analyze prove case.db pid 1 --archive a.tar.zst --snapshot 2 >>out"),
           "another snapshot");
    expect(sh_fails(scene, 2, "head -c 50000 a.tar.zst >cut; analyze prove case.db pid 1 --archive cut >>out"),
           "what does not fit follows");
    sh_ok(scene, "sqlite3 case.db \"UPDATE process_stat SET ppid = 7 WHERE pid = 1\"");
    expect(sh_fails(scene, 2, "analyze prove case.db pid 1 --archive a.tar.zst >>out"),
           "ppid is \"7\" in the database");
    expect(sh_fails(scene, 2, "analyze prove case.db pid 1 >>out"), "--archive");
    expect(sh_fails(scene, 2, "analyze prove case.db nonsense --archive a.tar.zst >>out"), "want socket N");
    assert_string_equal(sh_ok(scene, "cat out"), "");
    sh_fails(scene, 1, "zstd -dq a.tar.zst -o a.tar; analyze prove case.db member meta.json:1 --archive a.tar >out");
    expect(sh_ok(scene, "cat out"), "the decoded bytes are the same");
    scene_end(scene);
}
