#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Changing devices, with the whole program on the demo host and the keyboard alone, at 80x24: what the
# kernel can change, what takes a new device, what is refused, and what becomes of what was sent.
set -u
vdpatop=${VDPATOP:?the program to test}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
# shellcheck source=tests/script/play.sh
. "${srcdir:-.}/tests/script/play.sh"

# The dialog about a device that nobody uses, and about one that somebody does.
free() { printf '%s\n' tick tick "go $1" 'key F9' 'await Nobody uses it.'; }
used() { printf '%s\n' tick tick "go $1" 'key F9' 'await In use'; }
mapfile -t lab1 < <(free lab1)
mapfile -t spare0 < <(free spare0)
mapfile -t web0 < <(used web0)
done_='await-not Change a device'

play '' "${lab1[@]}" frame 'keys Backspace Backspace' 'type aa' frame 'keys F2 Enter' "$done_" frame tick \
	'key J' frame 'key Esc' 'print afterwards' frame
shows '^ › MAC address  52:54:00:12:00:04▁' &&
	shows ' vdpa dev set name lab1 mac 52:54:00:12:00:aa$' && shows 'lab1 has the MAC address' &&
	sed '1,/^afterwards$/d' "$dir/out" | grep -q '^ mac 52:54:00:12:00:aa '
expect "a MAC address is set, and the device has it" $?
shows 'eth5 keeps its old address until the device is bound anew'
expect "that a bound interface keeps its old address is said before" $?

# refused WHAT WORDS COMMAND…: in lab1's form the words come with a sign, and it is not sent.
refused() {
	local what=$1 words=$2
	shift 2
	play '' "${lab1[@]}" "$@" frame 'key F2' frame 'key Enter' 'key Esc' 'key J' frame
	shows "$words" && shows '▲ ' && shows 'to be put right first' &&
		shows 'Nothing was asked for yet'
	expect "refused at its field: $what" $?
}

refused 'a MAC address that is too short' 'too short' 'key ^U' 'type 52:54:00'
refused 'a multicast MAC address' 'is a multicast address' 'key ^U' 'type 01:00:5e:00:00:01'
refused 'a MAC address of zeroes' 'is no address' 'key ^U' 'type 00:00:00:00:00:00'
refused "another device's MAC address" "web0 has that MAC address" 'key ^U' 'type 52:54:00:12:00:01'
refused 'no MAC address at all' 'MAC address' 'key ^U'
anew=('keys Down Down Space Down' 'key ^U')
refused 'an MTU of 67 for a new device' 'from 68 to 65535' "${anew[@]}" 'type 67'
refused 'an MTU of 65536 for a new device' 'from 68 to 65535' "${anew[@]}" 'type 65536'
refused 'an MTU that is no number' 'from 68 to 65535' "${anew[@]}" 'type big'

play '' "${web0[@]}" 'keys Down Down Space Down Down ^U' 'type 0' frame 'key ^U' 'type 65' frame 'key F2' frame
[ "$(grep -c 'pairs must be a whole number from 1 to' "$dir/out")" -ge 2 ] && shows 'nothing was sent: 1 thing is to be put right first'
expect "refused at its field: no pair of queues, and too many, for a new device" $?

play '' "${lab1[@]}" 'key F5' frame
shows '^ › MAC address  [0-9a-f][26ae](:[0-9a-f]{2}){5}▁' && shows 'vdpa dev set name lab1 mac '
expect "a key makes a random address, locally administered" $?

play '' "${lab1[@]}" 'keys F5 Down Right Down Space Esc' 'key J' frame 'key Esc' tick frame
shows 'Nothing was asked for yet' && shows '^ mac 52:54:00:12:00:04 '
expect "Esc changes nothing" $?

play '' "${spare0[@]}" 'keys Down Right' frame 'keys F2 Enter' "$done_" tick frame
shows '^ test -d /sys/bus/vdpa/drivers/virtio_vdpa && echo virtio_vdpa > ' &&
	shows '^ /sys/bus/vdpa/devices/spare0/driver_override && echo spare0 > ' &&
	shows '▸ spare0 +virtio_vdpa eth'
expect "a device is bound to another driver" $?

play '' "${lab1[@]}" 'keys Down Right' frame 'keys F2 Enter' "$done_" tick frame
shows '‹ none ›' && shows '▸ lab1    '
expect "a device is unbound" $?

play '' "${spare0[@]}" 'key F5' 'keys Down Right' 'keys F2 Enter' "$done_" 'key J' frame
[ "$(grep -n ' set .* spare0 has the MAC address ' "$dir/out" | head -n 1 | cut -d: -f1)" -lt \
	"$(grep -n ' rebound .* spare0 is bound to virtio_vdpa' "$dir/out" | head -n 1 | cut -d: -f1)" ]
expect "address and driver at once: the address comes first" $?

play '' "${web0[@]}" 'keys Down Right F2' frame 'keys Enter Esc' 'key J' frame
shows 'it is in use: type its name to take' && shows 'is gone at once' && shows 'Nothing was asked for yet'
expect "a device in use is not bound anew without its name" $?

play '' "${web0[@]}" 'keys Down Right F2 Tab' 'type web0' 'keys F2 Enter' 'await virtio_vdpa: unbinding' frame \
	'key Esc' frame
shows 'bind web0 to virtio_vdpa: unbinding' && shows 'what was sent goes on: J shows how far it is'
expect "with its name it is, typed on Cancel; the form waits for the holder, and is left while that lasts" $?

play '' "${lab1[@]}" "${anew[@]}" 'type 1400' frame 'keys F2 Enter' "$done_" tick 'go lab1' frame
shows 'In between it is gone' && shows ' vdpa dev del lab1$' &&
	shows ' vdpa dev add name lab1 mgmtdev vdpasim_net mac 52:54:00:12:00:04 mtu 1400' &&
	shows '^ mac 52:54:00:12:00:04  mtu 1400 '
expect "what cannot be changed is had by recreating; the rest is as it was" $?

play '' "${web0[@]}" 'keys Down Down Space F2' frame 'keys Enter Esc' 'key J' frame
shows 'it is in use: type its name to take' && shows 'Nothing was asked for yet'
expect "a device in use is not recreated without its name" $?

mapfile -t disk1 < <(free disk1)
play '' "${disk1[@]}" frame 'key Left' 'keys F2 Enter' "$done_" tick frame
lacks 'MAC address' && shows '‹ none ›' && shows '▸ disk1 +virtio_vdpa vd'
expect "a disk has a driver to choose, and no MAC address" $?

mapfile -t store0 < <(used store0)
play '' "${store0[@]}" frame 'key F5' frame 'keys Down Space' frame
shows 'it would be as it is: its driver takes no values' && shows 'only net devices have a MAC address' &&
	lacks '\[x\] recreate'
expect "what a class or a driver does not have is off, with the reason" $?

play fault=no-access tick tick 'go lab1' 'key F9' frame
shows 'change: .*CAP_NET_ADMIN' && lacks 'Change a device'
expect "without CAP_NET_ADMIN no dialog opens, and the reason is said" $?

options=(--read-only)
play '' tick tick 'go lab1' 'key F9' frame 'key F8' frame
shows 'change: ' && shows 'delete: ' && shows 'read-only' && lacks 'Change a device|Delete devices'
expect "with --read-only neither changing nor deleting opens" $?
options=()

play '' tick tick 'key Home' 'key F9' frame
shows 'change: no device is selected' && shows ' DEVICE '
expect "a management device is not changed" $?

play fault=churn tick tick tick tick 'go guest0' 'key F9' 'await Nobody uses it.' 'keys Down Right' tick frame \
	'print again' tick frame 'key Enter' 'key J' frame
sed '1,/^again$/d' "$dir/out" >"$dir/again"
shows 'Not to be changed: guest0 is gone$' &&
	grep -q 'Not to be changed: guest0 was deleted and made again meanwhile' "$dir/again" &&
	grep -q 'Nothing was asked for yet' "$dir/again" && lacks '\[ Change \].*again'
expect "a device that goes, or is made again, while the form is open is left alone" $?

finish
