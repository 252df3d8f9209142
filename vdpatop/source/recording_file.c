/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file of a recording that is made. */
#include "source/recording.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

/* A recording names VMs, processes and their commands: nobody else's business unless its owner says so. */
#define RECORDING_MODE 0600
/* A pipe that nobody reads is no wait, and a terminal not ours. */
#define RECORDING_FLAGS (O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)

static bool file_is_regular(int fd)
{
	struct stat status;

	return !fstat(fd, &status) && S_ISREG(status.st_mode);
}

static int file_refuse_kind(const char *path, struct error *error)
{
	return error_set(error, -EINVAL, "%s is no regular file: a recording cannot be written into it", path);
}

static int file_fail(const char *path, int code, struct error *error)
{
	return error_set(error, code, "recording into %s: %s", path, error_text(code));
}

/*
 * The lock goes with the descriptor, to the worker too: it holds until nobody can write any more. A file
 * system that has no locks cannot be asked. Returns FD, or closes it and a negative errno.
 */
static int file_lock(int fd, const char *path, struct error *error)
{
	if (!flock(fd, LOCK_EX | LOCK_NB) || errno != EWOULDBLOCK)
		return fd;
	close(fd);
	return error_set(error, -EBUSY, "%s is being recorded into by another vdpatop: name another file", path);
}

/* The file that is there: the first that is written into it empties it (recorder.c). */
static int file_open_again(const char *path, struct error *error)
{
	int fd = open(path, RECORDING_FLAGS);
	int code = -errno;

	if (fd < 0)
		return code == -EISDIR || code == -ENXIO ? file_refuse_kind(path, error) :
							   file_fail(path, code, error);
	if (!file_is_regular(fd)) {
		close(fd);
		return file_refuse_kind(path, error);
	}
	fd = file_lock(fd, path, error);
	if (fd < 0)
		return fd;
	fchmod(fd, RECORDING_MODE); /* of somebody else's file its owner decides */
	return fd;
}

int recording_create(const char *path, bool may_overwrite, struct error *error)
{
	struct stat status;
	int fd = open(path, RECORDING_FLAGS | O_CREAT | O_EXCL, RECORDING_MODE);
	int code = -errno;

	if (fd >= 0)
		return file_lock(fd, path, error);
	if (code != -EEXIST)
		return file_fail(path, code, error);
	if (!stat(path, &status) && !S_ISREG(status.st_mode))
		return file_refuse_kind(path, error);
	if (!may_overwrite)
		return error_set(error, -EEXIST, "%s exists: --overwrite replaces it", path);
	return file_open_again(path, error);
}
