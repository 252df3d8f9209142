/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A list to which things are added at the end: which one is selected, and which are on the screen. On
 * the last one it follows what comes. Things have numbers that rise.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The number of the thing at POSITION. */
typedef uint64_t stream_number(const void *context, size_t position);

/* What is in the list at present. */
struct stream_things {
	size_t count;
	stream_number *number;
	const void *context;
};

/* Zeroed at first. */
struct stream {
	uint64_t selected; /* its number; 0: the newest, whichever that is */
	size_t position;   /* of the selected one */
	size_t line;       /* rows of the list above it on the screen */
	size_t height;     /* rows of the list on the screen */
};

/* Finds what is selected among THINGS, of which HEIGHT show; where it is gone, the next newer one. */
void stream_settle(struct stream *stream, const struct stream_things *things, size_t height);

/*
 * Selects what is at POSITION, less than the count, without being asked to: the list moves only where
 * that is out of sight. It stays selected when more comes.
 */
void stream_show(struct stream *stream, const struct stream_things *things, size_t position);

/* Selects what is at POSITION, or the nearest there is. False when there is nothing. */
bool stream_select(struct stream *stream, const struct stream_things *things, long position);
