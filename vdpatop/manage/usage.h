/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who uses a device, as far as can be known: what a delete or a rebind would take away from somebody.
 * What cannot be known counts as in use.
 */
#pragma once

#include "manage/task.h"
#include "model/model.h"

enum usage {
	USAGE_FREE,
	USAGE_UNKNOWN, /* nobody is seen, but not everybody can be: counts as in use */
	USAGE_USED,
};

/*
 * Whether DEVICE is in use, from the newest facts. RET_WORDS (safe text) says by whom, with pid, command
 * and VM, or what cannot be seen and why; "" when it is free.
 *
 * USED: a process holds its node open; vhost_vdpa, or no driver, with negotiated features, seen or not;
 * virtio_vdpa with an interface that is up or a disk that is mounted. UNKNOWN: the users of its node, or
 * of the one it had, cannot all be seen.
 */
enum usage usage_of(const struct model *model, const struct model_device *device, char *ret_words,
		    size_t size);

/*
 * Whether TASK can be carried out on what MODEL shows now: the device is there and is the one that was
 * meant; to delete or rebind it, its driver and users are known, and it is free or the task is forced; to
 * delete or change it, it is managed and can be. 0, or a negative errno with words for a person: -ENODEV
 * gone, -ESTALE another device of that name, -EBUSY in use, -EOPNOTSUPP. An ADD is always right here:
 * wish_check() is what looks at it, and what is there now may be deleted before its turn.
 * Asked by the dialog, and again by the engine before anything is sent.
 */
int usage_check(const struct task *task, const struct model *model, struct error *error);
