#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A replay writes what the live run wrote, byte for byte, whatever went wrong on that host. On the demo host.
set -u
vdpatop=${VDPATOP:?the program to test}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
file=$dir/run.pcap

# run OUT ARGUMENTS…: leaves $dir/OUT, err and status.
run() {
	timeout 60 "$vdpatop" -b "${@:2}" >"$dir/$1" 2>"$dir/err" </dev/null
	status=$?
}

# live ARGUMENTS…: records a run; its output, its words and its status are the ones to come.
live() {
	rm -f "$file"
	run live --record "$file" "$@"
	mv "$dir/err" "$dir/live.err"
	live_status=$status
}

# again ARGUMENTS…: a replay of it, which is to write the same.
again() {
	run out --replay "$file" "$@"
	[ "$status" = "$live_status" ] && cmp -s "$dir/live" "$dir/out"
}

is_same_aside() { cmp -s "$dir/live.err" "$dir/err"; }
says() { [ "$(wc -l <"$dir/err")" = 1 ] && grep -qF -- "$1" "$dir/err"; }
samples() { tail -n +2 "$dir/$1" | cut -d, -f1 | sort -u | wc -l; }

# Everything that can be shown, a driver's own counters too.
columns=time$("$vdpatop" -b -c help | awk '$1 !~ /^vendor:|^time$/ { printf ",%s", $1 }'),vendor:completed_desc,vendor:rx\ packets/s
for kernel in stock patched; do
	for fault in none vanish drop interrupt overrun garbage no-module no-netns no-access stall skew reset churn \
		restart flood reload no-driver; do
		live "--demo=clock=fast,kernel=$kernel,fault=$fault" -n 6 -c "$columns"
		again -c "$columns" && is_same_aside
		expect "every column of a $kernel kernel is the same again, fault=$fault" $?
	done
	for format in csv-long jsonl text; do
		live "--demo=clock=fast,kernel=$kernel,fault=garbage" -n 4 -f "$format"
		again -f "$format" && is_same_aside
		expect "so is $format, $kernel" $?
	done
	live "--demo=clock=fast,kernel=$kernel" -n 4 -f prometheus -o "$dir/live.prom"
	again -f prometheus -o "$dir/again.prom" && [ -s "$dir/live.prom" ] && cmp -s "$dir/live.prom" "$dir/again.prom"
	expect "so is prometheus, $kernel" $?
done
live --demo=clock=fast,fault=crash -n 6
again
expect "a worker that died in between is not missed" $?

live --demo=clock=fast -n 3 -D 'web*' -M 'pci/*'
[ "$(wc -l <"$dir/live")" -gt 4 ] && again
expect "what -D and -M chose is what a replay has" $?
again -D 'no-such-device'
[ "$(wc -l <"$dir/out")" -le 1 ] && grep -q 'no-such-device' "$dir/err"
expect "-D chooses from it" $?

live --demo=kernel=patched -n 4 -d 0.1 -c "$columns"
again -c "$columns" && [ "$(samples out)" = 4 ]
expect "so is a run by the clock" $?
mv "$dir/out" "$dir/live"
again -c "$columns"
expect "two replays are the same" $?
again -n 2
[ "$status" = 0 ] && [ "$(samples out)" = 2 ] && [ ! -s "$dir/err" ]
expect "-n ends it earlier" $?
live --demo=clock=fast -n 3
again -c +vendor:completed_desc
[ "$status" = 0 ] && [ ! -s "$dir/err" ]
expect "what nobody asked for is empty, and no error" $?

size=$(stat -c %s "$file")
head -c "$((size - 7))" "$file" >"$dir/cut.pcap"
run out --replay "$dir/cut.pcap"
[ "$status" = 1 ] && [ "$(samples out)" = 2 ] && says "cut.pcap: cut off at byte " && says ", in sample 3: "
expect "a file that is cut off gives what it has, says where, and is no success" $?
head -c 24 "$file" >"$dir/cut.pcap"
run out --replay "$dir/cut.pcap"
[ "$status" = 1 ] && [ ! -s "$dir/out" ] && says "cut.pcap: cut off at byte 24: nothing was recorded"
expect "one without a start has nothing" $?
run out --replay "$dir/err"
[ "$status" = 1 ] && [ ! -s "$dir/out" ] && says "no recording, at byte 0: "
expect "what is no recording is refused" $?
for packed in '37 213 10 0:gunzip' '375 67 172 130 132 0:unxz' '50 265 57 375:unzstd' '102 132 150 71:bunzip2' \
	'4 42 115 30:unlz4'; do
	for byte in ${packed%:*}; do printf '%b' "\\0$byte"; done >"$dir/packed.pcap"
	cat "$file" >>"$dir/packed.pcap"
	run out --replay "$dir/packed.pcap"
	[ "$status" = 1 ] && [ ! -s "$dir/out" ] && says "packed.pcap: it is compressed: ${packed#*:} it first"
	expect "one that is to be unpacked with ${packed#*:} first is told from what is no recording" $?
done
run out --replay "$dir/no such file"
[ "$status" = 1 ] && says "no such file: No such file or directory"
expect "a file that is not there is named" $?
mkfifo "$dir/pipe"
run out --replay "$dir/pipe"
[ "$status" = 1 ] && says "pipe is no regular file"
expect "a pipe is no recording: it cannot be gone back in" $?
head -c 20 "$file" >"$dir/other.pcap"
printf '\001\000\000\000' >>"$dir/other.pcap"
tail -c +25 "$file" >>"$dir/other.pcap"
run out --replay "$dir/other.pcap"
[ "$status" = 1 ] && says "at byte 20 it says that it holds EN10MB packets"
expect "packets of an Ethernet are refused" $?
finish
