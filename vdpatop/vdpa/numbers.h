/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Command and attribute numbers of the vdpa family (include/uapi/linux/vdpa.h, as of 6.12 and
 * unchanged since). Our own copy: distributions' headers lag, Debian 12 ships those of 6.1.
 * Never include <linux/vdpa.h> beside this file.
 */
#pragma once

#define VDPA_GENL_NAME "vdpa"

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

/* Device classes that the family treats specially (virtio ids, virtio spec section 5). */
#define VDPA_CLASS_NET 1
#define VDPA_CLASS_BLOCK 2

/* Feature bits that the program itself looks at (virtio spec sections 5.1.3, 5.2.3). */
#define VDPA_NET_F_MTU 3
#define VDPA_NET_F_MAC 5
#define VDPA_NET_F_STATUS 16
#define VDPA_NET_F_CTRL_VQ 17
#define VDPA_NET_F_MQ 22
#define VDPA_NET_F_RSS 60
#define VDPA_BLK_F_MQ 12

#define VDPA_HAS_FEATURE(features, bit) (((features) >> (bit)) & 1)
