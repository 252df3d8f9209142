# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A queue that stalls on a real kernel: our driver leaves rx not ready and rings tx, and the simulator
# then consumes nothing. vdpatop says so, says when it is over, and tells both.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_needs ours
plan 15

health() { figure /tmp/stall.csv foo0 1 health; }
is_health() { [ "$(health)" = "$1" ]; }
samples() { cut -d, -f1 /tmp/stall.csv | sort -u | wc -l; }
# rings_until COMMAND…: one doorbell after another, each with an element if there is room.
rings_until() {
	_turns=0
	until "$@"; do
		kick ring tx 1 1 || return 1
		_turns=$((_turns + 1))
		[ $_turns -lt 200 ] || return 1
		usleep 200000
	done
}

load_all
modprobe vhost_vdpa
add_net vdpa0 1
add_vhost foo0 vdpasim_net
kick_begin "$node"
kick start
kick ring tx 10 20
kick drain tx
vdpatop -b -d 0.5 >/tmp/stall.csv 2>/tmp/stall.words &
batch=$!
until_true 20 is_health idle
is "a queue that works and waits is idle" "$(health)" idle
ok "rx can be made not ready" kick ready rx 0
ok "with rx not ready tx turns stalled" rings_until is_health stalled
is "its doorbells rose" "$(test "$(figure /tmp/stall.csv foo0 1 kickdoorbells)" -gt 10 && echo yes)" yes
is "and its elements did not" "$(figure /tmp/stall.csv foo0 1 wqes)" 20
is "rx, at which nobody rings, is not stalled" "$(figure /tmp/stall.csv foo0 0 health)" idle
is "nor is another device" "$(figure /tmp/stall.csv vdpa0 1 health)" idle
ok "rx can be made ready again" kick ready rx 1
kick ring tx 1 0
ok "all that waited is used" kick drain tx
ok "and tx is well again" until_true 20 is_health idle
kill $batch
wait $batch
keep /tmp/stall.csv
is "nothing was complained about" "$(cat /tmp/stall.words)" ""

cat >/tmp/ring <<'EOS'
. /guest/tap.sh; . /guest/vhost.sh
exec 9>/tmp/kick
while kick ring tx 1 0; do usleep 200000; done
EOS
cat >/tmp/script <<'EOS'
wait foo0
wait idle
do . /guest/tap.sh; . /guest/vhost.sh; exec 9>/tmp/kick; kick ready rx 0; kick ring tx 1 1
do sh /tmp/ring >/dev/null 2>&1 & echo $! >/tmp/ringer
wait (queue 1) stalled
dump /tmp/stall.screen
do kill $(cat /tmp/ringer)
do . /guest/tap.sh; . /guest/vhost.sh; exec 9>/tmp/kick; kick ready rx 1; kick ring tx 1 0; kick drain tx
wait (queue 1) recovered
dump /tmp/recovered.screen
key q
end
EOS
ok "on the screen both are events" ptyrun -t 100 -s 30x120 vdpatop -d 0.5 </tmp/script
keep /tmp/stall.screen
keep /tmp/recovered.screen
has "the queue's row says it, too" "$(cat /tmp/stall.screen)" 'tx 0 .* stalled$'
has "and that it is over" "$(cat /tmp/recovered.screen)" 'tx 0 .* (ok|idle)$'
kick_end
ok "everything can be unloaded" unload_all
