/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a process and its children have cost so far, as the kernel counts it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct usage {
	double cpu;       /* seconds, children included */
	uint64_t wakes;   /* voluntary switches of the process itself */
	uint64_t resident; /* KiB, children included */
};

/* False when the process is gone, or hides something. */
bool usage_read(pid_t pid, struct usage *ret_usage);

/* The first child of PID by that name, 0 for none. */
pid_t usage_child(pid_t pid, const char *name);

/* Whether the process is on a CPU or wants to be. */
bool usage_is_running(pid_t pid);
