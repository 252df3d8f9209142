# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What tools/kernel-install does with DKMS. Every kernel keeps the modules that it has until new ones are
# built: those are another version to DKMS (0.1.0, then 0.1.0+1, …), and one is swapped for the other.
# Needs top, root, release, set and log of whoever sources it.
# shellcheck disable=SC2154

# in_dkms COMMAND…: dkms on the system that is meant.
in_dkms() {
	local command=$1 trees=()
	shift
	[ -z "$root" ] || trees=(--dkmstree "$root/var/lib/dkms" --sourcetree "$root/usr/src" --installtree "$root/lib/modules" --no-depmod)
	dkms "$command" ${trees[@]+"${trees[@]}"} "$@" >>"$log" 2>&1
}

# headers_of RELEASE: an absolute link is meant below the root.
headers_of() { below "$root" "$root/lib/modules/$1/build"; }

depmod_of() { depmod ${root:+-b "$root"} "$1" >>"$log" 2>&1; }

# versions_in_dkms: what DKMS has of ours, what is half made or has lost its source, too.
versions_in_dkms() {
	local path
	for path in "$root"/var/lib/dkms/vdpatop-vdpa/*; do
		[ -L "$path" ] || [ ! -d "$path" ] || [ "${path##*/}" = original_module ] || printf '%s\n' "${path##*/}"
	done
}

# installed: VERSION and RELEASE for each kernel that DKMS has installed ours for.
installed() {
	local link target
	for link in "$root"/var/lib/dkms/vdpatop-vdpa/kernel-*; do
		[ -L "$link" ] || continue
		target=$(readlink "$link") && target=${target%/*}
		[ ! -d "$root/lib/modules/${target#*/}" ] || printf '%s %s\n' "${target%%/*}" "${target#*/}"
	done
}

releases_of() { installed | awk -v version="$1" '$1 == version { print $2 }'; }
version_of() { installed | awk -v release="$1" '$2 == release { print $1 }'; }

# is_theirs RELEASE NAME: whether another package of DKMS brought that module.
is_theirs() {
	local path
	for path in "$root"/var/lib/dkms/*/"kernel-$1-$(uname -m)/module/$2".ko*; do
		case $path in */vdpatop-vdpa/kernel-*) ;; *) [ ! -e "$path" ] || return 0 ;; esac
	done
	return 1
}

# files_of RELEASE: ours in updates/dkms. DKMS itself forgets those that it was copying when it died.
files_of() {
	local name file
	for name in $set; do
		for file in "$root/lib/modules/$1/updates/dkms/$name".ko*; do
			[ ! -e "$file" ] || is_theirs "$1" "$name" || printf '%s\n' "$file"
		done
	done
}

releases_with_files() {
	local path
	for path in "$root"/lib/modules/*/updates/dkms; do
		path=${path#"$root/lib/modules/"} path=${path%%/*}
		[ -z "$(files_of "$path")" ] || printf '%s\n' "$path"
	done
}

take_files() {
	local at=$root/lib/modules/$1/updates
	files_of "$1" | xargs -r -d '\n' rm -f
	[ ! -d "$at" ] || rmdir --ignore-fail-on-non-empty "$at/dkms" "$at" 2>/dev/null || true
	rm -f "$root/var/lib/dkms/vdpatop-vdpa/kernel-$1-$(uname -m)"
}

# drop VERSION: out of DKMS, and the tree that it builds from. Without that tree DKMS itself could not.
drop() {
	local dkms=$root/var/lib/dkms/vdpatop-vdpa each
	[ ! -e "$dkms/$1/source/dkms.conf" ] || in_dkms remove "vdpatop-vdpa/$1" --all || true
	for each in $(releases_of "$1"); do take_files "$each"; done
	rm -rf "${dkms:?}/$1"
	[ ! -d "$dkms" ] || [ -n "$(versions_in_dkms)" ] || rm -rf "$dkms"
	[ ! -e "$root/usr/src/vdpatop-vdpa-$1" ] || "$top/kernel/dkms/tree" -r "$root" -u "$1" || true
}

# remove_all: for every kernel.
remove_all() {
	local each releases
	releases=$({ installed | cut -d' ' -f2 && releases_with_files; } | sort -u)
	for each in $(versions_in_dkms); do drop "$each"; done
	for each in $releases; do
		take_files "$each"
		depmod_of "$each" || fail "depmod failed for $each" "$log"
	done
}

# same_tree VERSION: whether DKMS has there what would be made now.
same_tree() {
	local made same=1
	made=$(mktemp -d)
	"$top/kernel/dkms/tree" -r "$made" "$1" &&
		diff -rq "$made/usr/src/vdpatop-vdpa-$1" "$root/usr/src/vdpatop-vdpa-$1" >/dev/null 2>&1 && same=0
	rm -rf "$made"
	return $same
}

# choose_version: that of a tree which DKMS has already, if it is as it would be made now and $release has
# none; else one more than there is, with which other kernels are served anew: $others, as far as they can be
# built for; $kept stay with what they have.
choose_version() {
	local own each last
	own=$(sed -n 's/^AC_INIT(\[vdpatop\], \[\([^]]*\)\].*/\1/p' "$top/configure.ac")
	version=$own others='' kept=''
	if [ -z "$(version_of "$release")" ]; then
		for each in $(versions_in_dkms); do
			! same_tree "$each" || { version=$each && return; }
		done
	fi
	last=$(versions_in_dkms | sed -n "/^$own\(+[0-9]*\)\{0,1\}\$/p" | sort -V | tail -n 1)
	case $last in "$own") version=$own+1 ;; "$own"+*) version=$own+$((${last##*+} + 1)) ;; esac
	for each in $(installed | cut -d' ' -f2); do
		[ "$each" != "$release" ] || continue
		if "$top/kernel/find" -r "$root" -k "$each" >/dev/null 2>&1 &&
			"$top/kernel/guard" -r "$root" -o updates/dkms "$each" >/dev/null 2>&1; then
			others+="$each "
		else
			kept+="$each "
		fi
	done
}

# all_chosen RELEASE: every module of the set is the one that would be loaded.
all_chosen() {
	local name
	for name in $set; do
		grep -q "^updates/dkms/$name\.ko[.a-z]*:" "$root/lib/modules/$1/modules.dep" ||
			{ echo "$name of updates/dkms is not the one that would be loaded on $1" >>"$log" && return 1; }
	done
}

# prepare RELEASE: builds for it, in a folder of DKMS's own.
prepare() {
	[ "$(version_of "$1")" = "$version" ] || rm -rf "$root/var/lib/dkms/vdpatop-vdpa/$version/$1"
	in_dkms build "vdpatop-vdpa/$version" -k "$1" --kernelsourcedir "$(headers_of "$1")"
}

put_in() { in_dkms install "vdpatop-vdpa/$1" -k "$2" --kernelsourcedir "$(headers_of "$2")" && depmod_of "$2" && all_chosen "$2"; }
take_out() {
	in_dkms uninstall "vdpatop-vdpa/$1" -k "$2" || true
	take_files "$2"
}

# swap RELEASE: what is built takes the place of what it has; or what it had is there again.
swap() {
	before=$(version_of "$1")
	swapping=$1
	[ -z "$before" ] || take_out "$before" "$1"
	take_files "$1"
	if put_in "$version" "$1"; then swapping=''; else swap_back && return 1; fi
}

swap_back() {
	local each=$swapping
	swapping=''
	take_out "$version" "$each"
	if [ -z "$before" ] || ! put_in "$before" "$each"; then
		take_files "$each"
		depmod_of "$each" || true
	fi
}

# settle: a swap that was broken off is undone, and no version stays that no kernel has.
settle() {
	local each
	[ -z "$swapping" ] || swap_back
	for each in $(versions_in_dkms); do
		[ -n "$(releases_of "$each")" ] || drop "$each"
	done
}

# has_now RELEASE: for a person.
has_now() {
	local has
	has=$(version_of "$1")
	if [ -n "$has" ] && all_chosen "$1"; then
		echo "$1 keeps the modules it had (vdpatop-vdpa/$has)"
	else
		echo "all of it was taken away again: $1 has its own modules"
	fi
}

# install_all: for $release, or it fails and nothing has changed; then for the others.
install_all() {
	local each
	[ -e "$root/var/lib/dkms/vdpatop-vdpa/$version" ] ||
		{ "$top/kernel/dkms/tree" -r "$root" "$version" && in_dkms add "vdpatop-vdpa/$version"; } || return 1
	prepare "$release" || return 1
	swap "$release" || return 1
	for each in $others; do
		{ prepare "$each" && swap "$each"; } || say "not for $each: $(has_now "$each") ($log)"
	done
}
