#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# dev add, dev set and dev del as a script sees them: what is said, exit statuses, what is refused, and what
# is told of a kernel that takes too long. On the demo host, which forgets at the end of each run.
set -u
vdpatop=${VDPATOP:?the program to test}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

# run WORDS…: leaves out, err and status.
run() {
	timeout 60 "$vdpatop" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

# late NAME WORDS…: the same in the background; a job that takes over 5 s is told of, and then it is ended by
# SIGNAL, when there is one. bash has background jobs ignore INT.
late() {
	env --default-signal=INT "$vdpatop" "${@:2}" >"$dir/$1.out" 2>"$dir/$1.err" </dev/null &
	eval "$1=$!"
}

# await FILE WORDS: until FILE has them.
await() {
	for _ in $(seq 600); do
		grep -qsF -- "$2" "$1" && return
		sleep 0.05
	done
	return 1
}

ends_with() { [ "$status" = "$1" ]; }
is_silent() { [ ! -s "$dir/err" ] && [ ! -s "$dir/out" ]; }
wrote_nothing() { [ ! -s "$dir/out" ]; }
# says LINE…: standard error has these lines (each a regular expression) and no other.
says() {
	[ "$(wc -l <"$dir/err")" = $# ] || return
	while [ $# -gt 0 ]; do
		sed -n "$(($(wc -l <"$dir/err") - $# + 1))p" "$dir/err" | grep -qE -- "^vdpatop: $1\$" || return
		shift
	done
}

mac=52:54:00:00:00:77
# These take a while, and others are tested meanwhile.
late held --demo --force dev del web0
late slow --demo=add-delay=3600 dev add name vm0 mgmtdev vdpasim_net mac $mac

run --demo dev add name vm0 mgmtdev vdpasim_net mac $mac mtu 1500
ends_with 0 && is_silent
expect "a device is added, and nothing is said" $?
run dev add type net mgmtdev vdpasim_net name vm0 --demo mac $mac
ends_with 0 && is_silent
expect "a class that the management device makes may be named, and options may stand behind" $?
run --demo dev add name store1 mgmtdev vduse type block
ends_with 0 && is_silent
expect "so may one of several that it makes" $?
run --demo dev add name store1 mgmtdev vduse type net
ends_with 0 && wrote_nothing && says 'store1 is a block device, though net was asked for: the driver chose'
expect "what comes of a class that the kernel is not told is said" $?
run --demo -j dev add name store1 mgmtdev vduse type net
ends_with 0 && says 'store1 is a block device, .*' && grep -q '^{"dev":{"store1":{"type":"block",' "$dir/out"
expect "with -j, too" $?
run --demo dev add name vm0 mgmtdev vdpasim_net
ends_with 0 && wrote_nothing && says 'mac: vdpasim_net gives 00:00:00:00:00:00 when .* cannot come up'
expect "a warning is said, and does not stop anything" $?
run --demo=autoprobe=none dev add name 'vm{0..7}' mgmtdev vdpasim_net mac $mac
ends_with 0 && says 'vm\{0\.\.7\} was added, but no driver took it: .*'
expect "a name stands as it is, and what is less than wanted is said" $?
run --demo=fault=drop dev add name foo4 mgmtdev vdpasim_net mac $mac # whose answer is one of those that are lost
ends_with 0 && says 'foo4 was added.*, though no answer came'
expect "a device is added although the answer is lost" $?

# refuses WHAT STATUS LINE WORDS…: exits with STATUS and says LINE alone.
refuses() {
	run --demo "${@:4}"
	ends_with "$2" && wrote_nothing && says "$3"
	expect "$1" $?
}
refuses 'a name that is taken is refused with its owner' 1 \
	'name: web0 is there already, made by pci/0000:03:00\.2' dev add name web0 mgmtdev vdpasim_net mac $mac
refuses 'a management device that is not there is refused, with the nearest' 1 \
	'there is no management device vdpasim_ned; did you mean vdpasim_net\?' dev add name a mgmtdev vdpasim_ned
refuses 'the nearest has its bus before its name' 1 \
	'there is no management device pci/0000:03:00\.9; did you mean pci/0000:03:00\.2\?' \
	dev add name a mgmtdev pci/0000:03:00.9
refuses 'a management device whose bus was left out is near, as for the commands that show' 1 \
	'there is no management device mlx5_core\.sf\.4; did you mean auxiliary/mlx5_core\.sf\.4\?' \
	dev add name a mgmtdev mlx5_core.sf.4
refuses 'one that has its only device is refused' 1 'mgmtdev: pci/0000:03:00\.3 has its device already: .*' \
	dev add name a mgmtdev pci/0000:03:00.3
refuses 'a class that it does not make is refused' 1 'type: vdpasim_blk makes no net devices, only block' \
	dev add name a mgmtdev vdpasim_blk type net
refuses 'an MTU of a block device is refused' 1 'mtu: only net devices have an MTU.*' \
	dev add name a mgmtdev vdpasim_blk mtu 1500
refuses 'features that are not supported are refused by name' 1 \
	'device_features: vdpasim_net does not support CSUM' \
	dev add name a mgmtdev vdpasim_net mac $mac device_features 0x21
refuses 'more pairs than there are queues for are refused' 1 'max_vqp: .*' \
	dev add name a mgmtdev vdpasim_net mac $mac max_vqp 9
refuses "the kernel's no is one line, with its errno and what to do" 1 \
	'a was not added: no vduse daemon has a device of that name .*: start it first \(EINVAL\)' \
	dev add name a mgmtdev vduse
refuses 'a device that is not there cannot be set, and the nearest is named' 1 \
	'there is no device lab2; did you mean lab0\?' dev set name lab2 mac $mac
refuses 'a block device has no MAC address to set' 1 \
	'disk0 is a block device: only net devices have a MAC address \(EOPNOTSUPP\)' dev set name disk0 mac $mac
refuses 'a device that is not there cannot be deleted, and the nearest is named' 1 \
	'there is no device wep0; did you mean web0\?' dev del wep0
refuses 'nothing is near a strange name, and what is in it harms no terminal' 1 \
	'there is no device \\x1b\[31m' dev del $'\e[31m'
refuses 'a device that no management device made is left alone' 1 "snet0 is not on netlink's list: .*" \
	dev del snet0

run --demo dev set name spare0 mac $mac
ends_with 0 && wrote_nothing && says "spare0 has the MAC address $mac now, but who uses it keeps the old .*"
expect "a MAC address is set, and who still has the old one is said" $?
run --demo dev set name lab0 mac 52:54:00:12:00:01
ends_with 1 && says 'mac: web0 has that MAC address'
expect "an address that another device has is refused" $?
run --demo dev set name web0 mac 52:54:00:12:00:01
ends_with 0 && is_silent
expect "one that it has already is no failure" $?
run --demo -j dev set name web0 mac 52:54:00:12:00:01
ends_with 0 && grep -q '^{"dev":{"web0":{' "$dir/out"
expect "and it is shown with -j all the same" $?
run --demo=kernel=stock dev set name web0 mac $mac
ends_with 0
expect "a stock kernel sets it, too" $?

for name in disk1 lab1 spare0; do
	run --demo dev del $name
	ends_with 0 && is_silent
	expect "$name, which nobody uses, is deleted, and nothing is said" $?
done
run --demo dev del web0
ends_with 1 && wrote_nothing &&
	says 'web0 was not deleted, it is in use: QEMU vm-web01 \(pid 4711\) holds /dev/vhost-vdpa-0 open' \
		'with --force it is unbound from vhost_vdpa: /dev/vhost-vdpa-0 is gone at once and nobody can open .*'
expect "a device that a VM holds is not deleted: it says who, and what --force would do" $?
run --demo dev del db0
ends_with 1 && says 'db0 was not deleted, it is in use: ens3f0v1 is up' \
	'with --force it is deleted: the interface ens3f0v1 goes with it: connections through it break'
expect "nor one whose interface is up" $?
run --demo dev del disk0
ends_with 1 && says 'disk0 was not deleted, it is in use: vda is mounted' \
	'with --force it is deleted: the disk vda goes with it: file systems .*'
expect "nor one whose disk is mounted" $?
run --demo=hide=on dev del spare0
ends_with 1 && says 'spare0 was not deleted, it is in use: its users cannot all be seen .*' 'with --force .*'
expect "nor one whose users cannot be seen" $?
run --demo --force dev del db0
ends_with 0 && wrote_nothing && says 'db0 is in use: ens3f0v1 is up' '--force: it is deleted: the interface .*'
expect "--force deletes it, and says before what that does" $?
run --demo=release=1 --force dev del web0
ends_with 0 && says 'web0 is in use: QEMU .*' '--force: it is unbound from vhost_vdpa: .*; only then it is deleted'
expect "--force waits until whoever has it closes it" $?
run --demo --force dev del spare0
ends_with 0 && is_silent
expect "--force of one that nobody uses has nothing to say" $?

run --demo -j dev del spare0
ends_with 0 && [ "$(cat "$dir/out")" = '{"dev":{}}' ]
expect "with -j what is left of a device that was deleted is nothing" $?
run --demo -j dev add name 'v"0' mgmtdev vdpasim_net mac $mac
ends_with 0 && [ "$(wc -l <"$dir/out")" = 1 ] && grep -q '^{"dev":{"v\\"0":{.*"driver":"vhost_vdpa"' "$dir/out"
expect "with -j the device that was added is shown, with the driver that took it" $?
run --demo -jp dev set name lab1 mac $mac
ends_with 0 && [ "$(wc -l <"$dir/out")" -gt 1 ] && grep -q '^        "lab1": {$' "$dir/out"
expect "and so is one that was set" $?
run --demo -j dev del web0
ends_with 1 && wrote_nothing
expect "what fails writes nothing" $?

run --demo=fault=no-access dev del web0
ends_with 4 && says 'nothing is changed: needs CAP_NET_ADMIN: .*'
expect "without CAP_NET_ADMIN nothing is changed, and the status says so" $?
run --demo=fault=no-module dev add name vm0 mgmtdev vdpasim_net
ends_with 3 && says 'the vdpa module is not loaded: .*'
expect "without the module there is nothing to change" $?
run --demo=fault=frozen --read-only dev del web0
ends_with 2 && says "--read-only: expected a command that shows, and 'dev del' changes something"
expect "with --read-only nothing is asked, even of a kernel that would not answer" $?

for fault in vanish drop interrupt overrun garbage late churn reload restart; do
	run --demo=fault=$fault dev del disk1
	{ ends_with 0 || ends_with 1; } && wrote_nothing && ! grep -v '^vdpatop: ' "$dir/err"
	expect "fault $fault: a delete comes to its end" $?
done
run --demo=fault=vanish dev del dpdk0
ends_with 1 && says '(there is no device dpdk0.*|dpdk0 is .*)'
expect "a device that vanishes is said to be gone" $?

# The kernel takes too long.
run --demo=add-delay=3600 --timeout 0.5 dev add name vm0 mgmtdev vdpasim_net mac $mac
ends_with 5 && wrote_nothing && says 'add vm0: not done within 0\.5 s: adding vm0 went to the kernel and may still be done'
expect "an add that takes too long says that it may still be done" $?
run --demo --timeout 1 --force dev del web0
ends_with 5 && [ "$(wc -l <"$dir/err")" = 3 ] && [ "$(tail -n 1 "$dir/err")" = \
	"vdpatop: delete web0: not done within 1 s: web0 is being unbound: that goes on in the kernel until vm-web01 (4711) closes it, and cannot be undone. It will not be deleted then" ]
expect "a delete that waits for a VM says for whom, and what is not done any more" $?
asks='no answer from the kernel within 0\.5 s \(looking up the vdpa family\): another request holds generic netlink; .*'
suspect='process 6021 \(vdpa dev del web0\) waits in the kernel in vhost_vdpa_remove, .*'
run --demo=fault=frozen --timeout 0.5 dev add name vm0 mgmtdev vdpasim_net
ends_with 5 && says "$asks; nothing was sent to add vm0" "$suspect" 'process 4711 .*' 'process 4890 .*' 'process 5120 .*'
expect "on a frozen kernel it says what it asked, that nothing was sent, and who holds what" $?
run --demo=fault=frozen --timeout 0.5 dev show
ends_with 5 && wrote_nothing && says "$asks" "$suspect" 'process 4711 .*' 'process 4890 .*' 'process 5120 .*'
expect "so does a command that shows" $?
run --demo=fault=frozen --timeout 0.5 -b -n 1
ends_with 5 && wrote_nothing && says "$asks" "$suspect" 'process 4711 .*' 'process 4890 .*' 'process 5120 .*'
expect "and batch mode" $?

# A signal ends it: first when it is known to be taken, as /proc tells.
late frozen --demo=fault=frozen dev del web0
# shellcheck disable=SC2154 # late sets it
for _ in $(seq 200); do
	caught=$(sed -n 's/^SigCgt:\t//p' "/proc/$frozen/status")
	[ $((0x${caught:-0} & 2)) != 0 ] && break
	sleep 0.05
done
kill -INT "$frozen"
wait "$frozen"
[ $? = 130 ] && grep -qxF 'vdpatop: delete web0: left: nothing was sent yet, nothing was done' "$dir/frozen.err"
expect "SIGINT before anything was sent says so" $?

await "$dir/held.err" 'web0 is being unbound: the kernel waits until vm-web01 (4711) closes it'
expect "what a long delete waits for is said while it waits" $?
# shellcheck disable=SC2154
kill -INT "$held"
wait "$held"
[ $? = 130 ] && [ ! -s "$dir/held.out" ] && [ "$(tail -n 1 "$dir/held.err")" = \
	"vdpatop: delete web0: left: web0 is being unbound: that goes on in the kernel until vm-web01 (4711) closes it, and cannot be undone. It will not be deleted then" ]
expect "SIGINT while it waits says what goes on, and ends by that signal" $?
await "$dir/slow.err" 'vm0: adding takes the kernel long, and cannot be called off'
# shellcheck disable=SC2154
kill -TERM "$slow"
wait "$slow"
[ $? = 143 ] && [ "$(tail -n 1 "$dir/slow.err")" = \
	"vdpatop: add vm0: left: adding vm0 went to the kernel and may still be done" ]
expect "so does SIGTERM during an add" $?
finish
