/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Events: what is different between two generations, told once for each device, so that a host
 * with thousands of queues does not drown its own news.
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "model/private.h"

static bool is_mgmtdev_in(const struct generation *generation, const struct model_mgmtdev *mgmtdev)
{
	return generation_find_mgmtdev(generation, mgmtdev->bus, mgmtdev->name) != INDEX_NONE;
}

static bool is_device_in(const struct generation *generation, const struct model_device *device)
{
	return generation_find_id(generation, device->id) != INDEX_NONE;
}

static struct event_head head_of(const struct model_device *device, enum model_event_kind kind,
				 int64_t time)
{
	return (struct event_head){
		.time = time, .kind = kind, .subject = { MODEL_DEVICE, device->id },
	};
}

static void tell_mgmtdev(struct model *model, const struct model_mgmtdev *mgmtdev,
			 enum model_event_kind kind, const char *what)
{
	struct event_name name = event_name(mgmtdev->handle);
	const struct event_head head = {
		.time = model->time, .kind = kind, .subject = { MODEL_MGMTDEV, mgmtdev->id },
	};

	event_add(model, &head, "management device %s %s", name.text, what);
}

static void tell_added(struct model *model, const struct generation *generation,
		       const struct model_device *device, int64_t time)
{
	const struct event_head head = head_of(device, MODEL_EVENT_ADDED, time);
	struct event_name name = event_name(device->name);
	struct event_name from;

	if (device->mgmtdev == FLAT_NONE) {
		event_add(model, &head, "%s was added", name.text);
		return;
	}
	from = event_name(generation_mgmtdev(generation, device->mgmtdev)->handle);
	event_add(model, &head, "%s was added to %s", name.text, from.text);
}

static void tell_removed(struct model *model, const struct model_device *device, int64_t time)
{
	const struct event_head head = head_of(device, MODEL_EVENT_REMOVED, time);
	struct event_name name = event_name(device->name);

	event_add(model, &head, "%s was removed", name.text);
}

void changes_tell_renewed(struct model *model, const struct model_device *device, int64_t time)
{
	const struct event_head head = head_of(device, MODEL_EVENT_ADDED, time);
	struct event_name name = event_name(device->name);

	event_add(model, &head, "%s was removed and made again", name.text);
}

static void tell_negotiated(struct model *model, const struct model_device *before,
			    const struct model_device *device)
{
	const struct event_head taken = head_of(device, MODEL_EVENT_NEGOTIATED, model->time);
	const struct event_head given = head_of(device, MODEL_EVENT_RESET, model->time);
	struct event_name name = event_name(device->name);
	bool was = before->config.valid & VDPA_HAS_NEGOTIATED;
	bool is = device->config.valid & VDPA_HAS_NEGOTIATED;

	if (!before->config.valid || !device->config.valid)
		return;
	if (was && !is)
		event_add(model, &given, "%s was reset: no driver has negotiated features any more",
			  name.text);
	else if (is && (!was || before->config.negotiated != device->config.negotiated))
		event_add(model, &taken, "%s: its driver has negotiated features", name.text);
}

/* How many queues of a device something happened to, and the first of them. */
struct queue_news {
	uint32_t count;
	const struct model_queue *first;
};

static void news_add(struct queue_news *news, const struct model_queue *queue)
{
	if (!news->count++)
		news->first = queue;
}

static uint64_t news_tell(struct model *model, const struct model_device *device,
			  const struct queue_news *news, enum model_event_kind kind, const char *what)
{
	struct event_name name = event_name(device->name);
	struct event_head head = head_of(device, kind, model->time);
	char queue[32];

	if (!news->count)
		return 0;
	head.subject = (struct model_subject){ MODEL_QUEUE, news->first->id };
	head.lasting = kind == MODEL_EVENT_STALLED ? news->count : 0;
	vdpa_queue_name(queue, sizeof(queue), news->first->role, news->first->index);
	if (news->count == 1)
		return event_add(model, &head, "%s: %s (queue %u) %s", name.text, queue,
				 news->first->index, what);
	return event_add(model, &head, "%s: %u queues %s, the first is %s (queue %u)", name.text,
			 news->count, what, queue, news->first->index);
}

/* A queue that cannot be read for a while has neither stalled anew nor recovered. */
static bool is_well(enum health health)
{
	return health == HEALTH_OK || health == HEALTH_IDLE || health == HEALTH_RESET ||
	       health == HEALTH_OFF;
}

struct device_news {
	struct queue_news reset, stalled, recovered;
};

static bool has_stalled(const struct model_queue *queue)
{
	return !queue->slot->told_stalled && queue->health == HEALTH_STALLED;
}

static bool has_recovered(const struct model_queue *queue)
{
	return queue->slot->told_stalled && is_well(queue->health);
}

static void find_news(struct device_news *news, const struct model_queue *queues, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (queues[i].health == HEALTH_RESET)
			news_add(&news->reset, &queues[i]);
		if (has_stalled(&queues[i]))
			news_add(&news->stalled, &queues[i]);
		else if (has_recovered(&queues[i]))
			news_add(&news->recovered, &queues[i]);
	}
}

void changes_end_stall(struct model_private *private, struct model_slot *slot)
{
	event_end_one(private, slot->told_stalled);
	slot->told_stalled = 0;
}

static void remember_told(struct model_private *private, struct model_queue *queues, uint32_t count,
			  uint64_t stalled)
{
	for (uint32_t i = 0; i < count; i++)
		if (has_stalled(&queues[i]))
			queues[i].slot->told_stalled = stalled;
		else if (has_recovered(&queues[i]))
			changes_end_stall(private, queues[i].slot);
}

static void tell_health(struct model *model, const struct model_device *device)
{
	struct device_news news = { 0 };
	struct model_queue *queues;
	uint64_t stalled;

	if (!device->queues)
		return;
	queues = generation_queue(&model->private->now, device->first_queue);
	find_news(&news, queues, device->queues);
	news_tell(model, device, &news.reset, MODEL_EVENT_RESET, "began counting anew");
	stalled = news_tell(model, device, &news.stalled, MODEL_EVENT_STALLED, "stalled");
	news_tell(model, device, &news.recovered, MODEL_EVENT_RECOVERED, "recovered");
	if (news.stalled.count || news.recovered.count)
		remember_told(model->private, queues, device->queues, stalled);
}

void changes_end_skew(struct model_private *private, struct device_state *state)
{
	event_end_one(private, state->told_skewed);
	state->told_skewed = 0;
}

static void tell_skew(struct model *model, const struct model_device *device,
		      struct device_state *state)
{
	const struct skew *skew = &device->skew;
	struct event_head head = head_of(device, MODEL_EVENT_EVEN, model->time);
	struct event_name name = event_name(device->name);
	char words[96];

	if (skew->is_on == (state->told_skewed != 0))
		return;
	if (!skew->is_on) {
		changes_end_skew(model->private, state);
		event_add(model, &head, "%s: its queues share their work again", name.text);
		return;
	}
	head.kind = MODEL_EVENT_SKEWED;
	head.subject = (struct model_subject){ MODEL_QUEUE, device->id << 32 | skew->queue };
	head.lasting = 1;
	skew_words(words, sizeof(words), skew);
	state->told_skewed = event_add(model, &head, "%s: %s", name.text, words);
}

/* What a thing that is gone had wrong is over. */
static void end_troubles(struct model *model, const struct generation *before)
{
	const struct generation *now = &model->private->now;

	for (size_t i = 0; i < before->devices.count; i++)
		if (!is_device_in(now, generation_device(before, i)))
			changes_end_skew(model->private, generation_state(before, i));
}

static void tell_mgmtdevs(struct model *model, const struct generation *before)
{
	const struct generation *now = &model->private->now;

	for (size_t i = 0; i < before->mgmtdevs.count; i++)
		if (!is_mgmtdev_in(now, generation_mgmtdev(before, i)))
			tell_mgmtdev(model, generation_mgmtdev(before, i), MODEL_EVENT_REMOVED,
				     "was removed");
	for (size_t i = 0; i < now->mgmtdevs.count; i++)
		if (!is_mgmtdev_in(before, generation_mgmtdev(now, i)))
			tell_mgmtdev(model, generation_mgmtdev(now, i), MODEL_EVENT_ADDED, "was added");
}

static void tell_devices(struct model *model, const struct generation *before, int64_t time)
{
	const struct generation *now = &model->private->now;

	for (size_t i = 0; i < before->devices.count; i++)
		if (!is_device_in(now, generation_device(before, i)))
			tell_removed(model, generation_device(before, i), time);
	for (size_t i = 0; i < now->devices.count; i++)
		if (!is_device_in(before, generation_device(now, i)))
			tell_added(model, now, generation_device(now, i), time);
}

static void tell_states(struct model *model, const struct generation *before)
{
	const struct generation *now = &model->private->now;

	for (size_t i = 0; i < now->devices.count; i++) {
		const struct model_device *device = generation_device(now, i);
		uint32_t place = generation_state(now, i)->before;

		if (!device->is_from_netlink)
			continue;
		if (place != INDEX_NONE)
			tell_negotiated(model, generation_device(before, place), device);
		tell_health(model, device);
		tell_skew(model, device, generation_state(now, i));
	}
}

void changes_tell_family(struct model *model, uint32_t before)
{
	struct model_private *private = model->private;
	struct event_head head = { .time = model->time };
	uint32_t now = model->info->family;

	if (before == SNAPSHOT_FAMILY_PRESENT && now == SNAPSHOT_FAMILY_NO_MODULE) {
		head.kind = MODEL_EVENT_UNLOADED;
		head.lasting = 1;
		private->told_unloaded = event_add(model, &head,
			"the vdpa kernel module was unloaded, and all devices are gone with it");
	} else if (before == SNAPSHOT_FAMILY_NO_MODULE && now == SNAPSHOT_FAMILY_PRESENT) {
		head.kind = MODEL_EVENT_LOADED;
		event_end_one(private, private->told_unloaded);
		private->told_unloaded = 0;
		event_add(model, &head, "the vdpa kernel module was loaded");
	}
}

#define COMPLETE_AFTER (10 * CLOCK_SECOND) /* of whole samples: trouble that comes and goes is one trouble */

void changes_tell_errors(struct model *model)
{
	struct model_private *private = model->private;
	struct event_head head = { .time = model->time, .kind = MODEL_EVENT_INCOMPLETE, .lasting = 1 };
	uint32_t errors = model->info->family == SNAPSHOT_FAMILY_PRESENT ? model->info->errors : 0;
	struct event_name reason = event_name(private->reason);

	if (errors) {
		private->incomplete_at = model->time;
		if (!private->told_incomplete)
			private->told_incomplete = event_add(model, &head, "%u answer%s of the kernel %s missing: %s",
							     errors, errors == 1 ? "" : "s",
							     errors == 1 ? "is" : "are", reason.text);
	} else if (private->told_incomplete && model->time - private->incomplete_at >= COMPLETE_AFTER) {
		event_end_one(private, private->told_incomplete);
		private->told_incomplete = 0;
		head = (struct event_head){ .time = model->time, .kind = MODEL_EVENT_COMPLETE };
		event_add(model, &head, "all answers of the kernel are there again");
	}
}

void changes_tell(struct model *model, const struct generation *before, bool is_first)
{
	if (!is_first) {
		tell_mgmtdevs(model, before);
		tell_devices(model, before, model->time);
	}
	end_troubles(model, before);
	tell_states(model, before);
}

void changes_tell_host(struct model *model, const struct generation *before)
{
	const struct generation *now = &model->private->now;
	int64_t time = model->private->facts.info->time;

	for (size_t i = 0; i < before->devices.count; i++)
		if (!is_device_in(now, generation_device(before, i)))
			tell_removed(model, generation_device(before, i), time);
	for (size_t i = 0; i < now->devices.count; i++)
		if (!generation_device(now, i)->is_from_netlink &&
		    !is_device_in(before, generation_device(now, i)))
			tell_added(model, now, generation_device(now, i), time);
}
