/* `analyze netstat` by itself: published examples, several namespaces and hosts, names, and what it refuses. */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/actor.h"
#include "tests/support/query.h"
#include "tests/support/run.h"
#include "tests/support/scene.h"

#define FIXTURE "$STILLFRAME_BUILD/fixtures/"

/* The rows as published, but for the space between fields and behind them. */
static const char published_apeen[] =
    "Active Internet connections (servers and established)\n"
    "Proto Recv-Q Send-Q Local Address Foreign Address State User Inode PID/Program name\n"
    "tcp 0 0 127.0.0.1:8118 0.0.0.0:* LISTEN 138 744850 13248/privoxy\n"
    "tcp 0 0 127.0.0.1:5432 0.0.0.0:* LISTEN 117 9612 2019/postgres\n"
    "udp 0 0 127.0.0.1:51960 127.0.0.1:51960 ESTABLISHED 117 7957 2019/postgres\n"
    "udp 0 0 0.0.0.0:68 0.0.0.0:* 0 7740 1989/dhclient\n"
    "Active UNIX domain sockets (servers and established)\n"
    "Proto RefCnt Flags Type State I-Node PID/Program name Path\n"
    "unix 2 [ ACC ] STREAM LISTENING 7937 2019/postgres /var/run/postgresql/.s.PGSQL.5432\n"
    "unix 2 [ ACC ] STREAM LISTENING 958058 8080/emacs /tmp/emacs1000/server\n"
    "unix 2 [ ACC ] STREAM LISTENING 6969 1625/Xorg /tmp/.X11-unix/X0\n"
    "unix 2 [ ] DGRAM 9325 1989/dhclient\n"
    "unix 3 [ ] STREAM CONNECTED 7720 1625/Xorg @/tmp/.X11-unix/X0\n";

TEST(netstat_apeen_as_published)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "analyze load case.db " FIXTURE "seed-netstat-apeen.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze netstat case.db -apeen | sed -E 's/ +/ /g; /^$/d'"), published_apeen);
    /* The space is at least two wide, so that programs can tell the fields apart. */
    assert_string_equal(
        sh_ok(scene, "analyze netstat -apeen case.db | grep -c '^tcp    *[0-9]  *[0-9]  [0-9.:]*   *0'"), "2\n");
    scene_end(scene);
}

TEST(netstat_npta_as_published)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "analyze load case.db " FIXTURE "seed-sshd.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze netstat case.db -npta | grep 22 | sed -E 's/ +/ /g'"),
                        "tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 1962/sshd\n"
                        "tcp6 0 0 :::22 :::* LISTEN 1962/sshd\n");
    scene_end(scene);
}

/* The socket of the other row has no owner, and the answer says why; the process is named by its first argument. */
TEST(netstat_of_the_published_listener)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "analyze load case.db " FIXTURE "seed-netcat-8321.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze netstat case.db -tlnpe | tail -n +3 | sed -E 's/ +/ /g'"),
                        "tcp 0 0 0.0.0.0:8321 0.0.0.0:* LISTEN 1000 26442 7266/nc\n"
                        "tcp 0 0 127.0.0.1:631 0.0.0.0:* LISTEN 0 7019 - (unexplained)\n");
    scene_end(scene);
}

/* The connections in the container, which netstat on the host could not see: docker-proxy outside, java inside. */
TEST(netstat_of_a_published_container)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "analyze load case.db " FIXTURE "seed-jenkins.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze netstat case.db -atnp | tail -n +2 | sed -E 's/ +/ /g' | sort"),
                        "Proto Recv-Q Send-Q Local Address Foreign Address State PID/Program name NETNS\n"
                        "tcp 0 0 0.0.0.0:50000 0.0.0.0:* LISTEN 26890/java 4026532725\n"
                        "tcp 0 0 0.0.0.0:8080 0.0.0.0:* LISTEN 26890/java 4026532725\n"
                        "tcp 0 0 172.17.0.2:8080 172.17.0.1:54842 ESTABLISHED 26890/java 4026532725\n"
                        "tcp 0 0 172.17.0.2:8080 172.17.0.1:54846 ESTABLISHED 26890/java 4026532725\n"
                        "tcp 0 0 172.17.0.2:8080 172.17.0.1:54850 ESTABLISHED 26890/java 4026532725\n"
                        "tcp 0 0 172.17.0.2:8080 172.17.0.1:54854 ESTABLISHED 26890/java 4026532725\n"
                        "tcp 0 0 172.17.0.2:8080 172.17.0.1:54858 ESTABLISHED 26890/java 4026532725\n"
                        "tcp 0 0 172.17.0.2:8080 172.17.0.1:54862 ESTABLISHED 26890/java 4026532725\n"
                        "tcp6 0 0 :::8080 :::* LISTEN 26850/docker-proxy 4026531992\n");
    assert_string_equal(
        sh_ok(scene, "analyze netstat case.db --netns 4026531992 -ltnp | tail -n +2 | sed -E 's/ +/ /g'"),
        "Proto Recv-Q Send-Q Local Address Foreign Address State PID/Program name\n"
        "tcp6 0 0 :::8080 :::* LISTEN 26850/docker-proxy\n");
    scene_end(scene);
}

/*
 * All holders of a socket, by pid; why another one has none; a whole path; names of namespaces.  `fork` makes a child with the same
 * descriptors.
 */
TEST(netstat_says_more_than_netstat)
{
    struct scene *scene = scene_begin();
    struct actor *actor;
    char *names[2], *labels[2], *rows;
    int pid, child;

    scene_needs_root();
    for (size_t i = 0; i < 2; i++) {
        names[i] = scene_namespace(scene);
        labels[i] = scene_text(scene, "%llu/%s", (unsigned long long)scene_namespace_inode(scene, names[i]), names[i]);
    }
    actor =
        actor_start(scene, "ip netns exec %s holder tcp4-listen:81 'unix-path-listen:a  b c' udp4:82 fork", names[0]);
    actor_start(scene, "ip netns exec %s holder time-wait:83 orphan:84 embryo:@embryo", names[1]);
    sh_usable(scene, "collect -q -o s.tar.zst; analyze load case.db s.tar.zst");
    pid = (int)actor->pid;
    child = (int)query_number(scene, "case.db", "SELECT pid FROM processes WHERE parent = %d", pid);
    rows = sh_ok(scene, "analyze netstat case.db -ap | grep %s", names[0]);
    assert_non_null(strstr(rows, scene_text(scene, "  %d/holder,%d/holder  ", pid, child)));
    assert_non_null(strstr(rows, "  a  b c  "));
    rows = sh_ok(scene, "analyze netstat case.db -ap | grep %s | sed -E 's/  +/|/g'", names[1]);
    assert_non_null(strstr(rows, scene_text(scene, "|TIME_WAIT|- (time_wait)|%s\n", labels[1])));
    assert_non_null(strstr(rows, scene_text(scene, "|FIN_WAIT1|- (orphan)|%s\n", labels[1])));
    assert_non_null(strstr(rows, scene_text(scene, "|CONNECTING|0|- (not_accepted)|@embryo|%s\n", labels[1])));
    /* The other lists have a heading for each namespace. */
    for (size_t i = 0; i < 2; i++)
        for (size_t list = 0; list < 4; list++)
            sh_ok(scene, "analyze netstat case.db -%c | grep -qx 'Network namespace %s'", "rigs"[list], labels[i]);
    scene_end(scene);
}

/* Two hosts, and in each a process of the same number: each row names that of its host. */
TEST(netstat_of_hosts_whose_pids_collide)
{
    struct scene *scene = scene_begin();
    const char *other = "sed -e s/sshd/ftpd/g";

    sh_ok(scene,
          "cp -r $TOP/fixtures/seed-sshd web && cp -r web db && cd db && for f in comm cmdline stat status; do"
          " %s proc/1962/$f >new && cat new >proc/1962/$f; done; rm new; sed -i 's/localhost/db/' meta.json;"
          " sed -i 's/localhost/web/' ../web/meta.json",
          other);
    sh_ok(scene, "for host in web db; do pack $host $host.tar.zst || exit 1; done && analyze load case.db web.tar.zst "
                 "db.tar.zst");
    assert_string_equal(
        sh_ok(scene, "analyze netstat case.db -tlnp | sed -nE 's/^(web|db),.*/\\1/p; s/.*:22 .* ([0-9]+\\/.*)/\\1/p'"),
        "db\n1962/ftpd\n1962/ftpd\nweb\n1962/sshd\n1962/sshd\n");
    assert_string_equal(sh_ok(scene, "analyze netstat case.db --host web -tlnp | grep -c sshd"), "2\n");
    assert_string_equal(sh_ok(scene, "analyze netstat case.db -tlnp4 --format csv | cut -d, -f1,16"),
                        "host,program\ndb,1962/ftpd\nweb,1962/sshd\n");
    scene_end(scene);
}

/* What cannot be answered is an error that says why, and what to do. */
TEST(netstat_refuses_what_no_snapshot_answers)
{
    static const struct {
        const char *options, *error;
    } refused[] = {
        { "-M", "--masquerade is refused: no kernel since 2.4" },
        { "--masquerade", "conntrack_entries has translated connections" },
        { "-apeenN", "--symbolic is refused: names of hardware addresses" },
        { "-Z", "--context is refused: security contexts are in process_values" },
        { "-2", "--l2cap is refused" },
        { "-f", "--rfcomm is refused" },
        { "--bluetooth", "proc_net_family_sockets, family 31" },
        { "--ax25", "proc_net_family_sockets, family 3" },
        { "--netrom", "proc_net_family_sockets, family 6" },
        { "--x25", "proc_net_family_sockets, family 9" },
        { "--rose", "proc_net_family_sockets, family 11" },
        { "--appletalk", "proc_net_family_sockets, family 5" },
        { "--ddp", "proc_net_family_sockets, family 5" },
        { "--ipx", "collect reads no table of IPX" },
        { "-V", "analyze --version" },
        { "-A ipx", "-A: want inet, inet6 or unix, have ipx" },
        { "-A inet,x25", "have x25" },
        { "-F", "add -r" },
        { "-C", "add -r" },
        { "-ri", "want one of them" },
        { "-gs", "want one of them" },
        { "-rx", "leave out -x" },
        { "-q", "unknown option -q" },
        { "--netns nowhere", "no network namespace nowhere" },
        { "-gt --format csv", "ask for one of them" },
        { "another.db", "want DB" },
    };
    struct scene *scene = scene_begin();

    sh_ok(scene, "analyze load case.db " FIXTURE "seed-sshd.tar.zst");
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct result result = sh(scene, "analyze netstat case.db %s", refused[i].options);

        assert_int_equal(result.status, 2);
        assert_string_equal(result.out, "");
        if (!strstr(result.err, refused[i].error))
            fail_msg("%s: %s", refused[i].options, result.err);
    }
    assert_non_null(strstr(sh(scene, "analyze netstat -tc case.db").err, "-c is ignored"));
    scene_end(scene);
}

/* Names are those of the files of the captured host, and programs get numbers. */
TEST(netstat_names_are_those_of_the_host)
{
    struct scene *scene = scene_begin();

    sh_ok(
        scene,
        "cp -r $TOP/fixtures/seed-netstat-apeen s && mkdir s/etc && printf 'psql-there 5432/tcp\\n' >s/etc/services &&"
        " printf '127.0.0.1 here-there h\\n' >s/etc/hosts && printf 'privoxy-there:x:138:1:::\\n' >s/etc/passwd &&"
        " pack s s.tar.zst && analyze load case.db s.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze netstat case.db -tlpe | tail -n +3 | sed -E 's/ +/ /g'"),
                        "tcp 0 0 here-there:8118 0.0.0.0:* LISTEN privoxy-there 744850 13248/privoxy\n"
                        "tcp 0 0 here-there:psql-there 0.0.0.0:* LISTEN 117 9612 2019/postgres\n");
    assert_string_equal(
        sh_ok(scene, "analyze netstat case.db -tlpe --format jsonl | head -1 | grep -o '\"local.*uid[^,]*'"),
        "\"local_address\":\"127.0.0.1\",\"local_port\":8118,\"remote_address\":\"0.0.0.0\",\"remote_port\":0,"
        "\"ref_count\":null,\"flags\":null,\"type\":null,\"state\":\"LISTEN\",\"uid\":138\n");
    scene_end(scene);
}

/* A program cannot make itself look like two: a comma in its name is written as a dot. */
TEST(netstat_holders_cannot_be_forged)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "cp -r $TOP/fixtures/seed-netcat-8321 s && printf 'nc,1/init\\0-l\\0' >s/proc/7266/cmdline &&"
                 " pack s s.tar.zst && analyze load case.db s.tar.zst");
    sh_ok(scene, "analyze netstat case.db -tlnp | grep -q ' 7266/nc[.]1/init$'");
    scene_end(scene);
}

/* What was not read is told: the list may not be the whole.  A table that the host does not have is told with -v. */
TEST(netstat_says_what_was_not_read)
{
    struct scene *scene = scene_begin();
    const char *udp =
        "1 of the files were not read whole, the first net/4026531992/after/udp (denied): the list may not be "
        "complete";

    sh_ok(scene, "cp -r $TOP/fixtures/seed-jenkins s && printf '%%s\\t%%s\\t%%s\\t%%s\\n' net/4026531992/after/udp "
                 "/proc/1/net/udp denied EACCES net/4026532725/after/udp6 /proc/6/net/udp6 absent ENOENT >s/attempts &&"
                 " pack s s.tar.zst");
    sh_usable(scene, "analyze load case.db s.tar.zst");
    assert_non_null(strstr(sh(scene, "analyze netstat case.db -t").err, udp));
    assert_string_equal(sh(scene, "analyze netstat case.db -t --netns 4026532725").err, "");
    assert_non_null(strstr(sh(scene, "analyze netstat case.db -tv").err, "2 of the files"));
    assert_string_equal(sh(scene, "analyze netstat case.db -r").err, "");
    scene_end(scene);
}

/* Sockets that only a descriptor shows are counted, where all are asked for: netstat has no row for what has no address. */
TEST(netstat_counts_what_it_cannot_list)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "cp -r $TOP/fixtures/seed-netcat-8321 s && printf 'fd/9\\trw\\tsocket:[777]\\n' >>s/proc/7266/links &&"
                 " pack s s.tar.zst && analyze load case.db s.tar.zst");
    assert_non_null(strstr(sh(scene, "analyze netstat case.db -ta").err, "only descriptors show them: 1 sockets"));
    assert_string_equal(sh(scene, "analyze netstat case.db -tl").err, "");
    scene_end(scene);
}

/* Every counter stands where net-tools has it, also on a host of which only /proc was read; errors of frames are no other errors. */
TEST(netstat_interfaces_of_a_host_without_dumps)
{
    struct scene *scene = scene_begin();

    sh_ok(scene, "analyze load case.db " FIXTURE "text-network.tar.zst");
    assert_string_equal(sh_ok(scene, "analyze netstat case.db -i | grep eth0 | tr -s ' '"), "eth0 99 1 2 3 98 7 8 9\n");
    assert_string_equal(sh_ok(scene, "analyze netstat case.db -ie | sed -n 2,8p"),
                        "eth0:\n"
                        "        inet6 fe80::fc:ff:fe00:1  prefixlen 64  scopeid 0x20<link>\n"
                        "        inet6 fd00::2  prefixlen 112  scopeid 0x0<global>\n"
                        "        RX packets 99  bytes 12345678 (11.7 MiB)\n"
                        "        RX errors 1  dropped 2  overruns 3  frame 4\n"
                        "        TX packets 98  bytes 4096 (4.0 KiB)\n"
                        "        TX errors 7  dropped 8 overruns 9  carrier 11  collisions 10\n");
    assert_string_equal(sh_ok(scene, "analyze netstat case.db -i --format json | jq -c '.[0] | [.rx_bytes, .rx_frame,"
                                     " .tx_bytes, .tx_carrier, .collisions, .net_namespace]'"),
                        "[12345678,4,4096,11,10,4026531840]\n");
    scene_end(scene);
}
