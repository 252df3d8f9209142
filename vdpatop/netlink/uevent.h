/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Kernel uevents: what the kernel says, unasked and to everyone, of devices that come, go, or get a
 * driver. One datagram of NETLINK_KOBJECT_UEVENT is one event, in texts that end with NUL each
 * (lib/kobject_uevent.c kobject_uevent_env()):
 *
 *   add@/devices/foo0 | ACTION=add | DEVPATH=/devices/foo0 | SUBSYSTEM=vdpa | SEQNUM=4711
 */
#pragma once

#include <stddef.h>

struct uevent {
	const char *action;    /* "add", "remove", "bind", "unbind", "change", … */
	const char *path;      /* under /sys, never empty */
	const char *name;      /* the last part of the path */
	const char *subsystem; /* "" when it is not said */
};

/*
 * Reads the LENGTH bytes of one datagram; the strings point into DATA. 0, or -EBADMSG: a text without
 * its NUL, no action or no path, or a head that says otherwise than the texts behind it (udev's own
 * messages have another head). Texts that are not known are passed over.
 */
int uevent_parse(const char *data, size_t length, struct uevent *ret_uevent);
