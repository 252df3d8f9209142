#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Batch mode as a script sees it: output, exit statuses, files, pipes, signals. On the demo host.
set -u
vdpatop=${VDPATOP:?the program to test}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
header='time,interval_s,mgmtdev,device,class,queue,role,health,kickdoorbells,kickdoorbells_per_s,wqes,wqes_per_s,wqes_source'
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

# run ARGUMENTS…: leaves out, err and status.
run() {
	timeout 60 "$vdpatop" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

column() { awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next } { print $at }' "$dir/out"; }

ends_with() { [ "$status" = "$1" ]; }
says() { [ "$(wc -l <"$dir/err")" = 1 ] && grep -qF -- "$1" "$dir/err"; }
is_silent() { [ ! -s "$dir/err" ]; }
wrote_nothing() { [ ! -s "$dir/out" ]; }

run --demo=kernel=patched,seed=1 -b -n 3 -d 0.2
ends_with 0 && is_silent && [ "$(head -n 1 "$dir/out")" = "$header" ] &&
	[ "$(column time | sort -u | wc -l)" = 3 ]
expect "three samples under one header" $?
column time | sort -u | awk -F'[:Z]' '{ t = $3; if (NR > 1) { d = t - last; if (d < 0) d += 60; if (d < 0.1995 || d > 0.2005) exit 1 } last = t }'
expect "time steps by 0.200 s" $?
awk -F, 'NR > 1 { k = $4 "," $6; if (k in w && $11 < w[k]) exit 1; if (k in w && $11 > w[k]) rose++; w[k] = $11 } END { exit !rose }' "$dir/out"
expect "counters rise and never fall" $?
cut -d, -f2- "$dir/out" >"$dir/first"
run --demo=kernel=patched,seed=1 -b -n 3 -d 0.2
cut -d, -f2- "$dir/out" | cmp -s - "$dir/first"
expect "the same seed gives the same figures" $?
run --demo=kernel=patched,seed=2 -b -n 3 -d 0.2
! cut -d, -f2- "$dir/out" | cmp -s - "$dir/first"
expect "another seed gives others" $?
awk -F, 'NR > 1 && $2 != "" && $12 != "" { if (!($1 FS $4 FS $6 in seen)) seen[$1 FS $4 FS $6]; d = $11 - w[$4 FS $6]; e = $12 * $2; if (d - e > 0.01 || e - d > 0.01) exit 1; n++ } { w[$4 FS $6] = $11 } END { exit !n }' "$dir/out"
expect "delta is rate times interval" $?
run --demo=traffic=off -b -n 3 -d 0.1
[ "$(tail -n +2 "$dir/out" | cut -d, -f3-6,9,11 | sort -u | wc -l)" = "$(column device | wc -l | awk '{ print $1 / 3 }')" ]
expect "without traffic every counter stands still" $?

run --demo=traffic=off -b -n 5 -d 1
ends_with 0 && column health | grep -qx idle && ! column health | grep -qx stalled
expect "without traffic queues are idle and none is stalled" $?
run --demo=mgmtdevs=1,devices=1,queues=32766 -b -n 1 -c device,queue
ends_with 0 && [ "$(wc -l <"$dir/out")" = 32768 ]
expect "a device has as many queues as were asked for, and its control queue" $?

run --demo=kernel=stock -b -n 1
ends_with 0 && ! column kickdoorbells | grep -q . && column wqes_source | grep -qx 'rx packets' &&
	column wqes_source | grep -qx completed_desc
expect "a stock kernel counts no doorbells, and drivers' own counters serve as wqes" $?
run --demo=kernel=stock -b -n 1
awk -F, 'NR > 1 && $5 == "block" && $11 != "" { exit 1 }' "$dir/out" && grep -q ',block,' "$dir/out"
expect "block devices of a stock kernel are listed with empty counters" $?

run --demo=fault=no-access -b -n 2 -d 0.1
ends_with 0 && says CAP_NET_ADMIN && column health | grep -qx no_access && ! column wqes | grep -q .
expect "without rights devices are listed, counters stay empty, and why is said once" $?
run --demo=fault=no-module -b -n 1
ends_with 3 && says 'modprobe' && says '--demo' && wrote_nothing
expect "no module is exit status 3 and says what to do" $?
run --demo=fault=no-netns -b -n 1
ends_with 3 && says 'network namespace' && wrote_nothing
expect "another network namespace is exit status 3 with other words" $?
run --demo -b -n 2 -d 0.1 -D 'nothing*'
ends_with 1 && says "'nothing*'" && [ "$(cat "$dir/out")" = "$header" ]
expect "a pattern that matches nothing is said once, the program goes on, and its status tells in the end" $?
run --demo -b -n 1 -M auxiliary/nothing
ends_with 1 && says "-M 'auxiliary/nothing' matches no device"
expect "so does one of management devices" $?
run --demo=devices=0 -b -n 1 -M vdpasim_net
ends_with 0 && says "-M 'vdpasim_net' matches no device"
expect "a management device that has no device yet is one that matches" $?
run --demo=devices=0 -b -n 1
ends_with 0 && is_silent
expect "a host without devices is none that fails" $?
run --demo -b -n 1 -D 'nothing*'
ends_with 1 && says "'nothing*' matches no device" && ! grep -q 'going on' "$dir/err"
expect "after the last sample nobody says that it goes on" $?
run --demo -b -n 3 -d 0.1 -D snet0
ends_with 0 && says 'no row for snet0: known from sysfs only' && [ "$(cat "$dir/out")" = "$header" ]
expect "a device without a row is named once, with the reason" $?
run --demo -b -n 2 -d 0.1 -D spare0 -c device,health,kickdoorbells,kickdoorbells_per_s
ends_with 0 && is_silent && [ "$(sed -n '2p;$p' "$dir/out")" = $'spare0,off,0,\nspare0,off,0,0' ]
expect "a count that the kernel has stands there for a queue that is off, too" $?
run --demo -b -n 3 -d 0.1 -c 'device,vendor:nosuch,vendor:nosuch/s,vendor:rx packets'
ends_with 0 && says "no queue has a counter 'nosuch'"
expect "a counter that no queue has is said once" $?

x=$(timeout 2 "$vdpatop" --demo=fault=hang -b -d 0.1 2>"$dir/err" </dev/null)
[ "${x%%$'\n'*}" = "$header" ]
expect "a worker that hangs does not hold the pipe of a program that was ended" $?
for signal in TERM INT HUP; do
	: >"$dir/out" # else the last run's lines are taken for this one's, and bash itself is killed
	"$vdpatop" --demo=fault=hang -b -d 0.1 >"$dir/out" 2>"$dir/err" </dev/null &
	pid=$!
	for _ in $(seq 200); do
		[ "$(wc -l <"$dir/out")" -gt 1 ] && break
		sleep 0.05
	done
	# bash starts background jobs with INT ignored, and an ignored signal may stay so.
	kill -$signal $pid
	[ $signal != INT ] || kill -TERM $pid
	wait $pid
	status=$?
	[ $status -gt 128 ] && [ "$(tail -c 1 "$dir/out")" = "" ]
	expect "SIG$signal ends it by that signal, its last line whole, while the worker hangs" $?
done
"$vdpatop" --demo=fault=hang -b -d 0.1 >"$dir/out" 2>"$dir/err" </dev/null &
pid=$!
for _ in $(seq 200); do
	grep -q 'waits in the kernel' "$dir/err" && break
	sleep 0.05
done
kill -TERM $pid
wait $pid
head -n 1 "$dir/err" | grep -q '^vdpatop: no answer from the kernel since ' &&
	sed -n 2p "$dir/err" | grep -q '^vdpatop: process 6021 (vdpa dev del web0) waits in the kernel in '
expect "a kernel that hangs after some samples is told of, and who holds it" $?
run --demo=fault=crash -b -n 6 -d 0.1
ends_with 0 && [ "$(column time | sort -u | wc -l)" = 6 ]
expect "a worker that dies is started again and no sample is missing" $?
for fault in vanish drop interrupt overrun garbage late reset stall restart; do
	run --demo=fault=$fault -b -n 4 -d 0.1
	ends_with 0 && [ "$(column time | sort -u | wc -l)" -ge 1 ] && ! grep -v '^vdpatop: ' "$dir/err"
	expect "it lives through the fault $fault" $?
done

timeout 30 "$vdpatop" --demo -b -n 50 -d 0.1 2>"$dir/err" </dev/null | head -n 2 >"$dir/out"
status=${PIPESTATUS[0]}
ends_with 0 && is_silent
expect "a closed pipe ends it quietly with 0" $?
for format in csv csv-long jsonl text; do
	timeout 30 "$vdpatop" --demo -b -d 3600 -f $format 2>"$dir/err" </dev/null | head -n 1 >"$dir/out"
	status=${PIPESTATUS[0]}
	ends_with 0 && is_silent
	expect "$format: it ends when nobody reads any more, and not with the next sample" $?
done
mkfifo "$dir/fifo"
exec 7<>"$dir/fifo" # which keeps it open until vdpatop has it
timeout 30 "$vdpatop" --demo -b -d 3600 -o "$dir/fifo" 2>"$dir/err" </dev/null 7>&- &
pid=$!
head -n 1 <"$dir/fifo" >"$dir/out" 7>&-
exec 7>&-
wait $pid
status=$?
ends_with 0 && is_silent
expect "so it does when -o is a pipe" $?

# has_samples COUNT: standard output has so many, soon.
has_samples() {
	for _ in $(seq 400); do
		[ "$(column time | sort -u | wc -l)" -ge "$1" ] && return
		sleep 0.05
	done
	return 1
}

for output in '' '-o -'; do
	: >"$dir/out"
	# shellcheck disable=SC2086 # words are words
	"$vdpatop" --demo -b -d 0.1 $output >>"$dir/out" 2>"$dir/err" </dev/null &
	pid=$!
	has_samples 2
	kill -USR1 $pid
	has_samples $(($(column time | sort -u | wc -l) + 3))
	expect "SIGUSR1 does not touch a standard output that is a file ($output)" $?
	kill -TERM $pid
	wait $pid
	status=$?
	ends_with 143 && is_silent && [ "$(grep -c ^time, "$dir/out")" = 1 ]
	expect "and nothing is said of it ($output)" $?
done

run --demo -b -n 1 -o "$dir/file"
ends_with 0 && is_silent && wrote_nothing && [ "$(head -n 1 "$dir/file")" = "$header" ]
expect "-o writes to a file" $?
lines=$(wc -l <"$dir/file")
run --demo -b -n 1 -o "$dir/file"
ends_with 1 && says "$dir/file" && says --append && [ "$(wc -l <"$dir/file")" = "$lines" ]
expect "-o refuses a file that exists, naming it and the way out" $?
run --demo -b -n 1 -o "$dir/file" --append
ends_with 0 && [ "$(grep -c ^time, "$dir/file")" = 1 ] && [ "$(wc -l <"$dir/file")" = $((2 * lines - 1)) ]
expect "--append adds samples and no second header" $?
printf 'torn' >>"$dir/file"
run --demo -b -n 2 -d 0.1 -o "$dir/file" --append
ends_with 0 && says "$dir/file ends with a torn line: it stays" && [ "$(grep -cx torn "$dir/file")" = 1 ]
expect "--append begins behind a torn line and says so once" $?
run --demo -b -n 1 -o "$dir/file" --overwrite
run --demo -b -n 1 -o -
ends_with 0 && [ "$(head -n 1 "$dir/out")" = "$header" ] && [ ! -e - ]
expect "-o - is standard output" $?
run --demo -b -n 1 -o ''
ends_with 2 && says '-o needs a name'
expect "an empty name for -o is refused" $?
run --demo -b -n 1 -o "$dir/file" --overwrite
ends_with 0 && [ "$(wc -l <"$dir/file")" = "$lines" ]
expect "--overwrite begins anew" $?
cp "$dir/file" "$dir/before"
run --demo=fault=no-module -b -n 1 -o "$dir/file" --overwrite
ends_with 3 && cmp -s "$dir/file" "$dir/before"
expect "--overwrite keeps what is there when no sample comes" $?
run --demo -b -n 1 -o "$dir/file" --overwrite --record "$dir/none/x"
ends_with 1 && cmp -s "$dir/file" "$dir/before"
expect "or when something else is refused" $?
run --demo -b -n 1 -o "$dir"
ends_with 2 && says "$dir' is a directory"
expect "a folder as -o is refused by name" $?
echo precious >"$dir/run.pcap"
run --demo -b -n 1 -o "$dir/new" --record "$dir/run.pcap"
ends_with 1 && says "$dir/run.pcap" && [ ! -e "$dir/new" ] && [ "$(cat "$dir/run.pcap")" = precious ]
expect "a recording that is refused leaves no file of -o behind" $?
run --demo -b -n 1 -o "$dir/run.pcap" --record "$dir/new"
ends_with 1 && says "$dir/run.pcap" && [ ! -e "$dir/new" ]
expect "nor a file that is refused a recording" $?
run --demo=fault=no-module -b -n 1 -o "$dir/new"
ends_with 3 && [ ! -e "$dir/new" ]
expect "a run without a sample leaves no file" $?
run --demo -b -n 1 -o "$dir/none/file"
ends_with 1 && says "$dir/none/file"
expect "a file that cannot be made is named" $?
(ulimit -f 20 && timeout 30 "$vdpatop" --demo -b -n 3 -d 0.1 2>"$dir/err" </dev/null; echo $? >"$dir/status") | cat >"$dir/out"
[ "$(cat "$dir/status")" = 1 ] && grep -q 'ulimit -f, LimitFSIZE= of a unit) is too low: a sample takes 65536 bytes' "$dir/err"
expect "a limit on file sizes that no sample fits into is called so" $?
timeout 30 "$vdpatop" --demo -b -n 3 -d 0.1 >/dev/full 2>"$dir/err" </dev/null
status=$?
ends_with 1 && says 'No space left'
expect "a full disk is exit status 1 in words" $?

# What is refused, and a piece of the line that says so.
while IFS='|' read -r words piece; do
	# shellcheck disable=SC2086 # words are words
	run --demo -b -n 1 $words
	ends_with 2 && says "$piece" && wrote_nothing
	expect "'$words' is refused with exit status 2 and its name" $?
done <<'EOT'
-z|'-z'
--colour|'--colour'
--demo=mgmtdevs=1000,devices=10000|200000
-d 0|'0'
-d nan|'nan'
-d|-d
-n 0|'0'
-f xml|'xml'
extra|'extra'
--demo=colour=red|'colour'
-c nonsense|'nonsense'
-c time,time|'time'
-c +device|default columns already
-c device,|empty name
EOT
"$vdpatop" --demo -b -n 1 >&- 2>"$dir/err" </dev/null
status=$?
ends_with 1 && says 'standard output is closed'
expect "a closed standard output is an error in words, and nothing else is written into" $?
LC_ALL=C localedef -i de_DE -f UTF-8 "$dir/de_DE.UTF-8" >/dev/null 2>&1
if [ -d "$dir/de_DE.UTF-8" ]; then
	LOCPATH=$dir LC_ALL=de_DE.UTF-8 "$vdpatop" --demo -b -n 2 -d 0.5 >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
	ends_with 0 && [ "$(awk -F, '{ print NF }' "$dir/out" | sort -u)" = 13 ]
	expect "a locale with a decimal comma changes neither figures nor options" $?
fi
run --demo -b -n 1 -c '+vendor:rx packets,vendor:rx packets/s'
ends_with 0 && [ "$(head -n 1 "$dir/out")" = "$header,vendor:rx packets,vendor:rx packets/s" ]
expect "a vendor counter becomes a column" $?
VDPATOP_SCRIPT='' run --demo
ends_with 2 && says -b && wrote_nothing
expect "an empty VDPATOP_SCRIPT is none" $?
run --demo
ends_with 2 && says -b && wrote_nothing
expect "without a terminal the screen says so and names batch mode" $?
run --version
ends_with 0 && grep -q '^vdpatop [0-9]' "$dir/out"
expect "--version names the program and its version" $?

finish
