#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Signals that come while a reader of batch mode is slow, and before there is anything to be ended. On the demo host.
set -u
vdpatop=${VDPATOP:?the program to test}
dir=$(mktemp -d)
run=
trap 'kill -9 $run 2>/dev/null; rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

ends_with() { [ "$status" = "$1" ]; }
is_silent() { [ ! -s "$dir/err" ]; }

# waits_for COMMAND…: until it succeeds; not for ever.
waits_for() {
	for _ in $(seq 400); do
		"$@" && return
		sleep 0.05
	done
	return 1
}

written() { awk '/^wchar:/ { print $2 }' "/proc/$run/io"; }

# Something was written, and nothing more since the last look.
is_stuck() {
	local now
	now=$(written)
	[ "$now" -gt 4096 ] && [ "$now" = "$last" ] && return
	last=$now
	return 1
}

# No signal waits to be taken: its handler has run.
took_signal() { ! grep -qsE '^(SigPnd|ShdPnd):.*[1-9a-f]' "/proc/$run/status"; }

# start FORMAT: batch mode into a pipe that is full, whose reader is descriptor 3.
start() {
	rm -f "$dir/pipe"
	mkfifo "$dir/pipe"
	: >"$dir/err"
	"$vdpatop" --demo=clock=fast,devices=20 -b -f "$1" >"$dir/pipe" 2>"$dir/err" </dev/null &
	run=$!
	exec 3<"$dir/pipe"
	last=0
	waits_for is_stuck
}

end_of() {
	wait $run
	status=$?
	run=
	exec 3<&-
}

# is_whole FORMAT FILE: it ends with a whole sample.
is_whole() {
	[ -s "$2" ] && [ -z "$(tail -c 1 "$2")" ] || return
	case $1 in
	csv | csv-long) [ "$(grep -v ^time, "$2" | cut -d, -f1 | uniq -c | awk '{ print $1 }' | sort -u | wc -l)" = 1 ] ;;
	jsonl) ! grep -qvE '^\{"time":"[^"]*Z",.*\}\]\}$' "$2" ;;
	text) [ "$(awk '/^20..-/ { if (n) print n; n = 0 } { n++ } END { print n }' "$2" | sort -u | wc -l)" = 1 ] ;;
	esac
}

for format in csv csv-long jsonl text; do
	start $format
	kill -TERM $run
	waits_for took_signal
	cat <&3 >"$dir/out"
	end_of
	ends_with 143 && is_silent && is_whole $format "$dir/out"
	expect "$format: SIGTERM ends with a whole sample for a reader that begins to read only then" $?
done

start csv
kill -TERM $run
waits_for took_signal
kill -TERM $run
end_of
ends_with 143 && is_silent
expect "a second signal ends it although nobody reads" $?

# is_held: it waits for the reader of its pipe.
is_held() { grep -q '^State:[[:space:]]*S' "/proc/$run/status" && grep -qE 'pipe|^0' "/proc/$run/wchan"; }

rm -f "$dir/pipe"
mkfifo "$dir/pipe"
exec 3<>"$dir/pipe"
dd if=/dev/zero of="$dir/pipe" bs=4096 oflag=nonblock 2>/dev/null
"$vdpatop" --version >"$dir/pipe" 2>"$dir/err" </dev/null 3>&- &
run=$!
waits_for is_held
kill -USR1 $run
waits_for took_signal
cat "$dir/pipe" >/dev/null & # it ends with descriptor 3
exec 3<&-
end_of
ends_with 0 && is_silent
expect "SIGUSR1 before there is anything to open anew does not end it" $?

finish
