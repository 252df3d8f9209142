# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A VM is named by its -name, however it came to the device's node: libvirt and container runtimes make
# nodes of their own, in places where nobody would look for them.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
plan 16

# hold PATH: a process that looks like a QEMU called vm-web01 opens PATH; sets $vm to its number.
hold() {
	: >/tmp/hold.out
	vhosthold "$1" 100 vm-web01 >/tmp/hold.out 2>&1 &
	vm=$!
	until_true 10 grep -q ready /tmp/hold.out || sed 's/^/# /' /tmp/hold.out
}

# screen FILE WORDS: the screen once it shows WORDS.
screen() {
	rm -f "$1"
	printf 'wait %s\ndump %s\nkey q\nend\n' "$2" "$1" >/tmp/script
	ptyrun -t 60 -s 24x100 vdpatop -d 0.5 </tmp/script
	cat "$1"
}

# csv: vm and pid in every row about vdpa0, each pair once.
csv() {
	vdpatop -b -n 1 -c +vm,pid |
		awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next }
			$at["device"] == "vdpa0" { print $at["vm"] "," $at["pid"] }' | sort -u
}

# is_named HOW PATH: whoever holds PATH is vm-web01, on the screen and in a report.
is_named() {
	hold "$2"
	has "$1: USED BY says vm-web01 and its process" "$(screen "/tmp/vm-${2##*/}.screen" "($vm)")" \
		"vdpa0 .*vm-web01 \\($vm\\) "
	keep "/tmp/vm-${2##*/}.screen"
	is "$1: so does -c +vm,pid" "$(csv)" "vm-web01,$vm"
	has "$1: and the path is another" "$(cat /proc/$vm/cmdline | tr '\0' ' ')" \
		"^qemu-system-x86_64 -name guest=vm-web01,debug-threads=on .*vhostdev=$2,"
	kill $vm
	wait $vm
}

load_all
modprobe vhost_vdpa
add_vhost vdpa0 vdpasim_net
is "the device's node is /dev/vhost-vdpa-0" "$node" vhost-vdpa-0
is "which nobody holds" "$(csv)" ","

number=$(cat "/sys/bus/vdpa/devices/vdpa0/$node/dev")
mknod /tmp/made c "${number%:*}" "${number#*:}"
is_named "a node made elsewhere" /tmp/made

: >/tmp/bound
mount --bind "/dev/$node" /tmp/bound
is_named "the node mounted elsewhere" /tmp/bound
umount /tmp/bound

mkdir -p /dev/elsewhere
ln "/dev/$node" /dev/elsewhere/linked
is_named "a second name of the node" /dev/elsewhere/linked
rm -r /dev/elsewhere

# As a QEMU that was given a node which its jail no longer has.
hold /tmp/made
rm /tmp/made
has "the path that was opened is gone" "$(ls -l /proc/$vm/fd)" ' /tmp/made \(deleted\)$'
has "USED BY still says vm-web01" "$(screen /tmp/vm-gone.screen "($vm)")" "vdpa0 .*vm-web01 \\($vm\\) "
is "so does -c +vm,pid" "$(csv)" "vm-web01,$vm"
kill $vm
wait $vm
is "it is gone from the report once it has closed" "$(csv)" ","
ok "everything can be unloaded" unload_all
