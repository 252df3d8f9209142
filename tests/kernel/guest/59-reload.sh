# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Modules that come and go under a running screen, with a minute from sample to sample: no script below
# lasts for a minute, so that no tick can have shown what it waits for. First a management device alone,
# of which the kernel tells nothing by itself; then the vdpa module, with which the family's number goes.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
plan 13

modprobe vdpa
cat >/tmp/script <<'EOL'
wait No management device yet
dump /tmp/parent-none.screen
do modprobe vdpa_sim_net
wait vdpasim_net
dump /tmp/parent.screen
do modprobe vdpa_sim_blk
wait vdpasim_blk
do rmmod vdpa_sim_net
gone   vdpasim_net
wait vdpasim_net was removed
key e
wait Event log
dump /tmp/parent-log.screen
key q
key q
end
EOL
ok "a management device that a module brings and takes is drawn before the next tick" \
	ptyrun -t 50 -s 30x120 vdpatop -d 60 </tmp/script
keep /tmp/parent-none.screen
keep /tmp/parent.screen
keep /tmp/parent-log.screen
has "before it the screen says what would bring one" "$(cat /tmp/parent-none.screen)" 'modprobe'
lacks "and no more when it is there" "$(cat /tmp/parent.screen)" 'No management device'
has "the log says that it came" "$(cat /tmp/parent-log.screen)" 'vdpasim_net was added'
has "and that it went, the newest last" "$(grep -E '[0-9]s  ' /tmp/parent-log.screen | tail -n 1)" \
	'management device vdpasim_net was removed'
modprobe -r vdpa_sim_blk

load_all
add_net vdpa0 1
cat >/tmp/gone <<'EOL'
. /guest/tap.sh; . /guest/vdpa.sh
unload_all
EOL
cat >/tmp/again <<'EOL'
. /guest/tap.sh; . /guest/vdpa.sh
load_all; add_net vdpa0 2
EOL
cat >/tmp/script <<'EOL'
wait ▾ vdpa0
do sh /tmp/gone
wait The vdpa kernel module is not loaded
dump /tmp/reload-gone.screen
do sh /tmp/again
wait ▾ vdpa0
gone not loaded
dump /tmp/reload-back.screen
do vdpa dev add name vdpa1 mgmtdev vdpasim_net mac 02:00:00:00:00:09
wait vdpa1
key e
wait Event log
dump /tmp/reload-log.screen
key q
key q
end
EOL
ok "the vdpa module unloaded and loaded again is survived with a minute between samples" \
	ptyrun -t 55 -s 40x120 vdpatop -d 60 </tmp/script
keep /tmp/reload-gone.screen
keep /tmp/reload-back.screen
keep /tmp/reload-log.screen
has "between them a banner says what to do" "$(cat /tmp/reload-gone.screen)" 'modprobe vdpa'
lacks "and nothing of the host before is left" "$(cat /tmp/reload-gone.screen)" '[▾▸] '
has "the device that was made again is there" "$(cat /tmp/reload-back.screen)" '▾ vdpa0|▸ vdpa0'
has "the log says that the module went" "$(cat /tmp/reload-log.screen)" '▲ the vdpa kernel module was unloaded'
has "and that it came" "$(cat /tmp/reload-log.screen)" '  the vdpa kernel module was loaded'

cat >/tmp/script <<'EOL'
wait ▾ vdpa0
do touch /tmp/go
wait not loaded
do touch /tmp/come
wait ▾ vdpa0
key q
end
EOL
rm -f /tmp/go /tmp/come
(until_true 40 test -e /tmp/go && sh /tmp/gone
until_true 40 test -e /tmp/come && sh /tmp/again) &
ok "an ordinary user's screen survives it, too" \
	su -s /bin/sh user -c 'ptyrun -t 55 -s 30x120 vdpatop -d 60 </tmp/script'
wait
ok "everything can be unloaded" unload_all
