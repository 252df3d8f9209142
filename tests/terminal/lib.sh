# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# A terminal for tests: a shell in tmux, with nothing of ours in its environment. Every wait looks
# for something and gives up after some seconds; nothing is assumed to be quick.
set -u
vdpatop=${VDPATOP:?the program to test}
command -v pgrep >/dev/null || { echo "1..0 # SKIP no pgrep (procps)" && exit 77; }
command -v tmux >/dev/null || { echo "1..0 # SKIP no tmux" && exit 77; }
dir=$(mktemp -d)
tmux=(tmux -S "$dir/tmux" -f /dev/null)
trap '"${tmux[@]}" kill-server 2>/dev/null; rm -rf "$dir"' EXIT
count=0 failures=0

screen() { "${tmux[@]}" capture-pane -t work -p 2>/dev/null; }
screen_with_codes() { "${tmux[@]}" capture-pane -t work -pe 2>/dev/null; }
row() { screen | sed -n "$1p"; }
ask() { "${tmux[@]}" display-message -t work -p "$1"; }
resize() { "${tmux[@]}" resize-window -t work -x "${1%x*}" -y "${1#*x}"; }
close_terminal() { "${tmux[@]}" kill-session -t work; }
keys() { "${tmux[@]}" send-keys -t work "$@"; }

# expect NAME STATUS: prints a TAP line by the status of what was tried, and the screen if it failed.
expect() {
	count=$((count + 1))
	if [ "$2" = 0 ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		screen | sed 's/^/# /' | head -n 30
		failures=$((failures + 1))
	fi
}

until_true() {
	for _ in $(seq 300); do
		"$@" && return 0
		sleep 0.05
	done
	return 1
}

shows() { screen | grep -qF -- "$1"; }
until_shows() { until_true shows "$1"; }
shows_not() { ! shows "$1"; }
shows_keys_on_row() { row "$1" | grep -q '^ F1 \{0,1\}Help'; }

# A session that only keeps the server alive while others come and go.
"${tmux[@]}" new-session -d -s keep cat

# A new shell of 80x24 with VARIABLE=VALUE… in its environment. A sanitizer is to leave signals alone.
open_terminal() {
	close_terminal 2>/dev/null
	"${tmux[@]}" new-session -d -s work -x 80 -y 24 env -i PATH="$PATH" LC_ALL=C.UTF-8 \
		ASAN_OPTIONS=handle_segv=0:handle_abort=0:detect_leaks=0 "$@" bash --norc --noprofile -i
	keys "PS1='ready> '" Enter clear Enter
	until_shows 'ready>'
}

# type COMMAND: its status is shown behind it, and its process id kept.
type_command() {
	keys "clear; $1; echo \"status \$?.\"" Enter
}

# start DEMO [OPTIONS]: the program, until it shows figures.
start() {
	type_command "$vdpatop --demo=$1 ${2:-}"
	until_shows 'KICKS/s'
}

program() { pgrep -x vdpatop -P "$(ask '#{pane_pid}')"; }
runs_no_more() { [ -z "$(program)" ]; }
has_ended() { ! kill -0 "$1" 2>/dev/null; }
ended_with() { until_shows "status $1."; }

# The shell has the terminal back as it was: its modes, and the main screen.
is_restored() {
	[ "$(ask '#{alternate_on}#{cursor_flag}')" = 01 ] || return 1
	keys 'stty -a | grep -o "[-]*icanon\|[-]*echo " | tr "\n" " "; echo modes' Enter
	until_shows 'icanon echo  modes'
}

finish() {
	echo "1..$count"
	[ $failures = 0 ]
}
