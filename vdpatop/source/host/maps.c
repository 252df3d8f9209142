/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * /dev/vhost-vdpa-N mapped at page K is the doorbell of queue K: vhost_vdpa_mmap() in
 * drivers/vhost/vdpa.c. maps names a file by the device it lies on and its inode.
 */
#include "source/host/maps.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "source/host/private.h"

/* Bytes of maps that are read: some hundred thousand lines. */
#define MAPS_LIMIT (32u << 20)
/* Mappings told of one process, and queues of one mapping: a queue's index has 16 bits. */
#define MAPS_MOST 65536

struct maps_reader {
	int fd;
	size_t at, end, left; /* what lies ready in text, and how much more may be read */
	char text[16384];
};

int maps_parse_line(const char *line, uint64_t page_size, struct maps_line *ret_line)
{
	unsigned long long begin, end, offset, inode;
	unsigned int major, minor;

	if (sscanf(line, "%16llx-%16llx %*4s %16llx %8x:%8x %20llu", &begin, &end, &offset, &major,
		   &minor, &inode) != 6 || end < begin)
		return -EBADMSG;
	*ret_line = (struct maps_line){
		.pages = (end - begin) / page_size,
		.first_page = offset / page_size,
		.file_system = makedev(major, minor),
		.inode = inode,
	};
	return 0;
}

static void maps_add_line(struct scan *scan, int32_t pid, const struct held_node *node,
			  const struct maps_line *line)
{
	for (uint64_t page = 0; page < line->pages && line->first_page + page < MAPS_MOST; page++) {
		struct found_mapping mapping = {
			.node_number = node->number,
			.queue = (uint32_t)(line->first_page + page),
			.pid = pid,
		};

		if (scan->mappings.count >= MAPS_MOST ||
		    array_append(&scan->mappings, &mapping, 1) < 0)
			return;
	}
}

static void maps_look_at(struct scan *scan, int32_t pid, const char *text,
			 const struct held_node *nodes, size_t count)
{
	struct maps_line line;

	if (maps_parse_line(text, (uint64_t)sysconf(_SC_PAGESIZE), &line) < 0)
		return;
	for (size_t i = 0; i < count; i++)
		if (nodes[i].inode == line.inode && nodes[i].file_system == line.file_system)
			maps_add_line(scan, pid, &nodes[i], &line);
}

static bool maps_refill(struct maps_reader *reader)
{
	ssize_t got;

	memmove(reader->text, reader->text + reader->at, reader->end - reader->at);
	reader->end -= reader->at;
	reader->at = 0;
	if (!reader->left || reader->end == sizeof(reader->text))
		return false;
	got = read(reader->fd, reader->text + reader->end, sizeof(reader->text) - reader->end);
	if (got <= 0)
		return false;
	reader->end += (size_t)got;
	reader->left -= (size_t)got < reader->left ? (size_t)got : reader->left;
	return true;
}

/* Copies the start of the next line; one that does not fit into the buffer comes in pieces. */
static bool maps_next_line(struct maps_reader *reader, char *line, size_t size)
{
	const char *begin, *newline;
	size_t length;

	do {
		begin = reader->text + reader->at;
		newline = memchr(begin, '\n', reader->end - reader->at);
	} while (!newline && maps_refill(reader));
	begin = reader->text + reader->at;
	length = newline ? (size_t)(newline - begin) + 1 : reader->end - reader->at;
	snprintf(line, size, "%.*s", (int)length, begin);
	reader->at += length;
	return length;
}

void maps_collect(struct scan *scan, int process, int32_t pid, const struct held_node *nodes,
		  size_t count)
{
	struct maps_reader reader = { .left = MAPS_LIMIT };
	char line[128]; /* all but the end of a path */

	reader.fd = openat(process, "maps", O_RDONLY | O_CLOEXEC);
	if (reader.fd < 0)
		return;
	while (maps_next_line(&reader, line, sizeof(line)))
		maps_look_at(scan, pid, line, nodes, count);
	close(reader.fd);
}
