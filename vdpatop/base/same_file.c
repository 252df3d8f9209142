/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files are compared by device and inode: a path has as many spellings as one likes. */
#include "base/same_file.h"

#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"

#define LINKS_MOST 40 /* as many as the kernel follows */

/* The last part of PATH. */
static char *last_part(char *path)
{
	char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Follows links that lead to nothing: what they name is what would be made. */
static bool follow_links(const char *path, char to[PATH_MAX])
{
	char link[PATH_MAX];

	if (!text_copy(to, PATH_MAX, path))
		return false;
	for (int i = 0; i < LINKS_MOST; i++) {
		ssize_t length = readlink(to, link, sizeof(link) - 1);
		char *part;

		if (length < 0)
			return true;
		link[length] = '\0';
		part = *link == '/' ? to : last_part(to);
		if (!text_copy(part, PATH_MAX - (size_t)(part - to), link))
			return false;
	}
	return false;
}

/* The folder that the last part of PATH is in. */
static bool stat_folder(char *path, struct stat *ret_status)
{
	char *part = last_part(path);
	char first = *part;
	bool is_there;

	*part = '\0';
	is_there = !stat(*path ? path : ".", ret_status);
	*part = first;
	return is_there;
}

static bool is_same(const struct stat *one, const struct stat *other)
{
	return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

bool is_same_file(const char *one, const char *other)
{
	char paths[2][PATH_MAX];
	struct stat status[2];
	bool is_one_there = !stat(one, &status[0]);
	bool is_other_there = !stat(other, &status[1]);

	if (is_one_there || is_other_there)
		return is_one_there && is_other_there && is_same(&status[0], &status[1]);
	return follow_links(one, paths[0]) && follow_links(other, paths[1]) &&
	       stat_folder(paths[0], &status[0]) && stat_folder(paths[1], &status[1]) &&
	       is_same(&status[0], &status[1]) && !strcmp(last_part(paths[0]), last_part(paths[1]));
}
