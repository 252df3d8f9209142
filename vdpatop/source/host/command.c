/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list, not an index: only processes that hold a node are in it. */
#include "source/host/command.h"

#include <stdlib.h>

#include "base/text.h"
#include "source/host/private.h"
#include "source/host/process.h"
#include "source/host/tree.h"

/* QEMU's command lines have some thousand bytes; -name comes early. */
#define ARGUMENTS_SIZE 65536

void command_begin(struct array *commands)
{
	for (size_t i = 0; i < commands->count; i++)
		array_at(commands, struct known_command, i)->is_used = false;
}

void command_forget_unused(struct array *commands)
{
	for (size_t i = commands->count; i--;)
		if (!array_at(commands, struct known_command, i)->is_used)
			array_remove(commands, i);
}

static struct known_command *command_find(struct array *commands, int32_t pid, uint64_t start_time)
{
	for (size_t i = 0; i < commands->count; i++) {
		struct known_command *known = array_at(commands, struct known_command, i);

		if (known->pid == pid && known->start_time == start_time)
			return known;
	}
	return NULL;
}

static void read_vm(int process, char *to, size_t size)
{
	char *arguments = malloc(ARGUMENTS_SIZE);
	int length = arguments ? tree_read(process, "cmdline", arguments, ARGUMENTS_SIZE) : 0;

	to[0] = '\0';
	if (length > 0)
		process_vm_name(to, size, arguments, (size_t)length);
	free(arguments);
}

void command_read_vm(struct array *commands, int process, int32_t pid, uint64_t start_time,
		     char *to, size_t size)
{
	struct known_command *known = command_find(commands, pid, start_time);

	if (!known) {
		struct known_command fresh = { .pid = pid, .start_time = start_time };

		read_vm(process, fresh.vm, sizeof(fresh.vm));
		if (array_append(commands, &fresh, 1) < 0) {
			text_copy(to, size, fresh.vm);
			return;
		}
		known = array_at(commands, struct known_command, commands->count - 1);
	}
	known->is_used = true;
	text_copy(to, size, known->vm);
}
