/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree of what is shown, or JSON at once. */
#include "report/sheet.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/json.h"

struct sheet sheet_begin(void)
{
	return (struct sheet){ .fields = ARRAY_OF(struct sheet_field), .text = ARRAY_OF(char),
			       .open = SHEET_TOP };
}

struct sheet sheet_straight(struct json *json)
{
	return (struct sheet){ .json = json };
}

void sheet_free(struct sheet *sheet)
{
	array_free(&sheet->fields);
	array_free(&sheet->text);
	index_free(&sheet->keys);
}

static const char *sheet_words(const struct sheet *sheet, uint32_t at)
{
	return (const char *)sheet->text.data + at;
}

/* Where LENGTH bytes of TEXT and a NUL now are. */
static uint32_t sheet_keep(struct sheet *sheet, const char *text, size_t length)
{
	uint32_t at = (uint32_t)sheet->text.count;
	char *kept = array_add(&sheet->text, length + 1);

	if (!kept) {
		sheet->has_failed = true;
		return SHEET_NO_KEY;
	}
	memcpy(kept, text, length);
	return at;
}

static struct sheet_field *sheet_add(struct sheet *sheet, enum sheet_kind kind, uint32_t key,
				     unsigned flags)
{
	struct sheet_field *field = sheet->has_failed ? NULL : array_add(&sheet->fields, 1);

	if (!field) {
		sheet->has_failed = true;
		return NULL;
	}
	*field = (struct sheet_field){ .kind = kind, .flags = flags, .key = key, .parent = sheet->open };
	return field;
}

static uint32_t sheet_keep_key(struct sheet *sheet, const char *key)
{
	return key ? sheet_keep(sheet, key, strlen(key)) : SHEET_NO_KEY;
}

static void sheet_add_group(struct sheet *sheet, enum sheet_kind kind, uint32_t key, unsigned flags)
{
	if (sheet_add(sheet, kind, key, flags))
		sheet->open = (uint32_t)sheet->fields.count - 1;
}

static void straight_key(struct json *json, const char *key)
{
	if (key)
		json_key(json, key);
}

static void straight_begin(struct sheet *sheet, const char *key, bool is_array)
{
	straight_key(sheet->json, key);
	sheet->open++;
	sheet->arrays &= ~(UINT32_C(1) << sheet->open);
	sheet->arrays |= (uint32_t)is_array << sheet->open;
	if (is_array)
		json_begin_array(sheet->json);
	else
		json_begin_object(sheet->json);
}

static void straight_end(struct sheet *sheet)
{
	if (sheet->arrays >> sheet->open & 1)
		json_end_array(sheet->json);
	else
		json_end_object(sheet->json);
	sheet->open--;
}

static void straight_text(struct sheet *sheet, const char *key, const char *text, unsigned flags)
{
	if (flags & SHEET_WORDS)
		return;
	straight_key(sheet->json, key);
	json_text(sheet->json, text);
}

static void straight_count(struct sheet *sheet, const char *key, uint64_t count, unsigned flags)
{
	if (flags & SHEET_WORDS)
		return;
	straight_key(sheet->json, key);
	json_count(sheet->json, count);
}

void sheet_begin_object(struct sheet *sheet, const char *key, unsigned flags)
{
	if (sheet->json) {
		straight_begin(sheet, key, false);
		return;
	}
	sheet_add_group(sheet, SHEET_OBJECT, sheet_keep_key(sheet, key), flags);
}

void sheet_begin_array(struct sheet *sheet, const char *key, unsigned flags)
{
	if (sheet->json) {
		straight_begin(sheet, key, true);
		return;
	}
	sheet_add_group(sheet, SHEET_ARRAY, sheet_keep_key(sheet, key), flags);
}

void sheet_end(struct sheet *sheet)
{
	struct sheet_field *group;
	uint32_t open = sheet->open;

	if (sheet->json) {
		straight_end(sheet);
		return;
	}
	if (!sheet_add(sheet, SHEET_END, SHEET_NO_KEY, 0))
		return;
	group = array_at(&sheet->fields, struct sheet_field, open);
	group->end = (uint32_t)sheet->fields.count - 1;
	sheet->open = group->parent;
}

struct sheet_wanted {
	const struct sheet *sheet;
	uint32_t key; /* in the group that is open */
};

static bool sheet_has_key(const void *context, uint32_t number)
{
	const struct sheet_wanted *wanted = context;
	const struct sheet *sheet = wanted->sheet;
	const struct sheet_field *field = sheet_at(sheet, number);

	return field->parent == sheet->open &&
	       !strcmp(sheet_words(sheet, field->key), sheet_words(sheet, wanted->key));
}

static uint32_t sheet_hash(const struct sheet *sheet, uint32_t key)
{
	return index_hash_text(sheet_words(sheet, key)) ^ index_hash(&sheet->open, sizeof(sheet->open));
}

static bool sheet_is_taken(const struct sheet *sheet, uint32_t key)
{
	return index_find(&sheet->keys, sheet_hash(sheet, key), sheet_has_key,
			  &(struct sheet_wanted){ sheet, key }) != INDEX_NONE;
}

/* The next field will have KEY. */
static void sheet_take_key(struct sheet *sheet, uint32_t key)
{
	if (index_add(&sheet->keys, sheet_hash(sheet, key), (uint32_t)sheet->fields.count) < 0)
		sheet->has_failed = true;
}

static uint32_t sheet_keep_unique(struct sheet *sheet, const char *name)
{
	uint32_t key = sheet_keep(sheet, name, strlen(name));
	size_t length = sheet->text.count;

	for (unsigned i = 2; !sheet->has_failed && sheet_is_taken(sheet, key); i++) {
		char number[16];
		int digits = snprintf(number, sizeof(number), "#%u", i);

		sheet->text.count = length - 1; /* over its NUL */
		sheet_keep(sheet, number, (size_t)digits);
	}
	if (!sheet->has_failed)
		sheet_take_key(sheet, key);
	return key;
}

void sheet_begin_name(struct sheet *sheet, const char *name)
{
	if (sheet->json) {
		straight_begin(sheet, name, false);
		return;
	}
	sheet_add_group(sheet, SHEET_OBJECT, sheet_keep_unique(sheet, name), 0);
}

static void sheet_add_count(struct sheet *sheet, uint32_t key, uint64_t count, unsigned flags)
{
	struct sheet_field *field = sheet_add(sheet, SHEET_COUNT, key, flags);

	if (field)
		field->count = count;
}

void sheet_count_name(struct sheet *sheet, const char *name, uint64_t count, unsigned flags)
{
	if (sheet->json) {
		straight_count(sheet, name, count, flags);
		return;
	}
	sheet_add_count(sheet, sheet_keep_unique(sheet, name), count, flags);
}

void sheet_count_once(struct sheet *sheet, const char *name, uint64_t count, unsigned flags)
{
	uint32_t key;

	if (sheet->json) {
		straight_count(sheet, name, count, flags);
		return;
	}
	key = sheet_keep(sheet, name, strlen(name));
	if (sheet->has_failed || sheet_is_taken(sheet, key))
		return;
	sheet_take_key(sheet, key);
	sheet_add_count(sheet, key, count, flags);
}

void sheet_text_as(struct sheet *sheet, const char *key, const char *text, unsigned flags)
{
	uint32_t kept, at;
	struct sheet_field *field;

	if (!*text)
		return;
	if (sheet->json) {
		straight_text(sheet, key, text, flags);
		return;
	}
	kept = sheet_keep_key(sheet, key);
	at = sheet_keep(sheet, text, strlen(text));
	field = sheet_add(sheet, SHEET_TEXT, kept, flags);
	if (field)
		field->text = at;
}

void sheet_text(struct sheet *sheet, const char *key, const char *text)
{
	sheet_text_as(sheet, key, text, 0);
}

void sheet_count_as(struct sheet *sheet, const char *key, uint64_t count, unsigned flags)
{
	if (sheet->json) {
		straight_count(sheet, key, count, flags);
		return;
	}
	sheet_add_count(sheet, sheet_keep_key(sheet, key), count, flags);
}

void sheet_count(struct sheet *sheet, const char *key, uint64_t count)
{
	sheet_count_as(sheet, key, count, 0);
}

void sheet_bool(struct sheet *sheet, const char *key, bool value)
{
	struct sheet_field *field;

	if (sheet->json) {
		straight_key(sheet->json, key);
		json_bool(sheet->json, value);
		return;
	}
	field = sheet_add(sheet, SHEET_BOOL, sheet_keep_key(sheet, key), 0);

	if (field)
		field->count = value;
}

size_t sheet_count_fields(const struct sheet *sheet)
{
	return sheet->fields.count;
}

const struct sheet_field *sheet_at(const struct sheet *sheet, size_t number)
{
	return array_at(&sheet->fields, const struct sheet_field, number);
}

const char *sheet_key(const struct sheet *sheet, const struct sheet_field *field)
{
	return field->key == SHEET_NO_KEY ? "" : sheet_words(sheet, field->key);
}

size_t sheet_next(const struct sheet *sheet, size_t number)
{
	const struct sheet_field *field = sheet_at(sheet, number);

	return field->kind == SHEET_OBJECT || field->kind == SHEET_ARRAY ? field->end + 1 : number + 1;
}

const struct sheet_field *sheet_find(const struct sheet *sheet, size_t number, const char *key)
{
	for (size_t i = number + 1; i < sheet_at(sheet, number)->end; i = sheet_next(sheet, i))
		if (!strcmp(sheet_key(sheet, sheet_at(sheet, i)), key))
			return sheet_at(sheet, i);
	return NULL;
}

int sheet_put_safe(struct array *to, const char *text)
{
	size_t length = strlen(text);
	size_t room = length * 4 + 1; /* \xNN for each byte */
	size_t before = to->count;
	char *put = array_add(to, room);

	if (!put)
		return -ENOMEM;
	to->count = before + text_exact(put, room, text, length);
	return 0;
}

int sheet_put_value(const struct sheet *sheet, const struct sheet_field *field, struct array *to)
{
	char digits[24];

	if (field->kind == SHEET_TEXT)
		return sheet_put_safe(to, sheet_words(sheet, field->text));
	if (field->kind == SHEET_BOOL)
		return sheet_put_safe(to, field->count ? "true" : "false");
	snprintf(digits, sizeof(digits), "%" PRIu64, field->count);
	return sheet_put_safe(to, digits);
}
