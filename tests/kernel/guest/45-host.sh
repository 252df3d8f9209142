# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the host itself says of its devices, on a real sysfs and /proc: who drives, who holds, who
# waits; also with no more rights than the host worker keeps, and while netlink is frozen.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
plan 23

# facts PATTERN [HANDLE…]: the lines that match, as the host worker sees them.
facts() {
	_pattern=$1
	shift
	vdpatop-host --as-worker "$@" | grep -E -- "$_pattern"
}

# hold PATH VM: sets $holder.
hold() {
	rm -f /tmp/hold.out
	vhosthold "$1" 100 "$2" >/tmp/hold.out 2>&1 &
	holder=$!
	until_true 10 grep -q ready /tmp/hold.out || sed 's/^/# /' /tmp/hold.out
}

waits() { facts "^suspect $1 "; }

is "without the module there is nothing to say" "$(vdpatop-host --as-worker)" ""
load_all
modprobe vhost_vdpa
modprobe vduse
add_net vdpa0 1
vdpa dev add name blk0 mgmtdev vdpasim_blk
until_true 10 disk blk0
is "a net device has its interface, which is up" "$(facts '^device vdpa0')" \
	"device vdpa0 virtio_vdpa $(interface vdpa0) up"
/sbin/ip link set "$(interface vdpa0)" down
is "and down once it is set down" "$(facts '^device vdpa0')" \
	"device vdpa0 virtio_vdpa $(interface vdpa0)"
is "a block device has its disk" "$(facts '^device blk0')" "device blk0 virtio_vdpa $(disk blk0)"
is "management devices without a bus have their module" \
	"$(facts '^mgmtdev' vdpasim_net vdpasim_blk vduse pci/0000:03:00.2)" \
	"mgmtdev vdpasim_blk vdpa_sim
mgmtdev vdpasim_net vdpa_sim
mgmtdev vduse vduse"

vdpa dev add name foo0 mgmtdev vdpasim_net mac 02:00:00:00:00:02
give_to vhost_vdpa foo0
is "a device for VMs has its node" "$(facts '^device foo0')" "device foo0 vhost_vdpa /dev/$node"
is "which nobody holds" "$(facts '^user|hidden')" ""
hold "/dev/$node" vm-web01
is "a VM that holds it is named, with its process and the node of its memory" "$(facts '^user')" \
	"user foo0 $holder qemu-system-x86 vm vm-web01 node 0"
is "the same with all rights" "$(vdpatop-host | grep '^user')" "$(facts '^user')"
has "an ordinary user is told that processes are hidden" \
	"$(su -s /bin/sh user -c vdpatop-host)" '^hidden$'
kill $holder
wait $holder
mknod /tmp/elsewhere c "$(cut -d: -f1 /sys/devices/foo0/"$node"/dev)" "$(cut -d: -f2 /sys/devices/foo0/"$node"/dev)"
hold /tmp/elsewhere vm-web02
is "a node under another path is known by its number" "$(facts '^user')" \
	"user foo0 $holder qemu-system-x86 vm vm-web02 node 0"

# Unbinding waits for the close, without netlink's locks.
(echo foo0 >/sys/bus/vdpa/drivers/vhost_vdpa/unbind) &
unbinder=$!
ok "who unbinds it waits" until_true 10 waits $unbinder
has "for the close" "$(facts '^suspect')" "^suspect $unbinder deleting in vhost_vdpa_remove: "
is "and the device is still told with its holder" "$(facts '^(device|user) foo0')" \
	"device foo0 vhost_vdpa /dev/$node
user foo0 $holder qemu-system-x86 vm vm-web02 node 0"
kill $holder
wait $unbinder

give_to vhost_vdpa foo0
hold "/dev/$node" vm-web03
vdpa dev del foo0 &
deleter=$!
ok "who deletes it waits" until_true 10 waits $deleter
vdpa dev show >/dev/null &
asker=$!
ok "and so does who asks about any device" until_true 10 waits $asker
is "both are named with where they wait" "$(facts '^suspect')" \
	"suspect $deleter deleting in vhost_vdpa_remove: vdpa dev del foo0
suspect $asker in genl_rcv_msg: vdpa dev show"
is "the device is off the bus and told all the same" "$(facts 'foo0$|^(device|user) foo0')" \
	"device foo0 vhost_vdpa /dev/$node
suspect $deleter deleting in vhost_vdpa_remove: vdpa dev del foo0
user foo0 $holder qemu-system-x86 vm vm-web03 node 0"
is "an ordinary user is told what the command lines say" \
	"$(su -s /bin/sh user -c vdpatop-host | grep '^suspect')" "suspect $deleter deleting: vdpa dev del foo0"
vdpatop-host --as-worker >/tmp/host.frozen
keep /tmp/host.frozen
kill $holder
wait
is "all of it ends with the close" "$(facts '^suspect|foo0')" ""

# A daemon that does not answer keeps whoever unbinds its device.
if kernel_has vduse_net; then
	vdusemini vd0 300 >/tmp/daemon.out 2>&1 &
	daemon=$!
	until_true 10 grep -q ready /tmp/daemon.out
	vdpa dev add name vd0 mgmtdev vduse
	until_true 10 interface vd0
	is "a vduse device stands below the daemon's" "$(facts '^device vd0')" \
		"device vd0 virtio_vdpa $(interface vd0) below vd0"
	kill -STOP $daemon
	(echo vd0 >/sys/bus/vdpa/drivers/virtio_vdpa/unbind) &
	unbinder=$!
	until_true 10 waits $unbinder
	has "who waits for a daemon is named" "$(facts '^suspect')" "^suspect $unbinder in vduse_"
	kill -CONT $daemon
	wait $unbinder
	vdpa dev del vd0
	kill $daemon
	wait
else
	skip 2 "vduse makes no net devices here"
fi
ok "everything can be unloaded" unload_all
