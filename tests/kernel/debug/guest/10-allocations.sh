# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# Every allocation of every kind of request fails once. No driver is there: what is tested is the core.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/debug/guest/debug.sh
. /guest/debug.sh
plan 12

leaks_forget
modprobe -a vdpa vdpa_sim_net
ok "the kernel can make allocations fail" test -e $faults/probability
# vdpasim_create() of 6.12 is left out: where it fails half way, vdpasim_free() resets address maps
# that are not initialized yet, which is a mistake of the simulator and not of what is tested here.
faults_begin
# shellcheck disable=SC2046 # two words
not_under $(text_of vdpa_sim)
vdpafail vdpasim_net
none_fails
ok "everything can be unloaded" unload_all
is "nothing has leaked" "$(leaks_found)" ""
