/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The demo's traffic. Levels and areas are whole numbers: see traffic.h. */
#include "source/demo/traffic.h"

#include "source/demo/hash.h"
#include "source/demo/machine.h"

#define SLOT UINT64_C(500000)              /* µs between two levels */
#define UNIT UINT64_C(1000000000)          /* level × µs that make one second of full load */
#define CTRL_PACE UINT64_C(50000000)       /* µs between two requests on a control queue */
#define RING 256
#define HISTORY_LEAST 600                  /* seconds of full load before the demo began */
#define HISTORY_SPREAD 20000

/*
 * The first half of the rhythms is steady, the others come in bursts with idle spells between. The
 * doorbells follow the work less than in proportion: under load more elements share one.
 */
static void rhythm_init(struct demo_rhythm *work, struct demo_rhythm *kicks, uint64_t seed,
			uint64_t number)
{
	static const uint16_t bursts[] = { 0, 0, 150, 400, 1600, 2400, 3000, 900 };

	for (uint32_t i = 0; i < DEMO_SLOTS; i++) {
		uint64_t dice = demo_hash(seed, number, i / (number + 1));
		uint64_t jitter = demo_hash(seed, number + 100, i);

		uint32_t burst = bursts[dice % 8];

		if (number < DEMO_RHYTHMS / 2)
			work->level[i] = (uint32_t)(600 + dice % 600 + jitter % 200);
		else if (burst)
			work->level[i] = burst + (uint32_t)(jitter % 100);
		kicks->level[i] = work->level[i] ? 300 + work->level[i] / 3 : 0;
	}
}

static void rhythm_sum(struct demo_rhythm *rhythm)
{
	rhythm->level[DEMO_SLOTS] = rhythm->level[0];
	for (uint32_t i = 0; i < DEMO_SLOTS; i++)
		rhythm->before[i + 1] = rhythm->before[i] +
					SLOT / 2 * (rhythm->level[i] + rhythm->level[i + 1]);
}

void demo_traffic_init(struct demo_traffic *traffic, uint64_t seed)
{
	*traffic = (struct demo_traffic){ .seed = seed };
	for (uint64_t i = 0; i < DEMO_RHYTHMS; i++) {
		rhythm_init(&traffic->work[i], &traffic->kicks[i], seed, i);
		rhythm_sum(&traffic->work[i]);
		rhythm_sum(&traffic->kicks[i]);
	}
}

/* The area under the line from 0 to TIME (µs). Never falls: floors of one rising number. */
static uint64_t rhythm_area(const struct demo_rhythm *rhythm, uint64_t time)
{
	uint64_t slot = time / SLOT % DEMO_SLOTS, into = time % SLOT;
	int64_t from = rhythm->level[slot], to = rhythm->level[slot + 1];
	uint64_t sloped = (uint64_t)(2 * (int64_t)SLOT * from + (to - from) * (int64_t)into);

	return time / (SLOT * DEMO_SLOTS) * rhythm->before[DEMO_SLOTS] + rhythm->before[slot] +
	       sloped * into / (2 * SLOT);
}

/* AREA at PACE elements a second of full load. */
static uint64_t paced(uint64_t area, uint64_t pace)
{
	return (uint64_t)((unsigned __int128)area * pace / UNIT);
}

#define SKEW_IDLE 500 /* part of its work that a queue does while another does nearly all */

struct queue_pace {
	uint64_t dice;
	uint64_t shift;   /* µs by which the queue is ahead of its device's rhythm */
	uint64_t history; /* area before the demo began */
	uint64_t pace;    /* elements a second */
	uint32_t rhythm;
	uint32_t per_kick;
	bool is_rx;
	bool is_stalled;
};

static struct queue_pace queue_pace(const struct demo_traffic *traffic,
				    const struct demo_device *device, uint32_t index)
{
	uint64_t of_device = demo_hash(traffic->seed, device->identity, 0);
	uint64_t dice = demo_hash(traffic->seed, device->identity, index + 1);
	struct queue_pace pace = {
		.dice = dice,
		.shift = dice % (4 * SLOT),
		.rhythm = (uint32_t)(of_device % DEMO_RHYTHMS),
		.per_kick = (uint32_t)(4 + dice / 7 % 60),
		.is_rx = device->class_id == VDPA_CLASS_NET && !(index & 1),
	};

	pace.is_stalled = traffic->has_stall && device->identity == 1 && index == 1;
	if (!device->is_young)
		pace.history = (HISTORY_LEAST + of_device % HISTORY_SPREAD) * UNIT;
	pace.pace = device->load * (400 + dice / 3 % 1200) / 1000;
	if (traffic->has_skew && device->identity == 1 && index % 2 && index > 1)
		pace.pace /= SKEW_IDLE;
	return pace;
}

/* The first device works steadily, so that the first sight of the demo is never an idle one. */
static const struct demo_rhythm *pace_rhythm(const struct demo_rhythm *rhythms,
					     const struct demo_device *device,
					     const struct queue_pace *pace)
{
	return &rhythms[device->identity == 1 ? 0 : pace->rhythm];
}

static uint64_t area_until(const struct demo_rhythm *rhythm, const struct queue_pace *pace,
			   uint64_t time)
{
	return rhythm_area(rhythm, time + pace->shift) - rhythm_area(rhythm, pace->shift) +
	       pace->history;
}

static struct demo_flow data_flow(const struct demo_traffic *traffic,
				  const struct demo_device *device, const struct queue_pace *pace,
				  uint64_t time)
{
	const struct demo_rhythm *work = pace_rhythm(traffic->work, device, pace);
	const struct demo_rhythm *kicks = pace_rhythm(traffic->kicks, device, pace);
	uint64_t area = area_until(work, pace, pace->is_stalled ? 0 : time);
	uint64_t start = device->is_young ? 0 : 10 + pace->dice / 13 % 1000;
	uint64_t rung = area_until(kicks, pace, time);
	uint64_t ahead = area_until(work, pace, time + 100 + pace->dice % 300);
	struct demo_flow flow = {
		.elements = start + paced(area, pace->pace),
		.submitted = start + paced(ahead, pace->pace),
		.kicks = (start + paced(rung, pace->pace)) / pace->per_kick,
		.drops = paced(area, pace->pace) / 100003,
	};

	/* A receive queue's posted buffers, or a stalled one's, fill the ring. */
	if (pace->is_rx || flow.submitted - flow.elements > RING)
		flow.submitted = flow.elements + RING;
	if (traffic->is_off && !pace->is_rx)
		flow.submitted = flow.elements;
	/* Only what was rung before the pages were mapped passed the kernel. */
	if (device->is_mapped)
		flow.kicks = 1 + pace->dice % 3;
	flow.bytes = flow.elements * (90 + pace->dice / 11 % 1300);
	return flow;
}

static struct demo_flow ctrl_flow(const struct queue_pace *pace, uint64_t time)
{
	uint64_t count = 4 + pace->dice % 40 + (time + pace->dice % CTRL_PACE) / CTRL_PACE;

	return (struct demo_flow){ .elements = count, .submitted = count, .kicks = count };
}

static struct demo_flow flow_at(const struct demo_traffic *traffic,
				const struct demo_device *device, uint32_t index, uint64_t time)
{
	struct queue_pace pace = queue_pace(traffic, device, index);

	if (index == demo_device_ctrl_index(device))
		return ctrl_flow(&pace, time);
	return data_flow(traffic, device, &pace, time);
}

struct demo_flow demo_traffic_flow(const struct demo_traffic *traffic,
				   const struct demo_device *device, uint32_t index)
{
	uint64_t now = device->off_since ? device->off_since : traffic->elapsed;
	struct demo_flow flow = flow_at(traffic, device, index, now - device->off_for), then;

	if (!traffic->since && !device->reset_at)
		return flow;
	then = flow_at(traffic, device, index,
		       traffic->since ? traffic->since : device->reset_at);
	flow.elements -= then.elements;
	flow.submitted -= then.elements;
	flow.bytes -= then.bytes;
	flow.drops -= then.drops;
	/* The kernel's own go on when only the hardware begins anew. */
	if (traffic->since)
		flow.kicks -= then.kicks;
	return flow;
}
