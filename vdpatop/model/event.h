/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What happened, when, and to whom. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/level.h"

enum model_event_kind {
#define EVENT(id, name, level, meaning) MODEL_EVENT_##id,
#include "model/event.def"
#undef EVENT
	MODEL_EVENT_KINDS,
};

/* What the log says of a kind, as a word; its level; one line for a person. Static. */
const char *model_event_name(enum model_event_kind kind);
enum model_level model_event_level(enum model_event_kind kind);
const char *model_event_meaning(enum model_event_kind kind);

enum model_thing {
	MODEL_NOTHING, /* or the host as a whole */
	MODEL_MGMTDEV,
	MODEL_DEVICE,
	MODEL_QUEUE,
};

/* A stable identity. The thing may be gone: ids are never used twice in a run. */
struct model_subject {
	enum model_thing thing;
	uint64_t id; /* as in struct model_mgmtdev, model_device or model_queue */
};

#define MODEL_EVENT_WORDS 640    /* bytes at most, with their NUL */
#define MODEL_EVENT_COMMAND 2048 /* the same: the longest names leave nothing of it out */

struct model_event {
	uint64_t number; /* 1, 2, 3, … */
	int64_t time;    /* ns since 1970 */
	enum model_event_kind kind;
	struct model_subject subject; /* of many queues the first */
	uint32_t lasting; /* things that are still as it says: queues that stalled */
	bool is_over;     /* none of them is any more */
	const char *words;   /* safe text (base/text.h), says what happened to whom */
	const char *command; /* what was done, as a line for a shell, safe as well; "" for most events */
	size_t place;        /* where the model keeps both */
};
