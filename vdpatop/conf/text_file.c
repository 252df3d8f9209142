/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading with limits, and @include. */
#include "conf/text_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "conf/complaint.h"
#include "conf/scan.h"

struct text_line {
	uint32_t path;
	uint32_t line;
};

/* What is being read into what. */
struct reading {
	struct text_file *file;
	struct complaints *complaints;
	unsigned depth;
};

/* A pipe or a terminal would make us wait; /dev/null is a fine empty file, /dev/zero a large one. */
static int text_file_open(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat status;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &status) < 0 || !(S_ISREG(status.st_mode) || S_ISCHR(status.st_mode))) {
		close(fd);
		return S_ISDIR(status.st_mode) ? -EISDIR : -EINVAL;
	}
	return fd;
}

int text_file_read_bytes(struct array *bytes, const char *path)
{
	size_t before = bytes->count;
	int fd = text_file_open(path);
	int result = fd < 0 ? fd : 0;

	while (!result) {
		char piece[4096];
		ssize_t count = read(fd, piece, sizeof(piece));

		if (count < 0)
			result = -errno;
		if (count <= 0)
			break;
		if (memchr(piece, '\0', (size_t)count))
			result = -EINVAL;
		else if (bytes->count - before + (size_t)count > TEXT_FILE_MOST)
			result = -EFBIG;
		else
			result = array_append(bytes, piece, (size_t)count);
	}
	if (fd >= 0)
		close(fd);
	return result;
}

static const char *text_file_words(int code, char *room, size_t size)
{
	if (code == -EINVAL)
		return "is no text file";
	if (code == -EFBIG) {
		snprintf(room, size, "is larger than %d bytes", TEXT_FILE_MOST);
		return room;
	}
	return error_text(code);
}

/* Appends bytes of file PATH, from its line LINE on; returns the line after them, 0 without memory. */
static uint32_t text_file_append(struct text_file *file, uint32_t path, uint32_t line,
				 const char *bytes, size_t length)
{
	if (array_append(&file->text, bytes, length) < 0)
		return 0;
	for (size_t i = 0; i < length; i++) {
		const struct text_line next = { path, ++line };

		if (bytes[i] != '\n')
			line--;
		else if (array_append(&file->lines, &next, 1) < 0)
			return 0;
	}
	return line;
}

static int text_file_expand(struct reading *reading, const char *path, const char *bytes,
			    size_t length);

/* What stands between the quotes of PIECE, beside the file that says it. */
static bool text_file_join(char *to, size_t size, const char *path, const char *piece, size_t length)
{
	const char *slash = strrchr(path, '/');
	const char *begin = memchr(piece, '"', length);
	size_t folder = slash ? (size_t)(slash - path) + 1 : 0;
	size_t used = 0;

	if (begin[1] != '/' && folder < size) {
		memcpy(to, path, folder);
		used = folder;
	}
	for (const char *at = begin + 1; at < piece + length - 1 && used + 1 < size; at++) {
		if (*at == '\\' && at + 1 < piece + length - 1)
			at++;
		to[used++] = *at;
	}
	to[used] = '\0';
	return used + 1 < size;
}

/* LINE of PATH says PIECE. The file goes in, or a complaint out. */
static int text_file_include(struct reading *reading, const char *path, uint32_t line,
			     const char *piece, size_t length)
{
	struct array bytes = ARRAY_OF(char);
	char target[PATH_MAX];
	char room[64];
	int result;

	if (piece[length - 1] != '"' || memchr(piece, '"', length) == piece + length - 1) {
		complain(reading->complaints, "%s:%u: @include lacks its closing quote", path, line);
		return 0;
	}
	if (reading->depth >= TEXT_FILE_DEPTH) {
		complain(reading->complaints, "%s:%u: files include each other more than %d deep", path, line,
			 TEXT_FILE_DEPTH);
		return 0;
	}
	result = text_file_join(target, sizeof(target), path, piece, length) ?
			 text_file_read_bytes(&bytes, target) : -ENAMETOOLONG;
	if (result < 0) {
		complain(reading->complaints, "%s:%u: @include of %s: %s", path, line, target,
			 text_file_words(result, room, sizeof(room)));
		result = result == -ENOMEM ? result : 0;
	} else if (reading->file->text.count + bytes.count > TEXT_FILE_MOST) {
		complain(reading->complaints, "%s:%u: @include of %s: all files together are larger than %d bytes",
			 path, line, target, TEXT_FILE_MOST);
	} else {
		reading->depth++;
		result = text_file_expand(reading, target, bytes.count ? bytes.data : "", bytes.count);
		reading->depth--;
	}
	array_free(&bytes);
	return result;
}

static int text_file_add_path(struct text_file *file, const char *path, uint32_t *ret_number)
{
	char *copy = strdup(path);
	int result = copy ? array_append(&file->paths, &copy, 1) : -ENOMEM;

	if (result < 0)
		free(copy);
	else
		*ret_number = (uint32_t)file->paths.count - 1;
	return result;
}

/* The line under way belongs to PATH from here on. */
static void text_file_set_place(struct text_file *file, uint32_t path, uint32_t line)
{
	*array_at(&file->lines, struct text_line, file->lines.count - 1) = (struct text_line){ path, line };
}

static int text_file_expand(struct reading *reading, const char *path, const char *bytes,
			    size_t length)
{
	struct text_file *file = reading->file;
	struct scan scan = { .text = bytes, .length = length };
	struct scan_piece piece;
	uint32_t number, line = 1;
	size_t done = 0;
	int result = text_file_add_path(file, path, &number);

	if (result < 0)
		return result;
	text_file_set_place(file, number, line);
	while ((piece = scan_next(&scan)).kind != SCAN_END) {
		if (piece.kind != SCAN_INCLUDE)
			continue;
		line = text_file_append(file, number, line, bytes + done, piece.begin - done);
		done = piece.end;
		result = line ? text_file_include(reading, path, line, bytes + piece.begin,
						  piece.end - piece.begin) : -ENOMEM;
		if (result < 0)
			return result;
		text_file_set_place(file, number, line);
	}
	return text_file_append(file, number, line, bytes + done, length - done) ? 0 : -ENOMEM;
}

/* libconfig's parser calls itself for each, and so does what frees its tree. */
static int text_file_check_depth(const struct text_file *file, struct complaints *complaints)
{
	struct scan scan = { .text = file->text.data, .length = file->text.count - 1 };
	struct scan_piece piece = { 0 };
	unsigned line = 1;
	size_t counted = 0;

	do {
		piece = scan_next(&scan);
		for (; counted < piece.begin; counted++)
			line += ((const char *)file->text.data)[counted] == '\n';
	} while (piece.kind != SCAN_END && piece.depth < TEXT_FILE_BRACKETS);
	if (piece.kind == SCAN_END)
		return 0;
	complain(complaints, "%s:%u: groups and lists lie more than %d deep in each other; the file is not read",
		 text_file_path(file, line), text_file_line(file, line), TEXT_FILE_BRACKETS);
	return -EINVAL;
}

int text_file_take(struct text_file *ret_file, const char *path, const char *text, size_t length,
		   struct complaints *complaints)
{
	struct text_file file = { ARRAY_OF(char), ARRAY_OF(char *), ARRAY_OF(struct text_line) };
	struct reading reading = { .file = &file, .complaints = complaints };
	int result = array_add(&file.lines, 1) ? text_file_expand(&reading, path, text, length) : -ENOMEM;

	if (!result)
		result = array_append(&file.text, "", 1);
	if (!result)
		result = text_file_check_depth(&file, complaints);
	if (result < 0)
		text_file_free(&file);
	else
		*ret_file = file;
	return result;
}

int text_file_read(struct text_file *ret_file, const char *path, struct complaints *complaints)
{
	struct array bytes = ARRAY_OF(char);
	int result = text_file_read_bytes(&bytes, path);
	char room[64];

	if (result < 0 && result != -ENOENT)
		complain(complaints, "%s: %s; the file is not read", path,
			 text_file_words(result, room, sizeof(room)));
	if (!result)
		result = text_file_take(ret_file, path, bytes.count ? bytes.data : "", bytes.count,
					complaints);
	array_free(&bytes);
	return result;
}

void text_file_free(struct text_file *file)
{
	for (size_t i = 0; i < file->paths.count; i++)
		free(*array_at(&file->paths, char *, i));
	array_free(&file->paths);
	array_free(&file->text);
	array_free(&file->lines);
}

static const struct text_line *text_file_at(const struct text_file *file, unsigned line)
{
	size_t place = line && line <= file->lines.count ? line - 1 : file->lines.count - 1;

	return array_at(&file->lines, struct text_line, place);
}

const char *text_file_path(const struct text_file *file, unsigned line)
{
	return *array_at(&file->paths, char *, text_file_at(file, line)->path);
}

unsigned text_file_line(const struct text_file *file, unsigned line)
{
	return text_file_at(file, line)->line;
}

const char *text_file_root(const struct text_file *file)
{
	return *array_at(&file->paths, char *, 0);
}
