# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Counters of real devices are exact: what was sent is what batch mode shows, for every queue,
# and the same as the stock tool shows; and roles are right where that tool is wrong.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_needs pairs ours
plan 27

sample() { vdpatop -b -n 1 >"$1" 2>"$1.words"; }

# delta DEVICE QUEUE: by how much wqes grew between the two samples.
delta() { echo $(($(figure /tmp/b.csv "$1" "$2" wqes) - $(figure /tmp/a.csv "$1" "$2" wqes))); }

load_all
add_net vdpa0 1
add_net vdpa1 2
vdpa dev add name blk0 mgmtdev vdpasim_blk
until_true 10 disk blk0

ok "batch mode takes a sample" sample /tmp/a.csv
rx=$(stock vdpa0 0 "$(counter_of rx)")
sendframes "$(interface vdpa0)" 100
ok "100 frames come back" until_true 10 reads vdpa0 0 "$(counter_of rx)" $((rx + 100))
ok "and another sample" sample /tmp/b.csv
keep /tmp/b.csv counters.csv
is "nothing is complained about" "$(cat /tmp/a.csv.words /tmp/b.csv.words)" ""

is "all three devices are listed" "$(devices_of /tmp/b.csv | tr ' ' '\n' | sort | tr '\n' ' ')" "blk0 vdpa0 vdpa1 "
is "100 frames are +100 on the tx queue" "$(delta vdpa0 1)" 100
is "and +100 on the rx queue" "$(delta vdpa0 0)" 100
is "and nothing on the ctrl queue" "$(delta vdpa0 2)" 0
is "and nothing on another device's tx queue" "$(delta vdpa1 1)" 0
for device in vdpa0 vdpa1; do
	is "$device rx is what vdpa says" "$(figure /tmp/b.csv $device 0 wqes)" "$(stock $device 0 "$(counter_of rx)")"
	is "$device tx is what vdpa says" "$(figure /tmp/b.csv $device 1 wqes)" "$(stock $device 1 "$(counter_of tx)")"
	is "$device ctrl is what vdpa says" "$(figure /tmp/b.csv $device 2 wqes)" "$(stock $device 2 "$(counter_of ctrl)")"
done
is "the source stands beside the figure" "$(figure /tmp/b.csv vdpa0 1 wqes_source)" "$(counter_of tx)"
is "doorbells are what vdpa says; where a kernel counts none: empty, not 0" \
	"$(figure /tmp/b.csv vdpa0 1 kickdoorbells)" "$(stock vdpa0 1 kickdoorbells)"

has "vdpa takes queue 0 for the control queue" "$(vdpa dev vstats show vdpa0 qidx 0)" control_vq
is "queue 0 is rx" "$(figure /tmp/b.csv vdpa0 0 role)" rx
is "queue 1 is tx" "$(figure /tmp/b.csv vdpa0 1 role)" tx
is "queue 2 is ctrl" "$(figure /tmp/b.csv vdpa0 2 role)" ctrl
is "there is no queue 3" "$(figure /tmp/b.csv vdpa0 3 role)" "(no such row)"
is "a disk's queue takes requests" "$(figure /tmp/b.csv blk0 0 role)" request

before=$(figure /tmp/b.csv blk0 0 wqes)
dd if=/dev/"$(disk blk0)" of=/dev/null bs=4096 count=100 iflag=direct 2>/dev/null
sample /tmp/c.csv
if kernel_has ours; then
	is "100 disk reads are 100 elements" $(($(figure /tmp/c.csv blk0 0 wqes) - before)) 100
	has "and its health is known" "$(figure /tmp/c.csv blk0 0 health)" '^(idle|ok)$'
else
	is "disk reads move nothing on a stock kernel: empty, not 0" \
		"$(figure /tmp/c.csv blk0 0 wqes)$(figure /tmp/c.csv blk0 0 kickdoorbells)" ""
	is "and its health says that there is no data" "$(figure /tmp/c.csv blk0 0 health)" no_data
fi

has_sampled() { [ "$(cut -d, -f1 /tmp/rates.csv | sort -u | wc -l)" -ge 2 ]; } # the header is one
vdpatop -b -n 3 -d 0.5 >/tmp/rates.csv 2>&1 &
sampler=$!
until_true 20 has_sampled
sendframes "$(interface vdpa1)" 100
wait $sampler
is "a rate times its interval is what was sent" "$(awk -F, '
	$4 == "vdpa1" && $7 == "tx" && $12 != "" { sum += $12 * $2 }
	END { printf "%.0f", sum }' /tmp/rates.csv)" 100

ok "everything can be unloaded" unload_all
