# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# With a minute from sample to sample, what others do is drawn when the kernel tells of it: by
# uevents on any kernel, by the group "config" too on ours. No script below lasts for a minute, so
# that no tick can have shown what it waits for.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
plan 13

load_all
add_net vdpa0 1

cat >/tmp/script <<'EOL'
wait vdpa0
do vdpa dev add name guest0 mgmtdev vdpasim_net mac 02:00:00:00:00:07
wait guest0
gone  off
dump /tmp/wakes.screen
do echo guest0 >/sys/bus/vdpa/drivers/virtio_vdpa/unbind
wait  off
do echo guest0 >/sys/bus/vdpa/drivers/virtio_vdpa/bind
gone  off
do vdpa dev del guest0
wait guest0 was removed
dump /tmp/wakes-gone.screen
key q
end
EOL
ok "a device that somebody adds, unbinds, binds and deletes is drawn before the next tick" \
	ptyrun -t 50 -s 30x120 vdpatop -d 60 </tmp/script
keep /tmp/wakes.screen
keep /tmp/wakes-gone.screen
has "the screen says that a minute is what it was told to wait" "$(head -n 1 /tmp/wakes.screen)" ' 60\.0s '
has "the new device is in the tree" "$(cat /tmp/wakes.screen)" '▾ guest0|▸ guest0'
lacks "and has left it when it was deleted" "$(cat /tmp/wakes-gone.screen)" '▾ guest0|▸ guest0'

# An ordinary user hears the same; root does what there is to hear of, when the screen is there.
cat >/tmp/script <<'EOL'
wait vdpa0
do touch /tmp/add
wait guest1
do touch /tmp/delete
wait guest1 was removed
key q
end
EOL
(until_true 40 test -e /tmp/add && vdpa dev add name guest1 mgmtdev vdpasim_net mac 02:00:00:00:00:08
until_true 40 test -e /tmp/delete && vdpa dev del guest1) &
ok "an ordinary user sees a device come and go before the next tick" \
	su -s /bin/sh user -c 'ptyrun -t 50 -s 30x120 vdpatop -d 60 </tmp/script'
wait

# That a driver in user space takes the features is no uevent: the group alone tells.
if kernel_has ours; then
	modprobe vhost_vdpa
	add_vhost held0 vdpasim_net
	kick_begin "$node"
	cat >/tmp/script <<'EOL'
wait held0
wait – off
do . /guest/tap.sh; . /guest/vhost.sh; exec 9>/tmp/kick; kick start
wait held0: its driver has negotiated features
key q
end
EOL
	ok "what only the group tells is drawn before the next tick" \
		ptyrun -t 50 -s 30x120 vdpatop -d 60 </tmp/script
	kick_end
else
	skip 1 "a stock kernel has no group"
fi

# The modules go and come again: the family has another number then, and the group other members.
cat >/tmp/reload <<'EOL'
. /guest/tap.sh; . /guest/vdpa.sh
unload_all
EOL
cat >/tmp/again <<'EOL'
. /guest/tap.sh; . /guest/vdpa.sh
load_all; add_net vdpa0 1
EOL
cat >/tmp/script <<'EOL'
wait vdpa0
do sh /tmp/reload
wait modprobe vdpa
do sh /tmp/again
wait ▾ vdpa0
do vdpa dev add name guest2 mgmtdev vdpasim_net mac 02:00:00:00:00:09
wait guest2
do vdpa dev del guest2
wait guest2 was removed
key q
end
EOL
ok "modules that are unloaded and loaded again are seen go and come" \
	ptyrun -t 55 -s 30x120 vdpatop -d 60 </tmp/script

# More than a receive buffer holds while nobody reads it: that is said, and what is there is shown.
cat >/tmp/flood <<'EOL'
worker=$(pidof vdpatop | tr " " "\n" | sort -n | sed -n 2p)
kill -STOP $worker
vdpa dev add name guest3 mgmtdev vdpasim_net mac 02:00:00:00:00:0a
count=0
while [ $count -lt 6000 ]; do
	echo change >/sys/bus/vdpa/devices/vdpa0/uevent
	count=$((count + 1))
done
kill -CONT $worker
EOL
cat >/tmp/script <<'EOL'
wait vdpa0
do sh /tmp/flood
wait more changed at once
dump /tmp/flood.screen
wait ▾ guest3
key q
end
EOL
ok "news that were lost are said, and cost what was new nothing" \
	ptyrun -t 55 -s 30x120 vdpatop -d 60 </tmp/script
keep /tmp/flood.screen
vdpa dev del guest3

# While it is read as it comes, a flood wakes main no oftener than it may sample: four times a second,
# which takes two or three turns each.
cat >/tmp/flood <<'EOL'
main=$(pidof vdpatop | tr " " "\n" | sort -n | sed -n 1p)
switches() { sed -n 's/^voluntary_ctxt_switches:[^0-9]*//p' /proc/$main/status; }
seconds() { cut -d. -f1 /proc/uptime; }
switches=$(switches) begin=$(seconds)
count=0
while [ $count -lt 3000 ]; do
	echo change >/sys/bus/vdpa/devices/vdpa0/uevent
	count=$((count + 1))
done
echo $(($(switches) - switches)) $((40 + 20 * ($(seconds) - begin))) >/tmp/switches
EOL
cat >/tmp/script <<'EOL'
wait vdpa0
do sh /tmp/flood
do vdpa dev add name guest5 mgmtdev vdpasim_net mac 02:00:00:00:00:0c
wait guest5
key q
end
EOL
ok "in a flood the screen lives" ptyrun -t 55 -s 30x120 vdpatop -d 60 </tmp/script
read -r switches most </tmp/switches
ok "and 3000 changes wake it $switches times, $most at most" test "$switches" -le "$most"
vdpa dev del guest5

# Batch mode hears nothing of it: its samples are on schedule, and a device is in the next one.
vdpatop -b -n 3 -d 1 >/tmp/batch.csv 2>/tmp/batch.words &
batch=$!
until_true 20 grep -q vdpa0 /tmp/batch.csv
vdpa dev add name guest4 mgmtdev vdpasim_net mac 02:00:00:00:00:0b
wait $batch
is "batch mode takes as many samples as it was told" \
	"$(cut -d, -f1 /tmp/batch.csv | tail -n +2 | sort -u | wc -l)" 3
is "and complains about nothing" "$(cat /tmp/batch.words)" ""
ok "everything can be unloaded" unload_all
