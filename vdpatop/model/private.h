/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How the model is built, for the files of model/ only.
 *
 *   snapshot --join.c, join_queue.c--> next generation --(swap)--> settle.c: health, sums, events
 *   facts    --join_facts.c----------> this generation
 *
 * Making the next generation may fail for want of memory and leaves the present one alone. What
 * follows the swap cannot fail: it works in memory that was reserved before.
 */
#pragma once

#include "base/array.h"
#include "base/index.h"
#include "model/model.h"
#include "model/slot.h"
#include "model/texts.h"
#include "model/timeline.h"

/* What the model remembers of a device beside what it shows; same place as the device. */
struct device_state {
	uint32_t before;    /* its place in the generation before, or INDEX_NONE */
	uint32_t rounds_kept; /* in a row in which it was kept though not mentioned */
	bool was_mentioned; /* while the next generation is made: the snapshot names it */
	bool has_facts;     /* the host has told of it: its identity is known */
	bool is_described;  /* the host's newest facts tell of it */
	const char *driver; /* the last one the host told, NULL for none told */
	struct model_slot *slot; /* NULL for a device that only the host knows */
	struct skew_memory skew;
	uint64_t told_skewed; /* number of the event that said so; 0: none has, or it is over */
};

struct mgmtdev_state {
	uint32_t after;
};

struct generation {
	struct array mgmtdevs;       /* struct model_mgmtdev */
	struct array mgmtdev_states; /* struct mgmtdev_state */
	struct array devices;        /* struct model_device */
	struct array states;         /* struct device_state */
	struct array queues;         /* struct model_queue */
	struct array counters;       /* struct model_counter */
	struct index mgmtdev_names, device_names, device_ids;
};

/* A counter's name in the snapshot that is being taken in. */
struct known_name {
	const char *text;
	const struct vdpa_counter *known;
};

/* A device that the next generation will have. */
struct candidate {
	uint32_t mgmtdev; /* in the next generation, FLAT_NONE for none */
	uint32_t from;    /* its place in the snapshot, or INDEX_NONE */
	uint32_t before;  /* its place in the generation before, or INDEX_NONE */
};

/* Which device an entry of the host's facts describes; same place as the entry. */
struct facts_owner {
	uint64_t device; /* id; 0: netlink has never shown it */
	uint32_t since;  /* round after which it was first told of; 0: it was there from the first */
};

struct model_private {
	struct generation now, next; /* next is the one before, between two updates */
	struct texts texts;
	struct slots slots, device_slots; /* of queues, of devices */
	uint64_t watched, was_watched;    /* devices whose counters are kept, by id; 0 for none */
	struct snapshot_info info;
	struct array names;      /* struct known_name */
	struct array candidates; /* struct candidate */
	struct array sorted;     /* struct candidate */
	struct array places;     /* uint32_t */
	struct array users;      /* struct model_user */
	struct array suspects;   /* struct model_suspect */
	struct array events;     /* struct model_event, room for twice as many as are shown */
	struct array event_texts; /* char: their words and commands, in their order, each with its NUL */
	void *facts_data;        /* our own copy */
	struct facts facts;
	struct array owners;     /* struct facts_owner */
	const char *reason;      /* of the newest snapshot */
	struct timeline times;
	struct history kicks, wqes;
	uint64_t last_id;
	uint64_t last_event;     /* number of the newest */
	uint64_t told_incomplete; /* the same of answers that are missing */
	int64_t incomplete_at;    /* when a sample last lacked some, ns since 1970 */
	uint64_t told_unloaded;  /* number of the event that said so; 0: none has, or it is over */
	uint32_t round;
	bool has_listed;         /* a round has told of everything there is */
};

/* generation.c */
void generation_init(struct generation *generation);
void generation_free(struct generation *generation);
struct model_device *generation_device(const struct generation *generation, size_t place);
struct device_state *generation_state(const struct generation *generation, size_t place);
struct model_mgmtdev *generation_mgmtdev(const struct generation *generation, size_t place);
struct model_queue *generation_queue(const struct generation *generation, size_t place);
struct model_counter *generation_counter(const struct generation *generation, size_t place);
/* Places, or INDEX_NONE. */
uint32_t generation_find_mgmtdev(const struct generation *generation, const char *bus,
				 const char *name);
uint32_t generation_find_device(const struct generation *generation, const char *name);
uint32_t generation_find_id(const struct generation *generation, uint64_t id);
/*
 * Queue INDEX of DEVICE, whose queues are in order; NULL when it has none such. GUESS is its place among
 * them, if all are as they were.
 */
struct model_queue *generation_find_queue(const struct generation *generation,
					  const struct model_device *device, uint32_t index,
					  uint32_t guess);
/* Makes it findable; room must be reserved. */
void generation_put_mgmtdev(struct generation *generation, uint32_t place);
void generation_put_device(struct generation *generation, uint32_t place);
/* Empties it and makes room. 0 or -ENOMEM. */
int generation_reset(struct generation *generation, size_t mgmtdevs, size_t devices, size_t queues,
		     size_t counters);

/* join.c: fills private->next from SNAPSHOT and private->now. 0 or -ENOMEM. */
int join_snapshot(struct model_private *private, const struct snapshot *snapshot);

/* join_queue.c: appends the queues of TO, at the end of next, from FROM and from BEFORE. */
int join_queues(struct model_private *private, const struct snapshot *snapshot,
		const struct snapshot_device *from, struct model_device *to,
		const struct model_device *before);
/* The same for a device that the snapshot does not mention. */
void join_kept_queues(struct model_private *private, struct model_device *to,
		      const struct model_device *before);

/* Whether CODE is neither an answer that stands (refused, not offered, not negotiated) nor 0. */
bool code_may_pass(int code);

/*
 * join_facts.c: puts the host's facts on the devices of now, and those only the host knows behind
 * them, in room that is reserved; their ids are as in BEFORE.
 */
void join_facts(struct model *model, const struct generation *before);

/* settle.c: health and sums of now, after a snapshot. */
void settle(struct model *model);

/*
 * past.c: names the histories of a queue, of a device and of the totals, and marks their slots as in
 * use; then adds what a sample has for all of them.
 */
void past_link_queue(struct model *model, struct model_queue *queue);
void past_link_device(struct model *model, size_t place);
void past_link_totals(struct model *model);
void past_add(struct model *model);
/* The history of what has none. Static. */
const struct history *past_none(void);

/*
 * changes.c: events of what is different between BEFORE and now. What a first snapshot shows was
 * there already and is no news.
 */
void changes_tell_family(struct model *model, uint32_t before); /* enum snapshot_family */
void changes_tell(struct model *model, const struct generation *before, bool is_first);
void changes_tell_errors(struct model *model);
/* The same for devices that only the host knows, after facts. */
void changes_tell_host(struct model *model, const struct generation *before);
void changes_tell_renewed(struct model *model, const struct model_device *device, int64_t time);
/* That the queue of SLOT stalled, or the device of STATE was skewed, is over, whoever was told. */
void changes_end_stall(struct model_private *private, struct model_slot *slot);
void changes_end_skew(struct model_private *private, struct device_state *state);

/* event.c */
struct event_head {
	int64_t time;
	enum model_event_kind kind;
	struct model_subject subject;
	uint32_t lasting;
};
/* Returns the event's number, 0 when it was lost for want of memory. */
uint64_t event_add(struct model *model, const struct event_head *head, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* One of the things that event NUMBER (0: none) told of is not so any more. */
void event_end_one(struct model_private *private, uint64_t number);
/* NAME, raw bytes, made safe and cut so that it leaves room for what is said about it. */
struct event_name {
	char text[72];
};
struct event_name event_name(const char *name);

/* model.c: makes the public arrays those of now. */
void model_publish(struct model *model);
