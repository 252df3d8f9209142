/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counters by names that tell them apart: a driver may call one of its own "wqes" beside the kernel's, or
 * send a name twice, and a reader must not take one for the other.
 */
#pragma once

#include <stdint.h>

#include "base/array.h"

struct model;
struct model_queue;

/*
 * What counter PLACE of QUEUE is called: its own name, or when one before it has the same, the name with "#2",
 * "#3", … behind it. The result is the model's, or in ROOM (an array of char) until the next call; NULL when memory
 * is out.
 */
const char *counter_name(const struct model *model, const struct model_queue *queue, uint32_t place,
			 struct array *room);
