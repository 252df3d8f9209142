/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages about management devices, devices and their configuration; counters are in stats.c. */
#include "source/demo/fill.h"

#include <errno.h>
#include <stddef.h>

#include "source/demo/kernel.h"

#define NET_LINK_UP 1
#define SECTOR 512
#define BLOCK_CAPACITY 0x40000 /* sectors, as vdpa_sim_blk's */

static int filled(const struct demo_message *message)
{
	return message->is_full ? -EMSGSIZE : 0;
}

static void fill_handle(const struct demo_mgmtdev *mgmtdev, struct demo_message *message)
{
	if (mgmtdev->bus[0])
		demo_put_string(message, VDPA_ATTR_MGMTDEV_BUS_NAME, mgmtdev->bus);
	demo_put_string(message, VDPA_ATTR_MGMTDEV_DEV_NAME, mgmtdev->name);
}

int demo_fill_mgmtdev(const struct demo_mgmtdev *mgmtdev, struct demo_message *message)
{
	fill_handle(mgmtdev, message);
	demo_put_u64(message, VDPA_ATTR_MGMTDEV_SUPPORTED_CLASSES, mgmtdev->kind->classes);
	demo_put_u32(message, VDPA_ATTR_DEV_MGMTDEV_MAX_VQS, mgmtdev->kind->reported_vqs);
	demo_put_u64(message, VDPA_ATTR_DEV_SUPPORTED_FEATURES, mgmtdev->kind->reported);
	return filled(message);
}

int demo_fill_device(const struct demo_kernel *kernel, const struct demo_device *device,
		     struct demo_message *message)
{
	fill_handle(demo_device_mgmtdev(&kernel->machine, device), message);
	demo_put_string(message, VDPA_ATTR_DEV_NAME, device->name);
	demo_put_u32(message, VDPA_ATTR_DEV_ID, device->class_id);
	demo_put_u32(message, VDPA_ATTR_DEV_VENDOR_ID, device->vendor);
	demo_put_u32(message, VDPA_ATTR_DEV_MAX_VQS, device->nvqs);
	demo_put_u16(message, VDPA_ATTR_DEV_MAX_VQ_SIZE, device->max_vq_size);
	demo_put_u16(message, VDPA_ATTR_DEV_MIN_VQ_SIZE, 1);
	return filled(message);
}

static void fill_net(const struct demo_device *device, struct demo_message *message)
{
	uint64_t features = device->features;

	demo_put_u64(message, VDPA_ATTR_DEV_FEATURES, features);
	if (VDPA_HAS_FEATURE(features, VDPA_NET_F_MTU))
		demo_put_u16(message, VDPA_ATTR_DEV_NET_CFG_MTU, device->mtu);
	if (VDPA_HAS_FEATURE(features, VDPA_NET_F_MAC))
		demo_put(message, VDPA_ATTR_DEV_NET_CFG_MACADDR, device->mac, sizeof(device->mac));
	if (VDPA_HAS_FEATURE(features, VDPA_NET_F_STATUS))
		demo_put_u16(message, VDPA_ATTR_DEV_NET_STATUS, NET_LINK_UP);
	if (VDPA_HAS_FEATURE(features, VDPA_NET_F_MQ) ||
	    VDPA_HAS_FEATURE(features, VDPA_NET_F_RSS))
		demo_put_u16(message, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, device->max_vqp);
}

/* VIRTIO_CONFIG_S_… of a device that a driver runs: ACKNOWLEDGE, DRIVER, DRIVER_OK, FEATURES_OK. */
#define STATUS_RUNNING 0xf

int demo_fill_change(const struct demo_kernel *kernel, const struct demo_device *device,
		     struct demo_message *message)
{
	demo_fill_device(kernel, device, message);
	if (device->is_negotiated)
		demo_put_u64(message, VDPA_ATTR_DEV_NEGOTIATED_FEATURES, device->negotiated);
	demo_put_string(message, VDPA_ATTR_DEV_VENDOR_ATTR_NAME, "status");
	demo_put_u64(message, VDPA_ATTR_DEV_VENDOR_ATTR_VALUE,
		     device->is_negotiated ? STATUS_RUNNING : 0);
	return filled(message);
}

int demo_fill_gone(const struct demo_kernel *kernel, const struct demo_device *device,
		   struct demo_message *message)
{
	fill_handle(demo_device_mgmtdev(&kernel->machine, device), message);
	demo_put_string(message, VDPA_ATTR_DEV_NAME, device->name);
	return filled(message);
}

/* A field of a block device's configuration: there when the feature is, -1 for always. */
struct block_field {
	int feature;
	uint16_t attribute;
	uint16_t size;
	uint64_t value;
};

/* vdpa_sim_blk's values; the number of queues is the device's own. */
static const struct block_field block_fields[] = {
	{ -1, VDPA_ATTR_DEV_BLK_CFG_CAPACITY, 8, BLOCK_CAPACITY },
	{ DEMO_F_BLOCK_SIZE_MAX, VDPA_ATTR_DEV_BLK_CFG_SIZE_MAX, 4, 4096 },
	{ DEMO_F_BLOCK_BLK_SIZE, VDPA_ATTR_DEV_BLK_CFG_BLK_SIZE, 4, SECTOR },
	{ DEMO_F_BLOCK_SEG_MAX, VDPA_ATTR_DEV_BLK_CFG_SEG_MAX, 4, 32 },
	{ DEMO_F_BLOCK_MQ, VDPA_ATTR_DEV_BLK_CFG_NUM_QUEUES, 2, 0 },
	{ DEMO_F_BLOCK_TOPOLOGY, VDPA_ATTR_DEV_BLK_CFG_PHY_BLK_EXP, 1, 0 },
	{ DEMO_F_BLOCK_TOPOLOGY, VDPA_ATTR_DEV_BLK_CFG_ALIGN_OFFSET, 1, 0 },
	{ DEMO_F_BLOCK_TOPOLOGY, VDPA_ATTR_DEV_BLK_CFG_MIN_IO_SIZE, 2, 1 },
	{ DEMO_F_BLOCK_TOPOLOGY, VDPA_ATTR_DEV_BLK_CFG_OPT_IO_SIZE, 4, 1 },
	{ DEMO_F_BLOCK_DISCARD, VDPA_ATTR_DEV_BLK_CFG_MAX_DISCARD_SEC, 4, UINT32_MAX },
	{ DEMO_F_BLOCK_DISCARD, VDPA_ATTR_DEV_BLK_CFG_MAX_DISCARD_SEG, 4, 1 },
	{ DEMO_F_BLOCK_DISCARD, VDPA_ATTR_DEV_BLK_CFG_DISCARD_SEC_ALIGN, 4, SECTOR },
	{ DEMO_F_BLOCK_WRITE_ZEROES, VDPA_ATTR_DEV_BLK_CFG_MAX_WRITE_ZEROES_SEC, 4, UINT32_MAX },
	{ DEMO_F_BLOCK_WRITE_ZEROES, VDPA_ATTR_DEV_BLK_CFG_MAX_WRITE_ZEROES_SEG, 4, 1 },
};

static void fill_block_field(const struct demo_device *device, const struct block_field *field,
			     struct demo_message *message)
{
	if (field->feature >= 0 && !VDPA_HAS_FEATURE(device->features, field->feature))
		return;
	switch (field->size) {
	case 1:
		demo_put_u8(message, field->attribute, (uint8_t)field->value);
		break;
	case 2:
		if (field->feature == DEMO_F_BLOCK_MQ)
			demo_put_u16(message, field->attribute, (uint16_t)device->nvqs);
		else
			demo_put_u16(message, field->attribute, (uint16_t)field->value);
		break;
	case 4:
		demo_put_u32(message, field->attribute, (uint32_t)field->value);
		break;
	default:
		demo_put_u64(message, field->attribute, field->value);
	}
}

static void fill_block(const struct demo_device *device, struct demo_message *message)
{
	demo_put_u64(message, VDPA_ATTR_DEV_FEATURES, device->features);
	for (size_t i = 0; i < sizeof(block_fields) / sizeof(block_fields[0]); i++)
		fill_block_field(device, &block_fields[i], message);
	demo_put_u8(message, VDPA_ATTR_DEV_BLK_READ_ONLY,
		    VDPA_HAS_FEATURE(device->features, DEMO_F_BLOCK_RO));
	demo_put_u8(message, VDPA_ATTR_DEV_BLK_FLUSH,
		    VDPA_HAS_FEATURE(device->features, DEMO_F_BLOCK_FLUSH));
}

int demo_fill_config(const struct demo_device *device, struct demo_message *message)
{
	demo_put_string(message, VDPA_ATTR_DEV_NAME, device->name);
	demo_put_u32(message, VDPA_ATTR_DEV_ID, device->class_id);
	if (device->is_negotiated)
		demo_put_u64(message, VDPA_ATTR_DEV_NEGOTIATED_FEATURES, device->negotiated);
	if (device->class_id == VDPA_CLASS_NET)
		fill_net(device, message);
	else if (device->class_id == VDPA_CLASS_BLOCK)
		fill_block(device, message);
	else
		return message->is_full ? -EMSGSIZE : -EOPNOTSUPP;
	return filled(message);
}
