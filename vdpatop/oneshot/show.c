/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a command that shows something to the text of its answer: which things, and how it ends. */
#include "oneshot/show.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "engine/engine.h"
#include "manage/words.h"
#include "oneshot/find.h"
#include "oneshot/private.h"
#include "oneshot/show_private.h"
#include "report/session.h"

struct show_kind {
	const char *root; /* of its JSON, as vdpa(8) calls it */
	const char *nothing; /* a person is told when there is none of what is listed */
	enum engine_scope scope;
	const struct sheet_table *table;
	show_mgmtdev_putter *put_mgmtdev; /* one of the two */
	show_device_putter *put_device;
};

static const struct show_kind kinds[] = {
	[ONESHOT_MGMTDEVS] = { "mgmtdev", "no management devices\n", ENGINE_LISTS, &show_mgmtdev_table, show_put_mgmtdev, NULL },
	[ONESHOT_DEVICES] = { "dev", "no devices\n", ENGINE_LISTS, &show_device_table, NULL, show_put_device },
	[ONESHOT_CONFIG] = { "config", "no devices\n", ENGINE_CONFIGS, &show_config_table, NULL, show_put_config },
	[ONESHOT_FEATURES] = { "features", "no devices\n", ENGINE_CONFIGS, &show_features_table, NULL,
			       show_put_feature_sets },
	[ONESHOT_STATS] = { "vstats", "no devices\n", ENGINE_COUNTERS, &show_stats_table, NULL, show_put_stats },
};

void show_choose(const struct oneshot_command *command, struct engine_options *options)
{
	options->scope = kinds[command->verb].scope;
	options->only = command->device;
	options->has_queue = command->has_queue;
	options->queue = command->queue;
	options->wants_vendor = true;
}

void show_complain(struct show *show, int status, const char *format, ...)
{
	char words[sizeof(show->error->words)];
	va_list arguments;

	if (show->status)
		return;
	va_start(arguments, format);
	text_vformat(words, sizeof(words), format, arguments);
	va_end(arguments);
	show->status = status;
	error_set(show->error, status ? -EIO : 0, "%s", words);
}

void show_complain_silent(struct show *show, const struct model_device *device)
{
	show->is_unknown = true;
	show_complain(show, EXIT_FAILED, "%s is %s: no management device made it, or it is gone by now",
		      words_name(device->name).text, show_why_silent(device));
}

/* Where the list is cut short it may be in the rest: show_remark() tells of that. */
static void show_miss_device(struct show *show)
{
	char words[FIND_MISS_SIZE];

	if (!show->model->info->code)
		show_complain(show, EXIT_FAILED, "%s",
			      find_miss_device(show->model, show->command->device, words));
}

static void show_devices(struct show *show, show_device_putter *put)
{
	const struct model *model = show->model;
	const char *said = show->command->device;
	bool has_found = false;

	for (size_t i = 0; i < model->device_count; i++) {
		if (said && !find_is_named(said, model->devices[i].name))
			continue;
		has_found = true;
		sheet_begin_name(&show->sheet, model->devices[i].name);
		put(show, &model->devices[i]);
		sheet_end(&show->sheet);
	}
	if (said && !has_found)
		show_miss_device(show);
}

static void show_miss_mgmtdev(struct show *show)
{
	char words[FIND_MISS_SIZE];

	if (!show->model->info->code)
		show_complain(show, EXIT_FAILED, "%s",
			      find_miss_mgmtdev(show->model, show->command->mgmtdev, words));
}

static void show_mgmtdevs(struct show *show, show_mgmtdev_putter *put)
{
	const struct model *model = show->model;
	const char *said = show->command->mgmtdev;
	bool has_found = false;

	for (size_t i = 0; i < model->mgmtdev_count; i++) {
		if (said && strcmp(said, model->mgmtdevs[i].handle) != 0)
			continue;
		has_found = true;
		sheet_begin_name(&show->sheet, model->mgmtdevs[i].handle);
		put(show, &model->mgmtdevs[i]);
		sheet_end(&show->sheet);
	}
	if (said && !has_found)
		show_miss_mgmtdev(show);
}

/* A list that is cut short is shown, and said to be. */
static void show_remark(struct show *show)
{
	const struct snapshot_info *info = show->model->info;

	if (info->code || info->errors)
		show_complain(show, EXIT_FAILED, "%s",
			      show->model->reason[0] ? show->model->reason :
						       "some answers are missing, or make no sense");
}

static void show_put_things(struct show *show, const struct show_kind *kind)
{
	if (kind->put_mgmtdev)
		show_mgmtdevs(show, kind->put_mgmtdev);
	else
		show_devices(show, kind->put_device);
	show_remark(show);
}

static int show_format(const struct show *show, struct array *to, const struct show_kind *kind,
		       const struct oneshot_options *options)
{
	bool is_one = show->command->device || show->command->mgmtdev;

	if (options->is_json)
		return sheet_print_json(&show->sheet, to, kind->root, options->is_pretty);
	if (show->is_unknown)
		return 0;
	if (options->width <= 0)
		return sheet_print_lines(&show->sheet, to, "qidx");
	if (!is_one && !sheet_count_fields(&show->sheet) && !show->sheet.has_failed)
		return array_append(to, kind->nothing, strlen(kind->nothing));
	if (is_one)
		return sheet_print_pages(&show->sheet, to, kind->table, options->width);
	return sheet_print_table(&show->sheet, to, kind->table, options->width);
}

int show_print(struct array *to, const struct model *model, const struct oneshot_command *command,
	       const struct oneshot_options *options, struct error *error)
{
	const struct show_kind *kind = &kinds[command->verb];
	struct show show = { .sheet = sheet_begin(), .model = model, .command = command, .error = error };
	int result;

	show_put_things(&show, kind);
	result = show_format(&show, to, kind, options);
	sheet_free(&show.sheet);
	if (!result)
		return show.status;
	error_set(error, -ENOMEM, "out of memory");
	return EXIT_FAILED;
}

int show_run(struct oneshot *oneshot, const struct oneshot_command *command, struct array *to)
{
	struct error error = { 0 };
	int status = show_print(to, engine_model(oneshot->engine), command, &oneshot->options, &error);

	if (error.words[0])
		session_complain("%s", error.words);
	return status;
}
