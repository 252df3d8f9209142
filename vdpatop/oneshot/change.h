/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of commands that change something share. */
#pragma once

#include "manage/job.h"
#include "model/model.h"
#include "oneshot/private.h"

/* The name of the device that is added, set or deleted, as it was said. */
const char *change_device(const struct oneshot *oneshot);

/* The job that came of the command; NULL while there is none. */
const struct job *change_job(const struct oneshot *oneshot);

/*
 * delete.c: whether DEVICE may be deleted as far as its users go. When it is in use, says by whom and, with
 * --force, what happens now, else what --force would do.
 */
bool delete_may_begin(const struct oneshot *oneshot, const struct model *model,
		      const struct model_device *device);

/* Says the same of JOB, which found its device in use only later. False: it failed for another reason. */
bool delete_refuse(const struct oneshot *oneshot, const struct job *job);
