# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Our kernel tells whoever listens what changes: every add and delete, and the state that a device is
# in, the last one for certain, without a flood. Nobody needs a privilege for it.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_needs ours
plan 32

# listen FILE: an ordinary user listens; sets $listener.
listen() {
	: >"$1"
	su -s /bin/sh user -c 'exec vdpalisten listen' >"$1" 2>&1 &
	listener=$!
	until_true 10 grep -qx ready "$1"
}
of() { grep "^[a-z]* $1 " /tmp/events; }
last_of() { of "$1" | tail -n 1; }
says() { last_of "$1" | grep -q "$2"; }
count_of() { of "$1" | grep -c "^$2 "; }
has_device() { vdpa dev show "$1"; }

load_all
modprobe vhost_vdpa
echo 0 >/sys/bus/vdpa/drivers_autoprobe
ok "an ordinary user may listen" listen /tmp/events

# The life of a device.
vdpa dev add name ev0 mgmtdev vdpasim_net mac 02:00:00:00:00:0e
ok "an add is told" until_true 10 says ev0 '^new '
is "with the device's state and its management device" "$(last_of ev0)" \
	"new ev0 status 0x0 negotiated - mgmtdev vdpasim_net"
is "once" "$(count_of ev0 new)" 1
vdpa dev add name ev1 mgmtdev vdpasim_blk
ok "of a block device too" until_true 10 says ev1 '^new ev1 .* mgmtdev vdpasim_blk$'
give_to vhost_vdpa ev0
kick_begin "$node"
kick start
ok "a driver that has started is told" until_true 10 says ev0 '^new ev0 status 0xf negotiated 0x[0-9a-f]* '
kick reset
ok "and a reset" until_true 10 says ev0 '^new ev0 status 0x0 negotiated - '
kick start
kick ring tx 5 5
kick drain tx
ok "and another start" until_true 10 says ev0 '^new ev0 status 0xf '
before=$(count_of ev0 new)
kick ring tx 100 100
kick drain tx
vdpa dev show ev0 >/tmp/show
vdpalisten dump >/tmp/dump
vdpa dev add name mark0 mgmtdev vdpasim_net
until_true 10 says mark0 '^new '
is "traffic and questions are no events" "$(count_of ev0 new)" "$before"

# Attributes, where the kernel can change them.
if vdpalisten family | grep -q '^operation 8 '; then
	vdpalisten set mark0 02:00:00:00:00:77 >/tmp/set
	is "the MAC can be set" "$(cat /tmp/set)" ""
	two_of_mark0() { [ "$(count_of mark0 new)" = 2 ]; }
	ok "which is told" until_true 10 two_of_mark0
else
	skip 2 "attributes can be set in 6.12"
fi

# A loop of status changes: the last state arrives, and no flood before it. Each turn is two changes.
kick reset
until_true 10 says ev0 ' status 0x0 '
before=$(count_of ev0 new)
begin=$(cut -d. -f1 /proc/uptime)
ok "a driver can set 1000 states and reset 1000 times" kick status-loop 1000
kick start
ok "the state after that is told" until_true 10 says ev0 ' status 0xf '
took=$(($(cut -d. -f1 /proc/uptime) - begin + 1))
events=$(($(count_of ev0 new) - before))
echo "# 2004 changes in at most $took s are $events events"
ok "at most 10 in a second, and the last" test $events -le $((10 * took + 1))
ok "which is far from all" test $events -lt 1000
ok "but some" test $events -ge 1

# Another device's news do not wait behind that loop, and none is held back by coalescing.
kick reset
kick status-loop 3000 >/tmp/loop.out &
looper=$!
for i in 1 2 3 4 5 6 7 8 9 10; do
	vdpa dev add name quick mgmtdev vdpasim_net
	vdpa dev del quick
done
ok "ten adds and deletes beside a loop" until_true 10 says quick '^del '
is "are ten adds" "$(count_of quick new)" 10
is "and ten deletes" "$(count_of quick del)" 10
is "in turns" "$(of quick | sed 's/ .*//' | uniq | wc -l)" 20
ok "and the loop goes on to its end" wait $looper
kick_end

# Delete is the last that is told, whatever goes on with the device: here it is bound, its driver
# resets it on the way out, and that change may still wait to be told.
vdpa dev del ev0
ok "a delete is told" until_true 10 says ev0 '^del ev0 '
echo 1 >/sys/bus/vdpa/drivers_autoprobe
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
	vdpa dev add name "gone$i" mgmtdev vdpasim_net mac 02:00:00:00:00:0f
	vdpa dev del "gone$i"
done
vdpa dev add name mark1 mgmtdev vdpasim_net mac 02:00:00:00:00:11
# A change of state may wait a tenth of a second: two of them, one after the other, are behind that.
ok "devices that are bound are told" until_true 10 says mark1 ' status 0x[f7] '
vdpa dev add name mark2 mgmtdev vdpasim_net mac 02:00:00:00:00:12
until_true 10 says mark2 ' status 0x[f7] '
is "of twelve that came and went while a driver took them, the last event is the delete" \
	"$(for i in 1 2 3 4 5 6 7 8 9 10 11 12; do last_of "gone$i"; done | grep -c '^del ')" 12
is "of which there is one each" "$(grep -c '^del gone' /tmp/events)" 12

# A whole module goes, and then the family itself, while somebody listens.
modprobe -r vdpa_sim_blk
ok "a module that goes tells of its device" until_true 10 says ev1 '^del ev1 '
is "all modules can be unloaded while somebody listens" "$(unload_all && echo yes)" yes
ok "the others' deletes were told as well" until_true 10 says mark2 '^del '
keep /tmp/events
is "nothing was lost and nothing was odd" "$(grep -v '^new \|^del \|^ready$' /tmp/events)" ""
ok "the listener still lives" kill -0 "$listener"
kill "$listener"
load_all
listen /tmp/events
vdpa dev add name again mgmtdev vdpasim_net
ok "with the family again, so are its events" until_true 10 says again '^new '
kill "$listener"
unload_all
is "without the group there is nothing to join" "$(vdpalisten listen 2>&1)" "ENOENT "
