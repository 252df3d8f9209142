/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of commands. Nothing is read or written here. */
#include "vdpa/command.h"

#include <stddef.h>

#include "vdpa/numbers.h"

#define VDPA_CMD_NONE VDPA_CMD_UNSPEC
#define DO VDPA_CAN_DO
#define DUMP VDPA_CAN_DUMP
#define ADMIN VDPA_CAN_ADMIN

static const struct vdpa_command_info commands[VDPA_CMD_COUNT] = {
#define X(number, id, able, answer, words) [number] = { #id, able, VDPA_CMD_##answer, words },
#include "vdpa/command.def"
};

const struct vdpa_command_info *vdpa_command_find(uint32_t number)
{
	if (number >= VDPA_CMD_COUNT || !commands[number].name)
		return NULL;
	return &commands[number];
}
