/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A recording on the screen: nobody may take it for what happens now. */
#include "stage.h"

#include "base/clock.h"
#include "screens.h"
#include "unit.h"

static struct stage replay_stage(int rows, int columns)
{
	struct stage stage = stage_sized(scene_host, 30, rows, columns);

	stage.status.replay = (struct view_replay){
		.is_replay = true, .sample = 45, .samples = 600, .speed = 1,
		.first = SCENE_NOW - 44 * CLOCK_SECOND, .last = SCENE_NOW + 555 * CLOCK_SECOND,
	};
	stage.status.is_paused = true;
	stage.status.no_change = stage.status.no_bind = "nothing can be changed in a replay";
	return stage;
}

static void a_replay_on_80x24_says_so(void **state)
{
	static const char *const picture[] = {
		" vdpatop  REPLAY  hv17            PAUSED  sample 45 of 600  2026-11-22 14:03:07",
		" kicks/s  8.50k ▇▇▇▇▇▇▇▇▇  wqes/s   611k ▇▇▇▇▇▇▇▇▇    3 ok  2 idle  ▲ 1 stalled",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.2   mlx5_core   2 devices",
		"   ▾ foo0             vhost_vdpa  vm-web01 (4711)    3   4.10k    190k ▲ stalled",
		"       rx 0                                              2.00k    190k ok",
		"       tx 0                                              2.10k       0 ▲ stalled",
		"       ctrl                                                  0       0 idle",
		"   ▾ foo1             virtio_vdpa eth3               3   4.40k    421k ok",
		"       rx 0                                              4.30k    420k ok",
		"       tx 0                                                100   1.00k ok",
		"       ctrl                                                  0       0 idle",
		"   vdpasim_blk        vdpa_sim    0 devices",
		BLANK_ROWS,
		" ─ pci/0000:03:00.2 ───────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		" .  next sample   ,  the one before   :  to a time   Z  play",
		" F1 Help F2 Setup F3 Search F4 Filter F5 Tree F6 Sort . Step : Time F10 Quit",
		NULL,
	};
	struct stage stage = replay_stage(24, 80);

	(void)state;
	expect_picture(&stage, picture);
	assert_int_equal(style_of(&stage, ". Step"), STYLE_KEY);
	assert_int_equal(style_of(&stage, "REPLAY"), STYLE_CAUTION);
	assert_int_equal(style_of(&stage, "PAUSED"), STYLE_PAUSED);
	stage_end(&stage);
}

static void a_replay_on_120x40_says_so(void **state)
{
	static const char *const picture[] = {
		" vdpatop  REPLAY  hv17  Linux 6.12.117  2 mgmtdevs  2 devices  6 queues   PAUSED  sample 45 of 600  2026-11-22 14:03:07",
		" kicks/s  8.50k ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇  wqes/s   611k ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇    3 ok  2 idle  ▲ 1 stalled",
		" DEVICE                     CLASS DRIVER      USED BY          VQS KICKS/s               WQES/s WQE/KICK SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   2 devices",
		"   ▾ foo0                   net   vhost_vdpa  vm-web01 (4711)    3   4.10k ▇▇▇▇▇▇▇▇▇▇▇▇    190k     46.3       ▲ stalled",
		"       rx 0                                                          2.00k ▇▇▇▇▇▇▇▇▇▇▇▇    190k     95.0  100% ok",
		"       tx 0                                                          2.10k ▇▇▇▇▇▇▇▇▇▇▇▇       0        0    0% ▲ stalled",
		"       ctrl                                                              0 ▁▁▁▁▁▁▁▁▁▁▁▁       0        –    0% idle",
		"   ▾ foo1                   net   virtio_vdpa eth3               3   4.40k ▇▇▇▇▇▇▇▇▇▇▇▇    421k     95.7       ok",
		"       rx 0                                                          4.30k ▇▇▇▇▇▇▇▇▇▇▇▇    420k     97.7  100% ok",
		"       tx 0                                                            100 ▇▇▇▇▇▇▇▇▇▇▇▇   1.00k     10.0   <1% ok",
		"       ctrl                                                              0 ▁▁▁▁▁▁▁▁▁▁▁▁       0        –    0% idle",
		"   vdpasim_blk              block vdpa_sim    0 devices",
		BLANK_ROWS,
		" ─ pci/0000:03:00.2 ───────────────────────────────────────────────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		" .  next sample   ,  the one before   :  to a time   Z  play",
		" F1 Help F2 Setup F3 Search F4 Filter F5 Tree F6 Sort . Step : Time Enter Details g Graphs e Log Z Pause F10 Quit",
		NULL,
	};
	struct stage stage = replay_stage(40, 120);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_replay_on_80x24_says_so),
	cmocka_unit_test(a_replay_on_120x40_says_so),
};

UNIT_MAIN(screens_replay)
