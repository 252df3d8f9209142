/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A host made of files in a temporary folder, and what source/host says of it, as sorted lines. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "source/host.h"

struct fake_host {
	char root[64];
	struct host host;
	char *said; /* what the last look found: sorted lines, each ended by a newline */
};

/* cmocka's setup and teardown: *state is a struct fake_host, with nothing but process 1. */
int fake_host_setup(void **state);
int fake_host_teardown(void **state);

/* Opens the host anew, as a program does that was just started. */
void fake_host_forget(struct fake_host *fake);

/* All make the folders above; PATH is below the root. */
void fake_folder(struct fake_host *fake, const char *path);
void fake_file(struct fake_host *fake, const char *path, const char *text);
void fake_bytes(struct fake_host *fake, const char *path, const void *bytes, size_t length);
void fake_link(struct fake_host *fake, const char *path, const char *target);
void fake_remove(struct fake_host *fake, const char *path); /* with all below it */

/* A device of the vdpa bus whose folder is FOLDER (below sys/devices), bound to DRIVER ("" for none). */
void fake_device(struct fake_host *fake, const char *folder, const char *driver);

/* A process: COMMAND is its comm, ARGUMENTS its command line with blanks for NULs. */
void fake_process(struct fake_host *fake, int pid, char state, const char *command,
		  const char *arguments);

/*
 * Its file descriptor FD is TARGET, an absolute path. Only root may make device nodes, so those that
 * every machine has serve for vhost's: /dev/null is 1:3, /dev/zero 1:5.
 */
void fake_holds(struct fake_host *fake, int pid, int fd, const char *target);

/* Looks, and returns what was found: see host_lines.h for the words. */
const char *fake_look(struct fake_host *fake, const struct host_question *mgmtdevs, uint32_t count);
