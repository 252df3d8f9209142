/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The interface that stands for a VF or SF on the PF's embedded switch. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum port_kind { PORT_NONE, PORT_VF, PORT_SF };

struct port {
	enum port_kind kind;
	uint32_t pf, number;
};

struct representor {
	char name[32];
	int32_t link; /* 1 up, 0 down, -1 not known */
};

/*
 * Whether TEXT, an interface's phys_port_name, names PORT: "pf0vf3", "pf0sf88", or the same behind
 * a controller's number ("c1pf0vf3"), as net/devlink/port.c writes them.
 */
bool representor_is_port(const char *text, const struct port *port);

/*
 * Looks for PORT's representor among the interfaces under ROOT that have the same switch as one of
 * the PF's own (PF is its folder in sysfs). RET_REPRESENTOR stays when there is none.
 */
void representor_find(int root, int pf, const struct port *port, struct representor *ret_representor);
