#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The whole program on the demo host, key by key through every mode, with samples in between: data goes
# on in all of them, and leaving one leaves no trace.
set -u
vdpatop=${VDPATOP:?the program to test}
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export XDG_CONFIG_HOME=$dir/config XDG_STATE_HOME=$dir/state
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

# play DEMO COMMAND…: leaves out, err and status.
play() {
	local demo=$1
	shift
	printf '%s\n' "$@" >"$dir/script"
	VDPATOP_SCRIPT=$dir/script timeout 60 "$vdpatop" --demo="$demo" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

shows() { grep -qE -- "$1" "$dir/out"; }

# Every mode with the keys that open it, the keys pressed in it (a sample comes after each), what must
# then be there, and the keys that leave it. Fields are split at "|", keys at blanks.
modes='
help      |F1      |Down PgDn End Home                 |show or leave this help           |Esc
help      |?       |j k G                              |stalled                           |q
details   |Down Enter|Down PgDn Up Home                |ACCESS_PLATFORM                   |Esc
sort      |F6      |Down Down Up End Home               |Sort by                           |Esc
setup     |F2      |Down Down Up End Home               |Columns                           |Esc
graph     |Down g  |Tab 1 2 0 + - Left End             |kicks/s ─ now                     |Esc
graph     |Home g  |Tab Backspace                      |─ now                             |q
zero      |z       |Down Enter PgDn q                  |since [0-9:]{8}                   |z
log       |e       |l l l Down End Home G              |tx 0 \(queue 1\) stalled          |e
delay     |d       |Home 4 Left Right ^E Backspace     |Seconds between samples           |Esc
filter    |F4      |w e b Left Home End Backspace      |filter: web \(                    |Esc
filter    |F4 / (  |t x ^W                             |                                  |Esc
filter    |F4 d b Enter|Down Up                        |filter: db                        |Esc
search    |F3      |d b Left                           |Search: db                        |Esc
search    |/ d b Enter|n N                             |disk0                             |Esc
flat      |F5      |Down Up End Home                   |web0 rx 0                         |F5
tags      |Down Space|Down Up                          |1 tagged                          |U
header    |#       |Down Up                            |DEVICE                            |#
pane      |p       |Down Up                            |DEVICE                            |p
'

# commands KEYS WORD…: "key KEY", and WORDs behind each.
commands() {
	local key
	set -f
	for key in $1; do
		printf 'key %s\n' "$key"
		printf '%s\n' "${@:2}"
	done
	set +f
}

start=(tick tick tick tick tick tick)
while IFS='|' read -r name enter inside words leave; do
	[ -n "$name" ] || continue
	read -r name <<<"$name"
	read -r words <<<"$words"
	{
		printf '%s\n' "${start[@]}"
		commands "$enter"
		echo frame
		commands "$inside" tick frame
		commands "$leave"
		echo tick
		echo 'key Home'
		echo 'print leaves'
		echo frame
	} >"$dir/commands"
	mapfile -t lines <"$dir/commands"
	play 'fault=stall' "${lines[@]}"
	shows "$words"
	expect "$name: it shows what it is for" $?

	# The clock stands at the end of each screen's first line, unless the totals are hidden.
	ticks=$(grep -cx tick "$dir/commands")
	last=$(printf '00:00:%02d' $((ticks - 1)))
	[ "$status" = 0 ] && tail -n 24 "$dir/out" | head -n 1 | grep -q "$last\$" &&
		[ "$(grep -oE '[0-9:]{8}$' "$dir/out" | sort -u | wc -l)" -ge "$(wc -w <<<"$inside")" ]
	expect "$name: samples go on in it, one for each second" $?

	sed '1,/^leaves$/d' "$dir/out" >"$dir/left"
	{
		for ((i = 0; i < ticks; i++)); do
			echo tick
		done
		echo 'key Home'
		echo frame
	} >"$dir/commands"
	mapfile -t lines <"$dir/commands"
	play 'fault=stall' "${lines[@]}"
	diff "$dir/left" "$dir/out" >"$dir/err"
	expect "$name: once it is left the screen is as if it had not been" $?
done <<<"$modes"

# Keys in an order that nobody would press them in: the same in every run.
keys=(F1 F2 F3 F4 F5 F6 Up Down PgUp PgDn '^U' '^D' Home End Right Left + - '*' Enter g e n N ! Space c U '>' '<' I F
	z Z r d '[' ']' '#' p m '^L' Esc Backspace Del Tab 0 1 2 l w e b x '/' : '^W' '^A' '^E' '^R')
wild() {
	local seed=$1 i
	for ((i = 0; i < 400; i++)); do
		seed=$(((seed * 1103515245 + 12345) % 2147483648))
		printf 'key %s\n' "${keys[(seed / 65536) % ${#keys[@]}]}"
		((i % 5)) || echo tick
		((i % 37)) || printf 'resize %dx%d\n' $((seed % 160 + 1)) $((seed / 256 % 50 + 1))
	done
	printf '%s\n' 'resize 80x24' 'print alive' frame
}
for seed in 1 2 3; do
	mapfile -t lines < <(wild $seed)
	play 'fault=churn' "${lines[@]}"
	[ "$status" = 0 ] && [ "$(wc -l <"$dir/out")" = 25 ] && [ ! -s "$dir/err" ]
	expect "400 keys in a wild order ($seed), while devices come and go, leave a screen" $?
done
! LC_ALL=C grep -q '[[:cntrl:]]' "$dir/out"
expect "no frame holds a control character" $?

finish
