/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One way to find what a command names, and to say that it is not there. */
#include "oneshot/find.h"

#include <string.h>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "manage/words.h"
#include "model/model.h"

#define HINT_SIZE 160 /* "; did you mean NAME?" */

bool find_is_named(const char *said, const char *name)
{
	for (; *said && *name; said++, name++)
		if (*said != *name && !(*said == '/' && *name == '!'))
			return false;
	return *said == *name;
}

const struct model_device *find_device(const struct model *model, const char *said)
{
	for (size_t i = 0; i < model->device_count; i++)
		if (find_is_named(said, model->devices[i].name))
			return &model->devices[i];
	return NULL;
}

static const char *find_miss(const struct model *model, const char *what, const struct nearest *nearest,
			     char *to)
{
	struct words_name said = words_name(nearest->word);
	char hint[HINT_SIZE];

	if (model->info->code)
		text_format(to, FIND_MISS_SIZE, "the list ended early, and there is no %s %s in it: %s", what,
			    said.text, *model->reason ? model->reason : error_text(model->info->code));
	else
		text_format(to, FIND_MISS_SIZE, "there is no %s %s%s", what, said.text,
			    nearest_ask(nearest, hint, sizeof(hint)));
	return to;
}

const char *find_miss_device(const struct model *model, const char *said, char *to)
{
	struct nearest nearest = NEAREST_TO(said);

	for (size_t i = 0; i < model->device_count; i++)
		nearest_try(&nearest, model->devices[i].name);
	return find_miss(model, "device", &nearest, to);
}

const char *find_miss_mgmtdev(const struct model *model, const char *said, char *to)
{
	struct nearest nearest = NEAREST_TO(said);

	for (size_t i = 0; i < model->mgmtdev_count; i++) {
		nearest_try(&nearest, model->mgmtdevs[i].handle);
		if (!strcmp(model->mgmtdevs[i].name, said)) {
			nearest.name = model->mgmtdevs[i].handle;
			nearest.distance = 0;
		}
	}
	return find_miss(model, "management device", &nearest, to);
}
