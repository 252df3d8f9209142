/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The few system calls that reading sysfs and /proc takes. */
#include "source/host/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

bool tree_is_name(const char *name)
{
	return *name && !strchr(name, '/') && strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

int tree_open(int at, const char *path)
{
	int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

/* Reads until TO is full or the file ends: /proc gives long files in pieces. */
static ssize_t tree_fill(int fd, char *to, size_t size)
{
	size_t have = 0;
	ssize_t got;

	do {
		got = read(fd, to + have, size - have);
		if (got > 0)
			have += (size_t)got;
	} while ((got > 0 && have < size) || (got < 0 && errno == EINTR));
	return got < 0 && !have ? -errno : (ssize_t)have;
}

int tree_read(int at, const char *path, char *to, size_t size)
{
	int fd = openat(at, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	ssize_t length;

	to[0] = '\0';
	if (fd < 0)
		return -errno;
	length = tree_fill(fd, to, size - 1);
	close(fd);
	if (length <= 0)
		return (int)length;
	if (to[length - 1] == '\n')
		length--;
	to[length] = '\0';
	return (int)length;
}

int tree_read_number(int at, const char *path, int64_t *ret_number)
{
	char text[32], *end;
	int length = tree_read(at, path, text, sizeof(text));
	long long number;

	if (length < 0)
		return length;
	errno = 0;
	number = strtoll(text, &end, 0);
	if (end == text || *end || errno)
		return -EINVAL;
	*ret_number = number;
	return 0;
}

int tree_read_link(int at, const char *path, char *to, size_t size)
{
	ssize_t length = readlinkat(at, path, to, size);
	int code = length < 0 ? -errno : (size_t)length >= size ? -ENAMETOOLONG : 0;

	to[code ? 0 : length] = '\0';
	return code;
}

int tree_read_link_name(int at, const char *path, char *to, size_t size)
{
	char target[4096];
	int code = tree_read_link(at, path, target, sizeof(target));
	const char *slash = strrchr(target, '/');

	if (!code && !text_copy(to, size, slash ? slash + 1 : target))
		code = -ENAMETOOLONG;
	if (code)
		to[0] = '\0';
	return code;
}

uint64_t tree_inode(int fd)
{
	struct stat status;

	return fstat(fd, &status) < 0 ? 0 : status.st_ino;
}

static void tree_list_begin(struct tree_list *list)
{
	list->at = list->end = 0;
	list->left = TREE_ENTRIES;
	list->is_folder = false;
}

int tree_list_open(struct tree_list *list, int at, const char *path)
{
	list->fd = tree_open(at, path);
	tree_list_begin(list);
	return list->fd < 0 ? list->fd : 0;
}

static bool tree_list_refill(struct tree_list *list)
{
	ssize_t got = list->fd < 0 ? 0 : getdents64(list->fd, list->buffer, sizeof(list->buffer));

	list->at = 0;
	list->end = got > 0 ? (size_t)got : 0;
	return got > 0;
}

const char *tree_list_next(struct tree_list *list)
{
	while (list->left && (list->at < list->end || tree_list_refill(list))) {
		const char *record = list->buffer + list->at;
		const char *name = record + offsetof(struct dirent64, d_name);
		unsigned short length;

		memcpy(&length, record + offsetof(struct dirent64, d_reclen), sizeof(length));
		list->at += length;
		list->left--;
		list->is_folder = record[offsetof(struct dirent64, d_type)] == DT_DIR;
		if (tree_is_name(name))
			return name;
	}
	return NULL;
}

void tree_list_close(struct tree_list *list)
{
	if (list->fd >= 0)
		close(list->fd);
	list->fd = -1;
}

bool tree_is_empty(int at, const char *path)
{
	struct tree_list list;
	bool is_empty;

	list.fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	tree_list_begin(&list);
	is_empty = list.fd >= 0 && !tree_list_next(&list);
	tree_list_close(&list);
	return is_empty;
}

bool tree_find(int at, const char *path, const char *prefix, char *to, size_t size)
{
	struct tree_list list;
	const char *name;

	to[0] = '\0';
	tree_list_open(&list, at, path);
	while ((name = tree_list_next(&list)))
		if (!strncmp(name, prefix, strlen(prefix)) && text_copy(to, size, name))
			break;
	tree_list_close(&list);
	if (!name)
		to[0] = '\0';
	return name;
}
