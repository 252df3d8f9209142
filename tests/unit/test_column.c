/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of columns: what a row says in each, and why it says nothing. */
#include "view/column.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "world.h"

static void expect_text(enum column_id id, struct column_row row, const char *expected)
{
	struct column_value value;

	column_get(id, &row, &value);
	assert_int_equal(value.kind, *expected ? VALUE_TEXT : VALUE_NONE);
	assert_string_equal(value.text, expected);
}

static void expect_count(enum column_id id, struct column_row row, uint64_t expected)
{
	struct column_value value;

	column_get(id, &row, &value);
	assert_int_equal(value.kind, VALUE_COUNT);
	assert_int_equal(value.count, expected);
}

static void expect_number(enum column_id id, struct column_row row, uint64_t expected)
{
	struct column_value value;

	column_get(id, &row, &value);
	assert_int_equal(value.kind, VALUE_NUMBER);
	assert_int_equal(value.count, expected);
}

static void expect_nothing(enum column_id id, struct column_row row, const char *why)
{
	struct column_value value;

	column_get(id, &row, &value);
	assert_int_equal(value.kind, VALUE_NONE);
	assert_string_equal(value.why, why);
}

static void every_column_has_a_name_a_title_that_fits_and_a_meaning(void **state)
{
	(void)state;
	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		const struct column *column = column_of(id);
		enum column_id found;

		assert_true(column_find(column->name, &found));
		assert_int_equal(found, id);
		assert_int_equal(strspn(column->name, "abcdefghijklmnopqrstuvwxyz_"),
				 strlen(column->name));
		assert_in_range(strlen(column->title), 1, column->width);
		assert_in_range(column->width, 1, column->most);
		assert_in_range(column->most, column->width, 64);
		assert_true(column->rows);
		assert_int_equal(column->signs & ~column->rows, 0);
		assert_true(column->style < STYLE_COUNT);
		assert_true(strlen(column->meaning) > 10);
		assert_int_not_equal(column->kind, VALUE_NONE);
	}
}

/* One after the other, or those behind a gap would never come. */
static void columns_come_onto_the_screen_in_one_order(void **state)
{
	size_t places[COLUMN_COUNT + 1] = { 0 };
	uint16_t last = 0;

	(void)state;
	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		uint16_t priority = column_of(id)->priority;

		assert_in_range(priority, 0, COLUMN_COUNT);
		places[priority]++;
		last = priority > last ? priority : last;
	}
	assert_int_equal(column_of(COLUMN_NAME)->priority, 0);
	for (uint16_t priority = 1; priority <= last; priority++)
		assert_int_equal(places[priority], 1);
}

/* A net device with everything, used by two processes. */
static void tell(struct fixture *fixture, int64_t seconds)
{
	struct snapshot_device *device;

	world_begin(&fixture->world, seconds * CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "pci", "0000:03:00.2");
	device = world_device(&fixture->world, "foo0", 0);
	device->config.valid |= VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_STATUS;
	memcpy(device->config.mac, "\x52\x54\x00\x12\x34\x56", 6);
	device->config.mtu = 9000;
	device->config.status = 1;
	world_queue(&fixture->world, VDPA_ROLE_RX);
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "received_desc", 15);
	world_counter(&fixture->world, "completed_desc", 10 * (uint64_t)seconds);
	world_counter(&fixture->world, "kickdoorbells", 4 * (uint64_t)seconds);
	world_tell(&fixture->world, fixture->model);
	world_begin_facts(&fixture->world, seconds * CLOCK_SECOND);
	world_fact(&fixture->world, "foo0", 1, "vhost_vdpa");
	world_user(&fixture->world, "foo0", "qemu-system-x86", "vm-web01", 4711);
	world_user(&fixture->world, "foo0", "monitor", "", 12);
	world_tell_facts(&fixture->world, fixture->model);
}

static void every_column_answers_for_every_kind_of_row(void **state)
{
	struct fixture *fixture = *state;
	const struct model *model = fixture->model;

	tell(fixture, 1);
	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		const struct column_row rows[] = { column_mgmtdev_row(model, 0),
						   column_device_row(model, 0),
						   column_queue_row(model, 1) };

		for (size_t i = 0; i < 3; i++) {
			struct column_value value;

			column_get(id, &rows[i], &value);
			assert_true(value.kind == VALUE_NONE || value.kind == column_of(id)->kind);
			assert_non_null(value.text);
			assert_non_null(value.why);
		}
	}
}

static void a_row_is_labelled_by_what_it_is(void **state)
{
	struct fixture *fixture = *state;
	const struct model *model = fixture->model;

	tell(fixture, 1);
	expect_text(COLUMN_NAME, column_mgmtdev_row(model, 0), "pci/0000:03:00.2");
	expect_text(COLUMN_NAME, column_device_row(model, 0), "foo0");
	expect_text(COLUMN_NAME, column_queue_row(model, 1), "tx 0");
	expect_text(COLUMN_DEVICE, column_queue_row(model, 1), "foo0");
	expect_text(COLUMN_MGMTDEV, column_queue_row(model, 1), "pci/0000:03:00.2");
	expect_text(COLUMN_DEVICE, column_mgmtdev_row(model, 0), "");
}

static void queues_are_numbered_by_pair_where_they_come_in_pairs(void **state)
{
	static const enum vdpa_role roles[] = { VDPA_ROLE_RX, VDPA_ROLE_TX, VDPA_ROLE_RX, VDPA_ROLE_TX,
						VDPA_ROLE_CTRL, VDPA_ROLE_REQUEST, VDPA_ROLE_UNKNOWN };
	static const char *const names[] = { "rx 0", "tx 0", "rx 1", "tx 1", "ctrl", "request 5",
					     "queue 6" };
	struct fixture *fixture = *state;

	world_begin(&fixture->world, CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, "d", 0);
	for (size_t i = 0; i < 7; i++)
		world_queue(&fixture->world, roles[i]);
	world_tell(&fixture->world, fixture->model);
	for (size_t i = 0; i < 7; i++) {
		expect_text(COLUMN_NAME, column_queue_row(fixture->model, i), names[i]);
		expect_number(COLUMN_QUEUE, column_queue_row(fixture->model, i), i);
	}
}

static void the_device_says_what_it_is_and_who_has_it(void **state)
{
	struct fixture *fixture = *state;
	struct column_row row;

	tell(fixture, 1);
	row = column_device_row(fixture->model, 0);
	expect_text(COLUMN_CLASS, row, "net");
	expect_text(COLUMN_DRIVER, row, "vhost_vdpa");
	expect_text(COLUMN_USED_BY, row, "vm-web01 (4711) +1");
	expect_text(COLUMN_VM, row, "vm-web01");
	expect_number(COLUMN_PID, row, 4711);
	expect_count(COLUMN_VQS, row, 2);
	expect_text(COLUMN_MAC, row, "52:54:00:12:34:56");
	expect_number(COLUMN_MTU, row, 9000);
	expect_text(COLUMN_LINK, row, "up");
	expect_text(COLUMN_CLASS, column_mgmtdev_row(fixture->model, 0), "net");
}

static void a_very_long_vm_name_leaves_room_for_the_process(void **state)
{
	struct fixture *fixture = *state;
	char name[1000];
	struct column_value value;
	struct column_row row;

	memset(name, 'v', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	tell(fixture, 1);
	world_begin_facts(&fixture->world, CLOCK_SECOND);
	world_fact(&fixture->world, "foo0", 1, "vhost_vdpa");
	world_user(&fixture->world, "foo0", "qemu", name, 4711);
	world_tell_facts(&fixture->world, fixture->model);
	row = column_device_row(fixture->model, 0);
	column_get(COLUMN_USED_BY, &row, &value);
	assert_non_null(strstr(value.text, "vvv (4711)"));
	assert_in_range(strlen(value.text), 100, sizeof(value.room) - 1);
}

static void figures_say_why_they_are_missing(void **state)
{
	struct fixture *fixture = *state;
	struct column_row rx, tx;

	tell(fixture, 1);
	rx = column_queue_row(fixture->model, 0);
	tx = column_queue_row(fixture->model, 1);
	expect_nothing(COLUMN_KICKS, rx, "this kernel does not count doorbells");
	expect_nothing(COLUMN_WQES, rx, "this driver does not count elements");
	expect_text(COLUMN_REASON, rx, "kickdoorbells: this kernel does not count doorbells; "
				       "wqes: this driver does not count elements");
	expect_nothing(COLUMN_REASON, tx, "");
	expect_nothing(COLUMN_WQES_RATE, tx, "there is one reading only");
	expect_count(COLUMN_IN_FLIGHT, tx, 5);
	expect_text(COLUMN_WQES_SOURCE, tx, "completed_desc");
	world_begin_facts(&fixture->world, CLOCK_SECOND);
	world_fact(&fixture->world, "foo0", 1, "vhost_vdpa");
	world_mapping(&fixture->world, "foo0", 1);
	world_tell_facts(&fixture->world, fixture->model);
	expect_nothing(COLUMN_KICKS, column_queue_row(fixture->model, 1), "mapped");
	expect_text(COLUMN_REASON, column_queue_row(fixture->model, 1), "kickdoorbells: mapped");
	expect_nothing(COLUMN_KICKS_RATE, column_device_row(fixture->model, 0), "mapped");
}

static void what_netlink_does_not_name_says_so_and_blames_no_kernel(void **state)
{
	struct fixture *fixture = *state;
	struct column_row row;

	world_begin_facts(&fixture->world, CLOCK_SECOND);
	world_fact(&fixture->world, "snet0", 2, "virtio_vdpa");
	world_tell_facts(&fixture->world, fixture->model);
	row = column_device_row(fixture->model, 0);
	expect_text(COLUMN_DEVICE, row, "snet0");
	expect_nothing(COLUMN_KICKS_RATE, row, "known from sysfs only: netlink has not named it");
	expect_nothing(COLUMN_WQES_RATE, row, "known from sysfs only: netlink has not named it");
	expect_text(COLUMN_REASON, row, "known from sysfs only: netlink has not named it");
}

static void a_refusal_says_what_is_needed_or_what_the_kernel_said(void **state)
{
	const struct {
		int code;
		const char *reason, *why;
	} refusals[] = {
		{ -EPERM, "", "reading counters needs CAP_NET_ADMIN" },
		{ -EOPNOTSUPP, "", "this driver has no counters on this kernel" },
		{ -EAGAIN, "", "no driver has negotiated features" },
		{ -EAGAIN, "mlx5_vdpa: failed to query hardware", "mlx5_vdpa: failed to query hardware" },
		{ -EIO, "", "its counters could not be read" },
	};
	struct fixture *fixture = *state;

	for (size_t i = 0; i < 5; i++) {
		struct snapshot_queue *queue;

		world_begin(&fixture->world, (int64_t)(i + 1) * CLOCK_SECOND);
		world_mgmtdev(&fixture->world, "", "m");
		world_device(&fixture->world, "d", 0);
		queue = world_queue(&fixture->world, VDPA_ROLE_RX);
		queue->code = refusals[i].code;
		queue->reason = world_text(&fixture->world, refusals[i].reason);
		world_tell(&fixture->world, fixture->model);
		expect_nothing(COLUMN_WQES, column_queue_row(fixture->model, 0), refusals[i].why);
		expect_text(COLUMN_REASON, column_queue_row(fixture->model, 0), refusals[i].why);
	}
}

static void elements_per_doorbell_need_both_rates(void **state)
{
	struct fixture *fixture = *state;
	struct column_row row;
	struct column_value value;

	tell(fixture, 1);
	row = column_queue_row(fixture->model, 1);
	column_get(COLUMN_WQES_PER_KICK, &row, &value);
	assert_int_equal(value.kind, VALUE_NONE);
	tell(fixture, 2);
	row = column_queue_row(fixture->model, 1);
	column_get(COLUMN_WQES_PER_KICK, &row, &value);
	assert_int_equal(value.kind, VALUE_RATIO);
	assert_float_equal(value.real, 2.5, 1e-6);
}

static void expect_real(enum column_id id, struct column_row row, enum column_kind kind, double expected)
{
	struct column_value value;

	column_get(id, &row, &value);
	assert_int_equal(value.kind, kind);
	assert_float_equal(value.real, expected, 1e-6);
}

/* Two queues, one of which completes three times as much; their doorbells are the other way round. */
static void tell_shares(struct fixture *fixture, int64_t seconds, uint64_t completes)
{
	world_begin(&fixture->world, seconds * CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, "d", 0);
	for (uint64_t i = 0; i < 2; i++) {
		world_queue(&fixture->world, i ? VDPA_ROLE_TX : VDPA_ROLE_RX);
		world_counter(&fixture->world, "wqes", completes * (i ? 3 : 1) * (uint64_t)seconds);
		world_counter(&fixture->world, "kickdoorbells", (i ? 1 : 9) * (uint64_t)seconds);
	}
	world_tell(&fixture->world, fixture->model);
}

static void a_queues_share_is_that_of_elements_and_of_doorbells_where_none_is_completed(void **state)
{
	struct fixture *fixture = *state;

	tell_shares(fixture, 1, 10);
	expect_nothing(COLUMN_SHARE, column_queue_row(fixture->model, 0),
		       "its device does nothing, or its queues are not all counted alike");
	tell_shares(fixture, 2, 10);
	expect_real(COLUMN_SHARE, column_queue_row(fixture->model, 0), VALUE_PERCENT, 25);
	expect_real(COLUMN_SHARE, column_queue_row(fixture->model, 1), VALUE_PERCENT, 75);
	expect_nothing(COLUMN_SHARE, column_device_row(fixture->model, 0), "");
	tell_shares(fixture, 4, 0);
	tell_shares(fixture, 5, 0);
	expect_real(COLUMN_SHARE, column_queue_row(fixture->model, 0), VALUE_PERCENT, 90);
}

static void the_age_is_since_it_was_first_seen(void **state)
{
	struct fixture *fixture = *state;
	struct column_value value;
	struct column_row row;

	tell(fixture, 10);
	tell(fixture, 14);
	row = column_queue_row(fixture->model, 1);
	column_get(COLUMN_AGE, &row, &value);
	assert_int_equal(value.kind, VALUE_SECONDS);
	assert_true(value.time == 4 * CLOCK_SECOND);
	expect_nothing(COLUMN_AGE, column_mgmtdev_row(fixture->model, 0), "");
}

static void where_a_device_sits_and_where_its_user_runs_are_told_apart(void **state)
{
	struct fixture *fixture = *state;
	struct facts_mgmtdev mgmtdev = { .numa_node = 1, .representor_link = 0 };
	struct column_row row;

	tell(fixture, 1);
	world_begin_facts(&fixture->world, CLOCK_SECOND);
	world_fact(&fixture->world, "foo0", 1, "vhost_vdpa");
	world_user(&fixture->world, "foo0", "qemu", "vm", 1)->numa_node = 0;
	mgmtdev.bus = world_fact_text(&fixture->world, "pci");
	mgmtdev.name = world_fact_text(&fixture->world, "0000:03:00.2");
	mgmtdev.representor = world_fact_text(&fixture->world, "enp3s0f0npf0vf0");
	assert_int_equal(array_append(&fixture->world.facts.section[FACTS_MGMTDEVS], &mgmtdev, 1), 0);
	world_tell_facts(&fixture->world, fixture->model);
	row = column_device_row(fixture->model, 0);
	expect_number(COLUMN_NUMA, row, 1);
	expect_number(COLUMN_USER_NUMA, row, 0);
	expect_text(COLUMN_REPRESENTOR, row, "enp3s0f0npf0vf0");
	expect_text(COLUMN_REPRESENTOR_LINK, row, "down");
}

static void values_are_ordered_as_a_reader_expects(void **state)
{
	const struct column_value none = { .kind = VALUE_NONE, .text = "" };
	const struct column_value small = { .kind = VALUE_RATE, .real = 9 };
	const struct column_value large = { .kind = VALUE_RATE, .real = 10 };
	const struct column_value most = { .kind = VALUE_COUNT, .count = UINT64_MAX };
	const struct column_value one = { .kind = VALUE_COUNT, .count = 1 };
	const struct column_value a = { .kind = VALUE_TEXT, .text = "a" };
	const struct column_value b = { .kind = VALUE_TEXT, .text = "b" };

	(void)state;
	assert_true(column_compare(&small, &large) < 0);
	assert_true(column_compare(&one, &most) < 0);
	assert_true(column_compare(&b, &a) > 0);
	assert_int_equal(column_compare(&a, &a), 0);
	assert_true(column_compare(&none, &small) > 0);
	assert_true(column_compare(&small, &none) < 0);
	assert_int_equal(column_compare(&none, &none), 0);
}

static void the_worst_health_comes_first(void **state)
{
	struct fixture *fixture = *state;
	struct column_value denied, idle;
	struct column_row row;

	world_begin(&fixture->world, CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, "d", 0);
	world_queue(&fixture->world, VDPA_ROLE_RX)->code = -EPERM;
	world_queue(&fixture->world, VDPA_ROLE_TX);
	world_counter(&fixture->world, "wqes", 0);
	world_tell(&fixture->world, fixture->model);
	row = column_queue_row(fixture->model, 0);
	column_get(COLUMN_HEALTH, &row, &denied);
	row = column_queue_row(fixture->model, 1);
	column_get(COLUMN_HEALTH, &row, &idle);
	assert_string_equal(denied.text, "no_access");
	assert_string_equal(idle.text, "idle");
	assert_true(column_compare(&denied, &idle) < 0);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(every_column_has_a_name_a_title_that_fits_and_a_meaning),
	cmocka_unit_test(columns_come_onto_the_screen_in_one_order),
	with_model(every_column_answers_for_every_kind_of_row),
	with_model(a_row_is_labelled_by_what_it_is),
	with_model(queues_are_numbered_by_pair_where_they_come_in_pairs),
	with_model(the_device_says_what_it_is_and_who_has_it),
	with_model(a_very_long_vm_name_leaves_room_for_the_process),
	with_model(figures_say_why_they_are_missing),
	with_model(what_netlink_does_not_name_says_so_and_blames_no_kernel),
	with_model(a_refusal_says_what_is_needed_or_what_the_kernel_said),
	with_model(elements_per_doorbell_need_both_rates),
	with_model(a_queues_share_is_that_of_elements_and_of_doorbells_where_none_is_completed),
	with_model(the_age_is_since_it_was_first_seen),
	with_model(where_a_device_sits_and_where_its_user_runs_are_told_apart),
	cmocka_unit_test(values_are_ordered_as_a_reader_expects),
	with_model(the_worst_health_comes_first),
};

UNIT_MAIN(column)
