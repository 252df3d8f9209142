#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A recording on the screen: a demo host is recorded while keys and samples come from a script, then gone
# about in. What is shown of a sample is what was shown of it live, and the same each time one comes back.
set -u
vdpatop=${VDPATOP:?the program to test}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
# shellcheck source=tests/script/play.sh
. "${srcdir:-.}/tests/script/play.sh"

samples=24

# replay FILE COMMAND…: as play, of a recording; leaves its status, too.
replay() {
	local file=$1
	shift
	printf '%s\n' "$@" >"$dir/script"
	VDPATOP_SCRIPT=$dir/script timeout 60 "$vdpatop" --replay "$file" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

# frame_at NUMBER FILE: what stands between the first line, which says how it goes, and the status line.
frame_at() { sed -n "/^at $1\$/,/F10 *Quit/p" "$2" | sed -n '3,23p'; }

# same_frames FIRST LAST A B: each sample has a frame in both files, and the same.
same_frames() {
	local i a
	for ((i = $1; i <= $2; i++)); do
		a=$(frame_at "$i" "$3")
		[ -n "$a" ] && [ "$a" = "$(frame_at "$i" "$4")" ] || return 1
	done
}

forward=()
for ((i = 1; i <= samples; i++)); do
	forward+=(tick "print at $i" frame)
done
options=(--record "$dir/run")
play fault=churn,seed=3 "${forward[@]}"
[ -s "$dir/run" ] && shows '● rec  1\.0s  00:00:23$'
expect "a run that is recorded says so" $?
cp "$dir/out" "$dir/live"

replay "$dir/run" "${forward[@]}" tick tick 'print over' frame
cp "$dir/out" "$dir/forward"
[ $status = 0 ] && same_frames 1 $samples "$dir/live" "$dir/forward"
expect "replayed sample by sample, every frame is the one that was live" $?
shows ' REPLAY  DEMO .* sample 7 of 24  2026-01-01 00:00:06$'
expect "the first line says that it is a replay, of whom, and which sample of when" $?
sed '1,/^over$/d' "$dir/out" | head -n 1 | grep -q ' END  sample 24 of 24  2026-01-01 00:00:23$'
expect "ticks past the end leave the last sample, and that it is the last" $?

back=("${forward[@]}")
for ((i = samples - 1; i > 0; i--)); do
	back+=('key ,' "await PAUSED  sample $i of" "print at $i" frame)
done
replay "$dir/run" "${back[@]}"
sed "1,/^at $samples\$/d" "$dir/out" >"$dir/back"
[ $status = 0 ] && same_frames 1 $((samples - 1)) "$dir/forward" "$dir/back"
expect "going back sample by sample, every frame is what it was" $?

# Pages that show the past: the event log and the graphs.
pages=('key e' frame 'key e' 'key g' frame 'key g')
replay "$dir/run" 'resize 120x40' tick 'key Down' 'key :' 'type #11' 'key Enter' 'await sample 11 of' "${pages[@]}" \
	'key )' 'await END' 'key {' 'await sample 14 of' 'key :' 'type #11' 'key Enter' 'await sample 11 of' \
	'print again' "${pages[@]}"
sed '/^again$/,$d' "$dir/out" >"$dir/first"
sed '1,/^again$/d' "$dir/out" >"$dir/second"
[ $status = 0 ] && [ "$(wc -l <"$dir/first")" = 80 ] && cmp -s "$dir/first" "$dir/second"
expect "the log and the graphs are what they were at that sample" $?

# to PLACE SAMPLE: typed at sample 11, PLACE leads to SAMPLE.
to() {
	replay "$dir/run" tick 'key :' 'type #11' 'key Enter' 'await sample 11 of' \
		'key :' "type $1" 'key Enter' "await sample $2 of"
	[ $status = 0 ]
	expect "from sample 11, $1 leads to sample $2" $?
}
to '#24' 24
to '00:00:04' 5
to '2026-01-01T00:00:20' 21
to '2026-01-01T00:00:00Z' 1
to '+5' 16
to '-10' 1

# no PLACE WORDS: typed at sample 11, PLACE is refused with WORDS, and nothing happens.
no() {
	replay "$dir/run" tick 'key :' 'type #11' 'key Enter' 'await sample 11 of' \
		'key :' "type $1" 'key Enter' frame 'key Esc' 'print left' frame
	[ $status = 0 ] && shows "$2" && sed '1,/^left$/d' "$dir/out" | head -n 1 | grep -q 'sample 11 of'
	expect "$1 is refused: $2" $?
}
no '#25' 'no such sample: there are #1 to #24'
no '12:00:00' 'not in the recording, which is 00:00:00 to 00:00:23'
no '+60' 'not in the recording, which is 00:00:00 to 00:00:23'
no 'noon' 'expected a time like 14:03:07'

# Keys one behind the other, with no frame and no answer between them.
replay "$dir/run" tick 'key .' 'key .' 'key .' 'key }' 'key ,' 'await sample 13 of'
expect "keys that come faster than samples count from where they are going" $status

replay "$dir/run" tick 'key ]' 'key ]' 'key ]' frame 'key [' 'key [' 'key [' 'key [' 'print slow' frame
shows ' 8×  sample 1 of' && sed '1,/^slow$/d' "$dir/out" | grep -q ' 1/2×  sample 1 of'
expect "the speed is said unless it is that of the recording" $?

replay "$dir/run" tick 'key ]' 'key ]' 'key ]' 'key ]' 'key ]' 'key ]' 'key ]' frame
shows '64 times as fast as it was is the most'
expect "64 times is the most" $?

replay "$dir/run" tick 'key F5' 'key F4' 'type lab' 'key Enter' 'key Down' 'key Space' 'print at 1' frame \
	'key )' 'await END' 'key (' 'await 1/24' 'print at 2' frame
[ $status = 0 ] && frame_at 1 "$dir/out" | grep -q '^\* ' && frame_at 1 "$dir/out" >"$dir/first" &&
	frame_at 2 "$dir/out" | cmp -s "$dir/first" -
expect "going to the end and back leaves list, filter, mark and selection as they are" $?

replay "$dir/run" tick 'key Down' 'key F8' frame 'key F7' frame 'key F9' frame 'key d' frame
[ "$(grep -cE '^ (delete|add|change): ' "$dir/out")" = 3 ] && shows '^ delay: not in a replay'
expect "nothing can be changed in a replay, and that is said" $?

# A file that is cut: what is whole of it is shown, then it says what is wrong, and so does the exit.
head -c $(($(wc -c <"$dir/run") / 2)) "$dir/run" >"$dir/cut"
replay "$dir/cut" tick 'key )' 'await END' frame 'key (' 'await sample 1 of' 'key )' 'await END' tick tick \
	'key e' 'print log' frame
[ $status = 1 ] && shows '△ .*/cut: cut off at byte' && grep -q '^vdpatop: .*/cut: cut off at byte' "$dir/err"
expect "a file that is cut says so at its end, and when one leaves: status 1" $?
[ "$(sed '1,/^log$/d' "$dir/out" | grep -c '△ .*/cut: cut off at byte')" = 1 ]
expect "the log has it once, however often one comes there" $?

head -c 700 "$dir/run" >"$dir/none"
replay "$dir/none" tick frame
[ $status = 1 ] && [ ! -s "$dir/out" ] && grep -q '^vdpatop: .*/none: .*sample' "$dir/err"
expect "a file without one whole sample ends at once, with what is wrong" $?

finish
