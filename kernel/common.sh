# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# What the scripts of kernel/ share. POSIX, and busybox's sh and tools do.
export LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin

say() { printf 'kernel/%s: %s\n' "${0##*kernel/}" "$*" >&2; }

# fail WORDS: what failed, on what, why, and what to do next.
fail() {
	say "$@"
	exit 1
}

# about: what the script's first comment says of it; usage: how it is called, and the end.
about() { sed -n '3,/^[^#]/s/^#\( \|$\)//p' "$0" | sed '/^shellcheck /d'; }
usage() {
	about | sed -n '/^usage/,$p' >&2
	exit 2
}

# check_release NAME: a folder of /lib/modules, and not a way out of it.
check_release() {
	case $1 in '' | */* | .* | *[[:space:]]*) fail "\"$1\" is no kernel's release (uname -r prints one)" ;; esac
}

# lines FILE: without comments and blank lines.
lines() { sed -e 's/[[:space:]]*#.*//' -e '/^[[:space:]]*$/d' "$1"; }

# set_of TREE: the names of the modules that TREE/Kbuild builds, one a line.
set_of() { sed -n 's/^obj-m *[+:]= *//p' "$1/Kbuild" | tr -s ' ' '\n' | sed 's/\.o$//'; }

# patches_of SERIES: the paths of its patches, in order; "-" is the series of none.
patches_of() { [ "$1" = - ] || lines "$1/series" | while read -r name; do printf '%s\n' "$1/$name"; done; }

# known_series KERNEL: " 6.1 6.12", of what there are patches in that folder.
known_series() {
	for known in "$1"/series-*/series; do
		[ ! -f "$known" ] || printf '%s\n' "$known"
	done | sed 's|/series$||; s|.*/series-| |' | sort -V | tr -d '\n'
}

# makefile_version: reads a kernel's top Makefile, prints 6.12.117; nothing if it is another file.
makefile_version() {
	awk '$2 == "=" && /^(VERSION|PATCHLEVEL|SUBLEVEL) / { v[$1] = $3 }
		/^config:/ { exit }
		END { if (v["VERSION"] != "" && v["PATCHLEVEL"] != "" && v["SUBLEVEL"] != "")
			print v["VERSION"] "." v["PATCHLEVEL"] "." v["SUBLEVEL"] }'
}

# tar_of SOURCE: a tarball as a plain stream; Debian's .deb that holds one will do too.
tar_of() {
	case $1 in
	*.deb) dpkg-deb --fsys-tarfile "$1" | tar -xO --wildcards './usr/src/*.tar.xz' | xz -dc ;;
	*.tar.xz) xz -dc "$1" ;;
	*.tar.gz | *.tgz) gzip -dc "$1" ;;
	*.tar.bz2) bzip2 -dc "$1" ;;
	*.tar.zst) zstd -dcq "$1" ;;
	*) cat "$1" ;;
	esac
}

# damage_in: reads what an unpacker and tar said, prints why what they read is not whole; nothing when
# only names were not found in it, or it never was a tarball.
damage_in() {
	grep -v 'Not found in archive\|Exiting with failure\|not look like a tar archive\|Skipping to next header\|ormat not recognized' |
		head -n 1
}

# only_headers FOLDER: whether it is a kernel's headers, of which configure and people take the source
# to be; what_headers FOLDER VERSION: the words for it.
only_headers() { [ -d "$1/include" ] && [ ! -f "$1/drivers/vdpa/vdpa.c" ] && [ ! -f "$1/init/main.c" ]; }
what_headers() {
	printf '%s is a folder of headers and not the source: give the tarball (Debian: apt-get install linux-source-%s puts it in /usr/src)' \
		"$1" "$(two_of "$2")"
}

# first_three: of the lines read the first three, and how many more.
first_three() { awk 'NR <= 3 { printf "%s%s", (NR > 1 ? ", " : ""), $0 } END { if (NR > 3) printf " and %d more", NR - 3; print "" }'; }

# source_version SOURCE: prints 6.12.117; nothing when it is not the source of a kernel. Of a tarball
# only the beginning is read: its Makefile comes early.
source_version() {
	if [ -d "$1" ]; then
		[ ! -f "$1/Makefile" ] || makefile_version <"$1/Makefile"
	else
		tar_of "$1" 2>/dev/null | tar -xO --wildcards --no-wildcards-match-slash --occurrence=1 '*/Makefile' \
			2>/dev/null | makefile_version
	fi
}

# headers_release HEADERS and headers_version HEADERS: "6.1.0-56-cloud-amd64" and "6.1.192". Debian's
# 6.1 says the second in include/config/kernel.release, so the first is read where modules get it from.
# Nothing when these are not a kernel's headers.
headers_release() { sed -n 's/^#define UTS_RELEASE "\(.*\)"$/\1/p' "$1/include/generated/utsrelease.h" 2>/dev/null || true; }
headers_version() {
	awk '$1 == "#define" && $2 ~ /^LINUX_VERSION_(MAJOR|PATCHLEVEL|SUBLEVEL)$/ { v[++n] = $3 }
		END { if (n == 3) print v[1] "." v[2] "." v[3] }' \
		"$1/include/generated/uapi/linux/version.h" 2>/dev/null || true
}

# denied FILE: whether it cannot be read because the user may not.
denied() { case $(cat "$1" 2>&1 >/dev/null) in *"ermission denied"*) ;; *) return 1 ;; esac; }

# why_no_headers FOLDER: the words for headers_release that printed nothing.
why_no_headers() {
	if denied "$1/include/generated/utsrelease.h"; then
		printf 'may not read the headers in %s: permission denied' "$1"
	else
		printf '%s holds no headers of a configured kernel (no include/generated/utsrelease.h and uapi/linux/version.h); Debian: apt-get install linux-headers-%s' \
			"$1" "$(uname -r)"
	fi
}

# headers_makefile HEADERS: where their build begins, which may not be there. Debian's name another makefile
# by its absolute path; in a system below another folder it is meant below that.
headers_makefile() {
	named=$(sed -n 's|^include *\(/[^ ]*\)$|\1|p' "$1/Makefile" 2>/dev/null | head -n 1)
	meant=${1%/usr/src/*}$named
	if [ "$meant" != "$named" ] && [ -f "$meant" ]; then
		printf '%s\n' "$meant"
	elif [ -z "$named" ] || [ -f "$named" ]; then
		printf '%s\n' "$1/Makefile"
	else
		printf '%s\n' "$named"
	fi
}

# below ROOT PATH: where a symbolic link leads in the system below ROOT.
below() {
	path=$2 links=0
	while [ -L "$path" ] && [ "$links" -lt 20 ]; do
		links=$((links + 1))
		to=$(readlink "$path")
		case $to in /*) path=$1$to ;; *) path=${path%/*}/$to ;; esac
	done
	printf '%s\n' "$path"
}

# unfit_folder FOLDER…: the words for the first that the kernel's build cannot work in; nothing if all will do.
unfit_folder() {
	for folder; do
		case $folder in *[[:space:]:]*)
			printf 'kernel modules cannot be built in a folder with a blank or a colon in its path: "%s"' "$folder"
			return
			;;
		esac
	done
}

# two_of VERSION: 6.12 of 6.12.117.
two_of() { printf '%s\n' "$1" | cut -d. -f1-2; }

# modules_in FOLDER: the module files below it, compressed or not. Links (build, source) are not followed.
modules_in() { find "$1" -type f \( -name '*.ko' -o -name '*.ko.xz' -o -name '*.ko.gz' -o -name '*.ko.zst' \); }

# module_name FILE: as the kernel calls it.
module_name() { printf '%s\n' "$1" | sed 's|.*/||; s|\.ko[.a-z]*$||; s|-|_|g'; }

# module_says FILE FIELD: a field of its .modinfo, as "depends" or "vermagic"; read directly, for
# modinfo needs a whole tree around some files.
module_says() {
	case $1 in
	*.xz) xz -dc "$1" ;;
	*.gz) gzip -dc "$1" ;;
	*.zst) zstd -dcq "$1" ;;
	*) cat "$1" ;;
	esac | tr '\0' '\n' | sed -n "s/^$2=//p" | head -n 1
}

# refuses_unsigned ROOT: why the running kernel would not load unsigned modules; nothing if it would.
refuses_unsigned() {
	if [ "$(od -An -tu1 -j4 -N1 "$1"/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c 2>/dev/null |
		tr -d ' ')" = 1 ]; then
		echo "Secure Boot is on"
	elif grep -qs '\[integrity\]\|\[confidentiality\]' "$1/sys/kernel/security/lockdown"; then
		echo "the kernel is locked down"
	elif [ "$(cat "$1/sys/module/module/parameters/sig_enforce" 2>/dev/null)" = Y ]; then
		echo "the kernel was told to load signed modules only (module.sig_enforce)"
	fi
}

# running_release ROOT
running_release() { cat "$1/proc/sys/kernel/osrelease" 2>/dev/null || uname -r; }

# loaded_of ROOT SET: which of them are in memory. devices_of ROOT: the vDPA devices there are.
loaded_of() {
	for name in $2; do ! grep -qs "^$name " "$1/proc/modules" || printf '%s\n' "$name"; done | paste -sd ' '
}
devices_of() {
	for device in "$1"/sys/bus/vdpa/devices/*; do
		[ ! -e "$device" ] && [ ! -L "$device" ] || printf '%s\n' "${device##*/}"
	done | paste -sd ' '
}

# loaded_words LOADED: what it means for them that the files below have changed. Who needs the others comes
# first in what is unloaded.
loaded_words() {
	printf '%s\n' "loaded now: $1. Until they are unloaded (modprobe -r $(printf '%s\n' "$1" | tr ' ' '\n' | sed '1!G;h;$!d' | paste -sd ' ')) or the host is booted, no vDPA module that is not loaded yet will load"
}

case ${1-} in
-h | --help)
	about
	exit 0
	;;
esac
