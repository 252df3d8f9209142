/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A host whose kernel has not come back from a request: what is known of who holds it up. */
#include "stage.h"

#include "screens.h"
#include "unit.h"

static struct stage hung_stage(int rows, int columns)
{
	struct scene scene = scene_rack;
	struct stage stage;

	scene.suspect = "vdpa dev del web0";
	scene.suspect_pid = 5000;
	stage = stage_sized(scene, 30, rows, columns);
	stage.status.connection = VIEW_BLOCKED;
	stage.status.since = SCENE_NOW - INT64_C(12000000000);
	return stage;
}

/*
 * Since when, on whose behalf, and who has to let go of what, before anything else. All figures stay and are
 * marked as old; what was well is doubted, by a "?" and not by a colour alone.
 */
static void a_hung_kernel_on_80x24_is_named_with_who_holds_it_up(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07",
		" kicks/s ≥6.55k ▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   614k ▆▆▆▆▇▇▇▇▇▇▇▇▇▇    10 ok?  3 idle?",
		" ▲ The kernel has not answered for 12s, since 14:02:55. Figures are old.",
		" Suspect: vdpa dev del web0 (5000), deleting, waits in vhost_vdpa_remove",
		"   web0 is held open by vm-web01 (4711), which must close /dev/vhost-vdpa-0",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.2   mlx5_core   1 device",
		"   ▸ web0             vhost_vdpa  vm-web01 (4711)    5   4.00k    350k ok?",
		" ▾ pci/0000:03:00.3   mlx5_core   1 device",
		"   ▸ db0              virtio_vdpa eth3               3   2.20k    180k ok?",
		" ▾ auxiliary/mlx5_co… mlx5_core   1 device",
		"   ▸ dpdk0            vhost_vdpa  testpmd (5120)     3  mapped   80.0k ok?",
		" ▾ vdpasim_blk        vdpa_sim    1 device",
		"   ▸ disk0            virtio_vdpa vda                2      50   4.00k ok?",
		BLANK_ROWS,
		" ─ pci/0000:03:00.2 ───────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core  PCI 0000:03:00.2  function VF 0  NUMA node 0",
		" representor enp3s0f0npf0vf0  link up",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · MQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		" ≥ left out: kicks of 1 queue in use; its row says why",
		KEYS_80,
		NULL,
	};
	struct stage stage = hung_stage(24, 80);

	(void)state;
	expect_picture(&stage, picture);
	assert_int_equal(style_of(&stage, "614k"), STYLE_STALE);
	stage_end(&stage);
}

/* Every queue keeps its last figures: what stood still and what did not is often the clue. */
static void a_hung_kernel_on_120x40_is_named_with_who_holds_it_up(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇       wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇         10 ok?  3 idle?",
		" ▲ The kernel has not answered for 12s, since 14:02:55. Figures are old.",
		" Suspect: vdpa dev del web0 (5000), deleting, waits in vhost_vdpa_remove",
		"   web0 is held open by vm-web01 (4711), which must close /dev/vhost-vdpa-0",
		" DEVICE                     CLASS DRIVER      USED BY          VQS KICKS/s               WQES/s WQE/KICK SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   1 device",
		"   ▾ web0                   net   vhost_vdpa  vm-web01 (4711)    5   4.00k ▆▆▇▇▇▇▇▇▇▇▇▇    350k     87.5       ok?",
		"       rx 0                                                          2.00k ▄▄▇▇▇▇▇▇▇▇▇▇    190k     95.0   54% ok?",
		"       tx 0                                                          1.00k ▇▇▇▇▇▇▇▇▇▇▇▇   80.0k     80.0   23% ok?",
		"       rx 1                                                            500 ▇▇▇▇▇▇▇▇▇▇▇▇   50.0k    100.0   14% ok?",
		"       tx 1                                                            500 ▇▇▇▇▇▇▇▇▇▇▇▇   30.0k     60.0    9% ok?",
		"       ctrl                                                              0 ▁▁▁▁▁▁▁▁▁▁▁▁       0        –    0% idle?",
		" ▾ pci/0000:03:00.3         net   mlx5_core   1 device",
		"   ▾ db0                    net   virtio_vdpa eth3               3   2.20k ▇▇▇▇▇▇▇▇▇▇▇▇    180k     81.8       ok?",
		"       rx 0                                                          1.50k ▇▇▇▇▇▇▇▇▇▇▇▇    120k     80.0   67% ok?",
		"       tx 0                                                            700 ▇▇▇▇▇▇▇▇▇▇▇▇   60.0k     85.7   33% ok?",
		"       ctrl                                                              0 ▁▁▁▁▁▁▁▁▁▁▁▁       0        –    0% idle?",
		" ▾ auxiliary/mlx5_core.sf.4 net   mlx5_core   1 device",
		"   ▾ dpdk0                  net   vhost_vdpa  testpmd (5120)     3  mapped                80.0k   mapped       ok?",
		"       rx 0                                                         mapped                60.0k   mapped   75% ok?",
		"       tx 0                                                            300 ▇▇▇▇▇▇▇▇▇▇▇▇   20.0k     66.7   25% ok?",
		"       ctrl                                                              0 ▁▁▁▁▁▁▁▁▁▁▁▁       0        –    0% idle?",
		" ▾ vdpasim_blk              block vdpa_sim    1 device",
		"   ▾ disk0                  block virtio_vdpa vda                2      50 ▇▇▇▇▇▇▇▇▇▇▇▇   4.00k     80.0       ok?",
		"       request 0                                                        40 ▇▇▇▇▇▇▇▇▇▇▇▇   3.00k     75.0   75% ok?",
		"       request 1                                                        10 ▇▇▇▇▇▇▇▇▇▇▇▇   1.00k    100.0   25% ok?",
		BLANK_ROWS,
		" ─ pci/0000:03:00.2 ───────────────────────────────────────────────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core  PCI 0000:03:00.2  function VF 0  NUMA node 0  representor enp3s0f0npf0vf0  link up",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · MQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		" ≥ left out: kicks of 1 queue in use; its row says why",
		KEYS_120,
		NULL,
	};
	struct stage stage = hung_stage(40, 120);

	(void)state;
	expect_picture(&stage, picture);
	assert_int_equal(style_of(&stage, "614k"), STYLE_STALE);
	stage_end(&stage);
}

/* More columns take no room from the three lines that matter. */
static void a_hung_kernel_on_200x50_is_named_with_who_holds_it_up(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                                                                                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                 wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                                               10 ok?  3 idle?",
		" ▲ The kernel has not answered for 12s, since 14:02:55. Figures are old.",
		" Suspect: vdpa dev del web0 (5000), deleting, waits in vhost_vdpa_remove",
		"   web0 is held open by vm-web01 (4711), which must close /dev/vhost-vdpa-0",
		" DEVICE                     CLASS DRIVER      USED BY               NUMA FUNCTION REPRESENTOR            MTU LINK  VQS  SIZE KICKS/s               WQES/s              WQE/KICK INFLIGHT SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   1 device              0    VF 0     enp3s0f0npf0vf0 up",
		"   ▾ web0                   net   vhost_vdpa  vm-web01 (4711)       0/1                                 9000 up      5   256   4.00k ▆▆▇▇▇▇▇▇▇▇▇▇    350k ▅▅▇▇▇▇▇▇▇▇▇▇     87.5                ok?",
		"       rx 0                                                                                                                    2.00k ▄▄▇▇▇▇▇▇▇▇▇▇    190k ▄▄▇▇▇▇▇▇▇▇▇▇     95.0        –   54% ok?",
		"       tx 0                                                                                                                    1.00k ▇▇▇▇▇▇▇▇▇▇▇▇   80.0k ▇▇▇▇▇▇▇▇▇▇▇▇     80.0        –   23% ok?",
		"       rx 1                                                                                                                      500 ▇▇▇▇▇▇▇▇▇▇▇▇   50.0k ▇▇▇▇▇▇▇▇▇▇▇▇    100.0        –   14% ok?",
		"       tx 1                                                                                                                      500 ▇▇▇▇▇▇▇▇▇▇▇▇   30.0k ▇▇▇▇▇▇▇▇▇▇▇▇     60.0        –    9% ok?",
		"       ctrl                                                                                                                        0 ▁▁▁▁▁▁▁▁▁▁▁▁       0 ▁▁▁▁▁▁▁▁▁▁▁▁        –        –    0% idle?",
		" ▾ pci/0000:03:00.3         net   mlx5_core   1 device              0    VF 1     enp3s0f0npf0vf1 down",
		"   ▾ db0                    net   virtio_vdpa eth3                                                      9000 up      3   256   2.20k ▇▇▇▇▇▇▇▇▇▇▇▇    180k ▇▇▇▇▇▇▇▇▇▇▇▇     81.8                ok?",
		"       rx 0                                                                                                                    1.50k ▇▇▇▇▇▇▇▇▇▇▇▇    120k ▇▇▇▇▇▇▇▇▇▇▇▇     80.0        –   67% ok?",
		"       tx 0                                                                                                                      700 ▇▇▇▇▇▇▇▇▇▇▇▇   60.0k ▇▇▇▇▇▇▇▇▇▇▇▇     85.7        –   33% ok?",
		"       ctrl                                                                                                                        0 ▁▁▁▁▁▁▁▁▁▁▁▁       0 ▁▁▁▁▁▁▁▁▁▁▁▁        –        –    0% idle?",
		" ▾ auxiliary/mlx5_core.sf.4 net   mlx5_core   1 device              1    SF 88",
		"   ▾ dpdk0                  net   vhost_vdpa  testpmd (5120)        1/1                                 9000 up      3  1024  mapped                80.0k ▇▇▇▇▇▇▇▇▇▇▇▇   mapped                ok?",
		"       rx 0                                                                                                                   mapped                60.0k ▇▇▇▇▇▇▇▇▇▇▇▇   mapped        –   75% ok?",
		"       tx 0                                                                                                                      300 ▇▇▇▇▇▇▇▇▇▇▇▇   20.0k ▇▇▇▇▇▇▇▇▇▇▇▇     66.7        –   25% ok?",
		"       ctrl                                                                                                                        0 ▁▁▁▁▁▁▁▁▁▁▁▁       0 ▁▁▁▁▁▁▁▁▁▁▁▁        –        –    0% idle?",
		" ▾ vdpasim_blk              block vdpa_sim    1 device",
		"   ▾ disk0                  block virtio_vdpa vda                                                                    2            50 ▇▇▇▇▇▇▇▇▇▇▇▇   4.00k ▇▇▇▇▇▇▇▇▇▇▇▇     80.0                ok?",
		"       request 0                                                                                                                  40 ▇▇▇▇▇▇▇▇▇▇▇▇   3.00k ▇▇▇▇▇▇▇▇▇▇▇▇     75.0        –   75% ok?",
		"       request 1                                                                                                                  10 ▇▇▇▇▇▇▇▇▇▇▇▇   1.00k ▇▇▇▇▇▇▇▇▇▇▇▇    100.0        –   25% ok?",
		BLANK_ROWS,
		" ─ pci/0000:03:00.2 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" classes net  driver mlx5_core  PCI 0000:03:00.2  function VF 0  NUMA node 0  representor enp3s0f0npf0vf0  link up",
		" features  · supported only",
		"   · MRG_RXBUF  · CTRL_VQ  · MQ  · VERSION_1  · RING_PACKED  · RSS",
		BLANK_ROWS,
		" ≥ left out: kicks of 1 queue in use; its row says why",
		KEYS_200,
		NULL,
	};
	struct stage stage = hung_stage(50, 200);

	(void)state;
	expect_picture(&stage, picture);
	assert_int_equal(style_of(&stage, "614k"), STYLE_STALE);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_hung_kernel_on_80x24_is_named_with_who_holds_it_up),
	cmocka_unit_test(a_hung_kernel_on_120x40_is_named_with_who_holds_it_up),
	cmocka_unit_test(a_hung_kernel_on_200x50_is_named_with_who_holds_it_up),
};

UNIT_MAIN(screens_hung)
