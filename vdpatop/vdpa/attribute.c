/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of attributes. Nothing is read or written here. */
#include "vdpa/attribute.h"

#include "vdpa/numbers.h"

static const struct vdpa_attribute_info attributes[VDPA_ATTR_COUNT] = {
#define X(number, id, kind, rule, least, words)                                              \
	[number].name = #id, [number].wire = VDPA_WIRE_##kind,                               \
	[number].policy = VDPA_POLICY_##rule, [number].limit = least, [number].meaning = words,
#define OLD(number, id, kind, words) [number].old_name = #id, [number].old_meaning = words,
#include "vdpa/attribute.def"
};

const struct vdpa_attribute_info *vdpa_attribute_find(uint32_t number)
{
	if (number >= VDPA_ATTR_COUNT || !attributes[number].name)
		return NULL;
	return &attributes[number];
}

size_t vdpa_wire_size(enum vdpa_wire wire)
{
	static const uint8_t sizes[] = {
		[VDPA_WIRE_U8] = 1,  [VDPA_WIRE_U16] = 2, [VDPA_WIRE_U32] = 4,
		[VDPA_WIRE_U64] = 8, [VDPA_WIRE_MAC] = 6, [VDPA_WIRE_BITMAP] = 8,
	};

	return sizes[wire];
}
