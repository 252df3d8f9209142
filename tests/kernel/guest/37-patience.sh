# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One parent that keeps a device's lock for long, VDUSE with a daemon that does not answer, holds up
# neither our kernel's dump nor its news of other devices.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_needs ours
plan 11

# waits PID: in the kernel, and cannot be interrupted.
waits() { grep -q ') D ' "/proc/$1/stat"; }
says() { grep "^[a-z]* $1 " /tmp/events | tail -n 1 | grep -q "$2"; }

load_all
modprobe vduse
modprobe vhost_vdpa
add_net vdpa0 1
vdusemini vd0 300 1 block >/tmp/daemon.out 2>&1 &
daemon=$!
until_true 10 grep -q ready /tmp/daemon.out
echo 60 >/sys/devices/virtual/vduse/vd0/msg_timeout
echo 0 >/sys/bus/vdpa/drivers_autoprobe
vdpa dev add name vd0 mgmtdev vduse
echo 1 >/sys/bus/vdpa/drivers_autoprobe
give_to vhost_vdpa vd0
vdpalisten listen >/tmp/events 2>&1 &
listener=$!
ok "somebody listens" until_true 10 grep -qx ready /tmp/events

# To open the node is to reset the device, which asks the daemon.
kill -STOP $daemon
sh -c ": </dev/$node" &
user=$!
ok "a device cannot be opened while its daemon does not answer" until_true 20 waits $user
ok "a dump does not wait for that" timeout 20 sh -c 'vdpalisten dump >/tmp/dump'
ok "which still lasts" waits $user
is "it has all queues" "$(sed -n 's/^\([^ #]* [0-9]*\) negotiated .*/\1/p' /tmp/dump | sort | tr '\n' ' ')" \
	"vd0 0 vdpa0 0 vdpa0 1 vdpa0 2 "
has "and the features of all others" "$(cat /tmp/dump)" '^vdpa0 1 negotiated 0x'
has "and the counters of the one whose state is being changed" "$(cat /tmp/dump)" '^vd0 0 negotiated - .*kickdoorbells=0$'
vdpa dev add name other mgmtdev vdpasim_net
ok "an addition is told meanwhile" until_true 10 says other '^new '
kill -CONT $daemon
ok "the daemon answers again" wait $user
ok "and the state that the device came to is told" until_true 10 says vd0 '^new vd0 status 0x0 '

kill $listener
vdpa dev del vd0
kill $daemon
wait $daemon
ok "everything can be unloaded" unload_all
