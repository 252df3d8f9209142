/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Kinds of management device in the demo, modelled on drivers of Linux 6.12: what their devices are
 * like and how they answer.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "vdpa/numbers.h"

#define DEMO_BIT(bit) (UINT64_C(1) << (bit))

/* The mask of a feature by the names of vdpa/feature.def: DEMO_FEATURE(NET, MTU). */
#define DEMO_FEATURE(class_name, name) DEMO_BIT(DEMO_F_##class_name##_##name)

enum demo_feature_bit {
#define X(class_name, prefix, bit, name, meaning) DEMO_F_##class_name##_##name = (bit),
#include "vdpa/feature.def"
};

/* What a driver of management devices does, and how it answers. */
struct demo_kind {
	const char *driver;       /* of the management device */
	uint64_t classes;         /* bit = virtio id */
	uint64_t reported;        /* features of the mgmtdev, 0 where the driver sets none */
	uint32_t reported_vqs;
	uint64_t net_features;    /* of a device made without any wish */
	uint64_t block_features;
	uint64_t settable;        /* bit = attribute that DEV_NEW accepts (config_attr_mask) */
	uint32_t vendor;
	uint16_t max_vq_size;
	uint16_t default_pairs;   /* of a net device made without MAX_VQP */
	uint16_t most_pairs;
	uint32_t room;            /* devices that fit; one more is ENOSPC */
	bool has_vendor_counters; /* get_vendor_vq_stats */
	bool has_attr_set;        /* dev_set_attr */
	bool counts_wqes;         /* our kernel: the parent knows what it consumed */
	bool needs_daemon;        /* DEV_NEW attaches what a daemon offers under that name */
	bool is_hardware;         /* doorbells can be mapped */
};

/* Whether it makes net devices (then maybe beside others). */
static inline bool demo_kind_has_net(const struct demo_kind *kind)
{
	return kind->classes & DEMO_BIT(VDPA_CLASS_NET);
}

extern const struct demo_kind demo_kind_mlx5;
extern const struct demo_kind demo_kind_sim_net;
extern const struct demo_kind demo_kind_sim_block;
extern const struct demo_kind demo_kind_vduse;

/* The driver of a device that has no management device. */
extern const struct demo_kind demo_kind_unmanaged;
