/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who waits in the kernel, uninterruptibly, in vdpa or generic netlink: when netlink is frozen, one
 * of them holds the lock and the others wait for it. wchan is the function that called the
 * scheduler's: a delete of a device that someone holds open waits in vhost_vdpa_remove(), whoever
 * comes behind it in genl_rcv_msg(). Seen on 6.12.
 */
#include "source/host/private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "source/host/process.h"
#include "source/host/tree.h"

/* Enough for "vdpa dev del NAME"; a longer one is cut. */
#define ARGUMENTS_SIZE 4096
/* Some thousand netlink sockets; what comes after is not looked at. */
#define SPEAKERS_SIZE 262144

/* Where a wait is ours: any function with one of these in its name. */
static const char *const suspect_functions[] = { "vdpa", "vduse", "genl_", "vringh" };

static bool is_suspect_function(const char *wchan)
{
	for (size_t i = 0; i < sizeof(suspect_functions) / sizeof(suspect_functions[0]); i++)
		if (strstr(wchan, suspect_functions[i]))
			return true;
	return false;
}

/* A worker of ours waits for others and holds nobody up, unless it was told to delete. */
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
	const char *device;
	int length;

	if (has_wchan && !is_suspect_function(suspect.wchan))
		return;
	length = tree_read(process, "cmdline", arguments, sizeof(arguments));
	device = length > 0 ? process_deletes(arguments, (size_t)length) : NULL;
	if (!has_wchan && !device)
		return;
	if (device)
		text_copy(suspect.device, sizeof(suspect.device), device);
	suspect.is_deleting = !has_wchan || !strcmp(suspect.wchan, "vhost_vdpa_remove");
	if (is_our_worker(stat->command) && !suspect.is_deleting)
		return;
	describe_command(&suspect, stat, arguments, length);
	array_append(&scan->suspects, &suspect, 1);
}

/* TASK is the folder of a process or thread below PROC, PID its process. Whether it is in D state. */
static bool look_at_task(struct scan *scan, int proc, const char *task, int32_t pid)
{
	struct process_stat stat;
	char path[64];
	int folder;

	snprintf(path, sizeof(path), "%s/stat", task);
	if (process_read_stat(proc, path, &stat) < 0 || stat.state != 'D')
		return false;
	folder = tree_open(proc, task);
	if (folder < 0)
		return false;
	consider_process(scan, folder, pid, &stat);
	close(folder);
	return true;
}

static void look_at_threads(struct scan *scan, int proc, int32_t pid)
{
	struct tree_list list;
	char path[32];
	const char *name;
	int32_t thread;

	snprintf(path, sizeof(path), "%d/task", pid);
	tree_list_open(&list, proc, path);
	while ((name = tree_list_next(&list)))
		if (process_parse_pid(name, &thread) && thread != pid &&
		    look_at_task(scan, list.fd, name, pid))
			break;
	tree_list_close(&list);
}

/*
 * Looks at the threads of those who have a generic netlink socket (protocol 16): the kernel gives the first
 * socket of a process the process's number for its port. Programs in Go delete from any thread.
 */
static void look_at_speakers(struct scan *scan, int proc)
{
	char *text = malloc(SPEAKERS_SIZE);
	const char *line = text;

	if (!text || tree_read(proc, "net/netlink", text, SPEAKERS_SIZE) <= 0)
		line = NULL;
	for (; line; line = strchr(line, '\n')) {
		unsigned int port;

		line += *line == '\n';
		if (sscanf(line, "%*40s 16 %10u", &port) == 1 && port && port <= INT32_MAX)
			look_at_threads(scan, proc, (int32_t)port);
	}
	free(text);
}

int scan_collect_suspects(struct scan *scan)
{
	struct tree_list list;
	const char *name;
	int32_t pid;
	int code = tree_list_open(&list, scan->root, "proc");

	while ((name = tree_list_next(&list)))
		if (process_parse_pid(name, &pid))
			look_at_task(scan, list.fd, name, pid);
	look_at_speakers(scan, list.fd);
	tree_list_close(&list);
	return code;
}
