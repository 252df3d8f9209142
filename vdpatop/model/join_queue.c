/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The queues of one device in the next generation: joined to those before by index, their counters
 * by name, rates over the time between two readings, and the figures that follow from the counters.
 */
#include <errno.h>
#include <stdlib.h>

#include "model/private.h"
#include "vdpa/counter.h"

struct queue_join {
	struct model_private *private;
	const struct snapshot *snapshot;
	const struct snapshot_device *from;
	struct model_device *to;
	const struct model_device *before; /* NULL for a new device */
	struct flat_text reason;           /* the last one kept: usually the next is the same */
	const char *kept;
};

bool code_may_pass(int code)
{
	return code && code != -EPERM && code != -EACCES && code != -EOPNOTSUPP && code != -EAGAIN;
}

/* The driver knows no such queue (vdpa.c, mlx5_vnet.c, vdpa_sim_net.c). */
static bool code_is_no_queue(int code)
{
	return code == -EINVAL || code == -ERANGE;
}

static int queue_code(const struct queue_join *join, const struct snapshot_queue *from)
{
	if (from->code || from->counters)
		return from->code;
	return join->from->vstats_code;
}

static int keep_reason(struct queue_join *join, const struct snapshot_queue *from,
		       const char **ret_reason)
{
	if (!from->reason.length) {
		*ret_reason = join->to->vstats_reason;
		return 0;
	}
	if (!join->kept || join->reason.at != from->reason.at ||
	    join->reason.length != from->reason.length) {
		join->kept = texts_keep(&join->private->texts,
					snapshot_text(join->snapshot, from->reason));
		join->reason = from->reason;
	}
	if (!join->kept)
		return -ENOMEM;
	*ret_reason = join->kept;
	return 0;
}

/* Counter NAME of BEFORE, which usually stands at the same place. */
static const struct model_counter *counter_before(const struct generation *now,
						  const struct model_queue *before, uint32_t place,
						  const char *name)
{
	const struct model_counter *counters;

	if (!before || !before->counters)
		return NULL;
	counters = generation_counter(now, before->first_counter);
	if (place < before->counters && counters[place].name == name)
		return &counters[place];
	for (uint32_t i = 0; i < before->counters; i++)
		if (counters[i].name == name)
			return &counters[i];
	return NULL;
}

static bool is_kernels(const struct model_counter *counter)
{
	return counter->known && (counter->known->use == VDPA_COUNTER_DOORBELLS ||
				  counter->known->use == VDPA_COUNTER_ELEMENTS);
}

/* When one of a driver's counters went back, the others began anew too: no rate of them holds. */
static void spread_reset(struct model_counter *counters, uint32_t count)
{
	bool has_reset = false;

	for (uint32_t i = 0; i < count; i++)
		has_reset |= counters[i].rate.state == RATE_RESET && !is_kernels(&counters[i]);
	for (uint32_t i = 0; has_reset && i < count; i++)
		if (counters[i].rate.state == RATE_OK && !is_kernels(&counters[i]))
			counters[i].rate = (struct rate){ .state = RATE_RESET };
}

static void read_counters(const struct queue_join *join, const struct snapshot_queue *from,
			  const struct model_queue *before, struct model_queue *queue)
{
	const struct array *names = &join->private->names;
	struct model_counter *counters;

	if (!from->counters)
		return;
	counters = array_add(&join->private->next.counters, from->counters);
	for (uint32_t i = 0; i < from->counters; i++) {
		const struct snapshot_counter *counter =
			&join->snapshot->counters[from->first_counter + i];
		const struct known_name *name = array_at(names, struct known_name, counter->name);
		const struct model_counter *old =
			counter_before(&join->private->now, before, i, name->text);

		counters[i] = (struct model_counter){ name->text, name->known, counter->value,
						      { .state = RATE_FIRST }, NULL };
		if (old)
			counters[i].rate = rate_between(old->value, counter->value, queue->interval);
	}
	queue->counters = from->counters;
	spread_reset(counters, queue->counters);
}

static void keep_counters(struct model_private *private, const struct model_queue *before,
			  struct model_queue *queue)
{
	struct model_counter *counters;

	queue->read_at = before->read_at;
	if (!before->counters)
		return;
	counters = array_add(&private->next.counters, before->counters);
	for (uint32_t i = 0; i < before->counters; i++) {
		counters[i] = *generation_counter(&private->now, before->first_counter + i);
		counters[i].rate = rate_stale(counters[i].rate);
		counters[i].history = NULL; /* set anew when it has a slot again */
		texts_mark(&private->texts, counters[i].name);
	}
	queue->counters = before->counters;
}

static void take_kicks(struct model_queue *queue, const struct model_counter *counter)
{
	queue->has_kicks = true;
	queue->kicks = counter->value;
	queue->kicks_rate = counter->rate;
}

static void take_wqes(struct model_queue *queue, const struct model_counter *counter)
{
	queue->has_wqes = true;
	queue->wqes = counter->value;
	queue->wqes_rate = counter->rate;
	queue->wqes_source = counter->known->name;
	queue->wqes_by = counter->known->driver;
}

/* Our kernel's wqes go before a driver's equivalent, wherever they stand in the answer. */
static void derive_figures(struct model_queue *queue, const struct model_counter *counters)
{
	const struct model_counter *found[VDPA_COUNTER_SUBMITTED + 1] = { NULL };
	const struct model_counter *elements, *completed, *submitted;

	for (uint32_t i = 0; i < queue->counters; i++)
		if (counters[i].known && !found[counters[i].known->use])
			found[counters[i].known->use] = &counters[i];
	elements = found[VDPA_COUNTER_ELEMENTS];
	completed = found[VDPA_COUNTER_COMPLETED];
	submitted = found[VDPA_COUNTER_SUBMITTED];
	if (found[VDPA_COUNTER_DOORBELLS])
		take_kicks(queue, found[VDPA_COUNTER_DOORBELLS]);
	if (elements || completed)
		take_wqes(queue, elements ? elements : completed);
	queue->has_in_flight = submitted && completed && submitted->value >= completed->value;
	if (queue->has_in_flight)
		queue->in_flight = submitted->value - completed->value;
}

/* A time that did not move on is no reading: the sampler repeats what it has. */
static bool is_read_now(const struct queue_join *join, const struct model_queue *before)
{
	return !before || !before->read_at || join->from->read_at > before->read_at;
}

static void take_figures(const struct queue_join *join, const struct snapshot_queue *from,
			 const struct model_queue *before, struct model_queue *queue)
{
	struct model_private *private = join->private;

	if (!queue->code && !is_read_now(join, before))
		queue->code = -ENODATA;
	queue->first_counter = (uint32_t)private->next.counters.count;
	if (!queue->code) {
		queue->read_at = join->from->read_at;
		if (before && before->read_at)
			queue->interval = queue->read_at - before->read_at;
		read_counters(join, from, before, queue);
	} else if (code_may_pass(queue->code) && before) {
		keep_counters(private, before, queue);
	}
	if (queue->counters)
		derive_figures(queue, generation_counter(&private->next, queue->first_counter));
}

static uint64_t queue_id(const struct model_device *device, uint32_t index)
{
	return device->id << 32 | index;
}

static struct model_queue *add_queue(struct model_private *private, struct model_device *to,
				     uint32_t index, const struct model_queue *before)
{
	struct model_queue *queue = array_add(&private->next.queues, 1);

	queue->id = queue_id(to, index);
	queue->device = (uint32_t)private->next.devices.count - 1;
	queue->index = index;
	queue->reason = queue->wqes_source = queue->wqes_by = "";
	queue->slot = before ? before->slot : NULL;
	to->queues++;
	return queue;
}

static int take_queue(struct queue_join *join, const struct snapshot_queue *from)
{
	const struct model_queue *before = NULL;
	struct model_queue *queue;
	int code = queue_code(join, from);

	if (code_is_no_queue(code))
		return 0;
	if (join->before)
		before = generation_find_queue(&join->private->now, join->before, from->index,
					       join->to->queues);
	queue = add_queue(join->private, join->to, from->index, before);
	queue->first_seen = before ? before->first_seen : join->snapshot->info->time;
	queue->role = from->role <= VDPA_ROLE_NONE ? from->role : VDPA_ROLE_UNKNOWN;
	queue->code = code;
	take_figures(join, from, before, queue);
	return keep_reason(join, from, &queue->reason);
}

static int compare_queues(const void *a, const void *b)
{
	uint32_t one = ((const struct model_queue *)a)->index;
	uint32_t other = ((const struct model_queue *)b)->index;

	return (one > other) - (one < other);
}

/* Queues come in order; if ever they do not, or one comes twice, mend it here. */
static void order_queues(struct generation *next, struct model_device *to)
{
	struct model_queue *queues;
	uint32_t left = 0;
	bool is_ordered = true;

	if (to->queues < 2)
		return;
	queues = generation_queue(next, to->first_queue);
	for (uint32_t i = 1; i < to->queues; i++)
		is_ordered &= queues[i - 1].index < queues[i].index;
	if (is_ordered)
		return;
	qsort(queues, to->queues, sizeof(*queues), compare_queues);
	for (uint32_t i = 1; i < to->queues; i++)
		if (queues[i].index != queues[left].index)
			queues[++left] = queues[i];
	to->queues = left + 1;
	next->queues.count = to->first_queue + to->queues;
}

int join_queues(struct model_private *private, const struct snapshot *snapshot,
		const struct snapshot_device *from, struct model_device *to,
		const struct model_device *before)
{
	struct queue_join join = { private, snapshot, from, to, before, { 0, 0 }, NULL };

	to->first_queue = (uint32_t)private->next.queues.count;
	for (uint32_t i = 0; i < from->queues; i++)
		if (take_queue(&join, &snapshot->queues[from->first_queue + i]) < 0)
			return -ENOMEM;
	order_queues(&private->next, to);
	return 0;
}

void join_kept_queues(struct model_private *private, struct model_device *to,
		      const struct model_device *before)
{
	to->first_queue = (uint32_t)private->next.queues.count;
	to->queues = 0;
	for (uint32_t i = 0; i < before->queues; i++) {
		const struct model_queue *old = generation_queue(&private->now, before->first_queue + i);
		struct model_queue *queue = add_queue(private, to, old->index, old);

		queue->first_seen = old->first_seen;
		queue->role = old->role;
		queue->code = code_may_pass(old->code) || !old->code ? -ENODATA : old->code;
		queue->reason = old->reason;
		texts_mark(&private->texts, old->reason);
		queue->first_counter = (uint32_t)private->next.counters.count;
		keep_counters(private, old, queue);
		if (queue->counters)
			derive_figures(queue, generation_counter(&private->next, queue->first_counter));
	}
}
