/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Going to the rows that want somebody's attention. */
#include "view/go.h"

#include "model/model.h"
#include "view/view_private.h"

/* Something that is not well, and how it compares with others: the least comes first. */
struct trouble {
	enum health health;
	uint32_t queue; /* index into the model's queues */
};

static bool trouble_is_before(const struct trouble *a, const struct trouble *b)
{
	return a->health != b->health ? health_is_worse(a->health, b->health) : a->queue < b->queue;
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

static void search_take(struct search *search, enum health health, uint32_t queue)
{
	const struct trouble found = { health, queue };

	take_least(&search->first, &search->has_first, &found);
	if (search->has_here && trouble_is_before(&search->here, &found))
		take_least(&search->next, &search->has_next, &found);
}

/* A skewed device is the trouble of the queue that does the work. */
static enum health trouble_of(const struct model_device *device, const struct model_queue *queue)
{
	bool is_skewed = device->skew.is_on && device->skew.queue == queue->index;

	if (is_skewed && health_is_worse(HEALTH_SKEWED, queue->health))
		return HEALTH_SKEWED;
	return queue->health;
}

static void search_device(struct search *search, const struct model *model,
			  const struct model_device *device)
{
	for (uint32_t i = 0; i < device->queues; i++) {
		uint32_t place = device->first_queue + i;
		enum health health = trouble_of(device, &model->queues[place]);

		if (health_level(health) != MODEL_INFO)
			search_take(search, health, place);
	}
}

/* It goes on from the selected queue if that is not well. */
static struct search search_begin(const struct view *view, const struct model *model)
{
	struct row row = tree_selected(&view->tree, model);
	const struct model_queue *queue;
	struct search search = { 0 };

	if (row.name.kind != ROW_QUEUE)
		return search;
	queue = &model->queues[row.index];
	search.here = (struct trouble){ trouble_of(&model->devices[queue->device], queue), row.index };
	search.has_here = health_level(search.here.health) != MODEL_INFO;
	return search;
}

enum view_wish go_to_trouble(struct view *view, const struct model *model)
{
	struct search search = search_begin(view, model);
	const struct trouble *found;

	for (size_t i = 0; i < model->device_count; i++)
		search_device(&search, model, &model->devices[i]);
	if (!search.has_first)
		return view_notice(view, "none: no queue is stalled or stale, no device skewed");
	found = search.has_next ? &search.next : &search.first;
	if (!tree_reveal(view, model, (struct row_name){ ROW_QUEUE, model->queues[found->queue].id }))
		return view_notice(view, "the filter hides it");
	return VIEW_REDRAW;
}
