# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The ways of a doorbell that no simulator takes: with data in it, to a daemon, and past the kernel
# through a mapped page; and who may read what was counted.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_needs ours
plan 21

load_all
modprobe vhost_vdpa
modprobe vdpatest
modprobe vduse

# With data (VIRTIO_F_NOTIFICATION_DATA, 6.4 and later), where the queue's index is part of the data.
if grep -qx kick_vq_with_data /sys/module/vdpatest/parameters/offers; then
	echo 1 >/sys/module/vdpatest/parameters/notify_data
	vdpa dev add name data0 mgmtdev vdpatest mac 02:00:00:00:00:0c
	echo 0 >/sys/module/vdpatest/parameters/notify_data
	until_true 10 interface data0
	/sbin/ip link set "$(interface data0)" up
	sendframes "$(interface data0)" 5
	ok "doorbells with data are counted" until_true 10 has_kicks data0 1
	is "as they reach the parent (tx)" "$(pair data0 1 kickdoorbells)" "$(pair data0 1 'test data kicks')"
	is "as they reach the parent (rx)" "$(pair data0 0 kickdoorbells)" "$(pair data0 0 'test data kicks')"
	is "which had no other" "$(pair data0 0 'test kicks') $(pair data0 1 'test kicks')" "0 0"
else
	skip 4 "doorbells carry data in 6.4 and later"
fi

# A parent is asked for its own counters by a GET, and never by a dump.
add_vhost test0 vdpatest
is "which has none to tell before features are negotiated" "$(vdpalisten get test0 1)" \
	"EAGAIN vdpa: feature negotiation not complete"
kick_begin "$node"
kick start
calls=$(cat /sys/module/vdpatest/parameters/stats_calls)
vdpalisten dump >/tmp/dump
has "the dump holds a negotiated device" "$(cat /tmp/dump)" '^test0 1 negotiated 0x'
is "and asks no parent for its counters" "$(cat /sys/module/vdpatest/parameters/stats_calls)" "$calls"
names test0 1 >/tmp/names
is "a GET does" "$(cat /sys/module/vdpatest/parameters/stats_calls)" $((calls + 1))

# Past the kernel.
kick ring tx 3 6
is "doorbells through the kernel are counted" "$(core test0 1)" kickdoorbells=3
ok "the page of a queue's doorbell can be mapped" kick map tx
ok "and rung" kick bell tx 50
is "no kernel code counts those" "$(core test0 1)" kickdoorbells=3
vdpatop -b -n 2 -d 0.5 >/tmp/mapped.csv 2>/tmp/words
keep /tmp/mapped.csv
is "vdpatop says no figure for such a queue: empty, not 3" "$(figure /tmp/mapped.csv test0 1 kickdoorbells)" ""
is "and one for the queue beside it" "$(figure /tmp/mapped.csv test0 0 kickdoorbells)" 0
cat >/tmp/script <<'EOS'
wait test0
wait mapped
dump /tmp/mapped.screen
key q
end
EOS
ok "the screen says: mapped" ptyrun -t 60 -s 30x120 vdpatop -d 0.5 </tmp/script
keep /tmp/mapped.screen
has "at that queue" "$(cat /tmp/mapped.screen)" ' tx 0 .*mapped'
kick_end

# A daemon in user space.
vdusemini vd0 300 1 block >/tmp/daemon.out 2>&1 &
daemon=$!
until_true 10 grep -q ready /tmp/daemon.out
echo 0 >/sys/bus/vdpa/drivers_autoprobe
vdpa dev add name vd0 mgmtdev vduse
echo 1 >/sys/bus/vdpa/drivers_autoprobe
is "a daemon's device has doorbells, and no elements: absent, not 0" "$(names vd0 0)" "kickdoorbells "
is "in the dump too, though no driver has negotiated" "$(vdpalisten dump vd0 | head -n 1)" \
	"vd0 0 negotiated - max_vqp -1 kickdoorbells=0"
has "past its last queue it says so" "$(vdpalisten get vd0 1)" '^ERANGE vdpa: queue index exc?ceeds max value$' # sic, in 6.1
vdpa dev del vd0
kill $daemon
wait $daemon

is "an ordinary user may not dump counters" "$(su -s /bin/sh user -c 'vdpalisten dump' | tail -n 1)" "EPERM "
ok "everything can be unloaded" unload_all
