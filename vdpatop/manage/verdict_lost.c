/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What came of a request that got no answer, from what the host shows afterwards. */
#include "manage/verdict.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "manage/mac.h"
#include "manage/names.h"
#include "manage/words.h"
#include "vdpa/name.h"

static bool lost_find(const struct task *task, const struct model *model, struct model_fact *ret_fact)
{
	struct name name;

	text_copy(name.raw, sizeof(name.raw), task->name);
	vdpa_name_in_kernel(name.raw);
	return model_find_fact(model, name.raw, ret_fact);
}

static void lost_begin(const struct task *task, struct words *words, struct outcome *outcome)
{
	*outcome = (struct outcome){ .code = -ENODATA };
	words_begin(words, outcome->words, sizeof(outcome->words));
	words_put_name(words, task->name);
}

void verdict_of_unknown(const struct task *task, const char *why, struct outcome *ret_outcome)
{
	static const char *const done[] = {
		[TASK_ADD] = "it was added",
		[TASK_SET_MAC] = "it has the MAC address",
		[TASK_REBIND] = "it was bound anew",
		[TASK_DELETE] = "it was deleted",
	};
	char mac[MAC_TEXT_SIZE] = "";
	struct words words;

	lost_begin(task, &words, ret_outcome);
	ret_outcome->is_unknown = true;
	if (task->kind == TASK_SET_MAC)
		mac_print(task->mac, mac);
	words_print(&words, ": %s; whether %s%s%s shows in the tree", why, done[task->kind],
		    *mac ? " " : "", mac);
	words_end(&words);
}

bool verdict_of_lost(const struct task *task, const struct model *model, uint64_t before, const char *why,
		     struct outcome *ret_outcome)
{
	struct model_fact fact = { 0 };
	bool is_there = lost_find(task, model, &fact);
	struct words words;

	lost_begin(task, &words, ret_outcome);
	if (task->kind == TASK_ADD && is_there && fact.identity != before)
		return false;
	if (task->kind == TASK_ADD) {
		words_print(&words, " was not added: %s, and %s", why,
			    is_there ? "what is there was there before" : "it is not there");
	} else if (is_there && fact.identity == task->identity) {
		words_print(&words, " was not deleted: %s, and it is there still", why);
	} else {
		ret_outcome->code = 0;
		ret_outcome->level = MODEL_WARNING;
		words_print(&words, " was deleted, though %s", why);
		words_put(&words, is_there ? "; the one that is there now is another device" : "");
	}
	words_end(&words);
	return true;
}

void verdict_add_lost(const char *why, struct outcome *outcome)
{
	size_t used = strlen(outcome->words);

	outcome->level = MODEL_WARNING;
	text_format(outcome->words + used, sizeof(outcome->words) - used, ", though %s", why);
}
