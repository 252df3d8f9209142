/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A configuration file as one text, with what it includes in place, and where each line came from.
 * Including is not left to libconfig: it would read a device or a pipe for ever.
 */
#pragma once

#include <stddef.h>

#include "base/array.h"

struct complaints;

#define TEXT_FILE_MOST (1 << 20)  /* bytes, included ones too */
#define TEXT_FILE_DEPTH 10        /* how deep files may include each other */
#define TEXT_FILE_BRACKETS 32     /* how deep groups and lists may lie in each other */

struct text_file {
	struct array text;  /* char, ended by NUL */
	struct array paths; /* char * */
	struct array lines; /* struct text_line, one for each line of the text */
};

/*
 * Reads PATH. 0; a negative errno when it could not be read (-ENOENT is not complained about, any
 * other is). What is wrong with a file that it includes is complained about, and that file left out.
 */
int text_file_read(struct text_file *ret_file, const char *path, struct complaints *complaints);

/* The same of TEXT, as if it stood in PATH. */
int text_file_take(struct text_file *ret_file, const char *path, const char *text, size_t length,
		   struct complaints *complaints);
void text_file_free(struct text_file *file);

/* The path and line that line LINE of the text (from 1) came from. */
const char *text_file_path(const struct text_file *file, unsigned line);
unsigned text_file_line(const struct text_file *file, unsigned line);

/* The path of the file that includes the others; the same pointer as text_file_path() gives. */
const char *text_file_root(const struct text_file *file);

/*
 * The bytes of the file at PATH alone, appended to BYTES (of char). 0 or a negative errno: -EFBIG past
 * TEXT_FILE_MOST, -EINVAL when it is no file or no text.
 */
int text_file_read_bytes(struct array *bytes, const char *path);
