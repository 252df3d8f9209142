/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a command shows of a model, as a text that a test can look into. */
#pragma once

#include "base/error.h"
#include "oneshot/oneshot.h"

struct model;

/* WIDTH 0: lines; SHOWN_JSON: one line of it. */
#define SHOWN_JSON (-1)

struct shown {
	char *text;         /* ended by NUL; shown_free() */
	int status;         /* enum exit_status */
	struct error error;
};

struct shown shown_of(const struct model *model, const struct oneshot_command *command, int width);
void shown_free(struct shown *shown);

/* It ends well, and says exactly TEXT. */
void expect_shown(const struct model *model, const struct oneshot_command *command, int width,
		  const char *text);

/* It ends with STATUS, saying WORDS among others, and shows exactly TEXT all the same. */
void expect_refused(const struct model *model, const struct oneshot_command *command, int width,
		    int status, const char *words, const char *text);
