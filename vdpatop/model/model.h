/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the program knows: snapshots joined over time by stable identity, with the host's facts.
 * Pure: no clock, no socket; time comes in with the data. The screen and the reports read the
 * public arrays below and change nothing.
 *
 * Every string belongs to the model and is never NULL. Strings and arrays hold until the next
 * model_update() or model_update_facts().
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "model/event.h"
#include "model/facts.h"
#include "model/health.h"
#include "model/history.h"
#include "model/rate.h"
#include "model/skew.h"
#include "model/snapshot.h"
#include "model/timeline.h"

struct vdpa_counter;

struct model_counter {
	const char *name; /* raw bytes */
	const struct vdpa_counter *known; /* what we know of it, NULL for nothing */
	uint64_t value;
	struct rate rate;
	const struct history *history; /* of its rate; NULL when none is kept */
};

struct model_queue {
	uint64_t id;       /* stable while its device lives; never used twice in a run */
	uint32_t device;   /* index of its device */
	uint32_t index;
	enum vdpa_role role;
	enum health health;
	int code;           /* 0, or why there are no counters */
	const char *reason; /* the kernel's words for it, or "" */
	bool is_mapped;     /* its doorbell is mapped: kicks pass no kernel code */
	bool has_kicks, has_wqes, has_in_flight;
	uint64_t kicks, wqes, in_flight;
	const char *wqes_source; /* name of the counter that wqes comes from, "" for none */
	const char *wqes_by;     /* who counts it: "kernel" or a driver, "" for none. Static */
	struct rate kicks_rate, wqes_rate;
	int64_t first_seen; /* ns since 1970: the sample that first had it */
	int64_t read_at;    /* of the figures: ns since 1970, 0 when there never were any */
	int64_t interval;   /* ns that the rates are over: since its reading before; 0 in a first */
	uint32_t first_counter, counters;
	const struct history *kicks_history, *wqes_history; /* never NULL */
	struct model_slot *slot; /* the model's own memory of this queue */
};

struct model_device {
	uint64_t id;
	uint64_t identity;     /* the host's own (struct facts_device), 0 when it has not told of it */
	const char *name;      /* raw bytes */
	int64_t first_seen;    /* ns since 1970: when this run first had it */
	bool was_there;        /* when the run began: it is older than first_seen */
	uint32_t mgmtdev;      /* index, or FLAT_NONE: unmanaged, or known from sysfs only */
	bool is_from_netlink;  /* the fields up to config are the kernel's answers */
	bool is_managed;
	uint32_t valid;        /* VDPA_HAS_CLASS, _VENDOR, _MAX_VQS, _MAX_VQ_SIZE, _MIN_VQ_SIZE */
	uint32_t class_id, vendor, max_vqs;
	uint16_t max_vq_size, min_vq_size;
	struct vdpa_config config; /* config.valid 0 when it is not known */
	int config_code, vstats_code;
	const char *config_reason, *vstats_reason;
	const char *driver, *node, *netdev, *disk; /* from the host, "" for none or not known */
	const char *vm, *user;                     /* first process that holds it: VM's name, comm */
	int32_t user_pid;                          /* 0 for none known */
	int32_t user_numa;                         /* NUMA node that it runs on, -1: not known */
	uint32_t user_count;
	bool is_netdev_up, is_disk_mounted;
	enum health health;       /* the worst of its queues and its own, idle ones aside; idle when all are */
	int64_t read_at;          /* ns since 1970 */
	int64_t interval;         /* ns since the reading before, 0 in a first one */
	uint32_t first_queue, queues;
	/*
	 * Sums over its queues. Kicks are not known (has_kicks is false) when any doorbell is mapped;
	 * wqes are not known when the kernel counts some of its queues and a driver others: figures of
	 * different sources are never added up. A sum past 2^64 - 1 is not known, either. A rate is OK
	 * when it is for every queue summed.
	 */
	bool has_kicks, has_wqes;
	bool has_mixed_wqes;
	bool is_kicks_over, is_wqes_over; /* past 2^64 - 1 */
	uint64_t kicks, wqes;
	struct rate kicks_rate, wqes_rate;
	const char *wqes_source;  /* who counts wqes: a counter's name, or the driver's; "" for none */
	uint32_t mapped_queues;   /* queues whose doorbell is mapped */
	const struct history *kicks_history, *wqes_history; /* of its sums; never NULL */
	struct skew skew;         /* how unevenly its queues work */
};

struct model_mgmtdev {
	uint64_t id;
	const char *bus, *name; /* raw bytes */
	const char *handle;     /* "bus/name", or the name when it has no bus */
	uint64_t classes, supported;
	uint32_t max_vqs;
	uint32_t valid;
	uint32_t devices;       /* devices made from it */
	bool is_from_netlink;
	const char *driver, *pci, *function, *representor; /* from the host, "" for none */
	int32_t numa_node;      /* -1: not known */
	int32_t representor_link; /* 1 up, 0 down, -1 not known */
	uint32_t vfs, most_vfs; /* of a PF: that it was split into, of so many; most 0: not known */
};

/* A process that holds a device's node open. */
struct model_user {
	uint32_t device;  /* index of the device */
	const char *command, *vm; /* its comm; QEMU's name of the VM, "" for none */
	int32_t pid;
	int32_t numa_node; /* -1: not known */
};

struct model_suspect {
	const char *command, *wchan;
	int32_t pid;
	bool is_deleting;
};

/*
 * Of the queues that count something, those whose rate is known this time. A rate is not known when
 * it is so for a few of them only.
 */
struct model_totals {
	bool has_kicks, has_wqes;
	bool counts_kicks; /* some queue's doorbells are counted, known this time or not */
	/*
	 * Queues in use, or for all one knows, that are not in the figure: mapped, not counted, counted
	 * by another source, not read. Unless 0 the figure is a lower bound.
	 */
	uint32_t kicks_missing, wqes_missing;
	double kicks_per_s, wqes_per_s;
	/* Who has counted most elements, as in model_device; wqes_per_s is over theirs only. */
	const char *wqes_source;
	uint32_t wqes_left_out;        /* queues with wqes of another source, not in wqes_per_s */
	uint32_t health[HEALTH_COUNT]; /* queues of each */
	uint32_t skewed_devices;
	const struct history *kicks_history, *wqes_history; /* per second, over all queues */
};

struct model {
	bool has_sample;     /* a snapshot has come */
	bool has_facts;
	uint64_t changes;    /* rises with every update: who keeps indices or values compares it */
	uint64_t number;     /* of the newest snapshot */
	uint64_t errors;     /* info->errors of all snapshots so far */
	int64_t time;        /* its stamp */
	const struct snapshot_info *info; /* of the newest snapshot, NULL before */
	const char *reason;  /* info->reason, "" for none */
	struct model_mgmtdev *mgmtdevs;
	struct model_device *devices;  /* by mgmtdev, then in the kernel's order; unmanaged last */
	struct model_queue *queues;    /* by device, then by index */
	struct model_counter *counters;
	struct model_user *users;
	struct model_suspect *suspects;
	struct model_event *events;    /* newest last, a bounded number is kept */
	size_t mgmtdev_count, device_count, queue_count, counter_count;
	size_t user_count, suspect_count, event_count;
	bool hides_processes;          /* users may be missing */
	uint64_t facts_number;         /* rises with the host's facts; 0 before the first */
	struct model_totals totals;
	const struct timeline *times;  /* when the samples of all histories were taken */
	struct model_private *private;
};

/*
 * HISTORY is the number of samples kept of everything, while it fits into the budget of
 * model/slot.h. NULL when memory is out.
 */
struct model *model_new(uint32_t history);
void model_free(struct model *model);

/*
 * Takes the newest snapshot in; what is kept of it is copied, so it may go afterwards. A round that
 * ended early (info->code) takes nothing away: what it does not mention is kept as stale.
 * 0 or -ENOMEM, the model then as it was.
 */
int model_update(struct model *model, const struct snapshot *snapshot);

/*
 * The same in three parts, of which each takes a few ms for a hundred thousand queues: in between, a
 * person can be answered out of what the model then shows. All three are to be done, in order, with the
 * same snapshot and without another update or shift of time in between. The first can fail, and changes
 * nothing that is shown; the second shows the snapshot; the third adds it to the histories.
 */
int model_update_join(struct model *model, const struct snapshot *snapshot);
void model_update_settle(struct model *model, const struct snapshot *snapshot);
void model_update_past(struct model *model);

/* Takes the newest facts in, in the same way. 0 or -ENOMEM. */
int model_update_facts(struct model *model, const struct facts *facts);

/*
 * Moves every time that is remembered by DELTA ns: real time was set, and what is read from now on
 * carries stamps that follow it. Intervals and runs then stay what they really were.
 */
void model_shift_time(struct model *model, int64_t delta);

/*
 * Adds an event of the program itself (a worker died); WORDS, any bytes, are made safe. Returns its
 * number, 0 when it was lost for want of memory.
 */
uint64_t model_add_event(struct model *model, int64_t time, enum model_event_kind kind,
			 const char *words);

/*
 * The same for what was asked of the kernel: about DEVICE (an id, 0 for none that is there), with COMMAND,
 * the line that a shell would take for it (any bytes, "" for none).
 */
uint64_t model_add_result(struct model *model, int64_t time, enum model_event_kind kind, uint64_t device,
			  const char *words, const char *command);

/* What event NUMBER (0: none) told of is over: it is no trouble any more. */
void model_end_event(struct model *model, uint64_t number);

/*
 * From the next sample on, histories are kept of every counter of the device called DEVICE, and at
 * full length of its queues: it is what somebody looks at. NULL for no other than before.
 */
void model_watch(struct model *model, const char *device);

/* The names of the counters in the newest snapshot, each once; NULL behind the last. Raw bytes. */
const char *model_counter_name(const struct model *model, size_t nth);

/* Whether it is known that no driver has negotiated DEVICE's features. */
bool model_device_is_off(const struct model_device *device);

/*
 * Whether COUNTER says nothing of QUEUE, whatever its value: it counts doorbells, and the queue's go
 * through a mapped page, past the kernel.
 */
bool model_counter_is_blind(const struct model_queue *queue, const struct model_counter *counter);

/*
 * What the host's newest facts say of a device, whether it is among the model's or not yet: one that was
 * just added comes with the next snapshot.
 */
struct model_fact {
	uint64_t identity;
	const char *driver, *node, *netdev, *disk; /* "" for none */
	bool is_netdev_up, is_disk_mounted;
	bool is_hidden; /* by --device or --mgmtdev: no device of the model is it */
};

/* Of the device called NAME (with '!' for '/', as everywhere behind netlink). False: sysfs has none. */
bool model_find_fact(const struct model *model, const char *name, struct model_fact *ret_fact);

/* By identity; NULL when it is gone. */
const struct model_device *model_find_device(const struct model *model, uint64_t id);
const struct model_queue *model_find_queue(const struct model *model, uint64_t id);
