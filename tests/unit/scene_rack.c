/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A host with something of every kind; its figures are chosen so that sums are easy to see. */
#include "scene.h"

#include "vdpa/numbers.h"

#define BIT(number) (UINT64_C(1) << (number))
#define NET_TAKEN (BIT(15) | BIT(17) | BIT(22) | BIT(32)) /* MRG_RXBUF CTRL_VQ MQ VERSION_1 */
#define RING_PACKED BIT(34)
#define RSS BIT(60)
#define BLOCK_TAKEN (BIT(12) | BIT(32)) /* MQ VERSION_1 */

const struct scene scene_rack = {
	.mgmtdevs = {
		{
			"pci", "0000:03:00.2", "mlx5_core", VDPA_CLASS_NET, NET_TAKEN | RING_PACKED | RSS,
			.pci = "0000:03:00.2", .function = "VF 0", .representor = "enp3s0f0npf0vf0",
		},
		{
			"pci", "0000:03:00.3", "mlx5_core", VDPA_CLASS_NET, NET_TAKEN | RING_PACKED | RSS,
			.pci = "0000:03:00.3", .function = "VF 1", .representor = "enp3s0f0npf0vf1",
			.is_representor_down = true,
		},
		{
			"auxiliary", "mlx5_core.sf.4", "mlx5_core", VDPA_CLASS_NET, NET_TAKEN,
			.pci = "0000:83:00.0", .function = "SF 88", .numa_node = 1,
		},
		{
			.bus = "", .name = "vdpasim_blk", .driver = "vdpa_sim", .class_id = VDPA_CLASS_BLOCK,
			.supported = BLOCK_TAKEN,
		},
	},
	.mgmtdev_count = 4,
	.devices = {
		{
			.name = "web0", .mgmtdev = 0, .class_id = VDPA_CLASS_NET, .driver = "vhost_vdpa",
			.vm = "vm-web01", .pid = 4711, .vm_numa_node = 1, .pairs = 2, .ring = 256,
			.features = NET_TAKEN | RING_PACKED, .negotiated = NET_TAKEN,
			.queues = {
				{ .kicks = 2000, .wqes = 190000, .beat = 10 }, { .kicks = 1000, .wqes = 80000 },
				{ .kicks = 500, .wqes = 50000 }, { .kicks = 500, .wqes = 30000 }, { .kicks = 0, .wqes = 0 },
			},
			.queue_count = 5,
		},
		{
			.name = "db0", .mgmtdev = 1, .class_id = VDPA_CLASS_NET, .driver = "virtio_vdpa",
			.netdev = "eth3", .mac_end = 0x57, .pairs = 1, .ring = 256,
			.features = NET_TAKEN, .negotiated = NET_TAKEN,
			.queues = {
				{ .kicks = 1500, .wqes = 120000 },
				{ .kicks = 700, .wqes = 60000 },
				{ .kicks = 0, .wqes = 0 },
			},
			.queue_count = 3,
		},
		{
			.name = "dpdk0", .mgmtdev = 2, .class_id = VDPA_CLASS_NET, .driver = "vhost_vdpa",
			.pid = 5120, .command = "testpmd", .node = "/dev/vhost-vdpa-1", .vm_numa_node = 1,
			.mac_end = 0x58, .pairs = 1, .ring = 1024, .is_mapped = true,
			.features = NET_TAKEN, .negotiated = NET_TAKEN,
			.queues = {
				{ .kicks = 0, .wqes = 60000 },
				{ .kicks = 300, .wqes = 20000 },
				{ .kicks = 0, .wqes = 0 },
			},
			.queue_count = 3,
		},
		{
			.name = "disk0", .mgmtdev = 3, .class_id = VDPA_CLASS_BLOCK, .driver = "virtio_vdpa",
			.disk = "vda", .features = BLOCK_TAKEN, .negotiated = BLOCK_TAKEN,
			.queues = {
				{ .kicks = 40, .wqes = 3000 },
				{ .kicks = 10, .wqes = 1000 },
			},
			.queue_count = 2,
		},
	},
	.device_count = 4,
};
