# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Where there is no vdpa family: the module is not loaded, or the caller is in another network
# namespace. Batch mode says which and ends with 3; the screen waits and comes alive.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
plan 9

words=$(vdpatop -b -n 1 2>&1 >/tmp/out)
is "without the module -b ends with 3" $? 3
has "and names the module to load" "$words" 'modprobe vdpa'
has "and the way to look without one" "$words" '--demo'
is "and writes nothing else" "$(cat /tmp/out)" ""

modprobe vdpa
words=$(unshare -n vdpatop -b -n 1 2>&1)
is "in another network namespace -b ends with 3" $? 3
has "and says that it is the namespace" "$words" 'network namespace'
lacks "and not the module" "$words" 'modprobe'
modprobe -r vdpa

cat >/tmp/script <<'EOF'
wait modprobe vdpa
dump /tmp/no-family.screen
do . /guest/tap.sh; . /guest/vdpa.sh; load_all && add_net vdpa0 1
wait vdpa0
key q
end
EOF
ok "the screen shows a banner and comes alive when the module is loaded" \
	ptyrun -t 60 vdpatop -d 0.5 </tmp/script
keep /tmp/no-family.screen
ok "everything can be unloaded" unload_all
