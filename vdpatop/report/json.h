/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON (RFC 8259) written straight into an array of char, in order, with no tree in between: a sample of
 * a hundred thousand queues allocates nothing. Whole numbers are written with all their digits, up to
 * 2^64 - 1. What its reader may not do with them is the reader's affair.
 *
 * Text is any bytes: valid UTF-8 comes through exactly, with JSON's escapes for control characters,
 * quotation marks and backslashes; a byte that is no UTF-8 stands as the four characters \xNN, as in
 * every other format (base/text.h). Of two members that would have the same key in one object the
 * caller writes only one.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"

struct json {
	struct array *to;   /* char; borrowed */
	bool is_pretty;     /* lines and indents of four blanks; else one line */
	bool has_failed;    /* memory was out once: json_end() says so */
	bool has_element;   /* something stands before in the innermost object or array */
	bool has_key;       /* a key stands and waits for its value */
	unsigned depth;
};

/* Begins a document at the end of TO. */
struct json json_begin(struct array *to, bool is_pretty);

/* Ends it with a line end. 0 or -ENOMEM, TO then holds a part. */
int json_end(struct json *json);

void json_begin_object(struct json *json);
void json_end_object(struct json *json);
void json_begin_array(struct json *json);
void json_end_array(struct json *json);

/* The next value's name in the innermost object. */
void json_key(struct json *json, const char *name);

void json_text(struct json *json, const char *text);
void json_count(struct json *json, uint64_t count);
void json_integer(struct json *json, int64_t integer);
/* With at most three decimals; what is no number (infinite) is null. */
void json_real(struct json *json, double real);
/* NS nanoseconds as seconds with nine decimals. */
void json_seconds(struct json *json, int64_t ns);
void json_bool(struct json *json, bool value);

/* A key and its value. */
void json_put_text(struct json *json, const char *name, const char *text);
void json_put_count(struct json *json, const char *name, uint64_t count);
void json_put_bool(struct json *json, const char *name, bool value);
