/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The panel of a list: what it covers, how it scrolls. What stands in it is for others to say. */
#include "view/menu.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/layout.h"
#include "view/motion.h"
#include "view/rule.h"

#define MENU_ABOVE 6  /* rows of the page that stay in sight */
#define MENU_LEAST 9  /* rows of the panel, where there are so many */
#define MENU_ABOUT 3  /* a line and two rows of words */

bool menu_move(struct menu *menu, size_t count, enum action action)
{
	struct motion motion = motion_of(menu->height, count ? (long)count - 1 : 0);
	long cursor = (long)menu->cursor;

	if (!motion_take(&motion, action, &cursor))
		return false;
	menu->cursor = (size_t)(cursor < 0 ? 0 : cursor > motion.last ? motion.last : cursor);
	return true;
}

static struct area menu_panel(const struct area *page)
{
	struct area panel = *page;
	int rows = page->rows - MENU_ABOVE;

	rows = rows < MENU_LEAST ? MENU_LEAST : rows;
	panel.rows = rows < page->rows ? rows : page->rows;
	panel.row = page->row + page->rows - panel.rows;
	return panel;
}

static void menu_draw_title(const struct menu *menu, struct pen *pen, const struct menu_words *words,
			    size_t count)
{
	char rows[64] = "";

	if (menu->height && count > menu->height)
		snprintf(rows, sizeof(rows), "rows %zu-%zu of %zu", menu->top + 1,
			 menu->top + menu->height, count);
	rule_begin(pen);
	rule_words(pen, STYLE_HEADING, words->title);
	if (*words->note && (int)text_width(words->note) + 3 <= pen_room(pen))
		rule_words(pen, STYLE_LABEL, words->note);
	rule_end(pen, rows);
}

/* Bytes of TEXT up to the last blank at which a line of WIDTH cells can end. */
static size_t menu_break(const char *text, int width)
{
	size_t best = 0;

	for (size_t at = 0; text[at]; at++) {
		char line[512];

		if (text[at] != ' ' || at >= sizeof(line))
			continue;
		text_copy(line, at + 1, text);
		if ((int)text_width(line) > width)
			break;
		best = at;
	}
	return best;
}

/* In two rows where one is too short. */
static void menu_draw_about(struct pen *pen, const char *about)
{
	int margin = layout_margin(pen->area.columns);
	int width = pen->area.columns - 2 * margin;
	size_t end = (int)text_width(about) > width ? menu_break(about, width) : 0;
	char line[512];

	rule_begin(pen);
	rule_end(pen, "");
	pen_next_row(pen, margin);
	if (end) {
		text_copy(line, end + 1 < sizeof(line) ? end + 1 : sizeof(line), about);
		pen_put(pen, STYLE_LABEL, line);
		pen_next_row(pen, margin);
		about += end + 1;
	}
	pen_field(pen, STYLE_LABEL, about, width, false);
}

void menu_mark(struct pen *pen, enum style style, enum glyph glyph)
{
	bool is_narrow = !layout_margin(pen->area.columns);

	if (glyph == GLYPH_COUNT && is_narrow)
		return;
	if (glyph == GLYPH_COUNT)
		pen->column++;
	else
		pen_glyph(pen, style, glyph);
	pen->column++;
}

const char *menu_title(const struct column_choice *choice, const struct column_info *info)
{
	switch (choice->id) {
	case COLUMN_NAME:
		return "DEVICE (tree)";
	case COLUMN_KICKS_GRAPH:
		return "GRAPH (kicks)";
	case COLUMN_WQES_GRAPH:
		return "GRAPH (wqes)";
	default:
		return info->column.title;
	}
}

static void menu_scroll(struct menu *menu, size_t count)
{
	if (menu->cursor >= count)
		menu->cursor = count ? count - 1 : 0;
	if (menu->top + menu->height > count)
		menu->top = count > menu->height ? count - menu->height : 0;
	if (menu->cursor < menu->top)
		menu->top = menu->cursor;
	if (menu->height && menu->cursor >= menu->top + menu->height)
		menu->top = menu->cursor - menu->height + 1;
}

static void menu_draw_item(const struct menu *menu, const struct draw *draw, size_t item,
			   struct pen *pen, menu_item *draw_item, const void *context)
{
	pen->column = layout_margin(pen->area.columns);
	target_add(draw->targets, &pen->area, (struct area){ pen->row, 0, 1, pen->area.columns },
		   TARGET_ITEM, item);
	draw_item(context, draw, item, pen);
	if (item != menu->cursor)
		return;
	frame_restyle(draw->frame, &pen->area, pen->row, STYLE_SELECTED);
	draw->frame->cursor_row = pen->area.row + pen->row;
	draw->frame->cursor_column = pen->area.column;
}

void menu_draw(struct menu *menu, const struct draw *draw, const struct area *area,
	       const struct menu_words *words, size_t count, menu_item *item, const void *context)
{
	struct area panel = menu_panel(area);
	struct pen pen = draw_pen(draw, &panel);
	int about = panel.rows >= MENU_LEAST ? MENU_ABOUT : 0;
	int title = panel.rows > 1;

	menu->height = panel.rows > title ? (size_t)(panel.rows - title - about) : 0;
	menu_scroll(menu, count);
	frame_erase(draw->frame, &panel);
	if (title)
		menu_draw_title(menu, &pen, words, count);
	for (size_t i = 0; i < menu->height && menu->top + i < count; i++) {
		pen.row = title + (int)i;
		menu_draw_item(menu, draw, menu->top + i, &pen, item, context);
	}
	if (!about)
		return;
	pen.row = panel.rows - about;
	menu_draw_about(&pen, words->about);
}
