#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A kernel that does not answer: the screen lives and says so, and the way out stays open.
# shellcheck source=tests/terminal/lib.sh
. "$(dirname "$0")/lib.sh"

seconds() { screen | sed -n 's/.*has not answered for \([0-9]*\)s.*/\1/p'; }

open_terminal TERM=xterm-256color
start fault=hang
until_shows 'has not answered'
expect "a hung kernel is named on the screen" $?
before=$(seconds)
more_seconds() { [ "$(seconds)" -gt "$before" ]; }
until_true more_seconds
expect "and the seconds go on" $?
keys F1 && until_shows 'show or leave this help' && keys Escape && until_shows 'KICKS/s'
expect "keys are answered" $?
keys e && until_shows 'the kernel does not answer: '
expect "the event log says what it was asked" $?
keys q
resize 100x30
until_true shows_keys_on_row 30
expect "a new size is drawn" $?
pid=$(program)
worker=$(pgrep -P "$pid" -x vdpatop-netlink)
keys q
until_true has_ended "$pid" && ended_with 0
expect "q ends it" $?
is_restored
expect "and the terminal is as before" $?
until_true has_ended "$worker" || kill -KILL "$worker" 2>/dev/null

open_terminal TERM=xterm-256color
start fault=crash
until_shows 'died'
expect "a worker that dies is named on the screen" $?
keys q
ended_with 0
expect "and the program still ends as it should" $?

finish
