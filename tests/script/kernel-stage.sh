#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Finding, staging and building the kernel modules, on sources and headers made up here.
set -u
# shellcheck source=tests/script/kernel-lib.sh
. "${srcdir:-.}/tests/script/kernel-lib.sh"
for tool in patch xz; do
	command -v $tool >/dev/null || { echo "1..0 # SKIP no $tool" && exit 77; }
done
copy_scripts
series=$kernel/series-9.8
source=$dir/source
make_source "$source"
tar -C "$dir" -cJf "$dir/source.tar.xz" source
headers=$dir/headers
make_headers "$headers"

# nothing_at DEST: neither the tree nor a trace of trying.
nothing_at() { [ -z "$(find "$(dirname "$1")" -maxdepth 1 -name "${1##*/}*")" ]; }

run "$kernel/stage" "$series" "$source" "$dir/a/tree"
ends_with 0 && is_silent && grep -qx 'line five' "$dir/a/tree/include/linux/vdpa.h" &&
	[ "$(cat "$dir/a/tree/staged")" = "Linux 9.8.7, series-9.8" ] &&
	[ "$(cd "$dir/a/tree" && find . -type f | sed 's|^\./||' | sort)" = \
		"$({ grep -v '^#' "$real/files" && printf 'Kbuild\nstaged\n'; } | sort)" ]
expect "a tree has the files of the list, patched, and no other" $?

run "$kernel/stage" "$series" "$dir/source.tar.xz" "$dir/b/tree"
ends_with 0 && is_silent && [ "$(picture "$dir/a/tree")" = "$(picture "$dir/b/tree")" ]
expect "a tarball gives the same tree as a folder" $?

mkdir "$dir/more"
cp "$series"/* "$dir/more/"
patch_line 2 drivers/vdpa/more.c "line 5" "line five" >"$dir/more/0002-two.patch"
printf -- '--- /dev/null\n+++ b/include/new.h\n@@ -0,0 +1,2 @@\n+line 1\n+line 2\n' >"$dir/more/0003-three.patch"
printf -- '--- a/include/new.h\n+++ b/include/new.h\n@@ -1,2 +1,2 @@\n-line 1\n+line one\n line 2\n' \
	>"$dir/more/0004-four.patch"
printf '%s\n' 0002-two.patch 0003-three.patch 0004-four.patch >>"$dir/more/series"
run "$kernel/stage" "$dir/more" "$dir/source.tar.xz" "$dir/c/tree"
ends_with 0 && grep -qx 'line five' "$dir/c/tree/drivers/vdpa/more.c" && grep -qx 'line one' "$dir/c/tree/include/new.h"
expect "files that only patches know come along, and what patches make is not looked for" $?

patch_line 5 Documentation/vdpa.rst "another line" "line five" >"$dir/more/0005-five.patch"
echo 0005-five.patch >>"$dir/more/series"
run "$kernel/stage" "$dir/more" "$dir/source.tar.xz" "$dir/c/tree"
ends_with 0 && [ ! -e "$dir/c/tree/Documentation" ]
expect "a patch that changes no code is left out: the modules do not wait for its context" $?

run "$kernel/stage" - "$source" "$dir/d/tree"
ends_with 0 && cmp -s "$dir/d/tree/include/linux/vdpa.h" "$source/include/linux/vdpa.h"
expect "the series of none leaves the kernel's files as they are" $?

run "$kernel/stage" "$series" "$dir/nowhere.tar.xz" "$dir/e/tree"
ends_with 1 && says "there is no kernel source $dir/nowhere.tar.xz" && [ ! -e "$dir/e" ]
expect "a missing source is named" $?

head -c 20 "$dir/source.tar.xz" >"$dir/cut.tar.xz"
for wrong in "$source/drivers" "$kernel/Kbuild"; do
	run "$kernel/stage" "$series" "$wrong" "$dir/e/tree"
	ends_with 1 && says "$wrong is not the source of a kernel" && nothing_at "$dir/e/tree"
	expect "what is no kernel source is said to be none: ${wrong##*/}" $?
done

head -c 300 "$dir/source.tar.xz" >"$dir/damaged.tar.xz"
for wrong in "$dir/cut.tar.xz" "$dir/damaged.tar.xz"; do
	run "$kernel/stage" "$series" "$wrong" "$dir/e/tree"
	ends_with 1 && says "$wrong is damaged or not all there (xz: $wrong: Unexpected end of input)" && nothing_at "$dir/e/tree"
	expect "a tarball that breaks off is said to: ${wrong##*/}" $?
done

run "$kernel/stage" "$series" "$headers" "$dir/e/tree"
ends_with 1 && says "$headers is not the source of a kernel"
expect "headers of no version are no source" $?
cp -r "$headers" "$dir/common"
cp "$source/Makefile" "$dir/common/"
run "$kernel/stage" "$series" "$dir/common" "$dir/e/tree"
ends_with 1 && says "$dir/common is a folder of headers and not the source" && says "linux-source-9.8" && nothing_at "$dir/e/tree"
expect "headers that are given as the source are said to be headers" $?

cp -r "$source" "$dir/gap"
rm "$dir/gap/drivers/vhost/vringh.c"
run "$kernel/stage" "$series" "$dir/gap" "$dir/e/tree"
ends_with 1 && says "is not whole, it has no drivers/vhost/vringh.c" && nothing_at "$dir/e/tree"
expect "a file that the source lacks is named" $?
rm "$dir/gap/drivers/vhost"/* "$dir/gap/drivers/virtio"/* "$dir/gap/drivers/vdpa/vdpa_user"/*
run "$kernel/stage" "$series" "$dir/gap" "$dir/e/tree"
ends_with 1 && says "it has no drivers/vdpa/vdpa_user/iova_domain.c, drivers/vdpa/vdpa_user/iova_domain.h, drivers/vdpa/vdpa_user/vduse_dev.c and 4 more"
expect "of many files three are named" $?

cp -r "$series" "$dir/series-9.7"
run "$kernel/stage" "$dir/series-9.7" "$source" "$dir/e/tree"
ends_with 1 && says "series-9.7 is for Linux 9.7, and $source is Linux 9.8.7" && nothing_at "$dir/e/tree"
expect "a series is not applied to another kernel" $?

make_headers "$dir/headers6" 6
run "$kernel/stage" -k "$dir/headers6" "$series" "$source" "$dir/e/tree"
ends_with 1 && says "$source is Linux 9.8.7, and the headers in $dir/headers6 are of 9.8.6" && nothing_at "$dir/e/tree"
expect "source and headers of two point releases are refused" $?

# The context differs in one line: patch alone would take it with fuzz.
cp -r "$source" "$dir/drifted"
sed -i 's/line 2/line two/' "$dir/drifted/include/linux/vdpa.h"
run "$kernel/stage" "$series" "$dir/drifted" "$dir/e/tree"
ends_with 1 && says "0001-one.patch does not apply to Linux 9.8.7" && nothing_at "$dir/e/tree"
expect "a hunk that would need fuzz leaves nothing and is named" $?

# Every size of a disk that is too small, so that each step meets it.
# shellcheck disable=SC2317 # it is called in a namespace of its own
full_disk() {
	local size
	mkdir -p "$dir/small" && mount -t tmpfs none "$dir/small" || return 1
	for size in $(seq 16 8 136); do
		mount -o "remount,size=${size}k" "$dir/small" || return 1
		TMPDIR=$dir/small "$kernel/stage" "$series" "$1" "$dir/small/tree" >"$dir/small.words" 2>&1 &&
			echo "$size made" && rm -r "$dir/small/tree" && continue
		grep -q 'does not apply\|not whole\|damaged' "$dir/small.words" && cat "$dir/small.words" && return 1
		grep -q 'No space left on device' "$dir/small.words" || { cat "$dir/small.words" && return 1; }
		[ -z "$(ls -A "$dir/small")" ] || { ls -A "$dir/small" && return 1; }
		echo "$size full"
	done
}
export -f full_disk
export dir kernel series
if unshare -rm true 2>/dev/null; then
	for from in "$source" "$dir/source.tar.xz"; do
		# shellcheck disable=SC2016 # for that shell
		run unshare -rm bash -c 'full_disk "$1"' full_disk "$from"
		ends_with 0 && grep -q full "$dir/out" && grep -q made "$dir/out"
		expect "a full disk is called that, and nothing else is: ${from##*/}" $?
	done
else
	for from in 1 2; do expect "a full disk is called that # SKIP may not mount here" 0; done
fi

sed -i 's/line 5/line five/' "$dir/drifted/include/linux/vdpa.h"
before=$(picture "$dir/a")
run "$kernel/stage" "$series" "$dir/drifted" "$dir/a/tree"
ends_with 1 && [ "$(picture "$dir/a")" = "$before" ]
expect "a failure leaves an earlier tree as it was" $?

printf '0009-none.patch\n' >>"$dir/more/series"
run "$kernel/stage" "$dir/more" "$source" "$dir/e/tree"
ends_with 1 && says "names 0009-none.patch, which is not there" && nothing_at "$dir/e/tree"
expect "a patch that the series names and nobody has is named" $?

mkdir -p "$dir/mine"
echo precious >"$dir/mine/file"
run "$kernel/stage" "$series" "$source" "$dir/mine"
ends_with 1 && says "it stays as it is" && [ "$(cat "$dir/mine/file")" = precious ] && [ ! -e "$dir/mine.part" ]
expect "a folder that is not a staged tree is never replaced" $?

# find
root=$dir/root
mkdir -p "$root/usr/src" "$root/lib/modules/$release"
cp -r "$headers" "$root/lib/modules/$release/build"
run "$kernel/find" -r "$root" -k "$release"
ends_with 1 && says "no $root/usr/src/linux-source-9.8.tar.xz" && [ "$(wc -l <"$dir/err")" = 1 ]
expect "headers without a source: one line says which package is missing" $?

cp "$dir/source.tar.xz" "$root/usr/src/linux-source-9.8.tar.xz"
run "$kernel/find" -r "$root" -k "$release"
ends_with 0 && [ "$(cat "$dir/out")" = "release $release
version 9.8.7
build $root/lib/modules/$release/build
source $root/usr/src/linux-source-9.8.tar.xz
series $series" ]
expect "headers, source and series are found where Debian puts them" $?

make_source "$root/usr/src/linux-source-9.8" 6
rm -r "$root/lib/modules/$release/build"
make_headers "$root/lib/modules/$release/build" 6
run "$kernel/find" -r "$root" -k "$release"
ends_with 0 && grep -qx "source $root/usr/src/linux-source-9.8" "$dir/out"
expect "of two sources the one of the headers' version is taken" $?

rm -r "$root/usr/src/linux-source-9.8"
run "$kernel/find" -r "$root" -k "$release"
ends_with 1 && says "$root/usr/src/linux-source-9.8.tar.xz is 9.8.7" && says "of Linux 9.8.6"
expect "a source of another version is named with its version" $?

for wrong in "$dir" "$source"; do
	run "$kernel/find" -b "$wrong" -s "$source"
	ends_with 1 && says "$wrong holds no headers of a configured kernel" && [ "$(wc -l <"$dir/err")" = 1 ]
	expect "a folder that holds no headers is said to: ${wrong##*/}" $?
done

make_source "$dir/root/usr/src/linux-source-9.8"
mkdir -p "$root/usr/src/linux-headers-$release" "$root/lib/modules/$release-linked"
cp -r "$headers"/* "$root/usr/src/linux-headers-$release/"
ln -s "/usr/src/linux-headers-$release" "$root/lib/modules/$release-linked/build"
run "$kernel/find" -r "$root" -k "$release-linked"
ends_with 0 && grep -qx "build $root/usr/src/linux-headers-$release" "$dir/out"
expect "in a system below another folder absolute links are followed below it" $?
rm -r "$root/usr/src/linux-headers-$release"
run "$kernel/find" -r "$root" -k "$release-linked"
ends_with 1 && says "$root/lib/modules/$release-linked/build points to /usr/src/linux-headers-$release, which is not there" &&
	says "apt-get install linux-headers-$release-linked"
expect "a link to headers that are gone is said to be one" $?
run "$kernel/find" -b "$root/lib/modules/$release-linked/build"
ends_with 1 && says "which is not there" && says "apt-get install linux-headers-$release-linked"
expect "named or not" $?
rm -r "$root/usr/src/linux-source-9.8"

mkdir "$dir/with blank"
run "$kernel/find" -b "$headers" -s "$source" -o "$dir/with blank/kernel/modules"
ends_with 1 && says "a blank or a colon in its path: \"$dir/with blank/kernel/modules\""
expect "a folder that modules cannot be built in is named" $?
run "$kernel/find" -b "$headers" -s "$dir/damaged.tar.xz"
ends_with 0
expect "of a tarball that breaks off late the version is found" $?
run "$kernel/find" -b "$headers" -s "$dir/cut.tar.xz"
ends_with 1 && says "$dir/cut.tar.xz is damaged or not all there (xz: $dir/cut.tar.xz: Unexpected end of input)"
expect "one that breaks off early is said to" $?
run "$kernel/find" -b "$headers" -s "$dir/common"
ends_with 1 && says "$dir/common is a folder of headers and not the source"
expect "headers are not taken for the source here, either" $?
chmod 711 "$dir"
chmod 0 "$headers/include/generated"
anyone=()
[ "$(id -u)" != 0 ] || anyone=(setpriv --reuid=65534 --regid=65534 --clear-groups)
run ${anyone[@]+"${anyone[@]}"} "$kernel/find" -b "$headers" -s "$source"
ends_with 1 && says "may not read the headers in $headers: permission denied"
expect "headers that the user may not read are not called none" $?
chmod 755 "$headers/include/generated"

run "$kernel/find" -r "$root" -k 1.2.3-none
ends_with 1 && says "no kernel headers in $root/lib/modules/1.2.3-none/build"
expect "missing headers are named" $?

rm -r "$kernel/series-9.8" && cp -r "$dir/series-9.7" "$kernel/series-9.10"
run "$kernel/find" -b "$headers" -s "$source"
ends_with 1 && says "$release is Linux 9.8.7, and there are patches only for 9.10"
expect "a kernel without a series is told which there are" $?
mv "$kernel/series-9.10" "$series"

# build
run "$kernel/build" "$headers" "$series" "$source" "$dir/f/tree"
ends_with 0 && [ -s "$dir/f/tree/vhost_vdpa.ko" ] && [ "$(wc -l <"$headers/count")" = 1 ]
expect "the modules are built in their tree" $?
run "$kernel/build" "$headers" "$series" "$source" "$dir/f/tree"
ends_with 0 && is_silent && [ ! -s "$dir/out" ] && [ "$(wc -l <"$headers/count")" = 1 ]
expect "a second time nothing is done" $?
rm "$dir/f/tree/vhost_vdpa.ko"
run "$kernel/build" "$headers" "$series" "$source" "$dir/f/tree"
ends_with 0 && [ -s "$dir/f/tree/vhost_vdpa.ko" ] && [ "$(wc -l <"$headers/count")" = 2 ]
expect "unless a module is gone" $?
cp -r "$source" "$dir/a source"
run "$kernel/build" "$headers" "$series" "$dir/a source" "$dir/g/tree"
echo "line 10" >>"$dir/a source/drivers/vdpa/vdpa.c"
run "$kernel/build" "$headers" "$series" "$dir/a source" "$dir/g/tree"
ends_with 0 && grep -qx 'line 10' "$dir/g/tree/drivers/vdpa/vdpa.c"
expect "a change is seen in a source with a blank in its name, too" $?
: >"$headers/count"
patch_line 1 include/linux/vdpa.h "line 5" "line V" >"$series/0001-one.patch"
run "$kernel/build" "$headers" "$series" "$source" "$dir/f/tree"
ends_with 0 && [ "$(wc -l <"$headers/count")" = 1 ] && grep -qx 'line V' "$dir/f/tree/include/linux/vdpa.h"
expect "a changed patch makes them anew" $?
echo "line 10" >>"$source/drivers/vdpa/vdpa.c"
: >"$headers/broken"
run "$kernel/build" "$headers" "$series" "$source" "$dir/f/tree"
ends_with 1 && says "did not build" && [ ! -e "$dir/f/tree/key" ] && [ ! -e "$dir/f/tree/vdpa.ko" ]
expect "a build that fails leaves no modules behind that look built" $?
rm "$headers/broken"
run "$kernel/build" "$headers" "$series" "$source" "$dir/f/tree"
ends_with 0 && [ -s "$dir/f/tree/vdpa.ko" ]
expect "and the next one builds them" $?
for at in "$dir/with blank/tree" "with blank/tree"; do
	cd "$dir" && run "$kernel/build" "$headers" "$series" "$source" "$at"
	ends_with 1 && says "blank or a colon in its path: \"$dir/with blank/tree\"" && [ ! -e "$dir/with blank/tree" ]
	expect "a folder that the kernel's build cannot work in is refused: $at" $?
done
# Debian's headers name another makefile by its absolute path.
mkdir -p "$dir/below/usr/src"
cp -r "$headers" "$dir/below/usr/src/linux-headers-own"
mkdir "$dir/below/usr/src/linux-headers-common"
mv "$dir/below/usr/src/linux-headers-own/Makefile" "$dir/below/usr/src/linux-headers-common/"
echo "include /usr/src/linux-headers-common/Makefile" >"$dir/below/usr/src/linux-headers-own/Makefile"
: >"$dir/below/usr/src/linux-headers-own/count"
run "$kernel/build" "$dir/below/usr/src/linux-headers-own" "$series" "$source" "$dir/h/tree"
ends_with 0 && [ -s "$dir/h/tree/vdpa.ko" ] && [ "$(wc -l <"$dir/below/usr/src/linux-headers-own/count")" = 1 ]
expect "the headers of a system below another folder build" $?
rm -r "$dir/below/usr/src/linux-headers-common"
run "$kernel/find" -b "$dir/below/usr/src/linux-headers-own" -s "$source"
ends_with 1 && says "need /usr/src/linux-headers-common/Makefile, which is not there"
expect "and without what they name it is said what is missing" $?
finish
