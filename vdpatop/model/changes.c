/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Events: what is different between two generations, told once for each device, so that a host
 * with thousands of queues does not drown its own news.
 */
#include <stdio.h>
#include <string.h>

#include "model/private.h"
#include "vdpa/class.h"

static bool is_mgmtdev_in(const struct generation *generation, const struct model_mgmtdev *mgmtdev)
{
	return generation_find_mgmtdev(generation, mgmtdev->bus, mgmtdev->name) != INDEX_NONE;
}

static bool is_device_in(const struct generation *generation, const struct model_device *device)
{
	return generation_find_id(generation, device->id) != INDEX_NONE;
}

static void tell_mgmtdev(struct model *model, const struct model_mgmtdev *mgmtdev,
			 enum model_event_kind kind, const char *what)
{
	struct event_name name = event_name(mgmtdev->handle);

	event_add(model, model->time, kind, "management device %s %s", name.text, what);
}

static void tell_added(struct model *model, const struct generation *generation,
		       const struct model_device *device, int64_t time)
{
	struct event_name name = event_name(device->name);
	struct event_name from;

	if (device->mgmtdev == FLAT_NONE) {
		event_add(model, time, MODEL_EVENT_ADDED, "%s was added", name.text);
		return;
	}
	from = event_name(generation_mgmtdev(generation, device->mgmtdev)->handle);
	event_add(model, time, MODEL_EVENT_ADDED, "%s was added to %s", name.text, from.text);
}

static void tell_removed(struct model *model, const struct model_device *device, int64_t time)
{
	struct event_name name = event_name(device->name);

	event_add(model, time, MODEL_EVENT_REMOVED, "%s was removed", name.text);
}

void changes_tell_renewed(struct model *model, const struct model_device *device, int64_t time)
{
	struct event_name name = event_name(device->name);

	event_add(model, time, MODEL_EVENT_ADDED, "%s was removed and made again", name.text);
}

static void tell_negotiated(struct model *model, const struct model_device *before,
			    const struct model_device *device)
{
	struct event_name name = event_name(device->name);
	bool was = before->config.valid & VDPA_HAS_NEGOTIATED;
	bool is = device->config.valid & VDPA_HAS_NEGOTIATED;

	if (!before->config.valid || !device->config.valid)
		return;
	if (was && !is)
		event_add(model, model->time, MODEL_EVENT_NEGOTIATED,
			  "%s was reset: no driver has negotiated features any more", name.text);
	else if (is && (!was || before->config.negotiated != device->config.negotiated))
		event_add(model, model->time, MODEL_EVENT_NEGOTIATED,
			  "%s: its driver has negotiated features", name.text);
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

static void news_tell(struct model *model, const struct model_device *device,
		      const struct queue_news *news, enum model_event_kind kind, const char *what)
{
	struct event_name name = event_name(device->name);
	char queue[32];

	if (!news->count)
		return;
	vdpa_queue_name(queue, sizeof(queue), news->first->role, news->first->index);
	if (news->count == 1)
		event_add(model, model->time, kind, "%s: %s (queue %u) %s", name.text, queue,
			  news->first->index, what);
	else
		event_add(model, model->time, kind, "%s: %u queues %s, the first is %s (queue %u)",
			  name.text, news->count, what, queue, news->first->index);
}

/* A queue that cannot be read for a while has neither stalled anew nor recovered. */
static bool is_well(enum health health)
{
	return health == HEALTH_OK || health == HEALTH_IDLE || health == HEALTH_RESET ||
	       health == HEALTH_OFF;
}

static void tell_health(struct model *model, const struct model_device *device)
{
	struct queue_news stalled = { 0 };
	struct queue_news recovered = { 0 };
	struct queue_news reset = { 0 };

	for (uint32_t i = 0; i < device->queues; i++) {
		struct model_queue *queue =
			generation_queue(&model->private->now, device->first_queue + i);
		bool was_stalled = queue->slot->is_told_stalled;

		if (queue->health == HEALTH_RESET)
			news_add(&reset, queue);
		if (!was_stalled && queue->health == HEALTH_STALLED)
			news_add(&stalled, queue);
		else if (was_stalled && is_well(queue->health))
			news_add(&recovered, queue);
		else
			continue;
		queue->slot->is_told_stalled = !was_stalled;
	}
	news_tell(model, device, &reset, MODEL_EVENT_RESET, "began counting anew");
	news_tell(model, device, &stalled, MODEL_EVENT_STALLED, "stalled");
	news_tell(model, device, &recovered, MODEL_EVENT_RECOVERED, "recovered");
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
	}
}

void changes_tell(struct model *model, const struct generation *before, bool is_first)
{
	if (!is_first) {
		tell_mgmtdevs(model, before);
		tell_devices(model, before, model->time);
	}
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
