# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Devices are changed from the keyboard: another MAC address, another driver, and the rest by adding the
# device anew. The stock tool agrees after each.
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
plan 24

# The fields: MAC address, driver, recreate, MTU, pairs.
open_at() { to "$1" && printf 'key F9\nwait Change a device\nwait MAC address\ngone looking who uses it\n'; }
send() { printf 'key F2\nkey Enter\ngone Change a device\n'; }
awaits() { echo "do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 20 $*'"; }
address() { cat "/sys/class/net/$(interface "$1")/address"; }

load_all
modprobe vhost_vdpa
vdpa dev add name net0 mgmtdev vdpasim_net mac 02:00:00:00:00:01
until_true 10 interface net0

# The MAC address.
if kernel_has demo; then
	ok "a device is given another address" person <<EOF
$(open_at net0)
$(fill 02:00:00:00:0c:01)
wait vdpa dev set name net0 mac 02:00:00:00:0c:01
dump /tmp/change-mac.screen
$(send)
$(awaits has_mac net0 02:00:00:00:0c:01)
EOF
	keep /tmp/change-mac.screen
	is "which the stock tool shows" "$(config net0 mac)" 02:00:00:00:0c:01
	is "its interface keeps the old one" "$(address net0)" 02:00:00:00:00:01
	has "as was said before" "$(cat /tmp/change-mac.screen)" 'keeps its old address'
else
	ok "this kernel changes no address, which is said" person <<EOF
$(open_at net0)
wait this kernel
dump /tmp/change-mac.screen
type 0
wait MAC address: this kernel
key Esc
gone Change a device
EOF
	keep /tmp/change-mac.screen
	is "and nothing was sent" "$(config net0 mac)" 02:00:00:00:00:01
	skip 2 "this kernel changes no address"
fi
if kernel_has demo; then
	ok "a multicast address is refused at the field" person <<EOF
$(open_at net0)
$(fill 01:00:5e:00:00:01)
wait multicast
dump /tmp/change-multicast.screen
key F2
key Enter
wait to be put right first
key Esc
gone Change a device
EOF
	keep /tmp/change-multicast.screen
else
	skip 1 "this kernel changes no address"
fi

# The driver.
ok "from virtio_vdpa to vhost_vdpa" person <<EOF
$(open_at net0)
key Tab
key Left
wait ‹ vhost_vdpa ›
dump /tmp/change-vhost.screen
$(send)
$(awaits has_driver net0 vhost_vdpa)
wait vhost_vdpa
EOF
keep /tmp/change-vhost.screen
has "it has its node" "$(ls /dev)" '^vhost-vdpa-0$'
ok "from vhost_vdpa to none" person <<EOF
$(open_at net0)
key Tab
key Left
wait ‹ none ›
$(send)
$(awaits has_driver net0 "''")
EOF
is "it has no driver" "$(driver_of net0)" ""
ok "from none to virtio_vdpa" person <<EOF
$(open_at net0)
key Tab
key Left
wait ‹ virtio_vdpa ›
$(send)
$(awaits has_driver net0 virtio_vdpa)
EOF
ok "it has its interface" until_true 10 interface net0
if kernel_has demo; then
	is "which now has the new address" "$(address net0)" 02:00:00:00:0c:01
else
	skip 1 "this kernel changes no address"
fi
modprobe -r vhost_vdpa
ok "to a driver that is not loaded it does not go" person <<EOF
$(open_at net0)
key Tab
key Left
wait ‹ vhost_vdpa ›
key F2
key Enter
wait modprobe vhost_vdpa
dump /tmp/change-unloaded.screen
key Esc
gone Change a device
EOF
keep /tmp/change-unloaded.screen
is "and stays where it is" "$(driver_of net0)" virtio_vdpa
modprobe vhost_vdpa

# A VM has it.
vdpa dev add name vm0 mgmtdev vdpasim_net mac 02:00:00:00:00:05
vdpatop-host --bind vm0 vhost_vdpa >/dev/null
hold vm0 vm-web01
ok "what a VM holds is not taken away" person <<EOF
$(open_at vm0)
key Tab
key Right
wait QEMU vm-web01 (pid $holder)
key F2
wait Type its name
dump /tmp/change-held.screen
key Enter
wait type its name to take
key Esc
gone Change a device
EOF
keep /tmp/change-held.screen
is "it stays with its driver" "$(driver_of vm0)" vhost_vdpa
before=$(identity_of vm0)
ok "with its name typed it is, once the VM closes it" person <<EOF
$(open_at vm0)
key Tab
key Right
key F2
wait › Type its name
type vm0
wait vdpa/drivers/
dump /tmp/change-forced.screen
key F2
key Enter
wait unbinding vm0
key Esc
gone Change a device
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 20 has_unbinders 1'
do vdpa dev show vm0
do kill $holder
$(awaits has_driver vm0 virtio_vdpa)
EOF
keep /tmp/change-forced.screen
wait $holder 2>/dev/null
is "it has the other driver" "$(driver_of vm0)" virtio_vdpa
is "and is the same device" "$(identity_of vm0)" "$before"

# The rest, by adding it anew.
before=$(identity_of net0)
ok "another MTU by deleting and adding" person <<EOF
$(open_at net0)
$(tabs 2)
key Space
wait [x] recreate
key Tab
$(fill 1400)
key F2
wait mtu 1400
dump /tmp/change-recreate.screen
key Enter
gone Change a device
$(awaits is_another net0 "$before")
wait net0
EOF
keep /tmp/change-recreate.screen
is "it has that" "$(config net0 mtu)" 1400
ok "and is another device" is_another net0 "$before"
ok "that has its old driver" has_driver net0 virtio_vdpa
ok "everything can be unloaded" unload_all
