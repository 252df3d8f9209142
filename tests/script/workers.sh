#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The worker processes as an administrator sees them: what they hold, what they may do, how they
# end. On the demo host.
set -u
vdpatop=${VDPATOP:?the program to test}
command -v pgrep >/dev/null || { echo "1..0 # SKIP no pgrep (procps)" && exit 77; }
dir=$(mktemp -d)
main=0
trap '[ "$main" = 0 ] || kill -KILL "$main" 2>/dev/null; rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

# until_true COMMAND…: tries for at most 20 seconds.
until_true() {
	for _ in $(seq 400); do
		"$@" && return 0
		sleep 0.05
	done
	return 1
}

worker() { pgrep -P "$main" -x "$1"; }
field() { awk -v name="$2:" '$1 == name { print $2 }' "/proc/$1/status" 2>/dev/null; }
samples() { [ "$(cut -d, -f1 "$dir/out" 2>/dev/null | sort -u | wc -l)" -gt "$1" ]; }
is_gone() { [ ! -e "/proc/$1" ] || [ "$(awk '$1 == "State:" { print $2 }' "/proc/$1/status" 2>/dev/null)" = Z ]; }

start() {
	"$vdpatop" --demo="$1" -b -d 0.1 >"$dir/out" 2>"$dir/err" </dev/null &
	main=$!
	until_true samples 2
}

start seed=1
netlink=$(worker vdpatop-netlink) host=$(worker vdpatop-host)
[ -n "$netlink" ] && [ -n "$host" ]
expect "two workers run under names of their own" $?
for pid in $netlink $host; do
	# Its socket, its buffers, and in the netlink worker what it hears of changes by.
	[ "$pid" = "$netlink" ] && own=8 || own=7
	[ "$(readlink "/proc/$pid/fd/0" "/proc/$pid/fd/1" "/proc/$pid/fd/2" | sort -u)" = /dev/null ] &&
		[ "$(find "/proc/$pid/fd" -mindepth 1 | wc -l)" = "$own" ]
	expect "$(cat "/proc/$pid/comm") holds no terminal and no file of its parent" $?
	[ "$(awk '{ print $6 }' "/proc/$pid/stat")" = "$pid" ]
	expect "$(cat "/proc/$pid/comm") has a session of its own" $?
	ignored=$((16#$(field "$pid" SigIgn)))
	[ $((ignored & 1)) = 1 ] && [ $((ignored >> 1 & 3)) = 3 ] && [ $((ignored >> 19 & 1)) = 1 ]
	expect "$(cat "/proc/$pid/comm") ignores HUP, INT, QUIT and TSTP" $?
	[ "$(field "$pid" NoNewPrivs)" = 1 ]
	expect "$(cat "/proc/$pid/comm") cannot gain rights" $?
done
mine=$((16#$(field $$ CapEff)))
[ $((16#$(field "$netlink" CapEff))) = $((mine & 1 << 12)) ] && [ "$(field "$netlink" CapPrm)" = "$(field "$netlink" CapEff)" ]
expect "of its parent's rights the netlink worker keeps at most CAP_NET_ADMIN" $?
[ $((16#$(field "$host" CapEff))) = $((mine & (1 << 19 | 1 << 2))) ]
expect "the host worker keeps at most CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH" $?

lines=$(cut -d, -f1 "$dir/out" | sort -u | wc -l)
kill -KILL "$netlink"
until_true samples $((lines + 3))
expect "a killed netlink worker is started again and samples go on" $?
[ -n "$(worker vdpatop-netlink)" ] && [ "$(worker vdpatop-netlink)" != "$netlink" ] && grep -q 'netlink worker died' "$dir/err"
expect "and its death is said" $?
netlink=$(worker vdpatop-netlink)
kill -KILL $main
until_true is_gone "$netlink" && until_true is_gone "$host"
expect "when main is killed both workers end by themselves" $?
wait $main 2>/dev/null

start seed=1
netlink=$(worker vdpatop-netlink) host=$(worker vdpatop-host)
kill -STOP "$netlink" "$host"
until_true grep -qE '^vdpatop: no answer from the kernel since 20[0-9T:.-]+Z \([a-z].*\): there is no sample until it answers$' "$dir/err"
expect "a request that the kernel holds after samples came is named" $?
until_true grep -q 'sysfs or /proc' "$dir/err" && [ "$(grep -c 'no answer from the kernel' "$dir/err")" = 1 ]
expect "once, however long it takes" $?
kill -CONT "$netlink" "$host"
until_true grep -qx 'vdpatop: the kernel answers again' "$dir/err"
expect "and so is its answer" $?
kill -TERM $main
wait $main 2>/dev/null
[ "$(grep -c 'no answer from the kernel' "$dir/err")" = 1 ] && [ "$(grep -c 'answers again' "$dir/err")" = 1 ]
expect "and nothing more" $?

start fault=vanish
host=$(worker vdpatop-host)
kill -STOP "$host"
until_true grep -q 'sysfs or /proc' "$dir/err"
expect "a host worker that is held is said to be" $?
kill -CONT "$host"
kill -TERM $main
wait $main 2>/dev/null

# Held in the kernel while main ends: it must not live on when the kernel lets it go.
start seed=1
netlink=$(worker vdpatop-netlink)
kill -STOP "$netlink"
kill -TERM $main
wait $main 2>/dev/null
kill -CONT "$netlink" 2>/dev/null
until_true is_gone "$netlink"
expect "a worker that was held while main ended does not live on" $?

start fault=hang
netlink=$(worker vdpatop-netlink)
kill -TERM $main
wait $main
status=$?
[ $status = 143 ]
expect "main ends on SIGTERM while its worker hangs" $?
until_true is_gone "$netlink"
expect "and the worker ends when what it waits for is over" $?

# screen DEMO LINE…: runs a script on the demo host until it prints "ready"; it then waits.
screen() {
	printf 'tick\n' >"$dir/keys"
	printf '%s\n' "${@:2}" 'print ready' 'patience 600' 'await nobody ever says this' >>"$dir/keys"
	HOME=$dir VDPATOP_SCRIPT=$dir/keys "$vdpatop" --demo="$1" >"$dir/out" 2>"$dir/err" </dev/null &
	main=$!
	until_true grep -q '^ready' "$dir/out"
}

# The first VM's device, which it holds open, for as long as the test lasts.
screen seed=1 'type /web0' 'key Enter' 'key F8' 'await pid 4711' 'key Up' 'type web0' 'key F2' 'key Enter' \
	'await unbinding web0'
expect "a device that is held is being unbound" $?
child=$(worker vdpatop-bind)
[ "$(readlink "/proc/$child/fd/0" "/proc/$child/fd/1" "/proc/$child/fd/2" | sort -u)" = /dev/null ] &&
	[ "$(find "/proc/$child/fd" -mindepth 1 | wc -l)" = 4 ]
expect "the process that unbinds holds its socket alone" $?
[ "$(awk '{ print $6 }' "/proc/$child/stat")" = "$child" ] && [ "$(field "$child" NoNewPrivs)" = 1 ] &&
	[ $((16#$(field "$child" CapPrm))) = 0 ]
expect "it has a session of its own and no rights beside its user's" $?
ignored=$((16#$(field "$child" SigIgn)))
[ $((ignored & 1)) = 1 ] && [ $((ignored >> 1 & 3)) = 3 ] && [ $((ignored >> 19 & 1)) = 1 ]
expect "it ignores HUP, INT, QUIT and TSTP" $?
kill -STOP "$child"
kill -TERM $main
wait $main
[ $? = 143 ] && [ -e "/proc/$child" ]
expect "main ends on SIGTERM though the process that unbinds is held" $?
kill -CONT "$child" 2>/dev/null
until_true is_gone "$child"
expect "and that one ends as soon as it is let go" $?

screen seed=1,add-delay=3600 'type /vdpasim_net' 'key Enter' 'key F7' 'await Add' 'key F2' 'key Enter' 'await adding spare1'
expect "a slow add is under way" $?
netlink=$(worker vdpatop-netlink)
kill -TERM $main
wait $main
[ $? = 143 ]
expect "main ends on SIGTERM while the kernel has the request" $?
until_true is_gone "$netlink"
expect "and the worker ends with it" $?

finish
