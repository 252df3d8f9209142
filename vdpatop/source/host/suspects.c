/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who waits in the kernel, uninterruptibly, in vdpa or generic netlink: when netlink is frozen, one
 * of them holds the lock and the others wait for it. wchan is the function that called the
 * scheduler's: a delete of a device that someone holds open waits in vhost_vdpa_remove(), whoever
 * comes behind it in genl_rcv() or genl_rcv_msg().
 */
#include "source/host/private.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "source/host/process.h"
#include "source/host/tree.h"

/* Enough for "vdpa dev del NAME"; a longer one is cut. */
#define ARGUMENTS_SIZE 4096

/* Where a wait is ours: any function with one of these in its name. */
static const char *const suspect_functions[] = { "vdpa", "vduse", "genl_", "vringh" };

static bool is_suspect_function(const char *wchan)
{
	for (size_t i = 0; i < sizeof(suspect_functions) / sizeof(suspect_functions[0]); i++)
		if (strstr(wchan, suspect_functions[i]))
			return true;
	return false;
}

/* Our own workers wait for others and hold nobody up. */
static bool is_our_worker(const char *command)
{
	return !strncmp(command, "vdpatop-", strlen("vdpatop-"));
}

/* "0" stands for not waiting, and for not allowed to know. */
static bool read_wchan(int process, char *to, size_t size)
{
	if (tree_read(process, "wchan", to, size) > 0 && strcmp(to, "0") != 0)
		return true;
	to[0] = '\0';
	return false;
}

static void describe_command(struct found_suspect *suspect, const struct process_stat *stat,
			     const char *arguments, int length)
{
	if (length > 0)
		process_command_line(suspect->command, sizeof(suspect->command), arguments,
				     (size_t)length);
	else
		snprintf(suspect->command, sizeof(suspect->command), "[%s]", stat->command);
}

/*
 * Looks closer at a process in D state. Where its wchan may not be read, what it was told to do
 * speaks: "vdpa dev del" in D state is deleting, or waits behind another who does.
 */
static void consider_process(struct scan *scan, int process, int32_t pid,
			     const struct process_stat *stat)
{
	struct found_suspect suspect = { .pid = pid };
	char arguments[ARGUMENTS_SIZE];
	bool has_wchan = read_wchan(process, suspect.wchan, sizeof(suspect.wchan));
	int length;

	if (has_wchan && !is_suspect_function(suspect.wchan))
		return;
	length = tree_read(process, "cmdline", arguments, sizeof(arguments));
	if (!has_wchan && (length <= 0 || !process_deletes(arguments, (size_t)length)))
		return;
	suspect.is_deleting = !has_wchan || !strcmp(suspect.wchan, "vhost_vdpa_remove");
	describe_command(&suspect, stat, arguments, length);
	array_append(&scan->suspects, &suspect, 1);
}

static void look_at_process(struct scan *scan, int proc, const char *name)
{
	struct process_stat stat;
	char path[32];
	int32_t pid;
	int process;

	if (!process_parse_pid(name, &pid))
		return;
	snprintf(path, sizeof(path), "%d/stat", pid);
	if (process_read_stat(proc, path, &stat) < 0 || stat.state != 'D' ||
	    is_our_worker(stat.command))
		return;
	process = tree_open(proc, name);
	if (process < 0)
		return;
	consider_process(scan, process, pid, &stat);
	close(process);
}

int scan_collect_suspects(struct scan *scan)
{
	struct tree_list list;
	const char *name;
	int code = tree_list_open(&list, scan->root, "proc");

	while ((name = tree_list_next(&list)))
		look_at_process(scan, list.fd, name);
	tree_list_close(&list);
	return code;
}
