# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds modules out of tree against Debian's headers: kernel/build does it, as for a user; then our
# test parent (module/) against what was built, or against the stock vdpa where that stays.

# build_modules TREE PATCHES: leaves *.ko in $modules; a second run finds them there.
build_modules() {
	local series=$2
	modules=$work/kernel
	case $series in -|/*) ;; *) series=$top/$series ;; esac
	step "built the modules" "$top/kernel/build" -t "$top/$1" "$kernel/root/usr/src/linux-headers-$release" \
		"$series" "$kernel/source.deb" "$modules"
	build_parent
}

build_parent() {
	local key=$modules/parent-key sums
	sums=$(cat "$modules/key" "$src"/module/* | sha256sum)
	[ "$(cat "$key" 2>/dev/null)" != "$sums" ] || return 0
	step "built the test parent" run_kbuild
	printf '%s\n' "$sums" >"$key"
}

# Type information of modules (BTF) would need pahole and is of no use here.
run_kbuild() {
	local dir=$work/parent arguments=()
	rm -rf "$dir" && cp -r "$src/module" "$dir"
	[ ! -e "$modules/vdpa.ko" ] ||
		arguments=(VDPA_INCLUDE="$modules/include" KBUILD_EXTRA_SYMBOLS="$modules/Module.symvers")
	env -i PATH="$PATH" LC_ALL=C make -j"$(nproc)" -C "$kernel/root/usr/src/linux-headers-$release" \
		M="$dir" ${arguments[@]+"${arguments[@]}"} CONFIG_DEBUG_INFO_BTF_MODULES= modules
	mv "$dir/vdpatest.ko" "$modules/"
}
