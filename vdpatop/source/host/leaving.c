/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A device whose node someone holds open while it is deleted or unbound. The kernel takes the node
 * out of sysfs first, then waits for the close. What is left to see meanwhile (6.12):
 *
 *                     deleted                    unbound
 *   on the bus        no                         yes
 *   its folder        there, empty               there
 *   link "driver"     no                         no
 *   its node          no                         no
 *   the open file     "/dev/vhost-vdpa-N (deleted)", its device number as before
 *
 * So a number that is held and in sysfs no more belongs to one of the devices with such marks. It
 * is told only where just one can be it; the scans before help when there are several.
 */
#include "source/host/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/text.h"
#include "source/host/tree.h"

#define LEAVING_ORPHANS 64

struct orphans {
	dev_t number[LEAVING_ORPHANS];
	size_t count;
};

static struct found_device *device_at(const struct scan *scan, size_t index)
{
	return array_at(&scan->devices, struct found_device, index);
}

static void find_orphans(const struct scan *scan, struct orphans *orphans)
{
	for (size_t i = 0; i < scan->users.count; i++) {
		dev_t number = array_at(&scan->users, struct found_user, i)->node_number;
		bool is_known = scan_find_node(scan, number);

		for (size_t j = 0; j < orphans->count && !is_known; j++)
			is_known = orphans->number[j] == number;
		if (!is_known && orphans->count < LEAVING_ORPHANS)
			orphans->number[orphans->count++] = number;
	}
}

/* Group folders are empty where their attributes do not apply; a PCI device's "link" is. */
static bool may_be_device(const char *name)
{
	return strcmp(name, "link") != 0 && strcmp(name, "power") != 0;
}

/* Adds the empty folders in PATH as dying devices. */
static void add_dying_below(struct scan *scan, int at, const char *path, const char *parent)
{
	struct tree_list list;
	const char *name;

	tree_list_open(&list, at, path);
	while ((name = tree_list_next(&list))) {
		struct found_device *device;
		int folder;

		if (!list.is_folder || !may_be_device(name) || !tree_is_empty(list.fd, name))
			continue;
		device = scan_add_device(scan, name);
		folder = tree_open(list.fd, name);
		if (device) {
			device->is_dying = true;
			device->identity = folder < 0 ? 0 : tree_inode(folder);
			text_copy(device->parent, sizeof(device->parent), parent);
		}
		if (folder >= 0)
			close(folder);
	}
	tree_list_close(&list);
}

/* Parents are entries of PATH: PCI and auxiliary devices, devices of vduse. */
static void add_dying_below_each(struct scan *scan, const char *path)
{
	struct tree_list list;
	const char *name;

	tree_list_open(&list, scan->root, path);
	while ((name = tree_list_next(&list)))
		add_dying_below(scan, list.fd, name, name);
	tree_list_close(&list);
}

static void add_dying(struct scan *scan)
{
	add_dying_below(scan, scan->root, "sys/devices", "");
	add_dying_below_each(scan, "sys/devices/virtual/vduse");
	add_dying_below_each(scan, "sys/bus/pci/devices");
	add_dying_below_each(scan, "sys/bus/auxiliary/devices");
}

static bool is_leaving(const struct found_device *device)
{
	return device->is_dying || (!device->driver[0] && !device->node_number);
}

static bool is_named_by_suspect(const struct scan *scan, const struct found_device *device)
{
	for (size_t i = 0; i < scan->suspects.count; i++)
		if (!strcmp(array_at(&scan->suspects, struct found_suspect, i)->device, device->name))
			return true;
	return false;
}

static uint64_t known_identity(const struct scan *scan, dev_t number)
{
	const struct array *nodes = &scan->system->nodes;

	for (size_t i = 0; i < nodes->count; i++)
		if (array_at(nodes, struct known_node, i)->number == number)
			return array_at(nodes, struct known_node, i)->identity;
	return 0;
}

/* What makes a device the one that is looked for, the surest first. */
enum mark { MARK_IDENTITY, MARK_NAMED, MARK_DYING, MARK_ON_BUS, MARKS };

static bool has_mark(const struct scan *scan, const struct found_device *device, enum mark mark,
		     uint64_t identity)
{
	switch (mark) {
	case MARK_IDENTITY:
		return identity && device->identity == identity;
	case MARK_NAMED:
		return device->is_dying && is_named_by_suspect(scan, device);
	case MARK_DYING:
		return device->is_dying;
	case MARK_ON_BUS:
		return !device->is_dying;
	case MARKS:
		break;
	}
	return false;
}

/* The only leaving device with MARK; NULL when there is none or there are several. */
static struct found_device *find_only(const struct scan *scan, enum mark mark, uint64_t identity,
				      bool *ret_has_several)
{
	struct found_device *found = NULL;

	*ret_has_several = false;
	for (size_t i = 0; i < scan->devices.count; i++) {
		struct found_device *device = device_at(scan, i);

		if (!is_leaving(device) || device->node_number ||
		    !has_mark(scan, device, mark, identity))
			continue;
		*ret_has_several |= found != NULL;
		found = device;
	}
	return *ret_has_several ? NULL : found;
}

static void give_node(struct found_device *device, dev_t number)
{
	device->node_number = number;
	text_copy(device->driver, sizeof(device->driver), "vhost_vdpa");
	snprintf(device->node, sizeof(device->node), "/dev/vhost-vdpa-%u", minor(number));
}

/* An empty folder that holds nobody's node is some other device's affair. */
static void drop_unmatched(struct scan *scan)
{
	for (size_t i = scan->devices.count; i--;) {
		struct found_device *device = device_at(scan, i);

		if (!device->is_dying || device->node_number)
			continue;
		free(device->name);
		array_remove(&scan->devices, i);
	}
}

static void remember_nodes(struct scan *scan)
{
	struct array *nodes = &scan->system->nodes;

	nodes->count = 0;
	for (size_t i = 0; i < scan->devices.count; i++) {
		const struct found_device *device = device_at(scan, i);

		if (device->node_number)
			array_append(nodes, &(struct known_node){ device->node_number, device->identity },
				     1);
	}
}

static void match_known(const struct scan *scan, struct orphans *orphans)
{
	size_t left = 0;
	bool has_several;

	for (size_t i = 0; i < orphans->count; i++) {
		dev_t number = orphans->number[i];
		struct found_device *device = find_only(scan, MARK_IDENTITY,
							known_identity(scan, number), &has_several);

		if (device)
			give_node(device, number);
		else
			orphans->number[left++] = number;
	}
	orphans->count = left;
}

/* Of two orphans without a past nobody can say which is whose. */
static void match_only(const struct scan *scan, const struct orphans *orphans)
{
	struct found_device *device = NULL;
	bool has_several = false;

	if (orphans->count != 1)
		return;
	for (enum mark mark = MARK_NAMED; mark < MARKS && !device && !has_several; mark++)
		device = find_only(scan, mark, 0, &has_several);
	if (device)
		give_node(device, orphans->number[0]);
}

void scan_match_leaving(struct scan *scan)
{
	struct orphans orphans = { .count = 0 };

	find_orphans(scan, &orphans);
	if (orphans.count)
		add_dying(scan);
	match_known(scan, &orphans);
	match_only(scan, &orphans);
	drop_unmatched(scan);
	remember_nodes(scan);
}
