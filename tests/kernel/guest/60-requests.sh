# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The table of requests, put to this kernel and to the demo host: both must answer the same, as root
# and as an ordinary user, and cut long dumps alike. The kernel's answers are kept, for
# tests/kernel/expected.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_needs demo
plan 5
kernel_has ours && kind=patched option=--patched || kind=stock option=

# compare WHO OPTION…
compare() {
	_who=$1
	shift
	# shellcheck disable=SC2086 # one option or none
	vdpatop-requests --kernel $option "$@" >"/tmp/$kind.$_who" 2>&1
	# shellcheck disable=SC2086
	vdpatop-requests --demo $option "$@" >"/tmp/$kind.$_who.demo" 2>&1
	keep "/tmp/$kind.$_who"
	is "the demo answers $_who as this kernel does" \
		"$(diff "/tmp/$kind.$_who" "/tmp/$kind.$_who.demo" | cut -c1-300)" ""
}

# In this order, whatever scripts before have loaded; and no driver takes a device by itself.
modprobe -r vduse vdpa_sim_blk vdpa_sim_net 2>/tmp/modprobe.err
modprobe vdpa
echo 0 >/sys/bus/vdpa/drivers_autoprobe
modprobe vdpa_sim_net
compare many --many 500
modprobe vdpa_sim_blk
modprobe vduse
# Two devices with drivers, as the demo's lab0 and disk0.
modprobe -a virtio_vdpa virtio_net virtio_blk
vdpa dev add name lab0 mgmtdev vdpasim_net mac 52:54:00:12:00:03
vdpa dev add name disk0 mgmtdev vdpasim_blk
for name in lab0 disk0; do
	echo $name >/sys/bus/vdpa/drivers/virtio_vdpa/bind
done
until_true 10 test -e /sys/bus/vdpa/devices/lab0/virtio*/net
compare root
compare user --unprivileged
ok "the table puts at least 80 requests" test "$(wc -l <"/tmp/$kind.root")" -ge 80
vdpa dev del lab0
vdpa dev del disk0
echo 1 >/sys/bus/vdpa/drivers_autoprobe
modprobe -r vdpa_sim_net vdpa_sim_blk vduse
is "nothing is left behind" "$(vdpa mgmtdev show)" ""
