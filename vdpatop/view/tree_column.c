/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cells of the tree, from the table of columns. How a row is drawn is not known here. */
#include "view/tree_column.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/value_text.h"

struct tree_cell {
	char text[1024]; /* safe */
	enum style style;
	int width;       /* cells it will have */
};

/* Makes of one cell what its value alone does not say. */
typedef void tree_refine(const struct draw *draw, const struct row *row, struct tree_cell *cell);

/* Draws a cell that is no text, in WIDTH cells. */
typedef void tree_paint(const struct draw *draw, const struct row *row, struct pen *pen, int width);

static struct column_row row_of(const struct draw *draw, const struct row *row)
{
	switch (row->name.kind) {
	case ROW_MGMTDEV:
		return column_mgmtdev_row(draw->model, row->index);
	case ROW_DEVICE:
		return column_device_row(draw->model, row->index);
	case ROW_QUEUE:
		return column_queue_row(draw->model, row->index);
	default:
		return (struct column_row){ .model = draw->model };
	}
}

struct column_row tree_row(const struct draw *draw, const struct row *row)
{
	struct column_row from = row_of(draw, row);

	from.zero = draw->zero;
	return from;
}

/* "mapped" is short enough to stand where the figure would. */
static void tree_unknown(const struct draw *draw, const struct column_value *value,
			 struct tree_cell *cell)
{
	bool is_mapped = !strcmp(value->why, "mapped");

	text_copy(cell->text, sizeof(cell->text),
		  is_mapped ? "mapped" : glyph_text(GLYPH_UNKNOWN, draw->is_ascii));
	cell->style = STYLE_UNKNOWN;
}

/* A queue that stands under nothing is called by its device's name, too. */
static void tree_name_alone(const struct draw *draw, const struct row *row, char *name, size_t size)
{
	struct column_row from = tree_row(draw, row);
	char queue[64];

	text_copy(queue, sizeof(queue), name);
	pen_safe(name, size - sizeof(queue) - 1, from.device->name);
	strcat(strcat(name, " "), queue);
}

static void refine_name(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	static const enum style styles[] = {
		[ROW_MGMTDEV] = STYLE_MGMTDEV, [ROW_UNMANAGED] = STYLE_MGMTDEV,
		[ROW_DEVICE] = STYLE_DEVICE,   [ROW_QUEUE] = STYLE_QUEUE,
	};
	char name[960];
	const char *sign = " ";

	if (row->has_children)
		sign = glyph_text(row->is_folded ? GLYPH_FOLDED : GLYPH_UNFOLDED, draw->is_ascii);
	text_copy(name, sizeof(name),
		  row->name.kind == ROW_UNMANAGED ? draw_unmanaged(draw->model) : cell->text);
	cell->style = styles[row->name.kind];
	if (row->name.kind == ROW_QUEUE && !row->depth)
		tree_name_alone(draw, row, name, sizeof(name));
	snprintf(cell->text, sizeof(cell->text), "%*s%s %s", 2 * row->depth, "", sign, name);
}

/* What uses a management device are the devices made from it. */
#define USER_LEAST 4 /* cells of a name that say something */

/* Of a VM and its process the VM's name is cut: half a number would be another's. */
static void user_cut(const struct draw *draw, struct tree_cell *cell)
{
	char *bracket = strrchr(cell->text, '(');
	char tail[48], name[sizeof(cell->text)];
	int room;

	if (!bracket || bracket == cell->text || (int)text_width(cell->text) <= cell->width)
		return;
	text_copy(tail, sizeof(tail), bracket - 1);
	room = cell->width - (int)text_width(tail);
	if (room < USER_LEAST)
		return;
	bracket[-1] = '\0';
	text_cut(name, sizeof(name), cell->text, (size_t)room, glyph_text(GLYPH_ELLIPSIS, draw->is_ascii));
	text_copy(cell->text, sizeof(cell->text), name);
	text_copy(cell->text + strlen(name), sizeof(cell->text) - strlen(name), tail);
}

static void refine_user(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	uint32_t devices;

	if (row->name.kind != ROW_MGMTDEV) {
		user_cut(draw, cell);
		return;
	}
	devices = draw->model->mgmtdevs[row->index].devices;
	snprintf(cell->text, sizeof(cell->text), "%u device%s", devices, devices == 1 ? "" : "s");
	cell->style = STYLE_DIM;
}

/* The worst of the devices that a folded row hides. */
static enum health tree_hidden_health(const struct draw *draw, const struct row *row)
{
	uint32_t mgmtdev = row->name.kind == ROW_MGMTDEV ? row->index : FLAT_NONE;
	enum health worst = HEALTH_COUNT;

	for (size_t i = 0; i < draw->model->device_count; i++) {
		const struct model_device *device = &draw->model->devices[i];

		if (device->mgmtdev == mgmtdev &&
		    (worst == HEALTH_COUNT || health_is_worse(device->health, worst)))
			worst = device->health;
	}
	return worst;
}

static void refine_health(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	enum health health = HEALTH_COUNT;

	if (row->name.kind == ROW_QUEUE)
		health = draw->model->queues[row->index].health;
	else if (row->name.kind == ROW_DEVICE)
		health = draw->model->devices[row->index].health;
	else if (row->is_folded)
		health = tree_hidden_health(draw, row);
	if (health == HEALTH_COUNT)
		return;
	draw_health(cell->text, sizeof(cell->text), draw, health, 0);
	cell->style = draw->is_old ? STYLE_STALE : draw_health_style(health);
}

/* NULL where the row has no such figure. */
static const struct history *tree_history(const struct draw *draw, const struct row *row,
					  bool is_kicks)
{
	const struct model *model = draw->model;

	if (row->name.kind == ROW_QUEUE)
		return is_kicks ? model->queues[row->index].kicks_history :
				  model->queues[row->index].wqes_history;
	if (row->name.kind != ROW_DEVICE)
		return NULL;
	if (is_kicks)
		return model->devices[row->index].has_kicks ? model->devices[row->index].kicks_history :
							      NULL;
	return model->devices[row->index].has_wqes ? model->devices[row->index].wqes_history : NULL;
}

static void tree_graph(const struct draw *draw, const struct row *row, struct pen *pen, int width,
		       bool is_kicks)
{
	const struct history *history = tree_history(draw, row, is_kicks);

	if (history)
		pen_history(pen, draw->is_old ? STYLE_STALE : STYLE_GRAPH, width, history);
}

static void paint_kicks(const struct draw *draw, const struct row *row, struct pen *pen, int width)
{
	tree_graph(draw, row, pen, width, true);
}

static void paint_wqes(const struct draw *draw, const struct row *row, struct pen *pen, int width)
{
	tree_graph(draw, row, pen, width, false);
}

/* "/dev/" says nothing that the rest does not. */
static void refine_node(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	static const char folder[] = "/dev/";
	size_t length = strlen(folder);

	(void)draw;
	(void)row;
	if ((int)text_width(cell->text) > cell->width && !strncmp(cell->text, folder, length))
		memmove(cell->text, cell->text + length, strlen(cell->text + length) + 1);
}

static void refine_link(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	(void)draw;
	(void)row;
	if (!strcmp(cell->text, "down"))
		cell->style = STYLE_CAUTION;
}

/* Of a management device, whose row stands above: not said again for each of its devices. */
static void refine_mgmtdev(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	(void)draw;
	if (row->name.kind != ROW_MGMTDEV && row->depth)
		cell->text[0] = '\0';
}

/* The name is cut before its link is. */
static void refine_representor(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	struct column_row from = tree_row(draw, row);
	struct column_value link;
	char name[256];
	int room;

	refine_mgmtdev(draw, row, cell);
	column_get(COLUMN_REPRESENTOR_LINK, &from, &link);
	room = cell->width - (int)strlen(link.text) - 1;
	if (!*cell->text || link.kind != VALUE_TEXT || room < 2)
		return;
	text_cut(name, sizeof(name), cell->text, (size_t)room,
		 glyph_text(GLYPH_ELLIPSIS, draw->is_ascii));
	snprintf(cell->text, sizeof(cell->text), "%s %s", name, link.text);
	if (!strcmp(link.text, "down"))
		cell->style = STYLE_CAUTION;
}

/* The device's node, and beside it that of the process which uses it: memory between two is slow. */
static void refine_numa(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	struct column_row from = tree_row(draw, row);
	struct column_value user;
	char device[24], both[64];

	column_get(COLUMN_USER_NUMA, &from, &user);
	if (!*cell->text || !from.device || user.kind != VALUE_NUMBER) {
		refine_mgmtdev(draw, row, cell);
		return;
	}
	text_copy(device, sizeof(device), cell->text);
	snprintf(both, sizeof(both), "%s/%u", device, (unsigned)user.count);
	if ((int)strlen(both) > cell->width)
		return;
	text_copy(cell->text, sizeof(cell->text), both);
	if (from.mgmtdev->numa_node != from.device->user_numa)
		cell->style = STYLE_CAUTION;
}

/* Of the queue that does nearly all the work of its like. */
static void refine_share(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	struct column_row from = tree_row(draw, row);

	if (from.queue && from.device->skew.is_on && from.device->skew.queue == from.queue->index)
		cell->style = draw->is_old ? STYLE_STALE : STYLE_CAUTION;
}

/* What was there when the program came is older than its age says. */
static void refine_age(const struct draw *draw, const struct row *row, struct tree_cell *cell)
{
	struct column_row from = tree_row(draw, row);
	struct column_value age;

	if (!*cell->text || !from.device || !from.device->was_there ||
	    (from.queue && from.queue->first_seen != from.device->first_seen))
		return;
	column_get(COLUMN_AGE, &from, &age);
	text_copy(cell->text, sizeof(cell->text), glyph_text(GLYPH_AT_LEAST, draw->is_ascii));
	value_text(cell->text + strlen(cell->text), 32, &age, cell->width - 1);
}

static tree_refine *const tree_refines[COLUMN_COUNT] = {
	[COLUMN_NAME] = refine_name,
	[COLUMN_HEALTH] = refine_health,
	[COLUMN_USED_BY] = refine_user,
	[COLUMN_NODE] = refine_node,
	[COLUMN_LINK] = refine_link,
	[COLUMN_PCI] = refine_mgmtdev,
	[COLUMN_FUNCTION] = refine_mgmtdev,
	[COLUMN_REPRESENTOR] = refine_representor,
	[COLUMN_REPRESENTOR_LINK] = refine_mgmtdev,
	[COLUMN_NUMA] = refine_numa,
	[COLUMN_AGE] = refine_age,
	[COLUMN_SHARE] = refine_share,
};

static tree_paint *const tree_paints[COLUMN_COUNT] = {
	[COLUMN_KICKS_GRAPH] = paint_kicks,
	[COLUMN_WQES_GRAPH] = paint_wqes,
};

/* A queue that stands under nothing says what its device would. */
static bool tree_has(const struct row *row, unsigned rows)
{
	static const unsigned bits[] = {
		[ROW_MGMTDEV] = COLUMN_ON_MGMTDEV, [ROW_UNMANAGED] = COLUMN_ON_UNMANAGED,
		[ROW_DEVICE] = COLUMN_ON_DEVICE,   [ROW_QUEUE] = COLUMN_ON_QUEUE,
	};
	bool is_alone = row->name.kind == ROW_QUEUE && !row->depth;

	return rows & (is_alone ? COLUMN_ON_DEVICE | COLUMN_ON_QUEUE : bits[row->name.kind]);
}

bool tree_column_has(const struct row *row, const struct column_choice *column)
{
	struct column_info info;

	column_list_info(column, &info);
	return tree_has(row, info.column.rows);
}

static void tree_fill(const struct draw *draw, const struct row *row,
		      const struct column_choice *choice, const struct column *column,
		      struct tree_cell *cell)
{
	struct column_row from = tree_row(draw, row);
	struct column_value value;

	cell->text[0] = '\0';
	cell->style = column->style;
	if (!tree_has(row, column->rows))
		return;
	column_list_get(choice, &from, &value);
	value_text(cell->text, sizeof(cell->text), &value, cell->width);
	if (value.is_old || (draw->is_old && column->style == STYLE_FIGURE))
		cell->style = STYLE_STALE;
	if (value.kind == VALUE_NONE && tree_has(row, column->signs))
		tree_unknown(draw, &value, cell);
	if (!choice->vendor && tree_refines[choice->id])
		tree_refines[choice->id](draw, row, cell);
}

void tree_draw_cell(const struct draw *draw, const struct row *row, const struct column_choice *column,
		    int width, struct pen *pen)
{
	struct pen inside = *pen;
	struct column_info info;
	struct tree_cell cell;

	cell.width = width;
	column_list_info(column, &info);
	pen->column += width;
	if (info.column.kind == VALUE_GRAPH) {
		tree_paints[column->id](draw, row, &inside, width);
		return;
	}
	tree_fill(draw, row, column, &info.column, &cell);
	pen_field(&inside, cell.style, cell.text, width, info.column.align == COLUMN_RIGHT);
}

void tree_draw_title(const struct column_choice *column, int width, struct pen *pen)
{
	struct column_info info;
	char title[160];
	int room = width - 2;
	size_t length;

	column_list_info(column, &info);
	text_copy(title, sizeof(title), info.column.title);
	/* That it is a rate is not cut away, as long as a word is left of the title. */
	length = strlen(title);
	if (length > 2 && !strcmp(title + length - 2, "/s") && room > (column->is_rate ? 1 : 3) &&
	    (int)text_width(title) > width) {
		text_cut(title, sizeof(title) - 2, info.column.title, (size_t)room,
			 glyph_text(GLYPH_ELLIPSIS, pen->is_ascii));
		strcat(title, "/s");
	}
	pen_field(pen, STYLE_TITLE, title, width, info.column.align == COLUMN_RIGHT);
}
