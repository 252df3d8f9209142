# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Devices come and go by other hands while vdpatop runs: it shows that, and complains about nothing.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
plan 13

# lists WORDS…: the running batch's newest sample holds just these devices.
lists() { [ "$(devices_of /tmp/run.csv | tr ' ' '\n' | sort | tr '\n' ' ')" = "$*" ]; }
is_read() { [ -n "$(figure /tmp/run.csv vdpa2 1 wqes)" ]; }

load_all
add_net vdpa0 1
add_net vdpa1 2
vdpatop -b -d 0.3 >/tmp/run.csv 2>/tmp/run.words &
run=$!
ok "both devices are listed" until_true 20 lists "vdpa0 vdpa1 "
vdpa dev del vdpa1
ok "a device that vdpa deletes leaves" until_true 20 lists "vdpa0 "
add_net vdpa2 3
ok "one that vdpa adds appears" until_true 20 lists "vdpa0 vdpa2 "
if kernel_has ours || kernel_has pairs; then
	ok "and its counters are read" until_true 20 is_read
else
	skip 1 "nothing is counted here"
fi
echo vdpa2 >/sys/bus/vdpa/drivers/virtio_vdpa/unbind
ok "a device without a driver stays" until_true 20 lists "vdpa0 vdpa2 "
ok "vdpatop still runs" kill -0 $run
kill $run
wait $run
is "it dies of the signal that ends it" $? $((128 + 15))
is "and nothing was complained about" "$(cat /tmp/run.words)" ""
keep /tmp/run.csv changes.csv

cat >/tmp/script <<'EOF'
wait vdpa2
do vdpa dev del vdpa2
gone vdpa2
do . /guest/tap.sh; . /guest/vdpa.sh; add_net vdpa3 4
wait vdpa3
wait vdpasim_net
do rmmod vdpa_sim_net
gone vdpa3
gone vdpasim_net
wait vdpasim_blk
dump /tmp/changes.screen
key q
end
EOF
ok "the screen shows devices come and go, and a module take its own along" \
	ptyrun -t 90 -s 30x100 vdpatop -d 0.3 </tmp/script
keep /tmp/changes.screen
ok "the management device of the other module stays" grep -q vdpasim_blk /tmp/changes.screen

modprobe vdpa_sim_net
add_net vdpa0 1
(vdpatop -b -n 1000 -d 0.1 >/tmp/race.csv 2>/tmp/race.words) &
race=$!
count=0
while [ $count -lt 20 ]; do
	vdpa dev add name race mgmtdev vdpasim_net mac 02:00:00:00:00:09
	vdpa dev del race
	count=$((count + 1))
done
ok "devices that come and go fast do not end it" pidof vdpatop
kill "$(pidof vdpatop | tr ' ' '\n' | sort -n | head -n 1)"
wait $race
is "nor make it complain" "$(cat /tmp/race.words)" ""
ok "everything can be unloaded" unload_all
