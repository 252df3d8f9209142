# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A device is added whose daemon does not answer: the kernel takes 30 seconds for it, holding netlink. The
# screen lives on meanwhile, can be left at once, and says what the kernel still has.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
# shellcheck source=tests/kernel/guest/dialog.sh
. /guest/dialog.sh
kernel_needs vduse_net
plan 10

is_free() { ! is_stuck vdpatop; }
daemon_makes() {
	: >/tmp/daemon.out
	vdusemini "$1" 300 >/tmp/daemon.out 2>&1 &
	daemon=$!
	until_true 10 grep -q ready /tmp/daemon.out
}
# asks for vd0, and goes on with the lines of $1 while the kernel has it.
slow_add() {
	cat <<-EOF
		$(to vduse)
		key F7
		wait Management device
		$(fill vd0)
		key F2
		wait vdpa dev add name vd0
		key Enter
		wait adding vd0
		do sh -c '. /guest/tap.sh; . /guest/vdpa.sh; until_true 20 is_stuck vdpatop'
		mark adding vd0
		changed
		mark adding vd0
		changed
	EOF
}

load_all
modprobe vduse
daemon_makes vd0
# Longer than any of this takes: the kernel must not give up by itself.
echo 100 >/sys/devices/virtual/vduse/vd0/msg_timeout
kill -STOP $daemon
ok "while the kernel waits for the daemon the seconds go on, and q leaves at once" person <<EOF
$(slow_add)
dump /tmp/slow-add.screen
key Esc
gone Add devices
wait vduse
dump /tmp/slow-tree.screen
EOF
keep /tmp/slow-add.screen
keep /tmp/slow-tree.screen
has "which is said on the terminal" "$(strings /tmp/person.raw)" 'adding vd0 went to the kernel and may still be done'
kill -CONT $daemon
ok "once the daemon answers the device is there" until_true 20 has_device vd0
ok "the worker that was left is gone" until_true 20 is_free
vdpa dev del vd0

autoprobe 0
ok "a device that the kernel makes and no driver takes is said to be that" person <<EOF
$(to vduse)
key F7
wait Management device
$(fill vd0)
key F2
wait vdpa dev add name vd0
key Enter
wait no driver
dump /tmp/slow-unbound.screen
EOF
autoprobe 1
keep /tmp/slow-unbound.screen
ok "it is there" has_device vd0
is "without a driver" "$(driver_of vd0)" ""
ok "and can be deleted" vdpa dev del vd0
kill $daemon
wait $daemon
ok "no worker is left" is_free
ok "everything can be unloaded" unload_all
