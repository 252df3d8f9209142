/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of drivers behind management devices. */
#include "vdpa/parent.h"

#include <stddef.h>
#include <string.h>

#include "vdpa/message.h"
#include "vdpa/numbers.h"

enum {
	NONE = 0,
	MAC = VDPA_HAS_MAC,
	MTU = VDPA_HAS_MTU,
	PAIRS = VDPA_HAS_MAX_VQP,
	FEATURES = VDPA_HAS_FEATURES,
};

static const struct vdpa_parent parents[] = {
#define X(driver, most, net, block, sets, words) { driver, most, net, block, sets, words },
#include "vdpa/parent.def"
};

const struct vdpa_parent *vdpa_parent_find(const char *driver)
{
	for (size_t i = 0; i < sizeof(parents) / sizeof(parents[0]); i++)
		if (!strcmp(parents[i].driver, driver))
			return &parents[i];
	return NULL;
}

uint32_t vdpa_parent_takes(const char *driver, uint32_t class_id)
{
	const struct vdpa_parent *parent = vdpa_parent_find(driver);
	bool is_net = class_id == VDPA_CLASS_NET;

	if (!parent)
		return is_net ? MAC | MTU | PAIRS | FEATURES : FEATURES;
	return is_net ? parent->net : parent->block;
}

bool vdpa_parent_sets_mac(const char *driver)
{
	const struct vdpa_parent *parent = vdpa_parent_find(driver);

	return !parent || parent->sets & MAC;
}
