/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tree at the sizes that people have: pictures drawn before the code was, from what
 * an operator wants to know. A picture is changed by hand, when what it asks for turns out to be unwise.
 */
#include "stage.h"

#include "screens.h"
#include "unit.h"

/*
 * Who uses which device and how much goes through it; one device open, its queues below it; the others
 * are one row each, so that all of the host is on one small screen. A mapped doorbell is no 0.
 */
static void the_tree_on_80x24_has_every_device_and_the_queues_of_one(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07",
		" kicks/s ≥6.55k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   614k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇    10 ok  3 idle",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.2   mlx5_core   1 device",
		"   ▾ web0             vhost_vdpa  vm-web01 (4711)    5   4.00k    350k ok",
		"       rx 0                                              2.00k    190k ok",
		"       tx 0                                              1.00k   80.0k ok",
		"       rx 1                                                500   50.0k ok",
		"       tx 1                                                500   30.0k ok",
		"       ctrl                                                  0       0 idle",
		" ▾ pci/0000:03:00.3   mlx5_core   1 device",
		"   ▸ db0              virtio_vdpa eth3               3   2.20k    180k ok",
		" ▾ auxiliary/mlx5_co… mlx5_core   1 device",
		"   ▸ dpdk0            vhost_vdpa  testpmd (5120)     3  mapped   80.0k ok",
		" ▾ vdpasim_blk        vdpa_sim    1 device",
		"   ▸ disk0            virtio_vdpa vda                2      50   4.00k ok",
		" ─ web0 ───────────────────────────────────────────────────────────────────────",
		" mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs  /dev/vhost-vdpa-0",
		" queue size up to 256",
		" features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF  ● CTRL_VQ  ● MQ  ● VERSION_1  ○ RING_PACKED  · RSS",
		"",
		"",
		KEYS_80,
		NULL,
	};
	struct stage stage = stage_of(scene_rack, 30);

	(void)state;
	press(&stage, "Down");
	press(&stage, "Right");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/*
 * Everything is open, since it fits. Beside the figures: how they have been lately, elements per doorbell,
 * and which queue takes which share of its device.
 */
static void the_tree_on_120x40_adds_class_ratio_share_and_the_last_seconds(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇        wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇          10 ok  3 idle",
		" DEVICE                     CLASS DRIVER      USED BY          VQS KICKS/s               WQES/s WQE/KICK SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   1 device",
		"   ▾ web0                   net   vhost_vdpa  vm-web01 (4711)    5   4.00k ▆▆▇▇▇▇▇▇▇▇▇▇    350k     87.5       ok",
		"       rx 0                                                          2.00k ▄▄▇▇▇▇▇▇▇▇▇▇    190k     95.0   54% ok",
		"       tx 0                                                          1.00k ▇▇▇▇▇▇▇▇▇▇▇▇   80.0k     80.0   23% ok",
		"       rx 1                                                            500 ▇▇▇▇▇▇▇▇▇▇▇▇   50.0k    100.0   14% ok",
		"       tx 1                                                            500 ▇▇▇▇▇▇▇▇▇▇▇▇   30.0k     60.0    9% ok",
		"       ctrl                                                              0 ▁▁▁▁▁▁▁▁▁▁▁▁       0        –    0% idle",
		" ▾ pci/0000:03:00.3         net   mlx5_core   1 device",
		"   ▾ db0                    net   virtio_vdpa eth3               3   2.20k ▇▇▇▇▇▇▇▇▇▇▇▇    180k     81.8       ok",
		"       rx 0                                                          1.50k ▇▇▇▇▇▇▇▇▇▇▇▇    120k     80.0   67% ok",
		"       tx 0                                                            700 ▇▇▇▇▇▇▇▇▇▇▇▇   60.0k     85.7   33% ok",
		"       ctrl                                                              0 ▁▁▁▁▁▁▁▁▁▁▁▁       0        –    0% idle",
		" ▾ auxiliary/mlx5_core.sf.4 net   mlx5_core   1 device",
		"   ▾ dpdk0                  net   vhost_vdpa  testpmd (5120)     3  mapped                80.0k   mapped       ok",
		"       rx 0                                                         mapped                60.0k   mapped   75% ok",
		"       tx 0                                                            300 ▇▇▇▇▇▇▇▇▇▇▇▇   20.0k     66.7   25% ok",
		"       ctrl                                                              0 ▁▁▁▁▁▁▁▁▁▁▁▁       0        –    0% idle",
		" ▾ vdpasim_blk              block vdpa_sim    1 device",
		"   ▾ disk0                  block virtio_vdpa vda                2      50 ▇▇▇▇▇▇▇▇▇▇▇▇   4.00k     80.0       ok",
		"       request 0                                                        40 ▇▇▇▇▇▇▇▇▇▇▇▇   3.00k     75.0   75% ok",
		"       request 1                                                        10 ▇▇▇▇▇▇▇▇▇▇▇▇   1.00k    100.0   25% ok",
		BLANK_ROWS,
		" ─ web0 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs  /dev/vhost-vdpa-0  queue size up to 256",
		" features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF  ● CTRL_VQ  ● MQ  ● VERSION_1  ○ RING_PACKED  · RSS",
		BLANK_ROWS,
		KEYS_120,
		NULL,
	};
	struct stage stage = stage_sized(scene_rack, 30, 40, 120);

	(void)state;
	press(&stage, "Down");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/*
 * What else decides how fast a device is: the function it is, on which NUMA node beside that of its VM
 * (web0's VM runs on the wrong one), its representor and whether that is up (that of VF 1 is not), the
 * size of its rings.
 */
static void the_tree_on_200x50_adds_where_a_device_sits(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                                                                                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                 wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                                                 10 ok  3 idle",
		" DEVICE                     CLASS DRIVER      USED BY               NUMA FUNCTION REPRESENTOR            MTU LINK  VQS  SIZE KICKS/s               WQES/s              WQE/KICK INFLIGHT SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   1 device              0    VF 0     enp3s0f0npf0vf0 up",
		"   ▾ web0                   net   vhost_vdpa  vm-web01 (4711)       0/1                                 9000 up      5   256   4.00k ▆▆▇▇▇▇▇▇▇▇▇▇    350k ▅▅▇▇▇▇▇▇▇▇▇▇     87.5                ok",
		"       rx 0                                                                                                                    2.00k ▄▄▇▇▇▇▇▇▇▇▇▇    190k ▄▄▇▇▇▇▇▇▇▇▇▇     95.0        –   54% ok",
		"       tx 0                                                                                                                    1.00k ▇▇▇▇▇▇▇▇▇▇▇▇   80.0k ▇▇▇▇▇▇▇▇▇▇▇▇     80.0        –   23% ok",
		"       rx 1                                                                                                                      500 ▇▇▇▇▇▇▇▇▇▇▇▇   50.0k ▇▇▇▇▇▇▇▇▇▇▇▇    100.0        –   14% ok",
		"       tx 1                                                                                                                      500 ▇▇▇▇▇▇▇▇▇▇▇▇   30.0k ▇▇▇▇▇▇▇▇▇▇▇▇     60.0        –    9% ok",
		"       ctrl                                                                                                                        0 ▁▁▁▁▁▁▁▁▁▁▁▁       0 ▁▁▁▁▁▁▁▁▁▁▁▁        –        –    0% idle",
		" ▾ pci/0000:03:00.3         net   mlx5_core   1 device              0    VF 1     enp3s0f0npf0vf1 down",
		"   ▾ db0                    net   virtio_vdpa eth3                                                      9000 up      3   256   2.20k ▇▇▇▇▇▇▇▇▇▇▇▇    180k ▇▇▇▇▇▇▇▇▇▇▇▇     81.8                ok",
		"       rx 0                                                                                                                    1.50k ▇▇▇▇▇▇▇▇▇▇▇▇    120k ▇▇▇▇▇▇▇▇▇▇▇▇     80.0        –   67% ok",
		"       tx 0                                                                                                                      700 ▇▇▇▇▇▇▇▇▇▇▇▇   60.0k ▇▇▇▇▇▇▇▇▇▇▇▇     85.7        –   33% ok",
		"       ctrl                                                                                                                        0 ▁▁▁▁▁▁▁▁▁▁▁▁       0 ▁▁▁▁▁▁▁▁▁▁▁▁        –        –    0% idle",
		" ▾ auxiliary/mlx5_core.sf.4 net   mlx5_core   1 device              1    SF 88",
		"   ▾ dpdk0                  net   vhost_vdpa  testpmd (5120)        1/1                                 9000 up      3  1024  mapped                80.0k ▇▇▇▇▇▇▇▇▇▇▇▇   mapped                ok",
		"       rx 0                                                                                                                   mapped                60.0k ▇▇▇▇▇▇▇▇▇▇▇▇   mapped        –   75% ok",
		"       tx 0                                                                                                                      300 ▇▇▇▇▇▇▇▇▇▇▇▇   20.0k ▇▇▇▇▇▇▇▇▇▇▇▇     66.7        –   25% ok",
		"       ctrl                                                                                                                        0 ▁▁▁▁▁▁▁▁▁▁▁▁       0 ▁▁▁▁▁▁▁▁▁▁▁▁        –        –    0% idle",
		" ▾ vdpasim_blk              block vdpa_sim    1 device",
		"   ▾ disk0                  block virtio_vdpa vda                                                                    2            50 ▇▇▇▇▇▇▇▇▇▇▇▇   4.00k ▇▇▇▇▇▇▇▇▇▇▇▇     80.0                ok",
		"       request 0                                                                                                                  40 ▇▇▇▇▇▇▇▇▇▇▇▇   3.00k ▇▇▇▇▇▇▇▇▇▇▇▇     75.0        –   75% ok",
		"       request 1                                                                                                                  10 ▇▇▇▇▇▇▇▇▇▇▇▇   1.00k ▇▇▇▇▇▇▇▇▇▇▇▇    100.0        –   25% ok",
		BLANK_ROWS,
		" ─ web0 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs  /dev/vhost-vdpa-0  queue size up to 256",
		" features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF  ● CTRL_VQ  ● MQ  ● VERSION_1  ○ RING_PACKED  · RSS",
		BLANK_ROWS,
		KEYS_200,
		NULL,
	};
	struct stage stage = stage_sized(scene_rack, 30, 50, 200);

	(void)state;
	press(&stage, "Down");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/*
 * On a phone: figures and health of each device. Management devices can be told apart, since their names
 * reach over cells that they never fill.
 */
static void the_tree_on_40x16_keeps_figures_and_tells_management_devices_apart(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17           1.0s  14:03:07",
		" kicks/s ≥6.55k  wqes/s   614k   3 idle",
		" DEVICE        KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.2",
		"   ▸ web0        4.00k    350k ok",
		" ▾ pci/0000:03:00.3",
		"   ▸ db0         2.20k    180k ok",
		" ▾ auxiliary/mlx5_core.sf.4",
		"   ▸ dpdk0      mapped   80.0k ok",
		" ▾ vdpasim_blk",
		"   ▸ disk0          50   4.00k ok",
		BLANK_ROWS,
		" ≥ left out: kicks of 1 queue in use; i…",
		" F1 Help F2 Setup F3 Search F10 Quit",
		NULL,
	};
	struct stage stage = stage_sized(scene_rack, 30, 16, 40);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_tree_on_40x16_keeps_figures_and_tells_management_devices_apart),
	cmocka_unit_test(the_tree_on_80x24_has_every_device_and_the_queues_of_one),
	cmocka_unit_test(the_tree_on_120x40_adds_class_ratio_share_and_the_last_seconds),
	cmocka_unit_test(the_tree_on_200x50_adds_where_a_device_sits),
};

UNIT_MAIN(screens_tree)
