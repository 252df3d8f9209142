/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each attribute of the vdpa family is: the rows of attribute.def as a table. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* What the value is on the wire, in host byte order. */
enum vdpa_wire {
	VDPA_WIRE_NONE,   /* nothing: the attribute is not known */
	VDPA_WIRE_STRING, /* ended by NUL */
	VDPA_WIRE_U8,
	VDPA_WIRE_U16,
	VDPA_WIRE_U32,
	VDPA_WIRE_U64,
	VDPA_WIRE_MAC,    /* 6 bytes */
	VDPA_WIRE_BITMAP, /* a u64 */
};

/* What the kernel wants to see in a request (lib/nlattr.c validate_nla()). */
enum vdpa_policy {
	VDPA_POLICY_NONE,       /* refused: "Unsupported attribute" */
	VDPA_POLICY_NUL_STRING, /* must have a NUL */
	VDPA_POLICY_STRING,     /* at least one byte */
	VDPA_POLICY_U16,
	VDPA_POLICY_U16_MIN,    /* at least the limit */
	VDPA_POLICY_U32,
	VDPA_POLICY_U64,
	VDPA_POLICY_EXACT,      /* as many bytes as the limit */
};

struct vdpa_attribute_info {
	const char *name;        /* without VDPA_ATTR_: "DEV_NAME" */
	enum vdpa_wire wire;
	enum vdpa_policy policy; /* VDPA_POLICY_NONE: it only comes in replies */
	uint16_t limit;          /* of VDPA_POLICY_U16_MIN and VDPA_POLICY_EXACT */
	const char *meaning;     /* one line for an operator */
	const char *old_name;    /* other use of the same number on some kernels, else NULL */
	const char *old_meaning;
};

/* What attribute NUMBER is, NULL when it is not known. Static. */
const struct vdpa_attribute_info *vdpa_attribute_find(uint32_t number);

/* Bytes of a value of kind WIRE, 0 where they vary. */
size_t vdpa_wire_size(enum vdpa_wire wire);
