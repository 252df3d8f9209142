/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of settings, and the check of a value. */
#include "conf/setting.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "conf/number.h"
#include "view/column_parse.h"

static const struct setting_info settings[] = {
#define SETTING(id, name, type, least, most, choices, initial, is_remembered, help) \
	{ name, SETTING_TYPE_##type, least, most, choices, initial, is_remembered, help },
#include "conf/setting.def"
#undef SETTING
};

const struct setting_info *setting_info(enum setting setting)
{
	return &settings[setting];
}

enum setting setting_find(const char *name)
{
	enum setting setting = 0;

	while (setting < SETTING_COUNT && strcmp(settings[setting].name, name))
		setting++;
	return setting;
}

/* "auto, always or never" */
static void setting_list_choices(const char *choices, char *to, size_t size)
{
	size_t used = 0;

	*to = '\0';
	while (*choices && used < size) {
		size_t length = strcspn(choices, " ");
		const char *next = choices[length] ? choices + length + 1 : choices + length;

		used += (size_t)snprintf(to + used, size - used, "%s%.*s",
					 !used ? "" : *next ? ", " : " or ", (int)length, choices);
		choices = next;
	}
}

const char *setting_expected(enum setting setting, char *to, size_t size)
{
	const struct setting_info *info = &settings[setting];

	switch (info->type) {
	case SETTING_TYPE_BOOL:
		snprintf(to, size, "true or false");
		break;
	case SETTING_TYPE_NUMBER:
		snprintf(to, size, "a whole number from %g to %g", info->least, info->most);
		break;
	case SETTING_TYPE_SECONDS:
		snprintf(to, size, "a number of seconds from %g to %g", info->least, info->most);
		break;
	case SETTING_TYPE_CHOICE:
		setting_list_choices(info->choices, to, size);
		break;
	case SETTING_TYPE_TEXT:
		snprintf(to, size, "a text in quotes");
		break;
	case SETTING_TYPE_COLUMN:
		snprintf(to, size, "the name of a column in quotes");
		break;
	case SETTING_TYPE_COLUMNS:
		snprintf(to, size, "a list of columns in quotes");
		break;
	}
	return to;
}

static int setting_check_choice(enum setting setting, const char *who, const char *value,
				struct error *error)
{
	size_t length = strlen(value);
	char expected[128];

	for (const char *at = settings[setting].choices; *at; at += strspn(at, " ")) {
		size_t word = strcspn(at, " ");

		if (word == length && !memcmp(at, value, length))
			return 0;
		at += word;
	}
	return error_set(error, -EINVAL, "%s: '%s' is not %s", who, value,
			 setting_expected(setting, expected, sizeof(expected)));
}

static int setting_check_column(const char *who, const char *value, struct error *error)
{
	struct column_choice choice;
	int result = *value ? column_choice_parse(&choice, value, error) : 0;

	if (result < 0)
		return error_prefix(error, "%s", who);
	if (*value)
		free(choice.vendor);
	return 0;
}

static int setting_check_columns(const char *who, const char *value, struct error *error)
{
	struct column_list list;
	int result = *value ? column_list_parse(&list, "name", value, COLUMN_FOR_SCREEN, error) : 0;

	if (result < 0)
		return error_prefix(error, "%s", who);
	if (*value)
		column_list_free(&list);
	return 0;
}

static int setting_check_bool(enum setting setting, const char *who, const char *value,
			      struct error *error)
{
	char expected[128];

	if (!strcmp(value, "true") || !strcmp(value, "false"))
		return 0;
	return error_set(error, -EINVAL, "%s: '%s' is not %s", who, value,
			 setting_expected(setting, expected, sizeof(expected)));
}

int setting_check(enum setting setting, const char *who, const char *value, struct error *error)
{
	const struct setting_info *info = &settings[setting];
	uint64_t number;
	double seconds;

	if (strlen(value) >= SETTING_SIZE)
		return error_set(error, -EINVAL, "%s: longer than %d bytes", who, SETTING_SIZE - 1);
	switch (info->type) {
	case SETTING_TYPE_BOOL:
		return setting_check_bool(setting, who, value, error);
	case SETTING_TYPE_NUMBER:
		return number_parse(who, value, (uint64_t)info->least, (uint64_t)info->most, &number, error);
	case SETTING_TYPE_SECONDS:
		return number_parse_seconds(who, value, info->least, info->most, &seconds, error);
	case SETTING_TYPE_CHOICE:
		return setting_check_choice(setting, who, value, error);
	case SETTING_TYPE_TEXT:
		return *value ? 0 : error_set(error, -EINVAL, "%s: is empty", who);
	case SETTING_TYPE_COLUMN:
		return setting_check_column(who, value, error);
	case SETTING_TYPE_COLUMNS:
		return setting_check_columns(who, value, error);
	}
	return -EINVAL;
}

/* libconfig ends a text at \x00, and takes what is not ASCII as it is. */
void setting_write_string(const char *text, FILE *to)
{
	putc('"', to);
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;

		if (byte == '"' || byte == '\\')
			fprintf(to, "\\%c", byte);
		else if (byte < ' ' || byte == 0x7f)
			fprintf(to, "\\x%02x", byte);
		else
			putc(byte, to);
	}
	putc('"', to);
}

void setting_write(enum setting setting, const char *value, FILE *to)
{
	enum setting_type type = settings[setting].type;

	if (type == SETTING_TYPE_BOOL || type == SETTING_TYPE_NUMBER || type == SETTING_TYPE_SECONDS)
		fputs(value, to);
	else
		setting_write_string(value, to);
}

/* The same number is the same text, however it was written. */
static char *setting_copy(enum setting setting, const char *value)
{
	char room[64];

	if (settings[setting].type == SETTING_TYPE_SECONDS)
		snprintf(room, sizeof(room), "%.15g", strtod(value, NULL));
	else if (settings[setting].type == SETTING_TYPE_NUMBER)
		snprintf(room, sizeof(room), "%llu", strtoull(value, NULL, 10));
	else
		return strdup(value);
	return strdup(room);
}

int setting_layer_set(struct setting_layer *layer, enum setting setting, const char *value)
{
	char *copy = value ? setting_copy(setting, value) : NULL;

	if (value && !copy)
		return -ENOMEM;
	free(layer->values[setting]);
	layer->values[setting] = copy;
	return 0;
}

void setting_layer_free(struct setting_layer *layer)
{
	for (int i = 0; i < SETTING_COUNT; i++)
		free(layer->values[i]);
	*layer = (struct setting_layer){ 0 };
}
