# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What guest scripts are written with. A script says its plan first; the host numbers the lines,
# and fails a script that prints more, fewer, or ends badly.

plan() { echo "# plan $1"; }

# ok WORDS COMMAND…: the command must succeed; what it printed is shown when it does not.
ok() {
	_words=$1
	shift
	"$@" >/tmp/ok.out 2>&1
	_status=$?
	if [ $_status = 0 ]; then
		echo "ok - $_words"
	else
		echo "not ok - $_words"
		echo "#   $* ended with $_status, saying:"
		head -n 20 /tmp/ok.out | sed 's/^/#   /'
	fi
}

# is WORDS GOT WANTED
is() {
	if [ "$2" = "$3" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		printf '%s\n' "$2" | head -n 30 | sed 's/^/#   got    /'
		printf '%s\n' "$3" | head -n 30 | sed 's/^/#   wanted /'
	fi
}

# skip COUNT REASON: so many checks are left out.
skip() {
	for _left in $(seq "$1"); do
		echo "ok - left out # SKIP $2"
	done
}

# has WORDS TEXT PATTERN: some line of TEXT matches the extended regular expression.
has() {
	if printf '%s\n' "$2" | grep -qE -- "$3"; then
		echo "ok - $1"
	else
		echo "not ok - $1"
		echo "#   wanted $3"
		printf '%s\n' "$2" | head -n 30 | sed 's/^/#   got    /'
	fi
}

# lacks WORDS TEXT PATTERN: no line of TEXT matches.
lacks() {
	if printf '%s\n' "$2" | grep -E -- "$3" >/tmp/lacks.out; then
		echo "not ok - $1"
		sed 's/^/#   unwanted /' /tmp/lacks.out | head -n 30
	else
		echo "ok - $1"
	fi
}

# keep FILE [NAME]: brings FILE out to the build tree, at once; nothing when there is no FILE.
keep() {
	[ ! -e "$1" ] || {
		echo "begin-file ${2-$(basename "$1")}"
		base64 "$1"
		echo end-file
	} >/dev/ttyS2
}

# until_true SECONDS COMMAND…: waits for a state; fails when it has not come.
until_true() {
	_left=$(($1 * 10))
	shift
	until "$@" >/dev/null 2>&1; do
		_left=$((_left - 1))
		[ $_left -gt 0 ] || return 1
		usleep 100000
	done
}
