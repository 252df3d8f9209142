#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What becomes of what was asked for, with the whole program on the demo host: the page of commands, the
# row of a device that is busy, the event log, going on and giving up, leaving, and --read-only.
set -u
vdpatop=${VDPATOP:?the program to test}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
# shellcheck source=tests/script/play.sh
. "${srcdir:-.}/tests/script/play.sh"

says() { grep -qF -- "$1" "$dir/err"; }

# Four devices of the simulator, to be bound to a driver that is not there: the first one fails.
four=(tick tick 'key /' 'type vdpasim_net' 'keys Enter F7 End ^U' 'type vm{0..3}' 'keys F5 Tab Tab Tab'
	'keys Right Right F2 Enter' 'await failed')
# web0, which a VM has, is to be deleted all the same.
forced=(tick tick 'keys Down F8' 'await Type its name' 'key Up' 'type web0' 'keys F2 Enter')
delete=("${forced[@]}" 'await unbinding')

play '' tick 'key J' frame 'keys g s'
shows 'Nothing was asked for yet.' && shows 'F7 adds devices'
expect "before anything was asked for, the page of commands says what it is for" $?

play fault=no-driver "${four[@]}" frame
shows 'vm0 failed; 3 wait: g goes on, s stops' && shows ' held ' && shows ' ▲ failed ' &&
	shows 'virtio_vdpa' && grep -q '^ vdpa dev add name vm0 mgmtdev vdpasim_net mac ' "$dir/out"
expect "when one fails the rest is held, and the page says why, what to do, and each as a line for a shell" $?

play fault=no-driver "${four[@]}" 'key s' 'await skipped' frame
[ "$(grep -c '  skipped ' "$dir/out")" = 3 ] && shows '1 failed, 3 skipped' && ! shows ' held ' && ! shows 'g goes on'
expect "what is held is given up, and nothing of it was begun" $?

play fault=no-driver "${four[@]}" 'key g' 'await vm1 failed; 2 wait' 'key g' 'await vm2 failed; 1 waits' \
	'key g' 'await vm3 was added, but not' frame
[ "$(grep -c ' ▲ failed ' "$dir/out")" = 4 ]
expect "what is held goes on, and is held again by the next that fails" $?

play fault=no-driver "${four[@]}" tick 'keys Home Enter' frame
grep -q '^ ─ vm0 ─' "$dir/out"
expect "Enter goes to the device in the tree" $?

play fault=no-driver "${four[@]}" 'keys J e' frame
grep -q '^ 00:00:01 .* ▲ ' "$dir/out" && grep -q '^ vdpa dev add name vm0 mgmtdev vdpasim_net mac ' "$dir/out"
expect "the event log has the result with the line for a shell on a row of its own" $?

play '' "${delete[@]}" frame tick tick frame 'key Enter' frame
grep -q '^   . web0 .* unbinding 0s$' "$dir/out" && grep -q '^   . web0 .* unbinding 2s$' "$dir/out" &&
	shows ' unbinding web0 2s ' && shows 'unbinding 2s: the kernel waits until vm-web01 .4711. closes it'
expect "row, header and page of a device say that it is being unbound, for how long, and who has it" $?

play '' "${delete[@]}" 'key q' frame 'key Down' 'key q' frame 'key J' 'print still here'
[ "$(grep -c 'F10 again leaves: web0 is being unbound, which goes on, and not deleted then' "$dir/out")" = 2 ] &&
	shows 'still here'
expect "the first key to leave by says what will not be done, also after another key" $?

play '' "${delete[@]}" 'keys q q' 'print still here'
! shows 'still here' &&
	says 'web0 is being unbound: that goes on in the kernel until vm-web01 (4711) closes it' &&
	says 'It will not be deleted then' && [ "$(wc -l <"$dir/err")" = 1 ]
expect "the second one leaves at once, and what the kernel still has is said at the end" $?

play add-delay=30 tick tick 'key /' 'type vdpasim_net' 'keys Enter F7 End ^U' 'type vm{0..3}' \
	'keys F5 F2 Enter' 'await adding vm0' 'keys F10 F10'
says 'adding vm0 went to the kernel and may still be done' &&
	says '3 more were not sent: nothing of them was done' && [ "$(wc -l <"$dir/err")" = 2 ]
expect "what was sent and what was not is told apart" $?

# The worker is with another command for 30 s: spare0 is unbound, and its deletion waits.
play fault=dead-daemon tick tick 'key /' 'type vduse' 'keys Enter F7 F2 Enter' 'await adding' 'key Esc' 'go spare0' \
	'key F8' 'await Nobody' 'keys F2 Enter' 'await unbound, waits' frame 'key J' frame 'key q' frame 'key q'
[ "$(grep -c ' delete spare0 has no driver now, and waits to be d' "$dir/out")" -ge 1 ] &&
	says 'spare0 has no driver now, and will not be deleted' && ! says 'nothing of it was done'
expect "of what was unbound and waits nobody is told that nothing was done" $?

play fault=drop tick tick 'key /' 'type vdpasim_net' 'keys Enter F7 End ^U' 'type vm{0..29}' 'keys F5 F2 Enter' \
	'await vm29 was added' 'key Up' frame
shows '△ added ' && shows 'vm28 was added: .*, though no answer came' && ! shows 'No data available' && ! shows 'failed'
expect "when only the answer is lost, the host is looked at, and the rest goes on" $?

play release=1 "${forced[@]}" 'key J' 'tick-until web0 was deleted' frame 'keys J e' frame
grep -q '^ 00:00:0[0-9] .* deleted ' "$dir/out" &&
	[ "$(grep -c 'web0 was deleted (' "$dir/out")" -ge 2 ] && shows 'driver/unbind && vdpa dev del web0'
expect "when the VM closes it the device is deleted, and both are told with the line for a shell" $?

options=(--read-only)
play '' tick tick 'key Down' 'key F7' frame 'key F8' frame 'key F9' frame 'key J' frame 'keys J F1' frame
[ "$(grep -c 'vdpatop was started with --read-only' "$dir/out")" = 5 ] && ! shows 'Name  '
expect "with --read-only nothing can be changed, and the reason stands wherever one tries, and in the help" $?
options=()

play fault=no-access tick tick 'key Down' 'key F8' frame
grep -q '^ delete: .*CAP_NET_ADMIN' "$dir/out"
expect "so it is without the capability, and the reason names it" $?

play '' tick tick 'key F8' frame
shows 'delete: no device is selected or tagged'
expect "what needs a device says so when there is none" $?

finish
