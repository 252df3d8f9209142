/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is wrong in configuration files, kept until somebody can show it. Nothing of it stops a start. */
#pragma once

#include <stddef.h>

#include "base/array.h"

/* Bytes of a line with its NUL. */
#define COMPLAINT_SIZE 512

/* More are counted and not kept. */
#define COMPLAINTS_MOST 20

struct complaints {
	struct array words; /* of char[COMPLAINT_SIZE], raw bytes */
	size_t left_out;    /* how many more there were */
};

#define COMPLAINTS_NONE ((struct complaints){ .words = { .size = COMPLAINT_SIZE } })

/* Keeps one line: where, what was found, what was expected. */
void complain(struct complaints *complaints, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Puts WORDS behind the last line, if there were BEFORE lines and more came. */
void complain_further(struct complaints *complaints, size_t before, const char *words);

/* Lines that were kept, and all that there were. */
size_t complaints_count(const struct complaints *complaints);
size_t complaints_total(const struct complaints *complaints);

/* Line PLACE, from 0. Holds until the next complaint. */
const char *complaints_at(const struct complaints *complaints, size_t place);
void complaints_free(struct complaints *complaints);
