/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of the drivers behind management devices. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct vdpa_parent {
	const char *driver; /* as the host names it: "mlx5_core" */
	uint32_t most;      /* devices that one management device can make; 0: no limit */
	uint32_t net, block; /* VDPA_HAS_MAC, _MTU, _MAX_VQP, _FEATURES: what may be said when one is made */
	uint32_t sets;      /* the same: what can be changed afterwards */
	const char *words;  /* why that many, for a person */
};

/* What is known of DRIVER, NULL for nothing. Static. */
const struct vdpa_parent *vdpa_parent_find(const char *driver);

/*
 * What DRIVER takes when a device of CLASS_ID is made, as VDPA_HAS_… bits: all that there is when it is
 * not known.
 */
uint32_t vdpa_parent_takes(const char *driver, uint32_t class_id);

/* Whether DRIVER can change the MAC address of a device: true when it is not known. */
bool vdpa_parent_sets_mac(const char *driver);
