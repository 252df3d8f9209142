/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files for a host, as sysfs and /proc lay them out; links are relative as theirs are. */
#include "fake_host.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "host_lines.h"
#include "unit.h"

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

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *place)
{
	(void)status, (void)type, (void)place;
	return remove(path);
}

void fake_remove(struct fake_host *fake, const char *path)
{
	char full[4096];

	path_below(fake, full, sizeof(full), path);
	nftw(full, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
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
	char path[64];

	snprintf(path, sizeof(path), "proc/%d/fd/%d", pid, fd);
	fake_link(fake, path, target);
}

const char *fake_look(struct fake_host *fake, const struct host_question *mgmtdevs, uint32_t count)
{
	free(fake->said);
	fake->said = host_lines(&fake->host, mgmtdevs, count);
	assert_non_null(fake->said);
	return fake->said;
}

void fake_host_forget(struct fake_host *fake)
{
	struct error error;

	fake->host.close(fake->host.self);
	assert_int_equal(host_open_system(&fake->host, fake->root, &error), 0);
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
	fake_process(fake, 1, 'S', "init", "/sbin/init");
	*state = fake;
	return 0;
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
