/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scrolling the page. What stands on it is page_*.c's. */
#include "view/detail_page.h"

#include <stdio.h>

#include "base/text.h"
#include "view/draw.h"
#include "view/layout.h"
#include "view/motion.h"
#include "view/page.h"
#include "view/rule.h"
#include "view/view_private.h"

static int page_last(const struct detail_page *page)
{
	return page->rows > page->height ? page->rows - page->height : 0;
}

static enum view_wish detail_page_act(struct view *view, const struct model *model,
				      enum action action)
{
	struct detail_page *page = &view->detail;
	int screen = page->height > 1 ? page->height - 1 : 1;
	const struct motion motion = { screen, screen / 2, page->rows };
	long first = page->first;
	int last = page_last(page);

	(void)model;
	if (!motion_take(&motion, action, &first))
		return VIEW_NOTHING;
	page->first = (int)(first < 0 ? 0 : first > last ? last : first);
	return VIEW_REDRAW;
}

static void page_body(const struct draw *draw, struct pen *pen)
{
	const struct model *model = draw->model;
	uint32_t index = draw->row.index;

	switch (draw->row.name.kind) {
	case ROW_MGMTDEV:
		page_mgmtdev(draw, pen, &model->mgmtdevs[index]);
		break;
	case ROW_DEVICE:
		page_device(draw, pen, &model->devices[index]);
		break;
	case ROW_QUEUE:
		page_queue(draw, pen, &model->queues[index]);
		break;
	case ROW_UNMANAGED:
		pen->column = layout_margin(pen->area.columns);
		page_words(pen, STYLE_LABEL, "devices that no management device is known to have made");
		break;
	case ROW_NONE:
		pen->column = layout_margin(pen->area.columns);
		page_words(pen, STYLE_LABEL, "nothing is selected");
	}
}

/* The name of the thing; where not all of it stands on the screen, which rows do. */
static void page_title(const struct draw *draw, const struct detail_page *page,
		       const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	char name[192], note[64] = "";

	draw_row_name(draw, name, sizeof(name));
	if (page->rows > page->height)
		snprintf(note, sizeof(note), "rows %d-%d of %d", page->first + 1,
			 page->first + page->height, page->rows);
	rule_begin(&pen);
	rule_words(&pen, STYLE_DEVICE, name);
	rule_end(&pen, note);
}

static bool is_same_row(struct row_name a, struct row_name b)
{
	return a.kind == b.kind && a.id == b.id;
}

/* Rows of the whole page: it is drawn where there is no room for any. */
static int page_measure(const struct draw *draw, const struct area *body)
{
	struct area nowhere = *body;
	struct pen pen;

	nowhere.rows = 0;
	pen = draw_pen(draw, &nowhere);
	page_body(draw, &pen);
	return pen.row;
}

static void detail_page_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct detail_page *page = &view->detail;
	struct area body = *area;
	struct pen pen;

	body.row++;
	body.rows--;
	if (!is_same_row(page->of, draw->row.name))
		page->first = 0;
	page->of = draw->row.name;
	page->height = body.rows > 0 ? body.rows : 0;
	page->rows = page_measure(draw, &body);
	if (page->first > page_last(page))
		page->first = page_last(page); /* it has become shorter */
	page_title(draw, page, area);
	pen = draw_pen(draw, &body);
	pen.row = -page->first;
	page_body(draw, &pen);
}

const struct mode_ops detail_page_ops = { .draw = detail_page_draw, .act = detail_page_act };
