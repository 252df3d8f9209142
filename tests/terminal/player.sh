#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A recording in a real terminal: it plays by itself, stands still, goes about by keys, and gives the
# terminal back; and what a terminal shows of a run that is recorded.
# shellcheck source=tests/terminal/lib.sh
. "$(dirname "$0")/lib.sh"

open_terminal TERM=xterm-256color
start fault=churn "-d 0.1 --record $dir/run"
until_shows '● rec  0.1s'
expect "a run that is recorded says so" $?
until_true test -s "$dir/run"
has_samples() { "$vdpatop" --replay "$dir/run" -b -f csv 2>/dev/null | cut -d, -f1 | sort -u | wc -l; }
has_enough() { [ "$(has_samples)" -gt 30 ]; }
until_true has_enough
keys q
ended_with 0 && is_restored
expect "q ends it with status 0, and the recording is there" $?

line() { row 1; }
starts_with() { line | grep -qF -- " vdpatop  REPLAY  DEMO  $1"; }
says() { line | grep -qE -- "$1"; }

type_command "$vdpatop --replay $dir/run"
until_true says 'REPLAY  DEMO .* sample ([2-9]|1[0-9]) of '
expect "a replay plays by itself" $?
keys Z
until_true says 'PAUSED  sample'
expect "Z lets it stand still" $?
screen_with_codes | sed -n 1p | grep -q $'\e\\[[0-9;]*mREPLAY' && shows '. Step : Time' && shows_not 'F8'
expect "REPLAY has a colour, and the last line has a replay's keys in place of those that do nothing in it" $?
keys : '#20' Enter
until_true says 'PAUSED  sample 20 of'
expect "a typed number leads to its sample, and it stands still there" $?
screen | sed '1d;23d' >"$dir/first"
keys . . .
until_true says 'PAUSED  sample 23 of'
expect "three keys go three samples on" $?
keys , , ,
until_true says 'PAUSED  sample 20 of'
expect "and three back" $?
screen | sed '1d;23d' | cmp -s "$dir/first" -
expect "the screen is what it was" $?
keys '('
until_true says 'PAUSED  sample 1 of'
expect "( goes to the start" $?
keys : 12:00 Enter
until_shows 'not in the recording, which is '
expect "a time that is not in it is refused" $?
keys Escape
until_true shows_not 'Go to:'
resize 120x40
until_shows '. Step : Time'
expect "a wider screen has the keys of a replay on its last line" $?
resize 50x10
until_true says 'REPLAY  DEMO +PAUSED  1/[0-9]*  [0-9:]{8}'
expect "a narrow one says all of it in short" $?
resize 80x24
keys Z ']' ']' ']' ']'
until_true says 'END  16×  sample'
expect "16 times as fast it comes to its end, and stays" $?
keys q
ended_with 0 && is_restored
expect "q ends it with status 0 and the terminal is as before" $?

head -c $(($(wc -c <"$dir/run") / 2)) "$dir/run" >"$dir/cut"
type_command "$vdpatop --ascii --replay $dir/cut"
until_true says 'REPLAY' && keys ')' && until_shows "* $dir/cut: cut off at byte"
expect "a file that is cut says so at its end" $?
keys q
ended_with 1 && until_shows "vdpatop: $dir/cut: cut off at byte" && is_restored
expect "and behind it, with status 1" $?

finish
