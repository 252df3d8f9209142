/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The host that this program runs on, or what stands under another root: collects, then tells. */
#include "source/host/private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/error.h"
#include "source/host/tree.h"

static void scan_init(struct scan *scan, struct host_system *system)
{
	*scan = (struct scan){
		.system = system,
		.root = system->root,
		.devices = ARRAY_OF(struct found_device),
		.users = ARRAY_OF(struct found_user),
		.mappings = ARRAY_OF(struct found_mapping),
		.suspects = ARRAY_OF(struct found_suspect),
	};
}

static void scan_free(struct scan *scan)
{
	for (size_t i = 0; i < scan->devices.count; i++)
		free(array_at(&scan->devices, struct found_device, i)->name);
	array_free(&scan->devices);
	array_free(&scan->users);
	array_free(&scan->mappings);
	array_free(&scan->suspects);
}

static void scan_tell_devices(const struct scan *scan, const struct host_visitor *visitor)
{
	for (size_t i = 0; i < scan->devices.count; i++) {
		const struct found_device *found = array_at(&scan->devices, struct found_device, i);

		visitor->device(visitor->context, &(struct host_device){
			.name = found->name,
			.identity = found->identity,
			.driver = found->driver,
			.node = found->node,
			.netdev = found->netdev,
			.disk = found->disk,
			.parent = found->parent,
			.is_netdev_up = found->is_netdev_up,
			.is_disk_mounted = found->is_disk_mounted,
		});
	}
}

static void scan_tell_users(const struct scan *scan, const struct host_visitor *visitor)
{
	for (size_t i = 0; i < scan->users.count; i++) {
		const struct found_user *found = array_at(&scan->users, struct found_user, i);
		const struct found_device *device = scan_find_node(scan, found->node_number);

		if (!device)
			continue;
		visitor->user(visitor->context, &(struct host_user){
			.device = device->name,
			.command = found->command,
			.vm = found->vm,
			.pid = found->pid,
			.numa_node = found->numa_node,
		});
	}
}

static void scan_tell_mappings(const struct scan *scan, const struct host_visitor *visitor)
{
	for (size_t i = 0; i < scan->mappings.count; i++) {
		const struct found_mapping *found =
			array_at(&scan->mappings, struct found_mapping, i);
		const struct found_device *device = scan_find_node(scan, found->node_number);

		if (!device)
			continue;
		visitor->mapping(visitor->context, &(struct host_mapping){
			.device = device->name,
			.queue = found->queue,
			.pid = found->pid,
		});
	}
}

static void scan_tell_suspects(const struct scan *scan, const struct host_visitor *visitor)
{
	for (size_t i = 0; i < scan->suspects.count; i++) {
		const struct found_suspect *found =
			array_at(&scan->suspects, struct found_suspect, i);

		visitor->suspect(visitor->context, &(struct host_suspect){
			.command = found->command,
			.wchan = found->wchan,
			.pid = found->pid,
			.is_deleting = found->is_deleting,
		});
	}
}

static int system_scan(void *self, const struct host_question *mgmtdevs, uint32_t count,
		       const struct host_visitor *visitor, struct error *error)
{
	struct scan scan;
	int devices, processes;

	scan_init(&scan, self);
	devices = scan_collect_devices(&scan);
	processes = scan_collect_suspects(&scan);
	scan_collect_users(&scan);
	scan_match_leaving(&scan);
	scan_tell_devices(&scan, visitor);
	scan_tell_users(&scan, visitor);
	scan_tell_mappings(&scan, visitor);
	scan_tell_suspects(&scan, visitor);
	scan_tell_mgmtdevs(&scan, mgmtdevs, count, visitor);
	if (scan.has_hidden)
		visitor->hidden(visitor->context);
	scan_free(&scan);
	/* Without the vdpa module there is no vdpa bus: only /proc too makes it a failure. */
	if (devices < 0 && processes < 0)
		return error_set(error, processes, "cannot read sysfs (%s) nor /proc (%s)",
				 error_text(devices), error_text(processes));
	return 0;
}

static void system_close(void *self)
{
	struct host_system *system = self;

	close(system->root);
	array_free(&system->nodes);
	array_free(&system->commands);
	free(system);
}

int host_open_system(struct host *ret_host, const char *root, struct error *error)
{
	const char *path = root[0] ? root : "/";
	struct host_system *system = calloc(1, sizeof(*system));

	if (!system)
		return error_set(error, -ENOMEM, "no memory for the host");
	system->nodes = ARRAY_OF(struct known_node);
	system->commands = ARRAY_OF(struct known_command);
	system->root = tree_open(AT_FDCWD, path);
	if (system->root < 0) {
		int code = system->root;

		free(system);
		return error_set(error, code, "cannot open %s: %s", path, error_text(code));
	}
	*ret_host = (struct host){
		.change = system_change, .scan = system_scan, .close = system_close, .self = system,
	};
	return 0;
}
