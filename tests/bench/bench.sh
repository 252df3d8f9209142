#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# make bench: what vdpatop costs, beside htop in the same run and beside a floor: a program that
# only starts. Figures are for reading; nothing here fails for being slow.
set -eu
vdpatop=${VDPATOP:?the program to measure}
seconds=${BENCH_SECONDS:-20}
socket=vdpatop-bench-$$
trap 'tmux -L "$socket" kill-server 2>/dev/null || true' EXIT
command -v tmux >/dev/null || { echo "bench: install tmux" >&2 && exit 77; }
ticks=$(getconf CLK_TCK)

# usage PID: CPU ticks, voluntary switches, resident KiB
usage() {
	echo "$(awk '{ print $14 + $15 }' "/proc/$1/stat")" \
		"$(awk '/^voluntary/ { v = $2 } /^VmRSS/ { r = $2 } END { print v, r }' "/proc/$1/status")"
}

# idle NAME COMMAND: what a screen of 50×200 costs while nobody touches it, its workers included
idle() {
	local name=$1 pid pids before=() after
	tmux -L "$socket" new-session -d -s "$name" -x 200 -y 50 "exec $2"
	sleep 3
	pid=$(tmux -L "$socket" list-panes -t "$name" -F '#{pane_pid}')
	pids="$pid $(pgrep -P "$pid" | tr '\n' ' ')"
	for p in $pids; do before+=("$(usage "$p")"); done
	sleep "$seconds"
	local i=0 cpu=0 wakes=0 resident=0 c v C V R
	for p in $pids; do
		read -r c v _ <<<"${before[$i]}"
		after=$(usage "$p")
		read -r C V R <<<"$after"
		cpu=$((cpu + C - c)) resident=$((resident + R)) i=$((i + 1))
		[ "$p" != "$pid" ] || wakes=$((V - v))
	done
	awk -v n="$name" -v cpu="$cpu" -v t="$ticks" -v s="$seconds" -v w="$wakes" -v r="$resident" 'BEGIN {
		printf "%-28s %6.2f %% CPU  %5.1f wake-ups/s of main  %6.1f MiB resident in all\n", n, 100 * cpu / t / s, w / s, r / 1024 }'
	tmux -L "$socket" kill-session -t "$name"
}

# seconds_of COMMAND…: the least wall clock of five runs
seconds_of() {
	local best=999 start took
	for _ in 1 2 3 4 5; do
		start=$EPOCHREALTIME
		"$@" >/dev/null 2>&1
		took=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
		best=$(awk -v a="$best" -v b="$took" 'BEGIN { print a < b ? a : b }')
	done
	echo "$best"
}

echo "idle at 1 s, 50 x 200, for $seconds s:"
idle "vdpatop, 500 queues" "$vdpatop --demo=mgmtdevs=5,devices=4,queues=24"
idle "vdpatop, 64,000 queues" "$vdpatop --demo=mgmtdevs=8,devices=16,queues=500"
if command -v htop >/dev/null; then
	idle "htop" "htop -d 10"
else
	echo "htop is not installed: nothing to compare with"
fi
floor=$(seconds_of "$vdpatop" --version)
echo "one batch sample, beside the floor of starting the program ($(awk -v f="$floor" 'BEGIN { printf "%.1f", f * 1000 }') ms):"
for host in "5 4 24" "8 16 500"; do
	read -r mgmtdevs devices queues <<<"$host"
	took=$(seconds_of "$vdpatop" --demo="mgmtdevs=$mgmtdevs,devices=$devices,queues=$queues" -b -n 1)
	awk -v q="$((mgmtdevs * devices * queues))" -v t="$took" -v f="$floor" \
		'BEGIN { printf "%8d queues %8.1f ms  %6.1f times the floor\n", q, t * 1000, t / f }'
done
