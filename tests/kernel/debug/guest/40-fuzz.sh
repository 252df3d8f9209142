# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# Requests with something wrong in them: first where devices have no driver, which is fast, then
# where they have one, so that features are negotiated.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/debug/guest/debug.sh
. /guest/debug.sh
plan 4

# fuzz WORDS SECONDS SEED
fuzz() {
	ok "$1" vdpafuzz "$2" "$3"
	sed "s/^/# seed $3: /" /tmp/ok.out
}

modprobe -a vdpa vdpa_sim_net vdpa_sim_blk vduse
vdpalisten listen >>/tmp/events &
listener=$!
fuzz "the kernel answers to the end" 30 20261122
load_all 2>/dev/null # there is no IPv6 to switch off
fuzz "also where devices have drivers" 30 3
kill $listener
wait $listener 2>/dev/null
echo "# a listener heard $(wc -l </tmp/events) events"
ok "everything can be unloaded" until_true 10 unload_all
is "nothing has leaked" "$(leaks_found)" ""
