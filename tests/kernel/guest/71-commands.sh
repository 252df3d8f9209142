# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The commands that the tool was first proposed with, word for word, on real devices; and that all that
# `vdpa -j` tells is in ours, key by key.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/vhost.sh
. /guest/vhost.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
# shellcheck source=tests/kernel/guest/dialog.sh
. /guest/dialog.sh
plan 60

# run COMMAND…: ours; what it printed in /tmp/out, what it said in /tmp/words, its status in $status.
run() {
	vdpatop "$@" >/tmp/out 2>/tmp/words
	status=$?
}

# done_quietly WORDS: the last run succeeded and said nothing on the side.
done_quietly() { is "$1" "$status-$(cat /tmp/words)" "0-"; }

# asks FILTER: what jq makes of the output.
asks() { jq -c "$1" </tmp/out; }

# covered WORDS LEFT_OUT COMMAND…: every path and value that `vdpa -j COMMAND` prints is in ours, but for
# lines that match LEFT_OUT.
covered() {
	_words=$1 _but=$2
	shift 2
	vdpa -j "$@" >/tmp/theirs.json
	vdpatop -j "$@" >/tmp/ours.json
	jq -n -r --slurpfile theirs /tmp/theirs.json --slurpfile ours /tmp/ours.json \
		-f /guest/covers.jq >/tmp/missing 2>&1
	[ -s /tmp/theirs.json ] || echo "vdpa said nothing" >>/tmp/missing
	is "$_words" "$(grep -vE "$_but" /tmp/missing)" ""
}

run mgmtdev list
is "without the module there is no family: exit 3" $status 3
has "and the module is named" "$(cat /tmp/words)" 'modprobe vdpa|vdpa.*module'

load_all

# The drafts.
run mgmtdev list
done_quietly "mgmtdev list"
has "names both management devices" "$(cat /tmp/out)" '^vdpasim_net'
run mgmtdev show -jp
done_quietly "mgmtdev show -jp"
is "is JSON on several lines" "$(asks '.mgmtdev|keys')-$([ "$(wc -l </tmp/out)" -gt 3 ] && echo lines)" \
	'["vdpasim_blk","vdpasim_net"]-lines'
run dev add mgmtdev vdpasim_net name foo0
is "dev add mgmtdev vdpasim_net name foo0" $status 0
ok "makes the device" until_true 10 interface foo0
run dev add mgmtdev vdpasim_net type net name foo2
is "dev add mgmtdev vdpasim_net type net name foo2" $status 0
ok "makes the other" until_true 10 interface foo2
run dev show foo2 -jp
done_quietly "dev show foo2 -jp"
is "shows it alone, as vdpa does" "$(asks '.dev|keys')-$(asks '.dev.foo2|[.type,.mgmtdev,.max_vqs]')" \
	'["foo2"]-["network","vdpasim_net",3]'
is "with the driver that has it" "$(asks .dev.foo2.driver)" '"virtio_vdpa"'
run dev features show foo0
done_quietly "dev features show foo0"
has "names negotiated features" "$(cat /tmp/out)" 'VERSION_1'
run dev stats show foo0
if kernel_has pairs || kernel_has ours; then
	done_quietly "dev stats show foo0"
else
	is "dev stats show foo0, of which this kernel counts nothing: exit 1" \
		"$status-$(grep -c 'foo0.*EOPNOTSUPP' /tmp/words)" 1-1
fi
has "names the device" "$(cat /tmp/out)" '^foo0'

# As vdpa tells it.
vdpa dev add name blk0 mgmtdev vdpasim_blk
until_true 10 disk blk0
add_net vdpa0 1
sendframes "$(interface vdpa0)" 25
covered "all of mgmtdev show is in ours" '^$' mgmtdev show
covered "all of mgmtdev show vdpasim_net" '^$' mgmtdev show vdpasim_net
covered "all of dev show" '^$' dev show
covered "all of dev show blk0" '^$' dev show blk0
covered "all of dev config show" '^$' dev config show
covered "all of dev config show vdpa0" '^$' dev config show vdpa0
if kernel_has pairs || kernel_has ours; then
	for queue in 0 1 2; do
		covered "all of dev vstats show vdpa0 qidx $queue, but a role that is wrong there" \
			'queue_type: ("control_vq", ours "rx"|"rx", ours "control_vq")$' dev vstats show vdpa0 qidx $queue
	done
	run -j dev stats show vdpa0
	is "stats without an index have every queue" "$(asks '.vstats.vdpa0.queues|map(.index)')" '[0,1,2]'
	is "with their roles" "$(asks '.vstats.vdpa0.queues|map(.role)')" '["rx","tx","ctrl"]'
	is "and the driver's counters as vdpa has them" \
		"$(asks '.vstats.vdpa0.queues[1].counters["'"$(counter_of tx)"'"]')" "$(stock vdpa0 1 "$(counter_of tx)")"
	is "and the total of the elements" "$(asks .vstats.vdpa0.wqes)" \
		"$(($(stock vdpa0 0 "$(counter_of rx)") + $(stock vdpa0 1 "$(counter_of tx)") + $(stock vdpa0 2 "$(counter_of ctrl)")))"
	run dev vstats show vdpa0 qidx 17
	is "a queue past the end: exit 1" $status 1
	has "with the kernel's words" "$(cat /tmp/words)" 'vdpa0.*(queue|qidx) 17.*(Invalid argument|EINVAL|ERANGE|not valid)'
else
	skip 9 "this kernel counts nothing of its simulators"
fi
run dev stats show vdpa0 qidx 99999
is "an index that no device can have: exit 1" $status 1
has "in the kernel's words" "$(cat /tmp/words)" 'exceeds max value|excceeds max value|not supported|EOPNOTSUPP'

# What vdpa(8) leaves out.
run -j dev config show blk0
if kernel_has shipped || kernel_has pairs; then
	is "a disk's configuration is there" "$(asks '.config.blk0.capacity != null')" true
else
	is "a disk without a configuration is there" "$(asks '.config|has("blk0")')" true
fi
run m l
done_quietly "words may be cut: m l"
run -j d s vdpa0
is "and d s" "$(asks '.dev|keys')" '["vdpa0"]'

# What cannot be.
run dev add name foo0 mgmtdev vdpasim_net
is "a name that is taken: exit 1" $status 1
has "named" "$(cat /tmp/words)" 'foo0'
run dev add name b0 mgmtdev vdpasim_net type block
is "a type that the management device does not make: exit 1" $status 1
has "in words" "$(cat /tmp/words)" 'vdpasim_net.*net'
ok "and nothing was made" test ! -e /sys/bus/vdpa/devices/b0
run dev show nobody
is "a device that is not there: exit 1" $status 1
has "named" "$(cat /tmp/words)" 'nobody'
run dev set name vdpa0 mac 02:00:00:00:00:77
if kernel_has pairs; then
	is "a MAC is set" "$status-$(config vdpa0 mac)" 0-02:00:00:00:00:77
else
	is "a kernel that cannot set a MAC: exit 1, in words" "$status-$(grep -c . /tmp/words)" 1-1
fi
chmod 0755 /tmp
su -s /bin/sh user -c 'vdpatop dev add name u0 mgmtdev vdpasim_net' 2>/tmp/words
is "without the right: exit 4" $? 4
ok "and nothing was made" test ! -e /sys/bus/vdpa/devices/u0

# Deleting.
run dev del foo0
is "dev del foo0" $status 0
ok "foo0 is gone" lacks_device foo0
run dev del vdpa0
is "one whose interface is up is in use: exit 1" $status 1
has "by whom" "$(cat /tmp/words)" "$(interface vdpa0).*--force|--force.*$(interface vdpa0)"
ok "and it is there" has_device vdpa0
run --force dev del vdpa0
is "forced it goes" $status 0
ok "vdpa0 is gone" lacks_device vdpa0

# In a VM's hands: it is unbound first, the wait is bounded, and netlink lives.
modprobe vhost_vdpa
add_vhost vm0 vdpasim_net
vhosthold "/dev/$node" 300 >/tmp/hold.out 2>&1 &
holder=$!
until_true 10 grep -q ready /tmp/hold.out
run dev del vm0
is "one that a VM holds: exit 1" $status 1
has "by whom" "$(cat /tmp/words)" 'vhosthold.*'"$holder"
run --force --timeout 2 dev del vm0
is "forced, it is waited for until the timeout: exit 5" $status 5
has "and what goes on is said" "$(cat /tmp/words)" 'vm0'
run dev list
is "netlink answers meanwhile" $status 0
kill $holder
wait $holder 2>/dev/null
ok "everything can be unloaded" unload_all
