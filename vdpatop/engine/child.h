/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A worker process and the socket to it. The kernel may hold a worker for as long as it likes; main
 * never waits for one: it talks through the socket, and a worker's death is the socket's end.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct buffer_set;

struct child {
	int socket; /* main's end, non-blocking; -1 when there is no worker */
	pid_t pid;
};

struct child_work {
	const char *name;   /* as ps shows it, at most 15 bytes */
	uint64_t rights;    /* RIGHTS_… that it keeps */
	bool outlives_main; /* what it has begun is done to its end, though nobody hears of it */
	/* Talks on ENGINE_CHILD_SOCKET until its end. */
	void (*run)(void *context);
};

/*
 * Starts WORK with CONTEXT in a session of its own with fds 0 to 2 on /dev/null, its end of the socket
 * and the BUFFERS (NULL for none) behind it, and nothing else open; INT, QUIT, TSTP, HUP ignored; killed
 * when this process ends, unless it outlives it. 0 or a negative errno.
 */
int child_start(struct child *child, const struct child_work *work,
		const struct buffer_set *buffers, void *context);

/* Lets go of the worker: it ends by itself when the kernel lets it. */
void child_release(struct child *child);
