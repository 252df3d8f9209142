#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Every way out of the screen, for a while and for good: the terminal is always left as it was,
# and the program never lives on without one.
# shellcheck source=tests/terminal/lib.sh
. "$(dirname "$0")/lib.sh"

open_terminal TERM=xterm-256color
start seed=1
keys C-z
until_shows 'Stopped' && is_restored
expect "^Z stops it and gives the terminal back" $?
type_command fg
until_shows 'KICKS/s' && until_shows 'F10Quit'
expect "fg brings the whole screen back" $?
keys Down q
ended_with 0 && is_restored
expect "and it still takes keys" $?

open_terminal TERM=xterm-256color
start seed=1
kill -STOP "$(program)"
until_shows 'Stopped'
resize 100x30
type_command fg
until_true shows_keys_on_row 30 && shows 'KICKS/s'
expect "stopped by SIGSTOP and resized, it draws anew when it goes on" $?
keys q
ended_with 0
expect "and ends as usual" $?

for way in 'TERM 143' 'HUP 129' 'QUIT 131' 'SEGV 139' 'ABRT 134' 'USR2 140' 'ALRM 142'; do
	open_terminal TERM=xterm-256color
	start seed=1
	kill "-${way% *}" "$(program)"
	ended_with "${way#* }" && is_restored
	expect "SIG${way% *} ends it with status ${way#* } and the terminal is as before" $?
done

open_terminal TERM=xterm-256color
start seed=1
pid=$(program)
echo 'a library complains' >>"/proc/$pid/fd/2"
kill -SEGV "$pid"
ended_with 139 && shows 'a library complains' && shows 'F10Quit' && shows 'crashed (SIGSEGV)'
expect "after a crash the last frame, what was said on standard error and what to do can be read" $?

open_terminal TERM=xterm-256color
start seed=1
kill -USR2 "$(program)"
ended_with 140 && shows_not 'F10Quit' && shows_not 'crashed'
expect "a signal from somebody is no crash: nothing is said" $?

open_terminal TERM=xterm-256color
start seed=1
keys C-c # bash then gives up the whole command line, and with it the status
until_true runs_no_more && is_restored
expect "^C ends it and the terminal is as before" $?

open_terminal TERM=xterm-256color
start seed=1
# shellcheck disable=SC1003 # a key named so
keys 'C-\'
until_true runs_no_more && is_restored
expect "^\\ ends it and the terminal is as before" $?

open_terminal TERM=xterm-256color
start seed=1
pid=$(program)
close_terminal
until_true has_ended "$pid"
expect "when its terminal goes away it ends" $?

open_terminal TERM=xterm-256color
type_command "trap '' HUP; $vdpatop --demo"
until_shows 'KICKS/s'
pid=$(program)
close_terminal
until_true has_ended "$pid"
expect "when its terminal goes away it ends, even where SIGHUP is ignored" $?

open_terminal TERM=xterm-256color
start seed=1
workers=$(pgrep -P "$(program)" | tr '\n' ' ')
keys q
ended_with 0
for worker in $workers; do
	until_true has_ended "$worker" || break
done
[ -n "$workers" ] && has_ended "${workers% }"
expect "its workers end with it" $?

# A device that a VM has is to be deleted all the same: its unbinding waits for the VM.
unbind() {
	open_terminal TERM=xterm-256color
	start seed=1
	keys Down F8
	until_shows 'Type its name'
	keys Up web0 F2 Enter
	until_shows 'unbinding'
}

unbind
before=$(screen | sed -n 's/.* web0 .*unbinding \([0-9]*\)s$/\1/p')
goes_on() { [ "$(screen | sed -n 's/.* web0 .*unbinding \([0-9]*\)s$/\1/p')" -gt "${before:-0}" ]; }
until_true goes_on
expect "while an unbinding waits the seconds of its device go on" $?
keys q
until_shows 'again leaves: web0 is being unbound, which goes on' && kill -0 "$(program)"
expect "q says first what will not be done" $?
keys q
ended_with 0 && shows 'web0 is being unbound: that goes on in the kernel until vm-web01 (4711)' && is_restored
expect "the second q leaves at once, says what the kernel still has, and the terminal is as before" $?

unbind
keys C-c
until_true runs_no_more && shows 'web0 is being unbound: that goes on in the kernel' && is_restored
expect "^C leaves at once, and says so too" $?

finish
