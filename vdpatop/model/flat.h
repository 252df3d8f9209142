/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Flat arrays in one piece of memory, so that a worker can hand them over without a copy:
 *
 *   header | section 0 | section 1 | … | text
 *
 * A section is an array of plain elements. Offsets instead of pointers; a text is an offset and
 * a length into the text at the end, where it is followed by a NUL. The writer grows arrays that
 * are kept from one time to the next. The reader trusts nothing: every bound is checked once by
 * flat_open() and every text when it is asked for.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"

#define FLAT_SECTIONS 8
#define FLAT_NONE UINT32_MAX

struct flat_text {
	uint32_t at;
	uint32_t length;
};

struct flat_section {
	uint64_t at; /* bytes from the start */
	uint32_t count;
	uint32_t size; /* bytes of one element */
};

struct flat_header {
	uint32_t kind;     /* what this is: FLAT_KIND(…) */
	uint32_t sections;
	uint64_t bytes;    /* in all, header included */
	struct flat_section section[FLAT_SECTIONS];
	struct flat_section text;
};

#define FLAT_KIND(a, b, c, d) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)

struct flat_writer {
	uint32_t kind;
	uint32_t sections;
	struct array section[FLAT_SECTIONS];
	struct array text;
};

/* SIZES holds the bytes of one element of each section. */
void flat_writer_init(struct flat_writer *writer, uint32_t kind, const uint32_t *sizes,
		      uint32_t sections);
void flat_writer_clear(struct flat_writer *writer);
void flat_writer_free(struct flat_writer *writer);

/* Copies TEXT (LENGTH bytes, of any value). Out of memory gives the empty text. */
struct flat_text flat_put_text(struct flat_writer *writer, const char *text, size_t length);

/* Bytes that flat_write() will need. */
size_t flat_bytes(const struct flat_writer *writer);

/* Writes everything to TO, which holds flat_bytes() bytes and is aligned to 8. */
void flat_write(const struct flat_writer *writer, void *to);

struct flat {
	const struct flat_header *header;
	const char *text;
	uint32_t text_length;
};

/*
 * Opens BYTES of DATA (aligned to 8), which stays where it is. 0, or -EBADMSG when it is not of
 * this KIND and these element SIZES, or says more than it holds.
 */
int flat_open(struct flat *ret_flat, const void *data, size_t bytes, uint32_t kind,
	      const uint32_t *sizes, uint32_t sections);

/* The elements of a section. */
const void *flat_section(const struct flat *flat, uint32_t section, size_t *ret_count);

/* TEXT ended by NUL, "" when it lies outside. It may hold any byte. */
const char *flat_get_text(const struct flat *flat, struct flat_text text);

/*
 * Whether TIME, ns, is from 1970 to 2116: the differences that the model makes of such times, and what
 * it moves by them, stay within 64 bits.
 */
static inline bool flat_is_time(int64_t time)
{
	return time >= 0 && time < INT64_C(1) << 62;
}
