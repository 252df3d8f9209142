/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a filter keeps of a host. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "view/filter.h"

#include "unit.h"
#include "world.h"

/*
 * pci/0000:03:00.2 (mlx5_core)
 *	web1	net, vhost_vdpa, vm-web01 (4711), rx 0, tx 0, ctrl; tx 0 stalled
 *	db0	net, virtio_vdpa, eth3, rx 0, tx 0
 * vdpasim_blk (vdpa_sim)
 *	disk0	block, request 0
 */
static void tell_host(struct world *world, struct model *model, int64_t second)
{
	static const enum vdpa_role roles[] = { VDPA_ROLE_RX, VDPA_ROLE_TX, VDPA_ROLE_CTRL };

	world_begin(world, second * CLOCK_SECOND);
	world_mgmtdev(world, "pci", "0000:03:00.2");
	world_mgmtdev(world, "", "vdpasim_blk");
	world_device(world, "web1", 0);
	for (size_t i = 0; i < 3; i++) {
		world_queue(world, roles[i]);
		world_counter(world, "kickdoorbells", (uint64_t)(second * 2000 * (int64_t)(i < 2)));
		world_counter(world, "wqes", i == 1 ? 5 : (uint64_t)(second * 3000));
	}
	world_device(world, "db0", 0);
	for (size_t i = 0; i < 2; i++) {
		world_queue(world, roles[i]);
		world_counter(world, "kickdoorbells", (uint64_t)second * 100);
		world_counter(world, "wqes", (uint64_t)second * 100);
	}
	world_device(world, "disk0", 1)->class_id = VDPA_CLASS_BLOCK;
	world_queue(world, VDPA_ROLE_REQUEST);
	world_tell(world, model);
}

static void tell_facts(struct world *world, struct model *model)
{
	struct facts_device *device;

	world_begin_facts(world, 10 * CLOCK_SECOND);
	world_fact(world, "web1", 1, "vhost_vdpa");
	device = world_fact(world, "db0", 2, "virtio_vdpa");
	device->netdev = world_fact_text(world, "eth3");
	world_fact(world, "disk0", 3, "virtio_vdpa");
	world_user(world, "web1", "qemu-system-x86", "vm-web01", 4711);
	world_tell_facts(world, model);
}

static int set_up(void **state)
{
	struct fixture *fixture;

	if (world_set_up(state))
		return -1;
	fixture = *state;
	for (int64_t second = 1; second <= 10; second++)
		tell_host(&fixture->world, fixture->model, second);
	tell_facts(&fixture->world, fixture->model);
	return 0;
}

static void add_name(char *to, size_t size, enum column_id id, struct column_row row, uint8_t keep)
{
	struct column_value value;
	size_t at = strlen(to);

	if (!keep)
		return;
	column_get(id, &row, &value);
	snprintf(to + at, size - at, "%s%s", at ? "," : "", value.text);
}

/* What TYPED keeps: devices and queues as "web1,rx 0,tx 0", "" for nothing but management devices. */
static const char *kept_by(void **state, const char *typed)
{
	static char names[512];
	struct fixture *fixture = *state;
	const struct model *model = fixture->model;
	struct filter_result result;
	struct filter filter;

	names[0] = '\0';
	if (filter_parse(&filter, typed, NULL) < 0)
		return "refused";
	filter_result_init(&result);
	assert_int_equal(filter_apply(&filter, model, &result), 0);
	for (size_t i = 0; i < model->device_count; i++) {
		const struct model_device *device = &model->devices[i];

		add_name(names, sizeof(names), COLUMN_NAME, column_device_row(model, i),
			 *array_at(&result.devices, uint8_t, i));
		for (size_t k = device->first_queue; k < device->first_queue + device->queues; k++)
			add_name(names, sizeof(names), COLUMN_NAME, column_queue_row(model, k),
				 *array_at(&result.queues, uint8_t, k));
	}
	filter_result_free(&result);
	filter_free(&filter);
	return names;
}

#define ALL "web1,rx 0,tx 0,ctrl,db0,rx 0,tx 0,disk0,request 0"

static void an_empty_filter_keeps_everything(void **state)
{
	assert_string_equal(kept_by(state, ""), ALL);
	assert_string_equal(kept_by(state, "  "), ALL);
}

static void below_a_device_that_matches_everything_is_kept(void **state)
{
	assert_string_equal(kept_by(state, "WEB"), "web1,rx 0,tx 0,ctrl");
	assert_string_equal(kept_by(state, "disk0"), "disk0,request 0");
}

static void a_management_device_is_found_with_all_that_was_made_from_it(void **state)
{
	assert_string_equal(kept_by(state, "03:00"), "web1,rx 0,tx 0,ctrl,db0,rx 0,tx 0");
	assert_string_equal(kept_by(state, "mgmtdev:vdpasim"), "disk0,request 0");
}

static void a_queue_is_kept_with_its_device(void **state)
{
	assert_string_equal(kept_by(state, "tx"), "web1,tx 0,db0,tx 0");
	assert_string_equal(kept_by(state, "\"rx 0\""), "web1,rx 0,db0,rx 0");
}

static void words_must_all_hold_for_a_row_or_what_it_belongs_to(void **state)
{
	assert_string_equal(kept_by(state, "web1 tx"), "web1,tx 0");
	assert_string_equal(kept_by(state, "vm-web01 ctrl"), "web1,ctrl");
	assert_string_equal(kept_by(state, "db0 ctrl"), "");
}

static void what_uses_a_device_finds_it(void **state)
{
	assert_string_equal(kept_by(state, "4711"), "web1,rx 0,tx 0,ctrl");
	assert_string_equal(kept_by(state, "eth3"), "db0,rx 0,tx 0");
	assert_string_equal(kept_by(state, "vm:"), "web1,rx 0,tx 0,ctrl");
	assert_string_equal(kept_by(state, "!vm:"), "db0,rx 0,tx 0,disk0,request 0");
}

static void one_alternative_is_enough(void **state)
{
	assert_string_equal(kept_by(state, "db|disk"), "db0,rx 0,tx 0,disk0,request 0");
	assert_string_equal(kept_by(state, "db|web tx"), "web1,tx 0,db0,tx 0");
	assert_string_equal(kept_by(state, "web ctrl | db tx"), "web1,ctrl,db0,tx 0");
	assert_string_equal(kept_by(state, "class:block|nothing"), "disk0,request 0");
}

static void an_exclamation_mark_inverts_a_word_and_keeps_nothing_for_company(void **state)
{
	assert_string_equal(kept_by(state, "!web1"), "db0,rx 0,tx 0,disk0,request 0");
	assert_string_equal(kept_by(state, "!tx !request"), "web1,rx 0,ctrl,db0,rx 0,disk0");
	assert_string_equal(kept_by(state, "!web|db"), "disk0,request 0");
	assert_string_equal(kept_by(state, "tx !web"), "db0,tx 0");
}

static void a_device_with_a_stalled_queue_is_kept_with_that_queue(void **state)
{
	assert_string_equal(kept_by(state, "health:stalled"), "web1,tx 0");
	assert_string_equal(kept_by(state, "stalled"), "web1,tx 0");
	assert_string_equal(kept_by(state, "HEALTH:Stalled|stale"), "web1,tx 0");
}

static void figures_are_compared(void **state)
{
	assert_string_equal(kept_by(state, "kickdoorbells_per_s:>1000"), "web1,rx 0,tx 0");
	assert_string_equal(kept_by(state, "kicks/s:>1.5k"), "web1,rx 0,tx 0");
	assert_string_equal(kept_by(state, "kicks/s:<=100"), "web1,ctrl,db0,rx 0,tx 0");
	assert_string_equal(kept_by(state, "kicks/s:=0"), "web1,ctrl");
	assert_string_equal(kept_by(state, "kicks/s:2.0k"), "web1,rx 0,tx 0");
	assert_string_equal(kept_by(state, "queue:1"), "web1,tx 0,db0,tx 0");
	assert_string_equal(kept_by(state, "pid:4711"), "web1,rx 0,tx 0,ctrl");
}

/* Its queues ring 2000 times each: none of them is the one, all of them are. */
static void below_a_device_whose_sum_matches_all_queues_are_kept(void **state)
{
	assert_string_equal(kept_by(state, "kicks/s:>3k"), "web1,rx 0,tx 0,ctrl");
}

static void an_unknown_figure_is_not_small(void **state)
{
	assert_string_equal(kept_by(state, "in_flight:<5"), "");
	assert_string_equal(kept_by(state, "device:disk0 kicks/s:<5"), "");
}

static void an_equals_sign_wants_all_of_a_text(void **state)
{
	assert_string_equal(kept_by(state, "name:=web"), "");
	assert_string_equal(kept_by(state, "name:=web1"), "web1,rx 0,tx 0,ctrl");
	assert_string_equal(kept_by(state, "name:=\"rx 0\""), "web1,rx 0,db0,rx 0");
}

static void regular_expressions_go_where_words_go(void **state)
{
	assert_string_equal(kept_by(state, "/^(web|disk)[0-9]$/"),
			    "web1,rx 0,tx 0,ctrl,disk0,request 0");
	assert_string_equal(kept_by(state, "name:/^d/|/ctrl/"), "web1,ctrl,db0,rx 0,tx 0,disk0,request 0");
	assert_string_equal(kept_by(state, "!/x 0$/ class:net"), "web1,ctrl,db0");
	assert_string_equal(kept_by(state, "/web1 tx"), "");
}

static void colons_of_addresses_name_no_column(void **state)
{
	assert_string_equal(kept_by(state, "0000:03"), "web1,rx 0,tx 0,ctrl,db0,rx 0,tx 0");
	assert_string_equal(kept_by(state, "52:54:00"), "");
	assert_string_equal(kept_by(state, "\"helth:stalled\""), "");
}

static void what_is_not_typed_yet_hides_nothing(void **state)
{
	static const char *const typed[] = {
		"!", "|", "\"", "kicks/s:>", "health:|", "db|web|disk|", "name:\"", "| |", "!|",
		"/", "//", "!/", "name:/", "/ ",
	};

	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		assert_string_equal(kept_by(state, typed[i]), ALL);
	assert_string_equal(kept_by(state, "db0 |"), "db0,rx 0,tx 0");
	assert_string_equal(kept_by(state, "db0 /"), "db0,rx 0,tx 0");
	assert_string_equal(kept_by(state, "\"db0"), "db0,rx 0,tx 0");
	assert_string_equal(kept_by(state, "/^db"), "db0,rx 0,tx 0");
}

static void expect_refused(const char *typed, const char *words)
{
	struct filter filter;
	struct error error = { 0 };

	assert_int_equal(filter_parse(&filter, typed, &error), -EINVAL);
	if (!strstr(error.words, words))
		fail_msg("%s: says '%s' and not '%s'", typed, error.words, words);
}

static void what_cannot_be_meant_is_refused_with_words(void **state)
{
	char many[3 * FILTER_MOST_WORDS + 3] = "";

	(void)state;
	expect_refused("web /a(/", "/a(/");
	expect_refused("helth:stalled", "no column 'helth'");
	expect_refused("kicks/s:>many", "'many' is no number");
	expect_refused("health:>2", "nothing to compare");
	for (int i = 0; i <= FILTER_MOST_WORDS; i++)
		strcat(many, "a ");
	expect_refused(many, "at most 32 words");
}

static void what_is_kept_is_counted(void **state)
{
	struct fixture *fixture = *state;
	struct filter_result result;
	struct filter filter;

	filter_result_init(&result);
	assert_int_equal(filter_parse(&filter, "tx", NULL), 0);
	assert_int_equal(filter_apply(&filter, fixture->model, &result), 0);
	assert_int_equal(result.kept_devices, 2);
	assert_int_equal(result.kept_queues, 2);
	assert_int_equal(*array_at(&result.mgmtdevs, uint8_t, 0), FILTER_BELOW);
	assert_int_equal(*array_at(&result.mgmtdevs, uint8_t, 1), 0);
	assert_int_equal(*array_at(&result.in_mgmtdev, uint32_t, 0), 2);
	assert_int_equal(*array_at(&result.in_mgmtdev, uint32_t, 1), 0);
	filter_free(&filter);
	filter_result_free(&result);
}

#define with_host(test) cmocka_unit_test_setup_teardown(test, set_up, world_tear_down)

static const struct CMUnitTest tests[] = {
	with_host(an_empty_filter_keeps_everything),
	with_host(below_a_device_that_matches_everything_is_kept),
	with_host(a_management_device_is_found_with_all_that_was_made_from_it),
	with_host(a_queue_is_kept_with_its_device),
	with_host(words_must_all_hold_for_a_row_or_what_it_belongs_to),
	with_host(what_uses_a_device_finds_it),
	with_host(one_alternative_is_enough),
	with_host(an_exclamation_mark_inverts_a_word_and_keeps_nothing_for_company),
	with_host(a_device_with_a_stalled_queue_is_kept_with_that_queue),
	with_host(figures_are_compared),
	with_host(below_a_device_whose_sum_matches_all_queues_are_kept),
	with_host(an_unknown_figure_is_not_small),
	with_host(an_equals_sign_wants_all_of_a_text),
	with_host(regular_expressions_go_where_words_go),
	with_host(colons_of_addresses_name_no_column),
	with_host(what_is_not_typed_yet_hides_nothing),
	with_host(what_cannot_be_meant_is_refused_with_words),
	with_host(what_is_kept_is_counted),
};

UNIT_MAIN(filter)
