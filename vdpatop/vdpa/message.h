/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages of the vdpa family into structs, and requests out of them. No socket, no clock.
 *
 * A decoder returns 0 or -EBADMSG: an attribute of the wrong size, a name without its NUL, a
 * value without a name. A message that is wrong anywhere gives nothing at all, so that no wrong
 * figure is ever shown. Attributes that are not known are passed over. Strings that a decoder
 * returns point into the message.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct nlmsghdr;
struct error;

/* Which optional fields of a struct below hold something. */
enum vdpa_valid {
	VDPA_HAS_CLASSES = 1 << 0,
	VDPA_HAS_SUPPORTED = 1 << 1,
	VDPA_HAS_MGMTDEV_MAX_VQS = 1 << 2,
	VDPA_HAS_CLASS = 1 << 3,
	VDPA_HAS_VENDOR = 1 << 4,
	VDPA_HAS_MAX_VQS = 1 << 5,
	VDPA_HAS_MAX_VQ_SIZE = 1 << 6,
	VDPA_HAS_MIN_VQ_SIZE = 1 << 7,
	VDPA_HAS_MAC = 1 << 8,
	VDPA_HAS_STATUS = 1 << 9,
	VDPA_HAS_MAX_VQP = 1 << 10,
	VDPA_HAS_MTU = 1 << 11,
	VDPA_HAS_NEGOTIATED = 1 << 12, /* absent: no driver has negotiated features */
	VDPA_HAS_FEATURES = 1 << 13,
	VDPA_HAS_INDEX = 1 << 14,
};

struct vdpa_mgmtdev {
	const char *bus;  /* "" when it has none */
	const char *name;
	uint64_t classes; /* bit = virtio id */
	uint64_t supported;
	uint32_t max_vqs; /* 0: not reported, which is not none */
	uint32_t valid;
};

struct vdpa_device {
	const char *name;
	const char *bus;     /* of its mgmtdev, "" when that has none */
	const char *mgmtdev; /* "" when the message does not say */
	uint32_t class_id;
	uint32_t vendor;
	uint32_t max_vqs;
	uint16_t max_vq_size;
	uint16_t min_vq_size;
	uint32_t valid;
};

/* Block configuration: each field is there when its bit (its attribute number - 21) is set. */
struct vdpa_block_config {
	uint64_t capacity; /* sectors of 512 bytes */
	uint32_t size_max, blk_size, seg_max;
	uint16_t num_queues;
	uint8_t phy_blk_exp, align_offset;
	uint16_t min_io_size;
	uint32_t opt_io_size;
	uint32_t max_discard_sec, max_discard_seg, discard_sec_align;
	uint32_t max_write_zeroes_sec, max_write_zeroes_seg;
	uint8_t read_only, flush;
	uint32_t valid;
};

#define VDPA_BLOCK_BIT(attribute) (1u << ((attribute) - VDPA_ATTR_DEV_BLK_CFG_CAPACITY))

struct vdpa_config {
	uint32_t class_id;
	uint32_t valid;
	uint64_t features;   /* the device offers (provisioned) */
	uint64_t negotiated; /* its driver accepted */
	uint8_t mac[6];
	uint16_t status;     /* bit 0 link up, bit 1 announce */
	uint16_t max_vqp;
	uint16_t mtu;
	struct vdpa_block_config block;
};

struct vdpa_vstats {
	uint32_t class_id;
	uint32_t index;
	uint16_t max_vqp;
	uint64_t negotiated;
	uint32_t valid;
};

int vdpa_decode_mgmtdev(const struct nlmsghdr *message, struct vdpa_mgmtdev *ret_mgmtdev);
int vdpa_decode_device(const struct nlmsghdr *message, struct vdpa_device *ret_device);

/* RET_NAME is the device's. */
int vdpa_decode_config(const struct nlmsghdr *message, struct vdpa_config *ret_config,
		       const char **ret_name);

/* Called for each pair in its order; NAME may be of any length and hold any bytes but NUL. */
typedef void vdpa_on_counter(void *context, const char *name, uint64_t value);

/* ON_COUNTER is called only when the whole message is right. */
int vdpa_decode_vstats(const struct nlmsghdr *message, struct vdpa_vstats *ret_vstats,
		       const char **ret_name, vdpa_on_counter *on_counter, void *context);

/* One request to the family. Pointers are borrowed; NULL or a missing bit leaves it out. */
struct vdpa_request {
	uint8_t command;     /* enum vdpa_command */
	uint32_t valid;      /* VDPA_HAS_MAC, _MTU, _MAX_VQP, _FEATURES, _INDEX */
	const char *bus;     /* of the mgmtdev; NULL or "" for none */
	const char *mgmtdev;
	const char *device;
	uint64_t features;
	uint32_t index;
	uint16_t max_vqp;
	uint16_t mtu;
	uint8_t mac[6];
};

/*
 * Puts the request's attributes behind MESSAGE's headers, in at most ROOM bytes in all. 0, or
 * -EMSGSIZE when a name is too long for it.
 */
int vdpa_encode(struct nlmsghdr *message, size_t room, const struct vdpa_request *request);
