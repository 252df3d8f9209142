/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The page of one thing (Enter): that of a device is in test_screens_features.c, here are a queue's and
 * a management device's, what is not known and why, a disk's whole configuration, and scrolling.
 */
#include <errno.h>
#include <string.h>

#include "stage.h"
#include "unit.h"
#include "vdpa/numbers.h"
#include "world.h"

/* The page of the row that is DOWN rows below the first. */
static struct stage page_of(struct scene scene, int seconds, int down)
{
	struct stage stage = stage_of(scene, seconds);

	for (int i = 0; i < down; i++)
		press(&stage, "Down");
	press(&stage, "Enter");
	return stage;
}

static void expect_page(struct stage *stage, const char *const *picture, int rows)
{
	stage_draw(stage);
	for (int row = 0; row < rows; row++)
		expect_row(stage, row + 2, picture[row]);
}

#define EXPECT_PAGE(stage, picture) \
	expect_page(stage, picture, (int)(sizeof(picture) / sizeof((picture)[0])))

/* That nothing is completed, with the figures that prove it and how long they have been so. */
static void of_a_queue_every_counter_is_said_with_its_past_and_its_meaning(void **state)
{
	static const char *const picture[] = {
		" ─ foo0 tx 0 ──────────────────────────────────────────────────────────────────",
		" Queue",
		"   virtqueue 1  of foo0  role tx  share of the device 0%",
		"   ▲ stalled: doorbells are rung or elements wait, and nothing is completed",
		" Counters                    total  now/s  min/s  avg/s  max/s   over",
		"   kickdoorbells             64000  2.10k  2.10k  2.10k  2.10k    29s  ▇▇▇▇▇▇▇▇",
		"   wqes                       1000      0      0      0      0    29s  ▁▁▁▁▁▁▁▁",
		" Not known",
		"   – INFLIGHT: this driver does not count what was submitted",
		" What they count",
		"   kickdoorbells: doorbells that the host kernel relayed; none that a guest rang",
		"   through a mapped page. A stock kernel does not count them",
		"   wqes: elements that the device has completed. A stock kernel does not count",
		"   them",
		"",
	};
	struct stage stage = page_of(scene_host, 30, 3);

	(void)state;
	EXPECT_PAGE(&stage, picture);
	stage_end(&stage);
}

/* What can be made of it, what was, and what each of its features would mean. */
static void of_a_management_device_the_use_and_the_limits_are_said(void **state)
{
	static const char *const picture[] = {
		" ─ pci/0000:03:00.2 ───────────────────────────────────────────────────────────",
		" Management device",
		"   driver mlx5_core  PCI 0000:03:00.2  function VF 0  NUMA node 0",
		"   representor enp3s0f0npf0vf0  link up",
		"   makes net",
		" Devices",
		"   1 of 1 possible: mlx5_core makes one for each function",
		"   web0  vhost_vdpa  vm-web01 (4711)  ok",
		" Features  · supported only",
		"   · MRG_RXBUF          15  a received packet may fill several buffers",
		"   · CTRL_VQ            17  there is a control queue",
		"   · MQ                 22  several pairs of queues, packets steered by flow",
		"   · VERSION_1          32  the device follows virtio 1.0 or later",
		"   · RING_PACKED        34  packed virtqueues",
		"   · RSS                60  the driver steers received packets by hash and table",
		"",
	};
	struct stage stage = page_of(scene_rack, 30, 0);

	(void)state;
	EXPECT_PAGE(&stage, picture);
	stage_end(&stage);
}

static void how_many_devices_are_possible_is_said_only_where_it_is_known(void **state)
{
	struct scene scene = scene_rack;
	struct stage stage;

	(void)state;
	scene.mgmtdevs[0].driver = "vdpa_sim";
	stage = page_of(scene, 3, 0);
	expect_words(&stage, "   1; the simulator sets no limit");
	stage_end(&stage);
	scene.mgmtdevs[0].driver = "newcomer";
	stage = page_of(scene, 3, 0);
	expect_words(&stage, "   1; how many are possible is not known");
	stage_end(&stage);
}

static void who_holds_a_device_is_listed_when_there_are_several(void **state)
{
	struct stage stage = stage_of((struct scene){ 0 }, 0);
	struct world world;

	(void)state;
	world_init(&world);
	world_begin_facts(&world, SCENE_NOW);
	world_fact(&world, "foo0", 1, "vhost_vdpa");
	world_user(&world, "foo0", "qemu-system-x86", "vm-web01", 4711);
	world_user(&world, "foo0", "vdpa-watch", "", 4800);
	world_tell_facts(&world, stage.model);
	world_begin(&world, SCENE_NOW);
	world_mgmtdev(&world, "pci", "0000:03:00.2");
	world_device(&world, "foo0", 0);
	world_tell(&world, stage.model);
	stage.status.connection = VIEW_CONNECTED;
	press(&stage, "Down");
	press(&stage, "Enter");
	expect_words(&stage, "used by vm-web01 (4711) +1");
	expect_words(&stage, " Processes that hold it");
	expect_words(&stage, "   qemu-system-x86  pid 4711  VM vm-web01");
	expect_words(&stage, "   vdpa-watch  pid 4800");
	world_free(&world);
	stage_end(&stage);
}

static void figures_that_are_not_known_are_named_with_the_reason_once(void **state)
{
	struct scene scene = scene_host;
	struct stage stage;

	(void)state;
	for (int queue = 0; queue < 3; queue++)
		scene.devices[0].queues[queue].kicks = -1;
	stage = page_of(scene, 5, 1);
	expect_words(&stage, " Not known");
	expect_words(&stage, "   – KICKS, KICKS/s, WQE/KICK: this kernel does not count doorbells");
	expect_no_words(&stage, "WQES/s:");
	stage_end(&stage);
	scene.devices[0].code = -EPERM;
	stage = page_of(scene, 5, 1);
	expect_words(&stage, "WQE/KICK: reading counters needs");
	stage_end(&stage);
}

/* A host with one device, a disk, all of whose configuration is known. */
static void of_a_disk_the_whole_configuration_is_said(void **state)
{
	static const char *const picture[] = {
		" Configuration",
		"   capacity 2.0 GiB  block size 512  queues 4  read-only",
		"   can be flushed  physical block 4096  segments of a request 126",
		"   bytes of a segment 65536  first aligned block 1  least I/O in blocks 8",
		"   best I/O in blocks 64  sectors of a discard 2048  segments of a discard 2",
		"   discard alignment in sectors 16  sectors of a write-zeroes 1024",
		"   segments of a write-zeroes 3",
		"   no driver has negotiated features",
	};
	struct stage stage = stage_of((struct scene){ 0 }, 0);
	struct snapshot_device *device;
	struct world world;
	int row;

	(void)state;
	world_init(&world);
	world_begin(&world, SCENE_NOW);
	world_mgmtdev(&world, "", "vdpasim_blk");
	device = world_device(&world, "disk0", 0);
	device->class_id = device->config.class_id = VDPA_CLASS_BLOCK;
	device->config.valid = VDPA_HAS_FEATURES;
	device->config.block = (struct vdpa_block_config){
		.capacity = 4194304, .size_max = 65536, .blk_size = 512, .seg_max = 126, .num_queues = 4,
		.phy_blk_exp = 3, .align_offset = 1, .min_io_size = 8, .opt_io_size = 64,
		.max_discard_sec = 2048, .max_discard_seg = 2, .discard_sec_align = 16,
		.max_write_zeroes_sec = 1024, .max_write_zeroes_seg = 3, .read_only = 1, .flush = 1,
		.valid = UINT32_MAX,
	};
	world_tell(&world, stage.model);
	stage.status.connection = VIEW_CONNECTED;
	press(&stage, "Down");
	press(&stage, "Enter");
	row = row_with(&stage, picture[0]);
	for (size_t i = 0; i < sizeof(picture) / sizeof(picture[0]); i++)
		expect_row(&stage, row + (int)i, picture[i]);
	world_free(&world);
	stage_end(&stage);
}

static void a_page_that_is_longer_than_the_screen_scrolls(void **state)
{
	struct stage stage = page_of(scene_rack, 30, 1);

	(void)state;
	assert_int_equal(frame_resize(&stage.frame, 14, 80), 0);
	expect_row(&stage, 2, " ─ web0 ────────────────────────────────────────────────────── rows 1-9 of 13 ─");
	expect_row(&stage, 3, " Device");
	press(&stage, "Down");
	expect_row(&stage, 2, " ─ web0 ───────────────────────────────────────────────────── rows 2-10 of 13 ─");
	expect_row(&stage, 3, "   class net  driver vhost_vdpa  /dev/vhost-vdpa-0  used by vm-web01 (4711)");
	press(&stage, "End");
	press(&stage, "Down");
	expect_row(&stage, 11,
		   "   · RSS                60  the driver steers received packets by hash and table");
	press(&stage, "Home");
	expect_row(&stage, 3, " Device");
	press(&stage, "PgDn");
	press(&stage, "q");
	expect_words(&stage, "DEVICE");
	stage_end(&stage);
}

static void a_page_that_gets_shorter_shows_its_end_and_nothing_behind_it(void **state)
{
	struct stage stage = page_of(scene_rack, 30, 1);

	(void)state;
	assert_int_equal(frame_resize(&stage.frame, 14, 80), 0);
	press(&stage, "End");
	assert_int_equal(frame_resize(&stage.frame, 17, 80), 0);
	expect_row(&stage, 14,
		   "   · RSS                60  the driver steers received packets by hash and table");
	assert_int_equal(frame_resize(&stage.frame, 40, 80), 0);
	expect_row(&stage, 3, " Device");
	stage_end(&stage);
}

static void every_size_can_be_drawn(void **state)
{
	static const struct scene *const scenes[] = { &scene_host, &scene_rack };

	(void)state;
	for (int i = 0; i < 8; i++) {
		struct stage stage = page_of(*scenes[i % 2], 20, i / 2);

		for (int rows = 1; rows <= 30; rows++) {
			for (int columns = 1; columns <= 130; columns += 1 + columns / 15) {
				assert_int_equal(frame_resize(&stage.frame, rows, columns), 0);
				press(&stage, columns % 3 ? "PgDn" : "Up");
				assert_int_equal(stage.frame.overwritten, 0);
			}
		}
		stage_end(&stage);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(of_a_queue_every_counter_is_said_with_its_past_and_its_meaning),
	cmocka_unit_test(of_a_management_device_the_use_and_the_limits_are_said),
	cmocka_unit_test(how_many_devices_are_possible_is_said_only_where_it_is_known),
	cmocka_unit_test(who_holds_a_device_is_listed_when_there_are_several),
	cmocka_unit_test(figures_that_are_not_known_are_named_with_the_reason_once),
	cmocka_unit_test(of_a_disk_the_whole_configuration_is_said),
	cmocka_unit_test(a_page_that_is_longer_than_the_screen_scrolls),
	cmocka_unit_test(a_page_that_gets_shorter_shows_its_end_and_nothing_behind_it),
	cmocka_unit_test(every_size_can_be_drawn),
};

UNIT_MAIN(page)
