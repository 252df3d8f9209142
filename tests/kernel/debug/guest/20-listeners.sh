# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# A change that cannot be told, because its message cannot be allocated, is told as a loss.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/debug/guest/debug.sh
. /guest/debug.sh
plan 8

hears() { grep -qE "$1" /tmp/events; }

load_all 2>/dev/null # there is no IPv6 to switch off
add_net vdpa0 1
vdpalisten listen >>/tmp/events &
listener=$!
ok "somebody listens" until_true 10 hears ready
# Unbinding resets the device and then acknowledges it again: the last state is 0x1.
echo vdpa0 >/sys/bus/vdpa/drivers/virtio_vdpa/unbind
ok "a change is told" until_true 10 hears 'new vdpa0 status 0x1 '
: >/tmp/events

faults_begin
# shellcheck disable=SC2046 # two words
only_under $(text_of_function vdpa vdpa_tell_work)
all_fail
echo vdpa0 >/sys/bus/vdpa/drivers/virtio_vdpa/bind
ok "one that finds no memory is told as a loss" until_true 10 hears ENOBUFS
ok "the driver has what it wanted all the same" until_true 10 interface vdpa0
is "and nothing else is told" "$(sort -u /tmp/events)" ENOBUFS
none_fails

echo vdpa0 >/sys/bus/vdpa/drivers/virtio_vdpa/unbind
ok "with memory again the next change is told" until_true 10 hears 'new vdpa0 status 0x1 '
vdpa dev del vdpa0
ok "and so is the deletion" until_true 10 hears 'del vdpa0 '
kill $listener
wait $listener 2>/dev/null
ok "everything can be unloaded" unload_all
