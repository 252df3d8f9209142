/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands behind a management device: pci/0000:03:00.2 is a folder of the PCI bus,
 * auxiliary/mlx5_core.sf.1 lies below its PCI function, and vdpasim_net, which has no bus, is a
 * folder of sys/devices.
 */
#include "source/host/private.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source/host/representor.h"
#include "source/host/tree.h"

/* Those without a bus have no driver in sysfs either: the module that makes them. */
static const struct {
	const char *name, *module;
} busless_drivers[] = {
	{ "vdpasim_net", "vdpa_sim" }, /* drivers/vdpa/vdpa_sim/vdpa_sim_net.c */
	{ "vdpasim_blk", "vdpa_sim" }, /* drivers/vdpa/vdpa_sim/vdpa_sim_blk.c */
	{ "vduse", "vduse" },          /* drivers/vdpa/vdpa_user/vduse_dev.c */
};

struct found_mgmtdev {
	int folder, pci_folder;
	char driver[64], pci[32], function[32];
	struct representor representor;
	struct port port;
	int32_t numa_node;
	uint32_t vfs, most_vfs;
};

/* "0000:03:00.2"; a domain may have more digits. Writes the number of the function. */
static bool parse_pci_address(const char *text, size_t length, unsigned int *ret_function)
{
	unsigned int domain, bus, slot, function;
	char copy[32];
	int used = 0;

	if (length >= sizeof(copy))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	if (sscanf(copy, "%8x:%2x:%2x.%1o%n", &domain, &bus, &slot, &function, &used) != 4 ||
	    (size_t)used != length)
		return false;
	*ret_function = function;
	return true;
}

/* The last component of PATH that is a PCI address: the function that the device belongs to. */
static void find_pci_address(const char *path, char *to, size_t size)
{
	unsigned int function;

	for (const char *at = path; *at; at += *at == '/') {
		size_t length = strcspn(at, "/");

		if (parse_pci_address(at, length, &function))
			snprintf(to, size, "%.*s", (int)length, at);
		at += length;
	}
}

static int mgmtdev_path(char *to, size_t size, const struct host_question *question)
{
	bool has_bus = question->bus && question->bus[0];
	int length;

	if (!tree_is_name(question->name) || (has_bus && !tree_is_name(question->bus)))
		return -EINVAL;
	if (has_bus)
		length = snprintf(to, size, "sys/bus/%s/devices/%s", question->bus, question->name);
	else
		length = snprintf(to, size, "sys/devices/%s", question->name);
	return length < 0 || (size_t)length >= size ? -ENAMETOOLONG : 0;
}

static void read_pci(struct found_mgmtdev *found, int root, const struct host_question *question,
		     const char *path)
{
	char target[4096], folder[96];

	if (tree_read_link(root, path, target, sizeof(target)) == 0)
		find_pci_address(target, found->pci, sizeof(found->pci));
	if (!found->pci[0] && question->bus && !strcmp(question->bus, "pci"))
		snprintf(found->pci, sizeof(found->pci), "%.31s", question->name);
	if (!found->pci[0])
		return;
	snprintf(folder, sizeof(folder), "sys/bus/pci/devices/%s", found->pci);
	found->pci_folder = tree_open(root, folder);
}

static void read_driver(struct found_mgmtdev *found, const struct host_question *question)
{
	if (!tree_read_link_name(found->folder, "driver", found->driver, sizeof(found->driver)) ||
	    (question->bus && question->bus[0]))
		return;
	for (size_t i = 0; i < sizeof(busless_drivers) / sizeof(busless_drivers[0]); i++)
		if (!strcmp(busless_drivers[i].name, question->name))
			snprintf(found->driver, sizeof(found->driver), "%s", busless_drivers[i].module);
}

static void read_numa_node(struct found_mgmtdev *found)
{
	int64_t node;

	found->numa_node = -1;
	if ((tree_read_number(found->folder, "numa_node", &node) < 0 &&
	     tree_read_number(found->pci_folder, "numa_node", &node) < 0) ||
	    node < 0 || node > 4095)
		return;
	found->numa_node = (int32_t)node;
}

/* The PF has a link virtfnN to each of its VFs. The number of that to ADDRESS, or -1. */
static int32_t find_vf_number(int pf, const char *address)
{
	struct tree_list list;
	const char *name;
	int32_t number = -1;

	tree_list_open(&list, pf, ".");
	while (number < 0 && (name = tree_list_next(&list))) {
		char target[64];

		if (strncmp(name, "virtfn", 6) != 0 || !isdigit((unsigned char)name[6]) ||
		    tree_read_link_name(pf, name, target, sizeof(target)) < 0)
			continue;
		if (!strcmp(target, address))
			number = (int32_t)(strtoul(name + 6, NULL, 10) & INT32_MAX);
	}
	tree_list_close(&list);
	return number;
}

/* A VF's port on the embedded switch is named after its PF's number, which is its PCI function. */
static void read_vf(struct found_mgmtdev *found, int pf)
{
	char pf_address[32];
	int32_t number = find_vf_number(pf, found->pci);
	unsigned int function;

	snprintf(found->function, sizeof(found->function), "VF");
	if (number < 0)
		return;
	snprintf(found->function, sizeof(found->function), "VF %d", number);
	if (!tree_read_link_name(found->pci_folder, "physfn", pf_address, sizeof(pf_address)) &&
	    parse_pci_address(pf_address, strlen(pf_address), &function))
		found->port = (struct port){ PORT_VF, function, (uint32_t)number };
}

static void read_sf(struct found_mgmtdev *found, int64_t number)
{
	unsigned int function;

	snprintf(found->function, sizeof(found->function), "SF %lld", (long long)number);
	if (number >= 0 && number <= UINT32_MAX &&
	    parse_pci_address(found->pci, strlen(found->pci), &function))
		found->port = (struct port){ PORT_SF, function, (uint32_t)number };
}

static void read_pf(struct found_mgmtdev *found, int64_t most)
{
	int64_t vfs;

	snprintf(found->function, sizeof(found->function), "PF");
	if (tree_read_number(found->pci_folder, "sriov_numvfs", &vfs) < 0 || vfs < 0 ||
	    vfs > most || most > UINT16_MAX)
		return;
	found->vfs = (uint32_t)vfs;
	found->most_vfs = (uint32_t)most;
}

/* Tells the function, and finds its representor among the interfaces of the PF's switch. */
static void read_function(struct found_mgmtdev *found, int root)
{
	int64_t number;
	int pf = tree_open(found->pci_folder, "physfn");

	if (!tree_read_number(found->folder, "sfnum", &number))
		read_sf(found, number);
	else if (pf >= 0)
		read_vf(found, pf);
	else if (!tree_read_number(found->pci_folder, "sriov_totalvfs", &number))
		read_pf(found, number);
	if (found->port.kind != PORT_NONE)
		representor_find(root, pf >= 0 ? pf : found->pci_folder, &found->port,
				 &found->representor);
	if (pf >= 0)
		close(pf);
}

static void tell(const struct found_mgmtdev *found, const struct host_question *question,
		 const struct host_visitor *visitor)
{
	const struct host_mgmtdev mgmtdev = {
		.bus = question->bus ? question->bus : "",
		.name = question->name,
		.driver = found->driver,
		.pci = found->pci,
		.function = found->function,
		.representor = found->representor.name,
		.numa_node = found->numa_node,
		.representor_link = found->representor.link,
		.vfs = found->vfs,
		.most_vfs = found->most_vfs,
	};

	visitor->mgmtdev(visitor->context, &mgmtdev);
}

static void look_at(int root, const struct host_question *question,
		    const struct host_visitor *visitor)
{
	struct found_mgmtdev found = { .pci_folder = -1, .representor.link = -1 };
	char path[512];

	if (mgmtdev_path(path, sizeof(path), question) < 0)
		return;
	found.folder = tree_open(root, path);
	if (found.folder < 0)
		return;
	read_pci(&found, root, question, path);
	read_driver(&found, question);
	read_numa_node(&found);
	if (found.pci_folder >= 0) {
		read_function(&found, root);
		close(found.pci_folder);
	}
	tell(&found, question, visitor);
	close(found.folder);
}

void scan_tell_mgmtdevs(const struct scan *scan, const struct host_question *mgmtdevs,
			uint32_t count, const struct host_visitor *visitor)
{
	for (uint32_t i = 0; i < count; i++)
		look_at(scan->root, &mgmtdevs[i], visitor);
}
