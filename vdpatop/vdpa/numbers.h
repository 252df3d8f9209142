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
	VDPA_CMD_MGMTDEV_NEW,   /* only as the command of a reply */
	VDPA_CMD_MGMTDEV_GET,
	VDPA_CMD_DEV_NEW,
	VDPA_CMD_DEV_DEL,
	VDPA_CMD_DEV_GET,
	VDPA_CMD_DEV_CONFIG_GET,
	VDPA_CMD_DEV_VSTATS_GET,
	VDPA_CMD_DEV_ATTR_SET,
};

enum vdpa_attribute {
	VDPA_ATTR_UNSPEC, /* also padding before a u64 where the machine wants it aligned */
	VDPA_ATTR_MGMTDEV_BUS_NAME,
	VDPA_ATTR_MGMTDEV_DEV_NAME,
	VDPA_ATTR_MGMTDEV_SUPPORTED_CLASSES,
	VDPA_ATTR_DEV_NAME,
	VDPA_ATTR_DEV_ID,
	VDPA_ATTR_DEV_VENDOR_ID,
	VDPA_ATTR_DEV_MAX_VQS,
	VDPA_ATTR_DEV_MAX_VQ_SIZE,
	VDPA_ATTR_DEV_MIN_VQ_SIZE,
	VDPA_ATTR_DEV_NET_CFG_MACADDR,
	VDPA_ATTR_DEV_NET_STATUS, /* u16 on the wire, whatever the kernel's comment says */
	VDPA_ATTR_DEV_NET_CFG_MAX_VQP,
	VDPA_ATTR_DEV_NET_CFG_MTU,
	VDPA_ATTR_DEV_NEGOTIATED_FEATURES,
	VDPA_ATTR_DEV_MGMTDEV_MAX_VQS,
	VDPA_ATTR_DEV_SUPPORTED_FEATURES,
	VDPA_ATTR_DEV_QUEUE_INDEX,
	VDPA_ATTR_DEV_VENDOR_ATTR_NAME,
	VDPA_ATTR_DEV_VENDOR_ATTR_VALUE,
	VDPA_ATTR_DEV_FEATURES,
	/*
	 * Twice used: 6.1 sends a net device's features here (VDPA_ATTR_VDPA_DEV_SUPPORTED_FEATURES),
	 * 6.9 and later a block device's capacity. Told apart by the class of the device.
	 */
	VDPA_ATTR_DEV_BLK_CFG_CAPACITY,
	VDPA_ATTR_DEV_BLK_CFG_SIZE_MAX,
	VDPA_ATTR_DEV_BLK_CFG_BLK_SIZE,
	VDPA_ATTR_DEV_BLK_CFG_SEG_MAX,
	VDPA_ATTR_DEV_BLK_CFG_NUM_QUEUES,
	VDPA_ATTR_DEV_BLK_CFG_PHY_BLK_EXP,
	VDPA_ATTR_DEV_BLK_CFG_ALIGN_OFFSET,
	VDPA_ATTR_DEV_BLK_CFG_MIN_IO_SIZE,
	VDPA_ATTR_DEV_BLK_CFG_OPT_IO_SIZE,
	VDPA_ATTR_DEV_BLK_CFG_MAX_DISCARD_SEC,
	VDPA_ATTR_DEV_BLK_CFG_MAX_DISCARD_SEG,
	VDPA_ATTR_DEV_BLK_CFG_DISCARD_SEC_ALIGN,
	VDPA_ATTR_DEV_BLK_CFG_MAX_WRITE_ZEROES_SEC,
	VDPA_ATTR_DEV_BLK_CFG_MAX_WRITE_ZEROES_SEG,
	VDPA_ATTR_DEV_BLK_READ_ONLY,
	VDPA_ATTR_DEV_BLK_FLUSH,
	VDPA_ATTR_COUNT, /* attributes that this program knows; a kernel may send others */
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
