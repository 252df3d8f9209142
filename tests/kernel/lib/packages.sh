# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Debian's kernel packages: which version, where from, unpacked where. Nothing is installed and
# nothing needs root. The cache is shared by all build trees of a user:
#
#   $cache/6.12.117+deb12-cloud-amd64/root/      image, headers and kbuild, unpacked
#                                    /source.deb linux-source, as downloaded

cache=${VDPATOP_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/vdpatop}/kernel

# tool:package of everything that the host side runs.
host_tools='qemu-system-x86_64:qemu-system-x86 busybox:busybox-static cpio:cpio depmod:kmod
	xz:xz-utils make:make x86_64-linux-gnu-gcc-12:gcc-12 vdpa:iproute2 patch:patch flock:util-linux
	setpriv:util-linux setcap:libcap2-bin jq:jq'

require_tools() {
	local pair missing=
	command -v apt-cache >/dev/null ||
		skip "the kernels come from Debian's packages, and there is no apt here"
	[ "$(dpkg --print-architecture)" = amd64 ] || skip "the kernel check knows amd64 only"
	for pair in $host_tools; do
		PATH=$PATH:/sbin:/usr/sbin command -v "${pair%%:*}" >/dev/null || missing+=" ${pair#*:}"
	done
	[ -z "$missing" ] || skip "not installed:$missing"
	busybox_is_static || skip "not installed: busybox-static"
}

busybox_is_static() { ! ldd "$(command -v busybox)" >/dev/null 2>&1; }

# versions PACKAGE: those that apt knows, newest first.
versions() { apt-cache madison "$1" | awk -F' *[|] *' '{ print $2 }' | sort -Vru; }

# choose_kernel SERIES: sets $version (Debian's) and $release (uname -r) to the newest for which
# source, headers and image all exist.
choose_kernel() {
	local series=$1 name
	for version in $(versions "linux-source-$series"); do
		for name in $(apt-cache pkgnames "linux-image-$series." | grep -- '-cloud-amd64$' | sort -Vr); do
			release=${name#linux-image-}
			versions "$name" | grep -qxF "$version" || continue
			versions "linux-headers-$release" | grep -qxF "$version" && return 0
		done
	done
	skip "apt knows no linux-source-$series with headers and a cloud-amd64 image of its version (apt-get update?)"
}

# kernel_packages: linux-headers needs two more packages of its own; their names change with the series.
kernel_packages() {
	printf '%s=%s\n' "linux-image-$release" "$version" "linux-headers-$release" "$version"
	apt-cache show "linux-headers-$release=$version" | sed -n 's/^Depends: //p' | tr ',' '\n' |
		sed -n 's/^ *\(linux-\(headers\|kbuild\)-[^ ]*\).*/\1/p' | sort -u
}

# fetch_kernel: fills $cache/$release, once; two runs at a time wait for each other.
fetch_kernel() {
	kernel=$cache/$release
	mkdir -p "$cache"
	exec 9>"$cache/lock"
	flock 9
	if [ "$(cat "$kernel/version" 2>/dev/null)" != "$version" ]; then
		local begin=$EPOCHREALTIME
		download "$kernel.part" || skip "Debian's kernel packages $version could not be downloaded: $(tail -n 1 "$log")"
		step_done "downloaded Linux $version from Debian" "$begin"
		step "unpacked its image and headers" unpack "$kernel.part"
		rm -rf "$kernel"
		mv "$kernel.part" "$kernel"
	fi
	exec 9>&-
}

download() {
	rm -rf "$1" && mkdir -p "$1/debs" &&
		(cd "$1/debs" && kernel_packages | xargs apt-get -q download "linux-source-$series=$version" >>"$log" 2>&1) &&
		mv "$1"/debs/linux-source-*.deb "$1/source.deb"
}

# unpack DIR: the headers' Makefile names /usr/src; the tree moves to where it is unpacked.
unpack() {
	local deb
	for deb in "$1"/debs/*.deb; do
		dpkg-deb -x "$deb" "$1/root"
	done
	rm -rf "$1/debs"
	sed -i "s|/usr/src/|$kernel/root/usr/src/|" "$1/root/usr/src/linux-headers-$release/Makefile"
	printf '%s\n' "$version" >"$1/version"
}
