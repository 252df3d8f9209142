# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# A whole kernel tree with the series applied, for the checks that need a kernel of their own. It
# is taken from Debian's linux-source once, 1.6 GB; a changed series changes only the files that it
# or the one before touches, so that a build after that is short.
#
#   $cache/full-6.12.117-1/tree/      the source
#                         /series     what the applied series is, see series_key
#                         /debug/     what is built from it (debug/check), /kunit/ (kunit/check)
#
# After lib/step.sh and lib/packages.sh of tests/kernel.

# full_tree SERIES PATCHES: $full and $tree are ready, with the folder PATCHES applied, and stay so
# until full_tree_done: others who want another series wait for that.
full_tree() {
	local series=$1 patches=$2
	full=$cache/full-$version tree=$full/tree
	mkdir -p "$full"
	exec 8>"$full/lock"
	flock 8
	[ -e "$full/complete" ] || step "unpacked linux-source-$series $version" unpack_tree "$series"
	[ "$(cat "$full/series" 2>/dev/null)" = "$(series_key "$patches")" ] ||
		step "applied $(series_names "$patches" | wc -l) patches" apply_series "$series" "$patches"
}

full_tree_done() { exec 8>&-; }

series_names() { grep -v -e '^#' -e '^$' "$1/series"; }

series_key() {
	series_names "$1" | (cd "$1" && xargs cat) | sha256sum | cut -d' ' -f1
}

# source_tar SERIES: the source as a tar stream, out of the package.
source_tar() {
	dpkg-deb --fsys-tarfile "$kernel/source.deb" | tar -xO --wildcards '*/linux-source-*.tar.xz' | xz -dc
}

unpack_tree() {
	rm -rf "$tree" && mkdir -p "$tree"
	source_tar "$1" | tar -x -C "$tree" --strip-components=1
	touch "$full/complete"
}

# apply_series SERIES PATCHES: files that the last series touched come back as they were, with
# the time of now so that make sees them.
apply_series() {
	local name
	if [ -s "$full/touched" ]; then
		(cd "$tree" && xargs rm -f) <"$full/touched"
		source_tar "$1" | tar -x -m -C "$tree" --strip-components=1 \
			-T <(sed "s|^|linux-source-$1/|" "$full/touched") || [ $? = 2 ] # new files are not in it
	fi
	rm -f "$full/series"
	series_names "$2" | (cd "$2" && xargs sed -n 's|^+++ b/||p') | sort -u >"$full/touched"
	for name in $(series_names "$2"); do
		patch -d "$tree" -p1 -F0 -i "$2/$name"
	done
	series_key "$2" >"$full/series"
}
