/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What names a text stands for. Whether they will do is names_check.c's. */
#include "manage/names.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "manage/words.h"

#define MOST_DIGITS 9      /* of a pattern's number: it fits into 32 bits */
#define MOST_END_DIGITS 18 /* of a number at the end: it fits into 64 bits and can count up */

/* head{from..to}tail */
struct pattern {
	const char *head, *tail;
	size_t head_length;
	uint32_t from, to;
	int width; /* digits, with zeroes in front; 0: as few as there are */
};

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static size_t count_digits(const char *text)
{
	size_t count = 0;

	while (is_digit(text[count]))
		count++;
	return count;
}

static uint64_t read_digits(const char *digits, size_t count)
{
	uint64_t number = 0;

	for (size_t i = 0; i < count; i++)
		number = 10 * number + (uint64_t)(digits[i] - '0');
	return number;
}

/* What stands behind '{': "0..7}tail". */
static bool read_range(const char *text, struct pattern *ret_pattern)
{
	size_t from = count_digits(text);
	const char *second = text + from + 2;
	size_t to;

	if (!from || from > MOST_DIGITS || strncmp(text + from, "..", 2) != 0)
		return false;
	to = count_digits(second);
	if (!to || to > MOST_DIGITS || second[to] != '}')
		return false;
	ret_pattern->from = (uint32_t)read_digits(text, from);
	ret_pattern->to = (uint32_t)read_digits(second, to);
	if ((from > 1 && text[0] == '0') || (to > 1 && second[0] == '0'))
		ret_pattern->width = (int)(from > to ? from : to);
	ret_pattern->tail = second + to + 1;
	return true;
}

static int read_pattern(const char *text, struct pattern *ret_pattern, struct error *error)
{
	const char *brace = strchr(text, '{');
	struct pattern pattern = { .head = text, .head_length = (size_t)(brace - text) };

	if (!read_range(brace + 1, &pattern))
		return error_set(error, -EINVAL,
				 "%s is no pattern: vm{0..7} is one, for vm0 to vm7, and vm{00..15}",
				 words_name(brace).text);
	if (strchr(pattern.tail, '{'))
		return error_set(error, -EINVAL, "a name can have one pattern, not two");
	*ret_pattern = pattern;
	return 0;
}

static uint32_t pattern_count(const struct pattern *pattern)
{
	return pattern->from < pattern->to ? pattern->to - pattern->from + 1 :
					     pattern->from - pattern->to + 1;
}

static int expand_pattern(const struct pattern *pattern, struct array *names)
{
	for (uint32_t i = 0; i < pattern_count(pattern); i++) {
		uint32_t number = pattern->from < pattern->to ? pattern->from + i : pattern->from - i;
		struct name *name = array_add(names, 1);

		if (!name)
			return -ENOMEM;
		snprintf(name->raw, sizeof(name->raw), "%.*s%0*" PRIu32 "%s",
			 (int)pattern->head_length, pattern->head, pattern->width, number,
			 pattern->tail);
	}
	return 0;
}

static int take_pattern(const char *text, uint32_t count, struct array *names,
			enum task_field *ret_field, struct error *error)
{
	struct pattern pattern = { 0 };
	uint32_t devices;
	int result = read_pattern(text, &pattern, error);

	if (result < 0)
		return result;
	devices = pattern_count(&pattern);
	if (devices > WISH_MOST)
		return error_set(error, -EINVAL, "%s would be %" PRIu32 " devices: at most %d at once",
				 words_name(text).text, devices, WISH_MOST);
	if (count && count != devices) {
		*ret_field = TASK_FIELD_COUNT;
		return error_set(error, -EINVAL, "%s is %" PRIu32 " devices, not %" PRIu32
				 ": leave the number empty",
				 words_name(text).text, devices, count);
	}
	return expand_pattern(&pattern, names);
}

bool name_count_up(const struct name *name, uint32_t by, struct name *ret_name)
{
	size_t end = strlen(name->raw);
	size_t digits = 0;

	while (digits < end && digits < MOST_END_DIGITS && is_digit(name->raw[end - digits - 1]))
		digits++;
	if (!digits)
		return false;
	snprintf(ret_name->raw, sizeof(ret_name->raw), "%.*s%0*" PRIu64, (int)(end - digits),
		 name->raw, (int)digits, read_digits(name->raw + end - digits, digits) + by);
	return true;
}

static int count_up(const char *text, uint32_t count, struct array *names, struct error *error)
{
	struct name first;

	if (!*text)
		return error_set(error, -EINVAL, "a device needs a name");
	text_copy(first.raw, sizeof(first.raw), text);
	if (array_append(names, &first, 1) < 0)
		return -ENOMEM;
	for (uint32_t i = 1; i < count; i++) {
		struct name next;

		if (!name_count_up(&first, i, &next))
			return error_set(error, -EINVAL,
					 "%s does not end in a number that could count up: vm0 does, and "
					 "vm{0..7} is 8 names",
					 words_name(text).text);
		if (array_append(names, &next, 1) < 0)
			return -ENOMEM;
	}
	return 0;
}

int names_take(const char *text, struct array *names, enum task_field *ret_field, struct error *error)
{
	*ret_field = TASK_FIELD_NAME;
	return count_up(text, 1, names, error);
}

int names_expand(const char *text, uint32_t count, struct array *names, enum task_field *ret_field,
		 struct error *error)
{
	*ret_field = TASK_FIELD_NAME;
	if (strchr(text, '{'))
		return take_pattern(text, count, names, ret_field, error);
	return count_up(text, count, names, error);
}
