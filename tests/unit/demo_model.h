/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A model that was told of a demo host: what netlink says by the sampler, as the program does it; what
 * sysfs and /proc say with names that make trouble: wide, combining, long, and not even text.
 */
#pragma once

struct demo_options;
struct model;

/* SECONDS samples, a second apart, the last at SCENE_NOW. */
struct model *demo_model(const struct demo_options *options, int seconds);

/* The host was looked at once more: the same facts, newer. */
void demo_model_look(struct model *model);
