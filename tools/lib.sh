# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What tools/run and tools/check share: installing what is missing, configuring, building. Each
# says one line on stderr for what it does; the rest goes into a log that is shown when it fails.
export LC_ALL=C.UTF-8
me=${0##*/}
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# shellcheck disable=SC2034 # for those who build
build_packages='gcc make autoconf automake pkg-config libc6-dev libncurses-dev libmnl-dev
	libconfig-dev libpcap-dev libev-dev'

say() { printf 'tools/%s: %s\n' "$me" "$*" >&2; }

# fail WORDS [LOG]: ends, with the end of LOG.
fail() {
	[ -z "${2-}" ] || tail -n 30 "$2" | sed 's/^/  | /' >&2
	say "$1${2:+ (all of it: $2)}"
	exit 1
}

# quietly LOG COMMAND…
quietly() {
	local to=$1
	shift
	mkdir -p "$(dirname "$to")"
	"$@" >>"$to" 2>&1 </dev/null
}

missing_packages() {
	local name
	for name; do
		[ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || printf '%s ' "$name"
	done
}

# install_packages LOG NAME…: those that are not installed, with apt-get, as root or through sudo.
install_packages() {
	local to=$1 missing sudo=''
	shift
	if ! command -v apt-get >/dev/null; then
		say "no apt-get here: taking for installed what Debian calls" "$@"
		return
	fi
	missing=$(missing_packages "$@")
	[ -n "$missing" ] || return 0
	if [ "$(id -u)" != 0 ]; then
		sudo=sudo
		command -v sudo >/dev/null || fail "install these as root first: $missing"
	fi
	say "installing with apt-get: $missing"
	mkdir -p "$(dirname "$to")"
	# shellcheck disable=SC2086 # a list of packages; sudo may be nothing
	{ apt_install $missing || { $sudo apt-get update && apt_install $missing; }; } >>"$to" 2>&1 ||
		fail "apt-get failed" "$to"
}

# apt_install NAME…, as install_packages found out that it can.
apt_install() {
	# shellcheck disable=SC2086 # sudo may be nothing
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

# refresh_packages STAMP LOG: apt's lists, once a day. With old ones the kernel check would not find
# what it downloads; if this fails, that is for the check to say.
refresh_packages() {
	local sudo=''
	command -v apt-get >/dev/null || return 0
	[ -z "$(find "$1" -mtime -1 2>/dev/null)" ] || return 0
	[ "$(id -u)" = 0 ] || sudo=$(command -v sudo) || return 0
	say "refreshing apt's package lists"
	if $sudo apt-get update >>"$2" 2>&1; then
		touch "$1"
	else
		say "apt-get update failed (see $2)"
	fi
}

# prepare_tree LOG: makes ./configure when there is none or configure.ac is newer.
prepare_tree() {
	[ ! -e "$top/config.status" ] ||
		fail "the source tree is configured in place, so no other build can use it: run make distclean"
	if [ ! -e "$top/configure" ] || [ ! -e "$top/Makefile.in" ] || [ "$top/configure.ac" -nt "$top/configure" ]; then
		say "making ./configure with autoreconf"
		quietly "$1" autoreconf -i "$top" || fail "autoreconf failed" "$1"
	fi
}

# configure_in DIR ARGUMENTS…: once; a changed configure.ac makes make run it again. The program alone:
# the kernel modules have tools/kernel-install.
configure_in() {
	local dir=$1
	shift
	mkdir -p "$dir"
	[ -e "$dir/Makefile" ] || (cd "$dir" && "$top/configure" -q --without-kernel "$@")
}
