/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the sampler share: sampler.c lists, sampler_config.c and sampler_counters.c ask. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/index.h"
#include "engine/contact.h"
#include "engine/sampler.h"
#include "model/snapshot.h"

/* What is remembered of a device from one sample to the next. */
struct memory_device {
	char *name;
	uint64_t seen;        /* number of the last sample that had it */
	uint64_t negotiated;
	bool is_negotiated;
	bool has_config;
	struct vdpa_config config; /* the last one that could be read */
	int32_t vstats_code;  /* why its counters are not asked for any more, 0: they are */
	bool has_no_vendor;   /* the driver adds nothing to what the dump gives */
	struct array refused; /* bool for each queue index: EINVAL, not a queue */
};

/* What a request of the batch under way is about. */
struct sampler_asked {
	uint32_t device; /* numbers in the snapshot */
	uint32_t queue;
};

struct sampler {
	struct contact *contact;
	struct sampler_options options;
	bool is_refused;      /* EPERM once: rights do not change while a process runs */
	uint64_t number;
	const char *closer;   /* names of devices of which everything is asked first; borrowed */
	size_t closer_bytes;
	int64_t kernel_time;
	size_t batch;         /* requests that the next batch may have */
	uint64_t strays;      /* genl_strays() at the start of the sample */
	struct flat_writer writer;
	struct snapshot_info info;
	struct index devices; /* of this sample, by name */
	struct array memory;  /* struct memory_device */
	struct index memory_index; /* by name */
	struct array vanished; /* bool for each device of this sample */
	struct array is_asked; /* the same: its driver was asked, or is being asked, for its counters */
	struct index names;   /* of counters, in this sample */
	struct array asked;   /* struct sampler_asked, one for each request of the batch */
};

#define sampler_section(sampler, id) (&(sampler)->writer.section[id])
#define sampler_device(sampler, index) \
	array_at(sampler_section(sampler, SNAPSHOT_DEVICES), struct snapshot_device, index)
#define sampler_queue(sampler, index) \
	array_at(sampler_section(sampler, SNAPSHOT_QUEUES), struct snapshot_queue, index)

/* Notes that something went wrong in this sample; the first words are kept. */
void sampler_note(struct sampler *sampler, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The NUL-ended text of the snapshot being written. */
const char *sampler_text(const struct sampler *sampler, struct flat_text text);
struct flat_text sampler_put(struct sampler *sampler, const char *text);

/* Sends the batch of COMMAND about sampler->asked, empties it and measures it; the next batch is larger or smaller by how long it took. */
int sampler_run(struct sampler *sampler, uint8_t command, genl_on_answer *on_answer);

/*
 * Dumps COMMAND once, of DEVICE alone unless it is NULL, noted and measured; ON_MESSAGE gets the
 * sampler as its context. Returns what genl_dump() does.
 */
int sampler_dump_once(struct sampler *sampler, uint8_t command, const char *device,
		      genl_on_message *on_message, struct answer *ret_answer);

/* A dump that was interrupted or overrun is asked for again this often. */
#define SAMPLER_DUMP_TRIES 4

/* Counts TOOK ns of a datagram as time spent in the kernel. */
void sampler_count_time(struct sampler *sampler, int64_t took);

/* Whether the batch has all the requests that it may have. */
bool sampler_is_full(const struct sampler *sampler);
/* Starts a request if the batch has room for one more. */
struct nlmsghdr *sampler_add(struct sampler *sampler, uint8_t command);

/* Lists mgmtdevs and devices by dump. 0 or a negative errno after which the sample is over. */
int sampler_list(struct sampler *sampler);

/* The number of the device NAME in this sample, or INDEX_NONE. */
uint32_t sampler_find_device(const struct sampler *sampler, const char *name);

/* Whether anything but its being there is asked of device INDEX. */
bool sampler_asks_about(const struct sampler *sampler, uint32_t index);

/* Takes the devices out that were found to be gone. */
void sampler_drop_vanished(struct sampler *sampler);

/* Asks the config of every listed device. */
void sampler_ask_configs(struct sampler *sampler);

/* What is remembered of DEVICE, forgetting refusals when its features changed. NULL: no memory. */
struct memory_device *sampler_recall(struct sampler *sampler, const struct snapshot_device *device);
/* Remembers DEVICE's config, or gives it the remembered one when this answer was lost. */
void sampler_keep_config(struct sampler *sampler, struct snapshot_device *device);
void sampler_forget_missing(struct sampler *sampler);
/* Forgets what is remembered of the device NAME, NULL for all: it changed, or is another one now. */
void sampler_forget(struct sampler *sampler, const char *name);

/* Lists the queues of every device, and asks for their counters. */
void sampler_ask_counters(struct sampler *sampler);
