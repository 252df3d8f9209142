/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text from outside made safe to show, measured in terminal cells. */
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

static size_t text_sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first <= 0xdf)
		return 2;
	if ((first & 0xf0) == 0xe0)
		return 3;
	return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

/* RFC 3629: no overlong forms, no surrogates, nothing past U+10FFFF. */
static bool text_is_scalar(uint32_t character, size_t length)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	return character >= least[length] && character <= 0x10ffff &&
	       !(character >= 0xd800 && character <= 0xdfff);
}

size_t text_decode(const char *from, size_t length, uint32_t *ret_character)
{
	static const unsigned char mask[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	size_t need = text_sequence_length((unsigned char)from[0]);
	uint32_t character;

	if (!need || need > length)
		return 0;
	character = (unsigned char)from[0] & mask[need];
	for (size_t i = 1; i < need; i++) {
		if (((unsigned char)from[i] & 0xc0) != 0x80)
			return 0;
		character = character << 6 | ((unsigned char)from[i] & 0x3f);
	}
	if (!text_is_scalar(character, need))
		return 0;
	*ret_character = character;
	return need;
}

/* Whether CHARACTER would move the cursor, change a mode or reorder what is shown. */
static bool text_is_control(uint32_t character)
{
	return character < 0x20 || (character >= 0x7f && character <= 0x9f) ||
	       (character >= 0x200b && character <= 0x200f) ||
	       (character >= 0x2028 && character <= 0x202e) ||
	       (character >= 0x2060 && character <= 0x206f) || character == 0xfeff ||
	       (character >= 0xfff9 && character <= 0xfffb);
}

static size_t text_escape(char *to, size_t size, const char *from, size_t length)
{
	static const char digits[] = "0123456789abcdef";
	size_t written = 0;

	if (4 * length >= size)
		return 0;
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)from[i];

		to[written++] = '\\';
		to[written++] = 'x';
		to[written++] = digits[byte >> 4];
		to[written++] = digits[byte & 15];
	}
	return written;
}

static bool text_is_hexadecimal(char digit)
{
	return digit && strchr("0123456789abcdef", digit);
}

bool text_is_escape(const char *text, size_t length)
{
	return length >= 4 && text[0] == '\\' && text[1] == 'x' && text_is_hexadecimal(text[2]) &&
	       text_is_hexadecimal(text[3]);
}

static size_t text_make_safe(char *to, size_t size, const char *from, size_t length, bool is_exact)
{
	size_t written = 0;

	if (!size)
		return 0;
	while (length) {
		uint32_t character = 0;
		size_t bytes = text_decode(from, length, &character);
		size_t step = bytes ? bytes : 1;
		size_t put = step;

		if (!bytes || text_is_control(character) || (is_exact && text_is_escape(from, length)))
			put = text_escape(to + written, size - written, from, step);
		else if (step < size - written)
			memcpy(to + written, from, step);
		else
			put = 0;
		if (!put)
			break;
		written += put;
		from += step;
		length -= step;
	}
	to[written] = '\0';
	return written;
}

size_t text_safe(char *to, size_t size, const char *from, size_t length)
{
	return text_make_safe(to, size, from, length, false);
}

size_t text_exact(char *to, size_t size, const char *from, size_t length)
{
	return text_make_safe(to, size, from, length, true);
}

/* wcwidth() depends on the locale; in the C locale everything past ASCII counts as one cell. */
static size_t text_cells(uint32_t character)
{
	int cells = wcwidth((wchar_t)character);

	return cells < 0 ? 1 : (size_t)cells;
}

static size_t text_next(const char *text, size_t *ret_cells)
{
	uint32_t character = 0;
	size_t bytes = text_decode(text, strlen(text), &character);

	*ret_cells = bytes ? text_cells(character) : 1;
	return bytes ? bytes : 1;
}

size_t text_width(const char *text)
{
	size_t width = 0;
	size_t cells;

	while (*text) {
		text += text_next(text, &cells);
		width += cells;
	}
	return width;
}

/* Bytes of TEXT that fit into SIZE - 1 bytes and WIDTH cells, combining characters included. */
static size_t text_fit(const char *text, size_t size, size_t width, size_t *ret_width)
{
	size_t bytes = 0;
	size_t used = 0;

	while (text[bytes]) {
		size_t cells;
		size_t step = text_next(text + bytes, &cells);

		if (used + cells > width || bytes + step >= size)
			break;
		used += cells;
		bytes += step;
	}
	*ret_width = used;
	return bytes;
}

size_t text_cut(char *to, size_t size, const char *from, size_t width, const char *ellipsis)
{
	size_t mark = strlen(ellipsis);
	size_t used;
	size_t bytes = text_fit(from, size, width, &used);

	if (!from[bytes] || !width || mark >= size) {
		memcpy(to, from, bytes);
		to[bytes] = '\0';
		return used;
	}
	bytes = text_fit(from, size - mark, width - 1, &used);
	memcpy(to, from, bytes);
	memcpy(to + bytes, ellipsis, mark + 1);
	return used + 1;
}

/* A byte in the middle of a character of UTF-8. */
static bool text_is_inner(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

void text_vformat(char *to, size_t size, const char *format, va_list arguments)
{
	size_t cut = size - sizeof("...");
	int length = vsnprintf(to, size, format, arguments);

	if (length < 0 || (size_t)length < size)
		return;
	while (cut && text_is_inner(to[cut]))
		cut--;
	strcpy(to + cut, "...");
}

void text_format(char *to, size_t size, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	text_vformat(to, size, format, arguments);
	va_end(arguments);
}

bool text_copy(char *to, size_t size, const char *from)
{
	size_t length = strlen(from);
	size_t put = length < size ? length : size - 1;

	memcpy(to, from, put);
	to[put] = '\0';
	return put == length;
}

void text_count_within(char *to, size_t size, double count, size_t width)
{
	static const char units[] = " kMGTPE";
	size_t unit = 0;
	int decimals;

	while (count >= 999.5 && units[unit + 1]) {
		count /= 1000;
		unit++;
	}
	decimals = !unit ? 0 : count < 9.995 ? 2 : count < 99.95 ? 1 : 0;
	do {
		snprintf(to, size, unit ? "%.*f%c" : "%.*f", decimals, count, units[unit]);
	} while (strlen(to) > width && decimals-- > 0);
	if (strlen(to) <= width)
		return;
	width = width < size ? width : size - 1;
	memset(to, '#', width);
	to[width] = '\0';
}

static bool text_is_digit(char character)
{
	return character >= '0' && character <= '9';
}

/* Compares the numbers at *A and *B by their values and moves behind them. */
static int text_compare_numbers(const char **a, const char **b)
{
	size_t digits_of_a, digits_of_b;
	int result;

	*a += strspn(*a, "0");
	*b += strspn(*b, "0");
	digits_of_a = strspn(*a, "0123456789");
	digits_of_b = strspn(*b, "0123456789");
	if (digits_of_a != digits_of_b)
		return digits_of_a < digits_of_b ? -1 : 1;
	result = memcmp(*a, *b, digits_of_a);
	*a += digits_of_a;
	*b += digits_of_b;
	return result;
}

/*
 * A text is a row of characters and numbers, which stand before the character 0 and behind all that
 * come before that: so this is an order, whatever is compared with what.
 */
int text_compare(const char *a, const char *b)
{
	const char *whole_a = a, *whole_b = b;
	bool has_numbers_a = !strchr(a, ':');
	bool has_numbers_b = !strchr(b, ':');

	for (;;) {
		bool is_number_a = has_numbers_a && text_is_digit(*a);
		bool is_number_b = has_numbers_b && text_is_digit(*b);
		int result;

		if (is_number_a != is_number_b)
			return is_number_a ? ((unsigned char)*b < '0' ? 1 : -1) :
					     ((unsigned char)*a < '0' ? -1 : 1);
		if (!is_number_a && !*a && !*b)
			return strcmp(whole_a, whole_b);
		result = is_number_a ? text_compare_numbers(&a, &b) : (unsigned char)*a - (unsigned char)*b;
		if (result)
			return result;
		if (!is_number_a) {
			a++;
			b++;
		}
	}
}

void text_count(char *to, size_t size, double count)
{
	text_count_within(to, size, count, size);
}

void text_duration(char *to, size_t size, double seconds)
{
	long whole = seconds > 0 ? lround(seconds) : 0;

	if (seconds < 9.95)
		snprintf(to, size, "%.1fs", seconds > 0 ? seconds : 0.0);
	else if (whole < 60)
		snprintf(to, size, "%lds", whole);
	else if (whole < 3600)
		snprintf(to, size, "%ldm%02lds", whole / 60, whole % 60);
	else if (whole < 86400)
		snprintf(to, size, "%ldh%02ldm", whole / 3600, whole / 60 % 60);
	else
		snprintf(to, size, "%ldd%02ldh", whole / 86400, whole / 3600 % 24);
}
