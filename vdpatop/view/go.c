/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going to the rows that want somebody's attention. */
#include "view/go.h"

#include "model/model.h"
#include "view/tree_private.h"
#include "view/view_private.h"

/* Something that is not well, and how it compares with others: the least comes first. */
struct trouble {
	enum health health;
	size_t position; /* of its row, were nothing folded */
};

static bool trouble_is_before(const struct trouble *a, const struct trouble *b)
{
	return a->health != b->health ? health_is_worse(a->health, b->health) : a->position < b->position;
}

/* The first trouble there is, and the first behind HERE. */
struct search {
	struct trouble here, first, next;
	bool has_here, has_first, has_next;
};

static void take_least(struct trouble *least, bool *has_one, const struct trouble *found)
{
	if (!*has_one || trouble_is_before(found, least))
		*least = *found;
	*has_one = true;
}

static void search_take(struct search *search, const struct trouble *found)
{
	take_least(&search->first, &search->has_first, found);
	if (search->has_here && trouble_is_before(&search->here, found))
		take_least(&search->next, &search->has_next, found);
}

/* A skewed device is the trouble of the queue that does the work. */
static enum health trouble_of(const struct model *model, uint32_t place)
{
	const struct model_queue *queue = &model->queues[place];
	const struct skew *skew = &model->devices[queue->device].skew;
	bool is_skewed = skew->is_on && skew->queue == queue->index;

	return is_skewed && health_is_worse(HEALTH_SKEWED, queue->health) ? HEALTH_SKEWED : queue->health;
}

static size_t count_troubles(const struct model *model)
{
	size_t count = 0;

	for (uint32_t i = 0; i < model->queue_count; i++)
		count += health_level(trouble_of(model, i)) != MODEL_INFO;
	return count;
}

/* What is at POSITION of ROWS, if that is a queue that is not well. */
static bool trouble_at(const struct rows *rows, const struct model *model, size_t position,
		       struct trouble *ret_trouble)
{
	struct row row = rows_at(rows, model, position);

	if (row.name.kind != ROW_QUEUE)
		return false;
	*ret_trouble = (struct trouble){ trouble_of(model, row.index), position };
	return health_level(ret_trouble->health) != MODEL_INFO;
}

/* It goes on from the row called SELECTED if that is not well. */
static bool find_trouble(const struct rows *rows, const struct model *model, struct row_name selected,
			 struct row_name *ret_name)
{
	struct search search = { 0 };
	struct trouble found;
	size_t position;

	if (rows_find(rows, model, selected, &position))
		search.has_here = trouble_at(rows, model, position, &search.here);
	for (size_t i = 0; i < rows->count; i++)
		if (trouble_at(rows, model, i, &found))
			search_take(&search, &found);
	if (!search.has_first)
		return false;
	*ret_name = rows_at(rows, model, search.has_next ? search.next.position : search.first.position).name;
	return true;
}

/* Says that there is no trouble, or that nobody can know. */
static enum view_wish go_nowhere(struct view *view, const struct model *model)
{
	const uint32_t *health = model->totals.health;
	uint32_t unread = health[HEALTH_NO_ACCESS] + health[HEALTH_NO_DATA];

	if (!model->queue_count)
		return view_notice(view, "none known: there is no queue to look at");
	if (unread)
		return view_notice(view, "none known: %u of %zu queues cannot be read, their rows say why", unread,
				   model->queue_count);
	return view_notice(view, "none: no queue is stalled or stale, no device skewed");
}

enum view_wish go_to_trouble(struct view *view, const struct model *model)
{
	struct tree *tree = &view->tree;
	struct row_name name = { ROW_NONE, 0 };
	size_t count = count_troubles(model);
	struct rows rows;
	bool is_found;

	if (!count)
		return go_nowhere(view, model);
	rows_init(&rows);
	is_found = tree_prepare(view, model) && tree_unfolded(tree, model, &rows) == 0 &&
		   find_trouble(&rows, model, tree_selected(tree, model).name, &name);
	rows_free(&rows);
	if (!is_found || !tree_reveal(view, model, name))
		return view_notice(view, "%zu not well, but the filter hides %s", count,
				   count == 1 ? "it" : "them");
	return VIEW_REDRAW;
}
