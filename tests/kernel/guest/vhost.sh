# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Devices in the hands of vhost_vdpa, and our own driver on them (vhostkick).

# give_to DRIVER NAME: binds a device to another bus driver. Of vhost_vdpa it sets $node (vhost-vdpa-N).
give_to() {
	[ ! -e "/sys/bus/vdpa/devices/$2/driver" ] || echo "$2" >"/sys/bus/vdpa/devices/$2/driver/unbind"
	echo "$1" >"/sys/bus/vdpa/devices/$2/driver_override"
	echo "$2" >"/sys/bus/vdpa/drivers/$1/bind" || return 1
	# shellcheck disable=SC2034 # for whoever asked
	node=$(basename "$(echo "/sys/bus/vdpa/devices/$2"/vhost-vdpa-*)")
}

# add_vhost NAME MGMTDEV: a net device that vhost_vdpa has from the start, and no other driver before.
add_vhost() {
	echo 0 >/sys/bus/vdpa/drivers_autoprobe
	vdpa dev add name "$1" mgmtdev "$2" mac 02:00:00:00:00:0a
	_status=$?
	echo 1 >/sys/bus/vdpa/drivers_autoprobe
	[ $_status = 0 ] && give_to vhost_vdpa "$1"
}

# kick_begin NODE: our driver on /dev/NODE, which then takes commands; sets $kicker.
kick_begin() {
	rm -f /tmp/kick
	mkfifo /tmp/kick
	: >/tmp/kick.out
	vhostkick "/dev/$1" </tmp/kick >/tmp/kick.out 2>&1 &
	kicker=$!
	exec 9>/tmp/kick
}

# kick COMMAND: has it done; fails, with what the driver said, when it cannot be done.
kick() {
	_done=$(($(grep -c '^done: ' /tmp/kick.out) + 1))
	echo "$*" >&9
	until_true 20 has_kicked $_done || { cat /tmp/kick.out && return 1; }
}
has_kicked() { [ "$(grep -c '^done: ' /tmp/kick.out)" -ge "$1" ]; }

# kick_end: our driver closes the device.
kick_end() {
	exec 9>&-
	wait "$kicker"
}

# core NAME INDEX: the core's counters of a queue as the dump has them, "kickdoorbells=10 wqes=100".
# Unlike a GET it answers at any time.
core() {
	vdpalisten dump "$1" | sed -n "s/^$1 $2 .* \\(kickdoorbells=.*\\)/\\1/p"
}

# pair NAME INDEX COUNTER: what a GET says, of any class of device; names: of which counters it tells.
pair() { vdpalisten get "$1" "$2" | sed -n "s/^$3=//p"; }
names() { vdpalisten get "$1" "$2" | sed 's/=.*//' | tr '\n' ' '; }
has_kicks() { [ "$(pair "$1" "$2" kickdoorbells)" -gt 0 ]; }
