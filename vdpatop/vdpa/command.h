/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each command of the vdpa family does: the rows of command.def as a table. */
#pragma once

#include <stdint.h>

enum vdpa_can {
	VDPA_CAN_DO = 1 << 0,
	VDPA_CAN_DUMP = 1 << 1,  /* on a stock kernel; ask genl_family_can_dump() of a running one */
	VDPA_CAN_ADMIN = 1 << 2, /* needs CAP_NET_ADMIN in the initial user namespace */
};

struct vdpa_command_info {
	const char *name;    /* without VDPA_CMD_: "DEV_GET" */
	uint32_t can;        /* enum vdpa_can; 0: only the command of a reply */
	uint8_t reply;       /* enum vdpa_command of its reply, VDPA_CMD_UNSPEC: only acknowledged */
	const char *meaning; /* one line for an operator */
};

/* What command NUMBER does, NULL when it is not known. Static. */
const struct vdpa_command_info *vdpa_command_find(uint32_t number);
