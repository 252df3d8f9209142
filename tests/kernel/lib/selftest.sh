# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds the selftest that a series brings for the kernel's own tree, from its patch alone: the guest
# runs it, as whoever gets the series for review will.

selftest_folder=tools/testing/selftests/drivers/vdpa

# build_selftest PATCHES: leaves it in $selftest; an empty path when the series has none.
build_selftest() {
	local folder=$1 patch=
	selftest=
	[ "$folder" = - ] && return
	case $folder in /*) ;; *) folder=$top/$folder ;; esac
	patch=$(grep -ls "^+++ b/$selftest_folder/" "$folder"/*.patch) || return 0
	selftest=$work/selftest/vdpa_netlink
	[ "$(cat "$work/selftest/key" 2>/dev/null)" = "$(selftest_key "$patch")" ] ||
		step "built the series' selftest" compile_selftest "$patch"
}

selftest_key() { cat "$1" "$modules/key" | sha256sum; }

# The harness that it includes comes from the kernel's source; the patch only adds files there.
compile_selftest() {
	local dir=$work/selftest
	rm -rf "$dir" && mkdir "$dir"
	dpkg-deb --fsys-tarfile "$kernel/source.deb" | tar -xO --wildcards '*/linux-source-*.tar.xz' |
		tar -xJ -C "$dir" --strip-components=1 --wildcards '*/tools/testing/selftests/kselftest*.h'
	awk -v folder=" b/$selftest_folder/" '/^diff --git/ { keep = index($0, folder) } keep' "$1" | patch -d "$dir" -p1 -F0 -s
	gcc -O2 -Wall -Werror -D_GNU_SOURCE -I"$modules/include/uapi" -o "$selftest" "$dir/$selftest_folder"/*.c
	selftest_key "$1" >"$dir/key"
}
