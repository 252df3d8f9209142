# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A kernel that counts nothing at all, as a stock 6.1 with simulators: devices and features are there,
# every figure is empty, and it is said why.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_lacks pairs ours
plan 9

load_all
add_net vdpa0 1
add_net vdpa1 2
vdpatop -b -n 1 >/tmp/none.csv 2>/tmp/none.words
is "batch mode ends with 0" $? 0
keep /tmp/none.csv
is "nothing is complained about" "$(cat /tmp/none.words)" ""
is "both devices are listed" "$(devices_of /tmp/none.csv | tr ' ' '\n' | sort | tr '\n' ' ')" "vdpa0 vdpa1 "
is "figures are empty, not 0" "$(figure /tmp/none.csv vdpa0 1 wqes)$(figure /tmp/none.csv vdpa0 1 kickdoorbells)" ""
is "and health says that there is no data" "$(figure /tmp/none.csv vdpa0 1 health)" no_data
is "queue 0 is rx" "$(figure /tmp/none.csv vdpa0 0 role)" rx
is "queue 1 is tx" "$(figure /tmp/none.csv vdpa0 1 role)" tx

cat >/tmp/script <<'EOF'
wait vdpa0
key End
key Up
wait no counters
dump /tmp/none.screen
key q
end
EOF
ok "the screen says why, one key away" ptyrun -t 60 -s 30x120 vdpatop -d 0.5 </tmp/script
keep /tmp/none.screen
ok "everything can be unloaded" unload_all
