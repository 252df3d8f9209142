# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Devices are added from the keyboard, with everything that can be said of one; the stock tool agrees
# after each. What the kernel refuses stands at the field in its own words.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
# shellcheck source=tests/kernel/guest/dialog.sh
. /guest/dialog.sh
plan 35

# The fields of the dialog after the name: how many, MAC address, MTU, pairs, driver, features.
# added NAME: lines that go on to the button, press it, and wait until the dialog is gone.
added() {
	cat <<-EOF
		key F2
		wait vdpa dev add name $1
		dump /tmp/add-$1.screen
		key Enter
		gone Add devices
		wait $1
	EOF
}
open_at() { to "$1" && printf 'key F7\nwait Management device\n'; }

load_all
modprobe vhost_vdpa
modprobe vdpatest

ok "a net device with an address, an MTU and a driver" person <<EOF
$(open_at vdpasim_net)
$(fill full0)
$(tabs 2)
type 02:00:00:00:0a:01
$(tabs 1)
type 1400
$(tabs 2)
key Right
wait for a VM or DPDK
$(added full0)
wait vhost_vdpa
EOF
keep /tmp/add-full0.screen
is "has that address" "$(config full0 mac)" 02:00:00:00:0a:01
is "and that MTU" "$(config full0 mtu)" 1400
is "and that driver" "$(driver_of full0)" vhost_vdpa

ok "one for virtio_vdpa" person <<EOF
$(open_at vdpasim_net)
$(fill mine0)
$(tabs 2)
key F5
$(tabs 3)
key Right
key Right
wait for this host
$(added mine0)
EOF
is "has that driver" "$(driver_of mine0)" virtio_vdpa
has "and an address of the random ones" "$(config mine0 mac)" '^.[26ae]:'
ok "one for nobody" person <<EOF
$(open_at vdpasim_net)
$(fill none0)
$(tabs 5)
key Left
wait it is bound later
$(added none0)
EOF
is "has no driver" "$(driver_of none0)" ""

if kernel_has shipped || kernel_has demo; then
	ok "one without the feature MTU" person <<EOF
$(open_at vdpasim_net)
$(fill feat0)
$(tabs 6)
key Space
wait [x] MTU
key Tab
key Space
wait [ ] MTU
$(added feat0)
EOF
	keep /tmp/add-feat0.screen
	is "has none" "$(config feat0 mtu)" ""
else
	skip 2 "this kernel provisions no features"
fi

ok "a block device" person <<EOF
$(open_at vdpasim_blk)
$(fill disk0)
$(added disk0)
EOF
has "is one" "$(vdpa dev show disk0)" '^disk0: type block mgmtdev vdpasim_blk '

# Pairs: the simulators take none, a parent that nobody knows may.
ok "pairs of queues are not for the simulator" person <<EOF
$(open_at vdpasim_net)
$(fill many0)
$(tabs 4)
type 2
wait vdpa_sim decides this by itself
key Esc
gone Add devices
EOF
ok "and nothing was made of it" lacks_device many0
ok "another parent takes them" person <<EOF
$(open_at vdpatest)
$(fill pair0)
$(tabs 4)
type 3
$(added pair0)
EOF
has "and makes as many" "$(vdpa dev show pair0)" ' max_vqs 6 '

# Refused by the kernel: nobody here knows that this parent takes no MTU.
ok "what the kernel does not take stands at the field in its words" person <<EOF
$(open_at vdpatest)
$(fill odd0)
$(tabs 3)
type 1400
key F2
wait vdpa dev add name odd0
key Enter
wait the kernel said
dump /tmp/add-refused.screen
key Esc
gone Add devices
EOF
keep /tmp/add-refused.screen
has "of which these are some" "$(tr -d '\n' </tmp/add-refused.screen | tr -s ' ')" 'provided attributes are not supported'
has "and what was typed is still there" "$(cat /tmp/add-refused.screen)" 'MTU +1400'
has "the name too" "$(cat /tmp/add-refused.screen)" 'Name +odd0'
ok "and nothing was made" lacks_device odd0
if kernel_has demo; then
	ok "without it the same form makes the device" person <<EOF
$(open_at vdpatest)
$(fill odd0)
$(tabs 3)
type 1400
key F2
key Enter
wait the kernel said
$(fill '')
$(added odd0)
EOF
	ok "and it is there" has_device odd0
else
	skip 2 "this kernel does not say which of what was given it does not take"
fi

# A name that is taken: made behind the form's back, and one that this screen does not show.
ok "a name that somebody takes meanwhile is refused at the field" person <<EOF
$(open_at vdpasim_net)
$(fill twice0)
do vdpa dev add name twice0 mgmtdev vdpasim_net
wait twice0 is there already
dump /tmp/add-taken.screen
key Esc
gone Add devices
EOF
keep /tmp/add-taken.screen
before=$(identity_of twice0)
ok "one that this screen does not show is refused by the kernel" person -D 'none*' <<EOF
$(open_at vdpasim_net)
$(fill twice0)
key F2
key Enter
wait twice0 was not added: there is something
dump /tmp/add-exists.screen
key Esc
gone Add devices
EOF
keep /tmp/add-exists.screen
is "and the device that has the name stays" "$(identity_of twice0)" "$before"

# Cancelled: nothing is changed.
was=$(all_names)
ok "a form that was filled in can be left" person <<EOF
$(open_at vdpasim_net)
$(fill left0)
$(tabs 2)
type 02:00:00:00:0a:02
key Esc
gone Add devices
EOF
is "and nothing was made" "$(all_names)" "$was"

# A management device that goes while the form is open.
ok "one whose parent was unloaded meanwhile is refused" person <<EOF
$(open_at vdpasim_blk)
$(fill late0)
do vdpa dev del disk0
do rmmod vdpa_sim_blk
wait gone
dump /tmp/add-vanished.screen
key Esc
gone Add devices
EOF
keep /tmp/add-vanished.screen
modprobe vdpa_sim_blk

# Fed by a daemon.
if kernel_has vduse_net; then
	modprobe vduse
	: >/tmp/daemon.out
	vdusemini vd0 300 >/tmp/daemon.out 2>&1 &
	daemon=$!
	until_true 10 grep -q ready /tmp/daemon.out
	ok "a daemon's device" person <<EOF
$(open_at vduse)
$(fill vd0)
$(added vd0)
EOF
	keep /tmp/add-vd0.screen
	has "is one" "$(vdpa dev show vd0)" '^vd0: type network mgmtdev vduse '
	ok "a device that no daemon made is refused" person <<EOF
$(open_at vduse)
$(fill vd1)
key F2
key Enter
wait vd1 was not added: no vduse daemon
dump /tmp/add-nodaemon.screen
key Esc
gone Add devices
EOF
	keep /tmp/add-nodaemon.screen
	ok "and nothing was made of that" lacks_device vd1
	vdpa dev del vd0
	kill $daemon
	wait $daemon
else
	skip 4 "vduse makes no net devices here"
fi
ok "everything can be unloaded" unload_all
