/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What batch mode writes: each sample whole, in one piece, to standard output or to a file. A torn
 * line is never left: what a full disk cut off is taken back.
 */
#pragma once

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "report/format.h"

struct error;
struct model;
struct report;

struct report_options {
	enum format_id format;
	const char *columns; /* LIST of -c, NULL for the default */
	const char *output;  /* path, NULL for standard output */
	bool may_append, may_overwrite;
	const volatile sig_atomic_t *stop; /* how many signals asked to end: see report/output.h; or NULL */
	volatile sig_atomic_t *reopen;     /* set by a signal: opens the file again; or NULL */
};

/*
 * Checks the columns, opens the output. 0; -EINVAL for a list that makes no sense (nothing was
 * opened); -EEXIST for a file that exists without leave to touch it, or that is to be replaced and was
 * not written in this format; -EBADMSG for one to append to that has other columns or another format;
 * another negative errno when it cannot be opened. ERROR names the word or the file.
 */
int report_open(struct report **ret_report, const struct report_options *options,
		struct error *error);

/* Whether the columns want every vendor counter to be asked for. */
bool report_wants_vendor(const struct report *report);

/*
 * The name of a counter that a column asks for and no queue of MODEL has: the next one from column
 * *PLACE on, which moves behind it. NULL when there is none.
 */
const char *report_missing_counter(const struct report *report, const struct model *model,
				   size_t *place);

/*
 * Writes the model's newest sample, of which RUN tells, and the header before the first (an appended file that is not
 * empty has one already). When *reopen is set, it is set back and the file is opened again before,
 * to append to: one that was moved away is made anew (a pipe, a terminal and standard output stay). 0; -EPIPE when nobody reads any more; -EINTR
 * when *stop ended it, without words; another negative errno, ERROR then names the file.
 */
int report_sample(struct report *report, const struct model *model, const struct format_run *run,
		  struct error *error);

/*
 * A descriptor, the report's, that can be read from as soon as nobody reads what is written any more: there is
 * nothing left to be done then. -1 where that cannot be told.
 */
int report_watch(const struct report *report);

/*
 * Closes the output; a file that was made for it and nothing was written to is removed. 0 or a negative errno
 * as above: a full disk may show only now.
 */
int report_close(struct report *report, struct error *error);
