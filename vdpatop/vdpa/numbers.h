/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers of the vdpa family (include/uapi/linux/vdpa.h, as of 6.12 and unchanged since) and of
 * virtio, each an enum of its table's rows. Our own copy: distributions' headers lag, Debian 12
 * ships those of 6.1. Never include <linux/vdpa.h> beside this file.
 */
#pragma once

#define VDPA_GENL_NAME "vdpa"
/* Its multicast group, which only the kernel of kernel/ has: devices that come, go and change. */
#define VDPA_GENL_GROUP "config"

enum vdpa_command {
	VDPA_CMD_UNSPEC,
#define X(number, id, ...) VDPA_CMD_##id = (number),
#include "vdpa/command.def"
	VDPA_CMD_COUNT, /* commands that this program knows, and 0 */
};

enum vdpa_attribute {
	VDPA_ATTR_UNSPEC, /* also padding before a u64 where the machine wants it aligned */
#define X(number, id, ...) VDPA_ATTR_##id = (number),
#include "vdpa/attribute.def"
	VDPA_ATTR_COUNT, /* attributes that this program knows, and 0; a kernel may send others */
};

/* Device classes: virtio ids. */
enum vdpa_class {
	VDPA_CLASS_ANY, /* no device's; features that every class has */
#define X(id, header, ...) VDPA_CLASS_##header = (id),
#include "vdpa/class.def"
};

/* Feature bits: VDPA_NET_F_MTU, VDPA_BLK_F_MQ, VDPA_TRANSPORT_F_VERSION_1, … */
enum vdpa_feature_bit {
#define X(class, prefix, bit, name, ...) VDPA_##prefix##_F_##name = (bit),
#include "vdpa/feature.def"
};

#define VDPA_HAS_FEATURE(features, bit) (((features) >> (bit)) & 1)
