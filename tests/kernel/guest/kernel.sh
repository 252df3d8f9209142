# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What kernels differ in, as the row of variants says. 10-kernel.sh proves every word by asking the
# kernel; the other scripts ask here, and say in a skip line what they leave out.
#
#   shipped     Debian ships vdpa itself; nothing of the bus is ours
#   pairs       the simulators count packets, under names of their own
#   vduse_net   vduse makes net devices, too
#   demo        it is the kernel that the demo plays, so their answers can be compared
#   ours        kernel/ is applied: kickdoorbells, wqes, their dump, events

kernel_has() { grep -qx "$1" /guest/has; }

# kernel_needs WORD…: with none of them the whole script is one skip line. It stands before the plan.
kernel_needs() {
	for _word; do
		! kernel_has "$_word" || return 0
	done
	leave_out "this kernel lacks \"$*\""
}

# kernel_lacks WORD…: the same with any of them.
kernel_lacks() {
	for _word; do
		! kernel_has "$_word" || leave_out "this kernel has \"$_word\""
	done
}

leave_out() {
	plan 1
	skip 1 "$1 (guest/kernel.sh)"
	exit 0
}

# counter_of ROLE: under which name this kernel counts a simulator's elements.
counter_of() {
	! kernel_has ours || set -- wqes
	case $1 in
	rx | tx) echo "$1 packets" ;;
	ctrl) echo "cvq successes" ;;
	*) echo "$1" ;;
	esac
}
