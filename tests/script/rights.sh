#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Rights by file capabilities: the worker has them, main gives them up and trusts no environment.
# Needs root, to give a copy of the program its capabilities.
set -u
vdpatop=${VDPATOP:?the program to test}
skip() {
	echo "1..0 # SKIP $1"
	exit 77
}
[ "$(id -u)" = 0 ] || skip "not root"
command -v setcap >/dev/null || skip "no setcap (libcap2-bin)"
command -v setpriv >/dev/null || skip "no setpriv (util-linux)"
command -v pgrep >/dev/null || skip "no pgrep (procps)"
dir=$(mktemp -d)
main=0
trap '[ "$main" = 0 ] || kill -KILL "$main" 2>/dev/null; rm -rf "$dir"' EXIT
chmod 755 "$dir"
cp "$vdpatop" "$dir/vdpatop" && chmod 755 "$dir/vdpatop"
setcap cap_net_admin,cap_sys_ptrace,cap_dac_read_search+ep "$dir/vdpatop" 2>/dev/null ||
	skip "this file system takes no capabilities"
as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups --)
"${as_nobody[@]}" "$dir/vdpatop" --version >/dev/null 2>&1 || skip "a program with capabilities does not start here"
touch "$dir/out" "$dir/err" && chmod 666 "$dir/out" "$dir/err"
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"

until_true() {
	for _ in $(seq 400); do
		"$@" && return 0
		sleep 0.05
	done
	return 1
}

field() { awk -v name="$2:" '$1 == name { print $2 }' "/proc/$1/status" 2>/dev/null; }
has_samples() { [ "$(wc -l <"$dir/out")" -gt 10 ]; }
is_over() { ! kill -0 "$main" 2>/dev/null; }

"${as_nobody[@]}" "$dir/vdpatop" --demo -b -d 0.1 >"$dir/out" 2>"$dir/err" </dev/null &
main=$!
until_true has_samples
expect "it samples as a user without rights" $?
netlink=$(pgrep -P $main -x vdpatop-netlink)
[ $((16#$(field $main CapPrm))) = 0 ] && [ $((16#$(field $main CapEff))) = 0 ]
expect "main has given up every right" $?
[ $((16#$(field "$netlink" CapEff))) = $((1 << 12)) ]
expect "the netlink worker has CAP_NET_ADMIN and nothing else" $?
[ $((16#$(field "$(pgrep -P $main -x vdpatop-host)" CapEff))) = $((1 << 19 | 1 << 2)) ]
expect "the host worker has CAP_SYS_PTRACE and CAP_DAC_READ_SEARCH and nothing else" $?
kill -KILL "$netlink"
until_true is_over || kill -KILL $main
wait $main
[ $? = 1 ] && grep -q 'rights are gone' "$dir/err"
expect "a dead worker cannot be started again, and that is said" $?

echo 'print secret' >"$dir/script" && chmod 644 "$dir/script"
"${as_nobody[@]}" env VDPATOP_SCRIPT="$dir/script" "$dir/vdpatop" --demo >"$dir/out" 2>"$dir/err" </dev/null
[ $? = 2 ] && ! grep -q secret "$dir/out"
expect "the environment is not trusted" $?
mkdir -p "$dir/config/vdpatop" && echo 'secret = 1;' >"$dir/config/vdpatop/vdpatop.conf" && chmod -R a+rX "$dir/config"
"${as_nobody[@]}" env XDG_CONFIG_HOME="$dir/config" "$dir/vdpatop" --demo -b -n 1 >"$dir/out" 2>"$dir/err" </dev/null &&
	! grep -q secret "$dir/err"
expect "no configuration is read that the environment names" $?
for option in --config --theme; do
	"${as_nobody[@]}" "$dir/vdpatop" --demo -b -n 1 $option "$dir/config/vdpatop/vdpatop.conf" >"$dir/out" 2>"$dir/err" </dev/null
	! grep -q secret "$dir/err" && grep -q 'rights that the program has from its file' "$dir/err"
	expect "nor one that $option names" $?
done
VDPATOP_SCRIPT=$dir/script "$vdpatop" --demo >"$dir/out" 2>"$dir/err" </dev/null
grep -q secret "$dir/out"
expect "but it is where no rights are borrowed" $?

finish
