/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A disk is mounted when mountinfo has its device number, or one of its partitions', or that of a
 * device that holds them; swap counts as well. Mounts in other namespaces than ours and init's are not seen.
 */
#include "source/host/disk.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "source/host/tree.h"

#define DISK_NUMBERS 128
/* A file system on LVM on md on a partition. */
#define DISK_DEPTH 4
#define MOUNTINFO_SIZE (1u << 20)

struct disk_numbers {
	dev_t number[DISK_NUMBERS];
	size_t count;
};

static bool disk_parse_number(const char *text, dev_t *ret_number)
{
	unsigned int numbers[2];

	if (sscanf(text, "%9u:%9u", &numbers[0], &numbers[1]) != 2)
		return false;
	*ret_number = makedev(numbers[0], numbers[1]);
	return true;
}

static bool disk_add_number(struct disk_numbers *numbers, int folder)
{
	char text[32];

	if (numbers->count == DISK_NUMBERS || tree_read(folder, "dev", text, sizeof(text)) <= 0)
		return false;
	if (!disk_parse_number(text, &numbers->number[numbers->count]))
		return false;
	numbers->count++;
	return true;
}

static void disk_add(struct disk_numbers *numbers, int folder, int depth);

/* Adds the folders in PATH that are block devices. */
static void disk_add_below(struct disk_numbers *numbers, int folder, const char *path, int depth)
{
	struct tree_list list;
	const char *name;

	tree_list_open(&list, folder, path);
	while ((name = tree_list_next(&list))) {
		int below = tree_open(list.fd, name);

		if (below < 0)
			continue;
		disk_add(numbers, below, depth);
		close(below);
	}
	tree_list_close(&list);
}

static void disk_add(struct disk_numbers *numbers, int folder, int depth)
{
	if (!depth || !disk_add_number(numbers, folder))
		return;
	disk_add_below(numbers, folder, ".", depth - 1);
	disk_add_below(numbers, folder, "holders", depth - 1);
}

static bool disk_has(const struct disk_numbers *numbers, dev_t number)
{
	for (size_t i = 0; i < numbers->count; i++)
		if (numbers->number[i] == number)
			return true;
	return false;
}

/* A line is "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw": proc(5). */
static bool disk_is_in_mounts(const struct disk_numbers *numbers, const char *mounts)
{
	for (const char *line = mounts; line; line = strchr(line, '\n')) {
		char text[24];
		dev_t number;

		line += *line == '\n';
		if (sscanf(line, "%*9u %*9u %23s", text) == 1 && disk_parse_number(text, &number) &&
		    disk_has(numbers, number))
			return true;
	}
	return false;
}

/*
 * In the mounts of process PROCESS. A list that is longer than what is read of it may have it; one that
 * cannot be read says nothing.
 */
static bool disk_is_mounted_by(const struct disk_numbers *numbers, int root, const char *process,
			       char *mounts)
{
	char path[48];
	int length;

	snprintf(path, sizeof(path), "proc/%s/mountinfo", process);
	length = tree_read(root, path, mounts, MOUNTINFO_SIZE);
	return length > 0 && (length >= (int)MOUNTINFO_SIZE - 1 || disk_is_in_mounts(numbers, mounts));
}

/* A line behind the title is "/dev/vda2   partition   524284   0   -2": proc(5). */
static bool disk_is_swap(const struct disk_numbers *numbers, int root)
{
	char swaps[8192], path[256];

	if (tree_read(root, "proc/swaps", swaps, sizeof(swaps)) <= 0)
		return false;
	for (const char *line = strchr(swaps, '\n'); line; line = strchr(line + 1, '\n')) {
		struct stat status;

		if (sscanf(line, "\n/%255s", path) == 1 && !fstatat(root, path, &status, 0) &&
		    S_ISBLK(status.st_mode) && disk_has(numbers, status.st_rdev))
			return true;
	}
	return false;
}

bool disk_is_mounted(int root, int folder)
{
	struct disk_numbers numbers = { .count = 0 };
	char *mounts = malloc(MOUNTINFO_SIZE);
	bool is_mounted;

	disk_add(&numbers, folder, DISK_DEPTH);
	is_mounted = !mounts || disk_is_swap(&numbers, root) ||
		     disk_is_mounted_by(&numbers, root, "self", mounts) ||
		     disk_is_mounted_by(&numbers, root, "1", mounts);
	free(mounts);
	return is_mounted;
}
