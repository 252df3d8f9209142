/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON, written in the order in which it is told. */
#include "report/json.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/figure.h"

static void put(struct json *json, const char *bytes, size_t length)
{
	if (!json->has_failed && array_append(json->to, bytes, length) < 0)
		json->has_failed = true;
}

static void put_string(struct json *json, const char *text)
{
	put(json, text, strlen(text));
}

static void put_line(struct json *json)
{
	if (!json->is_pretty)
		return;
	put(json, "\n", 1);
	for (unsigned i = 0; i < json->depth; i++)
		put(json, "    ", 4);
}

/* What stands between this element and the one before. */
static void begin_element(struct json *json)
{
	if (json->has_key) {
		json->has_key = false;
		return;
	}
	if (json->has_element)
		put(json, ",", 1);
	if (json->depth)
		put_line(json);
	json->has_element = true;
}

static void put_escape(struct json *json, uint32_t character)
{
	static const char named[] = { [8] = 'b', [9] = 't', [10] = 'n', [12] = 'f', [13] = 'r' };
	char escape[8];

	if (character == '"' || character == '\\')
		snprintf(escape, sizeof(escape), "\\%c", (int)character);
	else if (character < sizeof(named) && named[character])
		snprintf(escape, sizeof(escape), "\\%c", named[character]);
	else
		snprintf(escape, sizeof(escape), "\\u%04x", character & 0xffff);
	put_string(json, escape);
}

/* What a terminal might act on, or a reader of lines take for an end, is written as an escape. */
static bool wants_escape(uint32_t character)
{
	return character < 0x20 || character == '"' || character == '\\' ||
	       (character >= 0x7f && character < 0xa0) || character == 0x2028 || character == 0x2029 ||
	       (character >= 0x202a && character <= 0x202e) ||
	       (character >= 0x2066 && character <= 0x2069);
}

static void put_quoted(struct json *json, const char *text)
{
	size_t left = strlen(text);

	put(json, "\"", 1);
	while (left) {
		uint32_t character;
		size_t length = text_decode(text, left, &character);
		char byte[8];

		if (!length || text_is_escape(text, left)) {
			snprintf(byte, sizeof(byte), "\\\\x%02x", (unsigned char)*text);
			put_string(json, byte);
			length = 1;
		} else if (wants_escape(character)) {
			put_escape(json, character);
		} else {
			put(json, text, length);
		}
		text += length;
		left -= length;
	}
	put(json, "\"", 1);
}

struct json json_begin(struct array *to, bool is_pretty)
{
	return (struct json){ .to = to, .is_pretty = is_pretty };
}

int json_end(struct json *json)
{
	put(json, "\n", 1);
	return json->has_failed ? -ENOMEM : 0;
}

static void begin_group(struct json *json, char sign)
{
	begin_element(json);
	put(json, &sign, 1);
	json->depth++;
	json->has_element = false;
}

static void end_group(struct json *json, char sign)
{
	json->depth--;
	if (json->has_element)
		put_line(json);
	put(json, &sign, 1);
	json->has_element = true;
}

void json_begin_object(struct json *json)
{
	begin_group(json, '{');
}

void json_end_object(struct json *json)
{
	end_group(json, '}');
}

void json_begin_array(struct json *json)
{
	begin_group(json, '[');
}

void json_end_array(struct json *json)
{
	end_group(json, ']');
}

void json_key(struct json *json, const char *name)
{
	begin_element(json);
	put_quoted(json, name);
	put_string(json, json->is_pretty ? ": " : ":");
	json->has_key = true;
}

void json_text(struct json *json, const char *text)
{
	begin_element(json);
	put_quoted(json, text);
}

void json_count(struct json *json, uint64_t count)
{
	char digits[FIGURE_SIZE];

	begin_element(json);
	put(json, digits, figure_count(digits, count));
}

void json_integer(struct json *json, int64_t integer)
{
	char digits[24];

	begin_element(json);
	snprintf(digits, sizeof(digits), "%" PRId64, integer);
	put_string(json, digits);
}

void json_real(struct json *json, double real)
{
	char digits[FIGURE_SIZE];

	begin_element(json);
	if (isfinite(real))
		put(json, digits, figure_real(digits, real));
	else
		put_string(json, "null");
}

void json_seconds(struct json *json, int64_t ns)
{
	char digits[FIGURE_SIZE];

	begin_element(json);
	put(json, digits, figure_seconds(digits, ns));
}

void json_bool(struct json *json, bool value)
{
	begin_element(json);
	put_string(json, value ? "true" : "false");
}

void json_put_text(struct json *json, const char *name, const char *text)
{
	json_key(json, name);
	json_text(json, text);
}

void json_put_count(struct json *json, const char *name, uint64_t count)
{
	json_key(json, name);
	json_count(json, count);
}

void json_put_bool(struct json *json, const char *name, bool value)
{
	json_key(json, name);
	json_bool(json, value);
}
