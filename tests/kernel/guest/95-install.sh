# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Installing the patched modules on a running host, with kernel/install as a user would: refused over a
# module that would no longer load, and over devices; done, used, and undone.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
kernel_needs ours
plan 20

release=$(uname -r)
modules=/lib/modules/$release

install_built() { dash /guest/kernel/install /tmp/built 2>&1; }
# tree: every file of the module tree with its sum.
tree() { find "$modules" -type f | sort | xargs sha256sum; }
counts() { vdpalisten family | grep -qx 'operation 7 flags 0xf'; }

# As on a host before: the kernel's own modules where it has them, and another's vdpatest.
mkdir -p /tmp/built /tmp/aside
sed -n 's/^obj-m += \(.*\)\.o$/\1/p' /guest/kernel/Kbuild | while read -r name; do
	mv "$modules/updates/$name.ko" /tmp/built/
done
/sbin/depmod "$release"
tree >/tmp/before

words=$(install_built)
is "over a module that depends on vdpa it is refused" $? 1
has "which names that module" "$words" 'refused: .*vdpatest \(updates/vdpatest\.ko\)'
has "and says what to do" "$words" 'Adding a parent'
is "and leaves the module tree as it was" "$(tree | diff /tmp/before -)" ""

mv "$modules/updates/vdpatest.ko" /tmp/aside/
/sbin/depmod "$release"
tree >/tmp/before
if [ -e "$modules/kernel/vdpa.ko" ]; then
	modprobe -a vdpa vduse
	ok "the kernel's own vdpa does not count" sh -c '! vdpalisten family | grep -q "operation 7 flags 0xf"'
	vdusemini vd0 300 >/tmp/daemon.out 2>&1 &
	daemon=$!
	until_true 10 grep -q ready /tmp/daemon.out
	vdpa dev add name vd0 mgmtdev vduse
	words=$(install_built)
	is "while a vdpa device exists it is refused" $? 1
	has "which names that device" "$words" 'refused: .* vd0'
	is "and leaves the module tree as it was, too" "$(tree | diff /tmp/before -)" ""
	vdpa dev del vd0
	kill $daemon
	wait $daemon
else
	skip 4 "Debian ships no vdpa with this kernel"
fi

words=$(install_built)
is "else it is done" $? 0
has "and says for which kernel" "$words" "installed for .*: vringh vdpa vdpa_sim "
unload_all
ok "what is loaded from then on" modprobe vdpa
ok "counts doorbells" counts
ok "with drivers and simulators that fit it" load_all
add_net vdpa0 1
ok "and all of them work" sendframes "$(interface vdpa0)" 10
ok "everything can be unloaded" unload_all

words=$(dash /guest/kernel/install -u "$release" 2>&1)
is "it can be undone" $? 0
has "which says so" "$words" "removed for .*kernel.s own modules are in place again"
is "and the module tree is as it was before" "$(tree | diff /tmp/before -)" ""
if [ -e "$modules/kernel/vdpa.ko" ]; then
	modprobe vdpa
	ok "the kernel's own vdpa is back" sh -c '! vdpalisten family | grep -q "operation 7 flags 0xf"'
	unload_all
else
	is "there is no vdpa, as before" "$(modprobe vdpa 2>/dev/null && echo loaded)" ""
fi

# As the other scripts have it.
mv /tmp/built/* /tmp/aside/* "$modules/updates/"
/sbin/depmod "$release"
ok "the guest has its modules back" sh -c '. /guest/tap.sh; . /guest/vdpa.sh; load_all && modprobe vdpatest && unload_all'
