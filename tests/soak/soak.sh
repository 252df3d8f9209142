#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# make check-soak: ten thousand samples of the demo host in every format, read by parsers that are not
# ours (python3's csv and json, jq, promtool) while they are written; samples.py says what must hold.
set -u
vdpatop=${VDPATOP:?the program to test}
here=$(dirname "$0")
samples=${SOAK_SAMPLES:-10000}
# In memory where that can be: each sample of prometheus is synced to the disk.
dir=$(mktemp -d -p /dev/shm 2>/dev/null || mktemp -d) || exit 1
run=
trap 'kill $run 2>/dev/null; rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

command -v python3 >/dev/null || { echo "1..0 # SKIP no python3" && exit 77; }

# reads NAME [--faulty] FORMAT KEYS: as many samples as that of a demo with KEYS.
reads() {
	local name=$1
	shift
	local keys=${*: -1} format=("${@:1:$#-1}")
	timeout 120 "$here/samples.py" "${format[@]}" "$samples" \
		"$vdpatop" "--demo=clock=fast$keys" -b >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
	cat "$dir/out"
	expect "$name" $status
}

reads "csv is a table for Python, delta is rate times interval, and memory stays as it is" csv ''
reads "so it is with csv-long, for every counter" csv-long ''
reads "while somebody adds and deletes devices all the time, too" --faulty csv ,fault=churn
reads "jsonl is an object for Python in every line, without a key that stands twice" jsonl ''
reads "text has every sample and fits a terminal of 80 columns" text ''

if command -v jq >/dev/null; then
	"$vdpatop" --demo=clock=fast -b -d 1 -n 200 -f jsonl >"$dir/json" 2>"$dir/err"
	jq -e -s 'length == 200 and all(.[]; .devices | length > 0) and
		([.[].devices[].queues[].counters | numbers, objects] | length > 0)' "$dir/json" >"$dir/out"
	expect "jq reads it" $?
fi

# Whoever reads the file meanwhile has a sample whole, and one that promtool finds nothing wrong with.
reads_metrics() {
	local looks=0
	"$vdpatop" --demo=clock=fast -b -d 1 -n "$samples" -f prometheus -o "$dir/vdpa.prom" 2>"$dir/err" </dev/null &
	run=$!
	while kill -0 $run 2>/dev/null; do
		[ -e "$dir/vdpa.prom" ] || continue
		promtool check metrics <"$dir/vdpa.prom" >"$dir/out" 2>&1 || return
		looks=$((looks + 1))
	done
	echo "# promtool has looked $looks times"
	wait $run && run= && [ $looks -gt 10 ] && promtool check metrics <"$dir/vdpa.prom" >"$dir/out" 2>&1 &&
		[ "$(find "$dir" -newer "$0" -name '*.prom*')" = "$dir/vdpa.prom" ]
}

if command -v promtool >/dev/null; then
	reads_metrics
	expect "promtool has no complaint about the metrics, whenever it looks" $?
fi

finish
