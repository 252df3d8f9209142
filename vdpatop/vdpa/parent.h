/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of the drivers behind management devices. */
#pragma once

#include <stdint.h>

struct vdpa_parent {
	const char *driver; /* as the host names it: "mlx5_core" */
	uint32_t most;      /* devices that one management device can make; 0: no limit */
	const char *words;  /* why that many, for a person */
};

/* What is known of DRIVER, NULL for nothing. Static. */
const struct vdpa_parent *vdpa_parent_find(const char *driver);
