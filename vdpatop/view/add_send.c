/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What will be sent, what became of it, and the buttons. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manage/words.h"
#include "vdpa/mac.h"
#include "vdpa/message.h"
#include "view/add_private.h"
#include "view/view_private.h"

static void add_put_mac(struct words *words, const struct task *task)
{
	char mac[MAC_TEXT_SIZE];

	mac_print(task->mac, mac);
	if (task->valid & VDPA_HAS_MAC)
		words_print(words, " (%s)", mac);
}

void add_form_summary(const struct add_form *add, struct form *form)
{
	const struct task *first = array_at(&add->tasks, struct task, 0);
	char text[300];
	struct words words;
	struct form_field *field;

	words_begin(&words, text, sizeof(text));
	words_print(&words, "%zu devices, from ", add->tasks.count);
	words_put_name(&words, first->name);
	add_put_mac(&words, first);
	words_put(&words, " to ");
	words_put_name(&words, first[add->tasks.count - 1].name);
	add_put_mac(&words, &first[add->tasks.count - 1]);
	words_end(&words);
	form_say(form, STYLE_HEADING, "%s", text);
	field = form_add(form, ADD_STOPS, FORM_CHECK, "stop at the first that fails");
	field->is_on = add->now.stops;
	text_copy(field->meaning, sizeof(field->meaning), "The others then wait for you: go on, or give them up. "
		  "Without it they are tried all the same. What was made stays.");
}

/* What is under way, else what came of it when no field is to blame. */
void add_form_state(const struct view *view, struct form *form)
{
	const struct add_form *add = &view->add;
	char seconds[16];

	if (add->submission) {
		text_duration(seconds, sizeof(seconds), add->seconds);
		form_say(form, STYLE_HEADING, "%s: %s, %s", words_name(add->now.name.text).text,
			 job_state_word(TASK_ADD, add->state), seconds);
		form_lock(form, "it is being sent; leaving the form does not stop it");
	} else if (add->outcome.code && !add->outcome.field) {
		struct form_field field = { 0 };

		add_form_put_outcome(add, &field);
		form_say(form, STYLE_BAD, "%s %s", glyph_text(GLYPH_ALERT, view->is_ascii), field.remark);
	}
}

void add_form_buttons(const struct view *view, struct form *form)
{
	const struct add_form *add = &view->add;
	struct form_field *field;
	char label[32] = "Add";

	if (add->tasks.count > 1)
		text_format(label, sizeof(label), "Add %zu devices", add->tasks.count);
	if (!add->submission) {
		field = form_add(form, ADD_SEND, FORM_BUTTON, label);
		text_copy(field->meaning, sizeof(field->meaning), "Enter sends what stands below to the kernel.");
		text_format(field->off, sizeof(field->off), "%s", view->no_change);
	}
	field = form_add(form, ADD_CANCEL, FORM_BUTTON, add->submission ? "Leave" : "Cancel");
	text_copy(field->meaning, sizeof(field->meaning), add->submission ?
		  "Leave the form. The adding goes on, and the page of commands shows what becomes of it." :
		  "Leave the form. Nothing is changed, and what was typed can be brought back.");
	if (add->submission || !add->has_kept)
		return;
	field = form_add(form, ADD_RESTORE, FORM_BUTTON, "As the last time");
	text_format(field->meaning, sizeof(field->meaning), "Bring back what was in this form when it was last left "
		    "or sent: %s.", words_name(add->kept.name.text).text);
}

/* The first and the last line, and how many are between. */
void add_form_foot(const struct add_form *add, struct form *form)
{
	size_t count = add->tasks.count;
	char line[1600];

	if (!count)
		form_foot(form, STYLE_DIM, "What is sent stands here once nothing is wrong.");
	for (size_t i = 0; i < count; i++) {
		if (count > 3 && i == 1) {
			text_format(line, sizeof(line), "(%zu more)", count - 2);
			form_foot(form, STYLE_DIM, line);
			i = count - 1;
		}
		task_command_line(array_at(&add->tasks, struct task, i), line, sizeof(line));
		form_foot_command(form, STYLE_NORMAL, line);
	}
}
