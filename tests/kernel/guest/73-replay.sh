# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A run on a real kernel is recorded, with traffic, a device in a VM's hands, one that comes and one that goes.
# Replayed, it says the same, byte for byte.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
plan 18

# Every column that a report can have.
columns=$(vdpatop -b -c help | sed -n 's/^\([a-z_]*\) .*/\1/p' | tr '\n' ',')
columns=${columns%,}

# samples FILE COUNT: whether so many different times stand in a table.
samples() { [ "$(sed 1d "$1" | cut -d, -f1 | sort -u | wc -l)" -ge "$2" ]; }

load_all
add_net vdpa0 1
add_net vdpa1 2
vdpa dev add name blk0 mgmtdev vdpasim_blk
until_true 10 disk blk0
modprobe vhost_vdpa
add_vhost vm0 vdpasim_net
vhosthold "/dev/$node" 300 web7 >/tmp/hold.out 2>&1 &
holder=$!
ok "a VM holds a device" until_true 10 grep -q ready /tmp/hold.out

vdpatop -b -n 8 -d 0.5 --record /tmp/run.pcap >/tmp/live.csv 2>/tmp/words &
run=$!
until_true 20 samples /tmp/live.csv 2
sendframes "$(interface vdpa0)" 40
until_true 20 samples /tmp/live.csv 3
vdpa dev add name late0 mgmtdev vdpasim_net
until_true 20 samples /tmp/live.csv 5
vdpa dev del vdpa1
dd if=/dev/"$(disk blk0)" of=/dev/null bs=4096 count=20 iflag=direct 2>/dev/null
wait $run
is "a run is recorded: exit 0, and nothing is complained about" "$?-$(cat /tmp/words)" "0-"
is "of eight samples" "$(sed 1d /tmp/live.csv | cut -d, -f1 | sort -u | wc -l)" 8
has "in which a device came" "$(devices_of /tmp/live.csv)" late0
lacks "and one went" "$(devices_of /tmp/live.csv)" vdpa1
is "nobody else can read the recording" "$(stat -c %a /tmp/run.pcap)" 600
keep /tmp/run.pcap
keep /tmp/live.csv replay-live.csv

vdpatop -b --replay /tmp/run.pcap >/tmp/replayed.csv 2>/tmp/words
is "its replay ends with 0, and nothing is complained about" "$?-$(cat /tmp/words)" "0-"
ok "and says the same, byte for byte" cmp /tmp/live.csv /tmp/replayed.csv

# With everything that can be said, in each format that has it.
for arguments in "-f csv -c $columns" "-f csv-long" "-f jsonl"; do
	rm -f /tmp/run2.pcap
	# shellcheck disable=SC2086 # words
	vdpatop -b -n 3 -d 0.3 $arguments --record /tmp/run2.pcap >/tmp/live.out 2>/tmp/words
	# shellcheck disable=SC2086
	vdpatop -b $arguments --replay /tmp/run2.pcap >/tmp/replayed.out 2>>/tmp/words
	ok "the same with ${arguments%% -c*}" cmp /tmp/live.out /tmp/replayed.out
	case $arguments in
	*csv-long*) ;;
	*) has "in which the VM is named" "$(cat /tmp/replayed.out)" web7 ;;
	esac
	is "quietly" "$(grep -v 'no queue has a counter' /tmp/words)" ""
done

kill $holder
wait $holder 2>/dev/null
unload_all
vdpatop -b --replay /tmp/run.pcap >/tmp/replayed.csv 2>/tmp/words
is "a replay needs no module" "$?-$(cat /tmp/words)" "0-"
ok "everything can be unloaded" unload_all
