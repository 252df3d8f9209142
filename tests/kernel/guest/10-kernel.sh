# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The ground that the other scripts stand on: the modules, a kernel that counts what is sent, and
# that this kernel is just what its row of variants says. Nothing of vdpatop yet.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
plan 19

# says WORD: "yes" or "no", as the row of variants has it.
says() { kernel_has "$1" && echo yes || echo no; }
# finds COMMAND…: the same by the command's success.
finds() { "$@" >/tmp/finds.out 2>&1 && echo yes || echo no; }

# A tainted kernel has loaded a module from outside its tree (12288 with an unsigned one).
is_untainted() { [ "$(cat /proc/sys/kernel/tainted)" = 0 ]; }
counts_packets() { [ -n "$(stock vdpa0 1 "tx packets")" ]; }
counts_doorbells() { [ -n "$(stock vdpa0 1 kickdoorbells)" ]; }
makes_vduse_net() { vdpa mgmtdev show vduse | grep -q 'supported_classes.* net'; }
dumps_counters() { vdpalisten family | grep -qx 'operation 7 flags 0xf'; }
has_events() { vdpalisten family | grep -qx 'group config'; }

ok "without the module there is no vdpa bus" test ! -e /sys/bus/vdpa
ok "modprobe loads vdpa" modprobe vdpa
is "vdpa is Debian's own: \"shipped\"" "$(finds is_untainted)" "$(says shipped)"
ok "modprobe loads the simulators with all they need" load_all
ok "and a parent of our own" modprobe vdpatest
ok "and vduse" modprobe vduse
is "all management devices are there" \
	"$(vdpa mgmtdev show | sed -n 's/^\([^ ]*\):.*/\1/p' | sort | tr '\n' ' ')" "vdpasim_blk vdpasim_net vdpatest vduse "

ok "a net device can be added, and its interface comes up" add_net vdpa0 1
ok "a block device can be added" vdpa dev add name blk0 mgmtdev vdpasim_blk
ok "its disk appears" until_true 10 disk blk0

is "the simulators count packets: \"pairs\"" "$(finds counts_packets)" "$(says pairs)"
is "vduse makes net devices: \"vduse_net\"" "$(finds makes_vduse_net)" "$(says vduse_net)"
is "the core counts doorbells: \"ours\"" "$(finds counts_doorbells)" "$(says ours)"
is "counters can be dumped: \"ours\"" "$(finds dumps_counters)" "$(says ours)"
is "there are events: \"ours\"" "$(finds has_events)" "$(says ours)"

if kernel_has pairs; then
	before=$(stock vdpa0 1 "tx packets")
	ok "frames can be sent" sendframes "$(interface vdpa0)" 100
	ok "100 frames are counted as 100" until_true 10 reads vdpa0 1 "tx packets" $((before + 100))
	ok "and come back as 100" until_true 10 reads vdpa0 0 "rx packets" $((before + 100))
else
	rx=$(cat "/sys/class/net/$(interface vdpa0)/statistics/rx_packets")
	ok "frames can be sent" sendframes "$(interface vdpa0)" 100
	ok "and come back as 100" until_true 10 grep -qx $((rx + 100)) \
		"/sys/class/net/$(interface vdpa0)/statistics/rx_packets"
	is "which no kernel like this counts per queue" "$(stock vdpa0 1 "tx packets")" ""
fi
ok "everything can be unloaded" unload_all
