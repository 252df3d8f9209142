/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The details of the selected row: a line with its name, and below it what the row is. */
#include "view/draw.h"

#include <stdio.h>

#include "base/text.h"
#include "view/features.h"
#include "view/layout.h"
#include "view/page.h"
#include "view/rule.h"
#include "view/tree_column.h"

static void detail_classes(struct pen *pen, const struct column_row *row)
{
	struct column_value value;

	column_get(COLUMN_CLASS, row, &value);
	if (value.kind == VALUE_TEXT)
		draw_pair(pen, "classes", value.text);
}

static void detail_representor(struct pen *pen, const struct model_mgmtdev *mgmtdev)
{
	if (!*mgmtdev->representor)
		return;
	draw_pair(pen, "representor", mgmtdev->representor);
	if (mgmtdev->representor_link >= 0)
		draw_pair(pen, "link", mgmtdev->representor_link ? "up" : "down");
}

void draw_mgmtdev_detail(const struct draw *draw, struct pen *pen,
			 const struct model_mgmtdev *mgmtdev)
{
	struct column_row row = { .model = draw->model, .mgmtdev = mgmtdev };

	detail_classes(pen, &row);
	/* A driver that reports 0 reports nothing, not that it has none. */
	if (mgmtdev->valid & VDPA_HAS_MGMTDEV_MAX_VQS && mgmtdev->max_vqs)
		draw_pair_of(pen, "most virtqueues", "%u", mgmtdev->max_vqs);
	draw_pair(pen, "driver", mgmtdev->driver);
	draw_pair(pen, "PCI", mgmtdev->pci);
	draw_pair(pen, "function", mgmtdev->function);
	if (mgmtdev->numa_node >= 0)
		draw_pair_of(pen, "NUMA node", "%d", mgmtdev->numa_node);
	detail_representor(pen, mgmtdev);
	pen_next_row(pen, layout_margin(pen->area.columns));
	if (!mgmtdev->is_from_netlink)
		pen_put(pen, STYLE_LABEL, "netlink has not said what it supports");
	else if (mgmtdev->valid & VDPA_HAS_SUPPORTED)
		draw_features(pen, features_class(mgmtdev->classes), 0, 0, mgmtdev->supported);
}

static void detail_name(const struct column_row *row, char *to, size_t size)
{
	struct column_value value;

	column_get(COLUMN_NAME, row, &value);
	pen_safe(to, size, value.text);
}

void draw_row_name(const struct draw *draw, char *to, size_t size)
{
	struct column_row row = tree_row(draw, &draw->row);
	char device[96] = "";
	char name[96];

	text_copy(name, sizeof(name), draw_unmanaged(draw->model));
	if (row.mgmtdev || row.device)
		detail_name(&row, name, sizeof(name));
	if (row.queue && row.device)
		pen_safe(device, sizeof(device), row.device->name);
	snprintf(to, size, "%s%s%s", device, *device ? " " : "", name);
}

#define DETAIL_PAGE 9 /* rows from which on the head of a queue's page has room */
#define DETAIL_REST 8 /* cells that a list of features keeps free on its last row */

static void detail_body(const struct draw *draw, struct pen *pen, int share)
{
	const struct model *model = draw->model;
	uint32_t index = draw->row.index;

	switch (draw->row.name.kind) {
	case ROW_MGMTDEV:
		draw_mgmtdev_detail(draw, pen, &model->mgmtdevs[index]);
		break;
	case ROW_DEVICE:
		draw_device_detail(draw, pen, &model->devices[index]);
		break;
	case ROW_QUEUE:
		if (share >= DETAIL_PAGE)
			page_queue_head(draw, pen, &model->queues[index]);
		else
			draw_queue_detail(draw, pen, &model->queues[index]);
		break;
	default:
		pen_put(pen, STYLE_LABEL, "devices that no management device is known to have made");
	}
}

/* Which of the rows above the line are in sight; nothing where all are. */
static void detail_note(const struct draw *draw, char *to, size_t size)
{
	size_t end = draw->top + draw->height;

	text_copy(to, size, "");
	if (draw->rows->count > draw->height)
		snprintf(to, size, "rows %zu-%zu of %zu", draw->top + 1,
			 end < draw->rows->count ? end : draw->rows->count, draw->rows->count);
}

static void detail_draw(const struct draw *draw, struct pen *pen, int share)
{
	char title[192], note[64];

	draw_row_name(draw, title, sizeof(title));
	rule_begin(pen);
	rule_words(pen, STYLE_DEVICE, title);
	detail_note(draw, note, sizeof(note));
	rule_end(pen, note);
	pen_next_row(pen, layout_margin(pen->area.columns));
	detail_body(draw, pen, share);
}

void draw_detail(const struct draw *draw, const struct area *area, int share)
{
	struct pen pen = draw_pen(draw, area);

	if (area->rows >= 1 && draw->row.name.kind != ROW_NONE)
		detail_draw(draw, &pen, share);
}

int draw_detail_rows(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	int rows;

	if (area->rows < 1 || draw->row.name.kind == ROW_NONE)
		return 0;
	detail_draw(draw, &pen, area->rows);
	rows = pen.row + (pen.column > layout_margin(area->columns) + pen.indent);
	rows += pen_room(&pen) < DETAIL_REST;
	return rows < area->rows ? rows : area->rows;
}
