/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stack of modes: who draws what, and who gets a key or a click. */
#include "view/view.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "model/model.h"
#include "view/add_form.h"
#include "view/change_form.h"
#include "view/delay.h"
#include "view/delete_form.h"
#include "view/detail_page.h"
#include "view/draw.h"
#include "view/graph.h"
#include "view/jobs_page.h"
#include "view/lacks.h"
#include "view/layout.h"
#include "view/leave.h"
#include "view/log.h"
#include "view/player.h"
#include "view/setup.h"
#include "view/sort_menu.h"
#include "view/view_private.h"
#include "view/visible.h"

static const struct mode_ops *const mode_ops[MODE_COUNT] = {
	[MODE_TREE] = &tree_ops,   [MODE_HELP] = &help_ops,   [MODE_DETAIL] = &detail_page_ops,
	[MODE_GRAPH] = &graph_ops, [MODE_LOG] = &log_ops,     [MODE_SETUP] = &setup_ops,
	[MODE_JOBS] = &jobs_page_ops, [MODE_ADD] = &add_form_ops,
	[MODE_CHANGE] = &change_form_ops, [MODE_DELETE] = &delete_form_ops,
	[MODE_SORT] = &sort_menu_ops, [MODE_PROMPT] = &prompt_ops,
};

struct view *view_new(const struct view_options *options)
{
	struct view *view = calloc(1, sizeof(*view));

	if (!view)
		return NULL;
	view->depth = 1;
	view->no_change = view->no_bind = "";
	view->jobs = ARRAY_OF(struct job);
	add_form_init(&view->add);
	tree_init(&view->tree);
	zero_init(&view->zero);
	change_form_init(&view->change);
	setup_init(&view->setup);
	sort_menu_init(&view->sort_menu);
	view->columns_text = view->visible = ARRAY_OF(char);
	if (tree_columns_init(&view->columns) < 0) {
		free(view);
		return NULL;
	}
	view_configure(view, options);
	return view;
}

void view_free(struct view *view)
{
	if (!view)
		return;
	add_form_free(&view->add);
	form_free(&view->form);
	change_form_free(&view->change);
	delete_form_free(&view->delete_form);
	log_free(&view->log);
	tree_free(&view->tree);
	zero_free(&view->zero);
	setup_free(&view->setup);
	sort_menu_free(&view->sort_menu);
	tree_columns_free(&view->columns);
	array_free(&view->columns_text);
	array_free(&view->visible);
	array_free(&view->jobs);
	keymap_free(&view->keymap);
	targets_free(&view->targets);
	free(view);
}

/* Words about a list that is wrong are for whoever read it; the columns then stay as they are. */
void view_configure(struct view *view, const struct view_options *options)
{
	tree_columns_choose(&view->columns, options->columns, NULL);
	tree_configure(&view->tree, options);
	view->is_ascii = options->is_ascii;
	view->has_header = options->has_header;
	view->has_pane = options->has_pane;
	view->has_mouse = options->has_mouse;
}

void view_get_options(struct view *view, struct view_options *ret_options)
{
	*ret_options = VIEW_OPTIONS_DEFAULT;
	ret_options->is_ascii = view->is_ascii;
	ret_options->has_header = view->has_header;
	ret_options->has_pane = view->has_pane;
	ret_options->has_mouse = view->has_mouse;
	tree_get_options(&view->tree, ret_options);
	view->columns_text.count = 0;
	if (!tree_columns_format(&view->columns, &view->columns_text))
		ret_options->columns = view->columns_text.data;
}

int view_set_folds(struct view *view, const char *const *words, size_t count)
{
	return fold_words_set(&view->tree.fold_words, words, count);
}

int view_get_folds(struct view *view, const char *const **ret_words, size_t *ret_count)
{
	struct fold_words *words = &view->tree.fold_words;
	int result = view->tree.has_folds ? fold_words_write(words, &view->tree.folds) : 0;

	*ret_words = words->words.data;
	*ret_count = words->words.count;
	return result;
}

bool view_has_mouse(const struct view *view)
{
	return view->has_mouse;
}

int view_set_keymap(struct view *view, const struct keymap *keymap)
{
	return keymap_copy(&view->keymap, keymap);
}

enum mode view_mode(const struct view *view)
{
	return view->modes[view->depth - 1];
}

enum view_wish view_enter(struct view *view, enum mode mode)
{
	if (view_mode(view) == mode || view->depth == VIEW_DEPTH)
		return VIEW_NOTHING;
	view->modes[view->depth++] = mode;
	if (mode_ops[mode]->enter)
		mode_ops[mode]->enter(view);
	return VIEW_REDRAW;
}

enum view_wish view_leave(struct view *view)
{
	if (view->depth == 1)
		return VIEW_NOTHING;
	view->depth--;
	return VIEW_REDRAW;
}

void view_leave_all(struct view *view)
{
	view->depth = 1;
}

enum view_wish view_notice(struct view *view, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	text_vformat(view->notice, sizeof(view->notice), format, arguments);
	va_end(arguments);
	view->notice_end = 0;
	return VIEW_REDRAW;
}

/* The topmost page, and all that lies over it; a line of input takes the status line's place. */
static void view_draw_modes(struct view *view, const struct draw *draw, const struct layout *layout)
{
	size_t first = view->depth;

	while (mode_info(view->modes[first - 1])->kind > MODE_FORM)
		first--;
	for (size_t i = first - 1; i < view->depth; i++) {
		enum mode mode = view->modes[i];
		bool is_line = mode_info(mode)->kind == MODE_LINE;

		mode_ops[mode]->draw(view, draw, is_line ? &layout->status : &layout->body);
	}
}

/* Nobody asks drivers for what no column shows: a mlx5 queue's counters are a command to its firmware. */
static void view_note_visible(struct view *view, const struct model *model)
{
	const struct tree *tree = &view->tree;

	view->visible.count = 0;
	if (tree_columns_want_vendor(&view->columns))
		visible_devices(&tree->rows, model, tree->top, tree->height, &view->visible);
}

#define VIEW_SOON (2 * CLOCK_SECOND) /* the next sample draws the line anew by then */

static void view_draw_status(struct view *view, const struct draw *draw, const struct area *area)
{
	int64_t now = draw->status->now;
	int64_t until;

	if (draw_status(draw, area, &until))
		view->turn_end = turns_end(&view->turns, draw->model, now);
	if (until && draw->status->interval > VIEW_SOON && (!view->turn_end || until < view->turn_end))
		view->turn_end = until;
}

/* Seconds go on of what is being done, whether samples come or not; those that come draw them as well. */
static void view_await_second(struct view *view, const struct view_status *status)
{
	int64_t next = status->now + CLOCK_SECOND + (status->interval <= CLOCK_SECOND ? CLOCK_SECOND / 4 : 0);
	struct jobs_sum sum;

	jobs_sum(status->jobs, status->job_count, &sum);
	if (sum.working && (!view->turn_end || next < view->turn_end))
		view->turn_end = next;
}

/* What counts are counted from, NULL for totals: which is also where it ends when memory does. */
static const struct zero *view_follow_zero(struct view *view, const struct model *model)
{
	const struct zero *zero = NULL;

	if (zero_follow(&view->zero, model) < 0)
		view_notice(view, "no memory to count on from where it began: these are totals");
	if (view->zero.time)
		zero = &view->zero;
	view->tree.order.zero = zero;
	return zero;
}

#define PANE_LEAST 4 /* rows of the details */

/* How many rows of their share the details leave to the tree: those it lacks and they do not need. */
static int view_spare_rows(struct view *view, const struct draw *draw, const struct area *page)
{
	struct layout_body body = layout_body(page, view->has_pane, 0);
	int lacks = (int)(view->tree.rows.count < INT_MAX ? view->tree.rows.count : INT_MAX) -
		    body.tree.rows;
	struct view_pane *pane = &view->pane;
	int spare, needed;

	if (pane->rows != page->rows || pane->columns != page->columns)
		*pane = (struct view_pane){ page->rows, page->columns, PANE_LEAST, 0 };
	if (lacks <= 0 || body.detail.rows <= PANE_LEAST)
		return 0;
	needed = draw_detail_rows(draw, &body.detail);
	pane->needed = needed > pane->needed ? needed : pane->needed;
	spare = body.detail.rows - pane->needed;
	return spare < lacks ? spare : lacks;
}

/* Makes the tree's rows, and divides the page among them and the details. 0 or -ENOMEM. */
static int view_settle(struct view *view, struct draw *draw, const struct area *page)
{
	bool is_held = mode_info(view_mode(view))->kind != MODE_PAGE;
	struct tree *tree = &view->tree;
	struct layout_body body = layout_body(page, view->has_pane, 0);
	size_t height = tree->has_folds ? tree->height : (size_t)body.tree.rows;
	int result = tree_settle(tree, draw->model, height, is_held);

	if (result < 0)
		return result;
	tree_describe(tree, draw);
	view->pane.spare = view_spare_rows(view, draw, page);
	body = layout_body(page, view->has_pane, view->pane.spare);
	result = tree_settle(tree, draw->model, (size_t)body.tree.rows, is_held);
	tree_describe(tree, draw);
	return result;
}

/* The number of the newest event, 0 for none. */
static uint64_t view_newest_event(const struct model *model)
{
	return model->event_count ? model->events[model->event_count - 1].number : 0;
}

void view_end_notice_with_news(struct view *view, const struct model *model)
{
	view->notice_end = view_newest_event(model) + 1;
}

/* What keys need to know of it. Without memory they take it that no job is under way. */
static void view_note_status(struct view *view, const struct view_status *status)
{
	player_follow(view, status);
	view->interval = (double)status->interval / (double)CLOCK_SECOND;
	view->no_change = status->no_change;
	view->no_bind = status->no_bind;
	view->jobs.count = 0;
	array_append(&view->jobs, status->jobs, status->job_count);
}

/* The topmost mode may leave, now that it knows how things stand. Returns the one that has the keys. */
static enum mode view_follow(struct view *view, const struct model *model,
			     const struct view_status *status)
{
	const struct mode_ops *ops = mode_ops[view_mode(view)];

	view_note_status(view, status);
	if (view->notice_end && view_newest_event(model) >= view->notice_end)
		view->notice[0] = '\0';
	if (ops->follow)
		ops->follow(view, model, status);
	add_form_select(view, model);
	return view_mode(view);
}

int view_draw(struct view *view, const struct model *model, const struct view_status *status,
	      struct frame *frame)
{
	const struct view_status known = lacks_status(model, status);
	enum view_connection connection = known.connection;
	struct draw draw = {
		.frame = frame,
		.model = model,
		.status = &known,
		.keymap = &view->keymap,
		.mode = view_follow(view, model, &known),
		.columns = &view->columns,
		.targets = &view->targets,
		.notice = view->notice,
		.is_ascii = view->is_ascii,
		.is_old = connection != VIEW_CONNECTED && connection != VIEW_WAITING,
	};
	bool has_input = mode_info(draw.mode)->kind == MODE_LINE;
	struct layout layout = layout_divide(frame->rows, frame->columns, view->has_header,
					     draw_banner_rows(&draw), has_input);
	int result;

	draw.zero = view_follow_zero(view, model);
	draw.notes.since = view->zero.time;
	result = view_settle(view, &draw, &layout.body);
	if (result < 0)
		return result;
	view_note_visible(view, model);
	draw.is_reasons_turn =
		known.replay.is_replay ?
			turns_take_replayed(&view->turns, draw.row.name, known.now, known.now - known.replay.first) :
			turns_take(&view->turns, model, draw.row.name, known.now);
	frame_clear(frame);
	targets_clear(&view->targets);
	draw_header(&draw, &layout.header);
	draw_totals(&draw, &layout.totals);
	draw_banner(&draw, &layout.banner);
	view->turn_end = 0;
	if (!has_input)
		view_draw_status(view, &draw, &layout.status);
	view_await_second(view, &known);
	if (known.replay.is_replay)
		view->turn_end = 0; /* its time goes on by samples only */
	view_draw_modes(view, &draw, &layout);
	draw_keys(&draw, &layout.keys);
	return 0;
}

int64_t view_turn_end(const struct view *view)
{
	return view->turn_end;
}

double view_get_delay(const struct view *view)
{
	return view->delay;
}

const char *view_selected_device(const struct view *view, const struct model *model)
{
	return tree_selected_device(&view->tree, model);
}

const char *view_visible_devices(const struct view *view, size_t *ret_bytes)
{
	*ret_bytes = view->visible.count;
	return view->visible.data;
}

static bool view_has_mode(const struct view *view, enum mode mode)
{
	for (size_t i = 1; i < view->depth; i++)
		if (view->modes[i] == mode)
			return true;
	return false;
}

/* Opens MODE, goes back to it where it lies below, or leaves it when it is the one that has the keys. */
static enum view_wish view_toggle(struct view *view, const struct model *model, enum mode mode)
{
	if (view_mode(view) == mode)
		return view_leave(view);
	if (view_has_mode(view, mode)) {
		while (view_mode(view) != mode)
			view_leave(view);
		return VIEW_REDRAW;
	}
	return mode_ops[mode]->open ? mode_ops[mode]->open(view, model) : view_enter(view, mode);
}

static enum view_wish view_flip(bool *flag, enum view_wish wish)
{
	*flag = !*flag;
	return wish;
}

/* What means the same everywhere; false for what is the mode's own. */
static bool view_act_anywhere(struct view *view, const struct model *model, enum action action,
			      enum view_wish *ret_wish)
{
	static const struct {
		enum action action;
		enum view_wish wish;
	} wishes[] = {
		{ ACTION_PAUSE, VIEW_PAUSE }, { ACTION_REFRESH, VIEW_REFRESH }, { ACTION_REPAINT, VIEW_REPAINT },
		{ ACTION_SAVE, VIEW_SAVE },   { ACTION_RELOAD, VIEW_RELOAD },
	};

	if (player_act(view, action, ret_wish))
		return true;
	for (size_t i = 0; i < sizeof(wishes) / sizeof(wishes[0]); i++)
		if (wishes[i].action == action) {
			*ret_wish = wishes[i].wish;
			return true;
		}
	if (action == ACTION_QUIT)
		*ret_wish = leave_try(view);
	else if (action_opens(action) != MODE_COUNT)
		*ret_wish = view_toggle(view, model, action_opens(action));
	else if (action == ACTION_HEADER)
		*ret_wish = view_flip(&view->has_header, VIEW_REDRAW);
	else if (action == ACTION_MOUSE)
		*ret_wish = view_flip(&view->has_mouse, VIEW_MOUSE);
	else
		return delay_act(view, action, ret_wish);
	return true;
}

/* Counts what comes from now on, or shows totals again. */
static enum view_wish view_toggle_zero(struct view *view, const struct model *model)
{
	if (view->zero.time)
		zero_drop(&view->zero);
	else if (!model->has_sample)
		return view_notice(view, "no sample has come yet to count from");
	else if (zero_take(&view->zero, model) < 0)
		return view_notice(view, "no memory to count from here");
	return VIEW_REDRAW;
}

/* Why ACTION cannot be done now; NULL when it can. */
static const char *view_lacks(const struct view *view, const struct model *model, enum action action)
{
	const struct lacks lacks = {
		.has_row = view->tree.rows.count,
		.has_device = tree_selected_device(&view->tree, model) || tags_have_device(&view->tree.tags),
		.is_replay = view->replay.is_replay,
		.no_change = view->no_change,
		.model = model,
	};

	return lacks_words(&lacks, action_info(action)->needs);
}

/* The mode's own way comes first: in the tree, Esc ends a search before it means nothing. */
static enum view_wish view_act(struct view *view, const struct model *model, enum action action)
{
	const struct mode_ops *ops = mode_ops[view_mode(view)];
	const char *lacks = view_lacks(view, model, action);
	enum view_wish wish = VIEW_NOTHING;

	if (lacks)
		return view_notice(view, "%s: %s", action_info(action)->name, lacks);
	if (action == ACTION_ZERO)
		return view_toggle_zero(view, model);
	if (view_act_anywhere(view, model, action, &wish))
		return wish;
	if (ops->act)
		wish = ops->act(view, model, action);
	if (wish == VIEW_NOTHING && (action == ACTION_BACK || action == ACTION_CLOSE || action == ACTION_CANCEL))
		wish = view_leave(view);
	return wish == VIEW_NOTHING && action == ACTION_CLOSE ? leave_try(view) : wish;
}

void view_tell(struct view *view, const char *words)
{
	text_safe(view->notice, sizeof(view->notice), words, strlen(words));
	view->notice_end = 0;
}

/* A notice has been read by whoever presses the next key. */
static enum view_wish view_answer(enum view_wish wish, bool had_notice)
{
	return wish == VIEW_NOTHING && had_notice ? VIEW_REDRAW : wish;
}

enum view_wish view_key(struct view *view, const struct model *model, const char *name)
{
	enum mode mode = view_mode(view);
	bool had_notice = *view->notice;
	char character[8];
	enum action action;

	view->notice[0] = '\0';
	add_form_forget(view);
	view->leave.keys++;
	if (mode_ops[mode]->type && key_types(name, character))
		return mode_ops[mode]->type(view, model, character);
	action = keymap_find(&view->keymap, mode, name);
	view->nth_key = action == ACTION_COUNT ? 0 :
			keymap_nth(&view->keymap, mode, action, name);
	return view_answer(action == ACTION_COUNT ? VIEW_NOTHING : view_act(view, model, action), had_notice);
}

enum view_wish view_paste(struct view *view, const struct model *model, const char *text)
{
	const struct mode_ops *ops = mode_ops[view_mode(view)];
	enum view_wish wish = VIEW_NOTHING;
	size_t length;

	view->notice[0] = '\0';
	if (ops->paste)
		return ops->paste(view, model, text);
	for (; mode_ops[view_mode(view)]->type && *text; text += length) {
		char character[8] = "";
		uint32_t code;

		length = text_decode(text, strlen(text), &code);
		if (length && code >= 0x20 && code != 0x7f)
			wish = mode_ops[view_mode(view)]->type(view, model,
							       memcpy(character, text, length));
		length += !length;
	}
	return wish;
}

static enum view_wish view_click(struct view *view, const struct model *model,
				 const struct target *target, bool is_double)
{
	const struct mode_ops *ops = mode_ops[view_mode(view)];

	if (target->kind == TARGET_ACTION)
		return view_act(view, model, (enum action)target->number);
	if (target->kind == TARGET_ITEM)
		return ops->click ? ops->click(view, model, target->number, is_double) : VIEW_NOTHING;
	if (target->kind == TARGET_NONE || view_mode(view) != MODE_TREE)
		return VIEW_NOTHING;
	return tree_click(view, model, target, is_double);
}

#define WHEEL_ROWS 3

static enum view_wish view_wheel(struct view *view, const struct model *model, enum action action)
{
	enum view_wish wish = VIEW_NOTHING;

	if (action_is_in(ACTION_NEXT_FIELD, view_mode(view)))
		return view_act(view, model, action == ACTION_UP ? ACTION_PREVIOUS_FIELD : ACTION_NEXT_FIELD);
	for (int i = 0; i < WHEEL_ROWS; i++)
		if (action_is_in(action, view_mode(view)) && view_act(view, model, action) != VIEW_NOTHING)
			wish = VIEW_REDRAW;
	return wish;
}

enum view_wish view_mouse(struct view *view, const struct model *model,
			  const struct view_mouse *mouse)
{
	struct target target = target_at(&view->targets, mouse->row, mouse->column);

	if (!view->has_mouse)
		return VIEW_NOTHING;
	view->notice[0] = '\0';
	view->leave.keys++;
	switch (mouse->kind) {
	case VIEW_MOUSE_WHEEL_UP:
		return view_wheel(view, model, ACTION_UP);
	case VIEW_MOUSE_WHEEL_DOWN:
		return view_wheel(view, model, ACTION_DOWN);
	case VIEW_MOUSE_PRESS:
		view->pressed = view_mode(view);
		break;
	case VIEW_MOUSE_DOUBLE:
		/* The first click led elsewhere: what stands in its place now was not meant. */
		if (view->pressed != view_mode(view))
			return VIEW_NOTHING;
		break;
	}
	return view_click(view, model, &target, mouse->kind == VIEW_MOUSE_DOUBLE);
}
