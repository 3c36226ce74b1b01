/*
 * Samples of the tables of sockets, of the files of a process, of the host as a whole and of collect's own.
 */
#include "tests/support/format_samples.h"

/* A record and a half of /run/utmp; what is not set is 0. */
static const char utmp_records[384 + 192] = {
    [0] = 7, [4] = 99,   [8] = 'p',  't',         's',       [44] = 'r', 'o',      'o',
    't',     [340] = 99, [343] = 99, [348] = 127, [351] = 1, [384] = 8,  [388] = 5
};

const struct format_sample common_samples[] = {
    { "inet", "tcp",
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
      "   0: 00000000:2081 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 26442 1 de0c8e40 300 "
      "0 "
      "0 2 -1     \n"
      "   1: 0100007F:1F90 0100007F:D63E 06 00000000:00000000 03:00000A21 00000000     0        0 0 3 "
      "00000000a1b2c3d4\n",
      0, true },
    { "inet", "udp6",
      "  sl  local_address                         remote_address                        st tx_queue rx_queue tr "
      "tm->when "
      "retrnsmt   uid  timeout inode ref pointer drops\n"
      "  100: 00000000000000000000000001000000:0035 0000000000000000FFFF00000100007F:0001 01 00000000:00000000 "
      "00:00000000 00000000     0        0 77 2 0000000000000000 9\n",
      0, true },
    { "unix", "unix",
      "Num       RefCount Protocol Flags    Type St Inode Path\n"
      "(____ptrval____): 00000002 00000000 00010000 0001 01  7937 /var/run/postgresql/.s.PGSQL.5432\n"
      "00000000f6d1a500: 00000003 00000000 00000000 0001 03    11\n"
      "00000000f6d1a501: 00000002 00000000 00000000 0002 01     8 /tmp/one\ntwo\n\n",
      0, false },
    { "netlink", "netlink",
      "sk       Eth Pid    Groups   Rmem     Wmem     Dump     Locks     Drops     Inode\n"
      "ffff88003d0e9800 0   -4123  00000111 0        0        (null) 2        0        17    \n"
      "ffff88003d0e9800 0   1      80000000 0        0        1 2        0        18    \n",
      0, true },
    { "packet", "packet",
      "sk               RefCnt Type Proto  Iface R Rmem   User   Inode\n"
      "00000000f36aa1b9 3      3    0003   2     1 0      0      10234267\n",
      0, true },
    { "process_stat", "stat",
      "7 (a) b) S 1 1962 1962 0 -1 4202816 510 2102 3 4 11 12 13 -14 20 -5 2 0 4711 8978432 251 4294967295 1 1 0 0 0 0 "
      "0 0 0 0 0 0 17 3 0 0 0\n",
      0, true },
    { "process_status", "status",
      "Name:\tx\nTgid:\t26890\nUid:\t0\t1\t2\t3\nGroups:\t4 24 27 \nNStgid:\t26890\t6\nVmSize:\t    3060 kB\n"
      "CapEff:\t00000000a80425fb\n",
      0, false },
    { "process_value", "comm", "two\nlines\n", 0, false },
    { "process_io", "io", "rchar: 6976\nwchar: 1\nread_bytes: 3\ncancelled_write_bytes: 5\n", 0, false },
    { "cmdline", "cmdline", "nc\0-l\0-p\08321\0", 14, false },
    { "cgroup", "cgroup", "12:pids:/docker/54e9a2cefd94\n4:cpu,cpuacct:/\n0::/a:b\n", 0, true },
    { "limits", "limits",
      "Limit                     Soft Limit           Hard Limit           Units     \n"
      "Max open files            1024                 unlimited            files     \n"
      "Max nice priority         0                    0                    \n",
      0, true },
    { "mountinfo", "mountinfo",
      "36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 propagate_from:2 - ext3 /dev/root rw,errors=continue\n"
      "42 27 0:5 / /mnt rw - tmpfs  rw,size=5\n",
      0, true },
    { "links", "links",
      "exe\t-\t/usr/bin/nc.openbsd\nns/net\t-\tnet:[4026532281]\nfd\t-\t!EACCES\nfd/3\trw\tsocket:[26442]\n"
      "fd/10\tw\t/a\\x0ab\\x5c\n",
      0, true },
    { "nfsd_ports", "fs/nfsd/portlist", "tcp 2049\nrdma 20049\n", 0, true },
    { "collector_sockets", "net/collector", "4026531840\t16\t4\t26442\t17\n0\t16\t12\t26443\t0\n", 0, true },
    { "net_namespaces", "net/namespaces", "4026531840\tprocess\t1\t\t4026531837\n4026532281\tmount\t\t/run/a\\x0ab\n",
      0, true },
    { "fdinfo", "fdinfo",
      "fd/5\tpos:\t0\nfd/5\ttfd:        6 events: 8000001d data:                6  pos:0 ino:4ac64b sdev:9\n"
      "fd/6\tinotify wd:1 ino:35d sdev:fe00000 mask:fff ignored_mask:0 fhandle-bytes:8 fhandle-type:1 f_handle:5d03\n"
      "fd/7\tfanotify mnt_id:1b mflags:0 mask:20 ignored_mask:0\nfd/8\tUserFiles:\t2\nfd/8\t    0: "
      "socket:[8]\nfd/9\t!EACCES\n",
      0, true },
    { "fdstat", "fdstat",
      "fd/0\t100644\t1\t0\t5\t254:0\t11165815\t0:0\t6\t8\t4096\t1795798129.613353136\t1795798130.361353136\t1795798130."
      "361353136\t-\t26\nfd/3\t10644\t0\t0\t0\t0:20\t7\t5:2\t0\t0\t4096\t1.0\t-1.5\t1.0\t9.0\t-\nfd/4\t-\tremote\nfd/"
      "5\t!EACCES\n",
      0, true },
    { "process_view", "views/listed", "1\t30\tinit\n7\t-\t\n8\t99\ta\\x0ab\n", 0, true },
    { "bpf_view", "views/bpf",
      "prog\t3\t8\tegress\t6deef7357e7b4530\t0\t3100000000\tbytes=16\tmap=4\nmap\t4\t2\tm\nlink\t5\t2\t\t3\n"
      "link\t6\t7\t\t3\tevent=1\toffset=4\tname=/a\\x0ab\nprog\t6\t!EPERM\n",
      0, true },
    { "bpf_functions", "views/bpf-functions",
      "type\t1\t76201\t201326592\tvfs_read\tvmlinux\ntype\t9\t5\t!ENOENT\nfunction\t3\t1\tdo_exit\t\n"
      "function\t3\t2\tnf_x\tnf_nat\n",
      0, true },
    { "bpf_places", "views/bpf-pins",
      "cgroup\t/sys/fs/cgroup/a\t1\tprog\t3\npin\t/sys/fs/bpf/a\\x0ab\t-\tmap\t4\npin\t/b\t-\t!EPERM\n", 0, true },
    { "sysfs_view", "views/modules", "nf_nat\tinitstate=live\ttaint=OE\tsections=\ntcp_cubic\na\\x0ab\tversion=1\n", 0,
      true },
    { "symbols_view", "views/symbols", "nf_nat\t120\nbpf\t1\tbpf_prog_6deef7357e7b4530_sf_prog\n", 0, true },
    { "programs_view", "views/programs",
      "program\t1\t10\t/a\\x0ab "
      "(deleted)\tother\tupper\t0100000200200000000000000000000000000000\t104755\t0\t0\t0\t254:0\t9"
      "\t0:0\t6\t8\t4096\t1.5\t1.5\t1.5\t-\t26\nother\t1\t100644\t1\t0\t0\t254:0\t8\t0:0\t6\t8\t4096\t1.5\t1.5\t1.5"
      "\t-\t26\nprocess\t7\t1\nprogram\t2\t10\t/n\t-\t-\t-\t-\tremote\nprogram\t3\t10\t/e\t-\t-\t!EPERM\t!EACCES\n",
      0, true },
    { "kernel_lines", "enabled_functions",
      "tcp4_seq_show (1) R I\ttramp: 0xffffffffc0201000\n#### all functions enabled ####\n", 0, true },
    { "key_users", "key-users", "    0:   158 157/157 155/1000000 3108/25000000\n", 0, true },
    { "binfmt_misc", "sys/fs/binfmt_misc/qemu-arm",
      "enabled\ninterpreter /usr/bin/qemu-arm -static\nflags: OCF\noffset 0\nmagic 7f454c46\nmask ffffffff\n", 0,
      true },
    { "exe_hash", "exe-hash", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\t0\t65024\t247101\n", 0,
      true },
    { "environ", "environ", "HOME=/root\0EMPTY=\0odd\0\0=x\0", 26, false },
    { "maps", "maps",
      "55d0c8a00000-55d0c8a28000 r--p 00002000 fe:00 247101                     /usr/bin/b a\\012sh (deleted)\n"
      "ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]\n",
      0, true },
    { "host_value", "version", "Linux version 6.1.0 (a@b) #1 SMP\n", 0, false },
    { "sysctl", "sys/net/ipv4/ip_local_port_range", "32768\t60999\n", 0, false },
    { "file_nr", "sys/fs/file-nr", "75639\t0\t2465620\n", 0, false },
    { "meminfo", "meminfo", "MemTotal:       24682416 kB\nActive(anon):       1096 kB\nHugePages_Total:       0\n", 0,
      true },
    { "kernel_stat", "stat", "cpu  988 10 384 937 50 0 4 1 0 0\ncpu13 4 48 9 0 4\nintr 17 0 0 9 0\nbtime 1795251760\n",
      0, false },
    { "cpuinfo", "cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC\npower management:\n\nHardware\t: x\n", 0, true },
    { "loadavg", "loadavg", "4.83 18.45 11.87 2/132 21458\n", 0, true },
    { "uptime", "uptime", "11930.64 9377.14\n", 0, true },
    { "modules", "modules",
      "nf_nat 49152 2 xt_MASQUERADE,nft_chain_nat, Live 0x0000000000000000\nr 16384 0 - Live 0xffffffffc0a00000 (OE)\n"
      "f 20480 - - Live 0x0\n",
      0, true },
    { "kernel_cmdline", "cmdline", "BOOT_IMAGE=/vmlinuz root=/dev/vda1  quiet\n", 0, false },
    { "mounts", "mounts", "/dev/vda / ext4 rw,relatime 0 0\n /mnt\\040x tmpfs rw 0 0\n", 0, true },
    { "swaps", "swaps",
      "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n/swap\\040file                 file\t\t1048572\t\t0\t\t-2\n",
      0, true },
    { "partitions", "partitions", "major minor  #blocks  name\n\n 254        0  268435456 vda\n", 0, true },
    { "filesystems", "filesystems", "nodev\tsysfs\n\text4\n", 0, true },
    { "cgroups", "cgroups", "#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpuset\t3\t7\t1\n", 0, true },
    { "sysvipc_shm", "sysvipc/shm",
      "key shmid perms size cpid lpid nattch uid gid cuid cgid atime dtime ctime rss swap\n"
      "-559038737 5 1666 4194304 812 900 2 65534 0 0 0 1763715823 0 1763715822 4096 0\n",
      0, true },
    { "sysvipc_sem", "sysvipc/sem",
      "key semid perms nsems uid gid cuid cgid otime ctime\n1627455492 0 600 17 26 26 26 26 1763715823 1\n", 0, true },
    { "sysvipc_msg", "sysvipc/msg",
      "key msqid perms cbytes qnum lspid lrpid uid gid cuid cgid stime rtime ctime\n77 3 644 12 1 812 0 0 0 0 0 1 0 "
      "2\n",
      0, true },
    { "devices", "devices", "Character devices:\n  1 mem\n  4 /dev/vc/0\n\nBlock devices:\n254 virtblk\n", 0, true },
    { "misc", "misc", "234 btrfs-control\n  1 psaux\n", 0, true },
    { "locks", "locks",
      "1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF\n1: -> POSIX  ADVISORY  READ -1 fd:00:2531452 10 99\n"
      "3: LEASE  ACTIVE    READ 3517 <none>:0 0 EOF\n",
      0, true },
    { "id_map", "uid_map", "         0     100000      65536\n", 0, true },
    { "passwd", "passwd", "root:x:0:0:root:/root:/bin/bash\n# c\n x:*:+5:-1::/:\n+::::::\n", 0, false },
    { "group", "group", "root:x:0:\nadm:x:4:syslog, ubuntu,,x\n", 0, false },
    { "hosts", "hosts", "127.0.0.1\tlocalhost  vm # here\n::1 a#x\n", 0, false },
    { "services", "services", "tcpmux\t\t1/tcp\t# TCP port\ndiscard 9/udp sink  null\n", 0, false },
    { "protocols", "protocols", "ip\t0\tIP\t\t# internet protocol\nipv6-icmp 58 IPv6-ICMP x\n", 0, false },
    { "resolv_conf", "resolv.conf", "# made\nnameserver 10.0.0.1\nsearch a.example b.example # c\noptions rotate\n", 0,
      false },
    { "os_release", "os-release", "PRETTY_NAME=\"Debian \\\"12\\\" \"\nID=debian\nV='1\\2'\nX=a\\ b\n", 0, false },
    { "ld_so_preload", "ld.so.preload", "/lib/a.so /lib/b.so:/lib/c.so # d\n\tlibx.so\n", 0, false },
    { "utmp", "utmp", utmp_records, sizeof(utmp_records), false },
    { NULL, NULL, NULL, 0, false },
};
