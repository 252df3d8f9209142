/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a virtqueue is for. */
#pragma once

#include <stddef.h>
#include <stdint.h>

enum vdpa_role {
	VDPA_ROLE_UNKNOWN, /* a class whose queues we do not know */
	VDPA_ROLE_RX,
	VDPA_ROLE_TX,
	VDPA_ROLE_CTRL,
	VDPA_ROLE_REQUEST,
	VDPA_ROLE_NONE, /* this index is no queue of the device with these features */
};

/*
 * The role of queue INDEX. MAX_VQP is the number of pairs that the device announced, 0 when it
 * announced none: without MQ and RSS among the NEGOTIATED features a net device has one pair, and
 * its control queue, if negotiated, is index 2 (virtio spec 5.1.2; drivers/vdpa/mlx5 ctrl_vq_idx()).
 */
enum vdpa_role vdpa_queue_role(uint32_t class_id, uint32_t index, uint32_t max_vqp,
			       uint64_t negotiated);

/*
 * What people call queue INDEX of ROLE: "rx 0", "tx 0" (a pair's queues carry the pair's number,
 * virtio spec 5.1.2), "ctrl", "request 3", "queue 7".
 */
void vdpa_queue_name(char *to, size_t size, enum vdpa_role role, uint32_t index);

/* "rx", "tx", "ctrl", "request", "queue" (unknown), "none". Static. */
const char *vdpa_role_name(enum vdpa_role role);
