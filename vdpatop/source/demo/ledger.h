/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the processes of one demo share: how every device is that was made, changed or deleted since it
 * began, and its clock. The netlink worker plays the kernel, the host worker reads what the kernel shows
 * in sysfs, and children write there. Each has a machine of its own and brings it up to date here; each may
 * die at any moment, and the others go on.
 *
 *   lock ─► the machine is up to date ─► look, change a device ─► enter it ─► unlock ─► the others hear
 *
 * What a device was before is not kept: room is taken by devices, not by changes. A device that was made
 * since and is gone gives its room back.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "source/demo_options.h"

struct demo_device;
struct demo_machine;

/* Devices that there is room for, of those that are not as they were when the demo began. */
#define DEMO_LEDGER_DEVICES 4096

/* One process's view of it. Zeroed but for its first two it is ready. */
struct demo_reader {
	struct demo_ledger *ledger;   /* borrowed; NULL: nobody else is there */
	struct demo_machine *machine; /* borrowed; as it was built, or as this reader left it */
	/*
	 * Called for each device that another changed: BEFORE is NULL when it is new, AFTER when it is
	 * gone. May be NULL.
	 */
	void (*tell)(void *context, const struct demo_device *before,
		     const struct demo_device *after);
	void *context;
	uint64_t seen;    /* changes that the machine has */
	bool has_entered; /* since it was locked */
	int bell;         /* its socket, if it has_bell */
	bool has_bell;
};

/* Brings the machine up to date; nothing moves in it until demo_ledger_unlock(). */
void demo_ledger_lock(struct demo_reader *reader);
/* The others hear of what was entered. */
void demo_ledger_unlock(struct demo_reader *reader);

/* Brings the machine up to date. Costs next to nothing when it is. */
void demo_ledger_sync(struct demo_reader *reader);

/*
 * Whether DEVICE (NULL: a new one) can be entered. Asked before anything is changed; what is not entered
 * the others never learn of, so a change without room fails: -ENOSPC, with demo_ledger_words().
 */
bool demo_ledger_has_room(const struct demo_reader *reader, const struct demo_device *device);
const char *demo_ledger_words(void);

/*
 * Enters DEVICE as it now is, or that it is gone; locked. One whose name sysfs could not have either (256
 * bytes and more) is not entered: it is netlink's alone, as on a real host.
 */
void demo_ledger_enter(struct demo_reader *reader, struct demo_device *device);
void demo_ledger_enter_gone(struct demo_reader *reader, struct demo_device *device);

/* Unlocks until another enters something, and locks again; for ever when there is no other. */
void demo_ledger_wait(struct demo_reader *reader);

/*
 * A descriptor that is readable once another entered something, until demo_ledger_hush(); -1 when there is
 * none to have. One reader of a ledger has it: the last that asked.
 */
int demo_ledger_bell(struct demo_reader *reader);
void demo_ledger_hush(struct demo_reader *reader);
void demo_reader_close(struct demo_reader *reader);

/* When the demo began, ns since 1970: DUE, if nothing is entered yet. */
int64_t demo_ledger_start(struct demo_ledger *ledger, int64_t due);
/* The demo's clock: when the sample at hand is due, ns since 1970; 0 before the first. */
void demo_ledger_set_now(struct demo_ledger *ledger, int64_t due);
int64_t demo_ledger_now(const struct demo_ledger *ledger);
/* µs from the start to now. */
uint64_t demo_ledger_elapsed(const struct demo_ledger *ledger);
