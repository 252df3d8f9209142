/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The model: what the host says, put on what netlink says; and what is made known as events. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "world.h"

#define SECOND CLOCK_SECOND

/* Device NAME of one mgmtdev, with an rx and a tx queue that have counted COUNT of everything. */
static void tell(struct fixture *fixture, int64_t seconds, const char *name, uint64_t count)
{
	world_begin(&fixture->world, seconds * SECOND);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	if (name) {
		world_device(&fixture->world, name, 0);
		for (int i = 0; i < 2; i++) {
			world_queue(&fixture->world, i ? VDPA_ROLE_TX : VDPA_ROLE_RX);
			world_counter(&fixture->world, "kickdoorbells", count);
			world_counter(&fixture->world, "wqes", count);
		}
	}
	world_tell(&fixture->world, fixture->model);
}

static void tell_fact(struct fixture *fixture, int64_t seconds, const char *name, uint64_t identity,
		      const char *driver)
{
	world_begin_facts(&fixture->world, seconds * SECOND);
	if (name)
		world_fact(&fixture->world, name, identity, driver);
	world_tell_facts(&fixture->world, fixture->model);
}

static void expect_events(const struct model *model, size_t count, const char *const *words)
{
	assert_int_equal(model->event_count, count);
	for (size_t i = 0; i < count; i++)
		assert_string_equal(model->events[i].words, words[i]);
}

#define EXPECT_EVENTS(model, ...)                                                             \
	expect_events(model, sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *),        \
		      (const char *[]){ __VA_ARGS__ })

static void the_host_says_who_uses_a_device(void **state)
{
	struct fixture *fixture = *state;
	struct facts_device *fact;
	const struct model_device *device;

	tell(fixture, 1, "foo0", 1);
	world_begin_facts(&fixture->world, 1 * SECOND);
	fact = world_fact(&fixture->world, "foo0", 77, "vhost_vdpa");
	fact->node = world_fact_text(&fixture->world, "/dev/vhost-vdpa-0");
	world_user(&fixture->world, "foo0", "qemu-system-x86", "vm-web01", 4711)->numa_node = 1;
	world_user(&fixture->world, "foo0", "other", "", 4712);
	world_user(&fixture->world, "nobody", "stray", "", 1);
	world_tell_facts(&fixture->world, fixture->model);
	device = world_find(fixture->model, "foo0");
	assert_string_equal(device->driver, "vhost_vdpa");
	assert_string_equal(device->node, "/dev/vhost-vdpa-0");
	assert_string_equal(device->vm, "vm-web01");
	assert_int_equal(device->user_pid, 4711);
	assert_int_equal(device->user_numa, 1);
	assert_int_equal(device->user_count, 2);
	tell(fixture, 2, "foo0", 2);
	assert_string_equal(world_find(fixture->model, "foo0")->vm, "vm-web01");
	tell_fact(fixture, 3, "foo0", 77, "");
	assert_string_equal(world_find(fixture->model, "foo0")->vm, "");
	assert_int_equal(world_find(fixture->model, "foo0")->user_count, 0);
	assert_int_equal(world_find(fixture->model, "foo0")->user_numa, -1);
}

static void a_mapped_doorbell_makes_kicks_unknown_and_never_0(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1, "foo0", 5);
	world_begin_facts(&fixture->world, 1 * SECOND);
	world_fact(&fixture->world, "foo0", 77, "vhost_vdpa");
	world_mapping(&fixture->world, "foo0", 1);
	world_mapping(&fixture->world, "foo0", 99);
	world_tell_facts(&fixture->world, fixture->model);
	for (int64_t time = 2; time < 4; time++) {
		assert_false(world_find_queue(fixture->model, "foo0", 0)->is_mapped);
		assert_true(world_find_queue(fixture->model, "foo0", 0)->has_kicks);
		assert_true(world_find_queue(fixture->model, "foo0", 1)->is_mapped);
		assert_false(world_find_queue(fixture->model, "foo0", 1)->has_kicks);
		assert_false(world_find(fixture->model, "foo0")->has_kicks);
		assert_int_equal(world_find(fixture->model, "foo0")->mapped_queues, 1);
		tell(fixture, time, "foo0", 5);
	}
	tell_fact(fixture, 5, "foo0", 77, "vhost_vdpa");
	assert_false(world_find_queue(fixture->model, "foo0", 1)->is_mapped);
	tell(fixture, 6, "foo0", 6);
	assert_true(world_find_queue(fixture->model, "foo0", 1)->has_kicks);
}

/* Two queues whose doorbells the kernel does not see; a driver counts the elements of the second. */
static void tell_mapped(struct fixture *fixture, int64_t seconds, uint64_t kicks, uint64_t done)
{
	world_begin(&fixture->world, seconds * SECOND);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	world_device(&fixture->world, "foo0", 0);
	for (int i = 0; i < 2; i++) {
		world_queue(&fixture->world, VDPA_ROLE_TX);
		world_counter(&fixture->world, "kickdoorbells", kicks);
		if (i)
			world_counter(&fixture->world, "completed_desc", done);
	}
	world_tell(&fixture->world, fixture->model);
}

static void expect_health(struct fixture *fixture, uint32_t queue, enum health health)
{
	assert_string_equal(health_name(world_find_queue(fixture->model, "foo0", queue)->health),
			    health_name(health));
}

/* Doorbells that were rung past the kernel prove neither rest nor work. */
static void a_mapped_queue_is_judged_by_its_elements_alone(void **state)
{
	struct fixture *fixture = *state;

	tell_mapped(fixture, 1, 5, 5);
	world_begin_facts(&fixture->world, 1 * SECOND);
	world_fact(&fixture->world, "foo0", 77, "vhost_vdpa");
	world_mapping(&fixture->world, "foo0", 0);
	world_mapping(&fixture->world, "foo0", 1);
	world_tell_facts(&fixture->world, fixture->model);
	tell_mapped(fixture, 2, 5, 6);
	expect_health(fixture, 0, HEALTH_NO_DATA); /* and not idle */
	expect_health(fixture, 1, HEALTH_OK);
	/* Some are still relayed, as when its holder starts: no stall follows from them. */
	for (int i = 3; i < 9; i++)
		tell_mapped(fixture, i, (uint64_t)i * 10, 6);
	expect_health(fixture, 0, HEALTH_NO_DATA);
	expect_health(fixture, 1, HEALTH_IDLE);
	tell_fact(fixture, 9, "foo0", 77, "vhost_vdpa");
	tell_mapped(fixture, 10, 90, 7);
	expect_health(fixture, 0, HEALTH_OK);
	expect_health(fixture, 1, HEALTH_OK);
}

static void while_netlink_is_frozen_devices_come_from_the_host(void **state)
{
	struct fixture *fixture = *state;
	const struct model *model = fixture->model;
	uint64_t id;

	world_begin_facts(&fixture->world, 1 * SECOND);
	world_fact(&fixture->world, "held0", 5, "vhost_vdpa");
	world_user(&fixture->world, "held0", "qemu", "vm1", 42);
	world_tell_facts(&fixture->world, fixture->model);
	assert_false(model->has_sample);
	assert_int_equal(model->device_count, 1);
	assert_false(model->devices[0].is_from_netlink);
	assert_int_equal(model->devices[0].mgmtdev, FLAT_NONE);
	assert_string_equal(model->devices[0].vm, "vm1");
	assert_int_equal(model->devices[0].health, HEALTH_STALE);
	id = model->devices[0].id;
	assert_ptr_equal(model_find_device(model, id), &model->devices[0]);
	tell_fact(fixture, 2, "held0", 5, "vhost_vdpa");
	assert_int_equal(model->devices[0].id, id);
	tell(fixture, 3, "held0", 1);
	assert_int_equal(model->device_count, 1);
	assert_int_equal(model->devices[0].id, id);
	assert_true(model->devices[0].is_from_netlink);
	assert_string_equal(model->devices[0].driver, "vhost_vdpa");
	assert_int_equal(model->event_count, 0);
}

static void an_unmanaged_device_stands_behind_the_others(void **state)
{
	struct fixture *fixture = *state;
	const struct model *model = fixture->model;
	uint64_t id;

	tell(fixture, 1, "foo0", 1);
	world_begin_facts(&fixture->world, 1 * SECOND);
	world_fact(&fixture->world, "snet0", 8, "virtio_vdpa");
	world_fact(&fixture->world, "foo0", 7, "vhost_vdpa");
	world_tell_facts(&fixture->world, fixture->model);
	assert_int_equal(model->device_count, 2);
	assert_string_equal(model->devices[0].name, "foo0");
	assert_string_equal(model->devices[1].name, "snet0");
	assert_false(model->devices[1].is_managed);
	assert_int_equal(model->devices[1].health, HEALTH_NO_DATA);
	id = model->devices[1].id;
	tell(fixture, 2, "foo0", 2);
	tell_fact(fixture, 3, "snet0", 8, "virtio_vdpa");
	assert_int_equal(world_find(model, "snet0")->id, id);
	tell(fixture, 4, "foo0", 2);
	assert_int_equal(world_find(model, "snet0")->id, id);
}

static void a_new_device_is_not_unmanaged_because_the_host_saw_it_first(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1, NULL, 0);
	tell_fact(fixture, 1, NULL, 0, NULL);
	tell_fact(fixture, 2, "foo0", 7, "vhost_vdpa");
	assert_int_equal(fixture->model->device_count, 0);
	tell_fact(fixture, 3, "foo0", 7, "vhost_vdpa");
	assert_int_equal(fixture->model->device_count, 0);
	tell(fixture, 4, "foo0", 1);
	assert_true(world_find(fixture->model, "foo0")->is_from_netlink);
	assert_string_equal(world_find(fixture->model, "foo0")->driver, "vhost_vdpa");
	EXPECT_EVENTS(fixture->model, "foo0 was added to pci/0000:03:00.2");
}

static void when_only_some_mgmtdevs_are_asked_about_the_others_devices_are_not_unmanaged(void **state)
{
	struct fixture *fixture = *state;
	struct facts_info *info;

	for (int64_t time = 1; time < 3; time++) {
		world_begin_facts(&fixture->world, time * SECOND);
		info = fixture->world.facts.section[FACTS_INFO].data;
		info->is_filtered = 1;
		world_fact(&fixture->world, "foo0", 7, "vhost_vdpa");
		world_fact(&fixture->world, "other0", 8, "vhost_vdpa");
		world_tell_facts(&fixture->world, fixture->model);
		assert_int_equal(fixture->model->device_count, time == 1 ? 2 : 1);
		tell(fixture, time, "foo0", 1);
		assert_int_equal(fixture->model->device_count, 1);
	}
	assert_string_equal(world_find(fixture->model, "foo0")->driver, "vhost_vdpa");
	assert_int_equal(fixture->model->event_count, 0);
}

static void a_device_that_netlink_has_shown_and_shows_no_more_is_gone(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1, "foo0", 1);
	tell_fact(fixture, 1, "foo0", 7, "vhost_vdpa");
	tell(fixture, 2, NULL, 0);
	assert_int_equal(fixture->model->device_count, 0);
	tell_fact(fixture, 3, "foo0", 7, "vhost_vdpa");
	assert_int_equal(fixture->model->device_count, 0);
	tell_fact(fixture, 4, NULL, 0, NULL);
	assert_int_equal(fixture->model->device_count, 0);
}

static void old_facts_do_not_describe_a_newer_device_of_that_name(void **state)
{
	struct fixture *fixture = *state;
	uint64_t id;

	tell(fixture, 1, "foo0", 1);
	tell_fact(fixture, 1, "foo0", 7, "vhost_vdpa");
	tell(fixture, 2, NULL, 0);
	tell(fixture, 3, "foo0", 1);
	id = world_find(fixture->model, "foo0")->id;
	assert_string_equal(world_find(fixture->model, "foo0")->driver, "");
	tell_fact(fixture, 4, "foo0", 8, "virtio_vdpa");
	assert_string_equal(world_find(fixture->model, "foo0")->driver, "virtio_vdpa");
	assert_int_equal(world_find(fixture->model, "foo0")->id, id);
}

static void a_device_made_again_between_two_samples_is_known_by_its_identity(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;
	uint64_t device;
	double value;

	tell(fixture, 1, "foo0", 100);
	tell_fact(fixture, 1, "foo0", 7, "vhost_vdpa");
	tell(fixture, 2, "foo0", 200);
	device = world_find(fixture->model, "foo0")->id;
	tell_fact(fixture, 3, "foo0", 8, "vhost_vdpa");
	assert_int_not_equal(world_find(fixture->model, "foo0")->id, device);
	assert_null(model_find_device(fixture->model, device));
	assert_null(model_find_queue(fixture->model, device << 32));
	tell(fixture, 4, "foo0", 300);
	queue = world_find_queue(fixture->model, "foo0", 0);
	assert_int_equal(queue->wqes_rate.state, RATE_FIRST);
	assert_false(history_get(queue->wqes_history, 0, &value));
	assert_ptr_equal(model_find_queue(fixture->model, queue->id), queue);
	tell(fixture, 5, "foo0", 310);
	assert_int_equal(world_find_queue(fixture->model, "foo0", 0)->wqes_rate.state, RATE_OK);
	EXPECT_EVENTS(fixture->model, "foo0 was removed and made again");
}

static void what_is_there_at_first_is_no_news(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1, "foo0", 1);
	tell_fact(fixture, 1, "foo0", 7, "vhost_vdpa");
	tell(fixture, 2, "foo0", 2);
	assert_int_equal(fixture->model->event_count, 0);
}

static void what_comes_and_goes_is_told_once(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1, NULL, 0);
	tell(fixture, 2, "foo0", 1);
	tell(fixture, 3, "foo0", 2);
	tell(fixture, 4, NULL, 0);
	world_begin(&fixture->world, 5 * SECOND);
	world_tell(&fixture->world, fixture->model);
	EXPECT_EVENTS(fixture->model, "foo0 was added to pci/0000:03:00.2", "foo0 was removed",
		      "management device pci/0000:03:00.2 was removed");
	assert_int_equal(fixture->model->events[0].kind, MODEL_EVENT_ADDED);
	assert_int_equal(fixture->model->events[0].time, 2 * SECOND);
	assert_int_equal(fixture->model->events[1].kind, MODEL_EVENT_REMOVED);
}

static void unmanaged_devices_that_come_and_go_are_told_too(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1, NULL, 0);
	tell_fact(fixture, 1, NULL, 0, NULL);
	tell_fact(fixture, 2, "snet0", 3, "");
	tell(fixture, 3, NULL, 0);
	tell_fact(fixture, 4, NULL, 0, NULL);
	tell(fixture, 5, NULL, 0);
	EXPECT_EVENTS(fixture->model, "snet0 was added", "snet0 was removed");
}

static void binding_is_told_when_it_changes(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1, "foo0", 1);
	tell_fact(fixture, 1, "foo0", 7, "vhost_vdpa");
	tell(fixture, 2, "foo0", 2);
	tell_fact(fixture, 3, "foo0", 7, "");
	tell(fixture, 4, "foo0", 2);
	tell_fact(fixture, 5, "foo0", 7, "virtio_vdpa");
	tell_fact(fixture, 6, "foo0", 7, "virtio_vdpa");
	EXPECT_EVENTS(fixture->model, "foo0 is no longer bound to vhost_vdpa",
		      "foo0 is bound to virtio_vdpa");
	assert_int_equal(fixture->model->events[0].kind, MODEL_EVENT_UNBOUND);
	assert_int_equal(fixture->model->events[1].kind, MODEL_EVENT_BOUND);
}

static void facts_that_leave_a_device_out_make_its_driver_unknown(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1, "foo0", 1);
	tell_fact(fixture, 1, "foo0", 7, "vhost_vdpa");
	tell_fact(fixture, 2, NULL, 0, NULL);
	assert_string_equal(world_find(fixture->model, "foo0")->driver, "");
	tell(fixture, 3, "foo0", 1);
	tell_fact(fixture, 4, "foo0", 7, "virtio_vdpa");
	assert_string_equal(world_find(fixture->model, "foo0")->driver, "virtio_vdpa");
	assert_int_equal(fixture->model->event_count, 0);
}

static void tell_negotiated(struct fixture *fixture, int64_t seconds, bool is_negotiated,
			    uint64_t features)
{
	struct snapshot_device *device;

	world_begin(&fixture->world, seconds * SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	device = world_device(&fixture->world, "foo0", 0);
	device->config.negotiated = features;
	if (!is_negotiated)
		device->config.valid &= ~(uint32_t)VDPA_HAS_NEGOTIATED;
	world_tell(&fixture->world, fixture->model);
}

static void negotiation_is_told_when_it_changes(void **state)
{
	struct fixture *fixture = *state;

	tell_negotiated(fixture, 1, false, 0);
	tell_negotiated(fixture, 2, true, 0x100);
	tell_negotiated(fixture, 3, true, 0x100);
	tell_negotiated(fixture, 4, true, 0x101);
	tell_negotiated(fixture, 5, false, 0);
	EXPECT_EVENTS(fixture->model, "foo0: its driver has negotiated features",
		      "foo0: its driver has negotiated features",
		      "foo0 was reset: no driver has negotiated features any more");
}

static void stall(struct fixture *fixture, int64_t seconds, uint64_t kicks, uint64_t wqes)
{
	world_begin(&fixture->world, seconds * SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, "foo0", 0);
	for (int i = 0; i < 3; i++) {
		world_queue(&fixture->world, VDPA_ROLE_TX);
		world_counter(&fixture->world, "kickdoorbells", i == 1 ? kicks : 1);
		world_counter(&fixture->world, "wqes", i == 1 ? wqes : 1);
	}
	world_tell(&fixture->world, fixture->model);
}

static void a_stall_and_its_end_are_told_once_whatever_lies_between(void **state)
{
	struct fixture *fixture = *state;

	for (int i = 1; i < 6; i++)
		stall(fixture, i, (uint64_t)i, 7);
	assert_int_equal(world_find(fixture->model, "foo0")->health, HEALTH_STALLED);
	assert_int_equal(fixture->model->totals.health[HEALTH_STALLED], 1);
	assert_int_equal(fixture->model->totals.health[HEALTH_IDLE], 2);
	world_begin(&fixture->world, 6 * SECOND);
	world_reason(&fixture->world, -ETIMEDOUT, "late");
	world_tell(&fixture->world, fixture->model);
	stall(fixture, 7, 9, 7);
	stall(fixture, 8, 10, 8);
	EXPECT_EVENTS(fixture->model, "foo0: tx 0 (queue 1) stalled", "foo0: tx 0 (queue 1) recovered");
	assert_int_equal(fixture->model->events[0].time, 4 * SECOND);
	assert_int_equal(fixture->model->events[1].kind, MODEL_EVENT_RECOVERED);
}

static void a_reset_of_many_queues_is_one_event(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, 1, "foo0", 100);
	tell(fixture, 2, "foo0", 3);
	EXPECT_EVENTS(fixture->model, "foo0: 2 queues began counting anew, the first is rx 0 (queue 0)");
	assert_int_equal(fixture->model->events[0].kind, MODEL_EVENT_RESET);
}

static void events_are_safe_to_show_and_of_a_bounded_length(void **state)
{
	struct fixture *fixture = *state;
	char name[5001];

	memset(name, '\x1b', 5000);
	name[5000] = '\0';
	tell(fixture, 1, NULL, 0);
	tell(fixture, 2, name, 0);
	assert_int_equal(fixture->model->event_count, 1);
	assert_memory_equal(fixture->model->events[0].words, "\\x1b\\x1b", 8);
	assert_non_null(strstr(fixture->model->events[0].words, " was added to pci/0000:03:00.2"));
	model_add_event(fixture->model, 3, MODEL_EVENT_ERROR, "%s%n \x9b");
	assert_string_equal(fixture->model->events[1].words, "%s%n \\x9b");
}

static void words_too_long_for_an_event_end_in_dots(void **state)
{
	struct fixture *fixture = *state;
	char words[2 * MODEL_EVENT_WORDS];
	const char *kept;

	memset(words, 'x', sizeof(words) - 1);
	words[sizeof(words) - 1] = '\0';
	model_add_event(fixture->model, 1, MODEL_EVENT_CONFIG, words);
	kept = fixture->model->events[0].words;
	assert_int_equal(strlen(kept), MODEL_EVENT_WORDS - 1);
	assert_string_equal(kept + strlen(kept) - 4, "x...");
}

static void a_result_keeps_its_words_its_command_and_whom_it_is_about(void **state)
{
	struct fixture *fixture = *state;
	const struct model_event *event;
	uint64_t number;

	number = model_add_result(fixture->model, 7, MODEL_EVENT_FAILED, 42, "foo0 was not deleted",
				  "vdpa dev del foo0 \x1b");
	event = &fixture->model->events[0];
	assert_int_equal(event->number, number);
	assert_string_equal(event->words, "foo0 was not deleted");
	assert_string_equal(event->command, "vdpa dev del foo0 \\x1b");
	assert_int_equal(event->subject.thing, MODEL_DEVICE);
	assert_int_equal(event->subject.id, 42);
	model_add_result(fixture->model, 8, MODEL_EVENT_DONE, 0, "vm0 was added", "vdpa dev add name vm0");
	assert_int_equal(fixture->model->events[1].subject.thing, MODEL_NOTHING);
	model_add_event(fixture->model, 9, MODEL_EVENT_ERROR, "a worker died");
	assert_string_equal(fixture->model->events[2].command, "");
}

static void the_newest_thousand_events_are_kept_in_order(void **state)
{
	struct fixture *fixture = *state;
	char words[32];

	for (int i = 0; i < 5432; i++) {
		snprintf(words, sizeof(words), "event %d", i);
		model_add_event(fixture->model, i, MODEL_EVENT_ERROR, words);
	}
	assert_int_equal(fixture->model->event_count, 1000);
	assert_string_equal(fixture->model->events[0].words, "event 4432");
	assert_string_equal(fixture->model->events[999].words, "event 5431");
}

static void suspects_and_hidden_processes_are_the_newest_facts(void **state)
{
	struct fixture *fixture = *state;
	struct facts_suspect *suspect;
	struct facts_info *info;

	world_begin_facts(&fixture->world, SECOND);
	info = fixture->world.facts.section[FACTS_INFO].data;
	info->hides_processes = 1;
	suspect = array_add(&fixture->world.facts.section[FACTS_SUSPECTS], 1);
	suspect->command = world_fact_text(&fixture->world, "vdpa dev del foo0");
	suspect->wchan = world_fact_text(&fixture->world, "vhost_vdpa_remove");
	suspect->pid = 99;
	suspect->is_deleting = 1;
	world_tell_facts(&fixture->world, fixture->model);
	assert_true(fixture->model->hides_processes);
	assert_int_equal(fixture->model->suspect_count, 1);
	assert_string_equal(fixture->model->suspects[0].command, "vdpa dev del foo0");
	assert_true(fixture->model->suspects[0].is_deleting);
	tell_fact(fixture, 2, NULL, 0, NULL);
	assert_int_equal(fixture->model->suspect_count, 0);
	assert_false(fixture->model->hides_processes);
}

static void a_mgmtdev_gets_what_the_host_knows_of_it(void **state)
{
	struct fixture *fixture = *state;
	struct facts_mgmtdev *fact;

	tell(fixture, 1, "foo0", 1);
	assert_int_equal(fixture->model->mgmtdevs[0].numa_node, -1);
	world_begin_facts(&fixture->world, SECOND);
	fact = array_add(&fixture->world.facts.section[FACTS_MGMTDEVS], 1);
	fact->bus = world_fact_text(&fixture->world, "pci");
	fact->name = world_fact_text(&fixture->world, "0000:03:00.2");
	fact->driver = world_fact_text(&fixture->world, "mlx5_core");
	fact->function = world_fact_text(&fixture->world, "VF 0");
	fact->numa_node = 1;
	fact->representor_link = 1;
	world_tell_facts(&fixture->world, fixture->model);
	tell(fixture, 2, "foo0", 1);
	assert_string_equal(fixture->model->mgmtdevs[0].driver, "mlx5_core");
	assert_string_equal(fixture->model->mgmtdevs[0].function, "VF 0");
	assert_int_equal(fixture->model->mgmtdevs[0].numa_node, 1);
	assert_int_equal(fixture->model->mgmtdevs[0].representor_link, 1);
}

static const struct CMUnitTest tests[] = {
	with_model(the_host_says_who_uses_a_device),
	with_model(a_mapped_doorbell_makes_kicks_unknown_and_never_0),
	with_model(a_mapped_queue_is_judged_by_its_elements_alone),
	with_model(while_netlink_is_frozen_devices_come_from_the_host),
	with_model(an_unmanaged_device_stands_behind_the_others),
	with_model(a_new_device_is_not_unmanaged_because_the_host_saw_it_first),
	with_model(when_only_some_mgmtdevs_are_asked_about_the_others_devices_are_not_unmanaged),
	with_model(a_device_that_netlink_has_shown_and_shows_no_more_is_gone),
	with_model(old_facts_do_not_describe_a_newer_device_of_that_name),
	with_model(a_device_made_again_between_two_samples_is_known_by_its_identity),
	with_model(what_is_there_at_first_is_no_news),
	with_model(what_comes_and_goes_is_told_once),
	with_model(unmanaged_devices_that_come_and_go_are_told_too),
	with_model(binding_is_told_when_it_changes),
	with_model(facts_that_leave_a_device_out_make_its_driver_unknown),
	with_model(negotiation_is_told_when_it_changes),
	with_model(a_stall_and_its_end_are_told_once_whatever_lies_between),
	with_model(a_reset_of_many_queues_is_one_event),
	with_model(events_are_safe_to_show_and_of_a_bounded_length),
	with_model(words_too_long_for_an_event_end_in_dots),
	with_model(a_result_keeps_its_words_its_command_and_whom_it_is_about),
	with_model(the_newest_thousand_events_are_kept_in_order),
	with_model(suspects_and_hidden_processes_are_the_newest_facts),
	with_model(a_mgmtdev_gets_what_the_host_knows_of_it),
};

UNIT_MAIN(model_facts)
