/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One table for each driver that the demo plays. */
#include "source/demo/kind.h"

#include "vdpa/numbers.h"

/* Pasted at once, since one of the names (SIZE_MAX) is a macro elsewhere. */
#define ANY(name) DEMO_BIT(DEMO_F_ANY_##name)
#define NET(name) DEMO_BIT(DEMO_F_NET_##name)
#define BLOCK(name) DEMO_BIT(DEMO_F_BLOCK_##name)
#define SETS(attribute) DEMO_BIT(VDPA_ATTR_##attribute)

/* drivers/vdpa/vdpa_sim/vdpa_sim.h, vdpa_sim_net.c, vdpa_sim_blk.c */
#define SIM_FEATURES (ANY(ANY_LAYOUT) | ANY(VERSION_1) | ANY(ACCESS_PLATFORM))
#define SIM_NET_FEATURES \
	(SIM_FEATURES | NET(MTU) | NET(MAC) | NET(STATUS) | NET(CTRL_VQ) | NET(CTRL_MAC_ADDR))
#define SIM_BLOCK_FEATURES                                                           \
	(SIM_FEATURES | BLOCK(SIZE_MAX) | BLOCK(SEG_MAX) | BLOCK(BLK_SIZE) | BLOCK(FLUSH) | \
	 BLOCK(TOPOLOGY) | BLOCK(MQ) | BLOCK(DISCARD) | BLOCK(WRITE_ZEROES))

/* drivers/vdpa/mlx5/net/mlx5_vnet.c get_supported_features() */
#define MLX5_FEATURES                                                                      \
	(NET(CSUM) | NET(GUEST_CSUM) | NET(MTU) | NET(MAC) | NET(HOST_TSO4) | NET(HOST_TSO6) | \
	 NET(MRG_RXBUF) | NET(STATUS) | NET(CTRL_VQ) | NET(CTRL_VLAN) | NET(MQ) |          \
	 NET(CTRL_MAC_ADDR) | ANY(VERSION_1) | ANY(ACCESS_PLATFORM))

const struct demo_kind demo_kind_mlx5 = {
	.driver = "mlx5_core",
	.classes = DEMO_BIT(VDPA_CLASS_NET),
	.reported = MLX5_FEATURES,
	.reported_vqs = 129,
	.net_features = MLX5_FEATURES & ~NET(MRG_RXBUF), /* only for who asks for it */
	.settable = SETS(DEV_NET_CFG_MACADDR) | SETS(DEV_NET_CFG_MAX_VQP) | SETS(DEV_NET_CFG_MTU) |
		    SETS(DEV_FEATURES),
	.vendor = 0x15b3,
	.max_vq_size = 256,
	.default_pairs = 1,
	.most_pairs = 64,
	.room = 1,
	.has_vendor_counters = true,
	.has_attr_set = true,
	.is_hardware = true,
};

const struct demo_kind demo_kind_sim_net = {
	.driver = "vdpa_sim",
	.classes = DEMO_BIT(VDPA_CLASS_NET),
	.reported = SIM_NET_FEATURES,
	.reported_vqs = 3,
	.net_features = SIM_NET_FEATURES,
	.settable = SETS(DEV_NET_CFG_MACADDR) | SETS(DEV_NET_CFG_MTU) | SETS(DEV_FEATURES),
	.max_vq_size = 256,
	.default_pairs = 1,
	.room = UINT32_MAX,
	.has_vendor_counters = true,
	.has_attr_set = true,
	.counts_wqes = true,
};

const struct demo_kind demo_kind_sim_block = {
	.driver = "vdpa_sim",
	.classes = DEMO_BIT(VDPA_CLASS_BLOCK),
	.block_features = SIM_BLOCK_FEATURES,
	.max_vq_size = 256,
	.room = UINT32_MAX,
	.counts_wqes = true,
};

/* Its devices are what their daemons say; these are the demo's daemons'. */
const struct demo_kind demo_kind_vduse = {
	.driver = "vduse",
	.classes = DEMO_BIT(VDPA_CLASS_NET) | DEMO_BIT(VDPA_CLASS_BLOCK),
	.net_features = NET(MTU) | NET(MAC) | NET(STATUS) | ANY(VERSION_1) | ANY(ACCESS_PLATFORM),
	.block_features = SIM_BLOCK_FEATURES &
			  ~(BLOCK(DISCARD) | BLOCK(WRITE_ZEROES) | ANY(ANY_LAYOUT)),
	.max_vq_size = 128,
	.default_pairs = 1,
	.room = UINT32_MAX,
	.needs_daemon = true,
};

const struct demo_kind demo_kind_unmanaged = {
	.driver = "snet-vdpa",
	.net_features = NET(MAC) | ANY(VERSION_1) | ANY(ACCESS_PLATFORM),
	.max_vq_size = 256,
	.default_pairs = 1,
};
