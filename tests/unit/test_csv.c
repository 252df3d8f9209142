/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CSV: the columns and the lines, written out as a script sees them. */
#include "report/format.h"
#include "view/column_parse.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "unit.h"
#include "world.h"

#define SECOND CLOCK_SECOND
#define NOON (INT64_C(1795356187) * SECOND) /* 2026-11-22T14:03:07Z */
#define FROZEN                                                                                \
	"time,interval_s,mgmtdev,device,class,queue,role,health,kickdoorbells,kickdoorbells_per_s," \
	"wqes,wqes_per_s,wqes_source"

static void expect_header(const char *list, const char *expected)
{
	struct column_list columns;
	struct array text = ARRAY_OF(char);
	struct error error = { 0 };

	if (column_list_parse(&columns, format_csv.columns, list, COLUMN_FOR_REPORT, &error) < 0)
		fail_msg("%s: %s", list, error.words);
	assert_int_equal(format_csv.put_header(&text, &columns), 0);
	array_append(&text, "", 1);
	assert_string_equal(text.data, expected);
	array_free(&text);
	column_list_free(&columns);
}

static void expect_refusal(const char *list, const char *words)
{
	struct column_list columns;
	struct error error = { 0 };

	assert_int_equal(column_list_parse(&columns, format_csv.columns, list, COLUMN_FOR_REPORT, &error), -EINVAL);
	if (!strstr(error.words, words))
		fail_msg("'%s' does not say '%s'", error.words, words);
}

static void expect_csv(const struct model *model, const char *list, const char *expected)
{
	const struct format_run run = { .samples = 0 };
	struct column_list columns;
	struct array text = ARRAY_OF(char);

	assert_int_equal(column_list_parse(&columns, format_csv.columns, list, COLUMN_FOR_REPORT, NULL), 0);
	assert_int_equal(format_csv.put_sample(&text, &columns, model, &run), 0);
	array_append(&text, "", 1);
	assert_string_equal(text.data, expected);
	array_free(&text);
	column_list_free(&columns);
}

static void the_default_header_is_frozen(void **state)
{
	(void)state;
	expect_header(NULL, FROZEN "\n");
}

static void a_list_replaces_the_default_and_a_plus_appends(void **state)
{
	(void)state;
	expect_header("device,queue", "device,queue\n");
	expect_header("+driver,vm", FROZEN ",driver,vm\n");
}

static void vendor_counters_are_columns_by_their_own_names(void **state)
{
	(void)state;
	expect_header("device,vendor:rx packets,vendor:rx packets/s",
		      "device,vendor:rx packets,vendor:rx packets/s\n");
	expect_header("vendor:a\\,b", "\"vendor:a,b\"\n");
	expect_header("vendor:a\\\\b", "vendor:a\\b\n");
	expect_header("vendor:/s", "vendor:/s\n");
}

static void a_column_that_does_not_exist_is_refused_with_those_that_do(void **state)
{
	(void)state;
	for (enum column_id id = 0; id < COLUMN_COUNT; id++) {
		char item[64];

		snprintf(item, sizeof(item), " %s,", column_of(id)->name);
		if (column_of(id)->kind != VALUE_GRAPH)
			expect_refusal("nonsense", item);
	}
	expect_refusal("nonsense", ", vendor:NAME and vendor:NAME/s");
}

static void a_column_that_does_not_exist_is_named_with_the_nearest(void **state)
{
	(void)state;
	expect_refusal("device,kicks", "'kicks'");
	expect_refusal("device,kicks", "no column 'kicks'; there are name, ");
	expect_refusal("device,reson", "no column 'reson'; there are name, ");
	expect_refusal("device,reson", "vendor:NAME and vendor:NAME/s; did you mean reason?");
	expect_refusal("", "empty name in the list of columns");
	expect_refusal("+", "empty name in the list of columns");
	expect_refusal("device,", "empty name in the list of columns");
	expect_refusal("device,,queue", "empty name in the list of columns");
	expect_refusal("+device", "'device' is one of the default columns already");
	expect_refusal("+vm,vm", "'vm' stands twice");
	expect_refusal("device,device", "'device' stands twice");
	expect_refusal("vendor:", "'vendor:'");
	expect_refusal("dev\x1b[2J", "'dev\\x1b[2J'");
	expect_refusal("vendor:a\\nb", "backslash");
	expect_refusal("device\\", "backslash");
}

/* Two samples 0.25 s apart: rx without traffic, tx with, and what is not known stays empty. */
static void tell_pair(struct world *world, struct model *model, int64_t time, uint64_t kicks,
		      uint64_t wqes)
{
	world_begin(world, time);
	world_mgmtdev(world, "pci", "0000:03:00.2");
	world_device(world, "foo0", 0);
	world_queue(world, VDPA_ROLE_RX);
	world_counter(world, "kickdoorbells", 0);
	world_queue(world, VDPA_ROLE_TX);
	world_counter(world, "kickdoorbells", kicks);
	world_counter(world, "wqes", wqes);
	world_counter(world, "tx packets", wqes);
	world_tell(world, model);
}

static void a_first_sample_has_counts_and_no_rates(void **state)
{
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	world_init(&world);
	tell_pair(&world, model, NOON, 10, 1000);
	expect_csv(model, NULL,
		   "2026-11-22T14:03:07.000Z,,pci/0000:03:00.2,foo0,net,0,rx,idle,0,,,,\n"
		   "2026-11-22T14:03:07.000Z,,pci/0000:03:00.2,foo0,net,1,tx,ok,10,,1000,,wqes\n");
	model_free(model);
	world_free(&world);
}

static void delta_is_rate_times_interval(void **state)
{
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	world_init(&world);
	tell_pair(&world, model, NOON, 10, 1000);
	tell_pair(&world, model, NOON + SECOND / 4, 11, 1333);
	expect_csv(model, NULL,
		   "2026-11-22T14:03:07.250Z,0.250000000,pci/0000:03:00.2,foo0,net,0,rx,idle,0,0,,,\n"
		   "2026-11-22T14:03:07.250Z,0.250000000,pci/0000:03:00.2,foo0,net,1,tx,ok,11,4,1333,"
		   "1332,wqes\n");
	tell_pair(&world, model, NOON + SECOND / 4 + 3 * SECOND, 12, 1333);
	expect_csv(model, "interval_s,kickdoorbells_per_s,wqes_per_s,wqes_per_kick",
		   "3.000000000,0,,\n3.000000000,0.333,0,0\n");
	model_free(model);
	world_free(&world);
}

static void a_vendor_counter_stands_in_its_column_where_the_queue_has_it(void **state)
{
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	world_init(&world);
	tell_pair(&world, model, NOON, 10, 1000);
	tell_pair(&world, model, NOON + SECOND, 11, 1500);
	expect_csv(model, "queue,vendor:tx packets,vendor:tx packets/s,vendor:nothing",
		   "0,,,\n1,1500,500,\n");
	model_free(model);
	world_free(&world);
}

static void what_is_not_known_is_empty_and_never_0(void **state)
{
	struct world world;
	struct model *model = model_new(4);
	struct snapshot_device *device;

	(void)state;
	world_init(&world);
	world_begin(&world, NOON);
	world_mgmtdev(&world, "", "vdpasim_net");
	world_device(&world, "noaccess", 0);
	world_queue(&world, VDPA_ROLE_RX)->code = -EPERM;
	device = world_device(&world, "unknown", FLAT_NONE);
	device->valid = 0;
	device->vstats_code = -EOPNOTSUPP;
	world_queue(&world, VDPA_ROLE_UNKNOWN);
	world_tell(&world, model);
	expect_csv(model, "vm", "\"\"\n\"\"\n"); /* many readers skip a line that is empty */
	expect_csv(model, "vm,disk", ",\n,\n");
	expect_csv(model, NULL,
		   "2026-11-22T14:03:07.000Z,,vdpasim_net,noaccess,net,0,rx,no_access,,,,,\n"
		   "2026-11-22T14:03:07.000Z,,,unknown,,0,queue,no_data,,,,,\n");
	model_free(model);
	world_free(&world);
}

static void what_was_not_read_this_time_is_empty_too(void **state)
{
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	world_init(&world);
	tell_pair(&world, model, NOON, 10, 1000);
	tell_pair(&world, model, NOON + SECOND, 11, 1010);
	world_begin(&world, NOON + 2 * SECOND);
	world_mgmtdev(&world, "pci", "0000:03:00.2");
	world_device(&world, "foo0", 0);
	world_queue(&world, VDPA_ROLE_RX)->code = -ENODATA;
	world_queue(&world, VDPA_ROLE_TX)->code = -EBADMSG;
	world_tell(&world, model);
	expect_csv(model, NULL,
		   "2026-11-22T14:03:09.000Z,,pci/0000:03:00.2,foo0,net,0,rx,stale,,,,,\n"
		   "2026-11-22T14:03:09.000Z,,pci/0000:03:00.2,foo0,net,1,tx,stale,,,,,\n");
	model_free(model);
	world_free(&world);
}

static void a_mapped_doorbell_has_no_kicks(void **state)
{
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	world_init(&world);
	world_begin_facts(&world, NOON);
	world_fact(&world, "foo0", 1, "vhost_vdpa");
	world_mapping(&world, "foo0", 1);
	world_tell_facts(&world, model);
	tell_pair(&world, model, NOON, 10, 1000);
	expect_csv(model, "queue,driver,kickdoorbells,wqes", "0,vhost_vdpa,0,\n1,vhost_vdpa,,1000\n");
	tell_pair(&world, model, NOON + SECOND, 10, 1500);
	expect_csv(model, "queue,vendor:kickdoorbells,vendor:kickdoorbells/s,vendor:wqes", "0,0,0,\n1,,,1500\n");
	model_free(model);
	world_free(&world);
}

static void names_from_outside_are_quoted_and_harmless(void **state)
{
	static const char *const names[] = {
		"a,b", "say \"hi\"", "esc\x1b[31m", "two\nlines", "broken\xff", "broken\\xff", "x\\x5cxff\\xf",
		"gr\xc3\xbcn", " blank", "",
	};
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	world_init(&world);
	world_begin(&world, NOON);
	world_mgmtdev(&world, "", "m");
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		world_device(&world, names[i], 0);
		world_queue(&world, VDPA_ROLE_RX);
	}
	world_tell(&world, model);
	expect_csv(model, "device,queue",
		   "\"a,b\",0\n"
		   "\"say \"\"hi\"\"\",0\n"
		   "esc\\x1b[31m,0\n"
		   "two\\x0alines,0\n"
		   "broken\\xff,0\n"
		   "broken\\x5cxff,0\n"
		   "x\\x5cx5cxff\\xf,0\n"
		   "gr\xc3\xbcn,0\n"
		   "\" blank\",0\n"
		   ",0\n");
	model_free(model);
	world_free(&world);
}

static void a_name_of_5000_bytes_is_not_cut(void **state)
{
	char name[5001];
	char expected[5003];
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	memset(name, 'x', 5000);
	name[5000] = '\0';
	strcpy(stpcpy(expected, name), "\n");
	world_init(&world);
	world_begin(&world, NOON);
	world_mgmtdev(&world, "", "m");
	world_device(&world, name, 0);
	world_queue(&world, VDPA_ROLE_RX);
	world_tell(&world, model);
	expect_csv(model, "device", expected);
	model_free(model);
	world_free(&world);
}

static void the_largest_counter_is_written_exactly(void **state)
{
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	world_init(&world);
	tell_pair(&world, model, NOON, UINT64_MAX, UINT64_MAX - 1);
	expect_csv(model, "kickdoorbells,wqes", "0,\n18446744073709551615,18446744073709551614\n");
	model_free(model);
	world_free(&world);
}

static void a_device_that_only_the_host_knows_has_no_rows(void **state)
{
	struct world world;
	struct model *model = model_new(4);

	(void)state;
	world_init(&world);
	world_begin_facts(&world, NOON);
	world_fact(&world, "frozen0", 1, "vhost_vdpa");
	world_tell_facts(&world, model);
	assert_int_equal(model->device_count, 1);
	expect_csv(model, NULL, "");
	model_free(model);
	world_free(&world);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_default_header_is_frozen),
	cmocka_unit_test(a_list_replaces_the_default_and_a_plus_appends),
	cmocka_unit_test(vendor_counters_are_columns_by_their_own_names),
	cmocka_unit_test(a_column_that_does_not_exist_is_refused_with_those_that_do),
	cmocka_unit_test(a_column_that_does_not_exist_is_named_with_the_nearest),
	cmocka_unit_test(a_first_sample_has_counts_and_no_rates),
	cmocka_unit_test(delta_is_rate_times_interval),
	cmocka_unit_test(a_vendor_counter_stands_in_its_column_where_the_queue_has_it),
	cmocka_unit_test(what_is_not_known_is_empty_and_never_0),
	cmocka_unit_test(what_was_not_read_this_time_is_empty_too),
	cmocka_unit_test(a_mapped_doorbell_has_no_kicks),
	cmocka_unit_test(names_from_outside_are_quoted_and_harmless),
	cmocka_unit_test(a_name_of_5000_bytes_is_not_cut),
	cmocka_unit_test(the_largest_counter_is_written_exactly),
	cmocka_unit_test(a_device_that_only_the_host_knows_has_no_rows),
};

UNIT_MAIN(csv)
