# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a full sample of 300 devices costs, by one GET for each queue and by one dump. The figures are for
# people; the verdict is only that both get every answer.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_needs ours
kernel_needs pairs
plan 3

load_all
for i in $(seq 300); do
	vdpa dev add name "d$i" mgmtdev vdpasim_net mac 02:00:00:00:00:0d
done
ok "300 devices that work are asked" sh -c 'vdpalisten bench >/tmp/bench'
has "all 900 of their queues" "$(cat /tmp/bench)" '^300 devices 900 queues: .* \(900 messages\)$'
echo "# $(cat /tmp/bench)"
keep /tmp/bench
ok "everything can be unloaded" unload_all
