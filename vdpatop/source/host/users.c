/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who holds a vhost-vdpa node open: every process's files, compared by device number, so that a
 * node under another path is found too. Costs a system call per open file of the host, so it is
 * left out when there is no node.
 */
#include "source/host/private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "source/host/command.h"
#include "source/host/maps.h"
#include "source/host/process.h"
#include "source/host/tree.h"

/* Open files of one process that are looked at; a VM has a few hundred. */
#define USERS_FILES 65536
/* Nodes that one process holds and that are told. */
#define USERS_NODES 64

struct held {
	struct held_node node[USERS_NODES];
	size_t count;
};

static bool scan_has_nodes(const struct scan *scan)
{
	for (size_t i = 0; i < scan->devices.count; i++)
		if (array_at(&scan->devices, struct found_device, i)->node_number)
			return true;
	return false;
}

/* A node that is being taken away is in sysfs no more, but its number has still the major. */
static bool is_node(const struct scan *scan, dev_t number)
{
	return scan_find_node(scan, number) ||
	       (scan->node_major && major(number) == scan->node_major);
}

static void held_add(struct held *held, const struct statx *status, dev_t number)
{
	for (size_t i = 0; i < held->count; i++)
		if (held->node[i].number == number)
			return;
	if (held->count < USERS_NODES)
		held->node[held->count++] = (struct held_node){
			.number = number,
			.file_system = makedev(status->stx_dev_major, status->stx_dev_minor),
			.inode = status->stx_ino,
		};
}

/*
 * Which files a process has can be listed by its user and by CAP_DAC_READ_SEARCH, what they are is told
 * to CAP_SYS_PTRACE (fs/proc/fd.c, fs/proc/base.c proc_fd_access_allowed()). A file of a FUSE mount that
 * is another user's can not be looked at, but where it lies can: a node does not lie there.
 */
static bool is_hidden(int files, const char *name)
{
	char target[1];

	return (errno == EACCES || errno == EPERM) &&
	       readlinkat(files, name, target, sizeof(target)) < 0 && errno != ENOENT;
}

/* Asks without a round trip to whoever serves the file: a dead NFS server must not hold us up. */
static void look_at_file(struct scan *scan, int files, const char *name, struct held *held)
{
	struct statx status;
	dev_t number;

	if (statx(files, name, AT_STATX_DONT_SYNC | AT_NO_AUTOMOUNT, STATX_TYPE | STATX_INO,
		  &status) < 0) {
		scan->has_hidden |= is_hidden(files, name);
		return;
	}
	if (!S_ISCHR(status.stx_mode))
		return;
	number = makedev(status.stx_rdev_major, status.stx_rdev_minor);
	if (number && is_node(scan, number))
		held_add(held, &status, number);
}

static void find_held(struct scan *scan, int proc, const char *process, struct held *held)
{
	struct tree_list list;
	const char *name;
	char path[32];
	size_t left = USERS_FILES;
	int code;

	snprintf(path, sizeof(path), "%s/fd", process);
	code = tree_list_open(&list, proc, path);
	if (code == -EACCES || code == -EPERM)
		scan->has_hidden = true;
	while (left && (name = tree_list_next(&list))) {
		look_at_file(scan, list.fd, name, held);
		left--;
	}
	scan->has_hidden |= !left; /* it may have more */
	tree_list_close(&list);
}

/* The only NUMA node that the process may take memory from; -1 when there are several. */
static int32_t read_numa_node(int process)
{
	static const char key[] = "\nMems_allowed_list:\t";
	char text[16384], *at, *end;
	long node;

	if (tree_read(process, "status", text, sizeof(text)) <= 0)
		return -1;
	at = strstr(text, key);
	if (!at)
		return -1;
	at += strlen(key);
	node = strtol(at, &end, 10);
	return end == at || (*end && *end != '\n') || node < 0 || node > 4095 ? -1 : (int32_t)node;
}

static void add_users(struct scan *scan, int process, int32_t pid, const struct held *held)
{
	struct found_user user = { .pid = pid };
	struct process_stat stat;

	if (process_read_stat(process, "stat", &stat) < 0)
		return;
	snprintf(user.command, sizeof(user.command), "%s", stat.command);
	user.numa_node = read_numa_node(process);
	command_read_vm(&scan->system->commands, process, pid, stat.start_time, user.vm,
			sizeof(user.vm));
	for (size_t i = 0; i < held->count; i++) {
		user.node_number = held->node[i].number;
		array_append(&scan->users, &user, 1);
	}
	maps_collect(scan, process, pid, held->node, held->count);
}

static void look_at_process(struct scan *scan, int proc, const char *name)
{
	struct held held = { .count = 0 };
	int process;

	find_held(scan, proc, name, &held);
	if (!held.count)
		return;
	process = tree_open(proc, name);
	if (process < 0)
		return;
	add_users(scan, process, (int32_t)strtol(name, NULL, 10), &held);
	close(process);
}

/* /proc/devices has a line "244 vhost-vdpa". */
static unsigned int read_node_major(int root)
{
	char text[8192], *at;
	unsigned int number;

	if (tree_read(root, "proc/devices", text, sizeof(text)) <= 0)
		return 0;
	for (at = text; at; at = strchr(at, '\n')) {
		int used = 0;

		at += *at == '\n';
		if (sscanf(at, "%9u vhost-vdpa%n", &number, &used) == 1 && used &&
		    (at[used] == '\n' || !at[used]))
			return number;
	}
	return 0;
}

/* include/linux/proc_ns.h: the pid namespace that the kernel starts with has this inode. */
static bool is_in_container(int root)
{
	char target[64];

	return !tree_read_link(root, "proc/self/ns/pid", target, sizeof(target)) &&
	       strcmp(target, "pid:[4026531836]") != 0;
}

void scan_collect_users(struct scan *scan)
{
	struct tree_list list;
	const char *name;
	bool has_first = false;
	int32_t pid;

	/* A node that is gone and still held has someone waiting for its close: a suspect. */
	if (!scan_has_nodes(scan) && !scan->suspects.count)
		return;
	scan->node_major = read_node_major(scan->root);
	command_begin(&scan->system->commands);
	tree_list_open(&list, scan->root, "proc");
	while ((name = tree_list_next(&list))) {
		if (!process_parse_pid(name, &pid))
			continue;
		has_first |= pid == 1;
		look_at_process(scan, list.fd, name);
	}
	tree_list_close(&list);
	/* /proc mounted with hidepid leaves out others' processes, a container's those of the host. */
	scan->has_hidden |= !has_first || is_in_container(scan->root);
	command_forget_unused(&scan->system->commands);
}
