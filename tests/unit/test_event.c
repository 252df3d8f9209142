/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Events: of which level, of whom, whether what they tell of still is so. */
#include <errno.h>
#include <string.h>

#include "unit.h"
#include "world.h"

#define SECOND CLOCK_SECOND
#define QUEUES 4

static const struct model_event *event_at(const struct fixture *fixture, size_t place)
{
	assert_true(place < fixture->model->event_count);
	return &fixture->model->events[place];
}

static void expect_event(const struct fixture *fixture, size_t place, enum model_event_kind kind,
			 const char *words)
{
	assert_string_equal(event_at(fixture, place)->words, words);
	assert_string_equal(model_event_name(event_at(fixture, place)->kind), model_event_name(kind));
}

/* Device NAME with four tx queues on which doorbells rose; WORKS says which complete elements. */
static void tell(struct fixture *fixture, int64_t seconds, const char *name, const char *works)
{
	world_begin(&fixture->world, seconds * SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, name, 0);
	for (int i = 0; i < QUEUES; i++) {
		world_queue(&fixture->world, VDPA_ROLE_TX);
		world_counter(&fixture->world, "kickdoorbells", (uint64_t)seconds);
		world_counter(&fixture->world, "wqes", 100 + (works[i] == 'y' ? (uint64_t)seconds : 0));
	}
	world_tell(&fixture->world, fixture->model);
}

static void stall(struct fixture *fixture, const char *works)
{
	for (int i = 1; i < 6; i++)
		tell(fixture, i, "foo0", works);
}

static void a_level_and_words_for_people_stand_beside_each_kind(void **state)
{
	(void)state;
	assert_int_equal(model_event_level(MODEL_EVENT_ADDED), MODEL_INFO);
	assert_int_equal(model_event_level(MODEL_EVENT_RECOVERED), MODEL_INFO);
	assert_int_equal(model_event_level(MODEL_EVENT_LOST), MODEL_WARNING);
	assert_int_equal(model_event_level(MODEL_EVENT_SKEWED), MODEL_WARNING);
	assert_int_equal(model_event_level(MODEL_EVENT_STALLED), MODEL_ERROR);
	assert_int_equal(model_event_level(MODEL_EVENT_ERROR), MODEL_ERROR);
	assert_string_equal(model_level_name(MODEL_WARNING), "warning");
	for (enum model_event_kind kind = 0; kind < MODEL_EVENT_KINDS; kind++) {
		assert_true(strlen(model_event_name(kind)) <= 12);
		assert_in_range(strlen(model_event_meaning(kind)), 9, 66); /* beside its name on 80 cells */
	}
}

static void an_event_names_the_queue_or_device_it_is_about(void **state)
{
	struct fixture *fixture = *state;
	const struct model_queue *queue;
	uint64_t device;

	stall(fixture, "yynn");
	tell(fixture, 6, "foo0", "yyyy");
	queue = world_find_queue(fixture->model, "foo0", 2);
	device = world_find(fixture->model, "foo0")->id;
	expect_event(fixture, 0, MODEL_EVENT_STALLED,
		     "foo0: 2 queues stalled, the first is tx 1 (queue 2)");
	assert_int_equal(event_at(fixture, 0)->subject.thing, MODEL_QUEUE);
	assert_int_equal(event_at(fixture, 0)->subject.id, queue->id);
	tell(fixture, 7, "foo1", "yyyy");
	expect_event(fixture, 2, MODEL_EVENT_REMOVED, "foo0 was removed");
	assert_int_equal(event_at(fixture, 2)->subject.thing, MODEL_DEVICE);
	assert_int_equal(event_at(fixture, 2)->subject.id, device);
	expect_event(fixture, 3, MODEL_EVENT_ADDED, "foo1 was added to m");
	assert_int_equal(event_at(fixture, 3)->subject.id, world_find(fixture->model, "foo1")->id);
	world_begin(&fixture->world, 8 * SECOND);
	world_tell(&fixture->world, fixture->model);
	assert_int_equal(event_at(fixture, 4)->subject.thing, MODEL_MGMTDEV);
}

static void a_stall_lasts_until_each_of_its_own_queues_has_recovered(void **state)
{
	struct fixture *fixture = *state;

	stall(fixture, "ynnn");
	tell(fixture, 6, "foo0", "yynn");
	expect_event(fixture, 1, MODEL_EVENT_RECOVERED, "foo0: tx 0 (queue 1) recovered");
	assert_false(event_at(fixture, 0)->is_over);
	tell(fixture, 7, "foo0", "yyyn");
	assert_false(event_at(fixture, 0)->is_over);
	tell(fixture, 8, "foo0", "yyyy");
	assert_true(event_at(fixture, 0)->is_over);
	assert_false(event_at(fixture, 1)->is_over);
}

static void a_stall_is_over_when_its_device_is_gone(void **state)
{
	struct fixture *fixture = *state;

	stall(fixture, "ynnn");
	tell(fixture, 6, "foo1", "yyyy");
	assert_true(event_at(fixture, 0)->is_over);
}

static void a_stall_is_over_when_its_device_was_made_again_under_its_name(void **state)
{
	struct fixture *fixture = *state;

	world_begin_facts(&fixture->world, SECOND);
	world_fact(&fixture->world, "foo0", 7, "");
	world_tell_facts(&fixture->world, fixture->model);
	stall(fixture, "ynyy");
	assert_false(event_at(fixture, 0)->is_over);
	world_begin_facts(&fixture->world, 6 * SECOND);
	world_fact(&fixture->world, "foo0", 8, "");
	world_tell_facts(&fixture->world, fixture->model);
	assert_true(event_at(fixture, 0)->is_over);
}

static void a_stall_that_the_list_has_forgotten_ends_in_peace(void **state)
{
	struct fixture *fixture = *state;

	stall(fixture, "ynyy");
	for (int i = 0; i < 2500; i++)
		model_add_event(fixture->model, 6 * SECOND, MODEL_EVENT_ERROR, "trouble");
	tell(fixture, 7, "foo0", "yyyy");
	expect_event(fixture, 999, MODEL_EVENT_RECOVERED, "foo0: tx 0 (queue 1) recovered");
}

static void tell_family(struct fixture *fixture, int64_t seconds, enum snapshot_family family)
{
	world_begin(&fixture->world, seconds * SECOND);
	if (family == SNAPSHOT_FAMILY_PRESENT)
		world_mgmtdev(&fixture->world, "", "m");
	else
		world_reason(&fixture->world, -ENOENT, "no such family");
	world_info(&fixture->world)->family = family;
	world_tell(&fixture->world, fixture->model);
}

static void tell_errors(struct fixture *fixture, int64_t seconds, uint32_t errors)
{
	world_begin(&fixture->world, seconds * SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_reason(&fixture->world, 0, "the configuration of foo0 makes no sense");
	world_info(&fixture->world)->errors = errors;
	world_tell(&fixture->world, fixture->model);
}

/* Trouble that comes and goes every other second is told of once, and is over after ten good seconds. */
static void answers_that_are_missing_are_told_of_once_and_so_is_their_return(void **state)
{
	struct fixture *fixture = *state;

	for (int i = 1; i <= 9; i++)
		tell_errors(fixture, i, i % 2 ? 8 : 0);
	assert_int_equal(fixture->model->event_count, 1);
	expect_event(fixture, 0, MODEL_EVENT_INCOMPLETE,
		     "8 answers of the kernel are missing: the configuration of foo0 makes no sense");
	tell_errors(fixture, 18, 0);
	assert_false(event_at(fixture, 0)->is_over);
	tell_errors(fixture, 19, 0);
	assert_true(event_at(fixture, 0)->is_over);
	expect_event(fixture, 1, MODEL_EVENT_COMPLETE, "all answers of the kernel are there again");
	tell_errors(fixture, 20, 1);
	expect_event(fixture, 2, MODEL_EVENT_INCOMPLETE,
		     "1 answer of the kernel is missing: the configuration of foo0 makes no sense");
}

static void that_the_module_went_and_came_is_told(void **state)
{
	struct fixture *fixture = *state;

	tell_family(fixture, 1, SNAPSHOT_FAMILY_PRESENT);
	tell_family(fixture, 2, SNAPSHOT_FAMILY_NO_MODULE);
	tell_family(fixture, 3, SNAPSHOT_FAMILY_NO_MODULE);
	assert_false(event_at(fixture, 0)->is_over);
	tell_family(fixture, 4, SNAPSHOT_FAMILY_PRESENT);
	assert_int_equal(fixture->model->event_count, 4);
	assert_true(event_at(fixture, 0)->is_over);
	expect_event(fixture, 0, MODEL_EVENT_UNLOADED,
		     "the vdpa kernel module was unloaded, and all devices are gone with it");
	expect_event(fixture, 1, MODEL_EVENT_REMOVED, "management device m was removed");
	expect_event(fixture, 2, MODEL_EVENT_LOADED, "the vdpa kernel module was loaded");
	expect_event(fixture, 3, MODEL_EVENT_ADDED, "management device m was added");
}

static void a_module_that_was_not_there_from_the_first_is_no_news(void **state)
{
	struct fixture *fixture = *state;

	tell_family(fixture, 1, SNAPSHOT_FAMILY_NO_MODULE);
	assert_int_equal(fixture->model->event_count, 0);
}

/* A sample is due before what is told while it is taken in. */
static void times_in_the_log_never_go_back(void **state)
{
	struct fixture *fixture = *state;

	model_add_event(fixture->model, 6 * SECOND, MODEL_EVENT_DONE, "done");
	model_add_event(fixture->model, 5 * SECOND, MODEL_EVENT_ADDED, "seen");
	assert_int_equal(fixture->model->events[1].time, 6 * SECOND);
	model_add_event(fixture->model, 7 * SECOND, MODEL_EVENT_DONE, "later");
	assert_int_equal(fixture->model->events[2].time, 7 * SECOND);
}

static const struct CMUnitTest tests[] = {
	with_model(times_in_the_log_never_go_back),
	cmocka_unit_test(a_level_and_words_for_people_stand_beside_each_kind),
	with_model(an_event_names_the_queue_or_device_it_is_about),
	with_model(a_stall_lasts_until_each_of_its_own_queues_has_recovered),
	with_model(a_stall_is_over_when_its_device_is_gone),
	with_model(a_stall_is_over_when_its_device_was_made_again_under_its_name),
	with_model(a_stall_that_the_list_has_forgotten_ends_in_peace),
	with_model(answers_that_are_missing_are_told_of_once_and_so_is_their_return),
	with_model(that_the_module_went_and_came_is_told),
	with_model(a_module_that_was_not_there_from_the_first_is_no_news),
};

UNIT_MAIN(event)
