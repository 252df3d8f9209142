# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Someone at the keyboard: the real program on a terminal, its dialogs, and what the stock tool says after.

# person [OPTION]… <SCRIPT: who comes to the screen, does what SCRIPT says (ptyrun) and leaves by q, twice where
# the screen has not heard yet that all is done. Fails, with what stood there, when something did not come
# about. Leaves what the terminal was sent in /tmp/person.raw. $terminal is its size, 24 by 80 as a rule;
# $program another vdpatop, $as the words that start it as somebody else.
person() {
	{ printf 'wait F10\n' && cat && printf 'key q\nkey q\nend\n'; } >/tmp/person
	rm -f /tmp/person.out
	# shellcheck disable=SC2086 # several words
	HOME=/tmp ptyrun -t 40 -o /tmp/person.raw -s "${terminal:-24x80}" ${as-} "${program:-vdpatop}" -d 0.5 "$@" \
		</tmp/person >/tmp/person.out 2>&1
	_status=$?
	cat /tmp/person.out
	[ $_status = 0 ] && grep -qx 'exit 0' /tmp/person.out && grep -qx restored /tmp/person.out
}

# to NAME: lines of a script that select the row of NAME.
to() {
	cat <<-EOF
		wait $1
		key /
		type $1
		key Enter
	EOF
}

# fill TEXT: what stands in the field is replaced.
fill() { printf 'send \\x15\ntype %s\n' "$1"; }

# on FIELD…: the next fields by Tab.
tabs() { for _tab in $(seq "$1"); do echo 'key Tab'; done; }

# driver_of NAME: the bus driver that has a device, "" for none.
driver_of() { [ ! -e "/sys/bus/vdpa/devices/$1/driver" ] || basename "$(readlink "/sys/bus/vdpa/devices/$1/driver")"; }
has_driver() { [ "$(driver_of "$1")" = "$2" ]; }
node_of() { basename "$(echo "/sys/bus/vdpa/devices/$1"/vhost-vdpa-*)"; }
identity_of() { stat -L -c %i "/sys/bus/vdpa/devices/$1"; }

# config NAME KEY: what `vdpa dev config show` says.
config() { vdpa -j dev config show "$1" | sed -n "s/.*\"$2\":\"*\\([^\",}]*\\).*/\\1/p"; }
has_mac() { [ "$(config "$1" mac)" = "$2" ]; }
is_another() { [ "$(identity_of "$1")" != "$2" ]; }
# all_names: devices that the stock tool knows, in order.
all_names() { vdpa dev show | sed -n 's/^\([^ ]*\): .*/\1/p' | sort | tr '\n' ' ' | sed 's/ $//'; }
has_names() { [ "$(all_names)" = "$1" ]; }
has_device() { vdpa dev show "$1" >/dev/null 2>&1; }
lacks_device() { ! has_device "$1"; }

# hold NAME VM: a process that looks like a QEMU holds its node; sets $holder.
hold() {
	rm -f /tmp/hold.out
	vhosthold "/dev/$(node_of "$1")" 200 "$2" >/tmp/hold.out 2>&1 &
	# shellcheck disable=SC2034 # for whoever asked
	holder=$!
	until_true 10 grep -q ready /tmp/hold.out || sed 's/^/# /' /tmp/hold.out
}
waits() { [ "$(sed -n 's/^[0-9]* (.*) \(.\) .*/\1/p' "/proc/$1/stat" 2>/dev/null)" = D ]; }

# answers COMMAND…: within two seconds; what does not is left behind.
answers() {
	("$@" >/tmp/answers.out 2>&1) &
	_asker=$!
	until_true 2 sh -c "[ ! -e /proc/$_asker ]"
}

# has_unbinders COUNT: so many children of vdpatop wait in the kernel for a driver to let go.
has_unbinders() {
	_count=0
	# shellcheck disable=SC2013 # paths without blanks
	for _comm in $(grep -lsx vdpatop-bind /proc/[0-9]*/comm); do
		! grep -qs '^State:.D' "${_comm%comm}status" || _count=$((_count + 1))
	done
	[ $_count = "$1" ]
}

# autoprobe 0|1: whether drivers take new devices by themselves.
autoprobe() { echo "$1" >/sys/bus/vdpa/drivers_autoprobe; }
