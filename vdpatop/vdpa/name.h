/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of vDPA devices. */
#pragma once

/*
 * Makes of NAME, as netlink takes it for a new device, what the kernel then calls the device: it puts '!'
 * where a slash is (lib/kobject.c kobject_set_name_vargs()).
 */
void vdpa_name_in_kernel(char *name);
