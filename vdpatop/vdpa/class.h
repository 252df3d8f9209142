/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Device classes: virtio device ids and their names (virtio spec section 5). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VDPA_CLASS_COUNT 64 /* the mgmtdev's bitmap of classes has as many bits */

/* "net", "block", "fs", …; "class 42" for an id without a name, "unknown class" past 63. Static. */
const char *vdpa_class_name(uint32_t id);

/* The class called NAME, as vdpa_class_name() or a shown device's type ("network") has it. False: there is none. */
bool vdpa_class_find(const char *name, uint32_t *ret_id);
