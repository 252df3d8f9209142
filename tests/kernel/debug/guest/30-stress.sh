# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# Everything at once: devices come, go, change drivers, are asked, dumped and listened to, while
# frames, blocks and doorbells go through them; then also while VDUSE daemons start, stop answering
# and die, which makes all others wait.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/debug/guest/debug.sh
. /guest/debug.sh
plan 12

sum() { awk '{ n += $1 } END { print n + 0 }' "/tmp/$1"; }
goes_on() { [ ! -e /tmp/stop ]; }

frames() {
	while goes_on; do
		for path in /sys/bus/vdpa/devices/*/virtio*/net/*; do
			name=${path##*/}
			/sbin/ip link set "$name" up 2>/dev/null && sendframes "$name" 20 2>/dev/null && echo 20 >>/tmp/frames
		done
	done
}

blocks() {
	while goes_on; do
		for path in /sys/bus/vdpa/devices/*/virtio*/block/*; do
			dd if=/dev/zero of="/dev/${path##*/}" bs=64k count=4 conv=fsync 2>/dev/null && echo 4 >>/tmp/blocks
		done
		usleep 1000
	done
}

# A daemon that is stopped for longer than the kernel waits for it, one that ends, one that is killed.
daemons() {
	while goes_on; do
		for end in STOP TERM KILL; do
			vdusemini vd0 60 >/tmp/daemon.out &
			daemon=$!
			until_true 10 grep -q ready /tmp/daemon.out
			echo 1 >/sys/devices/virtual/vduse/vd0/msg_timeout
			vdpa dev add name vd0 mgmtdev vduse 2>/dev/null && echo 1 >>/tmp/daemons
			kill -$end $daemon
			echo vd0 >/sys/bus/vdpa/drivers/virtio_vdpa/unbind
			vdpa dev del vd0
			kill -CONT $daemon
			kill -TERM $daemon
			wait $daemon
			vdusegone vd0
			: >/tmp/daemon.out
		done
	done 2>/dev/null
}

# A virtual machine's doorbells. The devices that vdpastress binds to vhost_vdpa are held by it, too.
bells() {
	while goes_on; do
		for path in /dev/vhost-vdpa-*; do
			sleep 1 # see is_settled() in vdpastress.c
			vhostkick "$path" start 'ring tx 10 100' 'drain tx' reset >/tmp/bells.out 2>&1 && echo 10 >>/tmp/bells
		done
		usleep 10000
	done
}

# Beside the devices that come and go two that stay, so that there always is traffic.
devices_that_stay() {
	add_net t0 7
	vdpa dev add name t1 mgmtdev vdpasim_net mac 02:00:00:00:00:08
	until_true 10 interface t1
	echo t1 >/sys/bus/vdpa/drivers/virtio_vdpa/unbind
	echo vhost_vdpa >/sys/bus/vdpa/devices/t1/driver_override
	echo t1 >/sys/bus/vdpa/drivers/vhost_vdpa/bind
}

# at_once SECONDS SEED WHAT…: vdpastress, and WHAT beside it.
at_once() {
	_seconds=$1 _seed=$2
	shift 2
	rm -f /tmp/stop
	for _what; do
		: >"/tmp/$_what"
		$_what &
	done
	vdpastress "$_seconds" "$_seed"
	touch /tmp/stop
	wait
}

load_all 2>/dev/null # there is no IPv6 to switch off
modprobe -a vhost_vdpa vduse
echo 1 >/sys/kernel/rcu_expedited # or most of the time goes by in waiting for it
devices_that_stay
at_once 75 1 frames blocks bells
echo "# meanwhile $(sum frames) frames, $(sum blocks) blocks of 64 KiB, $(sum bells) doorbells by vhost"
ok "frames went through virtio_vdpa" test -s /tmp/frames
ok "blocks too" test -s /tmp/blocks
ok "doorbells through vhost_vdpa" test -s /tmp/bells
at_once 30 2 daemons
echo "# meanwhile $(sum daemons) VDUSE daemons"
ok "VDUSE daemons came and went" test -s /tmp/daemons
ok "everything can be unloaded" until_true 10 unload_all
is "nothing has leaked" "$(leaks_found)" ""
