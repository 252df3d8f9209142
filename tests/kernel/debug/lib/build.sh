# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Builds the debug kernel from $tree and lays it out as an unpacked package, so that the guest's
# tools (tests/kernel/lib) find image and modules where they look for Debian's. After tree.sh.

# build_debug_kernel CONFIG: sets $kernel and $release.
build_debug_kernel() {
	local out=$full/debug
	mkdir -p "$out"
	step "configured it: $(grep -c ^CONFIG_ "$1") lines" configure_kernel "$1" "$out"
	step "built it" build_kernel "$out"
	kernel=$out release=$(cat "$out/include/config/kernel.release")
	step "laid it out" stage_kernel "$out"
	full_tree_done
}

kernel_make() {
	env -i PATH="$PATH" LC_ALL=C nice make -C "$tree" O="$full/debug" -j"$(nproc)" "$@"
}

# Nothing is touched when nothing changed: make then has nothing to do.
configure_kernel() {
	if ! cmp -s "$1" "$2/config.from"; then
		kernel_make KCONFIG_ALLCONFIG="$1" allnoconfig
		cp "$1" "$2/config.from"
	fi
	if grep ^CONFIG_ "$1" | grep -vxFf "$2/.config"; then
		echo "these lines do not hold in .config: what they depend on is off"
		rm "$2/config.from"
		return 1
	fi
}

build_kernel() { kernel_make bzImage modules; }

stage_kernel() {
	rm -rf "$1/root" && mkdir -p "$1/root/boot"
	kernel_make INSTALL_MOD_PATH="$1/root" INSTALL_MOD_STRIP=1 modules_install
	cp "$1/arch/x86/boot/bzImage" "$1/root/boot/vmlinuz-$release"
}
