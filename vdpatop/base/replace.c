/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A temporary file beside the old one, synced, renamed over it, and the folder synced. */
#include "base/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

/* Makes the folders above PATH, which is left as it is. */
static int replace_make_folders(const char *path)
{
	char folder[PATH_MAX];

	strcpy(folder, path);
	for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (access(folder, F_OK) < 0 && mkdir(folder, 0700) < 0 && errno != EEXIST)
			return -errno;
		*slash = '/';
	}
	return 0;
}

/* What PATH stands for behind its links, also when that does not exist. */
static int replace_resolve(const char *path, char *to)
{
	char target[PATH_MAX];
	ssize_t length;
	char *slash;

	if (realpath(path, to))
		return 0;
	if (errno != ENOENT)
		return -errno;
	length = readlink(path, target, sizeof(target) - 1);
	if (length < 0) {
		strcpy(to, path);
		return 0;
	}
	/* A link to nowhere, yet: one step is followed, as a dotfiles folder makes it. */
	target[length] = '\0';
	strcpy(to, path);
	slash = strrchr(to, '/');
	if (target[0] == '/')
		strcpy(to, target);
	else if ((size_t)(slash - to) + 2 + (size_t)length > PATH_MAX)
		return -ENAMETOOLONG;
	else
		strcpy(slash + 1, target);
	return 0;
}

static int replace_write_all(int fd, const char *text, size_t length)
{
	while (length) {
		ssize_t count = write(fd, text, length);

		if (count < 0 && errno != EINTR)
			return -errno;
		if (count > 0) {
			text += count;
			length -= (size_t)count;
		}
	}
	return fsync(fd) < 0 ? -errno : 0;
}

static mode_t replace_new_mode(enum replace_for who)
{
	mode_t mask = umask(0);

	umask(mask);
	return who == REPLACE_PRIVATE ? 0600 : 0644 & ~mask;
}

/* mkostemp() makes it 0600, and a name that nobody else has. */
static void replace_take_after(int fd, const char *old, enum replace_for who)
{
	struct stat status;

	if (stat(old, &status) < 0) {
		fchmod(fd, replace_new_mode(who));
		return;
	}
	if (fchown(fd, status.st_uid, status.st_gid) < 0 && fchown(fd, (uid_t)-1, status.st_gid) < 0)
		status.st_mode &= ~(mode_t)(S_IRWXG | S_ISUID | S_ISGID); /* not another group's */
	fchmod(fd, status.st_mode & 0777);
}

/* So that the new name outlives a crash, too. Some file systems cannot; the file itself is safe. */
static void replace_sync_folder(const char *path)
{
	char folder[PATH_MAX];
	int fd;

	strcpy(folder, path);
	strrchr(folder, '/')[1] = '\0';
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

/* What may not be written may be renamed over all the same; and /dev/null must not. */
static int replace_check_target(const char *target)
{
	struct stat status;

	if (stat(target, &status) < 0)
		return errno == ENOENT ? 0 : -errno;
	if (!S_ISREG(status.st_mode))
		return S_ISDIR(status.st_mode) ? -EISDIR : -EINVAL;
	return access(target, W_OK) < 0 ? -errno : 0;
}

static int replace_target(const char *target, const char *text, size_t length,
			  enum replace_for who)
{
	char temporary[PATH_MAX + 8];
	int result;
	int fd;

	snprintf(temporary, sizeof(temporary), "%s.XXXXXX", target);
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return -errno;
	replace_take_after(fd, target, who);
	result = replace_write_all(fd, text, length);
	if (close(fd) < 0 && !result)
		result = -errno;
	if (!result && rename(temporary, target) < 0)
		result = -errno;
	if (result < 0)
		unlink(temporary);
	else
		replace_sync_folder(target);
	return result;
}

static int replace_fail(const char *path, int code, struct error *error)
{
	return error_set(error, code, "%s: %s", path,
			 code == -EINVAL ? "is no regular file" : error_text(code));
}

/* Finds the file behind PATH, and whether it may be replaced. 0 or a negative errno. */
static int replace_find(const char *path, enum replace_for who, char *target)
{
	char begin[PATH_MAX];
	int count = snprintf(begin, sizeof(begin), "%s%s", strchr(path, '/') ? "" : "./", path);
	int result = count < (int)sizeof(begin) ? 0 : -ENAMETOOLONG;

	if (!result && who == REPLACE_PRIVATE)
		result = replace_make_folders(begin);
	if (!result)
		result = replace_resolve(begin, target);
	return result < 0 ? result : replace_check_target(target);
}

int replace_file(const char *path, const char *text, size_t length, enum replace_for who,
		 struct error *error)
{
	char target[PATH_MAX];
	int result = replace_find(path, who, target);

	if (!result)
		result = replace_target(target, text, length, who);
	return result < 0 ? replace_fail(path, result, error) : 0;
}

int replace_check(const char *path, struct error *error)
{
	char target[PATH_MAX];
	int result = replace_find(path, REPLACE_PUBLIC, target);

	if (!result) {
		strrchr(target, '/')[1] = '\0';
		if (access(target, W_OK | X_OK) < 0)
			result = -errno;
	}
	return result < 0 ? replace_fail(path, result, error) : 0;
}
