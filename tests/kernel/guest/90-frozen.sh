# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Someone deletes a device that a VM holds open: the kernel waits for the VM, and with it all of
# generic netlink on the host. vdpatop, started only now, must still say what is going on.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
plan 16

load_all
modprobe vhost_vdpa
add_net vdpa0 1
vdpa dev add name foo0 mgmtdev vdpasim_net mac 02:00:00:00:00:02
ok "a device can be given to vhost_vdpa" give_to vhost_vdpa foo0
vhosthold "/dev/$node" 100 vm-web01 >/tmp/hold.out 2>&1 &
holder=$!
ok "a VM holds it open" until_true 10 grep -q ready /tmp/hold.out

cat >/tmp/script <<EOF
wait foo0
wait vm-web01
dump /tmp/held.screen
key q
end
EOF
ok "the screen names the VM that uses it" ptyrun -t 60 -s 30x120 vdpatop -d 0.5 </tmp/script
keep /tmp/held.screen
has "beside the driver and the process" "$(cat /tmp/held.screen)" "foo0 .*vhost_vdpa .*vm-web01 \\($holder\\)"

vdpa dev del foo0 &
deleter=$!
ok "deleting it waits in the kernel" until_true 10 is_stuck vdpa

vdpatop -b -n 1 --timeout 2 >/tmp/out 2>/tmp/words
is "-b --timeout 2 ends with 5" $? 5
has "and says what did not answer" "$(cat /tmp/words)" kernel

cat >/tmp/script <<EOF
wait foo0
wait vdpa0
wait virtio_vdpa
wait vm-web01
wait $deleter
wait $holder
mark
changed
dump /tmp/frozen.screen
key q
end
EOF
is "the screen starts, lists devices, drivers and users, and ends on q" \
	"$(ptyrun -t 60 -s 40x120 vdpatop -d 0.5 </tmp/script 2>&1)" "exit 0
restored"
ok "its worker was still in the kernel then" is_stuck vdpatop
keep /tmp/frozen.screen
screen=$(cat /tmp/frozen.screen)
has "it says that netlink is blocked, and since when" "$screen" 'kernel has not answered .*since [0-9:]+'
has "it names the deleting process" "$screen" "vdpa.*$deleter|$deleter.*vdpa"
has "it names the holding process" "$screen" "vm-web01.*$holder"

kill $holder
ok "once the VM lets go the device is deleted" wait $deleter
ok "and netlink answers" vdpa dev show vdpa0
vdpatop -b -n 1 >/tmp/after.csv 2>&1
is "and so does vdpatop" "$(devices_of /tmp/after.csv)" vdpa0
ok "everything can be unloaded" unload_all
