/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of what the checks of a wish found, while it is made. */
#pragma once

#include "manage/wish.h"

struct findings {
	struct array *list; /* struct finding */
	int errors;         /* how many of them are, or -ENOMEM for good */
};

void findings_add(struct findings *findings, enum task_field field, enum model_level level,
		  const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same, of an error. */
void findings_add_error(struct findings *findings, enum task_field field, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts what was added from place FIRST on in the order of fields, errors of each first. */
void findings_sort(struct findings *findings, size_t first);
