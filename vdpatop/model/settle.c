/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What follows from the joined figures: the health of each queue, of each device and their counts,
 * and sums. A sum is of one source only, and a device's rate is known only when it is
 * known for every queue that is summed.
 */
#include <errno.h>
#include <string.h>

#include "model/private.h"
#include "vdpa/counter.h"

#define SOURCES 8 /* different drivers on one host; those beyond are left out of the totals */

/* Rates over queues, of which a few may be missing this time. */
struct sum {
	uint32_t queues, known;
	double per_second;
};

/* One source's share of the totals. */
struct source_sum {
	const char *by;
	const char *source; /* the counter's name, NULL when there are several */
	struct sum sum;
	uint32_t in_use; /* queues that are in use and in the sum */
	double elements; /* completed since their devices were made */
};

struct totals {
	struct model_totals *to;
	struct sum kicks;
	struct source_sum sources[SOURCES];
	size_t source_count;
	uint32_t wqes_queues;
	uint32_t in_use;       /* queues that are in use, as far as it is known */
	uint32_t kicks_in_use; /* of them, those whose rate is in the sum */
};

/* The same pointer as a rule: both come from one table. */
static bool is_same(const char *a, const char *b)
{
	return a == b || !strcmp(a, b);
}

static bool has_moved(const struct rate *rate)
{
	return rate->state == RATE_OK && rate->per_second > 0;
}

/* A first reading cannot say what moves, but a counter that is still 0 never has. */
static bool counter_has_moved(const struct model_counter *counter)
{
	return has_moved(&counter->rate) ||
	       (counter->rate.state != RATE_OK && counter->value > 0);
}

static void look_at_counters(const struct model_queue *queue, const struct model_counter *counters,
			     struct health_input *input)
{
	for (uint32_t i = 0; i < queue->counters; i++) {
		const struct vdpa_counter *known = counters[i].known;

		/* Doorbells that pass no kernel code say nothing: neither that it rests nor that it works. */
		if (model_counter_is_blind(queue, &counters[i]))
			continue;
		input->has_counters = true;
		input->has_reset |= counters[i].rate.state == RATE_RESET;
		input->any_moved |= counter_has_moved(&counters[i]);
		if (known && known->use == VDPA_COUNTER_COMPLETED)
			input->completed_moved |= has_moved(&counters[i].rate);
	}
}

static bool is_negotiated(const struct model_device *device)
{
	return !device->config.valid || device->config.valid & VDPA_HAS_NEGOTIATED;
}

static void judge_queue(const struct model *model, struct model_queue *queue)
{
	const struct generation *now = &model->private->now;
	const struct model_device *device = generation_device(now, queue->device);
	struct health_input input = {
		.role = queue->role,
		.code = queue->code,
		.is_stale = code_may_pass(queue->code),
		.is_negotiated = is_negotiated(device),
		.has_wqes = queue->has_wqes,
		.has_in_flight = queue->has_in_flight,
		.in_flight = queue->in_flight,
		.kicks_moved = queue->has_kicks && has_moved(&queue->kicks_rate),
		.wqes_moved = has_moved(&queue->wqes_rate),
		.time = queue->read_at,
	};

	if (queue->counters)
		look_at_counters(queue, generation_counter(now, queue->first_counter), &input);
	queue->health = health_judge(&input, &queue->slot->memory);
}

static void settle_queue(struct model *model, struct model_queue *queue)
{
	judge_queue(model, queue);
	past_link_queue(model, queue);
}

/* The state of a sum is the one of its parts that says most against it. */
static int rate_rank(enum rate_state state)
{
	static const int ranks[] = {
		[RATE_NONE] = 0, [RATE_OK] = 1, [RATE_STALE] = 2, [RATE_FIRST] = 3, [RATE_RESET] = 4,
	};

	return ranks[state];
}

static void sum_rate(struct rate *sum, const struct rate *part)
{
	bool is_empty = sum->state == RATE_NONE;

	sum->has_value = part->has_value && (is_empty || sum->has_value);
	sum->per_second = sum->has_value ? sum->per_second + part->per_second : 0;
	if (rate_rank(part->state) > rate_rank(sum->state))
		sum->state = part->state;
}

static void sum_kicks(struct model_device *device, const struct model_queue *queue)
{
	if (!queue->has_kicks)
		return;
	device->has_kicks = true;
	device->is_kicks_over |= __builtin_add_overflow(device->kicks, queue->kicks, &device->kicks);
	sum_rate(&device->kicks_rate, &queue->kicks_rate);
}

static void sum_wqes(struct model_device *device, const struct model_queue *queue,
		     const char **by)
{
	if (!queue->has_wqes)
		return;
	if (!*by) {
		*by = queue->wqes_by;
		device->wqes_source = queue->wqes_source;
	}
	device->has_mixed_wqes |= !is_same(*by, queue->wqes_by);
	if (!is_same(device->wqes_source, queue->wqes_source))
		device->wqes_source = *by;
	device->has_wqes = true;
	device->is_wqes_over |= __builtin_add_overflow(device->wqes, queue->wqes, &device->wqes);
	sum_rate(&device->wqes_rate, &queue->wqes_rate);
}

/*
 * The worst queue's, idle ones aside: a queue that rests is no trouble, and says nothing of a device
 * that works. A device whose queues all rest is idle.
 */
static enum health worst_health(const struct model_queue *queues, uint32_t count)
{
	enum health worst = HEALTH_OK;
	bool found = false;

	for (uint32_t i = 0; i < count; i++) {
		if (queues[i].health == HEALTH_IDLE)
			continue;
		if (!found || health_is_worse(queues[i].health, worst))
			worst = queues[i].health;
		found = true;
	}
	return found ? worst : HEALTH_IDLE;
}

static enum health health_without_queues(const struct model_device *device)
{
	struct health_memory nothing = { 0 };
	const struct health_input input = {
		.code = device->vstats_code,
		.is_stale = code_may_pass(device->vstats_code),
		.is_negotiated = is_negotiated(device),
	};

	return health_judge(&input, &nothing);
}

static void clear_sums(struct model_device *device)
{
	device->has_kicks = device->has_wqes = device->has_mixed_wqes = false;
	device->is_kicks_over = device->is_wqes_over = false;
	device->kicks = device->wqes = 0;
	device->kicks_rate = device->wqes_rate = (struct rate){ .state = RATE_NONE };
	device->wqes_source = "";
}

static void sum_queues(struct model_device *device, const struct model_queue *queues)
{
	const char *by = NULL;

	clear_sums(device);
	for (uint32_t i = 0; i < device->queues; i++) {
		sum_kicks(device, &queues[i]);
		sum_wqes(device, &queues[i], &by);
	}
	if (device->mapped_queues || device->is_kicks_over)
		device->has_kicks = false;
	if (device->has_mixed_wqes || device->is_wqes_over) {
		device->has_wqes = false;
		device->wqes_source = "";
	}
}

/*
 * By elements, or by doorbells where nobody counts elements. What is off has no work to share; that
 * others work while one is stalled is that one's trouble.
 */
static void settle_skew(struct model_device *device, const struct model_queue *queues,
			struct skew_memory *memory)
{
	struct skew_reading readings[VDPA_ROLE_NONE] = { 0 };

	for (uint32_t i = 0; i < device->queues; i++) {
		const struct model_queue *queue = &queues[i];
		const struct rate *rate = device->has_wqes ? &queue->wqes_rate : &queue->kicks_rate;

		if (queue->role < VDPA_ROLE_NONE && queue->health != HEALTH_OFF)
			skew_add(&readings[queue->role], queue->index,
				 rate->state == RATE_OK && queue->health != HEALTH_STALLED,
				 rate->per_second);
	}
	device->skew = skew_judge(readings, device->read_at, device->interval, memory);
}

/* What is wrong with a device though each of its queues may be well. */
static enum health health_as_a_whole(const struct model_device *device)
{
	struct health_memory nothing = { 0 };
	const struct health_input input = {
		.is_negotiated = true, .has_counters = true, .any_moved = true,
		.is_skewed = device->skew.is_on,
	};

	return health_judge(&input, &nothing);
}

static void settle_device(struct model *model, struct model_device *device,
			  struct skew_memory *memory)
{
	struct model_queue *queues;
	enum health worst, whole;

	if (!device->queues) {
		clear_sums(device);
		device->health = health_without_queues(device);
		return;
	}
	queues = generation_queue(&model->private->now, device->first_queue);
	for (uint32_t i = 0; i < device->queues; i++)
		settle_queue(model, &queues[i]);
	sum_queues(device, queues);
	settle_skew(device, queues, memory);
	worst = worst_health(queues, device->queues);
	whole = health_as_a_whole(device);
	device->health = health_is_worse(whole, worst) ? whole : worst;
}

static struct source_sum *source_of(struct totals *totals, const struct model_queue *queue)
{
	for (size_t i = 0; i < totals->source_count; i++)
		if (is_same(totals->sources[i].by, queue->wqes_by))
			return &totals->sources[i];
	if (totals->source_count == SOURCES)
		return NULL;
	totals->sources[totals->source_count] =
		(struct source_sum){ .by = queue->wqes_by, .source = queue->wqes_source };
	return &totals->sources[totals->source_count++];
}

/* What is off counts nothing and is not missed; what cannot be told may be in use. */
static bool may_be_in_use(const struct model_device *device, int code)
{
	return is_negotiated(device) && code != -EAGAIN;
}

static void sum_add(struct sum *sum, const struct rate *rate)
{
	sum->queues++;
	if (rate->state != RATE_OK)
		return;
	sum->known++;
	sum->per_second += rate->per_second;
}

/* What a handful of queues do says nothing about a host of many. */
static bool sum_is_known(const struct sum *sum)
{
	return sum->known && sum->known >= sum->queues - sum->known;
}

static void total_wqes(struct totals *totals, const struct model_queue *queue, bool is_in_use)
{
	struct source_sum *source = source_of(totals, queue);

	totals->wqes_queues++;
	if (!source)
		return;
	sum_add(&source->sum, &queue->wqes_rate);
	source->elements += (double)queue->wqes;
	source->in_use += is_in_use && queue->wqes_rate.state == RATE_OK;
	if (source->source && !is_same(source->source, queue->wqes_source))
		source->source = NULL;
}

static void total_queue(struct totals *totals, const struct model_device *device,
			const struct model_queue *queue)
{
	bool is_in_use = may_be_in_use(device, queue->code);

	totals->to->health[queue->health]++;
	totals->in_use += is_in_use;
	if (queue->has_kicks) {
		sum_add(&totals->kicks, &queue->kicks_rate);
		totals->kicks_in_use += is_in_use && queue->kicks_rate.state == RATE_OK;
	}
	if (queue->has_wqes)
		total_wqes(totals, queue, is_in_use);
}

/* A device whose queues nobody names has some all the same. */
static void total_unseen(struct totals *totals, const struct model_device *device)
{
	bool is_counted = device->valid & VDPA_HAS_MAX_VQS;

	if (may_be_in_use(device, device->vstats_code))
		totals->in_use += is_counted ? device->max_vqs : 1;
}

static void total_device(struct model *model, struct totals *totals,
			 const struct model_device *device)
{
	totals->to->skewed_devices += device->skew.is_on;
	if (!device->queues)
		total_unseen(totals, device);
	for (uint32_t i = 0; i < device->queues; i++)
		total_queue(totals, device,
			    generation_queue(&model->private->now, device->first_queue + i));
}

/*
 * The figure at the top is that of the source that has counted most elements: many idle queues of one
 * driver are not what a host does.
 */
static void choose_source(struct totals *totals)
{
	const struct source_sum *most = NULL;

	for (size_t i = 0; i < totals->source_count; i++) {
		const struct source_sum *source = &totals->sources[i];

		if (!most || source->elements > most->elements ||
		    (source->elements == most->elements && source->sum.queues > most->sum.queues))
			most = source;
	}
	if (!most)
		return;
	totals->to->has_wqes = sum_is_known(&most->sum);
	totals->to->wqes_missing = totals->in_use - most->in_use;
	totals->to->wqes_per_s = most->sum.per_second;
	totals->to->wqes_source = most->source ? most->source : most->by;
	totals->to->wqes_left_out = totals->wqes_queues - most->sum.queues;
}

static void settle_totals(struct model *model)
{
	struct model_private *private = model->private;
	struct totals totals = { .to = &model->totals };

	model->totals = (struct model_totals){ .wqes_source = "" };
	for (size_t i = 0; i < private->now.devices.count; i++)
		total_device(model, &totals, generation_device(&private->now, i));
	model->totals.has_kicks = sum_is_known(&totals.kicks);
	model->totals.counts_kicks = totals.kicks.queues;
	model->totals.kicks_missing = totals.in_use - totals.kicks_in_use;
	model->totals.kicks_per_s = totals.kicks.per_second;
	model->totals.wqes_missing = totals.in_use;
	choose_source(&totals);
	past_link_totals(model);
}

void settle(struct model *model)
{
	struct generation *now = &model->private->now;

	for (size_t i = 0; i < now->devices.count; i++) {
		if (!generation_device(now, i)->is_from_netlink)
			continue;
		settle_device(model, generation_device(now, i), &generation_state(now, i)->skew);
		past_link_device(model, i);
	}
	settle_totals(model);
}
