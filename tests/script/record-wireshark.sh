#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What Wireshark makes of a recording: generic netlink of the family vdpa, every packet, and nothing malformed.
set -u
vdpatop=${VDPATOP:?the program to test}
command -v tshark >/dev/null || { echo "1..0 # SKIP no tshark (tshark)" && exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
# shellcheck source=tests/script/play.sh
. "${srcdir:-.}/tests/script/play.sh"
# shellcheck source=tests/script/recording.sh
. "${srcdir:-.}/tests/script/recording.sh"
file=$dir/run.pcap

# shark ARGUMENTS…: leaves out and err; what it says of being root is not about the file.
shark() {
	timeout 60 tshark -r "$file" "$@" >"$dir/out" 2>"$dir/err"
	local status=$?
	sed -i '/^Running as user "root"/d' "$dir/err"
	[ $status = 0 ] && [ ! -s "$dir/err" ]
}
# packets FILTER: how many it takes for that.
packets() { shark -Y "$1" && wc -l <"$dir/out"; }

# A run with all there is: a device comes and goes by hand, the kernel tells of it, and a sample follows.
for kernel in stock patched; do
	rm -f "$file"
	options=(--record "$file")
	play kernel=$kernel tick tick 'go disk1' 'key F8' 'await It is deleted' 'keys F2 Enter' 'await disk1 was deleted' tick
	[ -s "$file" ] && [ "$(of E)" = 3 ]
	expect "a run on a $kernel kernel is recorded" $?
	shark
	expect "tshark reads all of it without complaint" $?
	sed 's/^/# /' "$dir/out" | head -n 12
	[ "$(wc -l <"$dir/out")" = "$(picture "$file" | tr -d '\n' | wc -c)" ]
	expect "it finds as many packets as there are" $?
	[ "$(packets 'netlink.hatype != 824')" = 0 ]
	expect "all of them are netlink" $?
	[ "$(packets 'netlink.family == 16')" = "$(of '<>*')" ] && [ "$(packets 'netlink.family == 15')" = "$(of '!')" ]
	expect "those of generic netlink, and uevents, are as many as were sent and received" $?
	[ "$(packets 'netlink.family == 16 && !genl && !(netlink.hdr_type == 2 || netlink.hdr_type == 3)')" = 0 ]
	expect "what is generic netlink, and no end of a dump and no error, is taken apart as such" $?
	[ "$(packets 'genl && netlink.hdr_flags.request == 1')" = "$(of '>')" ]
	expect "its requests are those that were sent" $?
	# Uevents are no netlink messages, which Wireshark looks for in all of netlink: the same with an nlmon.
	[ "$(packets 'netlink.family != 15 && (_ws.malformed || _ws.expert.severity >= 0x600000)')" = 0 ]
	expect "nothing is malformed" $?
	shark -T fields -e genl.ctrl.family_name -Y genl.ctrl.family_name
	[ "$(tr ',' '\n' <"$dir/out" | sort -u)" = vdpa ]
	expect "it sees the family being looked up" $?
	shark -V -Y genl
	! grep -E '^ *Family ID: 0x[0-9a-f]+ ' "$dir/out" | grep -vqE '\((nlctrl|vdpa)\)$' &&
		[ "$(grep -cE '^ *Family ID: 0x[0-9a-f]+ \(vdpa\)$' "$dir/out")" -gt 50 ]
	expect "it names the family of every message" $?
	shark -T fields -e genl.cmd -Y 'genl.cmd == 4'
	[ "$(wc -l <"$dir/out")" -ge 1 ]
	expect "the deletion is there" $?
done

finish
