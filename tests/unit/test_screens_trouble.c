/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hosts on which something is wrong or missing: what is it, where, and what helps. */
#include "stage.h"

#include <errno.h>

#include "screens.h"
#include "unit.h"

/* The host with a tx queue of web0 that rings and gets nothing done, and "!" pressed. */
static struct stage stalled_stage(int rows, int columns)
{
	struct scene scene = scene_rack;
	struct stage stage;

	scene.devices[0].queues[1].is_stuck = true;
	stage = stage_sized(scene, 30, rows, columns);
	press(&stage, "!");
	return stage;
}

/* The host without CAP_NET_ADMIN, web0 selected and open. */
static struct stage forbidden_stage(int rows, int columns)
{
	struct scene scene = scene_rack;
	struct stage stage;

	scene.has_no_access = true;
	for (uint32_t i = 0; i < scene.device_count; i++)
		scene.devices[i].code = -EPERM;
	stage = stage_sized(scene, 30, rows, columns);
	press(&stage, "Down");
	if (row_with(&stage, "rx 0") < 0)
		press(&stage, "Right");
	return stage;
}

/* The host on a kernel as it is shipped: no doorbells, and of the disk nothing at all. */
static struct stage stock_stage(int rows, int columns)
{
	struct scene scene = scene_rack;
	struct stage stage;

	for (uint32_t i = 0; i < scene.device_count; i++)
		for (uint32_t queue = 0; queue < scene.devices[i].queue_count; queue++)
			scene.devices[i].queues[queue].kicks = -1;
	scene.devices[3].code = -EOPNOTSUPP;
	stage = stage_sized(scene, 30, rows, columns);
	press(&stage, "Down");
	if (row_with(&stage, "rx 0") < 0)
		press(&stage, "Right");
	return stage;
}

/*
 * One key went to what is wrong: the device is open, the queue selected, and the details say what "stalled"
 * means and with which figures. The header and the device's row say it, too, in words and with a sign.
 */
static void a_stalled_queue_is_one_key_away_on_80x24(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇  wqes/s   534k ▇▇▇▇▇▇▇▇▇    9 ok  3 idle  ▲ 1 stalled",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.2   mlx5_core   1 device",
		"   ▾ web0             vhost_vdpa  vm-web01 (4711)    5   4.00k    270k ▲ stalled",
		"       rx 0                                              2.00k    190k ok",
		"       tx 0                                              1.00k       0 ▲ stalled",
		"       rx 1                                                500   50.0k ok",
		"       tx 1                                                500   30.0k ok",
		"       ctrl                                                  0       0 idle",
		" ▾ pci/0000:03:00.3   mlx5_core   1 device",
		"   ▸ db0              virtio_vdpa eth3               3   2.20k    180k ok",
		" ▾ auxiliary/mlx5_co… mlx5_core   1 device",
		"   ▸ dpdk0            vhost_vdpa  testpmd (5120)     3  mapped   80.0k ok",
		" ▾ vdpasim_blk        vdpa_sim    1 device",
		"   ▸ disk0            virtio_vdpa vda                2      50   4.00k ok",
		" ─ web0 tx 0 ──────────────────────────────────────────────────────────────────",
		" virtqueue 1  ▲ stalled: doorbells are rung or elements wait, and nothing is c…",
		" kicks 31000  1.00k/s ▇▇▇▇▇▇  wqes 1000  0/s ▁▁▁▁▁▁  from wqes",
		" kickdoorbells                    31000 1.00k/s",
		" wqes                              1000     0/s",
		BLANK_ROWS,
		KEYS_80,
		NULL,
	};
	struct stage stage = stalled_stage(24, 80);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* Sparklines show that doorbells go on; the share, that the other queues do the work. */
static void a_stalled_queue_is_one_key_away_on_120x40(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   534k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇    9 ok  3 idle  ▲ 1 stalled",
		" DEVICE                     CLASS DRIVER      USED BY          VQS KICKS/s               WQES/s WQE/KICK SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   1 device",
		"   ▾ web0                   net   vhost_vdpa  vm-web01 (4711)    5   4.00k ▆▆▇▇▇▇▇▇▇▇▇▇    270k     67.5       ▲ stalled",
		"       rx 0                                                          2.00k ▄▄▇▇▇▇▇▇▇▇▇▇    190k     95.0   70% ok",
		"       tx 0                                                          1.00k ▇▇▇▇▇▇▇▇▇▇▇▇       0        0    0% ▲ stalled",
		"       rx 1                                                            500 ▇▇▇▇▇▇▇▇▇▇▇▇   50.0k    100.0   19% ok",
		"       tx 1                                                            500 ▇▇▇▇▇▇▇▇▇▇▇▇   30.0k     60.0   11% ok",
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
		" ─ web0 tx 0 ──────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" Queue",
		"   virtqueue 1  of web0  role tx  share of the device 0%",
		"   ▲ stalled: doorbells are rung or elements wait, and nothing is completed",
		" Counters                    total  now/s  min/s  avg/s  max/s   over",
		"   kickdoorbells             31000  1.00k  1.00k  1.00k  1.00k    29s  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇",
		"   wqes                       1000      0      0      0      0    29s  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		" Not known",
		"   – INFLIGHT: this driver does not count what was submitted",
		BLANK_ROWS,
		KEYS_120,
		NULL,
	};
	struct stage stage = stalled_stage(40, 120);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* Both sparklines side by side: rung as before, nothing completed. And the VM runs on the other node. */
static void a_stalled_queue_is_one_key_away_on_200x50(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                                                                                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                 wqes/s   534k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                                     9 ok  3 idle  ▲ 1 stalled",
		" DEVICE                     CLASS DRIVER      USED BY               NUMA FUNCTION REPRESENTOR            MTU LINK  VQS  SIZE KICKS/s               WQES/s              WQE/KICK INFLIGHT SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   1 device              0    VF 0     enp3s0f0npf0vf0 up",
		"   ▾ web0                   net   vhost_vdpa  vm-web01 (4711)       0/1                                 9000 up      5   256   4.00k ▆▆▇▇▇▇▇▇▇▇▇▇    270k ▅▅▇▇▇▇▇▇▇▇▇▇     67.5                ▲ stalled",
		"       rx 0                                                                                                                    2.00k ▄▄▇▇▇▇▇▇▇▇▇▇    190k ▄▄▇▇▇▇▇▇▇▇▇▇     95.0        –   70% ok",
		"       tx 0                                                                                                                    1.00k ▇▇▇▇▇▇▇▇▇▇▇▇       0 ▁▁▁▁▁▁▁▁▁▁▁▁        0        –    0% ▲ stalled",
		"       rx 1                                                                                                                      500 ▇▇▇▇▇▇▇▇▇▇▇▇   50.0k ▇▇▇▇▇▇▇▇▇▇▇▇    100.0        –   19% ok",
		"       tx 1                                                                                                                      500 ▇▇▇▇▇▇▇▇▇▇▇▇   30.0k ▇▇▇▇▇▇▇▇▇▇▇▇     60.0        –   11% ok",
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
		" ─ web0 tx 0 ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" Queue",
		"   virtqueue 1  of web0  role tx  share of the device 0%",
		"   ▲ stalled: doorbells are rung or elements wait, and nothing is completed",
		" Counters                    total  now/s  min/s  avg/s  max/s   over",
		"   kickdoorbells             31000  1.00k  1.00k  1.00k  1.00k    29s  ▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇",
		"   wqes                       1000      0      0      0      0    29s  ▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		" Not known",
		"   – INFLIGHT: this driver does not count what was submitted",
		BLANK_ROWS,
		KEYS_200,
		NULL,
	};
	struct stage stage = stalled_stage(50, 200);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/*
 * Everything that needs no right is there; figures are "–" and not 0; why, and what would help, is said for
 * the row that is selected.
 */
static void without_privilege_80x24_shows_all_but_figures(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07",
		" kicks/s      –  wqes/s      –                                     13 no_access",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.2   mlx5_core   1 device",
		"   ▾ web0             vhost_vdpa  vm-web01 (4711)    5       –       – no_access",
		"       rx 0                                                  –       – no_access",
		"       tx 0                                                  –       – no_access",
		"       rx 1                                                  –       – no_access",
		"       tx 1                                                  –       – no_access",
		"       ctrl                                                  –       – no_access",
		" ▾ pci/0000:03:00.3   mlx5_core   1 device",
		"   ▸ db0              virtio_vdpa eth3               3       –       – no_access",
		" ▾ auxiliary/mlx5_co… mlx5_core   1 device",
		"   ▸ dpdk0            vhost_vdpa  testpmd (5120)     3  mapped       – no_access",
		" ▾ vdpasim_blk        vdpa_sim    1 device",
		"   ▸ disk0            virtio_vdpa vda                2       –       – no_access",
		" ─ web0 ───────────────────────────────────────────────────────────────────────",
		" mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs  /dev/vhost-vdpa-0",
		" queue size up to 256",
		" features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF  ● CTRL_VQ  ● MQ  ● VERSION_1  ○ RING_PACKED  · RSS",
		BLANK_ROWS,
		" – reading counters needs CAP_NET_ADMIN",
		KEYS_80,
		NULL,
	};
	struct stage stage = forbidden_stage(24, 80);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* No sparkline and no share without figures; what sysfs says of a mapped doorbell is still said. */
static void without_privilege_120x40_shows_all_but_figures(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                         1.0s  14:03:07",
		" kicks/s      –  wqes/s      –                                                                             13 no_access",
		" DEVICE                     CLASS DRIVER      USED BY          VQS KICKS/s               WQES/s WQE/KICK SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   1 device",
		"   ▾ web0                   net   vhost_vdpa  vm-web01 (4711)    5       –                    –        –       no_access",
		"       rx 0                                                              –                    –        –     – no_access",
		"       tx 0                                                              –                    –        –     – no_access",
		"       rx 1                                                              –                    –        –     – no_access",
		"       tx 1                                                              –                    –        –     – no_access",
		"       ctrl                                                              –                    –        –     – no_access",
		" ▾ pci/0000:03:00.3         net   mlx5_core   1 device",
		"   ▾ db0                    net   virtio_vdpa eth3               3       –                    –        –       no_access",
		"       rx 0                                                              –                    –        –     – no_access",
		"       tx 0                                                              –                    –        –     – no_access",
		"       ctrl                                                              –                    –        –     – no_access",
		" ▾ auxiliary/mlx5_core.sf.4 net   mlx5_core   1 device",
		"   ▾ dpdk0                  net   vhost_vdpa  testpmd (5120)     3  mapped                    –   mapped       no_access",
		"       rx 0                                                         mapped                    –   mapped     – no_access",
		"       tx 0                                                              –                    –        –     – no_access",
		"       ctrl                                                              –                    –        –     – no_access",
		" ▾ vdpasim_blk              block vdpa_sim    1 device",
		"   ▾ disk0                  block virtio_vdpa vda                2       –                    –        –       no_access",
		"       request 0                                                         –                    –        –     – no_access",
		"       request 1                                                         –                    –        –     – no_access",
		BLANK_ROWS,
		" ─ web0 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs  /dev/vhost-vdpa-0  queue size up to 256",
		" features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF  ● CTRL_VQ  ● MQ  ● VERSION_1  ○ RING_PACKED  · RSS",
		BLANK_ROWS,
		" – reading counters needs CAP_NET_ADMIN",
		KEYS_120,
		NULL,
	};
	struct stage stage = forbidden_stage(40, 120);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* Where a device sits, whose it is and its MTU are known to everybody. */
static void without_privilege_200x50_shows_all_but_figures(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                                                                                                         1.0s  14:03:07",
		" kicks/s      –  wqes/s      –                                                                                                                                                             13 no_access",
		" DEVICE                     CLASS DRIVER      USED BY               NUMA FUNCTION REPRESENTOR            MTU LINK  VQS  SIZE KICKS/s               WQES/s              WQE/KICK INFLIGHT SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   1 device              0    VF 0     enp3s0f0npf0vf0 up",
		"   ▾ web0                   net   vhost_vdpa  vm-web01 (4711)       0/1                                 9000 up      5   256       –                    –                     –                no_access",
		"       rx 0                                                                                                                        –                    –                     –        –     – no_access",
		"       tx 0                                                                                                                        –                    –                     –        –     – no_access",
		"       rx 1                                                                                                                        –                    –                     –        –     – no_access",
		"       tx 1                                                                                                                        –                    –                     –        –     – no_access",
		"       ctrl                                                                                                                        –                    –                     –        –     – no_access",
		" ▾ pci/0000:03:00.3         net   mlx5_core   1 device              0    VF 1     enp3s0f0npf0vf1 down",
		"   ▾ db0                    net   virtio_vdpa eth3                                                      9000 up      3   256       –                    –                     –                no_access",
		"       rx 0                                                                                                                        –                    –                     –        –     – no_access",
		"       tx 0                                                                                                                        –                    –                     –        –     – no_access",
		"       ctrl                                                                                                                        –                    –                     –        –     – no_access",
		" ▾ auxiliary/mlx5_core.sf.4 net   mlx5_core   1 device              1    SF 88",
		"   ▾ dpdk0                  net   vhost_vdpa  testpmd (5120)        1/1                                 9000 up      3  1024  mapped                    –                mapped                no_access",
		"       rx 0                                                                                                                   mapped                    –                mapped        –     – no_access",
		"       tx 0                                                                                                                        –                    –                     –        –     – no_access",
		"       ctrl                                                                                                                        –                    –                     –        –     – no_access",
		" ▾ vdpasim_blk              block vdpa_sim    1 device",
		"   ▾ disk0                  block virtio_vdpa vda                                                                    2             –                    –                     –                no_access",
		"       request 0                                                                                                                   –                    –                     –        –     – no_access",
		"       request 1                                                                                                                   –                    –                     –        –     – no_access",
		BLANK_ROWS,
		" ─ web0 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs  /dev/vhost-vdpa-0  queue size up to 256",
		" features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF  ● CTRL_VQ  ● MQ  ● VERSION_1  ○ RING_PACKED  · RSS",
		BLANK_ROWS,
		" – reading counters needs CAP_NET_ADMIN",
		KEYS_200,
		NULL,
	};
	struct stage stage = forbidden_stage(50, 200);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/*
 * Elements are counted by some drivers, doorbells by nobody: "–", and the reason below. A driver that counts
 * nothing is not stalled but no_data.
 */
static void a_stock_kernel_on_80x24_shows_what_drivers_count(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07",
		" kicks/s      –  wqes/s  ≥610k ▇▇▇▇▇▇▇▇▇▇               8 ok  3 idle  2 no_data",
		" DEVICE               DRIVER      USED BY          VQS KICKS/s  WQES/s HEALTH",
		" ▾ pci/0000:03:00.2   mlx5_core   1 device",
		"   ▾ web0             vhost_vdpa  vm-web01 (4711)    5       –    350k ok",
		"       rx 0                                                  –    190k ok",
		"       tx 0                                                  –   80.0k ok",
		"       rx 1                                                  –   50.0k ok",
		"       tx 1                                                  –   30.0k ok",
		"       ctrl                                                  –       0 idle",
		" ▾ pci/0000:03:00.3   mlx5_core   1 device",
		"   ▸ db0              virtio_vdpa eth3               3       –    180k ok",
		" ▾ auxiliary/mlx5_co… mlx5_core   1 device",
		"   ▸ dpdk0            vhost_vdpa  testpmd (5120)     3  mapped   80.0k ok",
		" ▾ vdpasim_blk        vdpa_sim    1 device",
		"   ▸ disk0            virtio_vdpa vda                2       –       – no_data",
		" ─ web0 ───────────────────────────────────────────────────────────────────────",
		" mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs  /dev/vhost-vdpa-0",
		" queue size up to 256",
		" features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF  ● CTRL_VQ  ● MQ  ● VERSION_1  ○ RING_PACKED  · RSS",
		BLANK_ROWS,
		" – kicks: this kernel does not count doorbells",
		KEYS_80,
		NULL,
	};
	struct stage stage = stock_stage(24, 80);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* A ratio to unknown doorbells is unknown; shares are of elements and stay. */
static void a_stock_kernel_on_120x40_shows_what_drivers_count(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                         1.0s  14:03:07",
		" kicks/s      –  wqes/s  ≥610k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                    8 ok  3 idle  2 no_data",
		" DEVICE                     CLASS DRIVER      USED BY          VQS KICKS/s               WQES/s WQE/KICK SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   1 device",
		"   ▾ web0                   net   vhost_vdpa  vm-web01 (4711)    5       –                 350k        –       ok",
		"       rx 0                                                              –                 190k        –   54% ok",
		"       tx 0                                                              –                80.0k        –   23% ok",
		"       rx 1                                                              –                50.0k        –   14% ok",
		"       tx 1                                                              –                30.0k        –    9% ok",
		"       ctrl                                                              –                    0        –    0% idle",
		" ▾ pci/0000:03:00.3         net   mlx5_core   1 device",
		"   ▾ db0                    net   virtio_vdpa eth3               3       –                 180k        –       ok",
		"       rx 0                                                              –                 120k        –   67% ok",
		"       tx 0                                                              –                60.0k        –   33% ok",
		"       ctrl                                                              –                    0        –    0% idle",
		" ▾ auxiliary/mlx5_core.sf.4 net   mlx5_core   1 device",
		"   ▾ dpdk0                  net   vhost_vdpa  testpmd (5120)     3  mapped                80.0k   mapped       ok",
		"       rx 0                                                         mapped                60.0k   mapped   75% ok",
		"       tx 0                                                              –                20.0k        –   25% ok",
		"       ctrl                                                              –                    0        –    0% idle",
		" ▾ vdpasim_blk              block vdpa_sim    1 device",
		"   ▾ disk0                  block virtio_vdpa vda                2       –                    –        –       no_data",
		"       request 0                                                         –                    –        –     – no_data",
		"       request 1                                                         –                    –        –     – no_data",
		BLANK_ROWS,
		" ─ web0 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs  /dev/vhost-vdpa-0  queue size up to 256",
		" features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF  ● CTRL_VQ  ● MQ  ● VERSION_1  ○ RING_PACKED  · RSS",
		BLANK_ROWS,
		" – kicks: this kernel does not count doorbells",
		KEYS_120,
		NULL,
	};
	struct stage stage = stock_stage(40, 120);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* One sparkline is there and one is not, as the figures before them. */
static void a_stock_kernel_on_200x50_shows_what_drivers_count(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                                                                                                         1.0s  14:03:07",
		" kicks/s      –  wqes/s  ≥610k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                                                                                                    8 ok  3 idle  2 no_data",
		" DEVICE                     CLASS DRIVER      USED BY               NUMA FUNCTION REPRESENTOR            MTU LINK  VQS  SIZE KICKS/s               WQES/s              WQE/KICK INFLIGHT SHARE HEALTH",
		" ▾ pci/0000:03:00.2         net   mlx5_core   1 device              0    VF 0     enp3s0f0npf0vf0 up",
		"   ▾ web0                   net   vhost_vdpa  vm-web01 (4711)       0/1                                 9000 up      5   256       –                 350k ▅▅▇▇▇▇▇▇▇▇▇▇        –                ok",
		"       rx 0                                                                                                                        –                 190k ▄▄▇▇▇▇▇▇▇▇▇▇        –        –   54% ok",
		"       tx 0                                                                                                                        –                80.0k ▇▇▇▇▇▇▇▇▇▇▇▇        –        –   23% ok",
		"       rx 1                                                                                                                        –                50.0k ▇▇▇▇▇▇▇▇▇▇▇▇        –        –   14% ok",
		"       tx 1                                                                                                                        –                30.0k ▇▇▇▇▇▇▇▇▇▇▇▇        –        –    9% ok",
		"       ctrl                                                                                                                        –                    0 ▁▁▁▁▁▁▁▁▁▁▁▁        –        –    0% idle",
		" ▾ pci/0000:03:00.3         net   mlx5_core   1 device              0    VF 1     enp3s0f0npf0vf1 down",
		"   ▾ db0                    net   virtio_vdpa eth3                                                      9000 up      3   256       –                 180k ▇▇▇▇▇▇▇▇▇▇▇▇        –                ok",
		"       rx 0                                                                                                                        –                 120k ▇▇▇▇▇▇▇▇▇▇▇▇        –        –   67% ok",
		"       tx 0                                                                                                                        –                60.0k ▇▇▇▇▇▇▇▇▇▇▇▇        –        –   33% ok",
		"       ctrl                                                                                                                        –                    0 ▁▁▁▁▁▁▁▁▁▁▁▁        –        –    0% idle",
		" ▾ auxiliary/mlx5_core.sf.4 net   mlx5_core   1 device              1    SF 88",
		"   ▾ dpdk0                  net   vhost_vdpa  testpmd (5120)        1/1                                 9000 up      3  1024  mapped                80.0k ▇▇▇▇▇▇▇▇▇▇▇▇   mapped                ok",
		"       rx 0                                                                                                                   mapped                60.0k ▇▇▇▇▇▇▇▇▇▇▇▇   mapped        –   75% ok",
		"       tx 0                                                                                                                        –                20.0k ▇▇▇▇▇▇▇▇▇▇▇▇        –        –   25% ok",
		"       ctrl                                                                                                                        –                    0 ▁▁▁▁▁▁▁▁▁▁▁▁        –        –    0% idle",
		" ▾ vdpasim_blk              block vdpa_sim    1 device",
		"   ▾ disk0                  block virtio_vdpa vda                                                                    2             –                    –                     –                no_data",
		"       request 0                                                                                                                   –                    –                     –        –     – no_data",
		"       request 1                                                                                                                   –                    –                     –        –     – no_data",
		BLANK_ROWS,
		" ─ web0 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs  /dev/vhost-vdpa-0  queue size up to 256",
		" features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF  ● CTRL_VQ  ● MQ  ● VERSION_1  ○ RING_PACKED  · RSS",
		BLANK_ROWS,
		" – kicks: this kernel does not count doorbells",
		KEYS_200,
		NULL,
	};
	struct stage stage = stock_stage(50, 200);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_stalled_queue_is_one_key_away_on_80x24),
	cmocka_unit_test(a_stalled_queue_is_one_key_away_on_120x40),
	cmocka_unit_test(a_stalled_queue_is_one_key_away_on_200x50),
	cmocka_unit_test(without_privilege_80x24_shows_all_but_figures),
	cmocka_unit_test(without_privilege_120x40_shows_all_but_figures),
	cmocka_unit_test(without_privilege_200x50_shows_all_but_figures),
	cmocka_unit_test(a_stock_kernel_on_80x24_shows_what_drivers_count),
	cmocka_unit_test(a_stock_kernel_on_120x40_shows_what_drivers_count),
	cmocka_unit_test(a_stock_kernel_on_200x50_shows_what_drivers_count),
};

UNIT_MAIN(screens_trouble)
