/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of lines with an end. */
#include "conf/complaint.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"

void complain(struct complaints *complaints, const char *format, ...)
{
	char *to = complaints->words.count < COMPLAINTS_MOST ? array_add(&complaints->words, 1) : NULL;
	va_list arguments;

	if (!to) {
		complaints->left_out++;
		return;
	}
	va_start(arguments, format);
	text_vformat(to, complaints->words.size, format, arguments);
	va_end(arguments);
}

void complain_further(struct complaints *complaints, size_t before, const char *words)
{
	size_t count = complaints->words.count;
	char whole[COMPLAINT_SIZE];
	char *last;

	if (count <= before)
		return;
	last = (char *)complaints->words.data + (count - 1) * complaints->words.size;
	text_format(whole, sizeof(whole), "%s%s", last, words);
	memcpy(last, whole, sizeof(whole));
}

size_t complaints_count(const struct complaints *complaints)
{
	return complaints->words.count;
}

size_t complaints_total(const struct complaints *complaints)
{
	return complaints->words.count + complaints->left_out;
}

const char *complaints_at(const struct complaints *complaints, size_t place)
{
	return (const char *)complaints->words.data + place * complaints->words.size;
}

void complaints_free(struct complaints *complaints)
{
	array_free(&complaints->words);
	complaints->left_out = 0;
}
