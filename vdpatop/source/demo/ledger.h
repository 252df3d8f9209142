/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the demo's kernel keeps though the process that plays it dies, and what the process that
 * plays its sysfs must see: when the demo began, and every device that was made, changed or deleted
 * since. It lies in memory that the processes of one program share; one of them writes.
 */
#pragma once

#include <stdint.h>

#include "source/demo_options.h"

struct demo_device;
struct demo_machine;

/*
 * Brings MACHINE up to date, which has SEEN so many entries: 0 when it was just built. Returns how
 * many it has seen then. LEDGER may be NULL.
 */
uint32_t demo_ledger_apply(const struct demo_ledger *ledger, uint32_t seen,
			   struct demo_machine *machine);

/*
 * Enters DEVICE as it now is, or that it is gone. Without a ledger, when it is full, or for a name
 * too long for it, nothing is entered: the others then do not learn of the change.
 */
void demo_ledger_enter(struct demo_ledger *ledger, const struct demo_device *device);
void demo_ledger_enter_gone(struct demo_ledger *ledger, const struct demo_device *device);

/* When the demo began, ns since 1970: DUE, if nothing is entered yet. */
int64_t demo_ledger_start(struct demo_ledger *ledger, int64_t due);
