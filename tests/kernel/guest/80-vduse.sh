# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A device whose daemon is in user space, and may stop answering: then the kernel keeps whoever
# asks about it in an uninterruptible wait. The screen, the prompt and the pipe must not care.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_needs vduse_net
plan 24

is_free() { ! is_stuck vdpatop; }

# thaw: the daemon answers again; the device is bound again once the kernel is through.
thaw() {
	kill -CONT "$(cat /tmp/daemon)"
	until_true 20 is_free && until_true 20 test ! -e /sys/bus/vdpa/devices/vd0/driver &&
		echo vd0 >/sys/bus/vdpa/drivers/virtio_vdpa/bind && until_true 20 interface vd0
}

# Longer than any of this takes: the kernel must not give up by itself.
patience() { echo 60 >/sys/devices/virtual/vduse/vd0/msg_timeout; }

load_all
modprobe vduse
add_net vdpa0 1
vdusemini vd0 300 >/tmp/daemon.out 2>&1 &
echo $! >/tmp/daemon
ok "the daemon makes its device" until_true 10 grep -q ready /tmp/daemon.out
ok "the device can be attached" vdpa dev add name vd0 mgmtdev vduse
ok "the kernel's patience can be set" patience
ok "virtio_vdpa drives it" until_true 10 interface vd0

vdpatop -b -n 1 >/tmp/vduse.csv 2>/tmp/vduse.words
is "batch mode ends with 0" $? 0
keep /tmp/vduse.csv
is "the device is listed under its management device" "$(figure /tmp/vduse.csv vd0 0 mgmtdev)" vduse
is "its queue 0 is rx" "$(figure /tmp/vduse.csv vd0 0 role)" rx
if kernel_has ours; then
	is "its doorbells are counted, its elements are not: empty, not 0" \
		"$(figure /tmp/vduse.csv vd0 1 kickdoorbells)-$(figure /tmp/vduse.csv vd0 1 wqes)" "$(stock vd0 1 kickdoorbells)-"
	is "and it is idle" "$(figure /tmp/vduse.csv vd0 1 health)" idle
else
	is "it has no counters: empty, not 0" "$(figure /tmp/vduse.csv vd0 1 wqes)$(figure /tmp/vduse.csv vd0 1 kickdoorbells)" ""
	is "its health says that there is no data" "$(figure /tmp/vduse.csv vd0 1 health)" no_data
fi
is "others' counters are there" "$(figure /tmp/vduse.csv vdpa0 1 wqes)" "$(stock vdpa0 1 "$(counter_of tx)")"
is "nothing is complained about" "$(cat /tmp/vduse.words)" ""

kernel_has ours && why="does not count elements" || why="no counters"
cat >/tmp/script <<EOF
wait vd0
wait –
key End
wait $why
dump /tmp/vduse.screen
key q
end
EOF
ok "the screen shows the device, dashes, and for its last queue the reason" ptyrun -t 60 -s 30x120 vdpatop -d 0.5 </tmp/script
keep /tmp/vduse.screen

# The daemon stops answering, something asks the device a question, and so does vdpatop's worker.
cat >/tmp/freeze <<'EOF'
. /guest/tap.sh; . /guest/vdpa.sh
kill -STOP $(cat /tmp/daemon)
(echo vd0 >/sys/bus/vdpa/drivers/virtio_vdpa/unbind) >/dev/null 2>&1 &
until_true 20 is_stuck vdpatop
EOF
hang_and_end() {
	cat >/tmp/script <<-EOF
		wait vd0
		do sh /tmp/freeze
		wait kernel
		mark
		changed
		mark
		changed
		dump /tmp/hang.screen
		$1
		end
	EOF
	ptyrun -t 60 -s 30x120 vdpatop -d 0.5 </tmp/script 2>/tmp/ptyrun.words
	cat /tmp/ptyrun.words
}
is "while the kernel hangs the screen goes on and says so, and q ends it" "$(hang_and_end 'key q' | head -n 2)" "exit 0
restored"
ok "the end was seen while the worker was still in the kernel" is_stuck vdpatop
keep /tmp/hang.screen
has "the screen said that the kernel does not answer" "$(cat /tmp/hang.screen)" 'kernel.*[0-9] ?s|[0-9] ?s.*kernel'
ok "the kernel comes back" thaw

is "SIGTERM ends it in the same state" "$(hang_and_end 'signal TERM' | head -n 2)" "signal TERM
restored"
ok "again while the worker was still in the kernel" is_stuck vdpatop
ok "the kernel comes back again" thaw

sh /tmp/freeze &
vdpatop -b -d 0.2 >/tmp/pipe.csv 2>/dev/null &
until_true 20 is_stuck vdpatop
kill $!
# shellcheck disable=SC2034 # that the assignment returns is the point
x=$(timeout 3 vdpatop -b -n 1 2>/tmp/words)
ok "the shell has its prompt back from \$(timeout 3 vdpatop -b -n 1) while the worker is in the kernel" is_stuck vdpatop
vdpatop -b -n 1 --timeout 2 >/tmp/out 2>/tmp/words
is "--timeout 2 ends with 5" $? 5
has "and the words say what did not answer" "$(cat /tmp/words)" kernel
ok "the kernel comes back once more" thaw

ok "the device can be deleted" vdpa dev del vd0
kill "$(cat /tmp/daemon)"
wait
unload_all
