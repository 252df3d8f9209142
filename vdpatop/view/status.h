/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the program tells the screen about itself; all that a frame shows beside the model. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "manage/job.h"

enum view_connection {
	VIEW_WAITING,   /* for the first sample */
	VIEW_CONNECTED, /* the newest sample is as it should be; see the model's info for its family */
	VIEW_BLOCKED,   /* the worker that asks the kernel has not come back */
	VIEW_RESTARTED, /* it died and was started again, no sample yet */
	VIEW_LOST,      /* it died and cannot be started again */
};

/* A recording that is shown in place of a host. */
struct view_replay {
	bool is_replay;
	bool is_seeking, is_over;  /* on the way to another sample; the last one is shown */
	uint64_t sample, samples;  /* that is shown, 1 for the first, 0 for none yet; in all */
	uint64_t sought;           /* where it is going, 0 for nowhere, or to a time */
	double found;              /* how far it has come, 0 to 1 */
	uint64_t rounds;           /* how often it went back: the model is another one then */
	int64_t first, last;       /* stamps of the first and the last sample, ns since 1970 */
	double speed;              /* 1: as fast as it was */
};

enum view_record { VIEW_RECORDS_NOT, VIEW_RECORDS, VIEW_RECORDS_NO_MORE /* something went wrong */ };

struct view_status {
	enum view_connection connection;
	int64_t now;       /* ns since 1970 */
	int64_t since;     /* of the connection's trouble, ns since 1970 */
	int64_t interval;  /* ns from sample to sample, as it is at present */
	bool is_stretched; /* longer than asked for, to leave the kernel its time */
	bool is_paused;
	enum view_record record;
	struct view_replay replay;
	bool is_demo; /* what is shown is invented: HOST and KERNEL are not its */
	int32_t utc_offset; /* of local time, s */
	const char *host;   /* raw bytes, "" when not known, as all strings here; never NULL */
	const char *kernel; /* "6.12.117" */
	const char *filter; /* "-D 'web*'" when only some devices are asked for, "" for all */
	const char *no_change; /* why nothing can be changed, static words; "" when it can */
	const char *no_bind;   /* the same of a device's driver alone */
	const struct job *jobs; /* what was submitted, oldest first; NULL for none */
	size_t job_count;
	enum model_level level;
	const char *message; /* for the status line, "" for none; its owner takes it away again */
};

/* A status with nothing in it. */
#define VIEW_STATUS_NONE ((struct view_status){ .host = "", .kernel = "", .filter = "", .no_change = "", \
				.no_bind = "", .message = "" })
