/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is shown of a thing, told once as a tree of named values and printed in three ways: JSON, lines that
 * stay the same wherever they go, and a page for a terminal. For samples without end it is written as JSON
 * while it is told, and nothing is held (sheet_straight()).
 *
 *	sheet_begin_name(&sheet, device->name);          one thing
 *	sheet_text(&sheet, "type", "network");
 *	sheet_begin_array(&sheet, "negotiated_features", 0);
 *	sheet_text(&sheet, NULL, "MTU");
 *	sheet_end(&sheet);
 *	sheet_end(&sheet);
 *
 * Text is raw bytes and copied; keys of ours are static. What is not known is not told. Running out of
 * memory is noted, and told by who prints it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/index.h"

enum sheet_kind {
	SHEET_TEXT,
	SHEET_COUNT,
	SHEET_BOOL,
	SHEET_OBJECT, /* what follows is in it, as far as its SHEET_END */
	SHEET_ARRAY,
	SHEET_END,
};

enum sheet_flag {
	SHEET_JSON = 1 << 0,  /* JSON alone has it: text says it in another way */
	SHEET_WORDS = 1 << 1, /* text alone has it */
	SHEET_LINES = 1 << 2, /* an array of objects, each of which is a line, or a row, of its own */
};

struct sheet_field {
	enum sheet_kind kind;
	unsigned flags;
	uint32_t parent; /* number of the group that it is in, SHEET_TOP for none */
	uint32_t end;    /* of a group: number of its SHEET_END */
	uint32_t key;    /* offset in the text, SHEET_NO_KEY in an array */
	uint32_t text;   /* of a text */
	uint64_t count;  /* of a count; 0 or 1 of a bool */
};

#define SHEET_TOP UINT32_MAX
#define SHEET_NO_KEY UINT32_MAX

struct json;

struct sheet {
	struct array fields; /* struct sheet_field */
	struct array text;   /* char; keys and texts, each ended by NUL */
	struct index keys;   /* those from outside, by parent and key */
	uint32_t open;       /* the innermost group */
	bool has_failed;     /* memory was out once */
	struct json *json;   /* takes at once what is told; NULL: it is held */
	uint32_t arrays;     /* written at once: bit N is set when the group N deep is an array */
};

struct sheet sheet_begin(void);

/*
 * Writes what it is told to JSON, borrowed, where an object is open; at most 31 groups deep, and none of
 * them SHEET_WORDS. It holds nothing and needs no sheet_free(); functions for who prints are not for it.
 * Nobody but who tells sees to it that names from outside differ.
 */
struct sheet sheet_straight(struct json *json);
void sheet_free(struct sheet *sheet);

/* KEY is NULL in an array. FLAGS are enum sheet_flag. */
void sheet_begin_object(struct sheet *sheet, const char *key, unsigned flags);
void sheet_begin_array(struct sheet *sheet, const char *key, unsigned flags);
void sheet_end(struct sheet *sheet);

/*
 * An object, or a count, by a name from outside. One that its group has already gets "#2", "#3", … so that no
 * reader of JSON loses either.
 */
void sheet_begin_name(struct sheet *sheet, const char *name);
void sheet_count_name(struct sheet *sheet, const char *name, uint64_t count, unsigned flags);

/* The same count, left out when its group has that name already. */
void sheet_count_once(struct sheet *sheet, const char *name, uint64_t count, unsigned flags);

/* An empty TEXT is not known. */
void sheet_text(struct sheet *sheet, const char *key, const char *text);
void sheet_count(struct sheet *sheet, const char *key, uint64_t count);
void sheet_bool(struct sheet *sheet, const char *key, bool value);
/* The same with FLAGS. */
void sheet_text_as(struct sheet *sheet, const char *key, const char *text, unsigned flags);
void sheet_count_as(struct sheet *sheet, const char *key, uint64_t count, unsigned flags);

/* For who prints it. */
size_t sheet_count_fields(const struct sheet *sheet);
const struct sheet_field *sheet_at(const struct sheet *sheet, size_t number);
/* "" for none. */
const char *sheet_key(const struct sheet *sheet, const struct sheet_field *field);
/* The number of what comes behind field NUMBER in its group: a group is passed over as a whole. */
size_t sheet_next(const struct sheet *sheet, size_t number);
/* The member KEY of group NUMBER, NULL for none. */
const struct sheet_field *sheet_find(const struct sheet *sheet, size_t number, const char *key);

/* Appends the value of a field that is no group as safe text: no control characters, no line ends. 0 or -ENOMEM. */
int sheet_put_value(const struct sheet *sheet, const struct sheet_field *field, struct array *to);
int sheet_put_safe(struct array *to, const char *text);

/* Appends {"ROOT":{everything}} to TO, char. 0 or -ENOMEM. */
int sheet_print_json(const struct sheet *sheet, struct array *to, const char *root, bool is_pretty);

/*
 * Appends a line for each thing, "NAME: key value key value", lists with commas in between, "-" for an
 * empty one, members of an object among the others; the elements of a SHEET_LINES array follow, "NAME LABEL N: key value", N their member
 * "index". 0 or -ENOMEM.
 */
int sheet_print_lines(const struct sheet *sheet, struct array *to, const char *label);

/* A column of a table: the member of each row that it shows, and what stands above it. */
struct sheet_column {
	const char *key; /* NULL: the name of the thing */
	const char *title;
	bool is_name; /* may be cut */
};

/* The last column is wrapped where it does not fit; where a row has no such member, its "reason" is there. */
struct sheet_table {
	const struct sheet_column *columns;
	size_t count; /* at most SHEET_COLUMNS */
};

#define SHEET_COLUMNS 12

/*
 * Appends what fits on a terminal of WIDTH cells, in every row: all things as rows of TABLE; or each with
 * a line for every member, and its SHEET_LINES array as rows of TABLE below (of things without one it is
 * not used). 0 or -ENOMEM.
 */
int sheet_print_table(const struct sheet *sheet, struct array *to, const struct sheet_table *table,
		      int width);
int sheet_print_pages(const struct sheet *sheet, struct array *to, const struct sheet_table *table,
		      int width);
