# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the kernel check's scripts say of how they were called; kernel/common.sh has their usage.

# misused WORDS
misused() {
	printf '%s: %s\n' "${0##*/}" "$*" >&2
	exit 2
}

# all_known WHAT KNOWN NAME…: each NAME must be a line of KNOWN.
all_known() {
	local what=$1 known=$2 name
	shift 2
	for name; do
		grep -qxF -- "$name" <<<"$known" || misused "there is no $what $name; there are: $(paste -sd ' ' <<<"$known")"
	done
}
