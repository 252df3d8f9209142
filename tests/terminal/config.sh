#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Configuration and theme while the program runs, in a real terminal.
# shellcheck source=tests/terminal/lib.sh
. "$(dirname "$0")/lib.sh"
home=$dir/home config=$dir/home/.config/vdpatop/vdpatop.conf
mkdir -p "${config%/*}/themes"

colours() { screen_with_codes | grep -o $'\e''\[[0-9;]*m' | sort -u; }
has_colours() { colours | grep -qF -- "$1"; }
until_coloured() { until_true has_colours "$1"; }
# write_config LINE…
write_config() { printf '%s\n' "$@" >"$config"; }
write_theme() { printf 'styles = { normal = { text = %s; ground = %s; }; };\n' "$1" "$2" >"${config%/*}/themes/mine.conf"; }

write_config 'theme = "mine";' 'delay = 3;'
write_theme 22 229
open_terminal TERM=xterm-256color HOME="$home" HISTFILE=/dev/null
start traffic=on
until_coloured '48;5;229' && until_coloured '38;5;22' && shows ' 3.0s '
expect "the theme of the configuration colours the whole screen" $?

write_theme 17 195
write_config 'theme = "mine";' 'delay = 2;' 'header = false;'
keys C-r
until_coloured '48;5;195' && until_true shows_not 'kicks/s' && until_shows ' 2.0s '
expect "^R takes the theme and the configuration that were changed" $?

keys '#'
until_shows 'kicks/s'
write_theme 17 '"sky"'
write_config 'theme = "mine";' 'delay = "soon";'
keys C-r
until_shows "2 mistakes, see the event log: ~/.config/vdpatop/vdpatop.conf:2: delay" && has_colours '48;5;195' && shows ' 2.0s '
expect "what is wrong then is said, and stays as it was" $?

keys e
until_shows "vdpatop.conf:2: delay: a text, expected" && until_shows "styles.normal.ground: 'sky' is no"
expect "every mistake stands in the event log" $?
keys e

write_config 'color = "never";'
keys C-r
shows_no_colour() { ! colours | grep -qE '[[;](3[1-7]|38|48)[;m]'; }
until_true shows_no_colour
expect "colours can be taken away while it runs" $?

write_config 'mouse = false;' 'glyphs = "ascii";'
keys C-r
until_shows '|- ' || until_shows ' v '
! screen | LC_ALL=C grep -q '[^ -~]'
expect "and so can everything that is not ASCII" $?
keys q
until_shows 'status 0.'
expect "q ends it with status 0" $?

write_config '# mine' 'delay = 3; // slow'
start traffic=on
keys ']'
until_shows ' 2.0s '
keys W
until_shows 'saved in ~/.config/vdpatop/vdpatop.conf: delay'
expect "W says what it saved, and where" $?
[ "$(cat "$config")" = $'# mine\ndelay = 2; // slow' ]
expect "the file has the new value and its comments" $?
keys q
until_shows 'status 0.'

open_terminal TERM=xterm-256color HOME="$home" HISTFILE=/dev/null NO_COLOR=1
write_config 'color = "always";' 'theme = "mine";'
write_theme 17 195
start traffic=on
until_coloured '48;5;195'
expect "color = always is over NO_COLOR" $?
keys q
until_shows 'status 0.'

open_terminal TERM=xterm-256color HOME="$home" HISTFILE=/dev/null LC_ALL=C
write_config 'glyphs = "utf8";'
start traffic=on
until_shows '▾'
expect "glyphs = utf8 draws UTF-8 in a locale that does not say so" $?
keys q
until_shows 'status 0.'
finish
