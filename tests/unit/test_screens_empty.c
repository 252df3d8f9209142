/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hosts with nothing to show: what is missing, and the command that brings it. */
#include "stage.h"

#include "screens.h"
#include "unit.h"

static struct stage empty_stage(int rows, int columns)
{
	struct scene scene = scene_rack;

	scene.device_count = 0;
	return stage_sized(scene, 1, rows, columns);
}

static struct stage missing_stage(int rows, int columns)
{
	return stage_sized((struct scene){ .family = SNAPSHOT_FAMILY_NO_MODULE }, 1, rows, columns);
}

/*
 * What devices can be made from, what each could do, and the command that makes the first: with the name of
 * a management device of this very host.
 */
static void an_empty_host_on_80x24_says_how_to_make_a_device(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  0 devices  0 queues  1.0s  14:03:07",
		" kicks/s      –  wqes/s      –",
		" No vDPA device yet.",
		" Make one: F7, or vdpa dev add name vdpa0 mgmtdev pci/0000:03:00.2",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		"   pci/0000:03:00.2   mlx5_core   0 devices",
		"   pci/0000:03:00.3   mlx5_core   0 devices",
		"   auxiliary/mlx5_co… mlx5_core   0 devices",
		"   vdpasim_blk        vdpa_sim    0 devices",
		BLANK_ROWS,
		" ─ pci/0000:03:00.2 ───────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core  PCI 0000:03:00.2  function VF 0  NUMA node 0",
		" representor enp3s0f0npf0vf0  link up",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · MQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		KEYS_80,
		NULL,
	};
	struct stage stage = empty_stage(24, 80);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* The class of each management device says what kind of device it makes; its features stand below. */
static void an_empty_host_on_120x40_says_how_to_make_a_device(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  0 devices  0 queues                                          1.0s  14:03:07",
		" kicks/s      –  wqes/s      –",
		" No vDPA device yet.",
		" Make one: F7, or vdpa dev add name vdpa0 mgmtdev pci/0000:03:00.2",
		" DEVICE                     CLASS DRIVER      USED BY          VQS KICKS/s               WQES/s WQE/KICK SHARE HEALTH",
		"   pci/0000:03:00.2         net   mlx5_core   0 devices",
		"   pci/0000:03:00.3         net   mlx5_core   0 devices",
		"   auxiliary/mlx5_core.sf.4 net   mlx5_core   0 devices",
		"   vdpasim_blk              block vdpa_sim    0 devices",
		BLANK_ROWS,
		" ─ pci/0000:03:00.2 ───────────────────────────────────────────────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core  PCI 0000:03:00.2  function VF 0  NUMA node 0  representor enp3s0f0npf0vf0  link up",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · MQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		KEYS_120,
		NULL,
	};
	struct stage stage = empty_stage(40, 120);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* Also which function and NUMA node each is, and whether its representor is up: not that of VF 1. */
static void an_empty_host_on_200x50_says_how_to_make_a_device(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  0 devices  0 queues                                                                                                                          1.0s  14:03:07",
		" kicks/s      –  wqes/s      –",
		" No vDPA device yet.",
		" Make one: F7, or vdpa dev add name vdpa0 mgmtdev pci/0000:03:00.2",
		" DEVICE                     CLASS DRIVER      USED BY               NUMA FUNCTION REPRESENTOR            MTU LINK  VQS  SIZE KICKS/s               WQES/s              WQE/KICK INFLIGHT SHARE HEALTH",
		"   pci/0000:03:00.2         net   mlx5_core   0 devices             0    VF 0     enp3s0f0npf0vf0 up",
		"   pci/0000:03:00.3         net   mlx5_core   0 devices             0    VF 1     enp3s0f0npf0vf1 down",
		"   auxiliary/mlx5_core.sf.4 net   mlx5_core   0 devices             1    SF 88",
		"   vdpasim_blk              block vdpa_sim    0 devices",
		BLANK_ROWS,
		" ─ pci/0000:03:00.2 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core  PCI 0000:03:00.2  function VF 0  NUMA node 0  representor enp3s0f0npf0vf0  link up",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · MQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		KEYS_200,
		NULL,
	};
	struct stage stage = empty_stage(50, 200);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/*
 * No figures and no titles over nothing: what is not there, how to load it, how to look around without it; and
 * that nobody has to start the program again afterwards.
 */
static void without_the_module_80x24_says_how_to_load_it(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  0 mgmtdevs  0 devices  0 queues  1.0s  14:03:07",
		BLANK_ROWS,
		" The vdpa kernel module is not loaded.",
		" Load it:                modprobe vdpa",
		" Look around without it: vdpatop --demo",
		" This screen waits, and comes alive when the module is there.",
		BLANK_ROWS,
		KEYS_80,
		NULL,
	};
	struct stage stage = missing_stage(24, 80);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* More room makes no more words, and no empty frame of a table. */
static void without_the_module_120x40_says_how_to_load_it(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  0 mgmtdevs  0 devices  0 queues                                          1.0s  14:03:07",
		BLANK_ROWS,
		" The vdpa kernel module is not loaded.",
		" Load it:                modprobe vdpa",
		" Look around without it: vdpatop --demo",
		" This screen waits, and comes alive when the module is there.",
		BLANK_ROWS,
		KEYS_120,
		NULL,
	};
	struct stage stage = missing_stage(40, 120);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* On the largest screen it still stands at the top left, where one looks first. */
static void without_the_module_200x50_says_how_to_load_it(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  0 mgmtdevs  0 devices  0 queues                                                                                                                          1.0s  14:03:07",
		BLANK_ROWS,
		" The vdpa kernel module is not loaded.",
		" Load it:                modprobe vdpa",
		" Look around without it: vdpatop --demo",
		" This screen waits, and comes alive when the module is there.",
		BLANK_ROWS,
		KEYS_200,
		NULL,
	};
	struct stage stage = missing_stage(50, 200);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

static void without_the_module_nothing_is_added_and_the_key_says_why(void **state)
{
	struct stage stage = missing_stage(24, 80);

	(void)state;
	assert_int_equal(style_of(&stage, "F7Add"), STYLE_DIM);
	press(&stage, "F7");
	expect_words(&stage, "add: the vdpa kernel module is not loaded: modprobe vdpa");
	stage_end(&stage);
	stage = stage_sized((struct scene){ .family = SNAPSHOT_FAMILY_NO_NETNS }, 1, 24, 80);
	press(&stage, "F7");
	expect_words(&stage, "add: vDPA can be changed from the initial network namespace only");
	stage_end(&stage);
}

static void without_a_management_device_nothing_is_added_and_the_key_says_what_to_load(void **state)
{
	struct stage stage = stage_sized((struct scene){ .family = SNAPSHOT_FAMILY_PRESENT }, 1, 24, 80);

	(void)state;
	assert_int_equal(style_of(&stage, "F7Add"), STYLE_DIM);
	press(&stage, "F7");
	expect_words(&stage, "add: there is no management device: load its driver");
	stage_end(&stage);
	stage = empty_stage(24, 80);
	assert_int_equal(style_of(&stage, "F7Add"), STYLE_KEY);
	press(&stage, "F7");
	expect_words(&stage, "Add devices");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(an_empty_host_on_80x24_says_how_to_make_a_device),
	cmocka_unit_test(an_empty_host_on_120x40_says_how_to_make_a_device),
	cmocka_unit_test(an_empty_host_on_200x50_says_how_to_make_a_device),
	cmocka_unit_test(without_the_module_80x24_says_how_to_load_it),
	cmocka_unit_test(without_the_module_120x40_says_how_to_load_it),
	cmocka_unit_test(without_the_module_200x50_says_how_to_load_it),
	cmocka_unit_test(without_the_module_nothing_is_added_and_the_key_says_why),
	cmocka_unit_test(without_a_management_device_nothing_is_added_and_the_key_says_what_to_load),
};

UNIT_MAIN(screens_empty)
