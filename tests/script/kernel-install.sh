#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Installing the kernel modules and taking them out again, on installed kernels made up here; and
# everything that must keep them from being installed.
set -u
# shellcheck source=tests/script/kernel-lib.sh
. "${srcdir:-.}/tests/script/kernel-lib.sh"
can_make_modules || { echo "1..0 # SKIP no depmod (kmod), strip or compiler" && exit 77; }
copy_scripts
built=$dir/built
make_set "$built"
make_root "$dir/stock"

# fresh: a system as it came, in $root.
fresh() {
	root=$dir/root
	rm -rf "$root"
	cp -a "$dir/stock" "$root"
	at=$root/lib/modules/$release
}

# left_alone: the last run changed nothing at all.
left_alone() { [ "$(picture "$root")" = "$before" ]; }

# refused WORDS: the last run of install or guard said them and touched nothing.
refused() { ends_with 1 && says "refused: " && says "$1" && left_alone; }

fresh
before=$(picture "$root")
run "$kernel/install" -r "$root" "$built"
ends_with 0 && says "installed for $release" && [ "$(find "$at/updates" -name '*.ko' | wc -l)" = 8 ] &&
	grep -q '^updates/vdpatop/vduse.ko: updates/vdpatop/vdpa.ko$' "$at/modules.dep" &&
	[ "$(ls -A "$root/lib/modules")" = "$release" ]
expect "all modules are installed, and depmod prefers them" $?
grep -q '^Linux 9.8.7, series-9.8$' "$at/updates/vdpatop/record" &&
	(cd "$at/updates/vdpatop" && grep '\.ko$' record | sha256sum -c --quiet)
expect "the record says what was installed" $?
installed=$(picture "$root" | grep -v /record)
run "$kernel/install" -r "$root" "$built"
ends_with 0 && [ "$(picture "$root" | grep -v /record)" = "$installed" ]
expect "installing again replaces it with the same" $?
run "$kernel/install" -r "$root" -u "$release"
ends_with 0 && left_alone
expect "undo restores the tree byte for byte" $?
run "$kernel/install" -r "$root" -u "$release"
ends_with 1 && says "nothing of ours is installed" && left_alone
expect "there is nothing to undo twice" $?

# Another package came and went meanwhile: what it did stays.
run "$kernel/install" -r "$root" "$built"
make_module "$at/updates/later.ko" later ''
depmod -b "$root" "$release"
run "$kernel/install" -r "$root" -u "$release"
ends_with 0 && grep -q '^updates/later.ko:' "$at/modules.dep" && [ ! -e "$at/updates/vdpatop" ] &&
	grep -q '^kernel/drivers/vdpa/vduse.ko: kernel/drivers/vdpa/vdpa.ko$' "$at/modules.dep"
expect "undo keeps what others installed since" $?

# The ways in which it can break in the middle.
mkdir "$dir/fake"
fresh
before=$(picture "$root")
printf '#!/bin/sh\nexit 1\n' >"$dir/fake/depmod"
chmod +x "$dir/fake/depmod"
PATH=$dir/fake:$PATH run "$kernel/install" -r "$root" "$built"
ends_with 1 && says "depmod failed" && left_alone
expect "a depmod that fails leaves everything as it was" $?
# shellcheck disable=SC2016 # for the script
printf '#!/bin/sh\n: >"%s/modules.dep"; kill -9 $PPID\n' "$at" >"$dir/fake/depmod"
PATH=$dir/fake:$PATH run "$kernel/install" -r "$root" "$built"
! left_alone && run "$kernel/install" -r "$root" -u "$release"
ends_with 1 && says "interrupted" && left_alone
expect "what a killed run left is put back by the next" $?
run "$kernel/install" -r "$root" "$built"
installed=$(picture "$root")
PATH=$dir/fake:$PATH run "$kernel/install" -r "$root" "$built"
PATH=${PATH#"$dir/fake:"} run "$kernel/install" -r "$root" -u "$release"
ends_with 0 && left_alone
expect "a replacement that was killed can still be undone" $?
# The disk is full when modules.dep is put back: what it was is kept, and that is said.
fresh
before=$(picture "$root")
printf '#!/bin/sh\necho garbage >"%s/modules.dep"; exit 1\n' "$at" >"$dir/fake/depmod"
# shellcheck disable=SC2016 # for the script
printf '#!/bin/sh\nfor to; do :; done\ncase $to in */restored) echo "cp: No space left on device" >&2; exit 1 ;; esac\nexec %s "$@"\n' \
	"$(command -v cp)" >"$dir/fake/cp"
chmod +x "$dir/fake/cp"
PATH=$dir/fake:$PATH run "$kernel/install" -r "$root" "$built"
ends_with 1 && says "No space left" && says "it lies in $root/lib/modules/.vdpatop-$release" && ! says "nothing was changed" &&
	[ -s "$root/lib/modules/.vdpatop-$release/now/modules.dep" ]
expect "what cannot be put back is kept, and where is said" $?
rm "$dir/fake/cp"
run "$kernel/install" -r "$root" -u "$release"
ends_with 1 && says "interrupted" && left_alone
expect "and put back once there is room" $?
printf '#!/bin/sh\nexit 0\n' >"$dir/fake/depmod"
PATH=$dir/fake:$PATH run "$kernel/install" -r "$root" "$built"
ends_with 1 && says "depmod does not choose" && left_alone
expect "modules that depmod would not choose are not left there" $?

# What is given must be right.
run "$kernel/install" -r "$root" -k 9.8.6-test "$built"
ends_with 1 && says "built for $release and not for 9.8.6-test" && left_alone
expect "another kernel than was built for is refused" $?
for right in "$release" ""; do
	run "$kernel/install" -r "$root" -k "$right" "$built"
	ends_with 0 && run "$kernel/install" -r "$root" -u "$release" && left_alone
	expect "the one that was built for is not: \"$right\"" $?
done
cp -r "$built" "$dir/mixed"
make_module "$dir/mixed/vduse.ko" new_vduse vdpa:new_vdpa 9.8.6-test
run "$kernel/install" -r "$root" "$dir/mixed"
ends_with 1 && says "vduse.ko is built for 9.8.6-test" && left_alone
expect "modules of two kernels are refused" $?
rm "$dir/mixed/vduse.ko"
run "$kernel/install" -r "$root" "$dir/mixed"
ends_with 1 && says "has no vduse.ko" && left_alone
expect "a set with a module missing is refused" $?
run "$kernel/install" -r "$root" "$dir"
ends_with 1 && says "holds no built modules" && left_alone
expect "a folder without modules is refused" $?
mv "$at" "$at-other"
before=$(picture "$root")
run "$kernel/install" -r "$root" "$built"
ends_with 1 && says "no kernel $release to install for" && says "$root must hold an installed system" && left_alone
expect "a kernel that is not installed is refused, with what a package can do" $?
run "$kernel/install" -r "$root" -u "$release"
ends_with 1 && says "there is no $at, so nothing of ours is installed for $release" && left_alone
expect "and there is nothing to undo for it" $?

for wrong in "-x" "-u"; do
	run "$kernel/install" "$wrong"
	ends_with 2 && says "usage: install [-r ROOT] [-k RELEASE] MODULES"
	expect "install $wrong is a usage error, and says how it goes" $?
done
for wrong in '' ../modules/$release .; do
	run "$kernel/guard" -r "$root" "$wrong"
	ends_with 1 && says "\"$wrong\" is no kernel's release"
	expect "the guard takes no \"$wrong\" for a kernel" $?
	run "$kernel/install" -r "$root" -u "$wrong"
	ends_with 1 && says "\"$wrong\" is no kernel's release"
	expect "nor does install" $?
done

# The guard: what would break, by name.
fresh
make_module "$at/kernel/drivers/vdpa/mlx5/mlx5_vdpa.ko" mlx5 "vdpa:old_vdpa"
make_module "$at/kernel/drivers/vdpa/last-one.ko" last "mlx5_vdpa:mlx5"
depmod -b "$root" "$release"
before=$(picture "$root")
run "$kernel/install" -r "$root" "$built"
refused "mlx5_vdpa (kernel/drivers/vdpa/mlx5/mlx5_vdpa.ko)" && says "last_one ("
expect "a module outside the set that uses vdpa is named" $?
says "kernel/README.md" && ! says vduse && ! says other_net
expect "and only such, with what to do" $?

fresh
touch -d '1 hour ago' "$at/modules.dep"
make_module "$at/extra/caif-virtio.ko" caif "vringh:vringh_x"
before=$(picture "$root")
run "$kernel/install" -r "$root" "$built"
refused "caif_virtio (extra/caif-virtio.ko)"
expect "one that uses vringh is found before depmod knows it" $?
! command -v xz >/dev/null || xz "$at/extra/caif-virtio.ko"
rm "$at/modules.dep"
before=$(picture "$root")
run "$kernel/guard" -r "$root" "$release"
refused "caif_virtio (extra/caif-virtio.ko"
expect "compressed, and with no modules.dep at all, too" $?
if command -v busybox >/dev/null && busybox sh -c : 2>/dev/null; then
	run busybox sh "$kernel/guard" -r "$root" "$release"
	refused "caif_virtio (extra/caif-virtio.ko"
	expect "busybox's shell and tools find it as well" $?
fi

fresh
echo kernel/drivers/vdpa/vdpa.ko >"$at/modules.builtin"
before=$(picture "$root")
run "$kernel/install" -r "$root" "$built"
refused "built into $release, so no module can take its place: vdpa."
expect "a vdpa that is built into the kernel is refused" $?

fresh
mkdir -p "$root/sys/bus/vdpa/devices/foo0"
ln -s nowhere "$root/sys/bus/vdpa/devices/foo1"
before=$(picture "$root")
run "$kernel/install" -r "$root" "$built"
refused "foo0 foo1" && says "vdpa dev del"
expect "devices that exist are named" $?
mkdir -p "$root/proc/sys/kernel" "$root/sys/module/vdpa/holders/vduse"
echo 9.8.6-test >"$root/proc/sys/kernel/osrelease"
run "$kernel/guard" -r "$root" "$release"
ends_with 0 && is_silent
expect "they are nothing to another kernel's modules, if all that is loaded is of the set" $?
mkdir -p "$root/sys/module/vdpa/holders/mlx5_vdpa"
before=$(picture "$root")
run "$kernel/install" -r "$root" "$built"
refused "(foo0 foo1)" && says ": mlx5_vdpa."
expect "if not, what is loaded is named" $?
echo "$release" >"$root/proc/sys/kernel/osrelease"
run "$kernel/guard" -r "$root" "$release"
ends_with 1 && says "foo0 foo1"
expect "to the running kernel's they always are" $?

fresh
make_module "$at/updates/dkms/vdpa.ko" their_vdpa ''
before=$(picture "$root")
run "$kernel/install" -r "$root" "$built"
refused "in updates/dkms. First"
expect "another copy of the set is refused, with the way to undo it" $?
run "$kernel/guard" -r "$root" -o updates/dkms "$release"
ends_with 0 && is_silent
expect "unless it is the one that is being replaced" $?

# What is loaded stays, and does not go with what lies on disk.
fresh
mkdir -p "$root/proc/sys/kernel"
printf 'vdpa 1 0\nvduse 1 0\n' >"$root/proc/modules"
echo "$release" >"$root/proc/sys/kernel/osrelease"
run "$kernel/install" -r "$root" "$built"
ends_with 0 && says "(modprobe -r vduse vdpa) or the host is booted, no vDPA module that is not loaded yet will load"
expect "what is loaded is told of" $?
run "$kernel/install" -r "$root" -u "$release"
ends_with 0 && says "(modprobe -r vduse vdpa)"
expect "undo tells of it, too" $?
run "$kernel/install" -r "$root" "$built"
for name in vdpa vduse; do vermagic='' make_module "$at/kernel/drivers/vdpa/$name.ko" "old_$name" ''; done
rm "$at/kernel/drivers/net/other-net.ko"
before=$(picture "$root")
run "$kernel/install" -r "$root" -u "$release"
refused "CONFIG_MODVERSIONS" && says "First modprobe -r vduse vdpa"
expect "a kernel that could not tell the two kinds apart is left alone while vdpa is loaded" $?
echo 9.8.6-test >"$root/proc/sys/kernel/osrelease"
run "$kernel/install" -r "$root" -u "$release"
ends_with 0 && ! says "loaded now" && [ ! -e "$at/updates" ]
expect "unless another kernel runs" $?

fresh
mkdir -p "$root/sys/kernel/security"
echo 'none [integrity] confidentiality' >"$root/sys/kernel/security/lockdown"
before=$(picture "$root")
run "$kernel/guard" -r "$root" "$release"
ends_with 0 && says "the kernel is locked down" && left_alone
expect "a locked-down kernel is told of" $?
run "$kernel/install" -r "$root" "$built"
refused "vringh.ko is not signed"
expect "unsigned modules are not installed where they would not load" $?
cp -r "$built" "$dir/signed"
for name in "$dir"/signed/*.ko; do printf '~Module signature appended~\n' >>"$name"; done
run "$kernel/install" -r "$root" "$dir/signed"
ends_with 0 && cmp -s "$dir/signed/vdpa.ko" "$at/updates/vdpatop/vdpa.ko"
expect "signed ones are, with their signatures whole" $?
fresh
efi=$root/sys/firmware/efi/efivars
mkdir -p "$efi"
printf '\6\0\0\0\1' >"$efi/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
run "$kernel/guard" -r "$root" "$release"
ends_with 0 && says "Secure Boot is on"
expect "Secure Boot is told of" $?
finish
