/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The names of VMs, remembered per (pid, start time): reading a command line takes the memory lock
 * of the process that it belongs to.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/array.h"

/* A scan begins, and ends: what was not asked for between is forgotten. */
void command_begin(struct array *commands);
void command_forget_unused(struct array *commands);

/* The name of the VM that PROCESS (its folder in /proc) runs, "" for none, into TO. */
void command_read_vm(struct array *commands, int process, int32_t pid, uint64_t start_time,
		     char *to, size_t size);
