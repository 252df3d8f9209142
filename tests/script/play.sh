# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The whole program on the demo host, driven by keys alone: for scripts that have sourced tap.sh.
export LC_ALL=C.UTF-8
# shellcheck disable=SC2154 # made by the script
export HOME=$dir
options=()

# play DEMO COMMAND…: leaves out and err; out is empty when the run failed. "keys K K …" stands for many a "key K", "go NAME"
# for the keys that select the row with NAME.
play() {
	local demo=$1 command key
	shift
	set -f
	rm -rf "$dir/.local" "$dir/.config"
	for command; do
		case $command in
		'keys '*)
			for key in ${command#keys }; do
				printf 'key %s\n' "$key"
			done
			;;
		'go '*)
			printf '%s\n' 'key /' 'key ^U' "type ${command#go }" 'key Enter'
			;;
		*)
			printf '%s\n' "$command"
			;;
		esac
	done >"$dir/script"
	set +f
	if ! VDPATOP_SCRIPT=$dir/script timeout 60 "${vdpatop:?}" --demo="$demo" "${options[@]}" \
		>"$dir/out" 2>"$dir/err" </dev/null; then
		cat "$dir/out" >>"$dir/err"
		: >"$dir/out"
	fi
}

shows() { grep -qE -- "$1" "$dir/out"; }
lacks() { ! shows "$1"; }
