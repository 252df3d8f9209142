#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What holds of every format of batch mode: no torn line on a full disk or in a closed pipe, rotation,
# appending, signals, devices that come and go. What is in them is the unit tests'. On the demo host.
set -u
vdpatop=${VDPATOP:?the program to test}
dir=$(mktemp -d)
run=
trap 'kill -9 $run 2>/dev/null; rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
file=$dir/samples

run() {
	timeout 60 "$vdpatop" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

ends_with() { [ "$status" = "$1" ]; }
says() { [ "$(wc -l <"$dir/err")" = 1 ] && grep -qF -- "$1" "$dir/err"; }
is_silent() { [ ! -s "$dir/err" ]; }

# is_whole FORMAT FILE: every line of it, and there is one.
is_whole() {
	[ -s "$2" ] && [ -z "$(tail -c 1 "$2")" ] || return
	case $1 in
	csv) awk -F, 'NF != 13 { exit 1 }' "$2" ;;
	csv-long) awk -F, 'NF != 10 { exit 1 }' "$2" ;;
	jsonl) awk '!/^{"time":"[^"]*Z",.*}\]}$/ { exit 1 }' "$2" ;;
	text) awk 'length && !/^2...-|^DEVICE / && NF != 8 { exit 1 }' "$2" ;;
	esac
}

# times FILE…: of the samples in them, each once, oldest first; made in C locale order.
times() { cat "$@" | grep -oE '20[0-9]{2}-[0-9-]{5}T[0-9:.]{12}Z' | uniq; }

# waits_for COMMAND…: until it succeeds; not for ever.
waits_for() {
	for _ in $(seq 400); do
		"$@" && return
		sleep 0.05
	done
	return 1
}

has_samples() { [ -e "$1" ] && [ "$(times "$1" | wc -l)" -ge "$2" ]; }

for format in csv csv-long jsonl text; do
	(
		ulimit -f 64 # KiB
		exec timeout 60 "$vdpatop" --demo=clock=fast -b -n 1000 -f $format -o "$file" 2>"$dir/err" </dev/null
	)
	status=$?
	ends_with 1 && says "writing $file: File too large" && is_whole $format "$file" &&
		[ "$(wc -c <"$file")" -gt 20000 ]
	expect "$format: a file that may grow no more is named, and ends with a whole line" $?

	timeout 60 "$vdpatop" --demo -b -n 1 -f $format >/dev/full 2>"$dir/err" </dev/null
	status=$?
	ends_with 1 && says 'standard output: No space left on device'
	expect "$format: a full disk is exit status 1 in words" $?

	timeout 60 "$vdpatop" --demo=clock=fast -b -f $format 2>"$dir/err" </dev/null | head -n 1 >"$dir/out"
	status=${PIPESTATUS[0]}
	ends_with 0 && is_silent
	expect "$format: a closed pipe ends it quietly with 0" $?

	run --demo=clock=fast -b -n 5 -f $format -o "$file"
	ends_with 1 && says --append
	expect "$format: a file that exists is not touched" $?
	run --demo=clock=fast -b -n 5 -f $format -o "$file" --overwrite
	ends_with 0 && is_silent && [ "$(times "$file" | wc -l)" = 5 ]
	expect "$format: --overwrite begins anew" $?
	lines=$(wc -l <"$file")
	run --demo=clock=fast -b -n 5 -f $format -o "$file" --append
	header=0
	[[ $format != csv* ]] || header=1
	ends_with 0 && is_silent && is_whole $format "$file" && [ "$(wc -l <"$file")" = $((2 * lines - header)) ]
	expect "$format: --append goes on, and a header stands once" $?

	for fault in churn vanish; do
		run --demo=clock=fast,fault=$fault -b -n 12 -f $format
		ends_with 0 && is_whole $format "$dir/out" && [ "$(times "$dir/out" | wc -l)" = 12 ]
		expect "$format: no sample is missing while devices come and go ($fault)" $?
	done

	rm -f "$file"
	"$vdpatop" --demo -b -d 0.1 -f $format -o "$file" 2>"$dir/err" </dev/null &
	run=$!
	waits_for has_samples "$file" 2
	mv "$file" "$file.1"
	kill -USR1 $run
	waits_for has_samples "$file" 2
	kill -TERM $run
	wait $run
	status=$?
	run=
	ends_with 143 && is_silent && is_whole $format "$file" && is_whole $format "$file.1" &&
		[ "$(times "$file.1" "$file" | sort -u | wc -l)" = "$(times "$file.1" "$file" | wc -l)" ] &&
		{ [ $header = 0 ] || [ "$(head -n 1 "$file")" = "$(head -n 1 "$file.1")" ]; } &&
		times "$file.1" "$file" | awk -F'[:Z]' 'NR > 1 { step = $3 - last; if (step < 0) step += 60
			if (step < 0.0995 || step > 0.1005) exit 1 } { last = $3 }'
	expect "$format: SIGUSR1 goes on in a new file and loses no sample, SIGTERM ends with a whole line" $?
	rm -f "$file.1" "$file"
done

for old in csv csv-long jsonl text; do
	rm -f "$file"
	run --demo=clock=fast -b -n 1 -f $old -o "$file"
	cp "$file" "$dir/old"
	for new in csv csv-long jsonl text; do
		[ $new != $old ] || continue
		run --demo=clock=fast -b -n 1 -f $new -o "$file" --append
		ends_with 1 && says "$file " && says ': --overwrite replaces it' && cmp -s "$file" "$dir/old"
		expect "$new is not appended to $old" $?
	done
	run --demo=clock=fast -b -n 1 -f prometheus -o "$file"
	ends_with 1 && says "$file exists, and -f prometheus did not write it: --overwrite replaces it" &&
		cmp -s "$file" "$dir/old"
	expect "prometheus does not replace $old" $?
done
rm -f "$file" "$dir/old"
run --demo -b -n 1 -f csv -o "$file"
for format in csv-long jsonl; do
	run --demo -b -n 1 -f $format -c device
	ends_with 2 && says "-f $format takes no -c" && [ ! -s "$dir/out" ]
	expect "$format takes no columns and says why" $?
done
run --demo -b -n 1 -f text -c 'device,queue,vendor:rx packets'
ends_with 0 && is_silent && grep -qE '^lab0 +0 +[0-9]+$' "$dir/out"
expect "text takes columns, those of drivers too" $?

run --demo=clock=fast -b -n 3 -f prometheus -o "$file" --append
ends_with 2 && says --append && grep -q '^time,' "$file"
expect "prometheus refuses to append" $?
umask 022
run --demo=clock=fast -b -n 3 -f prometheus -o "$dir/new.prom"
ends_with 0 && is_silent && [ "$(stat -c %a "$dir/new.prom")" = 644 ] && [ "$(ls "$dir")" = "$(printf '%s\n' err new.prom out samples)" ]
expect "prometheus leaves one file, which others may read" $?
run --demo=clock=fast -b -n 1 -f prometheus -o "$dir/new.prom"
ends_with 0 && is_silent
expect "prometheus replaces what it wrote without asking" $?
: >"$dir/new.prom"
run --demo=clock=fast -b -n 1 -f prometheus -o "$dir/new.prom"
ends_with 0 && is_silent && [ -s "$dir/new.prom" ]
expect "and an empty file" $?
echo precious >"$dir/new.prom"
run --demo=clock=fast -b -n 1 -f prometheus -o "$dir/new.prom"
ends_with 1 && says --overwrite && [ "$(cat "$dir/new.prom")" = precious ]
expect "and nobody else's" $?
run --demo=clock=fast -b -n 1 -f prometheus -o "$dir/new.prom" --overwrite
ends_with 0 && is_silent && head -n 1 "$dir/new.prom" | grep -q '^# HELP vdpa_'
expect "unless --overwrite is given" $?
cp "$dir/new.prom" "$dir/old.prom"
(
	ulimit -f 256 # the workers' shared memory takes less than these 310 KiB
	exec timeout 60 "$vdpatop" --demo=mgmtdevs=6,devices=8,queues=32 -b -n 1 -f prometheus -o "$dir/new.prom" 2>"$dir/err" </dev/null
)
status=$?
ends_with 1 && says "writing $dir/new.prom: File too large" && cmp -s "$dir/new.prom" "$dir/old.prom" &&
	[ "$(ls "$dir")" = "$(printf '%s\n' err new.prom old.prom out samples)" ]
expect "prometheus: what cannot be replaced is as it was, and nothing lies beside it" $?

finish
