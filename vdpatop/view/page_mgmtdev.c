/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of a management device: where it is, what it can make, and what was made of it. */
#include "view/page.h"

#include <inttypes.h>
#include <stdio.h>

#include "vdpa/parent.h"
#include "view/features.h"

static void mgmtdev_place(struct pen *pen, const struct model_mgmtdev *mgmtdev)
{
	draw_pair(pen, "driver", mgmtdev->driver);
	draw_pair(pen, "PCI", mgmtdev->pci);
	draw_pair(pen, "function", mgmtdev->function);
	if (mgmtdev->numa_node >= 0)
		draw_pair_of(pen, "NUMA node", "%" PRId32, mgmtdev->numa_node);
	if (mgmtdev->most_vfs)
		draw_pair_of(pen, "VFs", "%" PRIu32 " of %" PRIu32, mgmtdev->vfs, mgmtdev->most_vfs);
	page_end_row(pen);
	draw_pair(pen, "representor", mgmtdev->representor);
	if (mgmtdev->representor_link >= 0)
		draw_pair(pen, "link", mgmtdev->representor_link ? "up" : "down");
	page_end_row(pen);
}

static void mgmtdev_limits(struct pen *pen, const struct model_mgmtdev *mgmtdev)
{
	struct column_row row = { .mgmtdev = mgmtdev };
	struct column_value value;

	column_get(COLUMN_CLASS, &row, &value);
	if (value.kind == VALUE_TEXT)
		draw_pair(pen, "makes", value.text);
	/* A driver that reports 0 reports nothing, not that it has none. */
	if (mgmtdev->valid & VDPA_HAS_MGMTDEV_MAX_VQS && mgmtdev->max_vqs)
		draw_pair_of(pen, "of at most", "%" PRIu32 " queues", mgmtdev->max_vqs);
	page_end_row(pen);
	if (!mgmtdev->is_from_netlink)
		page_words(pen, STYLE_LABEL, "netlink has not said what it supports");
}

static void mgmtdev_use(struct pen *pen, const struct model_mgmtdev *mgmtdev)
{
	const struct vdpa_parent *parent = vdpa_parent_find(mgmtdev->driver);
	char words[160];

	/* Where there are more than we think possible, we are wrong. */
	if (parent && parent->most && mgmtdev->devices <= parent->most)
		snprintf(words, sizeof(words), "%" PRIu32 " of %" PRIu32 " possible: %s", mgmtdev->devices,
			 parent->most, parent->words);
	else
		snprintf(words, sizeof(words), "%" PRIu32 "; %s", mgmtdev->devices,
			 parent && !parent->most ? parent->words : "how many are possible is not known");
	page_words(pen, STYLE_NORMAL, words);
}

static void mgmtdev_device(const struct draw *draw, struct pen *pen, size_t place)
{
	const struct model_device *device = &draw->model->devices[place];
	struct column_row row = column_device_row(draw->model, place);
	struct column_value user;
	char health[32];

	pen_raw(pen, STYLE_DEVICE, device->name);
	pen->column += 2;
	draw_pair(pen, "", device->driver);
	column_get(COLUMN_USED_BY, &row, &user);
	if (user.kind == VALUE_TEXT)
		draw_pair(pen, "", user.text);
	draw_health(health, sizeof(health), draw, device->health, 0);
	pen_put(pen, draw->is_old ? STYLE_STALE : draw_health_style(device->health), health);
	page_end_row(pen);
}

void page_mgmtdev(const struct draw *draw, struct pen *pen, const struct model_mgmtdev *mgmtdev)
{
	const struct features features = {
		.supported = mgmtdev->valid & VDPA_HAS_SUPPORTED ? mgmtdev->supported : 0,
	};

	page_section(pen, "Management device");
	mgmtdev_place(pen, mgmtdev);
	mgmtdev_limits(pen, mgmtdev);
	page_section(pen, "Devices");
	mgmtdev_use(pen, mgmtdev);
	for (size_t i = 0; i < draw->model->device_count; i++)
		if (draw->model->devices[i].mgmtdev == (uint32_t)(mgmtdev - draw->model->mgmtdevs))
			mgmtdev_device(draw, pen, i);
	page_features(pen, features_class(mgmtdev->classes), &features);
}
