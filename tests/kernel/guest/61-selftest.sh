# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The selftest that the series brings for the kernel's own tree, on the kernel that it is about.
# shellcheck source=tests/kernel/guest/tap.sh
. /guest/tap.sh
# shellcheck source=tests/kernel/guest/vdpa.sh
. /guest/vdpa.sh
# shellcheck source=tests/kernel/guest/kernel.sh
. /guest/kernel.sh
command -v vdpa_netlink >/tmp/found || leave_out "the series for this kernel brings no selftest"
plan 5

# With virtio_vdpa, which takes every device first and uses it, as on most hosts.
load_all
vdpa_netlink >/tmp/selftest 2>&1
status=$?
keep /tmp/selftest selftest.tap
is "the selftest ends with 0" "$status" 0
has "it passes" "$(cat /tmp/selftest)" '^# PASSED: ([0-9]+) / \1 tests passed\.'
is "nothing in it failed" "$(grep '^not ok' /tmp/selftest)" ""
is "nothing in it was left out" "$(grep '# *SKIP' /tmp/selftest)" ""
ok "everything can be unloaded" unload_all
