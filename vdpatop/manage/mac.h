/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MAC addresses: which of them an interface can have, and whose they are. */
#pragma once

#include "manage/task.h"
#include "model/model.h"
#include "vdpa/mac.h"

struct error;

/* Whether an interface can have MAC (linux/etherdevice.h is_valid_ether_addr()). 0, -EINVAL with words. */
int mac_check(const uint8_t *mac, struct error *error);

/* Adds BY to the last three bytes of MAC, those that its maker numbers. False when they do not hold it. */
bool mac_count_up(const uint8_t *mac, uint32_t by, uint8_t *ret_mac);

/* The device, but that of id EXCEPT, that has MAC; NULL for none that is known. */
const struct model_device *mac_find_taken(const struct model *model, const uint8_t *mac,
					  uint64_t except);
