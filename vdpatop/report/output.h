/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a report goes: standard output or a file, in whole lines. What is written is UTF-8 lines;
 * what they mean is not known here.
 */
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

struct error;

struct output {
	int fd;
	const char *name; /* for errors; borrowed */
	bool is_file;     /* a regular one: it can be cut */
	bool is_ours;     /* to be closed */
	bool holds_old;   /* what is to be overwritten, until the first write */
	bool is_made;     /* by us: it goes when it is closed empty */
	bool is_replaced; /* by each write: no descriptor is open between them */
	int patience;     /* seconds without a byte read until what was begun is given up, once *stop is set */
	const volatile sig_atomic_t *stop; /* how many signals asked the program to end; may be NULL */
};

/* Standard output. */
void output_open_standard(struct output *ret_output);

/*
 * PATH (borrowed). A regular file that exists is refused with -EEXIST, unless it may be appended to
 * or overwritten, which the first write does; a pipe or a terminal is written to as it is. 0 or a negative errno.
 */
int output_open(struct output *ret_output, const char *path, bool may_append, bool may_overwrite,
		struct error *error);

/*
 * PATH (borrowed), which every output_write() replaces in one step (base/replace.h): who reads it sees
 * one of them whole, and never a part. What is there and no regular file is opened as it is. 0 or a
 * negative errno when that cannot be.
 */
int output_open_replaced(struct output *ret_output, const char *path, struct error *error);

/*
 * Reads the first line of what is in the file, up to SIZE - 1 bytes without its end, into TO. 0: there is one;
 * 1: the file is empty, not there yet, or no file; or a negative errno.
 */
int output_first_line(const struct output *output, char *to, size_t size, struct error *error);

/*
 * Whether what is in the file ends with a whole line; so does an empty file, what is no file, and standard
 * output, which is never read.
 */
bool output_ends_line(const struct output *output);

/*
 * Writes LENGTH bytes of whole LINES: a file gets them in one write, and when the disk is full, or
 * too much was asked of it, the line that was cut off is taken back. A pipe or a terminal gets
 * whole lines at a time, so that a reader who does not read can be waited for. 0; -EPIPE when
 * nobody reads any more; another negative errno. Once *stop is set, nothing is begun that has to be waited for
 * (-EINTR), and what was begun is written to its end unless *stop is more than 1 (-EINTR) or the reader takes
 * nothing for as long as PATIENCE (-ETIMEDOUT). ERROR names the file.
 */
int output_write(struct output *output, const char *lines, size_t length, struct error *error);

/*
 * A descriptor, the caller's, that can be read from as soon as nobody reads the pipe or socket any more; -1
 * where that cannot be told.
 */
int output_watch(const struct output *output);

/*
 * Closes it. A file that it made and nothing was written to is removed. 0 or a negative errno: a full disk may
 * show only now.
 */
int output_close(struct output *output, struct error *error);
