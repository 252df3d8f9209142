/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fields of a form, its focus, and its keys. Where things stand is form_draw.c's. */
#include "view/form.h"

#include <stdarg.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "view/form_place.h"
#include "view/form_private.h"
#include "view/view_private.h"

void form_free(struct form *form)
{
	array_free(&form->fields);
	array_free(&form->foot);
}

void form_open(struct view *view, const struct form_use *use, unsigned focus)
{
	struct form *form = &view->form;

	form_free(form);
	*form = (struct form){ .use = use, .focus = focus };
	form->fields = ARRAY_OF(struct form_field);
	form->foot = ARRAY_OF(struct form_foot);
}

void form_go(struct form *form, unsigned id)
{
	form->focus = id;
}

struct form_field *form_add(struct form *form, unsigned id, enum form_kind kind, const char *label)
{
	struct form_field *field = array_add(&form->fields, 1);

	if (!field)
		field = &form->spare;
	*field = (struct form_field){ .id = id, .kind = kind };
	text_copy(field->label, sizeof(field->label), label);
	return field;
}

void form_say(struct form *form, enum style style, const char *format, ...)
{
	struct form_field *field = form_add(form, 0, FORM_WORDS, "");
	va_list arguments;

	va_start(arguments, format);
	text_vformat(field->value, sizeof(field->value), format, arguments);
	va_end(arguments);
	field->style = style;
}

void form_remark(struct form_field *field, enum model_level level, const char *format, ...)
{
	va_list arguments;

	if (*field->remark && field->level >= level)
		return;
	va_start(arguments, format);
	text_vformat(field->remark, sizeof(field->remark), format, arguments);
	va_end(arguments);
	field->level = level;
}

static void form_add_foot(struct form *form, enum style style, bool is_command, const char *words)
{
	struct form_foot *foot = array_add(&form->foot, 1);

	if (!foot)
		return;
	foot->style = style;
	foot->is_command = is_command;
	text_format(foot->words, sizeof(foot->words), "%s", words);
}

void form_foot(struct form *form, enum style style, const char *words)
{
	form_add_foot(form, style, false, words);
}

void form_foot_command(struct form *form, enum style style, const char *line)
{
	form_add_foot(form, style, true, line);
}

void form_lock(struct form *form, const char *words)
{
	text_format(form->locked, sizeof(form->locked), "%s", words);
}

/* The next place from FROM on in steps of STEP that takes the focus; the number of fields for none. */
static size_t form_find(const struct form *form, size_t from, int step)
{
	for (size_t place = from; place < form->fields.count; place += (size_t)step)
		if (form_takes_focus(form_at(form, place)))
			return place;
	return form->fields.count;
}

static size_t form_find_id(const struct form *form, unsigned id)
{
	for (size_t place = 0; id && place < form->fields.count; place++)
		if (form_at(form, place)->id == id && form_takes_focus(form_at(form, place)))
			return place;
	return form->fields.count;
}

/* What did not fit is never left out in silence. */
static void form_note_state(const struct form *form)
{
	for (size_t place = 0; place < form->fields.count; place++) {
		struct form_field *field = form_at(form, place);

		field->is_off = *field->off || (*form->locked && field->kind != FORM_BUTTON);
		if (field->kind != FORM_TEXT || !field->line->lacks)
			continue;
		*field->remark = '\0';
		form_remark(field, MODEL_ERROR, "only the first %zu bytes of what was typed are here",
			    strlen(field->line->text));
	}
}

/* Why nothing was pasted goes before what is wrong with the field as it is. */
static void form_say_refused(const struct form *form, struct form_field *field)
{
	if (form->refused != field->id)
		return;
	field->remark[0] = '\0';
	form_remark(field, MODEL_ERROR, "%s", form->why);
}

/* A field that is gone leaves the focus to what stands in its place now, else to the one before. */
struct form_field *form_settle(struct view *view, const struct model *model)
{
	struct form *form = &view->form;
	size_t place;

	form->fields.count = form->foot.count = 0;
	form->locked[0] = '\0';
	form->use->describe(view, model, form);
	form_note_state(form);
	place = form_find_id(form, form->focus);
	if (place == form->fields.count)
		place = form_find(form, form->place, 1);
	if (place == form->fields.count && place)
		place = form_find(form, form->fields.count - 1, -1);
	if (place >= form->fields.count)
		return NULL;
	form->place = place;
	form->focus = form_at(form, place)->id;
	form_say_refused(form, form_at(form, place));
	return form_at(form, place);
}

static enum view_wish form_do(struct view *view, const struct model *model, unsigned id,
			      enum form_deed deed)
{
	enum view_wish wish = view->form.use->did ? view->form.use->did(view, model, id, deed) :
						    VIEW_REDRAW;

	return wish == VIEW_NOTHING ? VIEW_REDRAW : wish;
}

/* Field ID gets the focus; the one that had it hears of it. */
static enum view_wish form_move(struct view *view, const struct model *model, unsigned id)
{
	unsigned before = view->form.focus;

	if (before == id)
		return VIEW_NOTHING;
	form_go(&view->form, id);
	view->form.refused = 0;
	return form_do(view, model, before, FORM_VISITED);
}

static enum view_wish form_step(struct view *view, const struct model *model, int step)
{
	struct form *form = &view->form;
	size_t place = form_find(form, form->place + (size_t)step, step);

	if (place >= form->fields.count)
		place = form_find(form, step > 0 ? 0 : form->fields.count - 1, step);
	return form_move(view, model, form_at(form, place)->id);
}

/* The first field of the next row, up or down, round at the ends: buttons beside each other are one step. */
static enum view_wish form_step_row(struct view *view, const struct model *model, int step)
{
	const struct form *form = &view->form;
	const struct form_grid grid = form_grid(form, form->columns);
	int rows = form_place(form, &grid);
	int row = form_at(form, form->place)->row;

	for (int i = 0; i < rows; i++) {
		row = (row + rows + step) % rows;
		for (size_t place = 0; place < form->fields.count; place++) {
			const struct form_field *field = form_at(form, place);

			if (field->row == row && form_takes_focus(field))
				return form_move(view, model, field->id);
		}
	}
	return VIEW_NOTHING;
}

/* Left and Right stay among buttons. */
static enum view_wish form_step_button(struct view *view, const struct model *model, int step)
{
	const struct form *form = &view->form;
	size_t place = form->place + (size_t)step;

	if (place >= form->fields.count || form_at(form, place)->kind != FORM_BUTTON)
		return VIEW_NOTHING;
	return form_move(view, model, form_at(form, place)->id);
}

static enum view_wish form_refuse(struct view *view, const struct form_field *field)
{
	if (!*field->off)
		return view_notice(view, "%s", view->form.locked);
	return view_notice(view, "%s: %s", field->label, field->off);
}

/* The first field that is to be put right gets the focus, and it is said what keeps it from being sent. */
static bool form_go_lacking(struct view *view, const struct model *model, enum view_wish *ret_wish)
{
	struct form *form = &view->form;
	const struct form_field *send = NULL, *first = NULL;
	size_t count = 0;

	form_do(view, model, form->use->send, FORM_SENDING);
	form_settle(view, model);
	for (size_t i = 0; i < form->fields.count; i++) {
		const struct form_field *field = form_at(form, i);

		send = field->id == form->use->send ? field : send;
		count += field->is_lacking;
		first = first || !field->is_lacking ? first : field;
	}
	if (!first)
		return false;
	form_move(view, model, first->id);
	if (send && *send->off) {
		*ret_wish = view_notice(view, "nothing was sent: %s", send->off);
		return true;
	}
	*ret_wish = view_notice(view, "nothing was sent: %zu %s to be put right first", count,
				count == 1 ? "thing is" : "things are");
	return true;
}

/* Nobody is led to a button that will not be pressed, when it can be said what keeps it from that. */
static enum view_wish form_go_send(struct view *view, const struct model *model)
{
	enum view_wish wish;

	if (form_find_id(&view->form, view->form.use->send) == view->form.fields.count)
		return VIEW_NOTHING;
	if (form_go_lacking(view, model, &wish))
		return wish;
	return form_move(view, model, view->form.use->send);
}

static enum view_wish form_accept(struct view *view, const struct model *model,
				  const struct form_field *field)
{
	enum view_wish wish;

	if (field->kind != FORM_BUTTON)
		return form_step(view, model, 1);
	if (field->id == view->form.use->send && form_go_lacking(view, model, &wish))
		return wish;
	field = form_settle(view, model);
	if (!field)
		return VIEW_NOTHING;
	if (field->is_off)
		return form_refuse(view, field);
	return form_do(view, model, field->id, FORM_PRESSED);
}

static enum view_wish form_edited(struct view *view, const struct model *model, unsigned id)
{
	view->form.refused = 0;
	return form_do(view, model, id, FORM_EDITED);
}

/* What the keys of a line do to the field that has the focus. */
static enum view_wish form_edit(struct view *view, const struct model *model,
				const struct form_field *field, enum action action)
{
	bool is_step = action == ACTION_CURSOR_LEFT || action == ACTION_CURSOR_RIGHT;
	bool is_changed;

	if (field->kind == FORM_BUTTON && is_step)
		return form_step_button(view, model, action == ACTION_CURSOR_RIGHT ? 1 : -1);
	if (field->is_off)
		return form_refuse(view, field);
	if (field->kind == FORM_CHOICE && is_step)
		return form_do(view, model, field->id,
			       action == ACTION_CURSOR_RIGHT ? FORM_NEXT : FORM_BEFORE);
	if (field->kind != FORM_TEXT || !line_act(field->line, action, &is_changed))
		return VIEW_NOTHING;
	return is_changed ? form_edited(view, model, field->id) : VIEW_REDRAW;
}

static bool form_is_edit(enum action action)
{
	struct line line = { 0 };
	bool is_changed;

	return line_act(&line, action, &is_changed);
}

static enum view_wish form_cancel(struct view *view, const struct model *model)
{
	return view->form.use->cancelled ? view->form.use->cancelled(view, model) : view_leave(view);
}

enum view_wish form_act(struct view *view, const struct model *model, enum action action)
{
	const struct form_use *use = view->form.use;
	const struct form_field *field;

	if (action == ACTION_CANCEL)
		return form_cancel(view, model);
	field = form_settle(view, model);
	if (field && action == ACTION_ACCEPT)
		return form_accept(view, model, field);
	if (field && action == ACTION_NEXT_FIELD)
		return form_step(view, model, 1);
	if (field && action == ACTION_PREVIOUS_FIELD)
		return form_step(view, model, -1);
	if (field && (action == ACTION_FIELD_BELOW || action == ACTION_FIELD_ABOVE))
		return form_step_row(view, model, action == ACTION_FIELD_BELOW ? 1 : -1);
	if (field && action == ACTION_SEND && use->send)
		return form_go_send(view, model);
	if (field && form_is_edit(action))
		return form_edit(view, model, field, action);
	return use->act ? use->act(view, model, action) : VIEW_NOTHING;
}

static enum view_wish form_type_text(struct view *view, const struct model *model,
				     const struct form_field *field, const char *character)
{
	unsigned id = field->id;

	line_type(field->line, character);
	return form_edited(view, model, id);
}

/* Whoever types where no text goes is told what the keys there are. */
static enum view_wish form_refuse_text(struct view *view, const struct form_field *field)
{
	return view_notice(view, "%s takes no text: %s", field->label,
			   field->kind == FORM_BUTTON ? "Enter presses it, Tab goes to the next field" :
			   field->kind == FORM_CHOICE ? "Left and Right choose" : "Space ticks it");
}

enum view_wish form_type(struct view *view, const struct model *model, const char *character)
{
	const struct form_field *field = form_settle(view, model);
	bool is_space = !strcmp(character, " ");

	if (!field)
		return VIEW_NOTHING;
	if (field->is_off)
		return form_refuse(view, field);
	if (field->kind == FORM_BUTTON || (field->kind != FORM_TEXT && !is_space))
		return form_refuse_text(view, field);
	if (field->kind == FORM_TEXT)
		return form_type_text(view, model, field, character);
	return form_do(view, model, field->id, field->kind == FORM_CHECK ? FORM_TOGGLED : FORM_NEXT);
}

enum view_wish form_paste(struct view *view, const struct model *model, const char *text)
{
	const struct form_field *field = form_settle(view, model);
	struct error error = { 0 };

	if (!field || field->kind != FORM_TEXT)
		return view_notice(view, "nothing was pasted: go to a field that takes text first");
	if (field->is_off)
		return form_refuse(view, field);
	view->form.refused = 0;
	if (line_paste(field->line, text, &error) == 0)
		return form_edited(view, model, field->id);
	view->form.refused = field->id;
	text_format(view->form.why, sizeof(view->form.why), "%s", error.words);
	return view_notice(view, "%s: %s", field->label, error.words);
}

/* ITEM is the field's id. A click goes to it, and does what Space or Enter would. */
enum view_wish form_click(struct view *view, const struct model *model, size_t item, bool is_double)
{
	const struct form *form = &view->form;
	unsigned id = (unsigned)item;
	const struct form_field *field = NULL;
	enum view_wish wish;

	(void)is_double;
	form_settle(view, model);
	for (size_t i = 0; i < form->fields.count && !field; i++)
		if (form_at(form, i)->id == id)
			field = form_at(form, i);
	if (!field)
		return VIEW_NOTHING;
	if (field->kind == FORM_OPTION)
		return field->is_off ? form_refuse(view, field) :
						  form_do(view, model, id, FORM_PRESSED);
	if (!form_takes_focus(field))
		return VIEW_NOTHING;
	wish = form_move(view, model, id);
	if (field->kind == FORM_BUTTON)
		return form_accept(view, model, field);
	if (field->is_off)
		return form_refuse(view, field);
	return field->kind == FORM_CHECK ? form_do(view, model, id, FORM_TOGGLED) : wish;
}
