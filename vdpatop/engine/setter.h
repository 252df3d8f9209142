/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One change of a device's binding, in a process of its own: the kernel may hold the write to sysfs for
 * days, and then holds nothing else. The process ends with its answer. Main never waits for it.
 */
#pragma once

#include <stdbool.h>

#include "engine/child.h"
#include "source/host.h"

struct setter {
	struct child child;
};

struct setter_order {
	const struct demo_options *demo; /* of the demo's host, NULL: the real one */
	const char *root;                /* of /sys, "" for the host's */
	struct host_request request;
};

struct setter_answer {
	int code;        /* as host.change() */
	bool has_died;   /* the process, before it said more */
	char words[480]; /* of a code other than 0; bytes from outside */
};

/* Starts what ORDER says, which is not needed any more afterwards. 0 or a negative errno. */
int setter_start(struct setter *setter, const struct setter_order *order);

/*
 * Whether the process is done, when its socket is readable: it answered, or died. The socket is closed
 * then.
 */
bool setter_receive(struct setter *setter, struct setter_answer *ret_answer);

/* Whether the process that setter_receive() or setter_release() left has ended and was reaped. */
bool setter_is_gone(const struct setter *setter);

/* Lets go of it: what the kernel has of it goes on there. */
void setter_release(struct setter *setter);
