/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The model when memory runs out: every allocation of an update is made to fail once, by the
 * linker's --wrap, and each time the model must be as it was and the next update must go well.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scarce.h"
#include "unit.h"
#include "world.h"

/* Device names with their ids, queues and figures, as they are in MODEL. */
static void describe(const struct model *model, char *to, size_t size)
{
	FILE *text = fmemopen(to, size, "w");

	assert_non_null(text);
	for (size_t i = 0; i < model->device_count; i++) {
		const struct model_device *device = &model->devices[i];

		fprintf(text, "%s %lu %s %s\n", device->name, device->id, device->driver, device->vm);
		for (uint32_t k = 0; k < device->queues; k++) {
			const struct model_queue *queue = &model->queues[device->first_queue + k];

			fprintf(text, " %lu %lu %d %f %s\n", queue->id, queue->wqes, queue->health,
				queue->wqes_rate.per_second, queue->wqes_source);
		}
	}
	fprintf(text, "%s %zu %zu\n", model->reason, model->suspect_count, model->event_count);
	fclose(text);
}

/* DEVICES devices, so many that arrays, names and slots have to grow. */
static void write_snapshot(struct world *world, int64_t seconds, int devices)
{
	char name[64];

	world_begin(world, seconds * CLOCK_SECOND);
	world_mgmtdev(world, "pci", "one");
	for (int i = 2; i < devices; i++) {
		snprintf(name, sizeof(name), "mgmtdev %d", i);
		world_mgmtdev(world, "pci", name);
	}
	for (int i = 0; i < devices; i++) {
		snprintf(name, sizeof(name), "device %d", i);
		world_device(world, name, 0);
		for (int k = 0; k < 30; k++) {
			world_queue(world, VDPA_ROLE_TX);
			world_counter(world, "wqes", (uint64_t)seconds);
			snprintf(name, sizeof(name), "counter %d", k);
			world_counter(world, name, 1);
		}
	}
}

static void write_facts(struct world *world, int64_t seconds, int devices)
{
	char name[64];

	world_begin_facts(world, seconds * CLOCK_SECOND);
	for (int i = 0; i < devices; i++) {
		snprintf(name, sizeof(name), "device %d", i * 2);
		world_fact(world, name, (uint64_t)(i + devices), "vhost_vdpa");
		world_user(world, name, "qemu", "vm", i + 1);
	}
}

static struct model *start(struct world *world)
{
	struct model *model = model_new(4);

	assert_non_null(model);
	write_snapshot(world, 1, 2);
	world_tell(world, model);
	write_facts(world, 1, 2);
	world_tell_facts(world, model);
	write_snapshot(world, 2, 2);
	world_tell(world, model);
	return model;
}

static char before[65536], after[65536];

/* Whether the update succeeded although allocation number FAILING failed, or there was none. */
static bool update_with_failure(struct world *world, long failing, bool is_facts)
{
	struct model *model = start(world);
	struct flat_writer *writer = is_facts ? &world->facts : &world->snapshot;
	struct snapshot snapshot;
	struct facts facts;
	void *data;
	int result;
	bool was_reached;

	if (is_facts)
		write_facts(world, 3, 40);
	else
		write_snapshot(world, 3, 40);
	data = malloc(flat_bytes(writer));
	assert_non_null(data);
	flat_write(writer, data);
	describe(model, before, sizeof(before));
	if (is_facts)
		assert_int_equal(facts_open(&facts, data, flat_bytes(writer)), 0);
	else
		assert_int_equal(snapshot_open(&snapshot, data, flat_bytes(writer)), 0);
	until_failure = failing;
	result = is_facts ? model_update_facts(model, &facts) : model_update(model, &snapshot);
	was_reached = until_failure < 0;
	until_failure = -1;
	if (result < 0) {
		assert_int_equal(result, -ENOMEM);
		describe(model, after, sizeof(after));
		assert_string_equal(after, before);
		assert_int_equal(is_facts ? model_update_facts(model, &facts) :
					    model_update(model, &snapshot), 0);
	}
	assert_string_equal(world_find(model, "device 0")->vm, "vm");
	free(data);
	model_free(model);
	return !was_reached;
}

static void expect_survival(bool is_facts, long least)
{
	struct world world;
	long failing = 0;

	world_init(&world);
	while (failing < 100000 && !update_with_failure(&world, failing, is_facts))
		failing++;
	assert_in_range(failing, least, 99999);
	world_free(&world);
}

static void a_snapshot_that_there_is_no_memory_for_changes_nothing(void **state)
{
	(void)state;
	expect_survival(false, 40);
}

static void facts_that_there_is_no_memory_for_change_nothing(void **state)
{
	(void)state;
	expect_survival(true, 5);
}

static void no_memory_for_a_model_is_no_model(void **state)
{
	(void)state;
	for (until_failure = 0; until_failure < 10;) {
		long failing = until_failure;
		struct model *model = model_new(4);
		bool was_reached = until_failure < 0;

		if (!was_reached) {
			model_free(model);
			until_failure = -1;
			assert_true(failing > 0);
			return;
		}
		assert_null(model);
		until_failure = failing + 1;
	}
	fail_msg("more allocations than expected");
}

/* The allocations of one more snapshot with DEVICES devices. */
static long count_update(struct world *world, struct model *model, int64_t seconds, int devices)
{
	struct snapshot snapshot;
	void *data;
	long before_update;
	long count;

	write_snapshot(world, seconds, devices);
	data = malloc(flat_bytes(&world->snapshot));
	assert_non_null(data);
	flat_write(&world->snapshot, data);
	assert_int_equal(snapshot_open(&snapshot, data, flat_bytes(&world->snapshot)), 0);
	before_update = allocations;
	assert_int_equal(model_update(model, &snapshot), 0);
	count = allocations - before_update;
	free(data);
	return count;
}

static void once_it_has_grown_a_refresh_allocates_nothing(void **state)
{
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	world_init(&world);
	for (int64_t time = 1; time < 5; time++)
		count_update(&world, model, time, 20);
	for (int64_t time = 5; time < 20; time++)
		assert_int_equal(count_update(&world, model, time, 20), 0);
	world_free(&world);
	model_free(model);
}

static void devices_that_come_and_go_take_no_more_memory_each_time(void **state)
{
	struct world world;
	struct model *model = model_new(0);
	long sum = 0;

	(void)state;
	world_init(&world);
	for (int64_t time = 1; time < 300; time++) {
		long count = count_update(&world, model, time, time % 2 ? 20 : 0);

		if (time > 110) /* the list of events has grown by then */
			sum += count;
	}
	assert_int_equal(sum, 0);
	world_free(&world);
	model_free(model);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(once_it_has_grown_a_refresh_allocates_nothing),
	cmocka_unit_test(devices_that_come_and_go_take_no_more_memory_each_time),
	cmocka_unit_test(a_snapshot_that_there_is_no_memory_for_changes_nothing),
	cmocka_unit_test(facts_that_there_is_no_memory_for_change_nothing),
	cmocka_unit_test(no_memory_for_a_model_is_no_model),
};

UNIT_MAIN(model_memory)
