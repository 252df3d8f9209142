/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a list of columns to places on the screen. */
#include "view/tree_plan.h"

#include <errno.h>

#include "base/error.h"
#include "view/column_parse.h"
#include "view/layout.h"

/* What a row is and who has it at the left, what it does at the right; the table says what comes when. */
#define TREE_DEFAULT                                                                          \
	"name,class,driver,used_by,node,mac,numa_node,pci,function,representor,mtu,link,age_s,vqs," \
	"vq_size,kickdoorbells,kickdoorbells_per_s,kickdoorbells_graph,wqes,wqes_per_s,wqes_graph,"  \
	"wqes_per_kick,in_flight,share_percent,wqes_source,health"

/* Cells that the name keeps beside columns that a person chose. */
#define TREE_NAME_KEPT 18
#define TREE_NAME_LEAST 10 /* where they were added to those that fit */

int tree_columns_init(struct tree_columns *columns)
{
	columns->is_chosen = false;
	columns->added = 0;
	return column_list_parse(&columns->list, TREE_DEFAULT, NULL, COLUMN_FOR_SCREEN, NULL);
}

void tree_columns_free(struct tree_columns *columns)
{
	column_list_free(&columns->list);
}

/* Puts what MORE has, but for the name, at the end of LIST, wherever it was before. 0 or -ENOMEM. */
static int tree_add(struct column_list *list, const struct column_list *more)
{
	column_list_at(list, 0)->width = column_list_at(more, 0)->width;
	for (size_t i = 1; i < column_list_count(more); i++) {
		const struct column_choice *choice = column_list_at(more, i);
		size_t place = column_list_find(list, choice);

		if (place < column_list_count(list))
			column_list_remove(list, place);
		if (column_list_insert(list, column_list_count(list), choice) < 0)
			return -ENOMEM;
	}
	return 0;
}

int tree_columns_choose(struct tree_columns *columns, const char *list, struct error *error)
{
	bool is_added = *list == '+';
	struct tree_columns chosen = { .is_chosen = *list && !is_added };
	struct column_list more;
	int result = column_list_parse(&more, TREE_DEFAULT, *list ? list + is_added : NULL,
				       COLUMN_FOR_SCREEN, error);

	if (result < 0)
		return result;
	chosen.list = more;
	if (is_added) {
		chosen.added = column_list_count(&more) - 1;
		result = column_list_parse(&chosen.list, TREE_DEFAULT, NULL, COLUMN_FOR_SCREEN, error);
		if (!result && tree_add(&chosen.list, &more) < 0) {
			column_list_free(&chosen.list);
			result = error_set(error, -ENOMEM, "the list of columns: out of memory");
		}
		column_list_free(&more);
	}
	if (result < 0)
		return result;
	column_list_free(&columns->list);
	*columns = chosen;
	return 0;
}

/* What a person named: from this place of the list on. */
static size_t tree_first_wanted(const struct tree_columns *columns)
{
	return columns->is_chosen ? 0 : column_list_count(&columns->list) - columns->added;
}

int tree_columns_format(const struct tree_columns *columns, struct array *to)
{
	const struct column_choice *name = column_list_at(&columns->list, 0);
	struct column_list wanted;
	int result = 0;

	if (!columns->is_chosen && !columns->added)
		return array_append(to, "", 1);
	column_list_init(&wanted);
	if (!columns->is_chosen && name->width)
		result = column_list_insert(&wanted, 0, name);
	for (size_t i = tree_first_wanted(columns); !result && i < column_list_count(&columns->list); i++)
		result = column_list_insert(&wanted, column_list_count(&wanted),
					    column_list_at(&columns->list, i));
	if (!result && !columns->is_chosen)
		result = array_append(to, "+", 1);
	if (!result)
		result = column_list_format(&wanted, to);
	column_list_free(&wanted);
	return result;
}

bool tree_columns_want_vendor(const struct tree_columns *columns)
{
	for (size_t i = tree_first_wanted(columns); i < column_list_count(&columns->list); i++)
		if (column_choice_wants_vendor(column_list_at(&columns->list, i)))
			return true;
	return false;
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

/* What was added comes before all others, in its order. */
static void tree_layout_added(const struct tree_columns *columns, size_t place,
			      struct layout_column *layout)
{
	size_t first = tree_first_wanted(columns);

	if (place >= first) {
		layout->priority = (int)(place - first) + 1;
		layout->keep = TREE_NAME_LEAST;
	} else if (layout->priority) {
		layout->priority += (int)columns->added;
	}
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
	if (columns->added)
		tree_layout_added(columns, place, &layout);
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
