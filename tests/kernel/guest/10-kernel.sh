# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The ground that the other scripts stand on: stock modules, our simulators, and a kernel that
# counts what is sent. Nothing of vdpatop yet.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
plan 12

ok "without the module there is no vdpa bus" test ! -e /sys/bus/vdpa
ok "modprobe loads the stock vdpa" modprobe vdpa
is "stock modules leave the kernel untainted" "$(cat /proc/sys/kernel/tainted)" 0
ok "modprobe loads the simulators with all they need" load_all
is "both management devices are there" \
	"$(vdpa mgmtdev show | sed -n 's/^\(vdpasim[^:]*\):.*/\1/p' | sort | tr '\n' ' ')" "vdpasim_blk vdpasim_net "

ok "a net device can be added, and its interface comes up" add_net vdpa0 1
ok "a block device can be added" vdpa dev add name blk0 mgmtdev vdpasim_blk
ok "its disk appears" until_true 10 disk blk0
before=$(stock vdpa0 1 "tx packets")
ok "frames can be sent" sendframes "$(interface vdpa0)" 100
ok "100 frames are counted as 100" until_true 10 reads vdpa0 1 "tx packets" $((before + 100))
ok "and come back as 100" until_true 10 reads vdpa0 0 "rx packets" $((before + 100))
ok "everything can be unloaded" unload_all
