#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Configuration, theme and state of the whole program, in a home folder of its own.
set -u
vdpatop=${VDPATOP:?the program to test}
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
small=--demo=kernel=patched,seed=1,mgmtdevs=1,devices=1,queues=2
home=$dir/home config=$dir/home/.config/vdpatop/vdpatop.conf state=$dir/home/.local/state/vdpatop/state

# A home with nothing but a configuration of these lines, if any.
new_home() {
	rm -rf "$home" && mkdir -p "$home"
	[ $# = 0 ] || { mkdir -p "${config%/*}" && printf '%s\n' "$@" >"$config"; }
}

# run ARGUMENT…: leaves out, err and status.
run() {
	HOME=$home VDPATOP_SCRIPT='' timeout 60 "$vdpatop" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

# play COMMAND…: the screen on a small demo, with the flags of $flags.
flags=()
play() {
	printf '%s\n' "$@" >"$dir/script"
	HOME=$home VDPATOP_SCRIPT=$dir/script timeout 60 "$vdpatop" $small "${flags[@]}" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

shows() { grep -qF -- "$1" "$dir/out"; }
is_file() { diff - "$1" >"$dir/err"; }

new_home
run --dump-config
cp "$dir/out" "$dir/dump"
[ "$status" = 0 ] && grep -q '^delay = 1;$' "$dir/dump" && grep -q '^keys = {$' "$dir/dump"
expect "--dump-config writes the defaults" $?

new_home && mkdir -p "${config%/*}" && cp "$dir/dump" "$config"
run $small -b -n 1
[ "$status" = 0 ] && [ ! -s "$dir/err" ]
expect "and what it writes is a configuration without a mistake" $?

new_home 'dellay = 3;' 'max_load = 300;' 'delay = 2;'
run $small -b -n 1
[ "$status" = 0 ] && [ "$(wc -l <"$dir/err")" = 2 ] && [ "$(wc -l <"$dir/out")" = 4 ] &&
	grep -qxF "vdpatop: $config:1: dellay: no such setting; did you mean delay?" "$dir/err" &&
	grep -qxF "vdpatop: $config:2: max_load: '300' is not a whole number from 1 to 100" "$dir/err"
expect "batch mode says what is wrong on standard error and goes on" $?

play tick frame
[ "$status" = 0 ] && shows '2.0s' && shows "/.config/vdpatop/vdpatop.conf:2: max_load" && ! shows "$home"
expect "the screen says it on the status line, and takes the rest" $?

play tick 'resize 140x24' 'key e' frame
shows "vdpatop.conf:1: dellay: no such setting; did you mean delay?" && shows 'vdpatop.conf:2: max_load'
expect "and all of it in the event log" $?

new_home 'header = false;' 'glyphs = "ascii";' 'columns = "health,mtu";' 'keys = { tree = { quit = "X"; }; };'
play tick frame
! shows kicks/s && shows '3 queues' && grep -q 'DEVICE .*HEALTH .*MTU' "$dir/out" && shows 'X Quit' &&
	! LC_ALL=C grep -q '[^ -~]' "$dir/out"
expect "settings and keys of the file are the screen's" $?

play tick 'key F10' 'key X' 'print still here'
! shows 'still here'
expect "a key that was bound works" $?

new_home
play tick 'key W' frame
[ ! -e "$config" ] && shows 'nothing to save'
expect "without a change nothing is saved" $?

new_home '# mine' 'pane = true; // below' 'max_load = 30;'
play tick 'key p' 'key W' frame
shows 'saved in ~/.config/vdpatop/vdpatop.conf: pane' && is_file "$config" <<'END'
# mine
pane = false; // below
max_load = 30;
END
expect "W saves what was changed by a key, and leaves the rest as it was written" $?

# A row that was just selected has something to say of its own.
new_home
play tick tick 'key *' 'key ]' 'key End' 'key W' frame
shows ' saved in ~/.config/vdpatop/vdpatop.conf: delay'
expect "what came of W is said at once" $?

new_home
flags=(-d 7 --no-mouse --ascii --no-color -c mtu --max-load 9)
play tick 'key #' 'key W'
is_file "$config" <<'END'
# vdpatop.conf(5) tells what can stand here; so does vdpatop --dump-config.
header = false;
END
expect "no flag of the command line is saved" $?
! grep -q = "$state"
expect "nor remembered" $?
flags=()

new_home
play tick 'key #' 'key Down' 'key Left' frame
[ ! -e "$config" ] && [ "$(stat -c %a "$state")" = 600 ] && play tick frame && ! shows kicks/s && ! shows 'rx 0'
expect "what was hidden and folded is so in the next run, and no configuration was written" $?

mkdir -p "${config%/*}" && echo 'header = false;' >"$config" && play tick && echo '# none' >"$config"
play tick frame
shows kicks/s
expect "a configuration that changed is over what was remembered" $?

new_home 'remember = false;'
play tick 'key #' frame
[ ! -e "$state" ]
expect "remember = false remembers nothing" $?

new_home 'autosave = true;'
play tick 'key #' frame
grep -qx 'header = false;' "$config"
expect "autosave saves at the end" $?

new_home 'delay = 2;' 'mouse = maybe;'
cp "$config" "$dir/before"
play tick 'key #' 'key W' frame
shows 'not saved, mend the file first' && cmp -s "$config" "$dir/before"
expect "a file with a mistake is not written over" $?

new_home 'delay = 2;'
echo 'delay = 3;' >"$dir/other.conf"
flags=(--config "$dir/other.conf")
play tick 'key #' 'key W' frame
shows '3.0s' && grep -qx 'delay = 2;' "$config" && grep -qx 'header = false;' "$dir/other.conf"
expect "--config reads and saves another file" $?
flags=()

run $small -b -n 1 --config "$dir/none"
[ "$status" = 2 ] && grep -qF -- "--config: $dir/none: No such file" "$dir/err"
expect "a file that --config names must be there" $?

run $small -b -n 1 --config /dev/null
[ "$status" = 0 ] && [ ! -s "$dir/err" ]
expect "--config /dev/null is no configuration" $?

new_home 'theme = "mine";'
play tick frame
[ "$status" = 0 ] && shows "theme 'mine': there is no mine.conf in ~/.config/vdpatop/themes"
expect "a theme that is not there is said, and the default is used" $?

play tick 'resize 200x24' 'key e' frame
shows "vdpatop/themes; the built-in look is used"
expect "and the log says what is used instead" $?

play tick 'resize 200x24' 'key ^R' 'key e' frame
shows "vdpatop/themes; the look stays as it was"
expect "a theme that is not there when the files are read again changes nothing, in words" $?

mkdir -p "${config%/*}/themes" && printf 'styles = {\n  bda = {};\n};\n' >"${config%/*}/themes/mine.conf"
play tick frame
[ "$status" = 0 ] && shows "themes/mine.conf:2: styles.bda"
expect "a broken theme is said with file and line" $?

"$vdpatop" --help | sed -n '/--theme/,/--no-color/p' | tr -s ' \n' ' ' >"$dir/help"
for theme in "${srcdir:-.}"/themes/*.conf; do
	[ -e "$theme" ] || continue
	run $small -b -n 1 --theme "$theme" && [ ! -s "$dir/err" ]
	expect "the theme ${theme##*/} is without a mistake" $?
	name=${theme##*/}
	grep -q -- " ${name%.conf}," "$dir/help"
	expect "and named in --help" $?
done

# Who may write everywhere is asked as somebody else.
as_other=()
if [ "$(id -u)" = 0 ]; then
	command -v setpriv >/dev/null && as_other=(setpriv --reuid=65534 --regid=65534 --clear-groups --)
fi
if [ "$(id -u)" != 0 ] || [ "${#as_other[@]}" != 0 ]; then
	new_home && chmod 755 "$dir" && chmod 555 "$home"
	printf '%s\n' tick 'key #' 'key W' frame >"$dir/script"
	HOME=$home VDPATOP_SCRIPT=$dir/script timeout 60 "${as_other[@]}" "$vdpatop" $small >"$dir/out" 2>"$dir/err" </dev/null &&
		grep -q 'not saved: .*Permission denied' "$dir/out" &&
		grep -q 'what the screen remembers is not kept: .*Permission denied' "$dir/err"
	expect "a home that nobody may write is said, and the program goes on" $?
fi

printf '%s\n' tick 'key #' 'key W' frame >"$dir/script"
VDPATOP_SCRIPT=$dir/script timeout 60 "$vdpatop" $small >"$dir/out" 2>"$dir/err" </dev/null &&
	shows 'not saved: neither XDG_CONFIG_HOME nor HOME names a folder' && [ ! -s "$dir/err" ]
expect "without a home W says why it cannot, and the rest is quiet" $?

# Many at once: whoever is last wins, and nobody sees half a file.
new_home
printf '%s\n' tick 'key #' 'key W' >"$dir/script"
for _ in 1 2 3 4 5 6; do
	HOME=$home VDPATOP_SCRIPT=$dir/script timeout 60 "$vdpatop" $small >/dev/null 2>>"$dir/err" </dev/null &
done
wait
# Which of them comes first decides whether the others hide the header or show it again.
[ ! -s "$dir/err" ] && [ "$(wc -l <"$config")" = 2 ] && [ "$(grep -cE '^header = (true|false);$' "$config")" = 1 ] &&
	[ -z "$(find "$home" -type f ! -name vdpatop.conf ! -name state)" ]
expect "several that save at once leave one whole file and nothing beside it" $?

finish
