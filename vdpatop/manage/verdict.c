/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What came of a task, said plainly. */
#include "manage/verdict.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "manage/words.h"
#include "vdpa/numbers.h"

static const struct {
	const char *done, *failed;
} verdict_words[] = {
	[TASK_ADD] = { "was added", "was not added" },
	[TASK_SET_MAC] = { "has another MAC address now; an interface that is bound keeps its old one",
			   "keeps its MAC address" },
	[TASK_REBIND] = { "was bound anew", "was not bound anew" },
	[TASK_DELETE] = { "was deleted", "was not deleted" },
};

static enum task_field verdict_field(uint16_t attribute)
{
	static const struct {
		uint16_t attribute;
		enum task_field field;
	} fields[] = {
		{ VDPA_ATTR_MGMTDEV_DEV_NAME, TASK_FIELD_MGMTDEV },
		{ VDPA_ATTR_MGMTDEV_BUS_NAME, TASK_FIELD_MGMTDEV },
		{ VDPA_ATTR_DEV_NAME, TASK_FIELD_NAME },
		{ VDPA_ATTR_DEV_NET_CFG_MACADDR, TASK_FIELD_MAC },
		{ VDPA_ATTR_DEV_NET_CFG_MTU, TASK_FIELD_MTU },
		{ VDPA_ATTR_DEV_NET_CFG_MAX_VQP, TASK_FIELD_PAIRS },
		{ VDPA_ATTR_DEV_FEATURES, TASK_FIELD_FEATURES },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i].attribute == attribute)
			return fields[i].field;
	return TASK_FIELD_NONE;
}

static void verdict_fill(const struct task *task, const struct verdict_answer *answer, int code,
			 struct outcome *ret_outcome)
{
	struct outcome outcome = { .code = code, .field = verdict_field(answer->attribute) };
	const char *why = answer->kernel[0] ? answer->kernel : error_text(code);
	struct words words;

	text_copy(outcome.kernel, sizeof(outcome.kernel), answer->kernel);
	words_begin(&words, outcome.words, sizeof(outcome.words));
	words_put_name(&words, task->name);
	if (code < 0) {
		char safe[2 * sizeof(outcome.kernel)];

		text_safe(safe, sizeof(safe), why, strlen(why));
		words_print(&words, " %s: %s", verdict_words[task->kind].failed, safe);
	} else {
		words_print(&words, " %s", verdict_words[task->kind].done);
	}
	words_end(&words);
	*ret_outcome = outcome;
}

void verdict_of_request(const struct task *task, const struct model *model,
			const struct verdict_answer *answer, struct outcome *ret_outcome)
{
	bool is_refused = !answer->code && task->kind == TASK_SET_MAC && answer->kernel[0];

	(void)model;
	verdict_fill(task, answer, is_refused ? -EOPNOTSUPP : answer->code, ret_outcome);
}

void verdict_of_binding(const struct task *task, const struct model *model, bool is_unbinding,
			const struct verdict_answer *answer, struct outcome *ret_outcome)
{
	(void)model;
	(void)is_unbinding;
	verdict_fill(task, answer, answer->code, ret_outcome);
}

void verdict_of_device(const struct task *task, const struct model *model,
		       struct outcome *ret_outcome)
{
	const struct verdict_answer done = { .kernel = "" };
	struct model_fact fact;

	verdict_fill(task, &done, 0, ret_outcome);
	if (task->kind != TASK_ADD || !model_find_fact(model, task->name, &fact) || fact.driver[0] ||
	    task->driver == TASK_DRIVER_NONE)
		return;
	ret_outcome->level = MODEL_WARNING;
	text_format(ret_outcome->words, sizeof(ret_outcome->words), "%s was added, but no driver took it",
		    words_name(task->name).text);
}
