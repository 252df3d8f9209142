/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The doorbell pages that a process has mapped. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct scan;

/* A node that a process holds: what its mappings are known by. */
struct held_node {
	dev_t number;      /* of the device that the node stands for */
	dev_t file_system; /* where the node itself lies, and its inode there */
	uint64_t inode;
};

struct maps_line {
	uint64_t pages, first_page; /* how many, and which of the file */
	dev_t file_system;
	uint64_t inode;
};

/* Takes a line of /proc/PID/maps apart, PAGE_SIZE in bytes. Returns 0 or -EBADMSG. */
int maps_parse_line(const char *line, uint64_t page_size, struct maps_line *ret_line);

/* Adds the mappings of NODES (COUNT) that PROCESS, a folder of /proc, has. */
void maps_collect(struct scan *scan, int process, int32_t pid, const struct held_node *nodes,
		  size_t count);
