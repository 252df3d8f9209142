# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Devices are deleted from the keyboard. One that a VM holds open would freeze generic netlink until the VM
# is gone: it is refused with the VM's name, and forced it is unbound first, while netlink answers.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
# shellcheck source=tests/kernel/guest/dialog.sh
. /guest/dialog.sh
plan 33

open_at() { to "$1" && printf 'key F8\nwait Cancel\n'; }

load_all
modprobe vhost_vdpa

# Free ones, by each driver.
vdpa dev add name virt0 mgmtdev vdpasim_net mac 02:00:00:00:00:01
vdpa dev add name vhost0 mgmtdev vdpasim_net mac 02:00:00:00:00:02
give_to vhost_vdpa vhost0
vdpa dev add name none0 mgmtdev vdpasim_net mac 02:00:00:00:00:03
echo none0 >/sys/bus/vdpa/drivers/virtio_vdpa/unbind
for device in virt0 vhost0 none0; do
	ok "$device, which nobody uses: Enter alone leaves it" person <<EOF
$(open_at $device)
wait Nobody uses it.
dump /tmp/delete-$device.screen
key Enter
gone Nobody uses it.
EOF
	keep /tmp/delete-$device.screen
	ok "and it is there" has_device $device
	ok "it is deleted by the button" person <<EOF
$(open_at $device)
wait Nobody uses it.
key F2
key Enter
gone Nobody uses it.
do sh -c '. /guest/tap.sh; . /guest/vdpa.sh; . /guest/dialog.sh; until_true 20 lacks_device $device'
EOF
	ok "and then it is gone" lacks_device $device
done

# An interface that is up.
add_net up0 4
ok "one whose interface is up is in use" person <<EOF
$(open_at up0)
wait is up
dump /tmp/delete-up.screen
key F2
key Enter
wait type its name to delete it
key Esc
gone Cancel
EOF
keep /tmp/delete-up.screen
ok "and stays" has_device up0

# A VM has it.
vdpa dev add name vm0 mgmtdev vdpasim_net mac 02:00:00:00:00:05
give_to vhost_vdpa vm0
hold vm0 vm-web01
ok "one that a VM holds is refused with the VM's name and process" person <<EOF
$(open_at vm0)
wait QEMU vm-web01 (pid $holder)
wait Type its name
dump /tmp/delete-held.screen
key F2
key Enter
wait type its name to delete it
key Esc
gone Type its name
EOF
keep /tmp/delete-held.screen
ok "and stays" has_driver vm0 vhost_vdpa
is "the VM still has it" "$(waits $holder && echo stuck || echo fine)" fine
ok "a wrong name does not do" person <<EOF
$(open_at vm0)
wait Type its name
key Up
type vm
key F2
key Enter
wait is not its name
key Esc
gone Cancel
EOF
ok "so it stays" has_driver vm0 vhost_vdpa

# Forced: unbound, and deleted when the VM has gone. Who asks netlink is answered all the while.
cat >/tmp/asks <<'EOF'
while :; do
	timeout 2 vdpa dev show up0 >/dev/null 2>&1 && echo answered || echo waited
	usleep 100000
done
EOF
sh /tmp/asks >/tmp/asked 2>&1 &
asker=$!
ok "with its name typed it is unbound, and the screen goes on" person <<EOF
$(open_at vm0)
wait Type its name
key Up
type vm0
key F2
dump /tmp/delete-forced.screen
key Enter
gone Type its name
wait unbinding vm0
dump /tmp/delete-unbinding.screen
mark unbinding vm0
changed
do test -d /sys/bus/vdpa/devices/vm0
do test ! -e /sys/bus/vdpa/devices/vm0/driver
do vdpa dev show vm0
do vdpa dev add name other0 mgmtdev vdpasim_net
wait other0
do kill $holder
do sh -c '. /guest/tap.sh; . /guest/vdpa.sh; . /guest/dialog.sh; until_true 20 lacks_device vm0'
gone unbinding vm0
EOF
keep /tmp/delete-forced.screen
keep /tmp/delete-unbinding.screen
kill $asker
wait $asker $holder 2>/dev/null
ok "then it is deleted" lacks_device vm0
is "netlink answered all the while" "$(sort -u /tmp/asked)" answered
ok "more than a few times" [ "$(wc -l </tmp/asked)" -gt 5 ]

# Left while it is unbinding: that goes on, and is not followed by a delete.
vdpa dev add name vm1 mgmtdev vdpasim_net mac 02:00:00:00:00:06
give_to vhost_vdpa vm1
hold vm1 vm-web02
ok "it can be left at once, and says what goes on" person <<EOF
$(open_at vm1)
wait Type its name
key Up
type vm1
key F2
key Enter
gone Type its name
wait unbinding vm1
key q
wait again leaves
EOF
has "which is said on the terminal" "$(strings /tmp/person.raw)" 'vm1 is being unbound: that goes on in the kernel until vm-web02 .* closes it'
has "with what does not come behind it" "$(strings /tmp/person.raw)" 'It will not be deleted then'
ok "the device is on its way from the driver, however soon it was left" until_true 20 has_driver vm1 ""
ok "and still there" has_device vm1
# A second vdpatop sees no driver, and a delete by it would freeze netlink: it waits with the first.
sh /tmp/asks >/tmp/asked 2>&1 &
asker=$!
ok "a second vdpatop deletes it without freezing netlink" person <<EOF
$(open_at vm1)
wait Type its name
key Up
type vm1
key F2
key Enter
gone Type its name
wait unbinding vm1
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 20 has_unbinders 2'
do kill $holder
do sh -c '. /guest/tap.sh; . /guest/vdpa.sh; . /guest/dialog.sh; until_true 20 lacks_device vm1'
EOF
kill $asker
wait $asker $holder 2>/dev/null
is "netlink answered all the while, too" "$(sort -u /tmp/asked)" answered

# Made anew under the same name while the dialog is open.
vdpa dev add name same0 mgmtdev vdpasim_net mac 02:00:00:00:00:07
ok "a device that was made anew while the dialog was open is another one" person <<EOF
$(open_at same0)
wait Nobody uses it.
do vdpa dev del same0
do vdpa dev add name same0 mgmtdev vdpasim_net mac 02:00:00:00:00:08
wait another
dump /tmp/delete-another.screen
key F2
key Enter
gone Back
EOF
keep /tmp/delete-another.screen
is "and stays" "$(config same0 mac)" 02:00:00:00:00:08
ok "everything can be unloaded" unload_all
