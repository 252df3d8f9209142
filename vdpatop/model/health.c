/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules of health, and the memory that "stalled" needs. */
#include "model/health.h"

#include <errno.h>

#include "base/clock.h"

#define HEALTH_STALLED_READINGS 3
#define HEALTH_STALLED_TIME (3 * CLOCK_SECOND)

typedef bool health_rule(const struct health_input *input, const struct health_memory *memory);

static bool run_is_stalled(const struct health_memory *memory)
{
	return memory->suspicious >= HEALTH_STALLED_READINGS &&
	       memory->suspicious_at - memory->well_at >= HEALTH_STALLED_TIME;
}

static bool is_readable(const struct health_input *input)
{
	return !input->is_stale && !input->code && input->is_negotiated;
}

static bool is_stalled(const struct health_input *input, const struct health_memory *memory)
{
	return is_readable(input) && run_is_stalled(memory);
}

static bool is_stale(const struct health_input *input, const struct health_memory *memory)
{
	(void)memory;
	return input->is_stale;
}

static bool is_reset(const struct health_input *input, const struct health_memory *memory)
{
	(void)memory;
	return input->has_reset;
}

static bool is_skewed(const struct health_input *input, const struct health_memory *memory)
{
	(void)memory;
	return input->is_skewed;
}

static bool is_no_data(const struct health_input *input, const struct health_memory *memory)
{
	(void)memory;
	return input->code == -EOPNOTSUPP || (!input->code && !input->has_counters);
}

static bool is_no_access(const struct health_input *input, const struct health_memory *memory)
{
	(void)memory;
	return input->code == -EPERM || input->code == -EACCES;
}

/* -EAGAIN: features are not negotiated, or the queue is not ready (mlx5_vnet.c). */
static bool is_off(const struct health_input *input, const struct health_memory *memory)
{
	(void)memory;
	return !input->is_negotiated || input->code == -EAGAIN;
}

static bool is_idle(const struct health_input *input, const struct health_memory *memory)
{
	(void)memory;
	return !input->any_moved;
}

static bool is_ok(const struct health_input *input, const struct health_memory *memory)
{
	(void)input;
	(void)memory;
	return true;
}

static const struct {
	const char *name;
	enum model_level level;
	const char *meaning;
	health_rule *applies;
} rules[HEALTH_COUNT] = {
#define HEALTH(id, name, level, meaning) [HEALTH_##id] = { #name, MODEL_##level, meaning, is_##name },
#include "model/health.def"
#undef HEALTH
};

const char *health_name(enum health health)
{
	return rules[health].name;
}

const char *health_meaning(enum health health)
{
	return rules[health].meaning;
}

enum model_level health_level(enum health health)
{
	return rules[health].level;
}

/* An rx queue's posted buffers wait by design, so what is in flight there says nothing. */
static bool elements_wait(const struct health_input *input)
{
	return input->role != VDPA_ROLE_RX && input->has_in_flight && input->in_flight > 0;
}

static bool looks_suspicious(const struct health_input *input)
{
	return (input->has_wqes && input->kicks_moved) || elements_wait(input);
}

static bool looks_well(const struct health_input *input)
{
	return input->wqes_moved || input->completed_moved || input->has_reset;
}

/* Silence ends a run that is too short to prove anything; of no run at all it is the beginning. */
static bool silence_ends(const struct health_memory *memory, int64_t time)
{
	if (run_is_stalled(memory))
		return false;
	return !memory->suspicious || time - memory->suspicious_at >= HEALTH_STALLED_TIME;
}

static bool run_ends(const struct health_memory *memory, const struct health_input *input)
{
	if (!memory->has_reading || looks_well(input))
		return true;
	return !looks_suspicious(input) && silence_ends(memory, input->time);
}

static void remember(struct health_memory *memory, const struct health_input *input)
{
	if (run_ends(memory, input)) {
		*memory = (struct health_memory){ .has_reading = true, .well_at = input->time };
	} else if (looks_suspicious(input)) {
		memory->suspicious++;
		memory->suspicious_at = input->time;
	}
}

void health_shift_time(struct health_memory *memory, int64_t delta)
{
	memory->well_at += delta;
	memory->suspicious_at += delta;
}

enum health health_judge(const struct health_input *input, struct health_memory *memory)
{
	enum health health = 0;

	if (is_readable(input))
		remember(memory, input);
	else if (!input->is_stale)
		*memory = (struct health_memory){ 0 };
	while (!rules[health].applies(input, memory))
		health++;
	return health;
}

bool health_is_worse(enum health a, enum health b)
{
	return a < b;
}
