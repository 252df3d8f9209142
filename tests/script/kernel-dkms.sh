#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# tools/kernel-install and what DKMS does with our modules, by the real DKMS on a system made up here,
# whose headers "build" modules that lie ready.
set -u
# shellcheck source=tests/script/kernel-lib.sh
. "${srcdir:-.}/tests/script/kernel-lib.sh"
for tool in dkms patch xz make; do
	command -v $tool >/dev/null || { echo "1..0 # SKIP no $tool" && exit 77; }
done
can_make_modules || { echo "1..0 # SKIP no depmod (kmod), strip or compiler" && exit 77; }
[ "$(id -u)" = 0 ] || { echo "1..0 # SKIP DKMS works for root only" && exit 77; }
export TMPDIR=$dir # for the logs of what is killed
copy_scripts
cp -r "$real/../tools" "$real/../configure.ac" "$dir/"
chmod -R u+w "$dir/tools"
version=$(sed -n 's/^AC_INIT(\[vdpatop\], \[\([^]]*\)\].*/\1/p' "$dir/configure.ac")
make_set "$dir/built"
make_root "$dir/stock"
mkdir -p "$dir/stock/usr/src" "$dir/stock/var/lib/dkms"
make_headers "$dir/stock/lib/modules/$release/build"
# shellcheck disable=SC2016 # for make
printf 'modules:\n\ttest ! -e $(CURDIR)/broken\n\tcp %s/*.ko $(M)/\n' "$dir/built" >"$dir/stock/lib/modules/$release/build/Makefile"
make_source "$dir/linux-source-9.8"
tar -C "$dir" -cJf "$dir/stock/usr/src/linux-source-9.8.tar.xz" linux-source-9.8

fresh() {
	root=$dir/root
	rm -rf "$root"
	cp -a "$dir/stock" "$root"
	at=$root/lib/modules/$release
	before=$(picture "$root")
}

tool() { run "$dir/tools/kernel-install" --root "$root" --release "$release" "$@"; }
left_alone() { [ "$(picture "$root")" = "$before" ]; }
dkms_here() {
	local command=$1
	shift
	run dkms "$command" --dkmstree "$root/var/lib/dkms" --sourcetree "$root/usr/src" --installtree "$root/lib/modules" \
		--no-depmod -k "$release" --kernelsourcedir "$at/build" "$@" "vdpatop-vdpa/$version"
}

# chosen N: so many modules of updates/dkms are the ones that would be loaded.
chosen() { [ "$(grep -c '^updates/dkms/' "$at/modules.dep")" = "$1" ]; }

fresh
mkdir "$dir/tmp"
export TMPDIR=$dir/tmp
tool --dry-run
ends_with 0 && left_alone && grep -q 'replaces  *vdpa vduse (' "$dir/out" && grep -q 'adds  *vringh vdpa_sim ' "$dir/out" &&
	grep -q 'tools/kernel-install --undo' "$dir/out"
expect "a dry run says what would be replaced and how to undo it, and changes nothing" $?
tool
ends_with 1 && says "--yes" && left_alone
expect "without a person to ask nothing is changed" $?
tool --yes
ends_with 0 && chosen 8 && [ -f "$root/usr/src/vdpatop-vdpa-$version/dkms.conf" ]
expect "all modules are installed, those too that DKMS takes for the kernel's own" $?
tool --yes
ends_with 0 && chosen 8
expect "a second time it replaces them" $?
run "$kernel/install" -r "$root" "$dir/built"
ends_with 1 && says "in updates/dkms. First tools/kernel-install --undo"
expect "make install-kernel does not mix with it" $?
tool --undo --dry-run
ends_with 0 && chosen 8
expect "a dry undo removes nothing" $?
tool --undo --yes
ends_with 0 && left_alone
expect "undo restores the system byte for byte" $?
tool --undo --yes
ends_with 1 && says "nothing of ours is installed" && left_alone
expect "there is nothing to undo twice" $?
run "$kernel/install" -r "$root" "$dir/built"
tool --undo --yes
ends_with 0 && left_alone
expect "undo removes what make install-kernel installed, too" $?

# As Debian has it: an absolute link, and headers that name another makefile by its absolute path.
mkdir "$root/usr/src/linux-headers-common"
mv "$at/build/Makefile" "$root/usr/src/linux-headers-common/"
mv "$at/build" "$root/usr/src/linux-headers-$release"
echo "include /usr/src/linux-headers-common/Makefile" >"$root/usr/src/linux-headers-$release/Makefile"
ln -s "/usr/src/linux-headers-$release" "$at/build"
tool --yes
ends_with 0 && chosen 8
expect "in a system below another folder absolute links are followed there" $?
tool --release foo --dry-run
ends_with 1 && says "there are no patches for foo: only for Linux 9.8"
expect "who names no kernel is told for which there are patches" $?
[ -z "$(ls -A "$TMPDIR")" ]
expect "none of all that leaves a log behind" $?
run "$dir/tools/kernel-install" --dry-run --help
ends_with 0 && is_silent && grep -q '^usage: tools/kernel-install' "$dir/out"
expect "help is for standard output" $?
fresh

: >"$at/build/broken"
before=$(picture "$root")
tool --yes
ends_with 1 && says "did not build" && says "taken away again" && left_alone
expect "a build that fails leaves nothing, and the log says why" $?
log=$(sed -n 's/.*(all of it: \(.*\))$/\1/p' "$dir/err")
[ -n "$log" ] && rm "$log"

# What is there stays until there is something better.
fresh
tool --yes
installed=$(picture "$at/updates")
: >"$at/build/broken"
tool --yes
ends_with 1 && says "$release keeps the modules it had (vdpatop-vdpa/$version)" && chosen 8 && [ "$(picture "$at/updates")" = "$installed" ] &&
	[ "$(ls "$root/usr/src")" = "$(printf '%s\n' linux-source-9.8.tar.xz "vdpatop-vdpa-$version")" ]
expect "a build that fails leaves the modules that were there" $?
rm "$at/build/broken"
rm -f "$(sed -n 's/.*(all of it: \(.*\))$/\1/p' "$dir/err")"

# second [SUBLEVEL]: another kernel, with the headers of 9.8.SUBLEVEL.
second=9.8.7-second
second() {
	rm -rf "$root/lib/modules/$second/build"
	mkdir -p "$root/lib/modules/$second"
	cp -r "$at/kernel" "$root/lib/modules/$second/" 2>/dev/null
	release=$second make_headers "$root/lib/modules/$second/build" "$@"
	cp "$at/build/Makefile" "$root/lib/modules/$second/build/"
	depmod -b "$root" "$second"
}
trees() { (cd "$root/usr/src" && echo vdpatop-vdpa-*); }
second
installed=$(picture "$at")
run "$dir/tools/kernel-install" --root "$root" --release $second --yes
ends_with 0 && [ "$(picture "$at")" = "$installed" ] && chosen 8 && grep -q '^updates/dkms/vdpa.ko' "$root/lib/modules/$second/modules.dep" &&
	[ "$(trees)" = "vdpatop-vdpa-$version" ]
expect "a second kernel gets them, too, and the first keeps its own" $?
echo "# changed" >>"$kernel/series-9.8/series"
tool --dry-run
ends_with 0 && grep -q "anew, too, for *$second" "$dir/out"
expect "a plan for changed patches names the other kernels" $?
tool --yes
ends_with 0 && chosen 8 && [ "$(trees)" = "vdpatop-vdpa-$version+1" ] &&
	[ "$(readlink "$root/var/lib/dkms/vdpatop-vdpa/kernel-$second-$(uname -m)")" = "$version+1/$second/$(uname -m)" ]
expect "and all of them get the new ones" $?
echo "# changed again" >>"$kernel/series-9.8/series"
second 6
installed=$(picture "$root/lib/modules/$second/updates")
tool --yes
ends_with 0 && chosen 8 && grep -q "not touched *$second" "$dir/out" && [ "$(picture "$root/lib/modules/$second/updates")" = "$installed" ] &&
	[ "$(trees)" = "vdpatop-vdpa-$version+1 vdpatop-vdpa-$version+2" ]
expect "one that they cannot be built for any more keeps what it has" $?
tool --undo --yes
ends_with 0 && [ "$(trees)" = "vdpatop-vdpa-*" ] && [ ! -e "$root/lib/modules/$second/updates" ] && [ ! -e "$at/updates" ]
expect "undo finds both" $?

# fake_cp PATTERN COMMAND: cp leaves half a file, does that and fails, when its arguments match.
mkdir "$dir/fake"
fake_cp() {
	# shellcheck disable=SC2016 # for the script
	printf '#!/bin/sh\nfor to; do :; done\ncase $*\ $to in %s) echo >"$to"; %s; exit 1 ;; esac\nexec %s "$@"\n' "$1" "$2" "$(command -v cp)" >"$dir/fake/cp"
	chmod +x "$dir/fake/cp"
}
# tool_with_fake: leaves its process id for the fake.
tool_with_fake() {
	# shellcheck disable=SC2016 # for the shell that runs it
	PATH=$dir/fake:$PATH run sh -c 'echo $$ >"$1/pid"; shift; exec "$@"' sh "$dir" "$dir/tools/kernel-install" --root "$root" --release "$release" "$@"
}
fresh
tool --yes
installed=$(picture "$root/lib")
# shellcheck disable=SC2016 # for the script
fake_cp '*vduse.ko*updates/dkms/*' "rm $dir/fake/cp; kill \$(cat $dir/pid)"
tool_with_fake --yes
ends_with 1 && says "interrupted" && [ ! -e "$dir/fake/cp" ] && chosen 8 && [ "$(picture "$root/lib")" = "$installed" ]
expect "who breaks it off has what was there before" $?
fresh
# shellcheck disable=SC2016 # for the script
fake_cp '*vhost_vdpa.ko*updates/dkms/*' 'kill -9 $PPID'
tool_with_fake --yes
ends_with 1 && left_alone
expect "a DKMS that dies leaves nothing" $?
rm -f "$(sed -n 's/.*(all of it: \(.*\))$/\1/p' "$dir/err")"
fresh
# shellcheck disable=SC2016 # for the script
fake_cp '*vhost_vdpa.ko*updates/dkms/*' "kill -9 \$(cat $dir/pid) \$PPID"
tool_with_fake --yes
[ -n "$(find "$at/updates" -name '*.ko')" ] && depmod -b "$root" "$release"
expect "when the tool dies with it, a half is left" $?
run "$kernel/guard" -r "$root" "$release"
says "in updates/dkms. First tools/kernel-install --undo"
expect "which the guard sees" $?
rm "$dir/fake/cp"
cp -a "$root" "$dir/half"
tool --undo --yes
ends_with 0 && left_alone
expect "and undo takes away" $?
rm -rf "$root"
mv "$dir/half" "$root"
tool --yes
ends_with 0 && chosen 8
expect "or the next run makes whole" $?

fresh
mkdir -p "$at/updates/dkms" "$root/var/lib/dkms/theirs/1/$release/x/module"
make_module "$at/updates/dkms/vduse.ko" their_vduse ''
cp "$at/updates/dkms/vduse.ko" "$root/var/lib/dkms/theirs/1/$release/x/module/"
ln -s "1/$release/x" "$root/var/lib/dkms/theirs/kernel-$release-$(uname -m)"
before=$(picture "$root")
tool --undo --yes
ends_with 1 && says "nothing of ours is installed" && left_alone
expect "modules that another package of DKMS brought are not ours" $?

fresh
tool --yes
rm -r "$root/usr/src/vdpatop-vdpa-$version"
tool --undo --yes
ends_with 0 && left_alone
expect "undo works without the tree that they were built from, too" $?

fresh
mkdir -p "$root/proc/sys/kernel" "$root/sys/bus/vdpa/devices"
printf 'vdpa 1 0\nvduse 1 0\n' >"$root/proc/modules"
echo "$release" >"$root/proc/sys/kernel/osrelease"
before=$(picture "$root")
tool --yes
ends_with 0 && says "loaded now: vdpa vduse. Until they are unloaded (modprobe -r vduse vdpa)" && says "no vDPA module that is not loaded yet will load"
expect "what is loaded is told of" $?
mkdir "$root/sys/bus/vdpa/devices/foo0"
tool --undo
ends_with 1 && says "say --yes" && grep -q "devices *foo0" "$dir/out" && chosen 8
expect "with devices there, undo names them and asks" $?
rmdir "$root/sys/bus/vdpa/devices/foo0"
tool --undo --yes
ends_with 0 && left_alone && says "(modprobe -r vduse vdpa)"
expect "undo tells of it as well" $?
tool --yes
for name in vdpa vduse; do vermagic='' make_module "$at/kernel/drivers/vdpa/$name.ko" old_$name ''; done
find "$at/kernel" -name other-net.ko -delete
depmod -b "$root" "$release"
tool --undo --yes
ends_with 1 && says "CONFIG_MODVERSIONS" && says "First modprobe -r vduse vdpa" && chosen 8
expect "a kernel that would not notice the other kind is refused while vdpa is loaded" $?
echo other 1 >"$root/proc/modules"
tool --undo --yes
ends_with 0 && ! chosen 1
expect "and not afterwards" $?

fresh
run "$dir/tools/kernel-install" --undoo
says "there is no option --undoo"
expect "a wrong option is named" $?
for wrong in --undoo "--release"; do
	tool "$wrong"
	ends_with 2 && left_alone
	expect "$wrong is a usage error" $?
done
mkdir "$dir/ro ot"
run "$dir/tools/kernel-install" --root "$dir/ro ot" --release "$release" --yes
ends_with 1 && says "no folder with a blank in its name" && [ -z "$(ls -A "$dir/ro ot")" ]
expect "a root with a blank in its name is refused" $?
run "$dir/tools/kernel-install" --root "$root" --release 9.9.1-x --yes
ends_with 1 && says "there are no patches for 9.9.1-x: only for Linux 9.8" && left_alone
expect "a kernel without a series is refused" $?
mv "$root/usr/src/linux-source-9.8.tar.xz" "$dir/"
before=$(picture "$root")
tool --yes
ends_with 1 && says "linux-source-9.8" && left_alone
expect "a missing source is named by its package" $?

fresh
make_module "$at/kernel/drivers/vdpa/mlx5/mlx5_vdpa.ko" mlx5 "vdpa:old_vdpa"
depmod -b "$root" "$release"
before=$(picture "$root")
tool --yes
ends_with 1 && says "mlx5_vdpa (kernel/drivers/vdpa/mlx5/mlx5_vdpa.ko)" && left_alone
expect "a module that would no longer load keeps the tool from installing" $?

# DKMS by itself, as when a new kernel comes.
run "$kernel/dkms/tree" -r "$root" "$version"
dkms_here add
dkms_here build
! ends_with 0 && grep -q mlx5_vdpa "$dir/out" "$dir/err" "$root/var/lib/dkms/vdpatop-vdpa/$version/build/make.log" &&
	[ -z "$(find "$root/var/lib/dkms" -name '*.ko*')" ]
expect "and DKMS from building" $?
mv "$at/kernel/drivers/vdpa/mlx5" "$dir/"
depmod -b "$root" "$release"
dkms_here build
ends_with 0
expect "once it is gone, DKMS builds" $?
mv "$dir/mlx5" "$at/kernel/drivers/vdpa/"
dkms_here install
! ends_with 0 && [ ! -e "$at/updates" ]
expect "one that comes after the build keeps DKMS from installing" $?
dkms_here install --force
[ -z "$(find "$at/updates" -name '*.ko*')" ]
expect "even with --force nothing is installed" $?
# What apt has DKMS do when a kernel comes. Whatever is wrong with ours, apt must go on.
autoinstall() {
	run dkms autoinstall --dkmstree "$root/var/lib/dkms" --sourcetree "$root/usr/src" --installtree "$root/lib/modules" \
		--no-depmod --kernelsourcedir "$root/lib/modules/$1/build" -k "$1"
}
# skipped WORDS: the last autoinstall ended well, said them in one line, and began nothing.
skipped() { ends_with 0 && [ "$(wc -l <"$dir/err")" = 1 ] && says "$1" && ! grep -q 'Building module' "$dir/out"; }
dkms_here remove
dkms_here add
autoinstall "$release"
skipped "mlx5_vdpa (kernel/drivers/vdpa/mlx5/mlx5_vdpa.ko)"
expect "a new kernel that they cannot be installed for is skipped, and why is said" $?
fresh
run "$kernel/dkms/tree" -r "$root" "$version"
dkms_here add
mv "$root/usr/src/linux-source-9.8.tar.xz" "$dir/"
autoinstall "$release"
skipped "apt-get install linux-source-9.8"
expect "so is one without its source, and what to install is said" $?
make_source "$root/usr/src/linux-source-9.8" 6
autoinstall "$release"
skipped "is 9.8.6 (Debian: apt-get install linux-source-9.8"
expect "and one whose source is of another version" $?
rm -r "$root/usr/src/linux-source-9.8"
make_source "$root/usr/src/linux-source-9.8"
sed -i 's/line 2/line two/' "$root/usr/src/linux-source-9.8/include/linux/vdpa.h"
autoinstall "$release"
ends_with 0 && says "0001-one.patch does not apply" && ! grep -q 'Building module' "$dir/out"
expect "and one that a patch does not apply to" $?
rm -r "$root/usr/src/linux-source-9.8"
mv "$dir/linux-source-9.8.tar.xz" "$root/usr/src/"
autoinstall "$release"
depmod -b "$root" "$release"
ends_with 0 && chosen 8
expect "where all is there, DKMS installs them" $?
cp -r "$root/lib/modules/$release" "$root/lib/modules/9.8.7-second"
sed -i 's/9.8.7-test/9.8.7-second/' "$root/lib/modules/9.8.7-second/build/include/generated/utsrelease.h"
rm -r "$root/lib/modules/9.8.7-second/updates"
depmod -b "$root" 9.8.7-second
autoinstall 9.8.7-second
ends_with 0 && [ "$(find "$root/lib/modules/9.8.7-second/updates/dkms" -name '*.ko' | wc -l)" = 8 ]
expect "for a second kernel, too" $?
mkdir -p "$root/lib/modules/9.9.1-other"
cp -r "$at/build" "$root/lib/modules/9.9.1-other/"
sed -i "s/$release/9.9.1-other/" "$root/lib/modules/9.9.1-other/build/include/generated/utsrelease.h"
sed -i 's/PATCHLEVEL 8/PATCHLEVEL 9/' "$root/lib/modules/9.9.1-other/build/include/generated/uapi/linux/version.h"
autoinstall 9.9.1-other
skipped "there are patches only for 9.8"
expect "a kernel without a series is skipped, whatever DKMS has for others" $?

# What DKMS does not look at: a cp that fails.
fresh
run "$kernel/dkms/tree" -r "$root" "$version"
fake_cp '*virtio_vdpa.ko*updates/dkms/*' :
dkms_here add
PATH=$dir/fake:$PATH dkms_here install
says "the modules were not installed, whatever DKMS says" && [ -z "$(find "$at/updates" -name '*.ko*')" ]
expect "a disk that is full leaves no half of the set" $?
run "$kernel/dkms/tree" -r "$root" -u "$version"
ends_with 1 && says "first dkms remove" && [ -d "$root/usr/src/vdpatop-vdpa-$version" ]
expect "the tree that DKMS builds from is not taken from under it" $?
finish
