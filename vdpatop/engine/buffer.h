/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Three pieces of memory between main and a worker: being filled, newest, the one before. They are
 * memfds sealed against shrinking, so that main's mapping can never fault; they grow by
 * fallocate(), so that no memory is an error for the worker and not a SIGBUS.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "engine/message.h"

struct flat_writer;

struct buffer {
	int fd;
	void *data;
	size_t mapped;
};

struct buffer_set {
	struct buffer buffer[ENGINE_BUFFERS];
};

/* Main: makes the memfds, close-on-exec. 0 or a negative errno, nothing then left open. */
int buffer_set_create(struct buffer_set *set);
void buffer_set_close(struct buffer_set *set);

/* Worker: writes all of WRITER. Returns its bytes in RET_BYTES; 0 or a negative errno, and what it would have taken. */
int buffer_write(struct buffer *buffer, const struct flat_writer *writer, size_t *ret_bytes);

/* Main: the first BYTES of BUFFER, read-only. NULL when it does not hold as many. */
const void *buffer_read(struct buffer *buffer, size_t bytes);
