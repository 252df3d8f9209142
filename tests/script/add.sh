#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Adding devices, with the whole program on the demo host and the keyboard alone, at 80x24: what can be
# said of a device, what is refused before anything is sent, and what the kernel refuses.
set -u
vdpatop=${VDPATOP:?the program to test}
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
export HOME=$dir
options=()

# play DEMO COMMAND…: leaves out, err and status. "keys K K …" stands for many a "key K".
play() {
	local demo=$1 command key
	shift
	set -f
	for command; do
		if [ "${command%% *}" = keys ]; then
			for key in ${command#keys }; do
				printf 'key %s\n' "$key"
			done
		else
			printf '%s\n' "$command"
		fi
	done >"$dir/script"
	set +f
	VDPATOP_SCRIPT=$dir/script timeout 60 "$vdpatop" --demo="$demo" "${options[@]}" \
		>"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

shows() { grep -qE -- "$1" "$dir/out"; }
lacks() { ! shows "$1"; }

# The form of a management device that is searched for; its name is selected.
form_of() { printf '%s\n' tick tick 'key /' "type $1" 'keys Enter F7'; }
mapfile -t sim < <(form_of vdpasim_net)
clear='keys End ^U'

# refused WHAT WORDS COMMAND…: in the simulator's form the words come with a sign, and it is not sent.
refused() {
	local what=$1 words=$2
	shift 2
	play '' "${sim[@]}" "$@" 'keys F2 Enter' frame 'key Esc' 'key J' frame
	shows "$words" && shows '▲ ' && shows 'nothing was sent' && lacks 'vdpa dev add' &&
		[ "$status" = 0 ]
	expect "refused at its field: $what" $?
}

refused 'no name' 'name' "$clear"
refused 'a name that is taken' 'disk0 is there already, made by vdpasim_blk' "$clear" 'type disk0'
refused 'a name that a simulator cannot have in sysfs' '/sys/devices' "$clear" 'type virtual'
refused 'a name of 5000 bytes, typed' 'only the first 511 bytes' "$clear" \
	"type $(head -c 5000 /dev/zero | tr '\0' n)"
refused 'a name of 256 bytes' 'the name has 256 bytes' "$clear" \
	"type $(head -c 256 /dev/zero | tr '\0' n)"
refused 'no devices' 'from 1 to' 'key Tab' 'type 0'
refused 'more devices than one form makes' 'from 1 to|256' 'key Tab' 'type 5000'
refused 'a MAC address that is too short' 'too short' 'keys Tab Tab' 'type 52:54:00'
refused 'a multicast MAC address' 'is a multicast address' 'keys Tab Tab' 'type 01:00:5e:00:00:01'
refused 'a MAC address of zeroes' 'is no address' 'keys Tab Tab' 'type 00:00:00:00:00:00'
refused "another device's MAC address" "is web0's already" 'keys Tab Tab' 'type 52:54:00:12:00:01'
refused 'an MTU of 67' 'from 68 to 65535' 'keys Tab Tab Tab' 'type 67'
refused 'an MTU of 65536' 'from 68 to 65535' 'keys Tab Tab Tab' 'type 65536'
refused 'a feature that is needed, taken out' 'tick it: the kernel' 'keys F5 F2 BackTab Space Tab Tab Space'

# not_pasted WHAT WORDS TEXT: the words are at the field, which is as it was.
not_pasted() {
	play '' "${sim[@]}" "$clear" 'type vm0' "paste $3" frame
	shows "^ › Name +vm0▁+ +▲ not pasted: |^ › Name +vm0▁+$" && shows "▲ not pasted: $2" &&
		shows ' name vm0 mgmtdev vdpasim_net$' && ! LC_ALL=C grep -q '[[:cntrl:]]' "$dir/out"
	expect "not pasted, and the field is as it was: $1" $?
}
not_pasted 'an escape sequence' 'it holds a control character \(0x1b\)' '\x1b[2Jvm1'
not_pasted 'several lines' 'it holds a control character \(0x0a\)' 'vm1\x0avm2'
not_pasted 'what is no text' 'it holds what is no visible text' 'vm\xff'
not_pasted 'a name of 5000 bytes' '5000 bytes are too long for any field' \
	"$(head -c 5000 /dev/zero | tr '\0' n)"

mapfile -t mlx5 < <(form_of 0000:03:00.3)
play '' "${mlx5[@]}" 'keys F2 Enter' frame
shows '▲ pci/0000:03:00.3 has its device already' && shows 'nothing was sent'
expect "refused at its field: a second device of a management device that makes one" $?

play devices=0,mgmtdevs=1 tick tick 'key F7' 'keys Tab Tab Tab Tab' 'type 0' frame 'key Backspace' \
	'type 65' frame 'keys F2 Enter' frame
[ "$(grep -c '▲ the number of queue pairs' "$dir/out")" = 3 ] && shows 'whole number from 1' &&
	shows 'nothing was sent'
expect "refused at its field: no queue pairs, and more than the management device has" $?

play '' "${sim[@]}" frame
shows '^ › Name +[a-z]+[0-9]+▁' && lacks '▲ ' && shows '△ vdpasim_net gives 00:00:00:00:00:00' &&
	shows '^ vdpa dev add name [a-z]+[0-9]+ mgmtdev vdpasim_net$'
expect "a fresh form proposes a name, warns of what would come of it as it is, and shouts of nothing" $?

play '' "${sim[@]}" 'key F5' frame
first=$(grep -oE 'mac [0-9a-f:]{17}' "$dir/out")
play '' "${sim[@]}" 'keys F5 F5' frame
[ -n "$first" ] && shows 'mac [0-9a-f][26ae]:' && lacks "$first"
expect "a key makes random MAC addresses, locally administered" $?

play '' "${sim[@]}" 'keys F2 BackTab Space' frame 'keys Tab' frame
shows '\[x\] MTU +the device tells the driver its MTU' && shows 'device_features 0x[0-9a-f]+' &&
	shows 'MTU \(bit 3\): '
expect "features are ticked one by one, each with what it means" $?

play '' "${sim[@]}" "$clear" 'type kept' 'key Esc' frame 'keys F7 F2 Right Right Enter' frame
shows 'nothing was sent; the form can bring back what was typed' && shows '^ › Name +kept▁'
expect "a form that is left sends nothing, and what was typed can be brought back" $?

for size in 1x1 2x2 19x5 20x3 40x8 80x1 200x3 200x60; do
	play '' "${sim[@]}" "resize $size" frame 'key F2' frame
	[ "$status" = 0 ] && [ "$(wc -l <"$dir/out")" = $((2 * ${size#*x})) ]
	expect "the form is drawn at $size" $?
done

finish
