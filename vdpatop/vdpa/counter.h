/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The counters that drivers and our kernel report, and which of them count completed elements. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define VDPA_COUNTER_KICKS "kickdoorbells"
#define VDPA_COUNTER_WQES "wqes"

enum vdpa_counter_use {
	VDPA_COUNTER_PLAIN,     /* shown under its own name, nothing is derived from it */
	VDPA_COUNTER_DOORBELLS, /* our kernel's kickdoorbells */
	VDPA_COUNTER_ELEMENTS,  /* our kernel's wqes */
	VDPA_COUNTER_COMPLETED, /* a driver's equivalent of wqes */
	VDPA_COUNTER_SUBMITTED, /* elements the driver handed in; less the completed: in flight */
};

struct vdpa_counter {
	const char *name;     /* as on the wire, blanks included */
	const char *driver;   /* who reports it: "mlx5_vdpa", "vdpa_sim_net", "kernel" (ours) */
	const char *unit;     /* "packets", "bytes", "descriptors", "doorbells", … */
	const char *meaning;  /* one line for an operator, with the source file */
	enum vdpa_counter_use use;
};

/* What we know of the counter NAME, NULL when nothing: it is then shown under its own name. */
const struct vdpa_counter *vdpa_counter_find(const char *name);

/* The whole table, for documents and tests. */
const struct vdpa_counter *vdpa_counter_table(size_t *ret_count);
