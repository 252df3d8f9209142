/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sealed memory shared between main and one worker. Whose turn it is, is not known here. */
#include "engine/buffer.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/flat.h"

static size_t buffer_round(size_t bytes)
{
	size_t grain = 1 << 16;

	return (bytes + grain - 1) / grain * grain;
}

static void buffer_unmap(struct buffer *buffer)
{
	if (buffer->data)
		munmap(buffer->data, buffer->mapped);
	buffer->data = NULL;
	buffer->mapped = 0;
}

int buffer_set_create(struct buffer_set *set)
{
	for (int i = 0; i < ENGINE_BUFFERS; i++)
		set->buffer[i] = (struct buffer){ .fd = -1 };
	for (int i = 0; i < ENGINE_BUFFERS; i++) {
		int fd = memfd_create("vdpatop-sample", MFD_CLOEXEC | MFD_ALLOW_SEALING);
		int code;

		set->buffer[i].fd = fd;
		if (fd >= 0 && fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_SEAL) == 0)
			continue;
		code = -errno;
		buffer_set_close(set);
		return code;
	}
	return 0;
}

void buffer_set_close(struct buffer_set *set)
{
	for (int i = 0; i < ENGINE_BUFFERS; i++) {
		buffer_unmap(&set->buffer[i]);
		if (set->buffer[i].fd >= 0)
			close(set->buffer[i].fd);
		set->buffer[i] = (struct buffer){ .fd = -1 };
	}
}

static int buffer_map(struct buffer *buffer, size_t bytes, int protection)
{
	void *data;

	if (bytes <= buffer->mapped)
		return 0;
	data = mmap(NULL, bytes, protection, MAP_SHARED, buffer->fd, 0);
	if (data == MAP_FAILED)
		return -errno;
	buffer_unmap(buffer);
	buffer->data = data;
	buffer->mapped = bytes;
	return 0;
}

int buffer_write(struct buffer *buffer, const struct flat_writer *writer, size_t *ret_bytes)
{
	size_t bytes = flat_bytes(writer);
	size_t room = buffer_round(bytes);
	int result;

	*ret_bytes = room;
	if (room > buffer->mapped) {
		if (fallocate(buffer->fd, 0, 0, (off_t)room) < 0)
			return -errno;
		result = buffer_map(buffer, room, PROT_READ | PROT_WRITE);
		if (result < 0)
			return result;
	}
	flat_write(writer, buffer->data);
	*ret_bytes = bytes;
	return 0;
}

const void *buffer_read(struct buffer *buffer, size_t bytes)
{
	struct stat status;

	if (fstat(buffer->fd, &status) < 0 || bytes > (size_t)status.st_size || !bytes)
		return NULL;
	if (buffer_map(buffer, buffer_round(bytes) <= (size_t)status.st_size ? buffer_round(bytes) :
		       (size_t)status.st_size, PROT_READ) < 0)
		return NULL;
	return buffer->data;
}
