# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The module rings while it is loaded, and says in the log what that took.
modprobe vdpabell
