/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What came of a task, in words for whoever has to go on from there at three in the morning. */
#pragma once

#include "manage/job.h"
#include "model/model.h"

/* What the kernel answered a request, or what became of a write to sysfs. */
struct verdict_answer {
	int code;           /* 0 or a negative errno */
	uint16_t attribute; /* enum vdpa_attribute that extack blames, 0 for none */
	const char *kernel; /* extack's words, raw bytes; "" for none */
};

/*
 * Judges the ANSWER to DEV_NEW, DEV_ATTR_SET or DEV_DEL of TASK. An acknowledgement with words of the
 * kernel is a failure of DEV_ATTR_SET (drivers/vdpa/vdpa.c vdpa_nl_cmd_dev_attr_set_doit()).
 */
void verdict_of_request(const struct task *task, const struct model *model,
			const struct verdict_answer *answer, struct outcome *ret_outcome);

/* Judges what became of binding (to TASK's driver) or unbinding. */
void verdict_of_binding(const struct task *task, const struct model *model, bool is_unbinding,
			const struct verdict_answer *answer, struct outcome *ret_outcome);

/*
 * Judges a device that was made or bound, from facts read afterwards: usable, with its node or interface,
 * or not, and what to do about it.
 */
void verdict_of_device(const struct task *task, const struct model *model,
		       struct outcome *ret_outcome);

/*
 * Judges a request to which no answer came (WHY says so: "no answer came") and of which nothing can be seen
 * on the host, like SET_MAC, or could not: the outcome is not known.
 */
void verdict_of_unknown(const struct task *task, const char *why, struct outcome *ret_outcome);

/*
 * Judges an ADD or DELETE to which no answer came, from facts read afterwards; BEFORE is the identity of what
 * had the name when an ADD was sent, 0 for nothing. False: it was added; verdict_of_device() says what
 * became of it, and verdict_add_lost() that nobody said so.
 */
bool verdict_of_lost(const struct task *task, const struct model *model, uint64_t before, const char *why,
		     struct outcome *ret_outcome);
void verdict_add_lost(const char *why, struct outcome *outcome);
