/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The top level of vdpatop.conf: settings by their table, and the group of keys. */
#include "conf/config_file.h"

#include "base/nearest.h"
#include "conf/complaint.h"
#include "conf/document.h"
#include "conf/keys.h"
#include "conf/value.h"

static void config_file_refuse(const struct document *document, const config_setting_t *from)
{
	const char *name = config_setting_name(from);
	struct nearest nearest = NEAREST_TO(name);
	char ask[96];

	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		nearest_try(&nearest, setting_info(setting)->name);
	nearest_try(&nearest, KEYS_NAME_OF_GROUP);
	document_complain(document, from, "no such setting%s", nearest_ask(&nearest, ask, sizeof(ask)));
}

static void config_file_take_one(struct config_file *file, const struct document *document,
				 const config_setting_t *from, struct keymap *keymap)
{
	enum setting setting = setting_find(config_setting_name(from));

	if (!value_is_there(from))
		return;
	if (keys_are_meant(config_setting_name(from))) {
		size_t before = complaints_total(document->complaints);

		keys_take(document, from, keymap);
		file->has_wrong_keys |= complaints_total(document->complaints) > before;
	} else if (setting == SETTING_COUNT) {
		config_file_refuse(document, from);
	} else {
		file->is_wrong[setting] = !value_take(document, from, setting, &file->layer);
		file->is_included[setting] = !document_holds(document, from);
	}
}

static void config_file_take_all(struct config_file *ret_file, struct document *document,
				 struct keymap *keymap)
{
	const config_setting_t *root = config_root_setting(&document->config);

	for (int i = 0; i < config_setting_length(root); i++)
		config_file_take_one(ret_file, document, config_setting_get_elem(root, (unsigned)i), keymap);
	document_free(document);
}

int config_file_read(struct config_file *ret_file, const char *path, struct keymap *keymap,
		     struct complaints *complaints)
{
	struct config_file file = { 0 };
	struct document document;
	int result = document_read(&document, path, complaints, &file.is_whole);

	if (result < 0)
		return result;
	config_file_take_all(&file, &document, keymap);
	*ret_file = file;
	return 0;
}

int config_file_take(struct config_file *ret_file, const char *path, const char *text, size_t length,
		     struct keymap *keymap, struct complaints *complaints)
{
	struct config_file file = { 0 };
	struct document document;
	int result = document_take(&document, path, text, length, complaints, &file.is_whole);

	if (result < 0)
		return result;
	config_file_take_all(&file, &document, keymap);
	*ret_file = file;
	return 0;
}

void config_file_free(struct config_file *file)
{
	setting_layer_free(&file->layer);
}
