# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a real kernel does when a device's driver is changed through sysfs, and what source/host/change.c
# makes of it: above all while someone holds the node open, when unbinding waits for the close.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
plan 43

devices=/sys/bus/vdpa/devices

driver_of() { [ ! -e "$devices/$1/driver" ] || basename "$(readlink "$devices/$1/driver")"; }
identity_of() { stat -L -c %i "$devices/$1"; }
# The opener counts once for the file and once for the node.
is_used() { [ "$(cat /sys/module/vhost_vdpa/refcnt)" -gt 0 ] && echo yes || echo no; }
as_user() { su -s /bin/sh user -c "$*"; }

# hold NODE: sets $holder.
hold() {
	rm -f /tmp/hold.out
	vhosthold "/dev/$1" 200 vm-web01 >/tmp/hold.out 2>&1 &
	holder=$!
	until_true 10 grep -q ready /tmp/hold.out || sed 's/^/# /' /tmp/hold.out
}
state_of() { sed -n 's/^[0-9]* (.*) \(.\) .*/\1/p' "/proc/$1/stat" 2>/dev/null; }
waits() { [ "$(state_of "$1")" = D ]; }

# ask NAME COMMAND…: does it answer within two seconds? What does not is left behind; prints yes or no.
ask() {
	("$@" >/tmp/asked.out 2>&1) &
	_asker=$!
	until_true 2 sh -c "[ ! -e /proc/$_asker ]" && echo yes || echo no
}

load_all
is "a driver that is not loaded is said to be" \
	"$(vdpa dev add name v0 mgmtdev vdpasim_net mac 02:00:00:00:00:01; vdpatop-host --bind v0 vhost_vdpa)" \
	"ENOENT: vhost_vdpa is not loaded: modprobe vhost_vdpa"
is "and the device stays where it is" "$(driver_of v0)" virtio_vdpa
was=$(identity_of v0)
modprobe vhost_vdpa
is "loading it takes no device from another" "$(driver_of v0)" virtio_vdpa
is "uid 0 needs no capability to bind it" "$(vdpatop-host --bind v0 vhost_vdpa)" 0
is "then it has it" "$(driver_of v0)" vhost_vdpa
is "and to unbind it" "$(vdpatop-host --unbind v0)" 0
is "then no driver has it" "$(driver_of v0)" ""
is "which is done already when asked again" "$(vdpatop-host --unbind v0)" 0
is "it stays the same device through all of this" "$(identity_of v0)" "$was"
is "who is not uid 0 may not" "$(as_user vdpatop-host --bind v0 virtio_vdpa)" \
	"EACCES: v0: writing /sys/bus/vdpa/devices/v0/driver_override, which only uid 0 may: Permission denied"
is "but knows that nobody is letting it go" "$(as_user vdpatop-host --unbind v0)" 0
vdpatop-host --bind v0 virtio_vdpa >/dev/null
is "it is another device once it was made anew" \
	"$(vdpa dev del v0; vdpa dev add name v0 mgmtdev vdpasim_net; vdpatop-host --unbind v0 "$was")" \
	"ESTALE: v0 was made anew since: this is another device"
is "the driver that was loaded first takes a new device" "$(driver_of v0)" virtio_vdpa

# A node that is held.
vdpatop-host --bind v0 vhost_vdpa >/dev/null
node=$(basename "$(echo $devices/v0/vhost-vdpa-*)")
is "nobody uses the module yet" "$(is_used)" no
hold "$node"
is "who holds a node uses it" "$(is_used)" yes
identity=$(identity_of v0)
vdpatop-host --unbind v0 >/tmp/unbound &
unbinder=$!
ok "unbinding waits for the close" until_true 10 waits $unbinder
is "the link to the driver is gone from the start" "$(driver_of v0)" ""
is "so is the node" "$(ls -d $devices/v0/vhost-vdpa-* /dev/vhost-vdpa-* 2>/dev/null)" ""
has "the holder still has the file" "$(ls -l /proc/$holder/fd)" ' /dev/vhost-vdpa-[0-9]+( \(deleted\))?$'
is "the module is in use still" "$(is_used)" yes
is "the device is on the bus, and the same" "$(identity_of v0)" "$identity"
is "netlink answers" "$(ask vdpa dev show v0)" yes
has "about this device" "$(cat /tmp/asked.out)" '^v0: '
is "and takes another device" "$(ask vdpa dev add name v1 mgmtdev vdpasim_net)" yes
ask vdpa dev del v1 >/dev/null
is "and about its configuration" "$(ask vdpa dev config show v0)" yes
for file in uevent driver_override; do
	echo "# does reading $file answer? $(ask cat $devices/v0/$file)"
done
vdpatop-host --unbind v0 >/tmp/unbound2 &
second=$!
ok "to unbind it a second time waits, too" until_true 10 waits $second
vdpatop-host --bind v0 virtio_vdpa >/tmp/bound &
third=$!
ok "and so does to bind it" until_true 10 waits $third
is "an ordinary user is not told that it is free" "$(as_user vdpatop-host --unbind v0)" \
	"EACCES: v0: only uid 0 may write /sys/bus/vdpa/drivers/vhost_vdpa/unbind (Permission denied)"
kill -KILL $second
usleep 300000
ok "who waits there cannot be killed" waits $second
ok "netlink still answers" [ "$(ask vdpa dev show v0)" = yes ]
kill $holder
wait $holder
wait $unbinder
is "with the close it is unbound" "$(cat /tmp/unbound)" 0
wait $third
is "and bound by who waited for that" "$(cat /tmp/bound)" 0
wait $second
is "the module is free again" "$(is_used)" no

# Why a device without a driver is unbound before it is deleted.
vdpatop-host --bind v0 vhost_vdpa >/dev/null
node=$(basename "$(echo $devices/v0/vhost-vdpa-*)")
hold "$node"
vdpatop-host --unbind v0 >/tmp/unbound &
unbinder=$!
until_true 10 waits $unbinder
vdpa dev del v0 &
deleter=$!
ok "a delete of a device that is being unbound waits" until_true 10 waits $deleter
is "and netlink with it" "$(ask vdpa dev show)" no
kill $holder
wait
has "until the close" "$(ask vdpa dev show v0; cat /tmp/asked.out)" 'kernel answers: No such device'

# Names.
vdpa dev add name rack/0 mgmtdev vdpasim_net
is "a slash in a name is ! in sysfs" "$(vdpatop-host --unbind 'rack/0' "$(identity_of 'rack!0')")" 0
is "it was found" "$(driver_of 'rack!0')" ""
newline='tw
'
vdpa dev add name tw mgmtdev vdpasim_net
vdpa dev add name "$newline" mgmtdev vdpasim_net
has "of two that differ by a newline at the end none is touched" "$(vdpatop-host --unbind tw)" '^ENOTUNIQ: '
is "both are where they were" "$(driver_of tw)$(driver_of "$newline")" virtio_vdpavirtio_vdpa
is "the one with it can be told" "$(vdpatop-host --unbind "$newline")" 0
is "from the one without" "$(driver_of tw)$(driver_of "$newline")" virtio_vdpa
ok "everything can be unloaded" unload_all
