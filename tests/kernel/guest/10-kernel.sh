# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The ground that the other scripts stand on: stock modules, our simulators, and a kernel that
# counts what is sent. Nothing of vdpatop yet.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
plan 9

ok "without the module there is no vdpa bus" test ! -e /sys/bus/vdpa
ok "modprobe loads the stock vdpa" modprobe vdpa
is "stock modules leave the kernel untainted" "$(cat /proc/sys/kernel/tainted)" 0
ok "modprobe loads the simulators with all they need" modprobe -a vdpa_sim_net vdpa_sim_blk
is "both management devices are there" \
	"$(vdpa mgmtdev show | sed -n 's/^\(vdpasim[^:]*\):.*/\1/p' | sort | tr '\n' ' ')" "vdpasim_blk vdpasim_net "

modprobe virtio_vdpa && modprobe virtio_net
echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
ok "a net device can be added" vdpa dev add name vdpa0 mgmtdev vdpasim_net mac 02:00:00:00:00:01
interface=$(ls /sys/bus/vdpa/devices/vdpa0/virtio*/net)
ok "its interface comes up" /sbin/ip link set "$interface" up
sleep 1
has "a queue's counters are answered" "$(vdpa dev vstats show vdpa0 qidx 1)" "tx packets [0-9]+"
vdpa dev del vdpa0
modprobe -r vdpa_sim_net vdpa_sim_blk
is "the simulators can be unloaded" "$(vdpa mgmtdev show)" ""
