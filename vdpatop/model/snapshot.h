/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What one round of questions to the kernel gave: flat arrays, filled by the sampler in a worker
 * and read in the main process. Nothing is derived here; rates and health are the model's.
 */
#pragma once

#include "model/flat.h"
#include "vdpa/message.h"

#define SNAPSHOT_KIND FLAT_KIND('v', 's', 'n', '1')

enum snapshot_section {
	SNAPSHOT_INFO, /* exactly one */
	SNAPSHOT_MGMTDEVS,
	SNAPSHOT_DEVICES,
	SNAPSHOT_QUEUES,
	SNAPSHOT_COUNTERS,
	SNAPSHOT_NAMES, /* names of counters, each once: struct flat_text */
	SNAPSHOT_SECTIONS,
};

enum snapshot_family {
	SNAPSHOT_FAMILY_PRESENT,
	SNAPSHOT_FAMILY_NO_MODULE,  /* vdpa.ko is not loaded */
	SNAPSHOT_FAMILY_NO_NETNS,   /* loaded, but this is not the initial network namespace */
	SNAPSHOT_FAMILY_UNKNOWN,    /* asking failed in another way; see reason */
};

struct snapshot_info {
	uint64_t number;
	int64_t time;         /* the sample's stamp, ns since 1970 */
	int64_t kernel_time;  /* ns spent inside the kernel for this sample */
	uint32_t family;      /* enum snapshot_family */
	uint32_t has_vstats_dump; /* the kernel dumps kickdoorbells and wqes (our patches) */
	uint32_t has_events;  /* it has a multicast group for changes */
	uint32_t has_attr_set; /* it can change a device that there is (DEV_ATTR_SET, 6.12 and later) */
	uint32_t errors;      /* answers that made no sense, were lost or came to nothing */
	int32_t code;         /* 0, or why the lists of this round may lack something that is there */
	uint32_t no_access;   /* counters were refused for want of CAP_NET_ADMIN */
	uint32_t unused;
	struct flat_text reason; /* words for code, or for the first of the errors */
};

struct snapshot_mgmtdev {
	struct flat_text bus, name;
	uint64_t classes;
	uint64_t supported;
	uint32_t max_vqs;
	uint32_t valid; /* VDPA_HAS_… */
};

struct snapshot_device {
	struct flat_text name;
	uint32_t mgmtdev;  /* index into the mgmtdevs, or FLAT_NONE */
	uint32_t class_id;
	uint32_t vendor;
	uint32_t max_vqs;
	uint16_t max_vq_size, min_vq_size;
	uint32_t valid;    /* VDPA_HAS_… of the five above */
	struct vdpa_config config; /* valid bits 0 when it is not known, see config_code */
	int32_t config_code; /* 0, or why there is no config */
	int32_t vstats_code; /* 0, or why no queue of this device has counters: -EPERM, -EOPNOTSUPP, … */
	struct flat_text config_reason, vstats_reason; /* the kernel's words, may be empty */
	int64_t read_at;   /* when its counters were read, ns since 1970 */
	uint32_t first_queue, queues; /* into the queues */
};

struct snapshot_queue {
	uint32_t index;
	uint32_t role; /* enum vdpa_role */
	int32_t code;  /* 0, or why this queue has no counters */
	struct flat_text reason;
	uint32_t first_counter, counters;
};

struct snapshot_counter {
	uint64_t value;
	uint32_t name; /* into the names */
	uint32_t unused;
};

void snapshot_writer_init(struct flat_writer *writer);

struct snapshot {
	struct flat flat;
	const struct snapshot_info *info;
	const struct snapshot_mgmtdev *mgmtdevs;
	const struct snapshot_device *devices;
	const struct snapshot_queue *queues;
	const struct snapshot_counter *counters;
	const struct flat_text *names;
	size_t mgmtdev_count, device_count, queue_count, counter_count, name_count;
};

/*
 * Opens what a worker wrote; DATA stays where it is and must outlive RET_SNAPSHOT. Every index in
 * it is checked, roles are roles and no time lies before 1970. 0 or -EBADMSG.
 */
int snapshot_open(struct snapshot *ret_snapshot, const void *data, size_t bytes);

/* A text of the snapshot, ended by NUL; raw bytes from outside. */
const char *snapshot_text(const struct snapshot *snapshot, struct flat_text text);

/* The name of COUNTER. */
const char *snapshot_counter_name(const struct snapshot *snapshot,
				  const struct snapshot_counter *counter);
