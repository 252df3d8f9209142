#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The columns that a person chooses, in the whole program on the demo host: drivers are asked for what
# is chosen and seen, and what cannot be is refused in words.
set -u
vdpatop=${VDPATOP:?the program to test}
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export XDG_CONFIG_HOME=$dir/config XDG_STATE_HOME=$dir/state
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

# play COLUMNS COMMAND…: leaves out, err and status.
play() {
	local columns=$1
	shift
	printf '%s\n' "$@" >"$dir/script"
	VDPATOP_SCRIPT=$dir/script timeout 60 "$vdpatop" --demo=kernel=patched,seed=1,queues=2 -c "$columns" \
		>"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

# What a frame shows is asked for from the one after it on.
look=(tick frame frame tick)

# figure DEVICE: the figure behind its name in the last frame that has it.
figure() { awk -v device="$1" '$2 == device { figure = $3 } END { print figure }' "$dir/out"; }

play 'name,vendor:rx packets' "${look[@]}" frame
[ "$status" = 0 ] && [ -n "$(figure lab0)" ] && [ -n "$(figure lab1)" ] && [ -z "$(figure web0)" ]
expect "a driver's counter is asked for of every device in sight, and summed up" $?

play 'name,vendor:rx packets' 'resize 80x9' "${look[@]}" 'resize 80x24' frame
[ "$status" = 0 ] && [ -z "$(figure lab0)$(figure lab1)" ]
expect "the driver of a device that was out of sight is not asked" $?

play 'name,health' tick 'key F2' 'key End' 'key Space' 'key Enter' tick frame
[ "$status" = 0 ] && grep -q '^ DEVICE  *HEALTH  *[a-z_ ]*…*/s' "$dir/out"
expect "a driver's counter is put into the tree with the picker" $?

play 'name,mac=x' frame
[ "$status" = 2 ] && grep -q "the width of the column 'mac' is to be a number of cells" "$dir/err"
expect "a width that is none is refused in words" $?

"$vdpatop" --demo -b -n 1 -c device,wqes_graph >"$dir/out" 2>"$dir/err" </dev/null
[ $? = 2 ] && grep -q "the column 'wqes_graph' is drawn, so the screen alone has it" "$dir/err"
expect "a report refuses a column that is drawn" $?

# lists ARGUMENT…: what -c help says.
lists() {
	"$vdpatop" "$@" -c help >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
	[ "$status" = 0 ] && [ ! -s "$dir/err" ] && grep -q '^wqes_per_s  *[a-z]' "$dir/out" &&
		grep -q '^vendor:NAME/s  *[a-z]' "$dir/out"
}

lists && grep -q '^wqes_graph  *[a-z]' "$dir/out"
expect "-c help lists the columns with what they mean" $?

lists -b && ! grep -q graph "$dir/out"
expect "in batch mode it lists those of a report" $?

printf '%s\n' '-f prometheus takes this alone: only what a driver counts is chosen, as vendor:NAME; Prometheus makes rates itself' \
	'vendor:NAME            what the driver counts as NAME' >"$dir/expected"
"$vdpatop" -b -f prometheus -c help 2>&1 | cmp -s - "$dir/expected"
expect "with -f prometheus it lists what that format takes" $?

"$vdpatop" -b -f jsonl -c help >"$dir/out" 2>&1
[ "$(cat "$dir/out")" = '-f jsonl takes no -c: an object has all that is known' ]
expect "with -f jsonl it says that there is nothing to choose" $?

finish
