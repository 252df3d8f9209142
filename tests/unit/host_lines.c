/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line for each thing that a host finds, in words; raw bytes, for tests only. */
#include "host_lines.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

#define LINES 4096

struct lines {
	char *line[LINES];
	size_t count;
};

static void add_line(struct lines *lines, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add_line(struct lines *lines, const char *format, ...)
{
	va_list arguments;

	char *line;

	va_start(arguments, format);
	if (lines->count < LINES && vasprintf(&line, format, arguments) >= 0)
		lines->line[lines->count++] = line;
	va_end(arguments);
}

/* A part of a line that says nothing is left out. */
static const char *part(char *to, size_t size, const char *label, const char *text)
{
	to[0] = '\0';
	if (*text)
		snprintf(to, size, " %s%s", label, text);
	return to;
}

#define PART(label, text) part((char[320]){ 0 }, 320, label, text)

/* device NAME[ DRIVER][ /dev/NODE][ INTERFACE[ up]][ DISK[ mounted]][ below PARENT] */
static void on_device(void *context, const struct host_device *device)
{
	add_line(context, "device %s%s%s%s%s%s%s%s%s\n", device->name, PART("", device->driver),
		 PART("", device->node), PART("", device->netdev), device->is_netdev_up ? " up" : "",
		 PART("", device->disk), device->is_disk_mounted ? " mounted" : "",
		 PART("below ", device->parent), device->identity ? "" : " without identity");
}

/* user DEVICE PID COMMAND[ vm NAME][ node N] */
static void on_user(void *context, const struct host_user *user)
{
	char node[24] = "";

	if (user->numa_node >= 0)
		snprintf(node, sizeof(node), " node %d", user->numa_node);
	add_line(context, "user %s %d %s%s%s\n", user->device, user->pid, user->command,
		 PART("vm ", user->vm), node);
}

/* mgmtdev [BUS/]NAME[ DRIVER][ at PCI][, FUNCTION][ seen as INTERFACE[ up| down]][ node N][ VFS of MOST VFs] */
static void on_mgmtdev(void *context, const struct host_mgmtdev *mgmtdev)
{
	static const char *const links[] = { "", " down", " up" };
	char node[24] = "", vfs[32] = "";

	if (mgmtdev->numa_node >= 0)
		snprintf(node, sizeof(node), " node %d", mgmtdev->numa_node);
	if (mgmtdev->most_vfs)
		snprintf(vfs, sizeof(vfs), " %u of %u VFs", mgmtdev->vfs, mgmtdev->most_vfs);
	add_line(context, "mgmtdev %s%s%s%s%s%s%s%s%s%s\n", mgmtdev->bus, *mgmtdev->bus ? "/" : "",
		 mgmtdev->name, PART("", mgmtdev->driver), PART("at ", mgmtdev->pci),
		 PART("", mgmtdev->function), PART("seen as ", mgmtdev->representor),
		 links[mgmtdev->representor_link + 1], node, vfs);
}

/* suspect PID[ deleting][ in WCHAN]: COMMAND LINE */
static void on_suspect(void *context, const struct host_suspect *suspect)
{
	add_line(context, "suspect %d%s%s: %s\n", suspect->pid,
		 suspect->is_deleting ? " deleting" : "", PART("in ", suspect->wchan),
		 suspect->command);
}

/* mapping DEVICE queue N by PID */
static void on_mapping(void *context, const struct host_mapping *mapping)
{
	add_line(context, "mapping %s queue %u by %d\n", mapping->device, mapping->queue,
		 mapping->pid);
}

static void on_hidden(void *context)
{
	add_line(context, "hidden\n");
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static char *join_lines(struct lines *lines, int code, const struct error *error)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	if (!stream)
		return NULL;
	if (code < 0)
		fprintf(stream, "error: %s\n", error->words);
	qsort(lines->line, lines->count, sizeof(lines->line[0]), compare_lines);
	for (size_t i = 0; i < lines->count; i++) {
		fputs(lines->line[i], stream);
		free(lines->line[i]);
	}
	fclose(stream);
	return text;
}

char *host_lines(const struct host *host, const struct host_question *mgmtdevs, uint32_t count)
{
	struct lines *lines = calloc(1, sizeof(*lines));
	struct error error = { 0 };
	const struct host_visitor visitor = { on_device, on_user, on_mgmtdev, on_suspect,
					      on_mapping, on_hidden, lines };
	char *text;
	int code;

	if (!lines)
		return NULL;
	code = host->scan(host->self, mgmtdevs, count, &visitor, &error);
	text = join_lines(lines, code, &error);
	free(lines);
	return text;
}
