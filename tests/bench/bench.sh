#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# make bench: what vdpatop costs, beside htop in the same run and beside a floor: a program that
# only starts. Figures are for reading: nothing here fails for being slow, only when something could
# not be measured. CPU and memory are those of the workers, too.
set -u
vdpatop=${VDPATOP:?the program to measure}
screenbench=${SCREENBENCH:?the terminal to measure it in}
seconds=${BENCH_SECONDS:-20}
times=${BENCH_TIMES:-30}
export TERM=xterm-256color LC_ALL=C.UTF-8
failed=0

# An empty home: nobody's own settings are measured.
home=$(mktemp -d) || exit 1
trap 'rm -rf "$home"' EXIT
export HOME=$home XDG_CONFIG_HOME=$home/config XDG_STATE_HOME=$home/state

some=--demo=mgmtdevs=5,devices=4,queues=24
many=--demo=mgmtdevs=8,devices=16,queues=512
started='web0|F10 Quit' # the device rows, and the end of a frame
opened='Keys everywhere|Esc Back' closed='KICKS/s|F2 Setup'

measure() { "$screenbench" -i "$times" -s "$seconds" "$@" || failed=1; }
has_htop() { command -v htop >/dev/null; }

has_htop || echo "htop is not installed: nothing to compare with"
echo "idle at 1 s, 50 x 200, for $seconds s:"
measure -n "vdpatop, 500 queues" -t "$started" -p Z idle "$vdpatop" "$some"
measure -n "the same, recording" -t "$started" -p Z idle "$vdpatop" "$some" --record "$home/some.pcap"
measure -n "vdpatop, 65,000 queues" -t "$started" -p Z idle "$vdpatop" "$many"
! has_htop || measure -n htop -t F10Quit -p Z idle htop -d 10

echo "from start, least / median / most of $times:"
measure -n "vdpatop, 500 queues" -t "$started" first "$vdpatop" "$some"
measure -n "vdpatop, 65,000 queues" -t "$started" first "$vdpatop" "$many"
! has_htop || measure -n htop -t F10Quit first htop -d 10

echo "from a key to what it opens or closes, least / median / most of $times:"
keys=(F1 "$opened" "$closed" "$vdpatop")
measure -n "vdpatop, 500 queues" -t "$started" key "${keys[@]}" "$some"
measure -n "vdpatop, 65,000 queues" -t "$started" key "${keys[@]}" "$many"
for fold in "" "*"; do
	name="65,000 queues${fold:+, unfolded}"
	measure -n "$name, sampling" -t "$started" ${fold:+-k "$fold"} working "${keys[@]}" "$many"
	measure -n "$name, sampled" -t "$started" ${fold:+-k "$fold"} taking "${keys[@]}" "$many"
done
! has_htop || measure -n htop -t F10Quit key F1 "Press any key" F10Quit htop -d 10

# seconds_of COMMAND…: the least wall clock of five runs; nothing when it fails
seconds_of() {
	local best=999 start took
	for _ in 1 2 3 4 5; do
		start=$EPOCHREALTIME
		"$@" >/dev/null 2>&1 || return
		took=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
		best=$(awk -v a="$best" -v b="$took" 'BEGIN { print a < b ? a : b }')
	done
	echo "$best"
}

floor=$(seconds_of "$vdpatop" --version)
echo "one batch sample, beside the floor of starting the program ($(awk -v f="$floor" 'BEGIN { printf "%.1f", f * 1000 }') ms):"
for host in "500 $some" "65,000 $many"; do
	read -r queues demo <<<"$host"
	took=$(seconds_of "$vdpatop" "$demo" -b -n 1)
	if [ -z "$floor" ] || [ -z "$took" ]; then
		echo "$queues queues: not measured: it failed"
		failed=1
		continue
	fi
	awk -v q="$queues" -v t="$took" -v f="$floor" \
		'BEGIN { printf "%8s queues %8.1f ms  %6.1f times the floor\n", q, t * 1000, t / f }'
done

# write_samples FORMAT: 200 samples of 500 queues, without waiting, into a file.
# shellcheck disable=SC2317 # called by its name, as copy()
write_samples() { "$vdpatop" "$some,clock=fast" -b -n 200 -f "$1" -o "$home/$1" --overwrite; }
# shellcheck disable=SC2317
copy() { cat "$home/$1" >"$home/copy"; }

echo "200 samples of 500 queues into a file, beside the floor of copying it:"
for format in csv csv-long jsonl text; do
	took=$(seconds_of write_samples $format) floor=$(seconds_of copy $format)
	if [ -z "$floor" ] || [ -z "$took" ]; then
		echo "$format: not measured: it failed"
		failed=1
		continue
	fi
	awk -v n=$format -v t="$took" -v f="$floor" -v bytes="$(stat -c %s "$home/$format")" \
		'BEGIN { printf "%8s %8.1f MB/s %8.1f ms %6.1f times the floor\n", n, bytes / t / 1e6, t * 1000, t / f }'
done
exit $failed
