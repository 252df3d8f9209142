/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dialog that adds devices. */
#pragma once

#include "base/array.h"
#include "manage/job.h"
#include "manage/wish.h"
#include "view/line.h"
#include "view/view.h"

/* What was typed. */
struct add_wish {
	struct wish chosen; /* its texts are the lines' */
	struct line name, count, mac, mtu, pairs;
	bool has_own_name;  /* somebody typed it; else it is proposed, and another one for another mgmtdev */
	bool stops;         /* at the first error */
};

struct add_form {
	struct add_wish now, kept; /* kept: of the form that was left before */
	bool has_kept;
	bool is_changed;           /* something of NOW was typed or chosen */
	bool is_pressed;           /* it was to be sent: whatever is wrong is said */
	uint32_t touched;          /* 1 << enum task_field of those that were edited or left */
	struct array tasks;        /* struct task: of the last command */
	struct array findings;     /* struct finding: of NOW as last described */
	int errors;
	uint64_t submission;       /* of the device that is being made while the form waits, 0 for none */
	enum job_state state;      /* of it */
	double seconds;            /* so far */
	struct outcome outcome;    /* of the last failure, code 0 for none */
	char made[TASK_NAME_SIZE]; /* to be selected as soon as it is there; "" for none */
};

void add_form_init(struct add_form *add);
void add_form_free(struct add_form *add);

/* Opens the form with what JOB, an ADD that failed, was to do, and what came of it at the field it blames. */
enum view_wish add_form_again(struct view *view, const struct model *model, const struct job *job);

/* Selects the device that was made, once the model has it. A key pressed meanwhile has the say: forget. */
void add_form_select(struct view *view, const struct model *model);
void add_form_forget(struct view *view);

extern const struct mode_ops add_form_ops;
