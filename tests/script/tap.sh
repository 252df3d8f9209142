# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What test scripts say their verdicts with. A script has made $dir, where $dir/out and $dir/err hold
# what the last command said, and ends with finish as its last command.
count=0 failures=0

# Nobody's configuration, and nowhere to keep anything: a script that wants some sets HOME.
unset HOME XDG_CONFIG_HOME XDG_STATE_HOME

# expect NAME STATUS: prints a TAP line by the status of what was tried, and what was said if it failed.
expect() {
	count=$((count + 1))
	if [ "$2" = 0 ]; then
		echo "ok $count - $1"
		return
	fi
	echo "not ok $count - $1"
	failures=$((failures + 1))
	for _said in out err; do
		# shellcheck disable=SC2154 # the script's
		[ ! -e "$dir/$_said" ] || sed "s/^/# $_said: /" "$dir/$_said" | head -n 30
	done
}

finish() {
	echo "1..$count"
	[ "$failures" = 0 ]
}
