/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The format prometheus: the families, their labels, and that no series stands there twice. */
#include "report/format.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "report/metric.h"
#include "unit.h"
#include "view/column_parse.h"
#include "world.h"

#define SECOND CLOCK_SECOND
#define NOON (INT64_C(1795356187) * SECOND)

/* The whole of the model's newest sample, with the columns of LIST (NULL: none); to be freed. */
static char *sample_of(const struct model *model, const char *list)
{
	const struct format_run run = { .errors = 3 };
	struct array text = ARRAY_OF(char);
	struct column_list columns;

	column_list_init(&columns);
	if (list)
		assert_int_equal(column_list_parse(&columns, format_prometheus.columns, list,
						   COLUMN_FOR_REPORT, NULL), 0);
	assert_int_equal(format_prometheus.put_sample(&text, &columns, model, &run), 0);
	array_append(&text, "", 1);
	column_list_free(&columns);
	return text.data;
}

static void expect_sample(const struct model *model, const char *list, const char *expected)
{
	char *text = sample_of(model, list);

	assert_string_equal(text, expected);
	free(text);
}

/* The lines that begin with START are EXPECTED. */
static void expect_lines(const struct model *model, const char *list, const char *start,
			 const char *expected)
{
	struct array lines = ARRAY_OF(char);
	char *text = sample_of(model, list);
	char *next = text;
	char *line;

	while ((line = strsep(&next, "\n")) && *line) {
		if (strncmp(line, start, strlen(start)) != 0)
			continue;
		array_append(&lines, line, strlen(line));
		array_append(&lines, "\n", 1);
	}
	array_append(&lines, "", 1);
	assert_string_equal(lines.data, expected);
	array_free(&lines);
	free(text);
}

/* foo0: an rx queue without counters of elements, a tx queue with all; in_flight stays in it. */
static void tell(struct fixture *fixture, int64_t time, uint64_t kicks, uint64_t wqes)
{
	struct world *world = &fixture->world;

	world_begin(world, time);
	world_info(world)->kernel_time = 1500000;
	world_mgmtdev(world, "pci", "0000:03:00.2");
	world_device(world, "foo0", 0);
	world_queue(world, VDPA_ROLE_RX);
	world_counter(world, "kickdoorbells", 7);
	world_queue(world, VDPA_ROLE_TX);
	world_counter(world, "kickdoorbells", kicks);
	world_counter(world, "wqes", wqes);
	world_counter(world, "tx packets", wqes + 1);
	world_tell(world, fixture->model);
}

static void each_family_stands_once_with_all_its_samples(void **state)
{
	struct fixture *fixture = *state;

	world_begin_facts(&fixture->world, NOON);
	world_fact(&fixture->world, "foo0", 1, "vhost_vdpa");
	world_user(&fixture->world, "foo0", "qemu", "vm-web01", 4711);
	world_tell_facts(&fixture->world, fixture->model);
	tell(fixture, NOON, 10, 1000);
	tell(fixture, NOON + SECOND + SECOND / 4, 20, 2000);
	expect_sample(
		fixture->model, "vendor:tx packets",
		"# HELP vdpa_queue_kickdoorbells_total Doorbells that the kernel has relayed since the device was made.\n"
		"# TYPE vdpa_queue_kickdoorbells_total counter\n"
		"vdpa_queue_kickdoorbells_total{device=\"foo0\",queue=\"0\"} 7\n"
		"vdpa_queue_kickdoorbells_total{device=\"foo0\",queue=\"1\"} 20\n"
		"# HELP vdpa_queue_wqes_total Queue elements completed since the device was made.\n"
		"# TYPE vdpa_queue_wqes_total counter\n"
		"vdpa_queue_wqes_total{device=\"foo0\",queue=\"1\"} 2000\n"
		"# HELP vdpa_queue_vendor_total What the driver counts under the name in the label counter, as chosen with -c.\n"
		"# TYPE vdpa_queue_vendor_total counter\n"
		"vdpa_queue_vendor_total{device=\"foo0\",queue=\"1\",counter=\"tx packets\"} 2001\n"
		"# HELP vdpa_queue_stalled 1 when doorbells are rung or elements wait and nothing is completed, 0 when not.\n"
		"# TYPE vdpa_queue_stalled gauge\n"
		"vdpa_queue_stalled{device=\"foo0\",queue=\"1\"} 0\n"
		"# HELP vdpa_queue_info What the queue is for, and the counter that its elements are taken from; always 1.\n"
		"# TYPE vdpa_queue_info gauge\n"
		"vdpa_queue_info{device=\"foo0\",queue=\"0\",role=\"rx\"} 1\n"
		"vdpa_queue_info{device=\"foo0\",queue=\"1\",role=\"tx\",wqes_source=\"wqes\"} 1\n"
		"# HELP vdpa_device_info What the device is, where it comes from and who uses it; always 1.\n"
		"# TYPE vdpa_device_info gauge\n"
		"vdpa_device_info{device=\"foo0\",mgmtdev=\"pci/0000:03:00.2\",class=\"net\",driver=\"vhost_vdpa\",vm=\"vm-web01\"} 1\n"
		"# HELP vdpa_device_queues Queues of the device by health.\n"
		"# TYPE vdpa_device_queues gauge\n"
		"vdpa_device_queues{device=\"foo0\",health=\"stalled\"} 0\n"
		"vdpa_device_queues{device=\"foo0\",health=\"stale\"} 0\n"
		"vdpa_device_queues{device=\"foo0\",health=\"reset\"} 0\n"
		"vdpa_device_queues{device=\"foo0\",health=\"no_data\"} 0\n"
		"vdpa_device_queues{device=\"foo0\",health=\"no_access\"} 0\n"
		"vdpa_device_queues{device=\"foo0\",health=\"off\"} 0\n"
		"vdpa_device_queues{device=\"foo0\",health=\"idle\"} 1\n"
		"vdpa_device_queues{device=\"foo0\",health=\"ok\"} 1\n"
		"# HELP vdpa_mgmtdev_info A management device; always 1.\n"
		"# TYPE vdpa_mgmtdev_info gauge\n"
		"vdpa_mgmtdev_info{mgmtdev=\"pci/0000:03:00.2\",class=\"net\"} 1\n"
		"# HELP vdpa_scrape_duration_seconds Time that the kernel took to answer for this sample.\n"
		"# TYPE vdpa_scrape_duration_seconds gauge\n"
		"vdpa_scrape_duration_seconds 0.001500000\n"
		"# HELP vdpa_last_sample_timestamp_seconds When this sample was taken, in seconds since 1970.\n"
		"# TYPE vdpa_last_sample_timestamp_seconds gauge\n"
		"vdpa_last_sample_timestamp_seconds 1795356188.250000000\n"
		"# HELP vdpa_scrape_errors_total Answers of the kernel that made no sense or were lost, since vdpatop was started.\n"
		"# TYPE vdpa_scrape_errors_total counter\n"
		"vdpa_scrape_errors_total 3\n");
}

static void a_host_without_devices_has_no_family_of_theirs(void **state)
{
	struct fixture *fixture = *state;

	world_begin(&fixture->world, NOON);
	world_tell(&fixture->world, fixture->model);
	expect_lines(fixture->model, NULL, "# TYPE",
		     "# TYPE vdpa_scrape_duration_seconds gauge\n"
		     "# TYPE vdpa_last_sample_timestamp_seconds gauge\n"
		     "# TYPE vdpa_scrape_errors_total counter\n");
}

static void stalled_is_not_known_in_a_first_sample(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, NOON, 10, 1000);
	expect_lines(fixture->model, NULL, "vdpa_queue_stalled", "");
	expect_lines(fixture->model, NULL, "# HELP vdpa_queue_stalled", "");
}

static void stalled_is_1_when_doorbells_ring_for_nothing(void **state)
{
	struct fixture *fixture = *state;

	for (int i = 0; i < 3; i++)
		tell(fixture, NOON + i * SECOND, 10 + (uint64_t)i, 1000);
	expect_lines(fixture->model, NULL, "vdpa_queue_stalled{",
		     "vdpa_queue_stalled{device=\"foo0\",queue=\"1\"} 0\n");
	for (int i = 3; i < 6; i++)
		tell(fixture, NOON + i * SECOND, 10 + (uint64_t)i, 1000);
	expect_lines(fixture->model, NULL, "vdpa_queue_stalled{",
		     "vdpa_queue_stalled{device=\"foo0\",queue=\"1\"} 1\n");
	expect_lines(fixture->model, NULL, "vdpa_device_queues{device=\"foo0\",health=\"stalled\"}",
		     "vdpa_device_queues{device=\"foo0\",health=\"stalled\"} 1\n");
}

/* Two samples of a queue of ROLE whose counters are NAME and, unless NULL, OTHER. */
static void tell_counted(struct fixture *fixture, enum vdpa_role role, const char *name, const char *other)
{
	struct world *world = &fixture->world;

	for (int i = 0; i < 2; i++) {
		world_begin(world, fixture->model->has_sample ? fixture->model->time + SECOND : NOON);
		world_device(world, "foo0", FLAT_NONE);
		world_queue(world, role);
		world_counter(world, name, 50);
		if (other)
			world_counter(world, other, 50);
		world_tell(world, fixture->model);
	}
}

static void stalled_is_judged_where_the_rule_has_what_it_looks_at(void **state)
{
	struct fixture *fixture = *state;
	static const char judged[] = "vdpa_queue_stalled{device=\"foo0\",queue=\"0\"} 0\n";

	tell_counted(fixture, VDPA_ROLE_TX, "kickdoorbells", NULL);
	expect_lines(fixture->model, NULL, "vdpa_queue_stalled{", "");
	tell_counted(fixture, VDPA_ROLE_TX, "kickdoorbells", "wqes");
	expect_lines(fixture->model, NULL, "vdpa_queue_stalled{", judged);
	tell_counted(fixture, VDPA_ROLE_TX, "completed_desc", NULL);
	expect_lines(fixture->model, NULL, "vdpa_queue_stalled{", "");
	tell_counted(fixture, VDPA_ROLE_TX, "completed_desc", "received_desc");
	expect_lines(fixture->model, NULL, "vdpa_queue_stalled{", judged);
	tell_counted(fixture, VDPA_ROLE_RX, "completed_desc", "received_desc");
	expect_lines(fixture->model, NULL, "vdpa_queue_stalled{", "");
}

static void what_is_not_known_has_no_sample(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;

	for (int i = 1; i <= 2; i++) {
		world_begin(world, NOON + i * SECOND);
		world_device(world, "foo0", FLAT_NONE);
		world_queue(world, VDPA_ROLE_RX)->code = -EPERM;
		world_queue(world, VDPA_ROLE_TX)->code = -EAGAIN;
		world_tell(world, fixture->model);
	}
	expect_lines(fixture->model, "vendor:tx packets", "vdpa_queue",
		     "vdpa_queue_info{device=\"foo0\",queue=\"0\",role=\"rx\"} 1\n"
		     "vdpa_queue_info{device=\"foo0\",queue=\"1\",role=\"tx\"} 1\n");
	expect_lines(fixture->model, NULL, "vdpa_device_info",
		     "vdpa_device_info{device=\"foo0\",class=\"net\"} 1\n");
}

static void what_was_not_read_this_time_has_no_sample_either(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;

	tell(fixture, NOON, 10, 1000);
	world_begin(world, NOON + SECOND);
	world_reason(world, -EINTR, "interrupted");
	world_tell(world, fixture->model);
	expect_lines(fixture->model, "vendor:tx packets", "vdpa_queue",
		     "vdpa_queue_info{device=\"foo0\",queue=\"0\",role=\"rx\"} 1\n"
		     "vdpa_queue_info{device=\"foo0\",queue=\"1\",role=\"tx\",wqes_source=\"wqes\"} 1\n");
	expect_lines(fixture->model, NULL, "vdpa_device_queues{device=\"foo0\",health=\"stale\"}",
		     "vdpa_device_queues{device=\"foo0\",health=\"stale\"} 2\n");
}

static void a_mapped_doorbell_has_no_kicks(void **state)
{
	struct fixture *fixture = *state;

	world_begin_facts(&fixture->world, NOON);
	world_fact(&fixture->world, "foo0", 1, "vhost_vdpa");
	world_mapping(&fixture->world, "foo0", 1);
	world_tell_facts(&fixture->world, fixture->model);
	tell(fixture, NOON, 10, 1000);
	expect_lines(fixture->model, "vendor:kickdoorbells", "vdpa_queue_kick",
		     "vdpa_queue_kickdoorbells_total{device=\"foo0\",queue=\"0\"} 7\n");
	expect_lines(fixture->model, "vendor:kickdoorbells", "vdpa_queue_vendor",
		     "vdpa_queue_vendor_total{device=\"foo0\",queue=\"0\",counter=\"kickdoorbells\"} 7\n");
}

static void a_drivers_counter_shadows_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;

	world_begin(world, NOON);
	world_device(world, "foo0", FLAT_NONE);
	world_queue(world, VDPA_ROLE_TX);
	world_counter(world, "a,b", 1);
	world_counter(world, "wqes", UINT64_MAX);
	world_counter(world, "a\"b\\", 3);
	world_tell(world, fixture->model);
	expect_lines(fixture->model, "vendor:a\\,b,vendor:wqes,vendor:a\"b\\\\", "vdpa_queue_vendor",
		     "vdpa_queue_vendor_total{device=\"foo0\",queue=\"0\",counter=\"a,b\"} 1\n"
		     "vdpa_queue_vendor_total{device=\"foo0\",queue=\"0\",counter=\"wqes\"} 18446744073709551615\n"
		     "vdpa_queue_vendor_total{device=\"foo0\",queue=\"0\",counter=\"a\\\"b\\\\\"} 3\n");
	expect_lines(fixture->model, "vendor:wqes", "vdpa_queue_wqes",
		     "vdpa_queue_wqes_total{device=\"foo0\",queue=\"0\"} 18446744073709551615\n");
}

static void counters_of_one_name_are_series_of_their_own(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;

	world_begin(world, NOON);
	world_device(world, "foo0", FLAT_NONE);
	world_queue(world, VDPA_ROLE_TX);
	world_counter(world, "drops", 1);
	world_counter(world, "drops", 2);
	world_tell(world, fixture->model);
	expect_lines(fixture->model, "vendor:drops", "vdpa_queue_vendor",
		     "vdpa_queue_vendor_total{device=\"foo0\",queue=\"0\",counter=\"drops\"} 1\n"
		     "vdpa_queue_vendor_total{device=\"foo0\",queue=\"0\",counter=\"drops#2\"} 2\n");
}

/* text_safe() would show the first two of each alike. */
static void names_that_look_alike_are_series_of_their_own(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;

	world_begin(world, NOON);
	world_device(world, "a\x01", FLAT_NONE);
	world_queue(world, VDPA_ROLE_TX);
	world_counter(world, "c\x02", 1);
	world_counter(world, "c\\x02", 2);
	world_counter(world, "c\\x2", 3);
	world_device(world, "a\\x01", FLAT_NONE);
	world_device(world, "a\\x5cx01", FLAT_NONE);
	world_tell(world, fixture->model);
	expect_lines(fixture->model, NULL, "vdpa_device_info",
		     "vdpa_device_info{device=\"a\\\\x01\",class=\"net\"} 1\n"
		     "vdpa_device_info{device=\"a\\\\x5cx01\",class=\"net\"} 1\n"
		     "vdpa_device_info{device=\"a\\\\x5cx5cx01\",class=\"net\"} 1\n");
	expect_lines(fixture->model, "vendor:c\x02,vendor:c\\\\x02,vendor:c\\\\x2", "vdpa_queue_vendor",
		     "vdpa_queue_vendor_total{device=\"a\\\\x01\",queue=\"0\",counter=\"c\\\\x02\"} 1\n"
		     "vdpa_queue_vendor_total{device=\"a\\\\x01\",queue=\"0\",counter=\"c\\\\x5cx02\"} 2\n"
		     "vdpa_queue_vendor_total{device=\"a\\\\x01\",queue=\"0\",counter=\"c\\\\x2\"} 3\n");
}

static void names_from_outside_are_escaped_and_harmless(void **state)
{
	struct fixture *fixture = *state;

	world_begin(&fixture->world, NOON);
	world_device(&fixture->world, "a\n\"b\"\x1b[2J,\xff{}\xc3\xbc=", FLAT_NONE);
	world_tell(&fixture->world, fixture->model);
	expect_lines(fixture->model, NULL, "vdpa_device_info",
		     "vdpa_device_info{device=\"a\\\\x0a\\\"b\\\"\\\\x1b[2J,\\\\xff{}\xc3\xbc=\",class=\"net\"} 1\n");
}

static void a_name_of_5000_bytes_is_not_cut(void **state)
{
	struct fixture *fixture = *state;
	char name[5001] = "";
	char *text, *at;

	memset(name, '\x80', 5000);
	world_begin(&fixture->world, NOON);
	world_device(&fixture->world, name, FLAT_NONE);
	world_tell(&fixture->world, fixture->model);
	text = sample_of(fixture->model, NULL);
	at = strstr(text, "vdpa_device_info{device=\"");
	assert_non_null(at);
	at += strlen("vdpa_device_info{device=\"");
	for (int i = 0; i < 5000; i++, at += 5)
		assert_memory_equal(at, "\\\\x80", 5);
	assert_memory_equal(at, "\",class=", 8);
	free(text);
}

static void a_handle_that_two_management_devices_make_is_one_series(void **state)
{
	struct fixture *fixture = *state;

	world_begin(&fixture->world, NOON);
	world_mgmtdev(&fixture->world, "a", "b/c");
	world_mgmtdev(&fixture->world, "a/b", "c");
	world_mgmtdev(&fixture->world, "", "d");
	world_tell(&fixture->world, fixture->model);
	expect_lines(fixture->model, NULL, "vdpa_mgmtdev_info",
		     "vdpa_mgmtdev_info{mgmtdev=\"a/b/c\",class=\"net\"} 1\n"
		     "vdpa_mgmtdev_info{mgmtdev=\"d\",class=\"net\"} 1\n");
}

/* Of a device that netlink does not name, how many queues it has is not known: not even 0. */
static void a_device_that_only_the_host_knows_has_its_info_alone(void **state)
{
	struct fixture *fixture = *state;

	world_begin(&fixture->world, NOON);
	world_reason(&fixture->world, -EINTR, "interrupted");
	world_begin_facts(&fixture->world, NOON);
	world_fact(&fixture->world, "frozen0", 1, "vhost_vdpa");
	world_tell_facts(&fixture->world, fixture->model);
	world_tell(&fixture->world, fixture->model);
	expect_lines(fixture->model, NULL, "vdpa_device",
		     "vdpa_device_info{device=\"frozen0\",driver=\"vhost_vdpa\"} 1\n");
}

static bool takes(const char *word)
{
	struct column_list list;
	bool result;

	assert_int_equal(column_list_parse(&list, "", word, COLUMN_FOR_REPORT, NULL), 0);
	result = format_prometheus.takes(column_list_at(&list, 0));
	column_list_free(&list);
	return result;
}

static void only_counters_of_drivers_are_chosen(void **state)
{
	(void)state;
	assert_true(takes("vendor:rx packets"));
	assert_false(takes("vendor:rx packets/s"));
	assert_false(takes("kickdoorbells"));
	assert_false(takes("device"));
}

static bool ends_with(const char *text, const char *end)
{
	return strlen(text) >= strlen(end) && !strcmp(text + strlen(text) - strlen(end), end);
}

/* A label is a column of the row, or says which of several it is. */
static void expect_labels(const char *labels)
{
	char words[128];
	char *rest = NULL;
	char *word;
	enum column_id id;

	snprintf(words, sizeof(words), "%s", labels);
	for (word = strtok_r(words, ", ", &rest); word; word = strtok_r(NULL, ", ", &rest))
		if (strcmp(word, "counter") != 0 && !column_find(word, &id))
			fail_msg("no column %s", word);
}

static void the_table_is_what_prometheus_takes_for_good_names(void **state)
{
	(void)state;
	for (int id = 0; id < METRIC_COUNT; id++) {
		const struct metric *metric = metric_of((enum metric_id)id);
		bool is_counter = !strcmp(metric->type, "counter");

		assert_memory_equal(metric->name, "vdpa_", 5);
		assert_int_equal(strspn(metric->name, "abcdefghijklmnopqrstuvwxyz_"), strlen(metric->name));
		assert_int_equal(ends_with(metric->name, "_total"), is_counter);
		assert_true(ends_with(metric->help, "."));
		assert_null(strpbrk(metric->help, "\\\n|"));
		expect_labels(metric->labels);
	}
}

static const struct CMUnitTest tests[] = {
	with_model(each_family_stands_once_with_all_its_samples),
	with_model(a_host_without_devices_has_no_family_of_theirs),
	with_model(stalled_is_not_known_in_a_first_sample),
	with_model(stalled_is_1_when_doorbells_ring_for_nothing),
	with_model(stalled_is_judged_where_the_rule_has_what_it_looks_at),
	with_model(what_is_not_known_has_no_sample),
	with_model(what_was_not_read_this_time_has_no_sample_either),
	with_model(a_mapped_doorbell_has_no_kicks),
	with_model(a_drivers_counter_shadows_nothing),
	with_model(counters_of_one_name_are_series_of_their_own),
	with_model(names_that_look_alike_are_series_of_their_own),
	with_model(names_from_outside_are_escaped_and_harmless),
	with_model(a_name_of_5000_bytes_is_not_cut),
	with_model(a_handle_that_two_management_devices_make_is_one_series),
	with_model(a_device_that_only_the_host_knows_has_its_info_alone),
	cmocka_unit_test(only_counters_of_drivers_are_chosen),
	cmocka_unit_test(the_table_is_what_prometheus_takes_for_good_names),
};

UNIT_MAIN(prometheus)
