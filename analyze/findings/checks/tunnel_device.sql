-- title: a tunnel device of a program that is not known for one
-- severity: low
-- attack: T1572
-- facts: a descriptor of the process is a tun or tap device
-- ruled out: VPNs and hypervisors, by the name of the program in a place of the system
-- not excludable: other VPNs
-- on the host: ip -d tuntap; ls -l /proc/PID/fd
-- only if: process_fdinfo WHERE snapshot_id = ?1 AND key = 'iff'
SELECT t.pid, iif(p.out_of_place, 'high', NULL) AS severity,
       printf('process %d (%s) has the tunnel device %s', t.pid, coalesce(p.file_name, '?'), t.interface) AS what,
       printf('descriptor %d is the device %s', t.fd, t.interface) AS fact, t.member_id AS fact_member_id, t.line AS fact_line,
       printf('it runs %s', coalesce(p.program, '?')) AS other, p.member_id AS other_member_id, p.line AS other_line
FROM process_tun_devices AS t
LEFT JOIN process_programs AS p ON p.snapshot_id = ?1 AND p.pid = t.pid
WHERE t.snapshot_id = ?1
  AND NOT coalesce(p.place = 'system' AND NOT p.out_of_place
           AND (p.file_name GLOB 'qemu*' OR p.file_name IN ('openvpn', 'openconnect', 'vpnc', 'tailscaled', 'wireguard-go', 'zerotier-one', 'vtund', 'tinc',
                'tincd', 'slirp4netns', 'pasta', 'passt', 'libvirtd', 'virtqemud', 'firecracker', 'cloud-hypervisor', 'NetworkManager', 'sshd', 'ssh',
                'ocserv', 'nebula', 'boringtun', 'boringtun-cli', 'pppd', 'systemd-networkd', 'charon', 'charon-systemd')), 0)
