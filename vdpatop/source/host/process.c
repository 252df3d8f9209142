/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parsers only: the bytes come from a caller that read them. */
#include "source/host/process.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "source/host/tree.h"

bool process_parse_pid(const char *name, int32_t *ret_pid)
{
	char *end;
	long pid;

	if (!isdigit((unsigned char)*name) || strlen(name) > 10)
		return false;
	pid = strtol(name, &end, 10);
	if (*end || pid <= 0 || pid > INT32_MAX)
		return false;
	*ret_pid = (int32_t)pid;
	return true;
}

bool process_parse_stat(const char *text, struct process_stat *ret_stat)
{
	struct process_stat stat = { 0 };
	const char *begin = strchr(text, '(');
	const char *end = strrchr(text, ')'); /* the name may hold any of these */
	unsigned long long start_time;

	if (!begin || !end || end < begin)
		return false;
	if (sscanf(end + 1,
		   " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %*d %*d %llu",
		   &stat.state, &start_time) != 2)
		return false;
	snprintf(stat.command, sizeof(stat.command), "%.*s", (int)(end - begin - 1), begin + 1);
	stat.start_time = start_time;
	*ret_stat = stat;
	return true;
}

int process_read_stat(int at, const char *path, struct process_stat *ret_stat)
{
	char text[1024];
	int length = tree_read(at, path, text, sizeof(text));

	if (length < 0)
		return length;
	return process_parse_stat(text, ret_stat) ? 0 : -EBADMSG;
}

/* The argument after AT, or NULL after the last. A last one without its NUL does not count. */
static const char *next_argument(const char *at, const char *end)
{
	const char *zero = memchr(at, '\0', (size_t)(end - at));
	const char *next = zero ? zero + 1 : end;

	return next < end && memchr(next, '\0', (size_t)(end - next)) ? next : NULL;
}

static const char *first_argument(const char *arguments, size_t length)
{
	return memchr(arguments, '\0', length) ? arguments : NULL;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool is_qemu(const char *program)
{
	const char *name = base_name(program);

	return !strncmp(name, "qemu", 4) || !strcmp(name, "kvm");
}

/* Copies one value of QEMU's options: it ends at a comma, and two commas stand for one. */
static const char *copy_value(char *to, size_t size, const char *from)
{
	size_t used = 0;

	for (; *from && (*from != ',' || from[1] == ','); from++) {
		from += *from == ',';
		if (used + 1 < size)
			to[used++] = *from;
	}
	to[used] = '\0';
	return *from ? from + 1 : from;
}

/* QEMU's -name: "guest" is the key of a first value that has none. */
static void parse_name_option(char *to, size_t size, const char *option)
{
	const char *first = option;

	while (*option) {
		size_t key = strcspn(option, "=,");
		bool is_guest = option[key] == '=' ? key == 5 && !strncmp(option, "guest", 5) :
						     option == first;
		char ignored[2];

		if (option[key] == '=')
			option += key + 1;
		option = copy_value(is_guest ? to : ignored, is_guest ? size : sizeof(ignored), option);
	}
}

bool process_vm_name(char *to, size_t size, const char *arguments, size_t length)
{
	const char *end = arguments + length;
	const char *argument = first_argument(arguments, length);

	to[0] = '\0';
	if (!argument || !is_qemu(argument))
		return false;
	while ((argument = next_argument(argument, end))) {
		if (strcmp(argument, "-name") != 0 && strcmp(argument, "--name") != 0)
			continue;
		argument = next_argument(argument, end);
		if (!argument)
			break;
		parse_name_option(to, size, argument);
	}
	return *to;
}

void process_command_line(char *to, size_t size, const char *arguments, size_t length)
{
	size_t used = 0;

	while (length && !arguments[length - 1])
		length--;
	for (; used < length && used + 1 < size; used++)
		to[used] = arguments[used] ? arguments[used] : ' ';
	to[used] = '\0';
}

/* Both tools' words may be shortened: "vdpa d d NAME" does it too. */
static bool is_word(const char *argument, const char *word, size_t least)
{
	size_t length = strlen(argument);

	return length >= least && length <= strlen(word) && !strncmp(argument, word, length);
}

static bool is_delete_tool(const char *program)
{
	const char *name = base_name(program);

	return !strcmp(name, "vdpa") || !strcmp(name, "vdpatop");
}

const char *process_deletes(const char *arguments, size_t length)
{
	const char *end = arguments + length;
	const char *at = first_argument(arguments, length);
	const char *object = NULL, *verb = NULL;

	if (!at || !is_delete_tool(at))
		return NULL;
	while ((at = next_argument(at, end))) {
		if (*at == '-')
			continue;
		if (object && verb)
			return is_word(object, "dev", 1) && is_word(verb, "del", 1) ? at : NULL;
		*(object ? &verb : &object) = at;
	}
	return NULL;
}
