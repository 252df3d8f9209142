#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Deleting devices, with the whole program on the demo host and the keyboard alone, at 80x24: what is
# asked before, what is refused, and what becomes of what was sent.
set -u
vdpatop=${VDPATOP:?the program to test}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
# shellcheck source=tests/script/play.sh
. "${srcdir:-.}/tests/script/play.sh"

# deletes NAME DEMO WORDS: a free device goes, once WORDS were on the dialog.
deletes() {
	play "$2" tick tick "go $1" 'key F8' 'await Nobody uses it.' frame 'keys F2 Enter' frame \
		"await $1 was deleted" tick 'print afterwards' 'key Home' frame 'key J' frame
	shows "$3" && ! sed '1,/^afterwards$/d' "$dir/out" | head -n 24 | grep -q "▸ $1 "
}

deletes disk1 '' '^   It is deleted\.$'
expect "a device without a driver is deleted" $?
deletes lab1 '' 'It is deleted, and the interface eth5 with it\.$'
expect "a device of virtio_vdpa whose interface is down is deleted" $?
deletes spare0 '' 'unbound from vhost_vdpa, which takes /dev/vhost-vdpa-1 away, then$'
expect "a device of vhost_vdpa that nobody holds is unbound, then deleted" $?

play '' tick tick 'go spare0' 'key F8' 'await Nobody uses it.' 'keys F2 Enter' 'await was deleted' 'key J' frame
shows ' echo spare0 > /sys/bus/vdpa/devices/spare0/driver/unbind && vdpa dev del spare0$' &&
	shows ' deleted .*s spare0$'
expect "the page of commands has what was done and the line that does the same" $?

play '' tick tick 'go web0' 'key F8' frame 'await Type its name' frame
shows '^ › \[ Cancel \]   \[ Delete \]' && shows 'looking who uses it|In use: QEMU vm-web01 \(pid 4711\)' &&
	shows '/dev/vhost-vdpa-0 is gone at once and no$' && shows 'This cannot be taken back' &&
	shows 'perhaps for$' && shows ' echo web0 > /sys/bus/vdpa/devices/web0/driver/unbind && vdpa dev del web0'
expect "of a device that a VM holds the dialog says who, what happens, and the lines for a shell" $?

# stays WHAT DEMO WORDS NAME COMMAND…: NAME's dialog says WORDS, and after COMMANDs nothing was sent.
stays() {
	local what=$1 demo=$2 words=$3 name=$4
	shift 4
	play "$demo" tick tick "go $name" "$@" frame 'key Esc' 'key J' frame 'key Esc' tick 'key Home' 'key *' \
		'key *' 'print afterwards' "go $name" frame
	shows "$words" && lacks 'deleting' &&
		! sed -n '/─ Commands/,/^afterwards/p' "$dir/out" | grep -q "delete $name" &&
		sed '1,/^afterwards$/d' "$dir/out" | grep -qE "─ $name |$name"
	expect "$what" $?
}

used='it is in use: type its name to delete it all the same'
stays 'a device that a VM holds is not deleted without its name' '' "$used" web0 \
	'key F8' 'await Type its name' 'keys F2 Enter'
stays 'another name is not its name' '' '▲ "web00" is not its name' web0 'key F8' 'await Type its name' 'key Up' 'type web00' \
	'keys F2 Enter'
stays 'its name in capitals is not its name' '' '▲ "WEB0" is not its name' web0 'key F8' 'await Type its name' 'key Up' \
	'type WEB0' 'keys F2 Enter'
stays 'Enter right after F8 cancels' '' 'DEVICE' disk1 'key F8' 'await Nobody uses it.' 'key Enter'
stays 'Esc cancels' '' 'DEVICE' disk1 'key F8' 'await Nobody uses it.' 'key F2' 'key Esc'
stays 'an interface that is up is in use' '' 'In use: ens3f0v1 is up' db0 'key F8' 'await Type its name' \
	'keys F2 Enter'
stays 'a disk that is mounted is in use' '' 'In use: vda is mounted' disk0 'key F8' 'await Type its name' \
	'keys F2 Enter'
stays 'negotiated features of a device whose users are hidden are in use' hide=on \
	'In use: vhost_vdpa has negotiated features' web0 'key F8' 'await Type its name' 'keys F2 Enter'
stays 'users who cannot be seen count as users' hide=on 'May be in use: ' spare0 \
	'key F8' 'await Type its name' 'keys F2 Enter'
stays 'a device that no management device made is refused with the reason' '' \
	'Not deleted: snet0' snet0 'key F8' 'await Not deleted' frame 'keys F2 Enter'

play '' tick tick 'key Home' 'key F8' frame
shows 'delete: no device is selected or tagged' && shows ' DEVICE '
expect "a management device is not deleted, and no dialog opens" $?

play fault=no-access tick tick 'go disk1' 'key F8' frame
shows 'delete: ' && shows 'CAP_NET_ADMIN' && shows ' DEVICE '
expect "without CAP_NET_ADMIN no dialog opens, and the reason is said" $?

play '' tick tick 'go spare0' 'keys Right Down F8' 'await Nobody uses it.' frame
shows '^   spare0$'
expect "a queue's row means its device" $?

# Held open: nothing is deleted until the holder closes it, and everything else goes on.
play '' tick tick 'go web0' 'key F8' 'await Type its name' 'key Up' 'type web0' 'keys F2 Enter' \
	'await-not Delete devices' 'await unbinding' tick 'go web0' frame \
	'go spare0' 'key F8' 'await Nobody uses it.' 'keys F2 Enter' 'await spare0 was deleted' tick \
	'print then' 'go web0' frame 'key F8' 'await done to it already' frame
shows 'web0 .*unbinding' && sed '1,/^then$/d' "$dir/out" | grep -q 'web0 ' &&
	shows 'something is being done to it already: unbinding'
expect "a device that is held open waits, another one is deleted meanwhile, and it is not sent twice" $?

play release=1 tick tick 'go web0' 'key F8' 'await Type its name' 'key Up' 'type web0' 'keys F2 Enter' \
	'await is being unbound' tick tick 'key J' 'await web0 was deleted' 'key Esc' tick frame
shows '▸ spare0 ' && lacks '▸ web0 '
expect "when its holder closes it, the deletion goes on by itself" $?

# Several: tagged are web0 (a VM's), disk1 (free), lab1 (free), a management device and a queue.
tags=('go web0' 'key Space' 'go lab1' 'key Space' 'go disk1' 'key Space')
play '' tick tick "${tags[@]}" 'go vdpasim_blk' 'key Space' 'key F8' 'await is in use and stays' frame \
	'keys F2 Enter' frame 'await ─ 2 deleted ─' 'key Esc' tick \
	'print then' 'key Home' frame
shows 'Of 3 tagged devices 2 are deleted, 1 is in use and stays' &&
	shows 'not deleted for that: 1 management device' && shows '\[ Delete 2 of 3 \]' &&
	sed '1,/^then$/d' "$dir/out" >"$dir/then" &&
	grep -q '▸ web0 ' "$dir/then" && ! grep -q '▸ lab1 \|▸ disk1 ' "$dir/then" &&
	grep -q '2 tagged' "$dir/then"
expect "of tagged devices the free ones go, the one in use stays and stays tagged" $?

play '' tick tick "${tags[@]}" 'key F8' 'await is in use and stays' 'key Down' 'type web0' frame
shows '\[ Delete 3 of 3 \]'
expect "the name of one in use, typed, takes it in" $?
play '' tick tick 'go lab1' 'key Space' 'go spare0' 'key Space' 'key F8' 'await are deleted' frame
shows '^ +the interface eth5 goes with it' && shows '^ +/dev/vhost-vdpa-1 goes with it'
expect "of several each one's row says what goes with it" $?
play '' tick tick "${tags[@]}" 'key F8' 'await is in use and stays' 'keys Up Space' frame
shows '\[ Delete 1 of 3 \]' && shows '1 is ticked off and stays' && shows '\[ \] disk1'
expect "what is unticked stays" $?

# Somebody else deletes the device, or makes it again, while the dialog is open.
play fault=churn tick tick tick tick 'go guest0' 'key F8' 'await   guest0' 'key F2' tick frame 'print again' tick frame \
	'key Enter' 'key J' frame
shows 'Not deleted: guest0 is gone$' && lacks '\[ Delete \]' && lacks 'deleting'
expect "a device that goes while the dialog is open is not deleted, and nothing is offered" $?
sed '1,/^again$/d' "$dir/out" >"$dir/again"
grep -q 'Not deleted: guest0 was deleted and made again meanwhile' "$dir/again" &&
	grep -q 'Nothing was asked for yet' "$dir/again"
expect "one that is made again under its name is another one, and stays" $?

finish
