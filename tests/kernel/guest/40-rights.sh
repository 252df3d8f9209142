# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What each right is for: an ordinary user sees devices, and is told what is missing. Every row of the
# table in doc/rights.md is measured here; what may be changed with which right, in 66-refuse.sh.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
plan 29

# with CAPABILITIES COMMAND…: an ordinary user's process with these ("net_admin,sys_ptrace"; "" for none).
with() {
	_wanted=-all
	for _capability in $(echo "$1" | tr , ' '); do
		_wanted=$_wanted,+$_capability
	done
	shift
	/usr/bin/setpriv --reuid 1000 --regid 1000 --clear-groups --inh-caps "$_wanted" --ambient-caps "$_wanted" "$@"
}

# sees COMMAND…: what a report of it says: may it read counters, and who does it say uses foo0?
sees() {
	"$@" -b -n 1 -c +vm,pid >/tmp/sees.csv 2>/dev/null || echo "it ended with $?"
	[ "$(figure /tmp/sees.csv vdpa0 1 health)" = no_access ] && echo "no counters" || echo counters
	_user=$(figure /tmp/sees.csv foo0 0 vm)
	echo "${_user:-nobody}"
}

# waits COMMAND…: what it says of who keeps netlink waiting.
waits() { "$@" vdpatop-host | sed -n 's/^suspect [0-9]*\( deleting\)*\( in [^:]*\)*: .*/deleting\2/p'; }

load_all
modprobe vhost_vdpa
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

# A VM, which runs as root as far as a user can see.
vdpa dev add name foo0 mgmtdev vdpasim_net mac 02:00:00:00:00:02
give_to vhost_vdpa foo0
vhosthold "/dev/$node" 200 vm-web01 >/tmp/hold.out 2>&1 &
holder=$!
until_true 10 grep -q ready /tmp/hold.out
is "root sees counters and the VM" "$(sees vdpatop)" "counters
vm-web01"
is "an ordinary user neither" "$(sees with '' vdpatop)" "no counters
nobody"
is "CAP_NET_ADMIN is for the counters" "$(sees with net_admin vdpatop)" "counters
nobody"
is "CAP_SYS_PTRACE alone does not show who uses a device" "$(sees with sys_ptrace vdpatop)" "no counters
nobody"
is "nor does CAP_DAC_READ_SEARCH" "$(sees with dac_read_search vdpatop)" "no counters
nobody"
is "both together do" "$(sees with sys_ptrace,dac_read_search vdpatop)" "no counters
vm-web01"
is "with all three a user sees what root does" "$(sees with net_admin,sys_ptrace,dac_read_search vdpatop)" "counters
vm-web01"
has "CAP_SYS_PTRACE alone does not show the user of a VM that is hidden" "$(with sys_ptrace vdpatop-host)" '^hidden$'
lacks "with both nobody is hidden" "$(with sys_ptrace,dac_read_search vdpatop-host)" '^hidden$'
is "uid 0 without a capability is told that processes are hidden" \
	"$(/usr/bin/setpriv --bounding-set -all vdpatop-host | grep hidden)" hidden
is "so is who may only list the files of others" "$(with dac_read_search vdpatop-host | grep hidden)" hidden

# The same by capabilities of the file.
cp "$(command -v vdpatop)" /tmp/vdpatop
ok "a file can have capabilities here" \
	/sbin/setcap cap_net_admin,cap_sys_ptrace,cap_dac_read_search+ep /tmp/vdpatop
is "so has who runs it" "$(sees with '' /tmp/vdpatop)" "counters
vm-web01"
/sbin/setcap cap_net_admin+ep /tmp/vdpatop
is "but no others" "$(sees with '' /tmp/vdpatop)" "counters
nobody"
is "a service that has forbidden itself new rights gets none of them" \
	"$(sees with '' /usr/bin/setpriv --no-new-privs /tmp/vdpatop)" "no counters
nobody"

# A user namespace of one's own has all capabilities, and none that netlink asks for.
is "root of another user namespace reads no counters" \
	"$(sees with '' /bin/busybox unshare -U -r vdpatop)" "no counters
nobody"

# Someone deletes it: where the kernel lets him wait is secret.
vdpa dev del foo0 &
deleter=$!
until_true 10 sh -c "grep -q '^State:.D' /proc/$deleter/status"
is "root sees where a delete waits" "$(waits env)" "deleting in vhost_vdpa_remove"
is "an ordinary user sees the command line" "$(waits with '')" deleting
is "CAP_SYS_PTRACE is for where it waits" "$(waits with sys_ptrace)" "deleting in vhost_vdpa_remove"
kill $holder
wait $deleter
rm /tmp/vdpatop
is "with the close that ends" "$(waits env)" ""
ok "everything can be unloaded" unload_all
