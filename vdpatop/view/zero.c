/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The counters' bases, carried from sample to sample by the queues' identity and the counters' names. */
#include "view/zero.h"

#include <errno.h>
#include <string.h>

#include "model/model.h"
#include "vdpa/counter.h"

/* A base that is not known makes a sum unknown. */
struct zero_sum {
	bool is_unknown;
	uint64_t base;
};

struct zero_count {
	uint32_t name; /* its hash: names do not outlive their sample */
	bool is_unknown;
	uint64_t base, last;
};

struct zero_queue {
	uint64_t id;
	uint32_t first, count; /* counters; those of the model first, then those not read this time */
	bool is_new; /* it came later, or was off: what it has not counted yet begins at 0 */
	struct zero_sum kicks, wqes;
};

struct zero_device {
	uint64_t id;
	struct zero_sum kicks, wqes;
};

void zero_init(struct zero *zero)
{
	*zero = (struct zero){
		.queues = ARRAY_OF(struct zero_queue), .old_queues = ARRAY_OF(struct zero_queue),
		.counters = ARRAY_OF(struct zero_count), .old_counters = ARRAY_OF(struct zero_count),
		.devices = ARRAY_OF(struct zero_device),
	};
}

void zero_free(struct zero *zero)
{
	array_free(&zero->queues);
	array_free(&zero->counters);
	array_free(&zero->devices);
	array_free(&zero->old_queues);
	array_free(&zero->old_counters);
	index_free(&zero->ids);
	zero_init(zero);
}

void zero_drop(struct zero *zero)
{
	zero_free(zero);
}

static void swap_arrays(struct array *a, struct array *b)
{
	struct array before = *a;

	*a = *b;
	*b = before;
	a->count = 0;
}

struct zero_search {
	const struct zero *zero;
	uint64_t id;
};

static bool is_old_queue(const void *context, uint32_t number)
{
	const struct zero_search *search = context;

	return array_at(&search->zero->old_queues, struct zero_queue, number)->id == search->id;
}

static int index_old_queues(struct zero *zero)
{
	index_clear(&zero->ids);
	for (uint32_t i = 0; i < zero->old_queues.count; i++) {
		uint64_t id = array_at(&zero->old_queues, struct zero_queue, i)->id;

		if (index_add(&zero->ids, index_hash(&id, sizeof(id)), i) < 0)
			return -ENOMEM;
	}
	zero->has_ids = true;
	return 0;
}

/* Usually it stands at the same PLACE; looked for only when something came or went. */
static int find_old_queue(struct zero *zero, uint64_t id, size_t place,
			  const struct zero_queue **ret_queue)
{
	const struct zero_search search = { zero, id };
	uint32_t number;

	*ret_queue = NULL;
	if (place < zero->old_queues.count &&
	    array_at(&zero->old_queues, struct zero_queue, place)->id == id) {
		*ret_queue = array_at(&zero->old_queues, struct zero_queue, place);
		return 0;
	}
	if (!zero->has_ids && index_old_queues(zero) < 0)
		return -ENOMEM;
	number = index_find(&zero->ids, index_hash(&id, sizeof(id)), is_old_queue, &search);
	if (number != INDEX_NONE)
		*ret_queue = array_at(&zero->old_queues, struct zero_queue, number);
	return 0;
}

static const struct zero_count *find_old_count(const struct zero *zero, const struct zero_queue *old,
					       uint32_t name)
{
	for (uint32_t i = 0; i < old->count; i++) {
		const struct zero_count *count =
			array_at(&zero->old_counters, struct zero_count, old->first + i);

		if (count->name == name)
			return count;
	}
	return NULL;
}

/* A counter that is less than it was, or whose driver says that it began anew, counts from 0. */
static struct zero_count count_now(const struct zero *zero, const struct zero_queue *old, bool is_take,
				   const struct model_counter *counter)
{
	struct zero_count count = {
		.name = index_hash_text(counter->name), .last = counter->value,
	};
	const struct zero_count *before = old ? find_old_count(zero, old, count.name) : NULL;

	if (is_take)
		count.base = counter->value;
	else if (before && counter->value >= before->last && counter->rate.state != RATE_RESET)
		count = (struct zero_count){ count.name, before->is_unknown, before->base, counter->value };
	else if (!before)
		count.is_unknown = old && !old->is_new;
	return count;
}

/* Counters that were read before and are not now may be read again. */
static int keep_absent(struct zero *zero, const struct zero_queue *old, struct zero_queue *queue)
{
	uint32_t present = queue->count;

	for (uint32_t i = 0; i < old->count; i++) {
		const struct zero_count count =
			*array_at(&zero->old_counters, struct zero_count, old->first + i);
		bool is_present = false;

		for (uint32_t k = 0; k < present && !is_present; k++)
			is_present = array_at(&zero->counters, struct zero_count, queue->first + k)->name ==
				     count.name;
		if (is_present)
			continue;
		if (array_append(&zero->counters, &count, 1) < 0)
			return -ENOMEM;
		queue->count++;
	}
	return 0;
}

static void sum_add(struct zero_sum *sum, const struct zero_count *count)
{
	sum->is_unknown |= count->is_unknown;
	sum->base += count->base;
}

/* Which of its counters are the queue's kicks and wqes, as the model chose. */
static void find_sums(const struct zero *zero, const struct model *model,
		      const struct model_queue *from, struct zero_queue *queue)
{
	for (uint32_t i = 0; i < from->counters; i++) {
		const struct model_counter *counter = &model->counters[from->first_counter + i];
		const struct zero_count *count =
			array_at(&zero->counters, struct zero_count, queue->first + i);

		if (from->has_kicks && counter->known &&
		    counter->known->use == VDPA_COUNTER_DOORBELLS)
			sum_add(&queue->kicks, count);
		if (from->has_wqes && !strcmp(counter->name, from->wqes_source))
			sum_add(&queue->wqes, count);
	}
}

static int follow_queue(struct zero *zero, const struct model *model, size_t place, bool is_take)
{
	const struct model_queue *from = &model->queues[place];
	struct zero_queue queue = {
		.id = from->id, .first = (uint32_t)zero->counters.count, .count = from->counters,
		.is_new = from->code == -EAGAIN || !is_take,
	};
	const struct zero_queue *old = NULL;

	if (!is_take && find_old_queue(zero, from->id, place, &old) < 0)
		return -ENOMEM;
	if (old)
		queue.is_new = old->is_new;
	for (uint32_t i = 0; i < from->counters; i++) {
		const struct zero_count count =
			count_now(zero, old, is_take, &model->counters[from->first_counter + i]);

		if (array_append(&zero->counters, &count, 1) < 0)
			return -ENOMEM;
	}
	if (old && keep_absent(zero, old, &queue) < 0)
		return -ENOMEM;
	find_sums(zero, model, from, &queue);
	return array_append(&zero->queues, &queue, 1);
}

static int follow_device(struct zero *zero, const struct model *model, size_t place)
{
	const struct model_device *from = &model->devices[place];
	struct zero_device device = { .id = from->id };

	for (uint32_t i = 0; i < from->queues; i++) {
		const struct model_queue *queue = &model->queues[from->first_queue + i];
		const struct zero_queue *base =
			array_at(&zero->queues, struct zero_queue, from->first_queue + i);

		if (queue->has_kicks) {
			device.kicks.base += base->kicks.base;
			device.kicks.is_unknown |= base->kicks.is_unknown;
		}
		if (queue->has_wqes) {
			device.wqes.base += base->wqes.base;
			device.wqes.is_unknown |= base->wqes.is_unknown;
		}
	}
	return array_append(&zero->devices, &device, 1);
}

static int follow(struct zero *zero, const struct model *model, bool is_take)
{
	int result = 0;

	swap_arrays(&zero->queues, &zero->old_queues);
	swap_arrays(&zero->counters, &zero->old_counters);
	zero->devices.count = 0;
	zero->has_ids = false;
	zero->number = model->number;
	for (size_t i = 0; !result && i < model->queue_count; i++)
		result = follow_queue(zero, model, i, is_take);
	for (size_t i = 0; !result && i < model->device_count; i++)
		result = follow_device(zero, model, i);
	if (result < 0)
		zero_drop(zero);
	return result;
}

int zero_take(struct zero *zero, const struct model *model)
{
	zero->time = model->time;
	return follow(zero, model, true);
}

int zero_follow(struct zero *zero, const struct model *model)
{
	if (!zero->time || (zero->number == model->number && zero->devices.count == model->device_count))
		return 0;
	return follow(zero, model, false);
}

/* What is less than its base can only be wrong: better nothing. */
static bool since(bool is_unknown, uint64_t base, uint64_t *count)
{
	if (is_unknown || *count < base)
		return false;
	*count -= base;
	return true;
}

/* The base of QUEUE, NULL when totals are shown or it is newer than the bases. */
static const struct zero_queue *find_queue(const struct zero *zero, const struct model *model,
					   const struct model_queue *queue)
{
	size_t place = (size_t)(queue - model->queues);
	const struct zero_queue *base;

	if (!zero || !zero->time || place >= zero->queues.count)
		return NULL;
	base = array_at(&zero->queues, struct zero_queue, place);
	return base->id == queue->id ? base : NULL;
}

bool zero_counter(const struct zero *zero, const struct model *model, const struct model_queue *queue,
		  uint32_t nth, uint64_t *count)
{
	const struct zero_queue *base = find_queue(zero, model, queue);
	const struct zero_count *counter;

	if (!base || nth >= base->count)
		return true;
	counter = array_at(&zero->counters, struct zero_count, base->first + nth);
	return since(counter->is_unknown, counter->base, count);
}

bool zero_queue(const struct zero *zero, const struct model *model, const struct model_queue *queue,
		bool is_kicks, uint64_t *count)
{
	const struct zero_queue *base = find_queue(zero, model, queue);
	const struct zero_sum *sum;

	if (!base)
		return true;
	sum = is_kicks ? &base->kicks : &base->wqes;
	return since(sum->is_unknown, sum->base, count);
}

bool zero_device(const struct zero *zero, const struct model *model, const struct model_device *device,
		 bool is_kicks, uint64_t *count)
{
	size_t place = (size_t)(device - model->devices);
	const struct zero_device *base;
	const struct zero_sum *sum;

	if (!zero || !zero->time || place >= zero->devices.count)
		return true;
	base = array_at(&zero->devices, struct zero_device, place);
	sum = is_kicks ? &base->kicks : &base->wqes;
	return base->id != device->id || since(sum->is_unknown, sum->base, count);
}
