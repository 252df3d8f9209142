/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The model: sums over queues, which source they are of, and a host with very many queues. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "world.h"

#define SECOND CLOCK_SECOND

/* A queue that completes RATE elements a second, by counter NAME. */
static void queue(struct fixture *fixture, enum vdpa_role role, const char *name, uint64_t rate)
{
	uint64_t seconds = (uint64_t)(world_info(&fixture->world)->time / SECOND);

	world_queue(&fixture->world, role);
	world_counter(&fixture->world, name, rate * seconds);
}

static void expect_ok(const struct rate *rate, double per_second)
{
	assert_int_equal(rate->state, RATE_OK);
	assert_true(rate->has_value);
	assert_float_equal(rate->per_second, per_second, 1e-3);
}

static void tell_mlx5(struct fixture *fixture, int64_t seconds)
{
	world_begin(&fixture->world, seconds * SECOND);
	world_mgmtdev(&fixture->world, "pci", "a");
	world_device(&fixture->world, "foo0", 0);
	queue(fixture, VDPA_ROLE_RX, "completed_desc", 100);
	queue(fixture, VDPA_ROLE_TX, "completed_desc", 20);
	queue(fixture, VDPA_ROLE_CTRL, "completed_desc", 0);
}

static void a_device_sums_the_queues_of_one_source(void **state)
{
	struct fixture *fixture = *state;
	const struct model_device *device;

	tell_mlx5(fixture, 1);
	world_tell(&fixture->world, fixture->model);
	tell_mlx5(fixture, 3);
	world_tell(&fixture->world, fixture->model);
	device = world_find(fixture->model, "foo0");
	assert_true(device->has_wqes);
	assert_int_equal(device->wqes, 360);
	expect_ok(&device->wqes_rate, 120);
	assert_string_equal(device->wqes_source, "completed_desc");
	assert_int_equal(device->interval, 2 * SECOND);
	assert_false(device->has_kicks);
}

static void the_counters_of_one_driver_are_one_source(void **state)
{
	struct fixture *fixture = *state;
	const struct model_device *device;

	for (int i = 1; i < 3; i++) {
		world_begin(&fixture->world, i * SECOND);
		world_mgmtdev(&fixture->world, "", "vdpasim_net");
		world_device(&fixture->world, "sim0", 0);
		queue(fixture, VDPA_ROLE_RX, "rx packets", 30);
		queue(fixture, VDPA_ROLE_TX, "tx packets", 12);
		world_tell(&fixture->world, fixture->model);
	}
	device = world_find(fixture->model, "sim0");
	expect_ok(&device->wqes_rate, 42);
	assert_string_equal(device->wqes_source, "vdpa_sim_net");
}

static void different_sources_are_never_added_up(void **state)
{
	struct fixture *fixture = *state;
	const struct model_device *device;

	for (int i = 1; i < 3; i++) {
		world_begin(&fixture->world, i * SECOND);
		world_mgmtdev(&fixture->world, "", "m");
		world_device(&fixture->world, "odd0", 0);
		queue(fixture, VDPA_ROLE_RX, "wqes", 30);
		queue(fixture, VDPA_ROLE_TX, "completed_desc", 12);
		queue(fixture, VDPA_ROLE_TX, "completed_desc", 5);
		world_tell(&fixture->world, fixture->model);
	}
	device = world_find(fixture->model, "odd0");
	assert_false(device->has_wqes);
	assert_true(device->has_mixed_wqes);
	assert_string_equal(device->wqes_source, "");
	assert_true(fixture->model->totals.has_wqes);
	/* At the top stands the source that has counted most, not the one of most queues. */
	assert_float_equal(fixture->model->totals.wqes_per_s, 30, 1e-3);
	assert_string_equal(fixture->model->totals.wqes_source, "wqes");
	assert_int_equal(fixture->model->totals.wqes_left_out, 2);
}

static void a_sum_is_not_known_while_a_part_of_it_is_not(void **state)
{
	struct fixture *fixture = *state;
	struct snapshot_queue *lost;

	for (int i = 1; i < 4; i++) {
		tell_mlx5(fixture, i);
		if (i == 3) {
			lost = fixture->world.snapshot.section[SNAPSHOT_QUEUES].data;
			lost[1].code = -ENODATA;
			lost[1].counters = 0;
		}
		world_tell(&fixture->world, fixture->model);
	}
	assert_int_equal(world_find(fixture->model, "foo0")->wqes_rate.state, RATE_STALE);
	assert_float_equal(world_find(fixture->model, "foo0")->wqes_rate.per_second, 120, 1e-3);
	assert_int_equal(world_find(fixture->model, "foo0")->health, HEALTH_STALE);
	assert_true(fixture->model->totals.has_wqes);
	assert_int_equal(fixture->model->totals.wqes_missing, 1);
	assert_float_equal(fixture->model->totals.wqes_per_s, 100, 1e-3);
	tell_mlx5(fixture, 4);
	world_tell(&fixture->world, fixture->model);
	expect_ok(&world_find(fixture->model, "foo0")->wqes_rate, 120);
	assert_int_equal(fixture->model->totals.wqes_missing, 0);
}

static void a_sum_that_64_bits_do_not_hold_is_not_known(void **state)
{
	struct fixture *fixture = *state;
	const struct model_device *device;

	world_begin(&fixture->world, SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	for (int i = 0; i < 2; i++) {
		world_device(&fixture->world, i ? "most0" : "over0", 0);
		for (int j = 0; j < 3; j++) {
			world_queue(&fixture->world, VDPA_ROLE_RX);
			world_counter(&fixture->world, "kickdoorbells", j < 2 ? UINT64_MAX / 2 : 2 - (uint64_t)i);
			world_counter(&fixture->world, "wqes", j < 2 ? UINT64_MAX / 2 : 2 - (uint64_t)i);
		}
	}
	world_tell(&fixture->world, fixture->model);
	device = world_find(fixture->model, "over0");
	assert_false(device->has_kicks || device->has_wqes);
	assert_true(device->is_kicks_over && device->is_wqes_over);
	assert_string_equal(device->wqes_source, "");
	device = world_find(fixture->model, "most0");
	assert_true(device->has_kicks && device->has_wqes);
	assert_int_equal(device->kicks, UINT64_MAX);
	assert_int_equal(device->wqes, UINT64_MAX);
}

static void the_hosts_rate_is_not_known_while_most_queues_have_none(void **state)
{
	struct fixture *fixture = *state;
	struct snapshot_counter *counters;
	double value;

	for (int i = 1; i < 4; i++) {
		tell_mlx5(fixture, i);
		counters = fixture->world.snapshot.section[SNAPSHOT_COUNTERS].data;
		if (i == 3)
			counters[0].value = counters[1].value = 0;
		world_tell(&fixture->world, fixture->model);
	}
	assert_false(fixture->model->totals.has_wqes);
	assert_false(history_get(fixture->model->totals.wqes_history, 0, &value));
	assert_true(history_get(fixture->model->totals.wqes_history, 1, &value));
	tell_mlx5(fixture, 4);
	world_tell(&fixture->world, fixture->model);
	assert_true(fixture->model->totals.has_wqes);
}

/* Two queues that count both figures, and what DEVICE of the cases below adds. */
static struct snapshot_device *tell_two_and(struct fixture *fixture, int64_t seconds)
{
	world_begin(&fixture->world, seconds * SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, "known0", 0);
	for (int i = 0; i < 2; i++) {
		queue(fixture, i ? VDPA_ROLE_TX : VDPA_ROLE_RX, "kickdoorbells", 5);
		world_counter(&fixture->world, "wqes", 10 * (uint64_t)seconds);
	}
	return world_device(&fixture->world, "other0", 0);
}

static void expect_missing(struct fixture *fixture, uint32_t kicks, uint32_t wqes)
{
	world_tell(&fixture->world, fixture->model);
	assert_true(fixture->model->totals.has_kicks && fixture->model->totals.has_wqes);
	assert_int_equal(fixture->model->totals.kicks_missing, kicks);
	assert_int_equal(fixture->model->totals.wqes_missing, wqes);
}

static void a_queue_in_use_that_is_not_counted_makes_the_totals_lower_bounds(void **state)
{
	struct fixture *fixture = *state;

	tell_two_and(fixture, 1);
	world_tell(&fixture->world, fixture->model);
	tell_two_and(fixture, 2);
	world_queue(&fixture->world, VDPA_ROLE_RX)->code = -EOPNOTSUPP;
	expect_missing(fixture, 1, 1);
	tell_two_and(fixture, 3);
	world_queue(&fixture->world, VDPA_ROLE_RX)->code = -EPERM;
	expect_missing(fixture, 1, 1);
	tell_two_and(fixture, 4);
	queue(fixture, VDPA_ROLE_RX, "kickdoorbells", 5);
	expect_missing(fixture, 1, 1);
	tell_two_and(fixture, 5);
	queue(fixture, VDPA_ROLE_RX, "kickdoorbells", 5);
	expect_missing(fixture, 0, 1);
}

static void a_mapped_doorbell_is_missing_in_the_total(void **state)
{
	struct fixture *fixture = *state;

	for (int i = 1; i < 4; i++) {
		tell_two_and(fixture, i);
		queue(fixture, VDPA_ROLE_RX, "kickdoorbells", 5);
		world_counter(&fixture->world, "wqes", 10 * (uint64_t)i);
		world_tell(&fixture->world, fixture->model);
		world_begin_facts(&fixture->world, i * SECOND);
		world_fact(&fixture->world, "other0", 1, "vhost_vdpa");
		world_user(&fixture->world, "other0", "dpdk", "", 12);
		world_mapping(&fixture->world, "other0", 0);
		world_tell_facts(&fixture->world, fixture->model);
	}
	assert_int_equal(fixture->model->totals.kicks_missing, 1);
	assert_int_equal(fixture->model->totals.wqes_missing, 0);
}

static void a_device_that_netlink_does_not_name_may_be_in_use(void **state)
{
	struct fixture *fixture = *state;

	world_begin_facts(&fixture->world, SECOND);
	world_fact(&fixture->world, "other1", 2, "virtio_vdpa");
	world_tell_facts(&fixture->world, fixture->model);
	for (int i = 1; i < 3; i++) {
		tell_two_and(fixture, i)->config.valid &= ~(uint32_t)VDPA_HAS_NEGOTIATED;
		world_tell(&fixture->world, fixture->model);
	}
	assert_int_equal(fixture->model->totals.kicks_missing, 1);
	assert_int_equal(fixture->model->totals.wqes_missing, 1);
}

static void what_is_off_is_not_missed(void **state)
{
	struct fixture *fixture = *state;

	for (int i = 1; i < 4; i++) {
		struct snapshot_device *other = tell_two_and(fixture, i);

		if (i == 2) { /* its driver has not negotiated: a new device, with its first reading */
			other->config.valid &= ~(uint32_t)VDPA_HAS_NEGOTIATED;
			queue(fixture, VDPA_ROLE_RX, "kickdoorbells", 0);
		} else { /* a queue that is not started */
			world_queue(&fixture->world, VDPA_ROLE_RX)->code = -EAGAIN;
		}
		if (i == 1)
			world_tell(&fixture->world, fixture->model);
		else
			expect_missing(fixture, 0, 0);
	}
}

static void a_new_queue_makes_the_devices_rate_a_first_one(void **state)
{
	struct fixture *fixture = *state;

	tell_mlx5(fixture, 1);
	world_tell(&fixture->world, fixture->model);
	tell_mlx5(fixture, 2);
	queue(fixture, VDPA_ROLE_RX, "completed_desc", 4);
	world_tell(&fixture->world, fixture->model);
	assert_int_equal(world_find(fixture->model, "foo0")->wqes_rate.state, RATE_FIRST);
	assert_false(world_find(fixture->model, "foo0")->wqes_rate.has_value);
}

static void an_idle_queue_says_nothing_about_a_device_that_works(void **state)
{
	struct fixture *fixture = *state;

	for (int i = 1; i < 3; i++) {
		world_begin(&fixture->world, i * SECOND);
		world_mgmtdev(&fixture->world, "", "m");
		world_device(&fixture->world, "busy0", 0);
		queue(fixture, VDPA_ROLE_RX, "wqes", 30);
		queue(fixture, VDPA_ROLE_CTRL, "wqes", 0);
		world_device(&fixture->world, "ctrl0", 0);
		queue(fixture, VDPA_ROLE_CTRL, "wqes", 0);
		world_device(&fixture->world, "half0", 0);
		queue(fixture, VDPA_ROLE_RX, "wqes", 30);
		queue(fixture, VDPA_ROLE_TX, "wqes", 0);
		world_device(&fixture->world, "denied0", 0);
		queue(fixture, VDPA_ROLE_RX, "wqes", 30);
		world_queue(&fixture->world, VDPA_ROLE_CTRL)->code = -EPERM;
		world_tell(&fixture->world, fixture->model);
	}
	assert_int_equal(world_find(fixture->model, "busy0")->health, HEALTH_OK);
	assert_int_equal(world_find(fixture->model, "ctrl0")->health, HEALTH_IDLE);
	assert_int_equal(world_find(fixture->model, "half0")->health, HEALTH_OK);
	assert_int_equal(world_find(fixture->model, "denied0")->health, HEALTH_NO_ACCESS);
}

static void a_device_without_queues_says_what_the_kernel_said(void **state)
{
	struct fixture *fixture = *state;

	world_begin(&fixture->world, SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, "denied0", 0)->vstats_code = -EPERM;
	world_device(&fixture->world, "none0", 0)->vstats_code = -EOPNOTSUPP;
	world_device(&fixture->world, "off0", 0)->vstats_code = -EAGAIN;
	world_tell(&fixture->world, fixture->model);
	assert_int_equal(world_find(fixture->model, "denied0")->health, HEALTH_NO_ACCESS);
	assert_int_equal(world_find(fixture->model, "none0")->health, HEALTH_NO_DATA);
	assert_int_equal(world_find(fixture->model, "off0")->health, HEALTH_OFF);
}

static void the_header_has_a_history_of_the_whole_host(void **state)
{
	struct fixture *fixture = *state;
	double value;

	for (int i = 1; i < 4; i++) {
		tell_mlx5(fixture, i);
		world_tell(&fixture->world, fixture->model);
	}
	assert_true(history_get(fixture->model->totals.wqes_history, 0, &value));
	assert_float_equal(value, 120, 1e-3);
	assert_true(history_get(fixture->model->totals.wqes_history, 1, &value));
	assert_false(history_get(fixture->model->totals.wqes_history, 2, &value));
	assert_false(history_get(fixture->model->totals.kicks_history, 0, &value));
}

#define BIG_DEVICES 1000
#define BIG_QUEUES 100

static void tell_big(struct fixture *fixture, int64_t seconds, unsigned first)
{
	char name[32];

	world_begin(&fixture->world, seconds * SECOND);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.3");
	for (unsigned i = 0; i < BIG_DEVICES; i++) {
		snprintf(name, sizeof(name), "device %u", (first + i) % (BIG_DEVICES + 10));
		world_device(&fixture->world, name, i % 2);
		for (int k = 0; k < BIG_QUEUES; k++) {
			queue(fixture, k % 2 ? VDPA_ROLE_TX : VDPA_ROLE_RX, "kickdoorbells", 2);
			world_counter(&fixture->world, "wqes", 7 * (uint64_t)seconds);
		}
	}
	world_tell(&fixture->world, fixture->model);
}

static void a_hundred_thousand_queues_are_joined(void **state)
{
	struct fixture *fixture = *state;
	const struct model *model = fixture->model;
	struct model_queue *queues;
	uint64_t id;

	tell_big(fixture, 1, 0);
	tell_big(fixture, 2, 0);
	id = world_find_queue(model, "device 999", 50)->id;
	queues = model->queues;
	tell_big(fixture, 3, 0);
	tell_big(fixture, 4, 10);
	assert_int_equal(model->queue_count, BIG_DEVICES * BIG_QUEUES);
	assert_ptr_equal(model->queues, queues); /* two arrays in turn, which no longer grow */
	expect_ok(&model_find_queue(model, id)->wqes_rate, 7);
	assert_float_equal(model->totals.kicks_per_s, (BIG_DEVICES - 10) * BIG_QUEUES * 2, 1);
	assert_int_equal(model->event_count, 20);
}

static const struct CMUnitTest tests[] = {
	with_model(a_device_sums_the_queues_of_one_source),
	with_model(the_counters_of_one_driver_are_one_source),
	with_model(different_sources_are_never_added_up),
	with_model(a_sum_is_not_known_while_a_part_of_it_is_not),
	with_model(a_sum_that_64_bits_do_not_hold_is_not_known),
	with_model(the_hosts_rate_is_not_known_while_most_queues_have_none),
	with_model(a_queue_in_use_that_is_not_counted_makes_the_totals_lower_bounds),
	with_model(a_mapped_doorbell_is_missing_in_the_total),
	with_model(a_device_that_netlink_does_not_name_may_be_in_use),
	with_model(what_is_off_is_not_missed),
	with_model(a_new_queue_makes_the_devices_rate_a_first_one),
	with_model(an_idle_queue_says_nothing_about_a_device_that_works),
	with_model(a_device_without_queues_says_what_the_kernel_said),
	with_model(the_header_has_a_history_of_the_whole_host),
	with_model(a_hundred_thousand_queues_are_joined),
};

UNIT_MAIN(model_sums)
