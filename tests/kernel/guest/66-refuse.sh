# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What cannot be changed without a right, and what can with it: doc/rights.md. What is seen with which is
# in 40-rights.sh.
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
plan 20

user='/usr/bin/setpriv --reuid 1000 --regid 1000 --clear-groups --inh-caps -all'
three='+net_admin,+sys_ptrace,+dac_read_search'

chmod 1777 /tmp
load_all
modprobe vhost_vdpa
vdpa dev add name virt0 mgmtdev vdpasim_net mac 02:00:00:00:00:01
vdpa dev add name vhost0 mgmtdev vdpasim_net mac 02:00:00:00:00:02
give_to vhost_vdpa vhost0
was=$(all_names)

for key in F7 F8 F9; do
	as=$user
	ok "an ordinary user is told what $key needs" person <<EOF
$(to virt0)
key $key
wait needs CAP_NET_ADMIN
dump /tmp/refuse-user-$key.screen
EOF
	keep /tmp/refuse-user-$key.screen
	as=''
	ok "and so is root that asked for --read-only" person --read-only <<EOF
$(to virt0)
key $key
wait --read-only
dump /tmp/refuse-readonly-$key.screen
EOF
	keep /tmp/refuse-readonly-$key.screen
done
is "nothing was done" "$(all_names) $(driver_of virt0) $(driver_of vhost0)" "$was virtio_vdpa vhost_vdpa"

# Capabilities of the file.
cp "$(command -v vdpatop)" /tmp/vdpatop
/sbin/setcap cap_net_admin,cap_sys_ptrace,cap_dac_read_search+ep /tmp/vdpatop
as=$user program=/tmp/vdpatop
ok "with capabilities of the file a user adds a device" person <<EOF
$(to vdpasim_net)
key F7
wait Management device
$(fill user0)
key F2
wait vdpa dev add name user0
key Enter
gone Add devices
wait user0
EOF
ok "it is there" has_device user0
ok "and deletes it" person <<EOF
$(to user0)
key F8
wait Nobody uses it.
key F2
key Enter
gone Nobody uses it.
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 20 lacks_device user0'
EOF
ok "it is gone" lacks_device user0
autoprobe 0
vdpa dev add name bare0 mgmtdev vdpasim_net
autoprobe 1
ok "a device without a driver is deleted, as no node is open" person <<EOF
$(to bare0)
key F8
wait Nobody uses it.
key F2
key Enter
gone Nobody uses it.
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 20 lacks_device bare0'
EOF
ok "it is gone, too" lacks_device bare0
ok "one that is bound to vhost_vdpa is refused: unbinding takes uid 0" person <<EOF
$(to vhost0)
key F8
wait only uid 0 can
dump /tmp/refuse-vhost.screen
key Esc
gone Back
EOF
keep /tmp/refuse-vhost.screen
is "and stays as it was" "$(driver_of vhost0)" vhost_vdpa
ok "so is another driver" person <<EOF
$(to virt0)
key F9
wait only uid 0 can
dump /tmp/refuse-rebind.screen
key Esc
gone Cancel
EOF
keep /tmp/refuse-rebind.screen
is "the device stays with its driver" "$(driver_of virt0)" virtio_vdpa

# As by systemd-run: uid 0, three capabilities and no way to another.
as="/usr/bin/setpriv --bounding-set -all,$three --no-new-privs" program=
ok "uid 0 with three capabilities deletes it" person <<EOF
$(to vhost0)
key F8
wait Nobody uses it.
key F2
key Enter
gone Nobody uses it.
do sh -c '. /guest/tap.sh; . /guest/dialog.sh; until_true 20 lacks_device vhost0'
EOF
ok "it is gone as well" lacks_device vhost0
rm /tmp/vdpatop
ok "everything can be unloaded" unload_all
