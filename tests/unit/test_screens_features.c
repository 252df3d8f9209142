/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of a device: everything there is to say about it, features with what each one means. */
#include "stage.h"

#include "unit.h"

static struct stage detail_stage(int rows, int columns)
{
	struct stage stage = stage_sized(scene_rack, 30, rows, columns);

	press(&stage, "Down");
	press(&stage, "Enter");
	return stage;
}

/*
 * What the device is, who has it and from where; its configuration; then each feature on a line: how far it
 * got, its name as in the specification, its bit, and what that means for an operator.
 */
static void the_features_of_a_device_on_80x24_are_explained(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07",
		" kicks/s ≥6.55k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   614k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇    10 ok  3 idle",
		" ─ web0 ───────────────────────────────────────────────────────────────────────",
		" Device",
		"   class net  driver vhost_vdpa  /dev/vhost-vdpa-0  used by vm-web01 (4711)",
		"   from pci/0000:03:00.2  NUMA node 0  VM on node 1",
		"   5 queues  queue size up to 256",
		" Configuration",
		"   mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs",
		" Features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF          15  a received packet may fill several buffers",
		"   ● CTRL_VQ            17  there is a control queue",
		"   ● MQ                 22  several pairs of queues, packets steered by flow",
		"   ● VERSION_1          32  the device follows virtio 1.0 or later",
		"   ○ RING_PACKED        34  packed virtqueues",
		"   · RSS                60  the driver steers received packets by hash and table",
		BLANK_ROWS,
		" F1 Help F8 Delete F9 Edit g Graphs e Log Z Pause Esc Back F10 Quit",
		NULL,
	};
	struct stage stage = detail_stage(24, 80);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* Whole on one screen: nothing says that there is more, because there is not. */
static void the_features_of_a_device_on_120x40_are_explained(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇        wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇          10 ok  3 idle",
		" ─ web0 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" Device",
		"   class net  driver vhost_vdpa  /dev/vhost-vdpa-0  used by vm-web01 (4711)",
		"   from pci/0000:03:00.2  NUMA node 0  VM on node 1",
		"   5 queues  queue size up to 256",
		" Configuration",
		"   mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs",
		" Features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF          15  a received packet may fill several buffers",
		"   ● CTRL_VQ            17  there is a control queue",
		"   ● MQ                 22  several pairs of queues, packets steered by flow",
		"   ● VERSION_1          32  the device follows virtio 1.0 or later",
		"   ○ RING_PACKED        34  packed virtqueues",
		"   · RSS                60  the driver steers received packets by hash and table",
		BLANK_ROWS,
		" F1 Help F8 Delete F9 Edit g Graphs e Log Z Pause Esc Back F10 Quit",
		NULL,
	};
	struct stage stage = detail_stage(40, 120);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* Lines are not spread over a wide screen: a name and its meaning stay together. */
static void the_features_of_a_device_on_200x50_are_explained(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                                                                                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                 wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                                                 10 ok  3 idle",
		" ─ web0 ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" Device",
		"   class net  driver vhost_vdpa  /dev/vhost-vdpa-0  used by vm-web01 (4711)",
		"   from pci/0000:03:00.2  NUMA node 0  VM on node 1",
		"   5 queues  queue size up to 256",
		" Configuration",
		"   mac 52:54:00:12:34:56  mtu 9000  link up  2 queue pairs",
		" Features  ● negotiated  ○ provisioned only  · supported only",
		"   ● MRG_RXBUF          15  a received packet may fill several buffers",
		"   ● CTRL_VQ            17  there is a control queue",
		"   ● MQ                 22  several pairs of queues, packets steered by flow",
		"   ● VERSION_1          32  the device follows virtio 1.0 or later",
		"   ○ RING_PACKED        34  packed virtqueues",
		"   · RSS                60  the driver steers received packets by hash and table",
		BLANK_ROWS,
		" F1 Help F8 Delete F9 Edit g Graphs e Log Z Pause Esc Back F10 Quit",
		NULL,
	};
	struct stage stage = detail_stage(50, 200);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_features_of_a_device_on_80x24_are_explained),
	cmocka_unit_test(the_features_of_a_device_on_120x40_are_explained),
	cmocka_unit_test(the_features_of_a_device_on_200x50_are_explained),
};

UNIT_MAIN(screens_features)
