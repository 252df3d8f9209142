/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Choosing what to sort by. How it is sorted is order.c's. */
#include "view/sort_menu.h"

#include <stdio.h>

#include "base/text.h"
#include "view/layout.h"
#include "view/view_private.h"

#define SORT_TITLE 16 /* cells */
#define SORT_NAME 26

static const struct column_choice sort_host = { .id = COLUMN_COUNT };

void sort_menu_init(struct sort_menu *sort)
{
	*sort = (struct sort_menu){ .items = ARRAY_OF(struct column_choice) };
}

void sort_menu_free(struct sort_menu *sort)
{
	array_free(&sort->items);
}

static const struct column_choice *sort_item(const struct sort_menu *sort, size_t item)
{
	return array_at(&sort->items, struct column_choice, item);
}

static bool sort_is_host(const struct column_choice *choice)
{
	return choice->id == COLUMN_COUNT && !choice->vendor;
}

static void sort_put(struct sort_menu *sort, const struct column_choice *choice)
{
	if (!choice->vendor && choice->id < COLUMN_COUNT && column_of(choice->id)->kind == VALUE_GRAPH)
		return;
	for (size_t i = 0; i < sort->items.count; i++)
		if (column_choice_is(sort_item(sort, i), choice))
			return;
	array_append(&sort->items, choice, 1);
}

static void sort_fill(struct view *view)
{
	struct sort_menu *sort = &view->sort_menu;
	const struct column_list *list = &view->columns.list;
	struct tree_plan plan;

	sort->items.count = 0;
	sort_put(sort, &sort_host);
	tree_plan_make(&plan, &view->columns, sort->width);
	for (size_t i = 0; i < plan.count; i++)
		sort_put(sort, column_list_at(list, plan.cells[i].place));
	for (size_t i = 0; i < column_list_count(list); i++)
		sort_put(sort, column_list_at(list, i));
	for (enum column_id id = 0; id < COLUMN_COUNT; id++)
		sort_put(sort, &(struct column_choice){ .id = id });
}

/* Whether rows are sorted by ITEM at present. */
static bool sort_is_present(const struct order *order, const struct column_choice *item)
{
	return order->is_sorted ? column_choice_is(&order->by, item) : sort_is_host(item);
}

static void sort_place(struct view *view)
{
	struct sort_menu *sort = &view->sort_menu;

	for (size_t i = 0; i < sort->items.count && !sort->is_placed; i++)
		if (sort_is_present(&view->tree.order, sort_item(sort, i)))
			sort->menu.cursor = i;
	sort->is_placed = true;
}

static void sort_enter(struct view *view)
{
	view->sort_menu.is_placed = false;
}

/* The sign of the direction before what rows are sorted by. */
static void sort_draw_item(const void *context, const struct draw *draw, size_t nth, struct pen *pen)
{
	const struct column_choice *item = sort_item(context, nth);
	const char *title = "host's order", *name = "";
	enum glyph sign = GLYPH_COUNT;
	struct column_info info;
	int margin = layout_margin(pen->area.columns);

	info.column.meaning = "management devices, devices and queues as the kernel lists them";
	if (!sort_is_host(item)) {
		column_list_info(item, &info);
		title = menu_title(item, &info);
		name = info.column.name;
	}
	if (!sort_is_host(item) && sort_is_present(draw->order, item))
		sign = draw->order->is_descending ? GLYPH_DESCENDING : GLYPH_ASCENDING;
	menu_mark(pen, STYLE_NORMAL, sign);
	pen_field(pen, STYLE_NORMAL, title, SORT_TITLE, false);
	pen_field(pen, STYLE_LABEL, name, pen_room(pen) < SORT_NAME ? pen_room(pen) : SORT_NAME, false);
	pen->column++;
	if (pen_room(pen) > margin)
		pen_field(pen, STYLE_DIM, info.column.meaning, pen_room(pen) - margin, false);
}

static void sort_about(const struct order *order, const struct column_choice *item, char *to, size_t size)
{
	struct column_info info;

	if (sort_is_host(item)) {
		text_copy(to, size, "Management devices, devices and queues as the kernel lists them.");
		return;
	}
	column_list_info(item, &info);
	snprintf(to, size, "%s: %s%s", info.column.title, info.column.meaning,
		 sort_is_present(order, item) ? " (again: the other way round)" : "");
}

static void sort_menu_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct sort_menu *sort = &view->sort_menu;
	const struct order *order = &view->tree.order;
	char about[400] = "";
	const struct menu_words words = {
		mode_info(MODE_SORT)->title,
		!order->is_sorted ? "" : order->is_descending ? "descending" : "ascending", about,
	};

	sort->width = area->columns;
	sort_fill(view);
	sort_place(view);
	if (sort->menu.cursor < sort->items.count)
		sort_about(order, sort_item(sort, sort->menu.cursor), about, sizeof(about));
	menu_draw(&sort->menu, draw, area, &words, sort->items.count, sort_draw_item, sort);
}

static enum view_wish sort_choose(struct view *view)
{
	const struct sort_menu *sort = &view->sort_menu;
	const struct column_choice *item;
	int result;

	if (sort->menu.cursor >= sort->items.count)
		return VIEW_NOTHING;
	item = sort_item(sort, sort->menu.cursor);
	result = sort_is_host(item) ? tree_sort_by(&view->tree, NULL, false) :
				      tree_sort_or_invert(&view->tree, item);
	view_leave(view);
	return result < 0 ? view_notice(view, "out of memory") : VIEW_REDRAW;
}

static enum view_wish sort_menu_act(struct view *view, const struct model *model, enum action action)
{
	(void)model;
	sort_fill(view);
	sort_place(view);
	if (menu_move(&view->sort_menu.menu, view->sort_menu.items.count, action))
		return VIEW_REDRAW;
	if (action == ACTION_INVERT)
		return tree_act_on_order(view, action);
	return action == ACTION_CHOOSE ? sort_choose(view) : VIEW_NOTHING;
}

static enum view_wish sort_menu_click(struct view *view, const struct model *model, size_t item,
				      bool is_double)
{
	view->sort_menu.menu.cursor = item;
	return is_double ? sort_menu_act(view, model, ACTION_CHOOSE) : VIEW_REDRAW;
}

const struct mode_ops sort_menu_ops = {
	.enter = sort_enter, .draw = sort_menu_draw, .act = sort_menu_act, .click = sort_menu_click,
};
