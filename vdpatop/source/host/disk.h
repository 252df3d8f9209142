/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a disk is mounted. */
#pragma once

#include <stdbool.h>

/*
 * Whether the disk whose sysfs folder is FOLDER, one of its partitions, or what stands on them
 * (device mapper, md) is mounted where this process can see. ROOT holds proc.
 */
bool disk_is_mounted(int root, int folder);
