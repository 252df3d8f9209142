/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the kernel told unasked, as far as main has to know it. It crosses the worker's socket. */
#pragma once

#include <stdbool.h>

struct news {
	bool has_changed; /* something of vdpa is different */
	bool has_moved;   /* a device came or went, or a driver took one or let it go: so is sysfs */
	bool is_lost;     /* the kernel could not tell all: anything may be different */
};
