/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The dialog that changes a device: what the kernel can change of one that is there, and all the rest by
 * deleting it and adding it anew. It is about the device that it was when it was opened.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "manage/job.h"
#include "view/line.h"

struct mode_ops;

struct change_form {
	struct task task;     /* which device it is: name, id, identity, class, management device */
	bool is_cut;          /* its name is longer than a task's */
	uint64_t facts;       /* number of the host's facts when others were asked for: those are old */
	struct line mac, mtu, pairs; /* as typed; before, as they were */
	uint32_t touched;     /* 1 << enum task_field of what somebody typed or chose: all else stays */
	enum task_driver driver;
	bool recreates;       /* it is to be deleted and added anew */
	bool has_features;    /* FEATURES are to be provisioned then; else those that its driver gives */
	uint64_t features;
	struct line typed;    /* what must be its name when it is in use */
	struct array findings; /* struct finding: of what is typed */
	struct array tasks;   /* struct task: what would be sent, as last worked out */
	int errors;           /* among the findings */
	uint64_t submission;  /* that the form waits for, 0 for none */
	uint64_t held;        /* of which something was held when a part failed, 0 for none */
	struct task current;  /* of the submission: what is being done */
	enum job_state state;
	double seconds;       /* for which it has been in it */
	struct outcome outcome; /* of what failed last, code 0 for none */
	bool is_deleted;      /* it was deleted to be added anew, and that failed: it is gone */
};

void change_form_init(struct change_form *change);
void change_form_free(struct change_form *change);

extern const struct mode_ops change_form_ops;
