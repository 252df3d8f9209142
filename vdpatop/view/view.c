/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state of the screen: folds, selection, scroll, help. What it looks like is draw_*.c's. */
#include "view/view.h"

#include <errno.h>
#include <stdlib.h>

#include "model/model.h"
#include "view/draw.h"
#include "view/folds.h"
#include "view/layout.h"
#include "view/turns.h"

struct view {
	bool is_ascii;
	bool has_folds;           /* how devices start was decided */
	struct folds folds;
	struct rows rows;
	struct row_name path[3];  /* selected row, what it belongs to, what that belongs to */
	size_t position;          /* of the selected row when it was last seen */
	bool is_touched;          /* a key has been pressed: before, the first row is selected */
	size_t line;              /* rows of the tree above it on the screen */
	size_t height;            /* rows of the tree on the screen */
	bool shows_help;
	int help_first, help_rows, help_height;
	struct turns turns;       /* on the status line */
	int64_t turn_end;         /* 0 when nobody waits for it */
};

struct view *view_new(const struct view_options *options)
{
	struct view *view = calloc(1, sizeof(*view));

	if (!view)
		return NULL;
	view->is_ascii = options->is_ascii;
	folds_init(&view->folds, false);
	rows_init(&view->rows);
	return view;
}

void view_free(struct view *view)
{
	if (!view)
		return;
	folds_free(&view->folds);
	rows_free(&view->rows);
	free(view);
}

/* Devices start unfolded where everything fits at first sight, else folded. */
static void view_decide_folds(struct view *view, const struct model *model)
{
	size_t all = model->mgmtdev_count + model->device_count + model->queue_count;

	if (view->has_folds || !model->queue_count)
		return;
	view->folds.devices_start_folded = all > view->height;
	view->has_folds = true;
}

static void view_remember(struct view *view, const struct model *model)
{
	struct row row = rows_at(&view->rows, model, view->position);

	for (size_t i = 0; i < sizeof(view->path) / sizeof(view->path[0]); i++) {
		view->path[i] = row.name;
		row = rows_at(&view->rows, model, row.parent);
	}
}

/* Where the selected row is now, else what it belonged to, else what stands in its place. */
static void view_find(struct view *view, const struct model *model)
{
	if (!view->is_touched) {
		view->position = 0;
		return;
	}
	for (size_t i = 0; i < sizeof(view->path) / sizeof(view->path[0]); i++)
		if (view->path[i].kind != ROW_NONE &&
		    rows_find(&view->rows, model, view->path[i], &view->position))
			return;
	if (view->position >= view->rows.count)
		view->position = view->rows.count - 1;
}

/* Rows above the selected one: as many as before, but no more than there are, or than show. */
static void view_scroll(struct view *view)
{
	size_t last = view->rows.count > view->height ? view->rows.count - view->height : 0;
	size_t top;

	if (view->line >= view->height)
		view->line = view->height ? view->height - 1 : 0;
	if (view->line > view->position)
		view->line = view->position;
	top = view->position - view->line;
	if (top > last)
		view->line = view->position - last;
}

static int view_settle(struct view *view, const struct model *model)
{
	int result;

	view_decide_folds(view, model);
	result = rows_build(&view->rows, model, &view->folds);
	if (result < 0 || !view->rows.count)
		return result;
	view_find(view, model);
	view_remember(view, model);
	view_scroll(view);
	return 0;
}

static void view_fill_draw(const struct view *view, struct draw *draw)
{
	draw->rows = &view->rows;
	draw->selected = view->position;
	draw->top = view->position - view->line;
	if (view->rows.count)
		draw->row = rows_at(&view->rows, draw->model, view->position);
}

static void view_draw_tree(const struct draw *draw, const struct layout *layout)
{
	draw_titles(draw, &layout->titles);
	draw_tree(draw, &layout->tree);
	draw_detail(draw, &layout->detail);
}

static void view_draw_help(struct view *view, const struct draw *draw, const struct layout *layout)
{
	struct area area = layout->tree;

	area.row = layout->titles.row;
	area.rows = layout->titles.rows + layout->tree.rows + layout->detail.rows;
	view->help_height = area.rows;
	view->help_rows = draw_help(draw, &area, view->help_first);
}

int view_draw(struct view *view, const struct model *model, const struct view_status *status,
	      struct frame *frame)
{
	enum view_connection connection = status->connection;
	struct draw draw = {
		.frame = frame,
		.model = model,
		.status = status,
		.is_ascii = view->is_ascii,
		.is_old = connection != VIEW_CONNECTED && connection != VIEW_WAITING,
	};
	struct layout layout = layout_divide(frame->rows, frame->columns, draw_banner_rows(&draw));
	int result;

	view->height = (size_t)layout.tree.rows;
	result = view_settle(view, model);
	if (result < 0)
		return result;
	view_fill_draw(view, &draw);
	draw.is_reasons_turn = turns_take(&view->turns, model, draw.row.name, status->now);
	frame_clear(frame);
	draw_header(&draw, &layout.header);
	draw_totals(&draw, &layout.totals);
	draw_banner(&draw, &layout.banner);
	if (view->shows_help)
		view_draw_help(view, &draw, &layout);
	else
		view_draw_tree(&draw, &layout);
	view->turn_end = draw_status(&draw, &layout.status) ?
				 turns_end(&view->turns, model, status->now) : 0;
	draw_keys(&draw, &layout.keys);
	return 0;
}

int64_t view_turn_end(const struct view *view)
{
	return view->turn_end;
}

/* Selects the row at POSITION, or the nearest there is; the window moves no more than it must. */
static enum view_wish view_select(struct view *view, const struct model *model, long position)
{
	size_t top = view->position - view->line;
	long last = (long)view->rows.count - 1;
	size_t before = view->position;

	position = position > last ? last : position;
	view->position = position < 0 ? 0 : (size_t)position;
	view->line = view->position > top ? view->position - top : 0;
	view_remember(view, model);
	view_scroll(view);
	return view->position == before ? VIEW_NOTHING : VIEW_REDRAW;
}

static enum view_wish view_fold(struct view *view, const struct row *row, bool is_folded)
{
	folds_set(&view->folds, row_fold_key(row->name), row->name.kind == ROW_DEVICE, is_folded);
	return VIEW_REDRAW;
}

/* On a row that cannot be folded, goes to what it belongs to. */
static enum view_wish view_fold_or_leave(struct view *view, const struct model *model,
					 const struct row *row)
{
	if (row->has_children && !row->is_folded)
		return view_fold(view, row, true);
	return view_select(view, model, (long)row->parent);
}

static enum view_wish view_unfold_or_enter(struct view *view, const struct model *model,
					   const struct row *row)
{
	if (!row->has_children)
		return VIEW_NOTHING;
	if (row->is_folded)
		return view_fold(view, row, false);
	return view_select(view, model, (long)view->position + 1);
}

static enum view_wish view_toggle(struct view *view, const struct model *model,
				  const struct row *row)
{
	if (row->has_children)
		return view_fold(view, row, !row->is_folded);
	return row->name.kind == ROW_QUEUE ? view_fold_or_leave(view, model, row) : VIEW_NOTHING;
}

/* Folds all devices, or unfolds them when none is left to fold. Management devices open. */
static enum view_wish view_fold_all(struct view *view, const struct model *model)
{
	bool any_open = false;

	for (size_t i = 0; i < model->device_count && !any_open; i++) {
		struct row_name name = { ROW_DEVICE, model->devices[i].id };

		any_open = model->devices[i].queues &&
			   !folds_is_folded(&view->folds, row_fold_key(name), true);
	}
	view->folds.exceptions.count = 0;
	view->folds.devices_start_folded = any_open;
	return VIEW_REDRAW;
}

static enum view_wish view_act_on_tree(struct view *view, const struct model *model,
				       enum action action)
{
	struct row row = rows_at(&view->rows, model, view->position);
	long page = view->height > 1 ? (long)view->height - 1 : 1;
	long position = (long)view->position;

	switch (action) {
	case ACTION_UP:
		return view_select(view, model, position - 1);
	case ACTION_DOWN:
		return view_select(view, model, position + 1);
	case ACTION_PAGE_UP:
		return view_select(view, model, position - page);
	case ACTION_PAGE_DOWN:
		return view_select(view, model, position + page);
	case ACTION_HOME:
		return view_select(view, model, 0);
	case ACTION_END:
		return view_select(view, model, (long)view->rows.count - 1);
	case ACTION_FOLD:
		return view_fold_or_leave(view, model, &row);
	case ACTION_UNFOLD:
		return view_unfold_or_enter(view, model, &row);
	case ACTION_TOGGLE:
		return view_toggle(view, model, &row);
	case ACTION_FOLD_ALL:
		return view_fold_all(view, model);
	default:
		return VIEW_NOTHING;
	}
}

static enum view_wish view_help_scroll(struct view *view, int first)
{
	int last = view->help_rows > view->help_height ? view->help_rows - view->help_height : 0;

	view->help_first = first < 0 ? 0 : first > last ? last : first;
	return VIEW_REDRAW;
}

static enum view_wish view_act_on_help(struct view *view, enum action action)
{
	switch (action) {
	case ACTION_UP:
		return view_help_scroll(view, view->help_first - 1);
	case ACTION_DOWN:
		return view_help_scroll(view, view->help_first + 1);
	case ACTION_PAGE_UP:
		return view_help_scroll(view, view->help_first - view->help_height);
	case ACTION_PAGE_DOWN:
		return view_help_scroll(view, view->help_first + view->help_height);
	case ACTION_HOME:
		return view_help_scroll(view, 0);
	case ACTION_END:
		return view_help_scroll(view, view->help_rows);
	case ACTION_HELP:
	case ACTION_BACK:
	case ACTION_CLOSE:
		view->shows_help = false;
		return VIEW_REDRAW;
	default:
		return VIEW_NOTHING;
	}
}

enum view_wish view_act(struct view *view, const struct model *model, enum action action)
{
	switch (action) {
	case ACTION_PAUSE:
		return VIEW_PAUSE;
	case ACTION_REFRESH:
		return VIEW_REFRESH;
	case ACTION_REPAINT:
		return VIEW_REPAINT;
	case ACTION_QUIT:
		return VIEW_QUIT;
	default:
		break;
	}
	if (view->shows_help)
		return view_act_on_help(view, action);
	if (action == ACTION_CLOSE)
		return VIEW_QUIT;
	if (action == ACTION_HELP) {
		view->shows_help = true;
		view->help_first = 0;
		return VIEW_REDRAW;
	}
	if (view_settle(view, model) < 0 || !view->rows.count)
		return VIEW_NOTHING;
	view->is_touched = true;
	return view_act_on_tree(view, model, action);
}

const char *view_selected_device(const struct view *view, const struct model *model)
{
	for (size_t i = 0; i < sizeof(view->path) / sizeof(view->path[0]); i++) {
		const struct model_device *device;

		if (view->path[i].kind != ROW_DEVICE)
			continue;
		device = model_find_device(model, view->path[i].id);
		return device ? device->name : NULL;
	}
	return NULL;
}
