#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Commands that show something, as a script and a person read them. On the demo host. Parsers that are
# not ours, jq and python3, read the JSON.
set -u
vdpatop=${VDPATOP:?the program to test}
ptyrun=${PTYRUN:?the small terminal}
skip() {
	echo "1..0 # SKIP $1"
	exit 77
}
command -v jq >/dev/null || skip "no jq"
command -v python3 >/dev/null || skip "no python3"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

# run ARGUMENTS…: leaves out, err and status.
run() {
	timeout 60 "$vdpatop" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

ends_with() { [ "$status" = "$1" ]; }
says() { [ "$(wc -l <"$dir/err")" = 1 ] && grep -qF -- "$1" "$dir/err"; }
is_silent() { [ ! -s "$dir/err" ]; }
# has FILTER: what was written is one JSON text of which FILTER is true.
has() { jq -e "$1" "$dir/out" >/dev/null 2>>"$dir/err" && python3 -m json.tool <"$dir/out" >/dev/null; }
is_one_line() { [ "$(wc -l <"$dir/out")" = 1 ]; }
# looks_like: standard input is what was written, to the byte.
looks_like() { diff - "$dir/out" >"$dir/diff" && return; cat "$dir/diff" >>"$dir/err" && return 1; }

# Every key that vdpa -j has of these devices, with its type; what is ours beside it does not disturb.
run --demo=kernel=stock -j mgmtdev show
ends_with 0 && is_silent && is_one_line && has '
	.mgmtdev.vdpasim_net == (.mgmtdev.vdpasim_net + {supported_classes: ["net"], max_supported_vqs: 3,
		dev_features: ["MTU", "MAC", "STATUS", "CTRL_VQ", "CTRL_MAC_ADDR", "ANY_LAYOUT", "VERSION_1", "ACCESS_PLATFORM"]})
	and (.mgmtdev.vdpasim_blk | .supported_classes == ["block"] and .dev_features == [] and .max_supported_vqs == 0)
	and (.mgmtdev["pci/0000:03:00.2"] | .driver == "mlx5_core" and .function == "VF 0" and .devices == ["web0"]
		and .numa_node == 0 and .representor_link == "up")'
expect "management devices have vdpa's keys, and where they are" $?
run --demo=kernel=stock -j dev show
ends_with 0 && has '
	(.dev.lab0 | .type == "network" and .mgmtdev == "vdpasim_net" and .vendor_id == 0 and .max_vqs == 3
		and .max_vq_size == 256 and .class == "net" and .min_vq_size == 1)
	and (.dev.disk0 | .type == "block" and .disk == "vda")
	and (.dev.web0 | .driver == "vhost_vdpa" and .users == [{pid: 4711, command: "qemu-system-x86", vm: "vm-web01", numa_node: 0}])
	and (.dev.snet0.reason | startswith("known from sysfs only"))'
expect "devices have vdpa's keys, and who uses them" $?
run --demo=kernel=stock dev config show -j
ends_with 0 && has '
	(.config.web0 | .mac == "52:54:00:12:00:01" and .link == "up" and .link_announce == false and .max_vq_pairs == 8
		and .mtu == 9000 and (.negotiated_features | index("MQ")) and (has("link ") | not))
	and (.config.lab0 | has("max_vq_pairs") | not)
	and (.config.disk0 | .capacity == 262144 and .blk_size == 512 and .flush == true and .read_only == false
		and (.negotiated_features | index("FLUSH")))
	and (.config.spare0 | has("negotiated_features") | not)'
expect "configurations have vdpa's keys, block devices' too" $?
run --demo -j dev features show lab0
ends_with 0 && has '.features.lab0 | .supported_hex == "0x308830028" and .negotiated_hex == "0x300830028"
	and (.provisioned - .negotiated == ["ANY_LAYOUT"])'
expect "features are names, and exact numbers" $?
run --demo=kernel=stock,traffic=off -j dev stats show lab0 qidx 1
ends_with 0 && has '.vstats.lab0 | .queue_type == "tx" and .index == 1 and .["tx packets"] == .counters["tx packets"]
	and (.counters | keys_unsorted == ["tx packets", "tx bytes", "tx errors", "tx drops"])'
expect "one queue has the driver's counters by their own names" $?
run --demo=kernel=stock -j dev stats show lab0 qidx 0
has '.vstats.lab0.queue_type == "rx"' && run --demo=kernel=stock -j dev vstats show lab0 qidx 2 &&
	has '.vstats.lab0.queue_type == "control_vq"'
expect "without pairs, queue 0 is rx and queue 2 the control queue" $?
run --demo=traffic=off -j dev stats show lab0
# shellcheck disable=SC2016 # jq expands
ends_with 0 && has '.vstats.lab0 as $it | ($it.queues | map(.index) == [0, 1, 2] and map(.role) == ["rx", "tx", "ctrl"])
	and $it.kickdoorbells == ($it.queues | map(.kickdoorbells) | add) and $it.wqes == ($it.queues | map(.wqes) | add)
	and $it.counters["rx packets"] == $it.queues[0].counters["rx packets"]'
expect "a device has sums and each queue" $?
run --demo -jp dev show lab0
ends_with 0 && has '.dev | keys == ["lab0"]' && sed -n 3p "$dir/out" | grep -q '^        "lab0": {$'
expect "-jp is the same JSON on several lines" $?

# JSON Lines say the same of each thing, in one object; why something is missing, each says of its own.
# alike ROOT LIST COMMAND…: every member of COMMAND's things is in LIST of the sample.
alike() {
	local root=$1 list=$2
	shift 2
	run --demo=traffic=off -j "$@"
	# shellcheck disable=SC2016 # jq expands
	jq -e --slurpfile sample "$dir/sample" --arg root "$root" --arg list "$list" '
		def plain: walk(if type == "object" and has("index") then del(.reason) else . end) | del(.reason, .counters);
		($sample[0][$list] | map({key: .name, value: .}) | from_entries) as $said
		| .[$root] | length > 0 and all(to_entries[]; $said[.key] as $it | (.value | plain) as $shown
			| $it and ($it | plain) + $shown == ($it | plain))' "$dir/out" >/dev/null 2>>"$dir/err"
}
timeout 60 "$vdpatop" --demo=traffic=off -b -n 1 -f jsonl >"$dir/sample" </dev/null
alike mgmtdev mgmtdevs mgmtdev show && alike dev devices dev show && alike config devices dev config show &&
	alike vstats devices dev stats show web0 && alike vstats devices dev stats show lab0
expect "JSON Lines have every member that commands show" $?

run --demo=devices=0 -j dev show
ends_with 0 && echo '{"dev":{}}' | looks_like
expect "no devices are an empty object" $?

# Lines for scripts: to the byte, wherever they go.
run --demo=traffic=off dev show lab0
looks_like <<'END'
lab0: type network mgmtdev vdpasim_net vendor_id 0 max_vqs 3 max_vq_size 256 min_vq_size 1 class net driver virtio_vdpa netdev eth4 netdev_up true used_by eth4
END
expect "a device is a line, as vdpa's" $?
cp "$dir/out" "$dir/first"
COLUMNS=20 LC_ALL=C TERM=dumb run --demo=traffic=off dev show lab0
looks_like <"$dir/first"
expect "whatever the width and the locale are" $?
run --demo=traffic=off mgmtdev show vdpasim_net
looks_like <<'END'
vdpasim_net: supported_classes net max_supported_vqs 3 dev_features MTU,MAC,STATUS,CTRL_VQ,CTRL_MAC_ADDR,ANY_LAYOUT,VERSION_1,ACCESS_PLATFORM dev_features_hex 0x308830028 driver vdpa_sim devices lab0,lab1,spare0
END
expect "a management device is a line" $?
run --demo=traffic=off dev config show lab0
looks_like <<'END'
lab0: mac 52:54:00:12:00:03 link up link_announce false mtu 1500 negotiated_features MTU,MAC,STATUS,CTRL_VQ,CTRL_MAC_ADDR,VERSION_1,ACCESS_PLATFORM device_features MTU,MAC,STATUS,CTRL_VQ,CTRL_MAC_ADDR,ANY_LAYOUT,VERSION_1,ACCESS_PLATFORM class net
END
expect "a configuration is a line" $?
run --demo=traffic=off dev features show disk1
looks_like <<'END'
disk1: class block provisioned SIZE_MAX,SEG_MAX,BLK_SIZE,FLUSH,TOPOLOGY,MQ,DISCARD,WRITE_ZEROES,ANY_LAYOUT,VERSION_1,ACCESS_PLATFORM provisioned_hex 0x308007646 reason no driver has negotiated features
END
expect "features are a line" $?
run --demo=traffic=off dev stats show disk0
looks_like <<'END'
disk0: class block health ok kickdoorbells 393148 wqes 22802586 wqes_source wqes
disk0 qidx 0: role request health ok kickdoorbells 393148 wqes 22802586 wqes_source wqes
END
expect "counters are a line for the device and one for each queue" $?

# What cannot be shown.
run --demo -j dev show lab9
ends_with 1 && says "there is no device lab9; did you mean lab0?" && echo '{"dev":{}}' | looks_like
expect "a device that is not there: status 1, and one that is near" $?
run --demo mgmtdev show 0000:03:00.2
ends_with 1 && says "did you mean pci/0000:03:00.2?" && [ ! -s "$dir/out" ]
expect "a management device without its bus: status 1, and its handle" $?
run --demo=fault=no-module dev show
ends_with 3 && says "modprobe"
expect "no vdpa family: status 3" $?
run --demo=fault=no-access dev stats show lab0
ends_with 4 && says CAP_NET_ADMIN
expect "no right to read counters: status 4" $?
run --demo=fault=no-access dev show lab0
ends_with 0 && is_silent
expect "devices show without that right" $?
run --demo -j dev stats show lab0 qidx 7
ends_with 1 && says "lab0, queue 7: Invalid argument (EINVAL)" && has '.vstats.lab0.reason == "Invalid argument"'
expect "a queue past the end: what the kernel says" $?
run --demo dev stats show lab0 qidx 4294967295
ends_with 1 && says "vdpa: queue index exceeds max value (ERANGE)"
expect "an index that no device has: the kernel's words" $?
run --demo=kernel=stock dev stats show spare0
ends_with 1 && says "vdpa: feature negotiation not complete (EAGAIN)"
expect "a device without a driver: the kernel's words" $?
run --demo=kernel=stock dev stats show disk0
ends_with 1 && says "this kernel has no counters for this class of device (EOPNOTSUPP)"
expect "block devices on a stock kernel: that it has no counters for them" $?
run --demo dev stats show lab0 qidx 44
ends_with 1 && says "it has no such queue" && [ ! -s "$dir/out" ]
expect "of a queue that there is not, nothing is written" $?
run --demo -j dev stats show lab0 qidx 44
ends_with 1 && has '.vstats.lab0 | keys == ["reason"]'
expect "but for the reason, in JSON" $?
run --demo dev config show snet0
ends_with 1 && says "known from sysfs only" && [ ! -s "$dir/out" ]
expect "a device that netlink does not name: where it is known from" $?
run --demo=fault=garbage -j dev config show
ends_with 1 && says "makes no sense" && has '(.config | length) > 5 and (.config | map(has("mac")) | any)'
expect "what makes no sense is said, and the rest is shown" $?

# on_terminal COLUMNS ARGUMENTS…: out is what a terminal so wide got, without its carriage returns.
on_terminal() {
	local columns=$1
	shift
	echo end | "$ptyrun" -s "24x$columns" -o "$dir/raw" "$vdpatop" --demo=traffic=off "$@" >"$dir/ptyrun" 2>&1
	tr -d '\r' <"$dir/raw" >"$dir/out"
}
fits() { [ -s "$dir/out" ] && LC_ALL=C.UTF-8 awk -v most="$1" 'length($0) > most { exit 1 }' "$dir/out"; }

if [ -x "$ptyrun" ]; then
	for columns in 80 120 40; do
		for command in "mgmtdev show" "dev show" "dev config show" "dev features show" "dev show web0" \
			"mgmtdev show pci/0000:03:00.2" "dev config show disk0" "dev features show web0" \
			"dev stats show web0" "dev stats show lab0" "dev stats show lab0 qidx 0"; do
			# shellcheck disable=SC2086 # words
			on_terminal "$columns" $command
			fits "$columns"
			expect "$command fits a terminal of $columns columns" $?
		done
	done
	on_terminal 80 dev show
	sed -n 1,2p "$dir/out" >"$dir/two" && mv "$dir/two" "$dir/out"
	looks_like <<'END'
DEVICE  TYPE     MGMTDEV             DRIVER       VQS  SIZE  USED BY
web0    network  pci/0000:03:00.2    vhost_vdpa    17   256  vm-web01 (4711)
END
	expect "devices are a table on a terminal" $?
	on_terminal 80 dev config show lab0
	looks_like <<'END'
lab0
  mac                  52:54:00:12:00:03
  link                 up
  link_announce        false
  mtu                  1500
  negotiated_features  MTU MAC STATUS CTRL_VQ CTRL_MAC_ADDR VERSION_1
                       ACCESS_PLATFORM
  device_features      MTU MAC STATUS CTRL_VQ CTRL_MAC_ADDR ANY_LAYOUT VERSION_1
                       ACCESS_PLATFORM
  class                net
END
	expect "one device is a page on a terminal" $?
fi

finish
