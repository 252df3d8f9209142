/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The formats of batch mode but csv and prometheus, written out as their readers get them. */
#include "report/format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"
#include "view/column_parse.h"
#include "world.h"

#define SECOND CLOCK_SECOND
#define NOON (INT64_C(1795356187) * SECOND) /* 2026-11-22T14:03:07Z */

static void expect(const struct format *format, const struct model *model, const char *list,
		   const char *expected)
{
	const struct format_run run = { .samples = 0 };
	struct column_list columns;
	struct array text = ARRAY_OF(char);

	column_list_init(&columns);
	if (*format->columns || list)
		assert_int_equal(column_list_parse(&columns, format->columns, list, COLUMN_FOR_REPORT, NULL), 0);
	if (format->put_header)
		assert_int_equal(format->put_header(&text, &columns), 0);
	assert_int_equal(format->put_sample(&text, &columns, model, &run), 0);
	array_append(&text, "", 1);
	assert_string_equal(text.data, expected);
	array_free(&text);
	column_list_free(&columns);
}

/* A net device with a queue that was read, and one that may not be. */
static void tell(struct fixture *fixture, int64_t time, uint64_t packets)
{
	struct world *world = &fixture->world;

	world_begin(world, time);
	world_mgmtdev(world, "pci", "0000:03:00.2");
	world_device(world, "foo0", 0);
	world_queue(world, VDPA_ROLE_RX);
	world_counter(world, "kickdoorbells", 10);
	world_counter(world, "rx packets", packets);
	world_queue(world, VDPA_ROLE_TX)->code = -EPERM;
	world_tell(world, fixture->model);
}

static void csv_long_has_a_line_for_each_counter(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, NOON, 1000);
	expect(&format_csv_long, fixture->model, NULL,
	       "time,interval_s,mgmtdev,device,class,queue,role,counter,value,per_s\n"
	       "2026-11-22T14:03:07.000Z,,pci/0000:03:00.2,foo0,net,0,rx,kickdoorbells,10,\n"
	       "2026-11-22T14:03:07.000Z,,pci/0000:03:00.2,foo0,net,0,rx,rx packets,1000,\n");
	tell(fixture, NOON + SECOND / 4, 1333);
	expect(&format_csv_long, fixture->model, NULL,
	       "time,interval_s,mgmtdev,device,class,queue,role,counter,value,per_s\n"
	       "2026-11-22T14:03:07.250Z,0.250000000,pci/0000:03:00.2,foo0,net,0,rx,kickdoorbells,10,0\n"
	       "2026-11-22T14:03:07.250Z,0.250000000,pci/0000:03:00.2,foo0,net,0,rx,rx packets,1333,1332\n");
}

static void csv_long_keeps_the_line_of_what_was_not_read_and_leaves_it_empty(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;

	tell(fixture, NOON, 1000);
	world_begin(world, NOON + SECOND);
	world_mgmtdev(world, "pci", "0000:03:00.2");
	world_device(world, "foo0", 0);
	world_queue(world, VDPA_ROLE_RX)->code = -ENODATA;
	world_tell(world, fixture->model);
	expect(&format_csv_long, fixture->model, NULL,
	       "time,interval_s,mgmtdev,device,class,queue,role,counter,value,per_s\n"
	       "2026-11-22T14:03:08.000Z,,pci/0000:03:00.2,foo0,net,0,rx,kickdoorbells,,\n"
	       "2026-11-22T14:03:08.000Z,,pci/0000:03:00.2,foo0,net,0,rx,rx packets,,\n");
}

/* What a driver may call its counters: nothing of it is taken for something else. */
static const char *const hostile[] = {
	"kickdoorbells", "wqes", "wqes", "wqes#2", "a,b", "say \"hi\"", "two\nlines", "esc\x1b[2J",
	"broken\xff", "broken\\xff", "gr\xc3\xbcn",
};

static void tell_hostile(struct fixture *fixture)
{
	struct world *world = &fixture->world;

	world_begin(world, NOON);
	world_mgmtdev(world, "", "m,\x1b");
	world_device(world, "\"\xff\n", 0);
	world_queue(world, VDPA_ROLE_RX);
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++)
		world_counter(world, hostile[i], i);
	world_tell(world, fixture->model);
}

static void csv_long_tells_every_counter_apart_whatever_it_is_called(void **state)
{
#define BEGIN "2026-11-22T14:03:07.000Z,,\"m,\\x1b\",\"\"\"\\xff\\x0a\",net,0,rx,"
	struct fixture *fixture = *state;

	tell_hostile(fixture);
	expect(&format_csv_long, fixture->model, NULL,
	       "time,interval_s,mgmtdev,device,class,queue,role,counter,value,per_s\n"
	       BEGIN "kickdoorbells,0,\n"
	       BEGIN "wqes,1,\n"
	       BEGIN "wqes#3,2,\n"
	       BEGIN "wqes#2,3,\n"
	       BEGIN "\"a,b\",4,\n"
	       BEGIN "\"say \"\"hi\"\"\",5,\n"
	       BEGIN "two\\x0alines,6,\n"
	       BEGIN "esc\\x1b[2J,7,\n"
	       BEGIN "broken\\xff,8,\n"
	       BEGIN "broken\\x5cxff,9,\n"
	       BEGIN "gr\xc3\xbcn,10,\n");
#undef BEGIN
}

static void jsonl_tells_every_counter_apart_whatever_it_is_called(void **state)
{
	struct fixture *fixture = *state;

	tell_hostile(fixture);
	expect(&format_jsonl, fixture->model, NULL,
	       "{\"time\":\"2026-11-22T14:03:07.000Z\","
	       "\"mgmtdevs\":[{\"name\":\"m,\\u001b\",\"supported_classes\":[\"net\"],"
	       "\"devices\":[\"\\\"\\\\xff\\n\"]}],"
	       "\"devices\":[{\"name\":\"\\\"\\\\xff\\n\",\"type\":\"network\",\"mgmtdev\":\"m,\\u001b\","
	       "\"max_vqs\":3,\"class\":\"net\","
	       "\"negotiated_features\":[],\"device_features\":[],\"health\":\"ok\",\"kickdoorbells\":0,\"wqes\":1,"
	       "\"wqes_source\":\"wqes\","
	       "\"queues\":[{\"index\":0,\"role\":\"rx\",\"health\":\"ok\",\"kickdoorbells\":0,\"wqes\":1,"
	       "\"wqes_source\":\"wqes\",\"counters\":{\"kickdoorbells\":0,\"wqes\":1,\"wqes#3\":2,"
	       "\"wqes#2\":3,\"a,b\":4,\"say \\\"hi\\\"\":5,\"two\\nlines\":6,\"esc\\u001b[2J\":7,"
	       "\"broken\\\\xff\":8,\"broken\\\\x5cxff\":9,\"gr\xc3\xbcn\":10}}]}]}\n");
}

static void text_is_safe_and_nothing_in_it_is_cut(void **state)
{
	struct fixture *fixture = *state;

	tell_hostile(fixture);
	expect(&format_text, fixture->model,
	       "mgmtdev,device,queue,wqes,vendor:a\\,b,vendor:broken\xff,vendor:esc\x1b[2J",
	       "2026-11-22T14:03:07.000Z  1 device, 1 queue\n"
	       "MGMTDEV          DEVICE           QUEUE        WQES     a,b broken\\xff esc\\x1b[2J\n"
	       "m,\\x1b           \"\\xff\\x0a            0           1       4          8          7\n"
	       "\n");
}

static void jsonl_has_all_that_is_known_and_no_more(void **state)
{
	struct fixture *fixture = *state;
	struct snapshot_device *device;
	struct world *world = &fixture->world;

	world_begin_facts(world, NOON);
	world_fact(world, "foo0", 1, "vhost_vdpa")->node = world_fact_text(world, "/dev/vhost-vdpa-0");
	world_user(world, "foo0", "qemu-system-x86", "vm \"1\"", 4711);
	world_fact(world, "frozen0", 2, "virtio_vdpa");
	world_tell_facts(world, fixture->model);
	tell(fixture, NOON, UINT64_MAX - 1);
	world_begin(world, NOON + SECOND / 2);
	world_mgmtdev(world, "pci", "0000:03:00.2");
	device = world_device(world, "foo0", 0);
	device->vendor = 0x15b3;
	device->valid |= VDPA_HAS_VENDOR;
	device->config.valid |= VDPA_HAS_MAC | VDPA_HAS_STATUS | VDPA_HAS_MTU | VDPA_HAS_FEATURES;
	device->config.mac[5] = 1;
	device->config.status = 3;
	device->config.mtu = 1500;
	device->config.features = (UINT64_C(1) << VDPA_NET_F_MAC) | (UINT64_C(1) << 49);
	world_queue(world, VDPA_ROLE_RX);
	world_counter(world, "kickdoorbells", 11);
	world_counter(world, "rx packets", UINT64_MAX);
	world_queue(world, VDPA_ROLE_TX)->code = -EPERM;
	world_tell(world, fixture->model);
	expect(&format_jsonl, fixture->model, NULL,
	       "{\"time\":\"2026-11-22T14:03:07.500Z\","
	       "\"mgmtdevs\":[{\"name\":\"pci/0000:03:00.2\",\"supported_classes\":[\"net\"],"
	       "\"devices\":[\"foo0\"]}],"
	       "\"devices\":[{\"name\":\"foo0\",\"type\":\"network\",\"mgmtdev\":\"pci/0000:03:00.2\","
	       "\"vendor_id\":5555,\"max_vqs\":3,\"class\":\"net\",\"mac\":\"00:00:00:00:00:01\",\"link\":\"up\","
	       "\"link_announce\":true,\"mtu\":1500,\"negotiated_features\":[],\"device_features\":[\"MAC\",49],"
	       "\"driver\":\"vhost_vdpa\",\"node\":\"/dev/vhost-vdpa-0\","
	       "\"users\":[{\"pid\":4711,\"command\":\"qemu-system-x86\",\"vm\":\"vm \\\"1\\\"\"}],"
	       "\"health\":\"no_access\",\"kickdoorbells\":11,\"wqes\":18446744073709551615,"
	       "\"wqes_source\":\"rx packets\",\"interval_s\":0.500000000,\"kickdoorbells_per_s\":2,\"wqes_per_s\":2,"
	       "\"queues\":[{\"index\":0,\"role\":\"rx\",\"health\":\"ok\","
	       "\"kickdoorbells\":11,\"wqes\":18446744073709551615,\"wqes_source\":\"rx packets\","
	       "\"interval_s\":0.500000000,\"kickdoorbells_per_s\":2,\"wqes_per_s\":2,\"counters\":{\"kickdoorbells\":11,"
	       "\"rx packets\":18446744073709551615}},"
	       "{\"index\":1,\"role\":\"tx\",\"health\":\"no_access\","
	       "\"reason\":\"reading counters needs CAP_NET_ADMIN\"}]},"
	       "{\"name\":\"frozen0\",\"driver\":\"virtio_vdpa\",\"users\":[],\"health\":\"no_data\","
	       "\"reason\":\"known from sysfs only: netlink has not named it\",\"queues\":[]}]}\n");
}

static void jsonl_leaves_out_what_was_not_read_this_time(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;

	for (int i = 0; i < 2; i++) {
		world_begin(world, NOON + i * SECOND);
		world_device(world, "foo0", FLAT_NONE);
		world_queue(world, VDPA_ROLE_TX)->code = i ? -ENODATA : 0;
		for (int j = 0; !i && j < 3; j++)
			world_counter(world, (const char *[]){ "kickdoorbells", "received_desc", "completed_desc" }[j], 7);
		world_tell(world, fixture->model);
	}
	assert_true(fixture->model->queues[0].has_kicks && fixture->model->queues[0].has_wqes &&
		    fixture->model->queues[0].has_in_flight && fixture->model->devices[0].has_wqes);
	expect(&format_jsonl, fixture->model, NULL,
	       "{\"time\":\"2026-11-22T14:03:08.000Z\",\"mgmtdevs\":[],"
	       "\"devices\":[{\"name\":\"foo0\",\"type\":\"network\",\"max_vqs\":3,\"class\":\"net\","
	       "\"negotiated_features\":[],\"device_features\":[],\"health\":\"stale\","
	       "\"interval_s\":1.000000000,\"queues\":[{\"index\":0,\"role\":\"tx\",\"health\":\"stale\","
	       "\"reason\":\"its counters could not be read\"}]}]}\n");
}

static void jsonl_names_the_configuration_of_a_block_device(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;
	struct snapshot_device *device;

	world_begin(world, NOON);
	device = world_device(world, "disk0", FLAT_NONE);
	device->class_id = VDPA_CLASS_BLOCK;
	device->config.valid &= ~(uint32_t)VDPA_HAS_NEGOTIATED;
	device->config.block = (struct vdpa_block_config){
		.capacity = 2048, .phy_blk_exp = 3, .read_only = 1,
		.valid = VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_CFG_CAPACITY) |
			 VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_CFG_PHY_BLK_EXP) |
			 VDPA_BLOCK_BIT(VDPA_ATTR_DEV_BLK_READ_ONLY),
	};
	world_tell(world, fixture->model);
	expect(&format_jsonl, fixture->model, NULL,
	       "{\"time\":\"2026-11-22T14:03:07.000Z\",\"mgmtdevs\":[],"
	       "\"devices\":[{\"name\":\"disk0\",\"type\":\"block\",\"max_vqs\":3,\"class\":\"block\",\"device_features\":[],"
	       "\"capacity\":2048,\"physical_block_exp\":3,\"read_only\":true,"
	       "\"health\":\"no_data\",\"queues\":[]}]}\n");
}

static void a_doorbell_that_is_mapped_is_told_of_and_not_counted(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;

	world_begin_facts(world, NOON);
	world_fact(world, "foo0", 1, "vhost_vdpa");
	world_mapping(world, "foo0", 0);
	world_tell_facts(world, fixture->model);
	tell(fixture, NOON, 5);
	expect(&format_csv_long, fixture->model, NULL,
	       "time,interval_s,mgmtdev,device,class,queue,role,counter,value,per_s\n"
	       "2026-11-22T14:03:07.000Z,,pci/0000:03:00.2,foo0,net,0,rx,kickdoorbells,,\n"
	       "2026-11-22T14:03:07.000Z,,pci/0000:03:00.2,foo0,net,0,rx,rx packets,5,\n");
	expect(&format_jsonl, fixture->model, NULL,
	       "{\"time\":\"2026-11-22T14:03:07.000Z\","
	       "\"mgmtdevs\":[{\"name\":\"pci/0000:03:00.2\",\"supported_classes\":[\"net\"],"
	       "\"devices\":[\"foo0\"]}],"
	       "\"devices\":[{\"name\":\"foo0\",\"type\":\"network\",\"mgmtdev\":\"pci/0000:03:00.2\",\"max_vqs\":3,\"class\":\"net\","
	       "\"negotiated_features\":[],\"device_features\":[],\"driver\":\"vhost_vdpa\",\"users\":[],\"health\":\"no_access\","
	       "\"mapped_queues\":1,\"wqes\":5,\"wqes_source\":\"rx packets\","
	       "\"queues\":[{\"index\":0,\"role\":\"rx\",\"health\":\"ok\",\"mapped\":true,\"wqes\":5,"
	       "\"wqes_source\":\"rx packets\",\"counters\":{\"rx packets\":5}},"
	       "{\"index\":1,\"role\":\"tx\",\"health\":\"no_access\","
	       "\"reason\":\"reading counters needs CAP_NET_ADMIN\"}]}]}\n");
}

static void text_is_a_table_of_80_columns(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, NOON, 1000);
	tell(fixture, NOON + SECOND, UINT64_C(123456789012));
	expect(&format_text, fixture->model, NULL,
	       "2026-11-22T14:03:08.000Z  1 device, 2 queues\n"
	       "DEVICE           QUEUE ROLE    HEALTH          KICKS KICKS/s        WQES  WQES/s\n"
	       "foo0                 0 rx      ok                 10       0        123G    123G\n"
	       "foo0                 1 tx      no_access           -       -           -       -\n"
	       "\n");
}

static void text_widens_a_column_for_a_name_and_for_no_longer(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;

	for (int i = 0; i < 2; i++) {
		world_begin(world, NOON + i * SECOND);
		world_device(world, i ? "short" : "a name of 24 characters.", FLAT_NONE);
		world_queue(world, VDPA_ROLE_RX);
		world_tell(world, fixture->model);
		expect(&format_text, fixture->model, "queue,device,role",
		       i ? "2026-11-22T14:03:08.000Z  1 device, 1 queue\n"
			   "QUEUE DEVICE           ROLE\n"
			   "    0 short            rx\n\n" :
			   "2026-11-22T14:03:07.000Z  1 device, 1 queue\n"
			   "QUEUE DEVICE                   ROLE\n"
			   "    0 a name of 24 characters. rx\n\n");
	}
}

static void without_devices_a_sample_still_says_so(void **state)
{
	struct fixture *fixture = *state;

	world_begin(&fixture->world, NOON);
	world_tell(&fixture->world, fixture->model);
	expect(&format_text, fixture->model, NULL, "2026-11-22T14:03:07.000Z  0 devices, 0 queues\n\n");
	expect(&format_jsonl, fixture->model, NULL,
	       "{\"time\":\"2026-11-22T14:03:07.000Z\",\"mgmtdevs\":[],\"devices\":[]}\n");
	expect(&format_csv_long, fixture->model, NULL,
	       "time,interval_s,mgmtdev,device,class,queue,role,counter,value,per_s\n");
}

static void every_format_has_a_name_of_its_own(void **state)
{
	(void)state;
	for (enum format_id id = 0; id < FORMAT_COUNT; id++) {
		enum format_id found = FORMAT_COUNT;

		assert_true(format_find(format_name(id), &found));
		assert_int_equal(found, id);
		assert_non_null(format_of(id)->put_sample);
		assert_non_null(format_of(id)->columns);
		assert_true(strlen(format_help(id)) > 0);
	}
	assert_false(format_find("CSV", &(enum format_id){ 0 }));
	assert_false(format_find("", &(enum format_id){ 0 }));
}

static const struct CMUnitTest tests[] = {
	with_model(csv_long_has_a_line_for_each_counter),
	with_model(csv_long_keeps_the_line_of_what_was_not_read_and_leaves_it_empty),
	with_model(csv_long_tells_every_counter_apart_whatever_it_is_called),
	with_model(jsonl_tells_every_counter_apart_whatever_it_is_called),
	with_model(text_is_safe_and_nothing_in_it_is_cut),
	with_model(jsonl_has_all_that_is_known_and_no_more),
	with_model(jsonl_leaves_out_what_was_not_read_this_time),
	with_model(jsonl_names_the_configuration_of_a_block_device),
	with_model(a_doorbell_that_is_mapped_is_told_of_and_not_counted),
	with_model(text_is_a_table_of_80_columns),
	with_model(text_widens_a_column_for_a_name_and_for_no_longer),
	with_model(without_devices_a_sample_still_says_so),
	cmocka_unit_test(every_format_has_a_name_of_its_own),
};

UNIT_MAIN(formats)
