/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files for a host, as sysfs and /proc lay them out; links are relative as theirs are. */
#include "fake_host.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/error.h"
#include "unit.h"

#define LINES 256

static void path_below(const struct fake_host *fake, char *to, size_t size, const char *path)
{
	assert_true((size_t)snprintf(to, size, "%s/%s", fake->root, path) < size);
	for (char *at = to + strlen(fake->root) + 1; (at = strchr(at, '/')); at++) {
		*at = '\0';
		if (mkdir(to, 0755) < 0)
			assert_int_equal(errno, EEXIST);
		*at = '/';
	}
}

void fake_folder(struct fake_host *fake, const char *path)
{
	char full[4096];

	path_below(fake, full, sizeof(full), path);
	if (mkdir(full, 0755) < 0)
		assert_int_equal(errno, EEXIST);
}

void fake_bytes(struct fake_host *fake, const char *path, const void *bytes, size_t length)
{
	char full[4096];
	FILE *file;

	path_below(fake, full, sizeof(full), path);
	file = fopen(full, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

void fake_file(struct fake_host *fake, const char *path, const char *text)
{
	fake_bytes(fake, path, text, strlen(text));
}

void fake_link(struct fake_host *fake, const char *path, const char *target)
{
	char full[4096];

	path_below(fake, full, sizeof(full), path);
	unlink(full);
	assert_int_equal(symlink(target, full), 0);
}

bool fake_node(struct fake_host *fake, const char *path, unsigned int major, unsigned int minor)
{
	char full[4096];

	path_below(fake, full, sizeof(full), path);
	return !mknod(full, S_IFCHR | 0600, makedev(major, minor));
}

void fake_device(struct fake_host *fake, const char *folder, const char *driver)
{
	const char *slash = strrchr(folder, '/');
	const char *name = slash ? slash + 1 : folder;
	char path[4096], target[4096];

	snprintf(path, sizeof(path), "sys/devices/%s", folder);
	fake_folder(fake, path);
	snprintf(target, sizeof(target), "../../../devices/%s", folder);
	snprintf(path, sizeof(path), "sys/bus/vdpa/devices/%s", name);
	fake_link(fake, path, target);
	if (!*driver)
		return;
	/* Where the link leads matters by its last name only. */
	snprintf(path, sizeof(path), "sys/devices/%s/driver", folder);
	snprintf(target, sizeof(target), "../../bus/vdpa/drivers/%s", driver);
	fake_link(fake, path, target);
}

void fake_process(struct fake_host *fake, int pid, char state, const char *command,
		  const char *arguments)
{
	char path[64], text[512];
	size_t length = strlen(arguments);

	snprintf(path, sizeof(path), "proc/%d/stat", pid);
	snprintf(text, sizeof(text), "%d (%s) %c 1 1 1 0 -1 4194560 0 0 0 0 1 2 0 0 20 0 1 0 %d 9 9\n",
		 pid, command, state, 1000 + pid);
	fake_file(fake, path, text);
	snprintf(path, sizeof(path), "proc/%d/fd", pid);
	fake_folder(fake, path);
	assert_true(length < sizeof(text));
	memcpy(text, arguments, length + 1);
	for (char *blank = text; (blank = strchr(blank, ' '));)
		*blank = '\0', blank++;
	snprintf(path, sizeof(path), "proc/%d/cmdline", pid);
	fake_bytes(fake, path, text, length ? length + 1 : 0);
}

void fake_holds(struct fake_host *fake, int pid, int fd, const char *target)
{
	char path[64], full[4096];

	snprintf(path, sizeof(path), "proc/%d/fd/%d", pid, fd);
	snprintf(full, sizeof(full), "%s/%s", fake->root, target);
	fake_link(fake, path, full);
}

struct lines {
	char *line[LINES];
	size_t count;
};

static void add_line(struct lines *lines, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void add_line(struct lines *lines, const char *format, ...)
{
	va_list arguments;

	assert_true(lines->count < LINES);
	va_start(arguments, format);
	assert_true(vasprintf(&lines->line[lines->count++], format, arguments) >= 0);
	va_end(arguments);
}

/* A part of a line that says nothing is left out. */
static const char *part(char *to, size_t size, const char *label, const char *text)
{
	snprintf(to, size, *text ? " %s%s" : "", label, text);
	return to;
}

#define PART(label, text) part((char[320]){ 0 }, 320, label, text)

/* device NAME[ DRIVER][ /dev/NODE][ INTERFACE[ up]][ DISK[ mounted]][ below PARENT] */
static void on_device(void *context, const struct host_device *device)
{
	assert_true(device->identity != 0);
	add_line(context, "device %s%s%s%s%s%s%s%s\n", device->name, PART("", device->driver),
		 PART("", device->node), PART("", device->netdev), device->is_netdev_up ? " up" : "",
		 PART("", device->disk), device->is_disk_mounted ? " mounted" : "",
		 PART("below ", device->parent));
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

/* mgmtdev [BUS/]NAME[ DRIVER][ at PCI][, FUNCTION][ seen as INTERFACE[ up| down]][ node N] */
static void on_mgmtdev(void *context, const struct host_mgmtdev *mgmtdev)
{
	static const char *const links[] = { "", " down", " up" };
	char node[24] = "";

	if (mgmtdev->numa_node >= 0)
		snprintf(node, sizeof(node), " node %d", mgmtdev->numa_node);
	add_line(context, "mgmtdev %s%s%s%s%s%s%s%s%s\n", mgmtdev->bus, *mgmtdev->bus ? "/" : "",
		 mgmtdev->name, PART("", mgmtdev->driver), PART("at ", mgmtdev->pci),
		 PART("", mgmtdev->function), PART("seen as ", mgmtdev->representor),
		 links[mgmtdev->representor_link + 1], node);
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

const char *fake_look(struct fake_host *fake, const struct host_question *mgmtdevs, uint32_t count)
{
	struct lines lines = { .count = 0 };
	struct error error = { 0 };
	const struct host_visitor visitor = { on_device, on_user, on_mgmtdev, on_suspect,
					      on_mapping, on_hidden, &lines };
	size_t size = 0;
	FILE *said;
	int code;

	free(fake->said);
	fake->said = NULL;
	code = fake->host.scan(fake->host.self, mgmtdevs, count, &visitor, &error);
	said = open_memstream(&fake->said, &size);
	assert_non_null(said);
	if (code < 0)
		fprintf(said, "error: %s\n", error.words);
	qsort(lines.line, lines.count, sizeof(lines.line[0]), compare_lines);
	for (size_t i = 0; i < lines.count; i++) {
		fputs(lines.line[i], said);
		free(lines.line[i]);
	}
	assert_int_equal(fclose(said), 0);
	return fake->said;
}

int fake_host_setup(void **state)
{
	struct fake_host *fake = calloc(1, sizeof(*fake));
	struct error error;

	if (!fake)
		return -1;
	snprintf(fake->root, sizeof(fake->root), "/tmp/vdpatop-host-XXXXXX");
	if (!mkdtemp(fake->root) || chmod(fake->root, 0755) < 0 ||
	    host_open_system(&fake->host, fake->root, &error) < 0)
		return -1;
	*state = fake;
	return 0;
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status, (void)type, (void)place;
	return remove(path);
}

int fake_host_teardown(void **state)
{
	struct fake_host *fake = *state;

	fake->host.close(fake->host.self);
	nftw(fake->root, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	free(fake->said);
	free(fake);
	return 0;
}
