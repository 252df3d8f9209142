/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sheet as JSON. */
#include "report/sheet.h"

#include <errno.h>

#include "report/json.h"

static void json_put_field(struct json *json, const struct sheet *sheet,
			   const struct sheet_field *field)
{
	if (field->key != SHEET_NO_KEY)
		json_key(json, sheet_key(sheet, field));
	switch (field->kind) {
	case SHEET_TEXT:
		json_text(json, (const char *)sheet->text.data + field->text);
		break;
	case SHEET_COUNT:
		json_count(json, field->count);
		break;
	case SHEET_BOOL:
		json_bool(json, field->count);
		break;
	case SHEET_OBJECT:
		json_begin_object(json);
		break;
	case SHEET_ARRAY:
		json_begin_array(json);
		break;
	case SHEET_END:
		if (sheet_at(sheet, field->parent)->kind == SHEET_OBJECT)
			json_end_object(json);
		else
			json_end_array(json);
		break;
	}
}

int sheet_print_json(const struct sheet *sheet, struct array *to, const char *root, bool is_pretty)
{
	struct json json = json_begin(to, is_pretty);

	if (sheet->has_failed)
		return -ENOMEM;
	json_begin_object(&json);
	json_key(&json, root);
	json_begin_object(&json);
	for (size_t i = 0; i < sheet_count_fields(sheet);) {
		const struct sheet_field *field = sheet_at(sheet, i);

		if (field->flags & SHEET_WORDS) {
			i = sheet_next(sheet, i);
			continue;
		}
		json_put_field(&json, sheet, field);
		i++;
	}
	json_end_object(&json);
	json_end_object(&json);
	return json_end(&json);
}
