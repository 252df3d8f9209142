/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Things by the names that a command says, and words for those that are not there. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct model;
struct model_device;

/* Whether SAID names the device NAME: the kernel has '!' where a slash was said (vdpa/name.h). */
bool find_is_named(const char *said, const char *name);

/* The device that SAID names, NULL for none. */
const struct model_device *find_device(const struct model *model, const char *said);

#define FIND_MISS_SIZE 384

/*
 * Writes into TO, of FIND_MISS_SIZE bytes, that what SAID names is not there, for session_complain(): "there
 * is no device SAID; did you mean NAME?", or that MODEL's list ended early, and why. Returns TO. Where the
 * bus of a management device was left out, it is near, whatever the bus is called.
 */
const char *find_miss_device(const struct model *model, const char *said, char *to);
const char *find_miss_mgmtdev(const struct model *model, const char *said, char *to);
