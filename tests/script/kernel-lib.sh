# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# For the tests of kernel/'s scripts: made-up sources, headers and installed kernels of a Linux 9.8.7
# that never was, and a copy of the scripts with a series for it.
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin
real=$(cd "${srcdir:-.}/kernel" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
release=9.8.7-test
kernel=$dir/kernel
cc=${CC:-cc}
set_names=$(sed -n 's/^obj-m += \(.*\)\.o$/\1/p' "$real/Kbuild")
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

# run COMMAND…: leaves out, err and status.
run() {
	timeout 60 "$@" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

ends_with() { [ "$status" = "$1" ]; }
says() { grep -qF -- "$1" "$dir/err"; }
is_silent() { [ ! -s "$dir/err" ]; }

# picture FOLDER: all there is to see of it, for comparing: names, kinds, modes, links, contents.
picture() { (cd "$1" && find . -printf '%p %y %m %l\n' | sort && find . -type f -print0 | sort -z | xargs -0r sha256sum); }

# copy_scripts: kernel/ as it is, but with one series, for 9.8, of one patch.
copy_scripts() {
	mkdir -p "$kernel/series-9.8"
	cp -r "$real"/{Kbuild,files,common.sh,find,stage,build,guard,install,dkms} "$kernel/"
	chmod -R u+w "$kernel" # make distcheck tests a tree that may not be written to
	printf '# the series\n\n0001-one.patch\n' >"$kernel/series-9.8/series"
	patch_line 1 include/linux/vdpa.h "line 5" "line five" >"$kernel/series-9.8/0001-one.patch"
}

# patch_line N FILE OLD NEW: a patch as git makes it, of line 5 of a file of make_source.
patch_line() {
	printf 'From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\nSubject: patch %s\n\n---\n' "$1"
	printf 'diff --git a/%s b/%s\n--- a/%s\n+++ b/%s\n@@ -2,7 +2,7 @@\n' "$2" "$2" "$2" "$2"
	printf ' line 2\n line 3\n line 4\n-%s\n+%s\n line 6\n line 7\n line 8\n' "$3" "$4"
}

# make_source FOLDER [SUBLEVEL]
make_source() {
	local name
	mkdir -p "$1"
	printf '# SPDX\nVERSION = 9\nPATCHLEVEL = 8\nSUBLEVEL = %s\nEXTRAVERSION =\n' "${2-7}" >"$1/Makefile"
	while read -r name; do
		case $name in '' | '#'*) continue ;; esac
		mkdir -p "$1/${name%/*}"
		printf 'line %s\n' 1 2 3 4 5 6 7 8 9 >"$1/$name"
	done <"$real/files"
	mkdir -p "$1/Documentation" "$1/drivers/vdpa/other"
	printf 'line %s\n' 1 2 3 4 5 6 7 8 9 | tee "$1/Documentation/vdpa.rst" >"$1/drivers/vdpa/more.c"
	echo not needed >"$1/drivers/vdpa/other/other.c"
}

# make_headers FOLDER [SUBLEVEL]: their Makefile "builds" the modules of Kbuild and counts how often.
make_headers() {
	mkdir -p "$1"/include/{config,generated/uapi/linux}
	echo 9.8.7 >"$1/include/config/kernel.release" # as Debian's 6.1: not what uname -r says
	echo "#define UTS_RELEASE \"$release\"" >"$1/include/generated/utsrelease.h"
	printf '#define LINUX_VERSION_%s %s\n' CODE 1 MAJOR 9 PATCHLEVEL 8 SUBLEVEL "${2-7}" \
		>"$1/include/generated/uapi/linux/version.h"
	# shellcheck disable=SC2016 # for make
	printf 'modules:\n\techo built >>$(CURDIR)/count\n\ttest ! -e $(CURDIR)/broken\n\tfor name in %s; do echo $$name >$(M)/$$name.ko; done\n' \
		"${set_names//$'\n'/ }" >"$1/Makefile"
}

can_make_modules() { command -v depmod >/dev/null && command -v "${cc%% *}" >/dev/null && command -v strip >/dev/null; }

# make_module FILE.ko EXPORT USES [RELEASE]: an object that depmod and modinfo take for a module. USES
# are "module:symbol", or nothing.
make_module() {
	local use depends='' needs=()
	for use in $3; do
		needs+=("void ${use#*:}(void); void *use_${use#*:} = ${use#*:};")
		depends+=${depends:+,}${use%:*}
	done
	mkdir -p "$(dirname "$1")"
	{
		printf 'asm(".globl __crc_%s\\n.set __crc_%s, 1");\n' "$2" "$2"
		printf '%s\n' ${needs[@]+"${needs[@]}"}
		printf 'static const char info[] __attribute__((section(".modinfo"), used, aligned(1))) =\n'
		printf '\t"license=GPL\\0depends=%s\\0name=%s\\0vermagic=%s SMP %s";\n' "$depends" "$(basename "$1" .ko)" "${4-$release}" "${vermagic-mod_unload modversions}"
	} >"$dir/module.c"
	# shellcheck disable=SC2086 # a compiler may come with options
	$cc -w -g -c -o "$1" "$dir/module.c"
}

# make_set FOLDER: the modules of the set as if built, in a tree as the kernel's build leaves it.
make_set() {
	local name
	for name in $set_names; do
		case $name in
		vdpa | vringh) make_module "$1/$name.ko" "new_$name" '' ;;
		*) make_module "$1/$name.ko" "new_$name" vdpa:new_vdpa ;;
		esac
	done
	echo "Linux 9.8.7, series-9.8" >"$1/staged"
}

# make_root FOLDER: a system with a kernel that ships vdpa, vduse and a network driver.
make_root() {
	local at=$1/lib/modules/$release
	make_module "$at/kernel/drivers/vdpa/vdpa.ko" old_vdpa ''
	make_module "$at/kernel/drivers/vdpa/vduse.ko" old_vduse vdpa:old_vdpa
	make_module "$at/kernel/drivers/net/other-net.ko" other ''
	: >"$at/modules.builtin"
	: >"$at/modules.order"
	: >"$at/modules.builtin.modinfo"
	mkdir -p "$1/sys/bus/vdpa/devices"
	depmod -b "$1" "$release"
}
