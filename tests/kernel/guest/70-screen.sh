# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The screen on a real kernel: real devices, figures that move, and a terminal that is as it was
# once the program has ended, however that came about.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
plan 23

# ends HOW WANTED LINES: a script that ends the program by LINES; what ptyrun says of it.
ends() {
	printf 'wait vdpa0\n%bend\n' "$3" >/tmp/script
	is "$1" "$(ptyrun -t 60 vdpatop -d 0.5 </tmp/script 2>&1)" "$2"
}
is_gone() { ! pidof vdpatop; }

load_all
add_net vdpa0 1
add_net vdpa1 2
vdpa dev add name blk0 mgmtdev vdpasim_blk
until_true 10 disk blk0
net=$(interface vdpa0)

cat >/tmp/script <<EOF
wait vdpa0
wait vdpa1
wait blk0
wait virtio_vdpa
wait $net
mark
do sendframes $net 5000
changed
dump /tmp/traffic-24x80.screen
resize 40x140
wait CLASS
wait F10
dump /tmp/traffic-40x140.screen
resize 1x1
resize 5x20
resize 24x80
wait vdpa0
key q
end
EOF
out=$(ptyrun -t 90 -s 24x80 -o /tmp/raw vdpatop -d 0.5 </tmp/script 2>&1)
is "the screen holds the devices, their driver and interface, and ends on q" "$out" "exit 0
restored"
keep /tmp/traffic-24x80.screen
keep /tmp/traffic-40x140.screen
has "the device's row shows its class and driver" "$(cat /tmp/traffic-40x140.screen)" 'vdpa0 .*net .*virtio_vdpa'
has "the disk's row too" "$(cat /tmp/traffic-40x140.screen)" 'blk0 .*block .*virtio_vdpa'
has "the management devices are there" "$(cat /tmp/traffic-40x140.screen)" 'vdpasim_net'

# Figures in motion: a flood that goes on while the screen is looked at.
flood() {
	cat >/tmp/script <<-EOF
		wait vdpa0
		do (while :; do sendframes $net 200; done) >/dev/null 2>&1 & echo \$! >/tmp/flood
		mark vdpa0
		changed
		mark tx 0
		changed
		mark vdpa0
		changed
		dump /tmp/flood.screen
		do kill \$(cat /tmp/flood)
		key q
		end
	EOF
	ptyrun -t 90 -s 24x100 vdpatop -d 0.5 </tmp/script
}
if kernel_has ours || kernel_has pairs; then
	ok "under traffic the figures of the device and its queues keep moving" flood
	keep /tmp/flood.screen
	screen=$(cat /tmp/flood.screen)
	has "the device that is used shows a rate" "$screen" 'vdpa0 .* [1-9][0-9.]*[kM]? .* ok$'
	has "so does its tx queue" "$screen" 'tx 0 .* [1-9][0-9.]*[kM]? .* ok$'
	has "the one that is not shows 0" "$screen" 'vdpa1 .* 0 .* idle$'
else
	skip 4 "nothing is counted here"
fi
if kernel_has ours; then
	figure='[1-9][0-9.]*[kM]?'
	has "doorbells and elements move on the tx queue, and their ratio is there" "$screen" "tx 0 +$figure +$figure +$figure .*ok\$"
	has "and in sum on the device" "$screen" "vdpa0 .* $figure +$figure +$figure .*ok\$"
else
	skip 2 "doorbells are not counted here"
fi

# Why a figure is missing: one key away, on the row that lacks it.
if kernel_has ours; then
	skip 1 "the disk lacks no figure here"
else
	cat >/tmp/script <<-EOF
		wait request 0
		key End
		wait no counters
		dump /tmp/reason.screen
		key q
		end
	EOF
	ok "the disk's queue says why it has no figures" ptyrun -t 60 -s 40x120 vdpatop -d 0.5 </tmp/script
	keep /tmp/reason.screen
fi

ends "q ends it with 0 and the terminal as it was" "exit 0
restored" 'key q\n'
ends "SIGTERM ends it by that signal, the terminal as it was" "signal TERM
restored" 'signal TERM\n'
ends "SIGINT ends it by that signal, the terminal as it was" "signal INT
restored" 'signal INT\n'
ends "SIGHUP ends it by that signal, the terminal as it was" "signal HUP
restored" 'signal HUP\n'
printf 'wait vdpa0\nhangup\nend\n' >/tmp/script
ok "a terminal that goes away ends it" ptyrun -t 60 vdpatop -d 0.5 </tmp/script
ok "and leaves no process behind" until_true 10 is_gone

for terminal in linux vt100 xterm-256color; do
	ok "TERM=$terminal shows the devices" env TERM=$terminal ptyrun -t 60 vdpatop -d 0.5 <<-EOF
		wait vdpa0
		wait blk0
		key Down
		key Up
		key q
		end
	EOF
done
ok "-n ends the screen by itself" sh -c 'printf "end\n" | ptyrun -t 60 vdpatop -n 2 -d 0.3 | grep -qx "exit 0"'
ok "a worker that is killed is started again" ptyrun -t 90 vdpatop -d 0.5 <<'EOF'
wait vdpa0
do sh -c 'kill -9 $(pidof vdpatop | tr " " "\n" | sort -n | sed -n 2p)'
mark
changed
wait again
key q
end
EOF
ok "everything can be unloaded" unload_all
