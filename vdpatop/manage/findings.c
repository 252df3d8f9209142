/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Appends findings and puts them in order. */
#include "manage/findings.h"

#include <errno.h>
#include <stdarg.h>

#include "base/text.h"

static void add(struct findings *findings, enum task_field field, enum model_level level,
		const char *format, va_list arguments) __attribute__((format(printf, 4, 0)));

static void add(struct findings *findings, enum task_field field, enum model_level level,
		const char *format, va_list arguments)
{
	struct finding finding = { .field = field, .level = level };

	text_vformat(finding.words, sizeof(finding.words), format, arguments);
	if (findings->errors < 0)
		return;
	if (array_append(findings->list, &finding, 1) < 0)
		findings->errors = -ENOMEM;
	else if (level == MODEL_ERROR)
		findings->errors++;
}

void findings_add(struct findings *findings, enum task_field field, enum model_level level,
		  const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(findings, field, level, format, arguments);
	va_end(arguments);
}

void findings_add_error(struct findings *findings, enum task_field field, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	add(findings, field, MODEL_ERROR, format, arguments);
	va_end(arguments);
}

static bool comes_before(const struct finding *a, const struct finding *b)
{
	return a->field != b->field ? a->field < b->field : a->level > b->level;
}

/* A few dozen at most; those that are equal keep their order. */
void findings_sort(struct findings *findings, size_t first)
{
	for (size_t i = first; i < findings->list->count; i++) {
		const struct finding moved = *array_at(findings->list, struct finding, i);
		size_t to = i;

		for (; to > first; to--) {
			struct finding *before = array_at(findings->list, struct finding, to - 1);

			if (!comes_before(&moved, before))
				break;
			before[1] = *before;
		}
		*array_at(findings->list, struct finding, to) = moved;
	}
}
