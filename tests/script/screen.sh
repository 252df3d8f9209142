#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The whole program on the demo host, its screen driven by a script: keys, samples of a virtual
# clock, and frames as text. Nothing here waits for time to pass.
set -u
vdpatop=${VDPATOP:?the program to test}
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
small=kernel=patched,seed=1,mgmtdevs=1,devices=1,queues=2

# play DEMO COMMAND…: leaves out, err and status.
play() {
	local demo=$1
	shift
	printf '%s\n' "$@" >"$dir/script"
	VDPATOP_SCRIPT=$dir/script timeout 60 "$vdpatop" --demo="$demo" >"$dir/out" 2>"$dir/err" </dev/null
	status=$?
}

shows() { grep -qF -- "$1" "$dir/out"; }
is() { diff "$1" "$dir/out" >"$dir/err"; }

play "$small" frame
[ "$status" = 0 ] && [ "$(wc -l <"$dir/out")" = 24 ] && shows "Waiting for the kernel's first answer…"
expect "before the first sample the screen says what it waits for" $?

play "$small" tick tick 'key Down' frame
cat >"$dir/expected" <<'PICTURE'
 vdpatop  DEMO  1 mgmtdev  1 device  3 queues                    1.0s  00:00:01
 kicks/s  2.16k ▇                wqes/s   197k ▇                   2 ok  1 idle
 DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH
 ▾ pci/0000:03:00.2   mlx5_core   1 device
   ▾ web0             vhost_vdpa  vm-web01 (4711)    3   2.16k    197k ok
       rx 0                                              1.11k    109k ok
       tx 0                                              1.05k   87.4k ok
       ctrl                                                  0       0 idle








 ─ web0 ───────────────────────────────────────────────────────────────────────
 mac 52:54:00:12:00:01  mtu 9000  link up  1 queue pair  /dev/vhost-vdpa-0
 queue size 1 to 256
 features  ● negotiated  ○ provisioned only  · supported only
   ● CSUM  ● GUEST_CSUM  ● MTU  ● MAC  ● HOST_TSO4  ● HOST_TSO6  ● STATUS
   ● CTRL_VQ  ● MQ  ● CTRL_MAC_ADDR  ● VERSION_1  ● ACCESS_PLATFORM  … 2 more

 F1Help F2Setup F3Search F4Filter F5Tree F6Sort F7Add F8Delete F9Edit F10Quit
PICTURE
is "$dir/expected"
expect "two samples give live figures of every queue" $?

play "$small" tick tick 'key *' 'resize 40x8' frame
cat >"$dir/expected" <<'PICTURE'
 vdpatop  DEMO           1.0s  00:00:01
 kicks/s  2.16k  wqes/s   197k   1 idle
 DEVICE        KICKS/s  WQES/s HEALTH
 ▾ pci/0000:03:00.2
   ▸ web0        2.16k    197k ok


 F1 Help F2 Setup F3 Search F10 Quit
PICTURE
is "$dir/expected"
expect "a small screen keeps the figures, and a folded device its sums" $?

play "traffic=off,$small" tick tick frame
[ "$(sed -n '6,8p' "$dir/out" | awk '{ print $(NF - 2), $(NF - 1), $NF }' | sort -u)" = "0 0 idle" ]
expect "without traffic known counters stand at 0, and queues are idle" $?

play fault=stall,mgmtdevs=1,devices=1,queues=2 tick tick tick tick tick frame
shows '▲ 1 stalled' && shows 'web0: tx 0 (queue 1) stalled' && [ "$(sed -n 7p "$dir/out" | awk '{ print $1, $2, $(NF - 1), $NF }')" = 'tx 0 ▲ stalled' ]
expect "a stalled queue is named in the header, on its device, on its row, and as an event" $?

play fault=no-access,mgmtdevs=1,devices=1,queues=2 tick frame
[ "$(grep -c '–       – no_access$' "$dir/out")" = 4 ] && shows CAP_NET_ADMIN
expect "without rights there are no figures, and the reason is on the screen" $?

play kernel=stock,seed=1,mgmtdevs=1,devices=1,queues=2 tick tick 'key Down' frame
[ "$(grep -c '– .* ok$' "$dir/out")" -ge 2 ] && shows '– kicks: this kernel does not count doorbells'
expect "on a stock kernel doorbells are unknown, and the selected row says why" $?

play traffic=on tick tick 'resize 80x50' 'key End' 'key *' frame
grep -q 'known from sysfs only: netlink has not named it' <(tail -n 2 "$dir/out") && ! shows 'does not count'
expect "what netlink does not name says so as the reason, and blames neither kernel nor driver" $?

play '' tick tick 'key End' 'key Enter' frame
shows '   – KICKS, KICKS/s, WQES, WQES/s, WQE/KICK: known from sysfs only: netlink has' &&
	grep -q '^     not named it$' "$dir/out" && ! shows 'counts nothing'
expect "of what netlink does not name, the page does not say that the kernel counts nothing" $?

play "$small" tick tick tick 'key Down' 'key Down' tick tick 'key Enter' frame
grep -q '^   received_desc .* 2\.0s  ' "$dir/out" && grep -q '^   kickdoorbells .* 4\.0s  ' "$dir/out" &&
	shows "A driver's counters are read at every sample only while"
expect "each counter of a queue says over how long its figures are, and the page why some are younger" $?

play '' tick 'key Down' 'key Enter' 'resize 30x10' frame
grep -q '^ F1 Help Esc Back F10 Quit$' "$dir/out"
expect "the way back is on the key bar of a page however narrow, and not what opened the page" $?

play '' tick tick 'resize 80x80' frame
[ "$(grep spare0 "$dir/out" | awk '{ print $(NF - 2), $(NF - 1), $NF }')" = '0 0 off' ]
expect "a count that the kernel has shows its rate for a device that is off, as in a report" $?

play fault=no-module tick frame
shows 'modprobe vdpa' && shows 'vdpatop --demo' && [ "$status" = 0 ]
expect "without the module the screen says what to do" $?

play fault=no-netns tick frame
shows 'initial network namespace' && ! shows 'modprobe'
expect "another network namespace gets other words" $?

play mgmtdevs=1,devices=0 tick frame
shows 'No vDPA device yet.' && shows 'vdpa dev add name'
expect "an empty host says how to make a device" $?

play "$small" tick tick 'key F1' frame 'key Down' 'key q' frame
shows 'show or leave this help' && shows 'rx 0'
expect "help opens, and q leaves it without leaving the program" $?

play "$small" tick 'key Z' frame 'key Z' frame
[ "$(grep -c PAUSED "$dir/out")" = 1 ]
expect "a pause is shown, and ends" $?

play "$small" tick 'key q' 'print still here'
[ "$status" = 0 ] && ! shows 'still here'
expect "q ends the program with status 0" $?

play '' tick tick tick 'key *' frame 'key PgDn' frame 'resize 200x50' frame
cp "$dir/out" "$dir/first"
play '' tick tick tick 'key *' frame 'key PgDn' frame 'resize 200x50' frame
is "$dir/first" && [ -s "$dir/out" ]
expect "the same script shows the same in every run" $?

! LC_ALL=C grep -q '[[:cntrl:]]' "$dir/out"
expect "no frame holds a control character" $?

sizes=(1x1 2x2 3x9 19x5 20x3 80x1 80x2 79x23 500x3 3x200)
commands=(tick tick)
for size in "${sizes[@]}"; do
	commands+=("resize $size" frame)
done
play '' "${commands[@]}"
[ "$status" = 0 ] && [ "$(wc -l <"$dir/out")" = $((1 + 2 + 9 + 5 + 3 + 1 + 2 + 23 + 3 + 200)) ]
expect "every size is drawn" $?

play '' tick 'press any'
[ "$status" = 1 ] && grep -qF 'line 2' "$dir/err" && grep -qF 'press any' "$dir/err"
expect "a command that makes no sense is named with its line" $?

play "$small" tick 'await-not Waiting for' 'await web0' 'key F1' 'await show or leave this help' 'print done'
[ "$status" = 0 ] && [ "$(cat "$dir/out")" = "done" ]
expect "what is awaited and there already is not waited for" $?

play "$small" tick 'patience 0.01' 'await nothing like this' 'print done'
[ "$status" = 1 ] && shows web0 && ! shows 'done' && grep -qF 'line 3: "await nothing like this"' "$dir/err"
expect "what is awaited in vain is named, under the screen that came instead" $?

play "$small" tick 'patience 0.01' 'await-not web0' 'print done'
[ "$status" = 1 ] && shows web0 && ! shows 'done' && grep -qF 'line 3: "await-not web0"' "$dir/err"
expect "what does not go away is named as well" $?

play fault=crash 'key F1' tick 'key Z' tick tick tick tick frame 'print done'
[ "$status" = 0 ] && [ "$(tail -n 1 "$dir/out")" = "done" ]
expect "a tick is answered while paused, whoever dies meanwhile" $?

LC_ALL=C play "$small" tick tick 'key Down' frame
! LC_ALL=C grep -q '[^ -~]' "$dir/out" && shows '- web0'
expect "a locale without Unicode gets ASCII" $?

finish
