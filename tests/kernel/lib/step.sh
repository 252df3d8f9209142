# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Steps of the kernel check: each says in one TAP comment what it did and how long that took.

# skip REASON: the whole check cannot run here.
skip() {
	printf '1..0 # SKIP %s\n' "$1"
	exit 77
}

# give_up WORDS [LOG]: the check can run here and did not.
give_up() {
	printf 'Bail out! %s\n' "$1"
	[ -z "${2-}" ] || tail -n 20 "$2" | sed 's/^/# /'
	exit 1
}

# step LABEL COMMAND…: runs COMMAND and prints LABEL with its seconds; output goes to $log.
# COMMAND may be a function: it ends at its first failure. It runs in a subshell.
step() {
	local label=$1 begin=$EPOCHREALTIME status
	shift
	set +e
	(set -e && "$@") >>"$log" 2>&1
	status=$?
	set -e
	[ $status = 0 ] || give_up "this failed: $label" "$log"
	step_done "$label" "$begin"
}

# step_done LABEL BEGIN: the line of a step that began at BEGIN ($EPOCHREALTIME).
step_done() {
	printf '# %6.1f s  %s\n' "$(seconds_since "$2")" "$1"
}

# seconds_since BEGIN, with three decimals.
seconds_since() {
	local us=$((${EPOCHREALTIME/[.,]/} - ${1/[.,]/}))
	printf '%d.%03d' $((us / 1000000)) $((us / 1000 % 1000))
}
