/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a list of columns to places on the screen. */
#include "view/tree_plan.h"

#include "view/column_parse.h"
#include "view/layout.h"

/* What a row is and who has it at the left, what it does at the right; the table says what comes when. */
#define TREE_DEFAULT                                                                          \
	"name,class,driver,used_by,node,mac,numa_node,pci,function,representor,mtu,link,age_s,vqs," \
	"vq_size,kickdoorbells,kickdoorbells_per_s,kickdoorbells_graph,wqes,wqes_per_s,wqes_graph,"  \
	"wqes_per_kick,in_flight,share_percent,wqes_source,health"

/* Cells that the name keeps beside columns that a person chose. */
#define TREE_NAME_KEPT 18

int tree_columns_init(struct tree_columns *columns)
{
	columns->is_chosen = false;
	return column_list_parse(&columns->list, TREE_DEFAULT, NULL, COLUMN_FOR_SCREEN, NULL);
}

void tree_columns_free(struct tree_columns *columns)
{
	column_list_free(&columns->list);
}

int tree_columns_choose(struct tree_columns *columns, const char *list, struct error *error)
{
	struct column_list chosen;
	int result = column_list_parse(&chosen, TREE_DEFAULT, *list ? list : NULL, COLUMN_FOR_SCREEN,
				       error);

	if (result < 0)
		return result;
	column_list_free(&columns->list);
	columns->list = chosen;
	columns->is_chosen = *list;
	return 0;
}

/*
 * Cells that the name keeps when the column of PRIORITY is added: more beside what matters less. The
 * last of them are for it and for who uses a device, before there is more about the device.
 */
static int tree_keep(int priority)
{
	static const int kept[] = { 0, 8, 10, 10, 16, 18, 20, 21, 21, 24, 24, 24, 24, 24, 24, 24, 24, 24,
				    24, 36 };
	int last = (int)(sizeof(kept) / sizeof(kept[0])) - 1;

	return kept[priority < last ? priority : last];
}

static struct layout_column tree_layout(const struct tree_columns *columns, size_t place)
{
	const struct column_choice *choice = column_list_at(&columns->list, place);
	struct column_info info;
	struct layout_column layout;

	column_list_info(choice, &info);
	layout.width = choice->width ? choice->width : info.column.width;
	layout.most = choice->width ? choice->width : info.column.most;
	layout.priority = info.column.priority;
	layout.keep = tree_keep(info.column.priority);
	if (!place)
		layout.width = choice->width ? choice->width : TREE_NAME_KEPT;
	return layout;
}

static void tree_plan_fill(struct tree_plan *plan, const int *widths, size_t count, int margin)
{
	int column = margin;

	plan->count = 0;
	for (size_t i = 0; i < count; i++) {
		if (widths[i] <= 0 && i)
			continue;
		plan->cells[plan->count++] = (struct tree_cells){ i, column, widths[i] };
		column += widths[i] + 1;
	}
}

void tree_plan_make(struct tree_plan *ret_plan, const struct tree_columns *columns, int width)
{
	struct layout_column layout[TREE_PLAN_MOST];
	int widths[TREE_PLAN_MOST];
	size_t count = column_list_count(&columns->list);

	if (count > TREE_PLAN_MOST)
		count = TREE_PLAN_MOST;
	for (size_t i = 0; i < count; i++)
		layout[i] = tree_layout(columns, i);
	ret_plan->is_cut = false;
	if (columns->is_chosen)
		ret_plan->is_cut = layout_columns_in_order(width, layout, count, widths) < count;
	else
		layout_columns(width, layout, count, widths);
	tree_plan_fill(ret_plan, widths, count, layout_margin(width));
}
