/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dumps that take several datagrams. */
#pragma once

#include <stdint.h>

struct genl;
struct genl_family;
struct source;

/* DEV_NEW (with a mgmtdev) or DEV_DEL of COUNT devices. 0, or 1 when one was refused. */
int requests_change_many(struct genl *genl, const struct genl_family *family, uint8_t command,
			 uint32_t count);

/* Dumps devices, then configurations; prints the size of every datagram that they come in. */
void requests_print_dumps(const struct source *source, const struct genl_family *family);
