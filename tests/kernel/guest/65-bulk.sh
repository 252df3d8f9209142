# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Eight devices are added in one go from the keyboard, and deleted in one go.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
# shellcheck source=tests/kernel/guest/dialog.sh
. /guest/dialog.sh
plan 13

eight='vm0 vm1 vm2 vm3 vm4 vm5 vm6 vm7'
macs() { for device in "$@"; do config "$device" mac; done | tr '\n' ' '; }
# tag NAMES: lines of a script that tag devices.
tag() { for device in $1; do to "$device" && echo 'key Space'; done; }

load_all
modprobe vhost_vdpa
ok "eight by a pattern" person <<EOF
$(to vdpasim_net)
key F7
wait Management device
$(fill 'vm{0..7}')
$(tabs 2)
type 02:00:00:00:0b:fe
$(tabs 3)
key Right
wait for a VM or DPDK
key F2
wait 8 devices, from vm0
dump /tmp/bulk-add.screen
key Enter
gone Add devices
wait vm7
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 60 has_driver vm7 vhost_vdpa'
dump /tmp/bulk-added.screen
wait ─ Commands
wait vm7
dump /tmp/bulk-jobs.screen
key Esc
gone Commands
EOF
keep /tmp/bulk-add.screen
keep /tmp/bulk-added.screen
keep /tmp/bulk-jobs.screen
is "the stock tool knows them" "$(all_names)" "$eight"
# shellcheck disable=SC2086 # several names
is "their addresses count up" "$(macs $eight)" \
	"02:00:00:00:0b:fe 02:00:00:00:0b:ff 02:00:00:00:0c:00 02:00:00:00:0c:01 02:00:00:00:0c:02 02:00:00:00:0c:03 02:00:00:00:0c:04 02:00:00:00:0c:05 "
is "all are bound as was wished" "$(for device in $eight; do driver_of "$device"; done | sort | uniq -c | tr -s ' ')" " 8 vhost_vdpa"

# One of the eight is held: it stays, the others go.
hold vm3 vm-web03
ok "of eight that are tagged the one that is held stays" person <<EOF
$(tag "$eight")
key F8
wait Of 8 tagged devices
wait 7 are deleted
$(tabs 5)
wait vm-web03
dump /tmp/bulk-delete.screen
key F2
key Enter
gone Of 8 tagged devices
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 60 has_names vm3'
EOF
keep /tmp/bulk-delete.screen
is "the stock tool knows only that one" "$(all_names)" vm3
is "and it still has its driver" "$(driver_of vm3)" vhost_vdpa
kill $holder
wait $holder

# One of several fails: the others wait for a person.
vdpa dev add name web2 mgmtdev vdpasim_net mac 02:00:00:00:0b:01
ok "when one of several fails the rest is held, and goes on when told" person -D 'vm3' <<EOF
$(to vdpasim_net)
key F7
wait Management device
$(fill 'web{0..3}')
key F2
wait 4 devices
key Enter
gone Add devices
wait 1 held
wait ─ Commands
wait there is something
dump /tmp/bulk-held.screen
do test ! -e /sys/bus/vdpa/devices/web3
key g
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 20 has_device web3'
dump /tmp/bulk-went-on.screen
key Esc
gone Commands
EOF
keep /tmp/bulk-held.screen
keep /tmp/bulk-went-on.screen
is "what was made stays listed" "$(all_names)" "vm3 web0 web1 web2 web3"
is "and what was there is as it was" "$(config web2 mac)" 02:00:00:00:0b:01

# Two that are held do not wait for each other.
for device in web0 web1; do
	vdpatop-host --bind $device vhost_vdpa >/dev/null
done
hold web0 vm-web00
first=$holder
hold web1 vm-web01
second=$holder
ok "two that are held are unbound at once" person <<EOF
$(tag "web0 web1")
key F8
wait Of 2 tagged devices
key Tab
key Tab
type web0
key Tab
type web1
key F2
wait Delete 2 of 2
dump /tmp/bulk-two.screen
key Enter
gone Of 2 tagged devices
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 20 has_unbinders 2'
do kill $second
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 20 lacks_device web1'
do test -e /sys/bus/vdpa/devices/web0
do vdpa dev show web2
do kill $first
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 20 lacks_device web0'
EOF
keep /tmp/bulk-two.screen
is "and gone once they were let go" "$(all_names)" "vm3 web2 web3"
ok "everything can be unloaded" unload_all
