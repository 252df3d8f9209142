/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which queue is for what, by class, index and features. */
#include "vdpa/queue.h"

#include <stdio.h>
#include <stdbool.h>
#include <stddef.h>

#include "vdpa/numbers.h"

/* virtio spec 5.1.2: rx and tx by turns, the control queue behind the last pair. */
static enum vdpa_role queue_role_net(uint32_t index, uint32_t max_vqp, uint64_t negotiated)
{
	uint64_t pairs = 1;

	if (max_vqp && (VDPA_HAS_FEATURE(negotiated, VDPA_NET_F_MQ) ||
			VDPA_HAS_FEATURE(negotiated, VDPA_NET_F_RSS)))
		pairs = max_vqp;
	if (index < 2 * pairs)
		return index % 2 ? VDPA_ROLE_TX : VDPA_ROLE_RX;
	if (index == 2 * pairs && VDPA_HAS_FEATURE(negotiated, VDPA_NET_F_CTRL_VQ))
		return VDPA_ROLE_CTRL;
	return VDPA_ROLE_NONE;
}

/* virtio spec 5.2.2: request queues and nothing else; one of them without MQ. */
static enum vdpa_role queue_role_block(uint32_t index, uint64_t negotiated)
{
	if (index && !VDPA_HAS_FEATURE(negotiated, VDPA_BLK_F_MQ))
		return VDPA_ROLE_NONE;
	return VDPA_ROLE_REQUEST;
}

enum vdpa_role vdpa_queue_role(uint32_t class_id, uint32_t index, uint32_t max_vqp,
			       uint64_t negotiated)
{
	switch (class_id) {
	case VDPA_CLASS_NET:
		return queue_role_net(index, max_vqp, negotiated);
	case VDPA_CLASS_BLOCK:
		return queue_role_block(index, negotiated);
	}
	return VDPA_ROLE_UNKNOWN;
}

const char *vdpa_role_name(enum vdpa_role role)
{
	static const char *const names[] = {
		[VDPA_ROLE_UNKNOWN] = "queue", [VDPA_ROLE_RX] = "rx",
		[VDPA_ROLE_TX] = "tx",         [VDPA_ROLE_CTRL] = "ctrl",
		[VDPA_ROLE_REQUEST] = "request", [VDPA_ROLE_NONE] = "none",
	};

	return (size_t)role < sizeof(names) / sizeof(names[0]) ? names[role] : "queue";
}

void vdpa_queue_name(char *to, size_t size, enum vdpa_role role, uint32_t index)
{
	bool is_paired = role == VDPA_ROLE_RX || role == VDPA_ROLE_TX;

	if (role == VDPA_ROLE_CTRL)
		snprintf(to, size, "%s", vdpa_role_name(role));
	else
		snprintf(to, size, "%s %u", vdpa_role_name(role), is_paired ? index / 2 : index);
}
