/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The model on thousands of rounds made by chance from a fixed seed: devices come and go, change
 * places, cannot be read, rounds end early, facts lag behind. After each round what the model says
 * is compared with a plain account of what it was told, and its arrays must hang together.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "world.h"

#define NAMES 12
#define QUEUES 5
#define ROUNDS 4000

struct account {
	bool is_there;
	uint64_t id;         /* that the model gave it */
	uint32_t queues;
	struct {
		uint64_t value;
		int64_t read_at; /* 0: never */
		int64_t interval;
		uint64_t before;
		bool is_read;    /* in this round */
	} queue[QUEUES];
};

static struct account accounts[NAMES];
static uint32_t seed = 20260;

static uint32_t chance(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

static void name_of(size_t place, char *to, size_t size)
{
	snprintf(to, size, "device %zu", place);
}

static void tell_queue(struct world *world, struct account *account, uint32_t index, int64_t time)
{
	struct snapshot_queue *queue = world_queue(world, index % 2 ? VDPA_ROLE_TX : VDPA_ROLE_RX);

	account->queue[index].is_read = chance(8) != 0;
	if (!account->queue[index].is_read) {
		queue->code = -ENODATA;
		return;
	}
	account->queue[index].before = account->queue[index].value;
	account->queue[index].interval =
		account->queue[index].read_at ? time - account->queue[index].read_at : 0;
	account->queue[index].read_at = time;
	if (!chance(30))
		account->queue[index].value = 0;
	account->queue[index].value += chance(3) * chance(1000);
	if (chance(2))
		world_counter(world, "something", 1);
	world_counter(world, "wqes", account->queue[index].value);
}

static void tell_device(struct world *world, size_t place, int64_t time)
{
	struct account *account = &accounts[place];
	char name[32];

	if (!account->is_there) {
		*account = (struct account){ .is_there = true, .queues = chance(QUEUES + 1) };
	}
	name_of(place, name, sizeof(name));
	world_device(world, name, (uint32_t)place % 3);
	for (uint32_t i = 0; i < account->queues; i++)
		tell_queue(world, account, i, time);
}

/* A round in which each device is there or not by chance; one that ended early names only some. */
static void tell_round(struct world *world, struct model *model, int64_t time)
{
	bool is_cut = !chance(10);
	size_t first = chance(NAMES);

	world_begin(world, time);
	if (is_cut)
		world_reason(world, -ENOBUFS, "lost");
	for (int i = 0; i < 3; i++)
		world_mgmtdev(world, i ? "pci" : "", i == 1 ? "one" : "other");
	for (size_t i = 0; i < NAMES; i++) {
		struct account *account = &accounts[(first + i) % NAMES];

		for (uint32_t k = 0; k < QUEUES; k++)
			account->queue[k].is_read = false;
		if (chance(6))
			tell_device(world, (first + i) % NAMES, time);
		else if (!is_cut)
			account->is_there = false;
	}
	world_tell(world, model);
}

static void tell_some_facts(struct world *world, struct model *model, int64_t time)
{
	char name[32];

	world_begin_facts(world, time);
	for (size_t i = 0; i < NAMES + 3; i++) {
		name_of(i, name, sizeof(name));
		if (i < NAMES ? accounts[i].is_there && accounts[i].id : chance(2))
			world_fact(world, name, i < NAMES ? accounts[i].id : i, chance(2) ? "" : "vhost_vdpa");
		if (chance(2))
			world_user(world, name, "qemu", "vm", 7);
	}
	world_tell_facts(world, model);
}

static void check_queue(const struct account *account, const struct model_queue *queue)
{
	uint64_t value = account->queue[queue->index].value;
	uint64_t before = account->queue[queue->index].before;
	int64_t interval = account->queue[queue->index].interval;

	assert_int_equal(queue->has_wqes, account->queue[queue->index].read_at != 0);
	if (!queue->has_wqes)
		return;
	assert_int_equal(queue->wqes, value);
	if (!account->queue[queue->index].is_read) {
		assert_int_equal(queue->wqes_rate.state, RATE_STALE);
		assert_int_equal(queue->health, HEALTH_STALE);
		return;
	}
	assert_int_equal(queue->interval, interval);
	assert_int_equal(queue->wqes_rate.state,
			 !interval ? RATE_FIRST : value < before ? RATE_RESET : RATE_OK);
	if (queue->wqes_rate.state == RATE_OK)
		assert_true(queue->wqes_rate.per_second * (double)interval / 1e9 - (double)(value - before) <
			    0.001);
}

static void check_device(const struct model *model, struct account *account,
			 const struct model_device *device)
{
	assert_ptr_equal(model_find_device(model, device->id), device);
	if (!account->id)
		account->id = device->id;
	assert_int_equal(device->id, account->id);
	assert_int_equal(device->queues, account->queues);
	for (uint32_t i = 0; i < device->queues; i++) {
		const struct model_queue *queue = &model->queues[device->first_queue + i];

		assert_int_equal(queue->index, i);
		assert_ptr_equal(&model->devices[queue->device], device);
		assert_ptr_equal(model_find_queue(model, queue->id), queue);
		check_queue(account, queue);
	}
}

/* Whoever shows the model reads all of this. */
static void read_texts(const struct model *model)
{
	size_t length = strlen(model->reason) + strlen(model->totals.wqes_source);

	for (size_t i = 0; i < model->device_count; i++) {
		const struct model_device *device = &model->devices[i];

		length += strlen(device->name) + strlen(device->driver) + strlen(device->vm) +
			  strlen(device->user) + strlen(device->node) + strlen(device->netdev) +
			  strlen(device->disk) + device->kicks_history->count +
			  device->wqes_history->count + strlen(device->config_reason) +
			  strlen(device->vstats_reason) + strlen(device->wqes_source);
	}
	for (size_t i = 0; i < model->queue_count; i++)
		length += strlen(model->queues[i].reason) + strlen(model->queues[i].wqes_source) +
			  model->queues[i].wqes_history->count;
	for (size_t i = 0; i < model->counter_count; i++)
		length += strlen(model->counters[i].name) +
			  (model->counters[i].history ? model->counters[i].history->count : 0);
	for (size_t i = 0; i < model->user_count; i++)
		length += strlen(model->users[i].command) +
			  strlen(model->devices[model->users[i].device].name);
	for (size_t i = 0; i < model->mgmtdev_count; i++)
		length += strlen(model->mgmtdevs[i].handle) + strlen(model->mgmtdevs[i].driver);
	assert_true(length > 0);
}

static void check_round(const struct model *model)
{
	size_t there = 0;
	uint32_t mgmtdev = 0;

	read_texts(model);
	for (size_t i = 0; i < NAMES; i++) {
		char name[32];

		name_of(i, name, sizeof(name));
		there += accounts[i].is_there;
		if (accounts[i].is_there)
			check_device(model, &accounts[i], world_find(model, name));
	}
	for (size_t i = 0; i < model->device_count; i++) {
		assert_true(model->devices[i].mgmtdev >= mgmtdev);
		mgmtdev = model->devices[i].mgmtdev;
		there -= model->devices[i].is_from_netlink;
	}
	assert_int_equal(there, 0);
}

/* Or at one that is gone. */
static void look_at_some_device(struct model *model)
{
	char name[32];

	name_of(chance(NAMES), name, sizeof(name));
	model_watch(model, chance(5) ? name : NULL);
}

static void whatever_happens_the_model_says_what_it_was_told(void **state)
{
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	world_init(&world);
	for (int64_t round = 1; round <= ROUNDS; round++) {
		tell_round(&world, model, round * CLOCK_SECOND + chance(1000));
		check_round(model);
		if (!chance(4))
			look_at_some_device(model);
		if (chance(3))
			continue;
		tell_some_facts(&world, model, round * CLOCK_SECOND);
		check_round(model);
	}
	world_free(&world);
	model_free(model);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(whatever_happens_the_model_says_what_it_was_told),
};

UNIT_MAIN(model_random)
