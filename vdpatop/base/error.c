/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors that carry words. This file prints nothing. */
#include "base/error.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

int error_set(struct error *error, int code, const char *format, ...)
{
	va_list arguments;

	if (!error)
		return code;
	error->code = code;
	va_start(arguments, format);
	text_vformat(error->words, sizeof(error->words), format, arguments);
	va_end(arguments);
	return code;
}

int error_prefix(struct error *error, const char *format, ...)
{
	char before[sizeof(error->words) - 3];
	char after[sizeof(error->words)];
	va_list arguments;

	if (!error)
		return 0;
	va_start(arguments, format);
	text_vformat(before, sizeof(before), format, arguments);
	va_end(arguments);
	memcpy(after, error->words, sizeof(after));
	text_format(error->words, sizeof(error->words), "%s: %s", before, after);
	return error->code;
}

/* Unlike abs(), defined for the least of all numbers too. */
static int error_number(int code)
{
	return code < 0 && code > INT_MIN ? -code : code;
}

const char *error_text(int code)
{
	const char *text = strerrordesc_np(error_number(code));

	return text ? text : "Unknown error";
}

const char *error_name(int code)
{
	const char *name = strerrorname_np(error_number(code));

	return name ? name : "E?";
}
