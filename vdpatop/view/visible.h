/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which devices a person sees: their drivers are asked for what chosen columns show. */
#pragma once

#include <stddef.h>

struct array;
struct model;
struct rows;

/* Puts the names of devices with one of the COUNT rows from TOP on into NAMES (char), each with its NUL. */
void visible_devices(const struct rows *rows, const struct model *model, size_t top, size_t count,
		     struct array *names);
