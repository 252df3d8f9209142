/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading of small files, links and folders below a descriptor, as sysfs and /proc are made of.
 * Nothing here knows what the files mean. Paths are relative and short; names come from outside
 * and hold any byte, so a name that becomes part of a path passes tree_is_name() first.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Entries of one folder that are looked at; the rest is cut. A host has fewer of anything. */
#define TREE_ENTRIES 100000

/* Whether NAME is one component of a path and leads neither nowhere nor upwards. */
bool tree_is_name(const char *name);

/* The descriptor of folder PATH below AT, for the caller to close, or a negative errno. */
int tree_open(int at, const char *path);

/*
 * Reads the start of file PATH into TO: at most SIZE - 1 bytes, ended by NUL, without the newline
 * at the end. Returns the bytes, which may hold NULs, or a negative errno, TO then "".
 */
int tree_read(int at, const char *path, char *to, size_t size);

/* The decimal or 0x number in file PATH. 0 or a negative errno. */
int tree_read_number(int at, const char *path, int64_t *ret_number);

/* Where link PATH points to, ended by NUL. 0 or a negative errno, TO then ""; never cut. */
int tree_read_link(int at, const char *path, char *to, size_t size);

/* The last component of where link PATH points to. As tree_read_link(). */
int tree_read_link_name(int at, const char *path, char *to, size_t size);

/* The inode of folder FD, 0 when it has none. */
uint64_t tree_inode(int fd);

/* A walk over the entries of a folder, without "." and "..", in the kernel's order. */
struct tree_list {
	int fd; /* the folder, -1 when it could not be opened */
	size_t at, end, left;
	bool is_folder; /* the name that came last */
	_Alignas(8) char buffer[8192]; /* holds the longest name that sysfs can have */
};

/* 0 or a negative errno; tree_list_next() then finds nothing. Close it in both cases. */
int tree_list_open(struct tree_list *list, int at, const char *path);

/* The next name, borrowed until the next call, or NULL at the end. */
const char *tree_list_next(struct tree_list *list);

void tree_list_close(struct tree_list *list);

/* Whether PATH is a folder without entries; a link to one is not. */
bool tree_is_empty(int at, const char *path);

/* Copies the first name in folder PATH that begins with PREFIX; "" when there is none. */
bool tree_find(int at, const char *path, const char *prefix, char *to, size_t size);
