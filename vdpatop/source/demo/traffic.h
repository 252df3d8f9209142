/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What moves in the demo's queues: every counter is a pure function of the seed, the device, the
 * queue and the time since the demo began. Whole numbers only, so that the same seed gives the
 * same figures on every machine, and no counter ever steps back by a rounding.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct demo_device;

/* Which counter of a queue; each has its own pace. */
struct demo_flow {
	uint64_t elements;  /* consumed by the device and given back */
	uint64_t submitted; /* handed to the device: the completed and those in flight */
	uint64_t kicks;     /* doorbells that the kernel relayed */
	uint64_t bytes;
	uint64_t drops;
};

#define DEMO_SLOTS 64
#define DEMO_RHYTHMS 8

/* How the load rises and falls: levels at equal distances, joined by straight lines, repeated. */
struct demo_rhythm {
	uint32_t level[DEMO_SLOTS + 1];   /* 1000 is the device's load */
	uint64_t before[DEMO_SLOTS + 1]; /* the area under the lines left of a slot, level × µs */
};

struct demo_traffic {
	uint64_t seed;
	uint64_t elapsed;  /* µs since the demo began */
	uint64_t since;    /* counters began at 0 then; 0: before the demo */
	bool is_off;       /* time stands still, so nothing may be waiting for its completion */
	bool has_stall;    /* tx queue 0 of the first device consumes nothing */
	bool has_skew;     /* its other tx queues consume next to nothing */
	struct demo_rhythm work[DEMO_RHYTHMS];
	struct demo_rhythm kicks[DEMO_RHYTHMS];
};

void demo_traffic_init(struct demo_traffic *traffic, uint64_t seed);

/* All figures of queue INDEX of DEVICE now. */
struct demo_flow demo_traffic_flow(const struct demo_traffic *traffic,
				   const struct demo_device *device, uint32_t index);
