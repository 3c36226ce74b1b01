/* /proc beside the processes. */
#include "tests/support/test.h"

#include "tests/support/format_text.h"

TEST(host_values)
{
    assert_format("host_value", "version", "Linux version 6.1.0 (a@b) #1 SMP\n",
                  "1 host_values version|Linux version 6.1.0 (a@b) #1 SMP\n");
    assert_format("host_value", "hostname", "web", "1 host_values hostname|web\n");
    assert_format("host_value", "hostname", "# two\nlines\n\n", "1 host_values hostname|# two\\x0alines\\x0a\n");
    assert_format("host_value", "machine-id", "", "");
}

TEST(sysctls)
{
    assert_format("sysctl", "sys/net/ipv4/ip_local_port_range", "32768\t60999\n",
                  "1 sysctls net/ipv4/ip_local_port_range|32768\\x0960999\n");
    assert_format("sysctl", "sys/kernel/core_pattern", "|/tmp/.x %p\n", "1 sysctls kernel/core_pattern||/tmp/.x %p\n");
    assert_format("sysctl", "sys/net/ipv4/ip_local_reserved_ports", "\n",
                  "1 sysctls net/ipv4/ip_local_reserved_ports|\n");
    assert_format("sysctl", "sys/kernel/hostname", "", "");
}

TEST(file_nr_is_a_sysctl_and_three_counters)
{
    assert_format("file_nr", "sys/fs/file-nr", "75639\t0\t9223372036854775807\n",
                  "1 host_counters sys/fs/file-nr|allocated|0|75639|NULL\n"
                  "1 host_counters sys/fs/file-nr|free|1|0|NULL\n"
                  "1 host_counters sys/fs/file-nr|maximum|2|9223372036854775807|NULL\n"
                  "1 sysctls fs/file-nr|75639\\x090\\x099223372036854775807\n");
    assert_format("file_nr", "sys/fs/file-nr", "75639\t-\n",
                  "1 host_counters sys/fs/file-nr|allocated|0|75639|NULL\n"
                  "1 want \"free\" have \"-\"\n"
                  "1 sysctls fs/file-nr|75639\\x09-\n");
    assert_format("file_nr", "sys/fs/file-nr", "", "");
}

TEST(meminfo)
{
    assert_format("meminfo", "meminfo",
                  "MemTotal:       24682416 kB\nActive(anon):       1096 kB\nHugePages_Total:       0\n",
                  "1 host_counters meminfo|MemTotal|0|24682416|kB\n"
                  "2 host_counters meminfo|Active(anon)|0|1096|kB\n"
                  "3 host_counters meminfo|HugePages_Total|0|0|NULL\n");
    assert_format_cut("meminfo", "meminfo", "MemTotal 5 kB\nMemFree:  x kB\nBuffers: 1 kB more\nCached:  99",
                      "1 want \"key\" have \"MemTotal 5 kB\"\n"
                      "2 want \"number\" have \"x\"\n"
                      "3 host_counters meminfo|Buffers|0|1|kB\n"
                      "3 want \"end of line\" have \" more\"\n"
                      "4 want \"newline\" have \"Cached:  99\"\n");
}

/* As published, with an underflow. */
TEST(meminfo_of_2_4)
{
    assert_format("meminfo", "meminfo",
                  "        total:    used:    free:  shared: buffers:  cached:\n"
                  "Mem:  1054720000 210366464 844353536        0 169832448 18446744073561239552\n"
                  "Swap: 2147467264        0 2147467264\n"
                  "MemTotal:      1030000 kB\n",
                  "2 host_counters meminfo|Mem|0|1054720000|NULL\n"
                  "2 host_counters meminfo|Mem|1|210366464|NULL\n"
                  "2 host_counters meminfo|Mem|2|844353536|NULL\n"
                  "2 host_counters meminfo|Mem|3|0|NULL\n"
                  "2 host_counters meminfo|Mem|4|169832448|NULL\n"
                  "2 host_counters meminfo|Mem|5|-148312064|NULL\n"
                  "3 host_counters meminfo|Swap|0|2147467264|NULL\n"
                  "3 host_counters meminfo|Swap|1|0|NULL\n"
                  "3 host_counters meminfo|Swap|2|2147467264|NULL\n"
                  "4 host_counters meminfo|MemTotal|0|1030000|kB\n");
}

/* What a kernel prints of an unsigned long that went below 0 keeps its row. */
TEST(format_numbers_above_2_to_63)
{
    assert_format("kernel_stat", "stat", "cpu  1 2 3 4 5 6 7 18446744073709551615 0 0\nctxt 18446744073709551614\n",
                  "1 proc_stat_cpus NULL|1|2|3|4|5|6|7|-1|0|0\n2 host_counters stat|ctxt|0|-2|NULL\n");
    assert_format("limits", "limits",
                  "Limit                     Soft Limit           Hard Limit           Units     \n"
                  "Max locked memory         18446744073708503040 9223372036854775807  bytes     \n"
                  "Max open files            9223372036854775808  unlimited            files     \n",
                  "2 process_limits 7|Max locked memory|9223372036854775807|9223372036854775807|bytes\n"
                  "3 process_limits 7|Max open files|9223372036854775807|NULL|files\n");
    assert_format("process_io", "io", "rchar: 18446744073709551615\n",
                  "1 process_io 7|-1|NULL|NULL|NULL|NULL|NULL|NULL\n");
    assert_format("snmp", "snmp", "Udp: InErrors\nUdp: 18446744073709551615\n",
                  "2 net_counters 0|1|before|snmp|Udp|InErrors|NULL|-1\n");
}

/* One thought for all files: what is there is kept, and that a kernel's file does not end its line is told. */
TEST(format_last_lines_without_a_newline)
{
    assert_format("meminfo", "meminfo", "MemFree: 5 kB\nCached:  99",
                  "1 host_counters meminfo|MemFree|0|5|kB\n"
                  "2 host_counters meminfo|Cached|0|99|NULL\n"
                  "2 want \"newline\" have \"Cached:  99\"\n");
    assert_format("kernel_stat", "stat", "btime 7\nprocesses 12",
                  "1 host_counters stat|btime|0|7|NULL\n"
                  "2 host_counters stat|processes|0|12|NULL\n"
                  "2 want \"newline\" have \"processes 12\"\n");
    assert_format("process_io", "io", "rchar: 1\nwchar: 2",
                  "2 want \"newline\" have \"wchar: 2\"\n1 process_io 7|1|2|NULL|NULL|NULL|NULL|NULL\n");
    assert_format("mounts", "mounts", "proc /proc proc rw 0 0",
                  "1 mounts_file proc|/proc|proc|rw\n1 want \"newline\" have \"proc /proc proc rw 0 0\"\n");
    assert_format("unix", "unix",
                  "Num RefCount Protocol Flags Type St Inode Path\n0000000000000000: 00000002 00000000 00010000 0001 "
                  "01    12 /a\nb",
                  "2 proc_net_unix 1|before|2|0|65536|1|1|12|/a\\x0ab|0\n"
                  "2 want \"newline\" have \"/a\\x0ab\"\n");
    assert_format(
        "unix", "unix",
        "Num RefCount Protocol Flags Type St Inode Path\n0000000000000000: 00000002 00000000 00010000 0001 01    12",
        "2 proc_net_unix 1|before|2|0|65536|1|1|12|NULL|NULL\n"
        "2 want \"newline\" have \"0000000000000000: 00000002 00000000 00010000 0001 01    12\"\n");
    assert_format("unix", "unix", "Num RefCount Protocol Flags Type St Inode Path", "");
    /* People's files need none; half a line is none in either. */
    assert_format("passwd", "passwd", "a:x:1:2:::", "1 passwd_file a|x|1|2|||NULL\n");
    assert_format_cut("passwd", "passwd", "a:x:1:2:::\nb:x:1",
                      "1 passwd_file a|x|1|2|||NULL\n"
                      "2 want \"newline\" have \"b:x:1\"\n");
}

TEST(kernel_stat)
{
    assert_format("kernel_stat", "stat",
                  "cpu  988656 10295 384476 937719 50851 0 4832 1183 0 0\n"
                  "cpu13 471796 4886 190926 471278 47242 0 1966\n"
                  "intr 17341 0 0 9 0\nctxt 140990644\nbtime 1795251760\n",
                  "1 proc_stat_cpus NULL|988656|10295|384476|937719|50851|0|4832|1183|0|0\n"
                  "2 proc_stat_cpus 13|471796|4886|190926|471278|47242|0|1966|NULL|NULL|NULL\n"
                  "3 host_counters stat|intr|0|17341|NULL\n"
                  "3 host_counters stat|intr|3|9|NULL\n"
                  "4 host_counters stat|ctxt|0|140990644|NULL\n"
                  "5 host_counters stat|btime|0|1795251760|NULL\n");
    assert_format_cut("kernel_stat", "stat", "cpux 1\ncpu0 1 2 3\nbtime\nintr 1 x\nprocesses 12",
                      "1 want \"processor\" have \"x\"\n"
                      "2 want \"idle\" have \"\"\n"
                      "3 want \"number\" have \"\"\n"
                      "4 host_counters stat|intr|0|1|NULL\n"
                      "4 want \"number\" have \"x\"\n"
                      "5 want \"newline\" have \"processes 12\"\n");
}

TEST(cpuinfo)
{
    assert_format("cpuinfo", "cpuinfo",
                  "processor\t: 0\nmodel name\t: AMD EPYC: x\nflags\t\t: fpu vme\npower management:\n\n"
                  "processor\t: 1\nbogomips\t: 4890.86\n\nHardware\t: BCM2835\n",
                  "1 proc_cpuinfo 0|processor|0\n"
                  "2 proc_cpuinfo 0|model name|AMD EPYC: x\n"
                  "3 proc_cpuinfo 0|flags|fpu vme\n"
                  "4 proc_cpuinfo 0|power management|\n"
                  "6 proc_cpuinfo 1|processor|1\n"
                  "7 proc_cpuinfo 1|bogomips|4890.86\n"
                  "9 proc_cpuinfo NULL|Hardware|BCM2835\n");
    /* s390 and MIPS say something of the machine first. */
    assert_format_cut("cpuinfo", "cpuinfo",
                      "vendor_id       : IBM/S390\nprocessor 0: version = FF,  identification = 1\n"
                      "processor\t: ARMv7 rev 0\nno colon\nprocessor\t: 3",
                      "1 proc_cpuinfo NULL|vendor_id|IBM/S390\n"
                      "2 proc_cpuinfo NULL|processor 0|version = FF,  identification = 1\n"
                      "3 proc_cpuinfo NULL|processor|ARMv7 rev 0\n"
                      "4 want \"key\" have \"no colon\"\n"
                      "5 want \"newline\" have \"processor\\x09: 3\"\n");
}

TEST(loadavg_and_uptime)
{
    assert_format("loadavg", "loadavg", "4.83 18.45 0.07 2/132 21458\n", "1 proc_loadavg 483|1845|7|2|132|21458\n");
    assert_format("loadavg", "loadavg", "4.8 18.45 0.07 2/132 21458\n", "1 want \"load of a minute\" have \"4.8\"\n");
    assert_format("loadavg", "loadavg", "0.00 0.00 0.-1 2/132 1\n", "1 want \"load of 15 minutes\" have \"0.-1\"\n");
    assert_format("loadavg", "loadavg", "92233720368547758.07 0.00 0.00 2/132 1\n",
                  "1 want \"load of a minute\" have \"92233720368547758.07\"\n");
    assert_format("uptime", "uptime", "11930.64 9377.14\n", "1 proc_uptime 1193064|937714\n");
    assert_format_cut("uptime", "uptime", "11930.64", "1 want \"newline\" have \"11930.64\"\n");
}

TEST(modules)
{
    assert_format("modules", "modules",
                  "nf_nat 49152 2 xt_MASQUERADE,nft_chain_nat, Live 0x0000000000000000\n"
                  "rootkit 16384 0 - Live 0xffffffffc0a00000 (OE)\n"
                  "fixed 20480 - - Live 0x00000000\n"
                  "gone 20480 -1 [permanent], Unloading 0x00000000\n",
                  "1 proc_modules nf_nat|49152|2|xt_MASQUERADE,nft_chain_nat,|Live|0x0000000000000000|NULL\n"
                  "2 proc_modules rootkit|16384|0|-|Live|0xffffffffc0a00000|(OE)\n"
                  "3 proc_modules fixed|20480|NULL|-|Live|0x00000000|NULL\n"
                  "4 proc_modules gone|20480|-1|[permanent],|Unloading|0x00000000|NULL\n");
    assert_format_cut("modules", "modules", "a\nb x\nc 5\nd 5 0 - Live\ne 5 0 - Live 0x0",
                      "1 want \"size\" have \"\"\n"
                      "2 want \"size\" have \"x\"\n"
                      "3 want \"references\" have \"\"\n"
                      "4 want \"address\" have \"\"\n"
                      "5 want \"newline\" have \"e 5 0 - Live 0x0\"\n");
}

TEST(kernel_arguments)
{
    assert_format("kernel_cmdline", "cmdline", "BOOT_IMAGE=/vmlinuz root=/dev/vda1  quiet\n",
                  "1 kernel_arguments 0|BOOT_IMAGE=/vmlinuz\n"
                  "1 kernel_arguments 1|root=/dev/vda1\n"
                  "1 kernel_arguments 2|quiet\n"
                  "1 host_values cmdline|BOOT_IMAGE=/vmlinuz root=/dev/vda1  quiet\n");
    assert_format("kernel_cmdline", "cmdline", "\n", "1 host_values cmdline|\n");
    assert_format("kernel_cmdline", "cmdline", "", "");
}

TEST(mounts_lines)
{
    assert_format("mounts", "mounts",
                  "/dev/vda / ext4 rw,relatime,discard 0 0\n"
                  " /mnt\\040x tmpfs rw 0 0\n"
                  "a\\134b\\043 /a\\012b fuse.x ro,user_id=0 0 0\n",
                  "1 mounts_file /dev/vda|/|ext4|rw,relatime,discard\n"
                  "2 mounts_file |/mnt x|tmpfs|rw\n"
                  "3 mounts_file a\\b#|/a\\x0ab|fuse.x|ro,user_id=0\n");
    assert_format_cut("mounts", "mounts", "x\nproc /proc proc rw\nproc /proc proc rw 0 0 5\nproc /proc proc rw 0 0",
                      "1 want \"device\" have \"x\"\n"
                      "2 want \"options\" have \"rw\"\n"
                      "3 mounts_file proc|/proc|proc|rw\n"
                      "3 want \"end of line\" have \" 5\"\n"
                      "4 want \"newline\" have \"proc /proc proc rw 0 0\"\n");
}

TEST(swaps_and_partitions)
{
    assert_format("swaps", "swaps",
                  "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n"
                  "/dev/dm-1                               partition\t8388604\t\t1024\t\t-2\n"
                  "/swap\\040file\\040(deleted)              file\t\t1048572\t\t0\t\t5\n",
                  "2 proc_swaps /dev/dm-1|partition|8388604|1024|-2\n"
                  "3 proc_swaps /swap file (deleted)|file|1048572|0|5\n");
    assert_format("swaps", "swaps", "Name\n/x file 1 2 3\n",
                  "1 want \"Filename Type Size Used Priority\" have \"Name\"\n");
    assert_format("partitions", "partitions",
                  "major minor  #blocks  name\n\n 254        0  268435456 vda\n   8        1 x sda1\n",
                  "3 proc_partitions 254|0|268435456|vda\n"
                  "4 want \"blocks\" have \"x\"\n");
}

TEST(nfsd_ports_lines)
{
    assert_format("nfsd_ports", "fs/nfsd/portlist", "rdma 20049\ntcp 2049\nudp x\ntcp\n",
                  "1 nfsd_ports rdma|20049\n"
                  "2 nfsd_ports tcp|2049\n"
                  "3 want \"port\" have \"x\"\n"
                  "4 want \"port\" have \"\"\n");
    assert_format("nfsd_ports", "fs/nfsd/portlist", "", "");
}

TEST(filesystems_and_devices)
{
    assert_format("filesystems", "filesystems", "nodev\tsysfs\n\text4\next3\n",
                  "1 proc_filesystems sysfs|1\n"
                  "2 proc_filesystems ext4|0\n"
                  "3 want \"\t\" have \"ext3\"\n");
    assert_format_cut("devices", "devices",
                      "Character devices:\n  1 mem\n  4 /dev/vc/0\n\nBlock devices:\n254 virtblk\nx y\n 7 lo",
                      "2 proc_devices character|1|mem\n"
                      "3 proc_devices character|4|/dev/vc/0\n"
                      "6 proc_devices block|254|virtblk\n"
                      "7 want \"number\" have \"x\"\n"
                      "8 want \"newline\" have \" 7 lo\"\n");
    assert_format("devices", "devices", "  1 mem\n", "1 want \"Character devices:\" have \"  1 mem\"\n");
    assert_format("misc", "misc", "234 btrfs-control\n  1 psaux\n",
                  "1 proc_devices misc|234|btrfs-control\n2 proc_devices misc|1|psaux\n");
}

TEST(locks)
{
    assert_format("locks", "locks",
                  "1: POSIX  ADVISORY  WRITE 3568 fd:00:2531452 0 EOF\n"
                  "1: -> POSIX  ADVISORY  WRITE 4711 fd:00:2531452 10 99\n"
                  "2: OFDLCK ADVISORY  READ -1 00:1c:17 0 99\n"
                  "3: LEASE  ACTIVE    READ 3517 <none>:0 0 EOF\n",
                  "1 proc_locks 1|0|POSIX|ADVISORY|WRITE|3568|fd:00|2531452|0|NULL\n"
                  "2 proc_locks 1|1|POSIX|ADVISORY|WRITE|4711|fd:00|2531452|10|99\n"
                  "3 proc_locks 2|0|OFDLCK|ADVISORY|READ|-1|00:1c|17|0|99\n"
                  "4 proc_locks 3|0|LEASE|ACTIVE|READ|3517|NULL|0|0|NULL\n");
    assert_format("locks", "locks",
                  "x\n1: POSIX\n1: FLOCK ADVISORY READ 5 fd 0 EOF\n1: FLOCK ADVISORY READ 5 a:b:1 0\n",
                  "1 want \"number\" have \"x\"\n"
                  "2 want \"mode\" have \"\"\n"
                  "3 want \"device\" have \"fd 0 EOF\"\n"
                  "4 want \"last byte\" have \"\"\n");
}

TEST(id_maps)
{
    assert_format("id_map", "uid_map", "         0          0 4294967295\n",
                  "1 process_id_maps 7|uid_map|0|0|4294967295\n");
    assert_format("id_map", "gid_map", "0 100000 65536\n65536 1000 1\n7 8\n",
                  "1 process_id_maps 7|gid_map|0|100000|65536\n"
                  "2 process_id_maps 7|gid_map|65536|1000|1\n"
                  "3 want \"count\" have \"\"\n");
    assert_format("id_map", "uid_map", "", "");
}

/* As ipc/util.c begins, and shm.c, sem.c and msg.c of Linux 6.18 go on. */
TEST(sysvipc_rows)
{
    assert_format(
        "sysvipc_shm", "sysvipc/shm",
        "       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      "
        "dtime      ctime                   rss                  swap\n"
        "-559038737          5  1666               4194304   812   900      2 65534     0     0     0 1763715823       "
        "   0 1763715822                  4096                     0\n"
        "         0          6   69x                     1   812     0      0     0     0     0     0          0       "
        "   0          1                     0                     0\n",
        "2 proc_sysvipc_shm -559038737|5|950|65534|0|0|0|4194304|812|900|2|1763715823|0|1763715822|4096|0\n"
        "3 want \"permissions\" have \"69x\"\n");
    assert_format(
        "sysvipc_shm", "sysvipc/shm",
        "       key      shmid perms       size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime "
        "     ctime\n"
        "         0      32768   600     393216  2345  2345      1  1000  1000  1000  1000 1300000000          0 "
        "1300000000\n",
        "2 proc_sysvipc_shm 0|32768|384|1000|1000|1000|1000|393216|2345|2345|1|1300000000|0|1300000000|NULL|"
        "NULL\n");
    assert_format("sysvipc_sem", "sysvipc/sem",
                  "       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime\n"
                  "1627455492          0   600         17    26    26    26    26 1763715823 1763715822\n",
                  "2 proc_sysvipc_sem 1627455492|0|384|26|26|26|26|17|1763715823|1763715822\n");
    assert_format(
        "sysvipc_msg", "sysvipc/msg",
        "       key      msqid perms      cbytes       qnum lspid lrpid   uid   gid  cuid  cgid      stime      "
        "rtime      ctime\n"
        "        77          3   644          12          1   812     0     0     0     0     0 1763715823       "
        "   0 1763715822\n",
        "2 proc_sysvipc_msg 77|3|420|0|0|0|0|12|1|812|0|1763715823|0|1763715822\n");
}

TEST(cgroups_file)
{
    assert_format("cgroups", "cgroups",
                  "#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpuset\t3\t7\t1\nmemory\t0\t94\t0\nx\n",
                  "2 proc_cgroups cpuset|3|7|1\n3 proc_cgroups memory|0|94|0\n4 want \"hierarchy\" have \"\"\n");
}
