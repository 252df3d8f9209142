# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds modules out of tree against Debian's headers, from just the files that a tree's
# modules.list takes out of linux-source. kbuild knows no VPATH, so all is staged in the build tree.

# build_modules TREE PATCHES: leaves *.ko in $modules; a second run finds them there.
build_modules() {
	local tree=$top/$1 patches=$2 key
	modules=$work/modules
	[ "$patches" = - ] && patches= || patches=$top/$patches
	key=$(modules_key "$tree" "$patches")
	[ "$(cat "$modules/key" 2>/dev/null)" != "$key" ] || return 0
	rm -rf "$modules" && mkdir -p "$modules"
	step "took $(wc -l <"$tree/modules.list") files out of linux-source" extract "$tree"
	[ -z "$patches" ] || step "patched them" apply_patches "$patches"
	step "built the modules" run_kbuild "$tree"
	printf '%s\n' "$key" >"$modules/key"
}

# modules_key TREE PATCHES: changes when anything that goes into the modules does.
modules_key() {
	{
		printf '%s %s\n' "$version" "$kernel"
		cat "$1/Kbuild" "$1/modules.list"
		[ -z "$2" ] || cat "$2"/series "$2"/*.patch
	} | sha256sum | cut -d' ' -f1
}

extract() {
	dpkg-deb --fsys-tarfile "$kernel/source.deb" | tar -xO --wildcards '*/linux-source-*.tar.xz' |
		tar -xJ -C "$modules" --strip-components=1 \
			-T <(sed "s|^|linux-source-$series/|" "$1/modules.list")
}

# No fuzz: a hunk that does not apply exactly is for a person to look at.
apply_patches() {
	local name
	while read -r name; do
		patch -d "$modules" -p1 -F0 -i "$1/$name"
	done < <(grep -v -e '^#' -e '^$' "$1/series")
}

# Type information of modules (BTF) would need pahole and is of no use here.
run_kbuild() {
	cp "$1/Kbuild" "$modules/"
	env -i PATH="$PATH" LC_ALL=C make -j"$(nproc)" -C "$kernel/root/usr/src/linux-headers-$release" \
		M="$modules" CONFIG_DEBUG_INFO_BTF_MODULES= modules
}
