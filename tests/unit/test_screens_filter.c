/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree while a filter is typed, drawn before the code was. */
#include "stage.h"

#include <string.h>

#include "screens.h"
#include "unit.h"

#define KEYS_LINE " Enter Accept Esc Cancel"

/* The terminal's own cursor stands where the next character goes. */
static void expect_cursor(struct stage *stage)
{
	assert_true(stage->frame.has_cursor);
	assert_int_equal(stage->frame.cursor_row, stage->frame.rows - 2);
	assert_int_equal(stage->frame.cursor_column, strlen(" Filter: driver:virtio"));
}

/*
 * While the filter is typed, what matches is there already, and what it belongs to; the header says that
 * not all is shown, and by which words; the line says what can be typed.
 */
static void a_filter_on_80x24_shows_what_matches_as_it_is_typed(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  filter: driver:virtio (2 of 4)  order frozen     1.0s  14:03:07",
		" kicks/s ≥6.55k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   614k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇    10 ok  3 idle",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.3   mlx5_core   1 device",
		"   ▸ db0              virtio_vdpa eth3               3   2.20k    180k ok",
		" ▾ vdpasim_blk        vdpa_sim    1 device",
		"   ▸ disk0            virtio_vdpa vda                2      50   4.00k ok",
		BLANK_ROWS,
		" ─ pci/0000:03:00.3 ───────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core  PCI 0000:03:00.3  function VF 1  NUMA node 0",
		" representor enp3s0f0npf0vf1  link down",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · MQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		" Filter: driver:virtio                       words  /regex/  !not  column:value",
		KEYS_LINE,
		NULL,
	};
	struct stage stage = stage_sized(scene_rack, 30, 24, 80);

	(void)state;
	press(&stage, "F4");
	type_text(&stage, "driver:virtio");
	expect_picture(&stage, picture);
	expect_cursor(&stage);
	stage_end(&stage);
}

/* The queues of a device that matches are there, too; those of others are not. The header has room for more. */
static void a_filter_on_120x40_shows_what_matches_as_it_is_typed(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  filter: driver:virtio (2 of 4 devices)  order frozen  Linux 6.12.117  4 mgmtdevs         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇        wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇          10 ok  3 idle",
		" DEVICE                     CLASS DRIVER      USED BY          VQS KICKS/s               WQES/s WQE/KICK SHARE HEALTH",
		" ▾ pci/0000:03:00.3         net   mlx5_core   1 device",
		"   ▾ db0                    net   virtio_vdpa eth3               3   2.20k ▇▇▇▇▇▇▇▇▇▇▇▇    180k     81.8       ok",
		"       rx 0                                                          1.50k ▇▇▇▇▇▇▇▇▇▇▇▇    120k     80.0   67% ok",
		"       tx 0                                                            700 ▇▇▇▇▇▇▇▇▇▇▇▇   60.0k     85.7   33% ok",
		"       ctrl                                                              0 ▁▁▁▁▁▁▁▁▁▁▁▁       0        –    0% idle",
		" ▾ vdpasim_blk              block vdpa_sim    1 device",
		"   ▾ disk0                  block virtio_vdpa vda                2      50 ▇▇▇▇▇▇▇▇▇▇▇▇   4.00k     80.0       ok",
		"       request 0                                                        40 ▇▇▇▇▇▇▇▇▇▇▇▇   3.00k     75.0   75% ok",
		"       request 1                                                        10 ▇▇▇▇▇▇▇▇▇▇▇▇   1.00k    100.0   25% ok",
		BLANK_ROWS,
		" ─ pci/0000:03:00.3 ───────────────────────────────────────────────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core  PCI 0000:03:00.3  function VF 1  NUMA node 0  representor enp3s0f0npf0vf1  link down",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · MQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		" Filter: driver:virtio                                                               words  /regex/  !not  column:value",
		KEYS_LINE,
		NULL,
	};
	struct stage stage = stage_sized(scene_rack, 30, 40, 120);

	(void)state;
	press(&stage, "F4");
	type_text(&stage, "driver:virtio");
	expect_picture(&stage, picture);
	expect_cursor(&stage);
	stage_end(&stage);
}

/* All columns of the rows that are left; the header says all that it says without a filter as well. */
static void a_filter_on_200x50_shows_what_matches_as_it_is_typed(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  filter: driver:virtio (2 of 4 devices)  order frozen  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                                                   1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                 wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                                                 10 ok  3 idle",
		" DEVICE                     CLASS DRIVER      USED BY               NUMA FUNCTION REPRESENTOR            MTU LINK  VQS  SIZE KICKS/s               WQES/s              WQE/KICK INFLIGHT SHARE HEALTH",
		" ▾ pci/0000:03:00.3         net   mlx5_core   1 device              0    VF 1     enp3s0f0npf0vf1 down",
		"   ▾ db0                    net   virtio_vdpa eth3                                                      9000 up      3   256   2.20k ▇▇▇▇▇▇▇▇▇▇▇▇    180k ▇▇▇▇▇▇▇▇▇▇▇▇     81.8                ok",
		"       rx 0                                                                                                                    1.50k ▇▇▇▇▇▇▇▇▇▇▇▇    120k ▇▇▇▇▇▇▇▇▇▇▇▇     80.0        –   67% ok",
		"       tx 0                                                                                                                      700 ▇▇▇▇▇▇▇▇▇▇▇▇   60.0k ▇▇▇▇▇▇▇▇▇▇▇▇     85.7        –   33% ok",
		"       ctrl                                                                                                                        0 ▁▁▁▁▁▁▁▁▁▁▁▁       0 ▁▁▁▁▁▁▁▁▁▁▁▁        –        –    0% idle",
		" ▾ vdpasim_blk              block vdpa_sim    1 device",
		"   ▾ disk0                  block virtio_vdpa vda                                                                    2            50 ▇▇▇▇▇▇▇▇▇▇▇▇   4.00k ▇▇▇▇▇▇▇▇▇▇▇▇     80.0                ok",
		"       request 0                                                                                                                  40 ▇▇▇▇▇▇▇▇▇▇▇▇   3.00k ▇▇▇▇▇▇▇▇▇▇▇▇     75.0        –   75% ok",
		"       request 1                                                                                                                  10 ▇▇▇▇▇▇▇▇▇▇▇▇   1.00k ▇▇▇▇▇▇▇▇▇▇▇▇    100.0        –   25% ok",
		BLANK_ROWS,
		" ─ pci/0000:03:00.3 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core  PCI 0000:03:00.3  function VF 1  NUMA node 0  representor enp3s0f0npf0vf1  link down",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · MQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		" Filter: driver:virtio                                                                                                                                               words  /regex/  !not  column:value",
		KEYS_LINE,
		NULL,
	};
	struct stage stage = stage_sized(scene_rack, 30, 50, 200);

	(void)state;
	press(&stage, "F4");
	type_text(&stage, "driver:virtio");
	expect_picture(&stage, picture);
	expect_cursor(&stage);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_filter_on_80x24_shows_what_matches_as_it_is_typed),
	cmocka_unit_test(a_filter_on_120x40_shows_what_matches_as_it_is_typed),
	cmocka_unit_test(a_filter_on_200x50_shows_what_matches_as_it_is_typed),
};

UNIT_MAIN(screens_filter)
