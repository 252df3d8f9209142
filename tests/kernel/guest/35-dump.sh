# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Our kernel's dump of counters: every queue of every device once, in as many messages as it takes, of
# all devices or of one; and it says when devices came or went meanwhile.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_needs ours
plan 29

# queues_of FILE [PATTERN]: "NAME INDEX", sorted.
queues_of() { sed -n 's/^\([^ #]* [0-9]*\) negotiated .*/\1/p' "$1" | grep "${2-}" | sort; }
# said FILE WHAT: a figure out of the dump's last line but errors.
said() { sed -n "s/^# .*$2 \\([0-9]*\\).*/\\1/p" "$1"; }
# indices COUNT: 0 to COUNT - 1.
indices() { seq 0 $(($1 - 1)); }

load_all
modprobe vhost_vdpa
modprobe vdpatest
echo 0 >/sys/bus/vdpa/drivers_autoprobe
for i in $(indices 300); do
	vdpa dev add name "d$i" mgmtdev vdpasim_net mac 02:00:00:00:00:0d
done
for i in $(indices 300); do
	printf 'd%d 0\nd%d 1\nd%d 2\n' "$i" "$i" "$i"
done | sort >/tmp/wanted
give_to vhost_vdpa d17
kick_begin "$node"
kick start
kick ring tx 25 100
kick drain tx

ok "300 devices are dumped" sh -c 'vdpalisten dump >/tmp/all'
keep /tmp/all dump.all
is "each of their queues is there once" "$(queues_of /tmp/all | diff - /tmp/wanted)" ""
is "900 queues are 900 messages" "$(said /tmp/all messages)" 900
ok "which took several datagrams" test "$(said /tmp/all datagrams)" -gt 2
is "and nothing had changed meanwhile" "$(said /tmp/all interrupted)" 0
is "every one has both counters" "$(grep -c ' kickdoorbells=[0-9]* wqes=[0-9]*$' /tmp/all)" 900
has "a device with a driver shows the features" "$(cat /tmp/all)" \
	'^d17 1 negotiated 0x[0-9a-f]+ max_vqp -?[01] kickdoorbells=25 wqes=100$'
is "and the 299 others show none" "$(grep -c ' negotiated - ' /tmp/all)" 897
is "nothing else has counted anything" \
	"$(grep -v '^d17 ' /tmp/all | grep -cv ' kickdoorbells=0 wqes=0$')" 1

# One device.
vdpalisten dump d17 >/tmp/one
is "a dump of one device has its queues" "$(queues_of /tmp/one | tr '\n' ' ')" "d17 0 d17 1 d17 2 "
is "with what the dump of all says" "$(grep '^d17 ' /tmp/one)" "$(grep '^d17 ' /tmp/all)"
vdpalisten dump d299 >/tmp/last
is "of the last one too" "$(queues_of /tmp/last | tr '\n' ' ')" "d299 0 d299 1 d299 2 "
is "of one that is not there it says so" "$(vdpalisten dump none | tail -n 1)" "ENODEV vdpa: device not found"

# Devices that come and go meanwhile.
vdpalisten dump -x 'vdpa dev add name late mgmtdev vdpasim_net' >/tmp/added
is "a dump during which a device is added says so" "$(said /tmp/added interrupted)" 1
is "and has all that were there, once" "$(queues_of /tmp/added '^d' | diff - /tmp/wanted)" ""
vdpalisten dump -x 'vdpa dev del late' >/tmp/deleted
is "one during which a device is deleted, too" "$(said /tmp/deleted interrupted)" 1
is "and has all that stay, once" "$(queues_of /tmp/deleted '^d' | diff - /tmp/wanted)" ""
vdpalisten dump -x 'vhostkick /dev/nothing' >/tmp/quiet 2>&1
is "one during which neither happens does not" "$(said /tmp/quiet interrupted)" 0
vdpalisten dump -x 'vdpa dev del d0' >/tmp/first
is "when the first device goes, the dump says so" "$(said /tmp/first interrupted)" 1
is "and no queue is there twice" "$(queues_of /tmp/first | uniq -d)" ""

# vdpatop on all of them.
vdpatop -b -n 1 >/tmp/all.csv 2>/tmp/words
is "vdpatop -b lists the 299 devices left" "$(devices_of /tmp/all.csv | wc -w)" 299
is "with each queue once" "$(awk -F, 'NR > 1 { print $4, $6 }' /tmp/all.csv | sort | uniq -d)" ""
is "and all of their doorbells" "$(awk -F, 'NR > 1 { sum += $9; none += $9 == "" } END { print sum, none }' /tmp/all.csv)" "25 0"
is "and complains about nothing" "$(cat /tmp/words)" ""
kick_end

# As many queues as there can be.
echo 65535 >/sys/module/vdpatest/parameters/queues
ok "a device with 65535 queues can be added" vdpa dev add name many mgmtdev vdpatest
vdpalisten dump many >/tmp/many
is "all of its queues are dumped" "$(said /tmp/many messages)" 65535
is "each once" "$(queues_of /tmp/many | sort -u | wc -l)" 65535
is "the last one is the last" "$(tail -n 2 /tmp/many | head -n 1)" "many 65534 negotiated - max_vqp -1 kickdoorbells=0"
vdpa dev del many
echo 2 >/sys/module/vdpatest/parameters/queues
echo 1 >/sys/bus/vdpa/drivers_autoprobe
ok "everything can be unloaded" unload_all
