#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Recording as a person sees it: what the file is, what is refused, what is left when something breaks.
# On the demo host.
set -u
vdpatop=${VDPATOP:?the program to test}
command -v pgrep >/dev/null || { echo "1..0 # SKIP no pgrep (procps)" && exit 77; }
dir=$(mktemp -d)
main=0
trap '[ "$main" = 0 ] || kill -KILL "$main" 2>/dev/null; rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
# shellcheck source=tests/script/play.sh
. "${srcdir:-.}/tests/script/play.sh"
# shellcheck source=tests/script/recording.sh
. "${srcdir:-.}/tests/script/recording.sh"
file=$dir/run.pcap

# run ARGUMENTS…: leaves out, err and status.
run() {
	timeout 60 "$vdpatop" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

ends_with() { [ "$status" = "$1" ]; }
says() { [ "$(wc -l <"$dir/err")" = 1 ] && grep -qF -- "$1" "$dir/err"; }
is_silent() { [ ! -s "$dir/err" ]; }
samples() { [ "$(cut -d, -f1 "$dir/out" 2>/dev/null | sort -u | wc -l)" -gt "$1" ]; }

is_gone() { [ ! -e "/proc/$1" ] || [ "$(awk '$1 == "State:" { print $2 }' "/proc/$1/status" 2>/dev/null)" = Z ]; }

until_true() {
	for _ in $(seq 400); do
		"$@" && return 0
		sleep 0.05
	done
	return 1
}

run --demo=seed=3 -b -n 3 -d 0.1
cut -d, -f2- "$dir/out" >"$dir/plain"
run --demo=seed=3 -b -n 3 -d 0.1 --record "$file"
ends_with 0 && is_silent && cut -d, -f2- "$dir/out" | cmp -s - "$dir/plain"
expect "what is recorded is written as without a recording" $?
[ "$(od -An -N4 -tx4 "$file")" = " a1b23c4d" ] && [ "$(od -An -j20 -N4 -tu4 "$file" | tr -d ' ')" = 253 ]
expect "the file is a pcap file of netlink, in nanoseconds" $?
[ "$(stat -c %a "$file")" = 600 ]
expect "it is for its owner alone" $?
[ "$(of S)" = 1 ] && [ "$(of B)" = 3 ] && [ "$(of E)" = 3 ] && picture "$file" | grep -q '^SB[<>]*EF.*E$'
expect "it begins with its start, and has every sample from begin to end" $?
[ "$(of '>')" -gt 3 ] && [ "$(of '<')" -gt "$(of '>')" ]
expect "it holds what was asked and what was answered" $?

cp "$file" "$dir/before"
run --demo -b -n 1 --record "$file"
ends_with 1 && says "$file exists: --overwrite replaces it" && [ ! -s "$dir/out" ] && cmp -s "$file" "$dir/before"
expect "a file that is there is not touched" $?
run --demo=fault=no-module -b -n 1 --record "$file" --overwrite
ends_with 3 && cmp -s "$file" "$dir/before"
expect "nor with --overwrite while there is no host to record" $?
run --demo -b -n 1 --record "$file" --overwrite
ends_with 0 && is_silent && [ "$(of B)" = 1 ]
expect "with --overwrite it is replaced" $?
for _ in 1 2 3 4 5; do
	run --demo -b -n 1 --record "$file" --overwrite
	[ "$(of F)" -gt 0 ] || break
done
[ "$(of F)" -gt 0 ]
expect "the host's facts are in it even when the program ends with the first sample" $?
run --demo -b -n 1 --record "$dir"
ends_with 2 && says "$dir' is a directory" && [ ! -s "$dir/out" ]
expect "a folder is refused" $?
run --demo -b -n 1 --record /dev/null --overwrite
ends_with 1 && says "/dev/null is no regular file"
expect "what is no file is refused" $?
run --demo -b -n 1 --record "$dir/none/x"
ends_with 1 && says "$dir/none/x: No such file or directory"
expect "a file that cannot be made is named with the reason" $?

rm -f "$file" "$dir/out" "$dir/err"
(ulimit -f 100 && timeout 60 "$vdpatop" --demo -b -n 20 -d 0.1 --record "$file" 2>"$dir/err" </dev/null; echo $? >"$dir/status") | cat >"$dir/out"
[ "$(cat "$dir/status")" = 1 ] && says "recording into $file has ended: File too large" && samples 20
expect "a full disk ends the recording, with one line and exit status 1, and no sample" $?
[ "$(of B)" -gt 0 ] && [ "$(of B)" -lt 20 ] && [ "$(of B)" = "$(of E)" ] && picture "$file" | grep -q '[EF]$'
expect "what was recorded until then is whole" $?

rm -f "$file" "$dir/out" "$dir/err"
"$vdpatop" --demo -b -d 0.1 --record "$file" >"$dir/out" 2>"$dir/err" </dev/null &
main=$!
until_true samples 3
kill -KILL "$(pgrep -P "$main" -x vdpatop-netlink)"
until_true grep -q 'worker died' "$dir/err"
had=$(cut -d, -f1 "$dir/out" | sort -u | wc -l)
until_true samples $((had + 2))
kill -TERM "$main"
wait "$main"
main=0
[ "$(of S)" = 2 ] && [ "$(of B)" = "$(of E)" ] && [ "$(of B)" -ge $((had + 1)) ] && picture "$file" | grep -q '[EF]$'
expect "the worker that comes after one that died goes on in the same file" $?

rm -f "$file" "$dir/out" "$dir/err"
# Between two samples: the kernel may end a write in the middle when it kills the writer.
"$vdpatop" --demo -b -d 0.5 --record "$file" >"$dir/out" 2>"$dir/err" </dev/null &
main=$!
has_recorded() { [ "$(of E 2>/dev/null)" -ge "$1" ] 2>/dev/null; }
until_true has_recorded 2
worker=$(pgrep -P "$main" -x vdpatop-netlink)
kill -KILL "$main"
wait "$main" 2>/dev/null
main=0
until_true is_gone "$worker"
[ "$(of B)" -ge 2 ] && [ "$(of B)" = "$(of E)" ] && picture "$file" | grep -q '[EF]$'
expect "a program that is killed leaves whole samples" $?

# The demo's kernel holds the first request of all; what is behind the last END is what it was.
rm -f "$file" "$dir/out" "$dir/err"
timeout 20 "$vdpatop" --demo=fault=frozen -b -n 1 --timeout 0.3 --record "$file" >"$dir/out" 2>"$dir/err" </dev/null
[ $? = 5 ] && picture "$file" | grep -qx 'SB>'
expect "a run that the kernel never answers leaves the request that it held" $?

rm -f "$file" "$dir/out" "$dir/err"
options=(--record "$file")
play '' tick tick 'go disk1' 'key F8' 'await It is deleted' 'keys F2 Enter' 'await disk1 was deleted' tick
options=()
[ ! -s "$dir/err" ] && picture "$file" | grep -q 'E[F*!]*><[F*!]*B' && [ "$(of B)" = "$(of E)" ] && picture "$file" | grep -q '[*!]'
expect "what a person has done on the screen is in it, between two samples" $?

rm -f "$file" "$dir/out" "$dir/err"
(ulimit -f 100 && VDPATOP_SCRIPT=$dir/script && export VDPATOP_SCRIPT && {
	printf 'tick\n%.0s' $(seq 20)
	printf '%s\n' 'await recording into' frame
} >"$VDPATOP_SCRIPT" && timeout 60 "$vdpatop" --demo --record "$file" >"$dir/out" 2>"$dir/err" </dev/null)
[ $? = 1 ] && shows 'recording into .* has ended' && says "recording into $file has ended: File too large"
expect "the screen says that the recording has ended, and so does its end" $?

finish
