/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Feature bits by device class, with names as in the virtio headers and a line on each. */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct vdpa_feature {
	uint32_t class_id;   /* 0: the same for every class (transport and ring features) */
	uint32_t bit;
	const char *name;    /* without VIRTIO_…_F_, as iproute2's vdpa prints it: "MRG_RXBUF" */
	const char *meaning; /* one line for an operator */
};

/* What BIT means for a device of class CLASS_ID, NULL when it has no name. Static. */
const struct vdpa_feature *vdpa_feature_find(uint32_t class_id, uint32_t bit);

/* Writes the name of BIT, or "bit_N" when it has none. */
void vdpa_feature_print(char *to, size_t size, uint32_t class_id, uint32_t bit);

/* The whole table, for documents and tests. */
const struct vdpa_feature *vdpa_feature_table(size_t *ret_count);
