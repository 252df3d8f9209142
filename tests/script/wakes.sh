#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Changes by others are drawn when the kernel tells of them, not at the next tick; batch mode keeps its
# schedule. On the demo host, whose fault "churn" is somebody who adds and deletes a device.
set -u
vdpatop=${VDPATOP:?the program to test}
export LC_ALL=C.UTF-8
ptyrun=tests/ptyrun/ptyrun
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

# play DEMO COMMAND…: leaves out, err and status.
play() {
	local demo=$1
	shift
	printf '%s\n' "$@" >"$dir/script"
	VDPATOP_SCRIPT=$dir/script timeout 60 "$vdpatop" -d 60 --demo="mgmtdevs=1,devices=1,queues=2,$demo" \
		>"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

shows() { grep -qF -- "$1" "$dir/out"; }

for kernel in stock patched; do
	play "fault=churn,kernel=$kernel" tick wake frame
	[ "$status" = 0 ] && shows 'guest0 was added' && shows '▾ guest0' && shows '60.0s  00:00:00'
	expect "on a $kernel kernel a device of others is drawn a minute before the next tick" $?
	play "fault=churn,kernel=$kernel" tick wake wake frame
	[ "$status" = 0 ] && shows 'guest0 was removed' && ! shows '▾ guest0'
	expect "on a $kernel kernel it is gone as soon" $?
done

# What a guest does makes no uevent: a stock kernel has nothing to tell of it.
play fault=restart tick tick wake frame
[ "$status" = 0 ] && shows 'web0 was reset: no driver has negotiated' && shows '60.0s  00:01:00'
expect "on a patched kernel a guest that restarts is drawn a minute before the next tick" $?
play fault=restart,kernel=stock tick tick frame tick frame
[ "$status" = 0 ] && [ "$(grep -c 'web0 was reset: no driver has negotiated' "$dir/out")" = 1 ] && shows '00:02:00  web0 was reset'
expect "on a stock kernel it is drawn at the next tick" $?
play fault=restart tick tick wake tick tick wake frame
[ "$status" = 0 ] && shows 'web0: its driver has negotiated features' && ! shows '▾ web0.* off'
expect "and that it is back, too" $?

play fault=flood tick wake frame
[ "$status" = 0 ] && shows '▾ guest0' && shows 'more changed at once than the kernel can tell of'
expect "a flood is shown by one sample, and said" $?

play fault=reload tick tick frame wake frame
[ "$status" = 0 ] && shows 'modprobe vdpa' && [ "$(grep -c '▾ web0' "$dir/out")" = 1 ]
expect "a module that was unloaded and is there again is found without a tick" $?

# A real terminal and a real clock: what is awaited comes long before the tick, or the test fails.
printf 'wait guest0\ndump %s/out\nkey q\nend\n' "$dir" >"$dir/script"
TERM=xterm-256color timeout 60 $ptyrun -t 50 "$vdpatop" -d 3600 --demo=fault=churn,mgmtdevs=1 \
	<"$dir/script" >"$dir/said" 2>"$dir/err"
[ "$(head -n 1 "$dir/said")" = 'exit 0' ]
expect "a terminal shows the device with an hour to the next tick" $?

# Nothing but the end of its turn takes the event away here: the next tick is an hour off.
printf 'wait web0\nkey r\nwait web0 was reset\nwait left out\ndump %s/out\nkey q\nend\n' "$dir" >"$dir/script"
TERM=xterm-256color timeout 60 $ptyrun -t 50 -s 24x80 "$vdpatop" -d 3600 --demo=fault=restart \
	<"$dir/script" >"$dir/said" 2>"$dir/err"
[ "$(head -n 1 "$dir/said")" = 'exit 0' ] && ! shows 'web0 was reset'
expect "after its turn an event gives the line back to the reason, though nothing new comes" $?

timeout 60 "$vdpatop" -b -n 3 -d 0.6 --demo=fault=churn,mgmtdevs=1 >"$dir/out" 2>"$dir/err"
[ "$(awk -F, 'NR > 1 { print $1 }' "$dir/out" | sort -u | awk -F'[:Z]' '
	NR > 1 { d = $3 - last; if (d < 0) d += 60; n += d > 0.5995 && d < 0.6005 } { last = $3 } END { print NR, n }')" = '3 2' ]
expect "batch mode takes no sample between its ticks" $?
grep -q guest0 "$dir/out" && [ ! -s "$dir/err" ]
expect "but sees the device in the next one" $?

finish
