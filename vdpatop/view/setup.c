/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The column picker. What it chooses from is the table and the counters that the model knows. */
#include "view/setup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "vdpa/counter.h"
#include "view/layout.h"
#include "view/view_private.h"

#define SETUP_TITLE 16 /* cells */
#define SETUP_NAME 26
#define SETUP_WIDTH 4

struct setup_item {
	struct column_choice choice; /* its vendor is the list's or the model's */
	size_t place;                /* in the list that was chosen; SIZE_MAX for none */
	int width;                   /* cells that it has on the screen, 0: it is not there */
};

void setup_init(struct setup *setup)
{
	*setup = (struct setup){ .items = ARRAY_OF(struct setup_item) };
}

void setup_free(struct setup *setup)
{
	array_free(&setup->items);
}

static struct setup_item *setup_item(const struct setup *setup, size_t item)
{
	return array_at(&setup->items, struct setup_item, item);
}

static int setup_cells(const struct tree_plan *plan, size_t place)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->cells[i].place == place)
			return plan->cells[i].width;
	return 0;
}

/* Of the list that nobody chose, what is on the screen. */
static void setup_put_list(struct setup *setup, const struct tree_columns *columns)
{
	struct tree_plan plan;

	tree_plan_make(&plan, columns, setup->width);
	for (size_t i = 0; i < column_list_count(&columns->list); i++) {
		const struct setup_item item = {
			*column_list_at(&columns->list, i), i, setup_cells(&plan, i),
		};

		if (columns->is_chosen || item.width)
			array_append(&setup->items, &item, 1);
	}
}

static void setup_put_other(struct setup *setup, struct column_choice choice)
{
	const struct setup_item item = { choice, SIZE_MAX, 0 };

	for (size_t i = 0; i < setup->items.count; i++)
		if (column_choice_is(&setup_item(setup, i)->choice, &choice))
			return;
	array_append(&setup->items, &item, 1);
}

/* Those that our kernel counts have columns of their own. */
static bool setup_is_vendors(const char *counter)
{
	const struct vdpa_counter *known = vdpa_counter_find(counter);

	return !known || (known->use != VDPA_COUNTER_DOORBELLS && known->use != VDPA_COUNTER_ELEMENTS);
}

static void setup_fill(struct view *view, const struct model *model)
{
	struct setup *setup = &view->setup;
	const char *name;

	setup->items.count = 0;
	setup_put_list(setup, &view->columns);
	for (enum column_id id = 0; id < COLUMN_COUNT; id++)
		setup_put_other(setup, (struct column_choice){ .id = id });
	for (size_t i = 0; (name = model_counter_name(model, i)); i++) {
		struct column_choice choice = { .id = COLUMN_COUNT, .vendor = (char *)name };

		if (!setup_is_vendors(name))
			continue;
		setup_put_other(setup, choice);
		choice.is_rate = true;
		setup_put_other(setup, choice);
	}
}

static void setup_draw_item(const void *context, const struct draw *draw, size_t nth, struct pen *pen)
{
	const struct setup_item *item = setup_item(context, nth);
	bool is_chosen = item->place != SIZE_MAX;
	struct column_info info;
	char width[16] = "";

	(void)draw;
	column_list_info(&item->choice, &info);
	menu_mark(pen, item->width ? STYLE_NORMAL : STYLE_CAUTION,
		  !is_chosen ? GLYPH_COUNT : item->width ? GLYPH_CHOSEN : GLYPH_LEFT_OUT);
	pen_field(pen, is_chosen ? STYLE_NORMAL : STYLE_DIM, menu_title(&item->choice, &info), SETUP_TITLE, false);
	pen_field(pen, STYLE_LABEL, info.column.name, pen_room(pen) < SETUP_NAME ? pen_room(pen) : SETUP_NAME, false);
	if (is_chosen)
		snprintf(width, sizeof(width), "%s%d", item->choice.width ? "=" : "",
			 item->choice.width ? item->choice.width : item->width ? item->width :
							  (int)info.column.width);
	pen_field(pen, item->choice.width ? STYLE_NORMAL : STYLE_DIM, width, SETUP_WIDTH, true);
	pen->column += 2;
	if (pen_room(pen) > layout_margin(pen->area.columns))
		pen_field(pen, STYLE_DIM, info.column.meaning,
			  pen_room(pen) - layout_margin(pen->area.columns), false);
}

/* Before its meaning what matters more: that it is not to be seen. */
static void setup_about(const struct setup_item *item, char *to, size_t size)
{
	struct column_info info;

	column_list_info(&item->choice, &info);
	snprintf(to, size, "%s%s: %s",
		 item->place != SIZE_MAX && !item->width ?
			 "There is no room for it: move it up, or take others out. " : "",
		 info.column.title, info.column.meaning);
}

static void setup_note(const struct view *view, char *to, size_t size)
{
	size_t count = column_list_count(&view->columns.list);
	size_t hidden = 0;

	if (!view->columns.is_chosen) {
		text_copy(to, size, "as many as the screen is wide for");
		return;
	}
	for (size_t i = 0; i < count; i++)
		hidden += !setup_item(&view->setup, i)->width;
	snprintf(to, size, "%zu chosen", count);
	if (hidden)
		snprintf(to + strlen(to), size - strlen(to), ", no room for %zu of them", hidden);
}

static void setup_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct setup *setup = &view->setup;
	char note[64], about[400] = "";
	struct menu_words words = { mode_info(MODE_SETUP)->title, note, about };

	setup->width = area->columns;
	setup_fill(view, draw->model);
	setup_note(view, note, sizeof(note));
	if (setup->menu.cursor < setup->items.count)
		setup_about(setup_item(setup, setup->menu.cursor), about, sizeof(about));
	menu_draw(&setup->menu, draw, area, &words, setup->items.count, setup_draw_item, setup);
}

/* From now on the list is the person's: what is on the screen stays there, as it stands. */
static int setup_take_over(struct view *view)
{
	struct tree_columns *columns = &view->columns;
	struct tree_plan plan;
	struct column_list chosen;

	if (columns->is_chosen)
		return 0;
	tree_plan_make(&plan, columns, view->setup.width);
	column_list_init(&chosen);
	for (size_t i = 0; i < plan.count; i++) {
		if (column_list_insert(&chosen, i, column_list_at(&columns->list, plan.cells[i].place)) < 0) {
			column_list_free(&chosen);
			return -ENOMEM;
		}
	}
	column_list_free(&columns->list);
	columns->list = chosen;
	columns->is_chosen = true;
	columns->added = 0;
	return 0;
}

/* The cursor goes with what it is on; from what was taken out, to what stands in its place. */
static void setup_follow(struct view *view, const struct model *model,
			 const struct column_choice *choice)
{
	struct setup *setup = &view->setup;
	const struct column_list *list = &view->columns.list;

	setup_fill(view, model);
	if (column_list_find(list, choice) == column_list_count(list))
		return;
	for (size_t i = 0; i < setup->items.count; i++)
		if (column_choice_is(&setup_item(setup, i)->choice, choice))
			setup->menu.cursor = i;
}

static enum view_wish setup_toggle(struct view *view, struct column_list *list, size_t place,
				   const struct column_choice *choice)
{
	if (place == column_list_count(list))
		return column_list_insert(list, place, choice) < 0 ? view_notice(view, "out of memory") :
								     VIEW_REDRAW;
	column_list_remove(list, place);
	return VIEW_REDRAW;
}

static enum view_wish setup_move(struct column_list *list, size_t place, int by)
{
	size_t to = place + (size_t)by;

	if (to && to < column_list_count(list))
		column_list_move(list, place, to);
	return VIEW_REDRAW;
}

static enum view_wish setup_resize(struct column_choice *choice, const struct setup_item *item, int by)
{
	struct column_info info;
	int width = item->choice.width ? item->choice.width : item->width;

	column_list_info(choice, &info);
	width = (width ? width : (int)info.column.width) + by;
	if (width >= 1 && width <= COLUMN_WIDTH_MOST)
		choice->width = width;
	return VIEW_REDRAW;
}

/* Why ACTION cannot be done to ITEM; NULL when it can. */
static const char *setup_refusal(enum action action, const struct setup_item *item)
{
	bool is_name = !item->choice.vendor && item->choice.id == COLUMN_NAME;

	if (item->place == SIZE_MAX && action != ACTION_COLUMN)
		return "it is not among the chosen: put it there first";
	if (is_name && (action == ACTION_COLUMN || action == ACTION_COLUMN_UP ||
			action == ACTION_COLUMN_DOWN))
		return "the column of names always stands at the left";
	return NULL;
}

static enum view_wish setup_edit(struct view *view, enum action action, const struct setup_item *item)
{
	struct column_list *list = &view->columns.list;
	size_t place = column_list_find(list, &item->choice);

	switch (action) {
	case ACTION_COLUMN:
		return setup_toggle(view, list, place, &item->choice);
	case ACTION_COLUMN_UP:
		return setup_move(list, place, -1);
	case ACTION_COLUMN_DOWN:
		return setup_move(list, place, 1);
	case ACTION_COLUMN_WIDER:
		return setup_resize(column_list_at(list, place), item, 1);
	case ACTION_COLUMN_NARROWER:
		return setup_resize(column_list_at(list, place), item, -1);
	case ACTION_COLUMN_AUTO:
		column_list_at(list, place)->width = 0;
		return VIEW_REDRAW;
	default:
		return VIEW_NOTHING;
	}
}

static bool setup_edits(enum action action)
{
	return action == ACTION_COLUMN || action == ACTION_COLUMN_UP || action == ACTION_COLUMN_DOWN ||
	       action == ACTION_COLUMN_WIDER || action == ACTION_COLUMN_NARROWER ||
	       action == ACTION_COLUMN_AUTO;
}

static enum view_wish setup_change(struct view *view, const struct model *model, enum action action)
{
	struct setup *setup = &view->setup;
	struct column_list keep;
	enum view_wish wish;
	struct setup_item item;

	if (setup->menu.cursor >= setup->items.count)
		return VIEW_NOTHING;
	item = *setup_item(setup, setup->menu.cursor);
	if (setup_refusal(action, &item))
		return view_notice(view, "%s", setup_refusal(action, &item));
	if (setup_take_over(view) < 0)
		return view_notice(view, "out of memory");
	column_list_init(&keep); /* the name of a vendor's counter outlives its place in the list */
	if (column_list_insert(&keep, 0, &item.choice) < 0)
		return view_notice(view, "out of memory");
	item.choice = *column_list_at(&keep, 0);
	wish = setup_edit(view, action, &item);
	setup_follow(view, model, &item.choice);
	column_list_free(&keep);
	return wish;
}

static enum view_wish setup_act(struct view *view, const struct model *model, enum action action)
{
	setup_fill(view, model);
	if (menu_move(&view->setup.menu, view->setup.items.count, action))
		return VIEW_REDRAW;
	if (setup_edits(action))
		return setup_change(view, model, action);
	if (action == ACTION_COLUMN_DEFAULT) {
		tree_columns_choose(&view->columns, "", NULL);
		view->setup.menu.cursor = 0;
		return VIEW_REDRAW;
	}
	return action == ACTION_COLUMN_DONE ? view_leave(view) : VIEW_NOTHING;
}

static enum view_wish setup_click(struct view *view, const struct model *model, size_t item,
				  bool is_double)
{
	view->setup.menu.cursor = item;
	return is_double ? setup_act(view, model, ACTION_COLUMN) : VIEW_REDRAW;
}

const struct mode_ops setup_ops = { .draw = setup_draw, .act = setup_act, .click = setup_click };
