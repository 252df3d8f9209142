# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# An ordinary user may list devices but not read counters: they see the first, and why not the second.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
plan 9

load_all
add_net vdpa0 1
words=$(su -s /bin/sh user -c 'vdpatop -b -n 1 >/tmp/user.csv' 2>&1)
is "as an ordinary user batch mode ends with 0" $? 0
keep /tmp/user.csv
is "the device is listed" "$(devices_of /tmp/user.csv)" vdpa0
is "its counters are empty" "$(figure /tmp/user.csv vdpa0 1 wqes)" ""
is "its health says why" "$(figure /tmp/user.csv vdpa0 1 health)" no_access
has "and one line says what is missing" "$words" CAP_NET_ADMIN
is "once" "$(printf '%s\n' "$words" | grep -c CAP_NET_ADMIN)" 1

cat >/tmp/script <<'EOF'
wait CAP_NET_ADMIN
wait vdpa0
dump /tmp/rights.screen
key q
end
EOF
chmod 1777 /tmp
ok "the screen lists the device and says what is missing" \
	su -s /bin/sh user -c 'ptyrun -t 60 vdpatop -d 0.5 </tmp/script'
keep /tmp/rights.screen
vdpatop -b -n 1 >/tmp/root.csv
is "root reads the same queue" "$(figure /tmp/root.csv vdpa0 1 wqes)" "$(stock vdpa0 1 "$(counter_of tx)")"
ok "everything can be unloaded" unload_all
