/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why the kernel said no: the rows of verdict.def. */
#pragma once

#include "manage/verdict.h"
#include "manage/words.h"

/* What of a task netlink's ATTRIBUTE (enum vdpa_attribute, 0 for none) says. */
enum task_field verdict_field_of(uint32_t attribute);

/* The management device of TASK, or of its device; NULL when neither is there. */
const struct model_mgmtdev *verdict_mgmtdev(const struct task *task, const struct model *model);

/* Appends why CODE (negative), with the kernel's words if any, and returns the field that it is about. */
enum task_field verdict_put_why(struct words *words, const struct task *task, const struct model *model,
				int code, const struct verdict_answer *answer);
