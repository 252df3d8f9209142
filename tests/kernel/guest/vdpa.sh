# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Devices for guest scripts, and figures out of what tools print about them.

# load_all: the bus, its virtio driver and the simulators. Without IPv6, which sends by itself.
load_all() {
	echo 1 >/proc/sys/net/ipv6/conf/default/disable_ipv6
	modprobe -a vdpa virtio_vdpa virtio_net virtio_blk vdpa_sim_net vdpa_sim_blk
}

# unload_all: as before load_all, whatever the script did; devices go with their parents.
unload_all() {
	for _module in vdpatest vdpa_sim_net vdpa_sim_blk vduse vhost_vdpa virtio_vdpa vdpa; do
		modprobe -r $_module 2>/dev/null
	done
	[ ! -e /sys/bus/vdpa ]
}

# add_net NAME NUMBER: a simulated net device, its interface up (which the kernel says a bit later).
add_net() {
	vdpa dev add name "$1" mgmtdev vdpasim_net mac "02:00:00:00:00:0$2" &&
		until_true 10 interface "$1" && /sbin/ip link set "$(interface "$1")" up &&
		until_true 10 grep -qx up "/sys/class/net/$(interface "$1")/operstate"
}

# interface NAME: the network interface of a device that virtio_vdpa drives.
interface() {
	for _path in /sys/bus/vdpa/devices/"$1"/virtio*/net/*; do
		[ -e "$_path" ] && basename "$_path" && return 0
	done
	return 1
}

# disk NAME: the same for a block device.
disk() {
	for _path in /sys/bus/vdpa/devices/"$1"/virtio*/block/*; do
		[ -e "$_path" ] && basename "$_path" && return 0
	done
	return 1
}

# stock NAME INDEX COUNTER: what `vdpa dev vstats show` says.
stock() {
	vdpa -j dev vstats show "$1" qidx "$2" | sed -n "s/.*\"$3\":\\([0-9]*\\).*/\\1/p"
}

# reads NAME INDEX COUNTER VALUE: whether it says just that by now.
reads() { [ "$(stock "$1" "$2" "$3")" = "$4" ]; }

# figure FILE DEVICE QUEUE COLUMN: out of CSV, the last sample's.
figure() {
	awk -F, -v device="$2" -v queue="$3" -v column="$4" '
		NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
		$at["device"] == device && $at["queue"] == queue { last = $at[column]; seen = 1 }
		END { print seen ? last : "(no such row)" }' "$1"
}

# devices_of FILE: the devices of CSV's last sample, in order, blank-separated.
devices_of() {
	awk -F, '
		NR == 1 { next }
		$1 != time { time = $1; list = ""; delete seen }
		!($4 in seen) { seen[$4] = 1; list = list (list == "" ? "" : " ") $4 }
		END { print list }' "$1"
}

# states_of PROGRAM: the states of its processes, as in /proc/PID/stat ("S D").
states_of() {
	for _pid in $(pidof "$1"); do
		sed -n 's/^[0-9]* (.*) \(.\) .*/\1/p' "/proc/$_pid/stat" 2>/dev/null
	done | tr '\n' ' '
}

# is_stuck PROGRAM: one of its processes waits in the kernel and cannot be killed.
is_stuck() {
	case " $(states_of "$1")" in
	*' D '*) ;;
	*) return 1 ;;
	esac
}
