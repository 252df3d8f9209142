#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the terminal gets to show: colours by its type, sizes, and what it cannot do.
# shellcheck source=tests/terminal/lib.sh
. "$(dirname "$0")/lib.sh"

# colours: the escape sequences of what is on the screen.
colours() { screen_with_codes | grep -o $'\e''\[[0-9;]*m' | sort -u; }
has_colour() { colours | grep -qE '[[;](3[1-7]|38)[;m]'; }
shows_a_stall() { until_shows '▲ stalled'; }

open_terminal TERM=xterm-256color
start fault=stall
shows_a_stall && colours | grep -q '38;5;196'
expect "256 colours: what is wrong is red" $?
keys q
until_shows 'status 0.' && is_restored
expect "q ends it with status 0 and the terminal is as before" $?

open_terminal TERM=xterm
start fault=stall
shows_a_stall && colours | grep -q '31m' && ! colours | grep -q '38;5'
expect "8 colours: the same in plain red" $?

if infocmp xterm-16color >/dev/null 2>&1; then
	open_terminal TERM=xterm-16color
	start fault=stall
	shows_a_stall && colours | grep -q '91m' && ! colours | grep -q '38;'
	expect "16 colours: in bright red" $?
fi

if infocmp xterm-direct >/dev/null 2>&1; then
	open_terminal TERM=xterm-direct
	start fault=stall
	shows_a_stall && colours | grep -q '38;2;238;0;0'
	expect "colours by red, green and blue: exactly the theme's" $?
fi

open_terminal TERM=xterm-256color COLORTERM=truecolor
start fault=stall
shows_a_stall && colours | grep -q '38;5;196' && ! colours | grep -q '38;2'
expect "COLORTERM does not make terminfo know more" $?

for theme in dark light high-contrast solarized solarized-light; do
	open_terminal TERM=xterm-256color
	start fault=stall "--theme $THEMES/$theme.conf"
	shows_a_stall && has_colour
	expect "theme $theme is drawn in colours" $?
done

open_terminal TERM=xterm-256color
start fault=stall "--theme $THEMES/mono.conf"
shows_a_stall && ! has_colour && colours | grep -q '7m'
expect "theme mono has none, and shows what is selected" $?

echo 'styles = { bad = { text = "reed"; }; };' >"$dir/broken.conf"
open_terminal TERM=xterm-256color
start fault=stall "--theme $dir/broken.conf"
shows_a_stall && colours | grep -q '38;5;196'
expect "a theme with a mistake is not used: it starts with the one that is built in" $?
keys e && until_shows "broken.conf:1" && shows reed
expect "and the event log says where the mistake is" $?

open_terminal TERM=vt100
start fault=stall
shows_a_stall && ! has_colour && colours | grep -q '7m'
expect "a terminal without colours: the selected row is reversed, a stall is a sign and a word" $?

for type in vt100 vt220; do
	infocmp $type >/dev/null 2>&1 || continue
	open_terminal TERM=$type
	resize 100x30
	has_size() { [ "$(ask '#{pane_width}x#{pane_height}')" = "$1" ]; }
	until_true has_size 100x30
	start seed=1
	until_true shows_keys_on_row 30 && row 1 | grep -q '^ vdpatop'
	expect "TERM=$type: more rows than its terminfo says are all drawn on" $?
	resize 90x40
	until_true shows_keys_on_row 40 && row 1 | grep -q '^ vdpatop'
	expect "TERM=$type: and after the terminal has grown" $?
done

for type in linux screen tmux-256color rxvt; do
	infocmp "$type" >/dev/null 2>&1 || continue
	open_terminal TERM=$type
	start seed=1
	until_shows 'Quit' && shows 'KICKS/s'
	expect "TERM=$type is drawn on" $?
done

open_terminal TERM=xterm-256color NO_COLOR=1
start fault=stall
shows_a_stall && ! has_colour
expect "NO_COLOR: no colour" $?

open_terminal TERM=xterm-256color
start fault=stall --no-color
shows_a_stall && ! has_colour
expect "--no-color: no colour" $?

open_terminal TERM=xterm-256color
start fault=stall --ascii
until_shows '! stalled' && ! screen | LC_ALL=C grep -q '[^ -~]'
expect "--ascii: nothing but ASCII" $?

open_terminal TERM=xterm-256color LC_ALL=C
start fault=stall
until_shows '! stalled' && ! screen | LC_ALL=C grep -q '[^ -~]'
expect "LC_ALL=C: nothing but ASCII" $?

open_terminal TERM=xterm-256color
start seed=1
is_not_blank() { [ -n "$(screen | tr -d ' \n')" ]; }
is_drawn() { # SIZE
	case $1 in
	12x3) is_not_blank ;;
	*) shows_keys_on_row "${1#*x}" && shows HEALTH && shows 'Quit' ;;
	esac
}
for size in 120x40 40x10 200x50 12x3 80x24; do
	resize "$size"
	until_true is_drawn "$size"
	expect "at $size the whole screen is drawn" $?
done
keys Down Down F1 && until_shows 'show or leave this help'
expect "keys with escape sequences arrive, and help opens" $?
keys Escape && until_true shows_not "show or leave this help"
expect "Escape leaves it" $?

open_terminal TERM=xterm-256color NO_COLOR=1
start fault=stall "--theme $THEMES/dark.conf"
shows_a_stall && ! has_colour
expect "NO_COLOR: no colour from a theme, either" $?

for type in dumb nosuchterminal; do
	open_terminal TERM=$type
	type_command "$vdpatop --demo"
	until_shows 'status 2.' && shows "\"$type\"" && shows 'try -b'
	expect "TERM=$type is refused in words that suggest -b" $?
done

open_terminal TERM=xterm-256color
type_command "$vdpatop --demo | cat"
until_shows 'try -b' && until_shows 'status'
expect "without a terminal on standard output it says so and suggests -b" $?
type_command "$vdpatop --demo </dev/null"
until_shows 'try -b' && until_shows 'status 2.'
expect "nor without one on standard input" $?

finish
