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
	play '' "${sim[@]}" "$@" 'key F2' frame 'key Enter' 'key Esc' 'key J' frame
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
not_pasted 'several lines' 'it is more than one line' 'vm1\x0avm2'
not_pasted 'what is no text' 'it holds what is no visible text' 'vm\xff'
not_pasted 'a name of 5000 bytes' 'a field holds at most 511 bytes' \
	"$(head -c 5000 /dev/zero | tr '\0' n)"

mapfile -t mlx5 < <(form_of 0000:03:00.3)
play '' "${mlx5[@]}" frame
shows '^ › Management device +‹ vdpasim_net ' && shows '^ pci/0000:03:00.3 can make no more devices: another one' && lacks '▲ '
expect "where the selected management device can make no more, another one is chosen" $?

play '' "${mlx5[@]}" 'keys Left F2' frame
shows '▲ pci/0000:03:00.3 has its device already' && shows 'nothing was sent'
expect "refused at its field: a second device of a management device that makes one" $?

play devices=0,mgmtdevs=1 tick tick 'key F7' 'keys Tab Tab Tab Tab' 'type 0' frame 'key Backspace' \
	'type 65' frame 'key F2' frame
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

# made WHAT WORDS DEMO COMMAND…: it is sent, comes into the tree, is selected there, and the words show.
made() {
	local what=$1 words=$2 demo=$3
	shift 3
	play "$demo" "$@" 'keys F2 Enter' 'await vm0 was added' tick 'print made' frame
	sed -n '/^made$/,$p' "$dir/out" >"$dir/made"
	[ "$status" = 0 ] && grep -q '^ ─ vm0 ─' "$dir/made" && grep -qE -- "$words" "$dir/made"
	expect "added: $what" $?
}
mapfile -t named < <(printf '%s\n' "${sim[@]}" 'keys End ^U' 'type vm0')

made 'with a name alone' 'mac 00:00:00:00:00:00 .*mtu 1500' '' "${named[@]}"
made 'with a MAC address' 'mac 52:54:00:aa:00:01' '' "${named[@]}" 'keys Tab Tab' 'type 52:54:00:aa:00:01'
made 'with an MTU' 'mtu 9000' '' "${named[@]}" 'keys Tab Tab Tab' 'type 9000'
made 'with queue pairs' '4 queue pairs' mgmtdevs=1,devices=0 tick tick 'keys F7 End ^U' 'type vm0' \
	'keys Tab Tab Tab Tab' 'type 4'
made 'with features provisioned' '○ STATUS  ○ CTRL_VQ' '' "${named[@]}" \
	'keys F2 BackTab Space Tab Space Tab Space'
! grep -q '○ MTU' "$dir/made" && ! grep -q '○ MAC' "$dir/made"
expect "added: without the features that were not ticked" $?
made 'for a VM' '^   ▸ vm0 +vhost_vdpa' autoprobe=virtio_vdpa "${named[@]}" \
	'keys Tab Tab Tab Tab Tab Right'
made 'for this host' '^   ▸ vm0 +virtio_vdpa' '' "${named[@]}" 'keys Tab Tab Tab Tab Tab Right Right'
made 'for no driver' '^   ▸ vm0  +3 ' '' "${named[@]}" 'keys Tab Tab Tab Tab Tab Left'

play autoprobe=none "${named[@]}" 'keys F2 Enter' 'await no driver took it' tick frame 'key e' frame
shows 'vm0 was added, but no driver took it'
expect "added, and reported as such: a device that no driver took" $?

play '' "${sim[@]}" "$clear" 'type vm{0..7}' 'keys Tab Tab' 'type 52:54:00:aa:00:10' 'key F2' frame 'key Enter' \
	frame 'await-not at work' 'print done' frame 'keys Esc' tick 'keys / v m 7 Enter' frame 'key e' frame
shows '8 devices, from vm0 \(52:54:00:aa:00:10\) to vm7 \(52:54:00:aa:00:17\)' &&
	shows '\[x\] stop at the first that fails' && shows '\[ Add 8 devices \]' &&
	[ "$(sed -n '/^done$/,$p' "$dir/out" | grep -cE ' added +[0-9.]+s vm[0-7] +/dev/vhost-vdpa-')" = 8 ] &&
	shows 'mac 52:54:00:aa:00:17' && [ "$(grep -cE 'vm[0-7] was added to vdpasim_net' "$dir/out")" -ge 8 ]
expect "added: eight at once, summed up first, with MAC addresses that count up, each in the log" $?

# What a filter hides is there all the same, and only the kernel knows.
options=(-D 'web*')
play '' "${sim[@]}" "$clear" 'type lab0' 'key F5' 'keys F2 Enter' 'await lab0 was not added' frame \
	"$clear" 'type vm0' 'keys F2 Enter' 'await vm0 was added' frame
[ "$(grep -c '▲ lab0 was not added: there is something called lab0' "$dir/out")" -ge 1 ] && shows '^ › Name +lab0▁' &&
	shows 'vm0 was added'
expect "refused by the kernel: a name that is taken; what was typed stays, and is corrected" $?
options=(-D 'zzz*')
play '' "${mlx5[@]}" 'keys F2 Enter' 'await was not added' frame 'key Esc' 'key e' frame
shows '^ › Management device' && shows '▲ vdpa0 was not added: pci/0000:03:00.3 has its one' && shows 'ENOSPC'
expect "refused by the kernel: a second device of a management device that makes one" $?
options=(-D 'web*')
play '' "${sim[@]}" "$clear" 'type lab{1..3}' frame 'keys F2 Enter' 'await held' frame 'key g' 'await 2 added' \
	'await-not held' 'await-not at work' 'print went on' frame
shows '△ lab1 is there already, hidden here by --device' && shows 'held +[0-9]+s add lab2' &&
	shows 'failed +[0-9.]+s add lab1' &&
	sed -n '/^went on$/,$p' "$dir/out" | grep -qE 'added +[0-9.]+s lab3 '
expect "of many, the first that fails stops the rest, which go on when they are told" $?
play '' "${sim[@]}" "$clear" 'type lab{1..3}' 'keys F2 Enter' 'await held' 'key s' 'await-not held' frame
! shows ' added ' && shows 'add lab3'
expect "of many, the rest is given up when a person says so" $?
play '' "${sim[@]}" "$clear" 'type lab{1..3}' 'keys F2 BackTab Space F2 Enter' 'await-not at work' frame
shows 'failed +[0-9.]+s add lab1' && shows 'added +[0-9.]+s lab3 ' && ! shows 'held'
expect "of many, the rest is made all the same when that is wanted" $?
play '' "${sim[@]}" "$clear" 'type lab{1..2}' 'keys F2 Enter' 'await held' 'key Enter' frame
shows '─ Add devices ─' && shows '^ . Name +lab1▁' && shows '▲ lab1 was not added: '
expect "what failed among many comes back into the form, with what the kernel said" $?
options=()

play 'add-delay=2' "${named[@]}" 'keys F2 Enter' frame 'key Esc' tick frame 'key J' frame
shows 'vm0: adding, ' && shows '\[ Leave \]' && shows 'vm0 is being added all the same: J shows' &&
	shows ' adding +[0-9]+s vm0$' && [ "$status" = 0 ]
expect "a slow add leaves the form alive, which can be left: it goes on" $?

play fault=reload "${named[@]:1}" tick tick tick tick tick frame 'key F2' frame
shows '‹ vdpasim_net  \(gone\)' && shows '▲ management device vdpasim_net is gone' && shows 'nothing was sent'
expect "refused at its field: a management device that vanished while the form was open" $?

options=(-M 'zzz*')
play '' tick tick 'key F7' frame
options=()
shows 'there is no management device: load its driver' && lacks 'Add devices'
expect "without a management device there is no form, but what to do" $?

play fault=no-access tick tick 'key F7' frame
! shows '─ Add devices ─' && shows 'add: .*CAP_NET_ADMIN'
expect "without the right nothing is added, and the key says why" $?

options=(--read-only)
play '' tick tick 'key F7' frame
! shows '─ Add devices ─' && shows 'add: .*--read-only'
expect "with --read-only nothing is added, and the key says why" $?
options=()

# Keys in an order that nobody would press them in, but for the one that sends: the same in every run.
keys=(Tab Tab BackTab Left Right Right Space Up Down Home End Backspace Del '^U' '^W' F2 F5 a 0 : '{' . 5 x é '^L')
wild() {
	local seed=$1 i
	for ((i = 0; i < 400; i++)); do
		seed=$(((seed * 1103515245 + 12345) % 2147483648))
		printf 'key %s\n' "${keys[(seed / 65536) % ${#keys[@]}]}"
		((i % 7)) || echo tick
		((i % 31)) || printf 'resize %dx%d\n' $((seed % 130 + 1)) $((seed / 256 % 40 + 1))
	done
	printf '%s\n' 'resize 80x24' 'print alive' frame
}
for seed in 1 2; do
	mapfile -t lines < <(wild $seed)
	play fault=churn "${sim[@]}" "${lines[@]}"
	[ "$status" = 0 ] && [ "$(wc -l <"$dir/out")" = 25 ] && [ ! -s "$dir/err" ] && shows '─ Add devices ─'
	expect "400 keys in a wild order ($seed), while devices come and go, leave the form" $?
done

for size in 1x1 2x2 19x5 20x3 40x8 80x1 200x3 200x60; do
	play '' "${sim[@]}" "resize $size" frame 'key F2' frame
	[ "$status" = 0 ] && [ "$(wc -l <"$dir/out")" = $((2 * ${size#*x})) ]
	expect "the form is drawn at $size" $?
done

finish
