/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libconfig's types are checked before a value becomes a text. */
#include "conf/value.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "conf/document.h"

const char *value_kind(const config_setting_t *from)
{
	switch (config_setting_type(from)) {
	case CONFIG_TYPE_GROUP:
		return "a group";
	case CONFIG_TYPE_INT:
	case CONFIG_TYPE_INT64:
	case CONFIG_TYPE_FLOAT:
		return "a number";
	case CONFIG_TYPE_STRING:
		return "a text";
	case CONFIG_TYPE_BOOL:
		return "a truth value";
	case CONFIG_TYPE_ARRAY:
	case CONFIG_TYPE_LIST:
		return "a list";
	default:
		return "nothing";
	}
}

bool value_is_there(const config_setting_t *from)
{
	return config_setting_type(from) != CONFIG_TYPE_NONE;
}

bool value_is_group(const config_setting_t *from)
{
	return config_setting_type(from) == CONFIG_TYPE_GROUP;
}

const char *value_string(const config_setting_t *from)
{
	return config_setting_type(from) == CONFIG_TYPE_STRING ? config_setting_get_string(from) : NULL;
}

static bool value_is_whole(const config_setting_t *from)
{
	return config_setting_type(from) == CONFIG_TYPE_INT ||
	       config_setting_type(from) == CONFIG_TYPE_INT64;
}

static bool value_is_of_type(const config_setting_t *from, enum setting_type type)
{
	switch (type) {
	case SETTING_TYPE_BOOL:
		return config_setting_type(from) == CONFIG_TYPE_BOOL;
	case SETTING_TYPE_NUMBER:
		return value_is_whole(from);
	case SETTING_TYPE_SECONDS:
		return value_is_whole(from) || config_setting_type(from) == CONFIG_TYPE_FLOAT;
	default:
		return config_setting_type(from) == CONFIG_TYPE_STRING;
	}
}

/* The canonical text: what two values that mean the same have in common. */
static const char *value_write(const config_setting_t *from, char *room, size_t size)
{
	switch (config_setting_type(from)) {
	case CONFIG_TYPE_BOOL:
		return config_setting_get_bool(from) ? "true" : "false";
	case CONFIG_TYPE_STRING:
		return config_setting_get_string(from);
	case CONFIG_TYPE_FLOAT:
		snprintf(room, size, "%.15g", config_setting_get_float(from));
		return room;
	default:
		snprintf(room, size, "%lld", config_setting_get_int64(from));
		return room;
	}
}

/* What setting_check() says begins with a name that document_complain() says already. */
static const char *behind_name(const char *words, const char *name)
{
	size_t length = strlen(name);

	return strncmp(words, name, length) || strncmp(words + length, ": ", 2) ? words : words + length + 2;
}

bool value_take(const struct document *document, const config_setting_t *from, enum setting setting,
		struct setting_layer *layer)
{
	const char *name = setting_info(setting)->name;
	struct error error = { 0 };
	char room[128];
	const char *value;

	if (!value_is_of_type(from, setting_info(setting)->type)) {
		document_complain(document, from, "%s, expected %s", value_kind(from),
				  setting_expected(setting, room, sizeof(room)));
		return false;
	}
	value = value_write(from, room, sizeof(room));
	if (setting_check(setting, name, value, &error) < 0) {
		document_complain(document, from, "%s", behind_name(error.words, name));
		return false;
	}
	return setting_layer_set(layer, setting, value) == 0;
}
