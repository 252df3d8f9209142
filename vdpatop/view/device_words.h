/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A device in a sentence, for dialogs. */
#pragma once

#include <stddef.h>

struct model;
struct model_device;

/* "net device of pci/0000:03:00.2 (mlx5_core), bound to vhost_vdpa": safe text. */
void device_words(const struct model *model, const struct model_device *device, char *to, size_t size);
