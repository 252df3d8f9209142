#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What was recorded on a real kernel (tests/recordings/README.md) still says, replayed, what that run wrote.
set -u
vdpatop=${VDPATOP:?the program to test}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

for recording in "${srcdir:-.}"/tests/recordings/*.pcap; do
	name=$(basename "$recording" .pcap)
	timeout 60 "$vdpatop" -b --replay "$recording" >"$dir/out" 2>"$dir/err" && [ ! -s "$dir/err" ]
	expect "$name is replayed without complaint" $?
	cmp "$dir/out" "${recording%.pcap}.csv" >>"$dir/err"
	expect "and every byte is as that run wrote it" $?
	timeout 60 "$vdpatop" -b --replay "$recording" -f jsonl >"$dir/out" 2>"$dir/err"
	[ "$(wc -l <"$dir/out")" = 8 ] && grep -q '"name":"late0"' "$dir/out"
	expect "in another format, too, which that run did not write" $?
done
# shellcheck disable=SC2154 # of tap.sh
[ "$count" = 9 ]
expect "all three recordings were there" $?
finish
