/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * doorbell: what vdpa_kick_vq() (kernel/series-*) costs beside the bare ops->kick_vq(), in ns, on
 * this machine's own processor. In user space: a counter module can only be loaded into a guest,
 * where an emulated processor gives no ns. Interrupts cannot be off here; they are no part of what
 * is compared. It prints medians of many runs and their spread; nothing fails for being slow.
 */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define QUEUES 4
#define CALLS 1000000
#define RUNS 51

struct device;

struct ops {
	void (*kick_vq)(struct device *device, uint16_t index);
};

/* As struct vdpa_vq_stats: a cache line per queue. */
struct stats {
	_Atomic uint64_t kicks;
	_Atomic uint64_t wqes;
} __attribute__((aligned(64)));

struct device {
	const struct ops *config;
	uint32_t nvqs;
	struct stats *vq_stats;
};

/* A parent whose doorbell costs nothing: the figure to compare with is then the call itself. */
__attribute__((noipa)) static void nothing_kick(struct device *device, uint16_t index)
{
	__asm__ volatile("" : : "r"(device), "r"(index) : "memory");
}

static inline __attribute__((always_inline)) void counting_kick(struct device *device, uint16_t index)
{
	if (__builtin_expect(index < device->nvqs, 1))
		atomic_fetch_add_explicit(&device->vq_stats[index].kicks, 1, memory_order_relaxed);
	device->config->kick_vq(device, index);
}

/* The loops: an empty one first, whose time is taken off the others. */
__attribute__((noipa)) static void loop_empty(struct device *device, uint16_t index, long calls)
{
	while (calls--)
		__asm__ volatile("" : : "r"(device), "r"(index) : "memory");
}

__attribute__((noipa)) static void loop_bare(struct device *device, uint16_t index, long calls)
{
	while (calls--)
		device->config->kick_vq(device, index);
}

__attribute__((noipa)) static void loop_counted(struct device *device, uint16_t index, long calls)
{
	while (calls--)
		counting_kick(device, index);
}

/* The same as a kernel with retpolines compiles them. */
__attribute__((noipa, indirect_branch("thunk"))) static void loop_bare_retpoline(struct device *device,
										 uint16_t index,
										 long calls)
{
	while (calls--)
		device->config->kick_vq(device, index);
}

__attribute__((noipa, indirect_branch("thunk"))) static void loop_counted_retpoline(struct device *device,
										    uint16_t index,
										    long calls)
{
	while (calls--)
		counting_kick(device, index);
}

typedef void loop_fn(struct device *device, uint16_t index, long calls);

/* Someone who rings at the same time, on the other processor. */
struct other {
	struct device *device;
	uint16_t index;
	atomic_bool stop;
	atomic_bool runs;
};

static void cpu_pin(size_t cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	sched_setaffinity(0, sizeof(set), &set);
}

static void *other_run(void *data)
{
	struct other *other = data;

	cpu_pin(1);
	atomic_store(&other->runs, true);
	while (!atomic_load_explicit(&other->stop, memory_order_relaxed))
		loop_counted(other->device, other->index, 1000);
	return NULL;
}

/* What is measured, in turn, so that a processor that changes its pace changes all of them. */
enum {
	EMPTY,
	BARE,
	COUNTED,
	BARE_RETPOLINE,
	COUNTED_RETPOLINE,
	CASES,
};

static loop_fn *const loops[CASES] = {
	[EMPTY] = loop_empty,
	[BARE] = loop_bare,
	[COUNTED] = loop_counted,
	[BARE_RETPOLINE] = loop_bare_retpoline,
	[COUNTED_RETPOLINE] = loop_counted_retpoline,
};

/* A sample per run, in ns a call. */
typedef double samples[RUNS];

/* The thread's own time: that of others on this processor is not in it. */
static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double loop_measure(loop_fn *loop, struct device *device)
{
	double begin = seconds_now();

	loop(device, 1, CALLS);
	return (seconds_now() - begin) * 1e9 / CALLS;
}

static int double_compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Prints the median of what MORE takes beyond LESS, run by run, and how far apart the runs are. */
static double difference_print(const char *words, const samples more, const samples less)
{
	samples difference;

	for (int i = 0; i < RUNS; i++)
		difference[i] = more[i] - less[i];
	qsort(difference, RUNS, sizeof(*difference), double_compare);
	printf("%-56s %6.2f   %6.2f  %6.2f\n", words, difference[RUNS / 2], difference[RUNS / 10],
	       difference[RUNS - 1 - RUNS / 10]);
	return difference[RUNS / 2];
}

/* Rings queue 1 while the other processor rings queue INDEX. */
static void contended_print(const char *words, struct device *device, uint16_t index, const samples empty)
{
	struct other other = { .device = device, .index = index };
	samples contended;
	pthread_t thread;

	if (pthread_create(&thread, NULL, other_run, &other) != 0) {
		puts("no second thread");
		return;
	}
	while (!atomic_load(&other.runs))
		sched_yield();
	for (int i = 0; i < RUNS; i++)
		contended[i] = loop_measure(loop_counted, device);
	atomic_store(&other.stop, true);
	pthread_join(thread, NULL);
	difference_print(words, contended, empty);
}

static void pair_print(const char *name, samples *all, int bare, int counted)
{
	char words[80];
	double cost, both;

	snprintf(words, sizeof(words), "ops->kick_vq()%s", name);
	cost = difference_print(words, all[bare], all[EMPTY]);
	snprintf(words, sizeof(words), "vdpa_kick_vq()%s", name);
	both = difference_print(words, all[counted], all[EMPTY]);
	printf("%-56s %6.2f times the bare call\n", "", both / cost);
	difference_print("  what the count adds", all[counted], all[bare]);
}

int main(void)
{
	static struct stats stats[QUEUES];
	static samples all[CASES];
	const struct ops ops = { .kick_vq = nothing_kick };
	struct device device = { .config = &ops, .nvqs = QUEUES, .vq_stats = stats };
	cpu_set_t cpus;

	sched_getaffinity(0, sizeof(cpus), &cpus);
	cpu_pin(0);
	for (int i = 0; i < RUNS; i++)
		for (int j = 0; j < CASES; j++)
			all[j][i] = loop_measure(loops[j], &device);
	printf("%-56s median   10 %%    90 %%\n", "ns a doorbell, beyond an empty loop");
	pair_print("", all, BARE, COUNTED);
	pair_print(", retpoline", all, BARE_RETPOLINE, COUNTED_RETPOLINE);
	if (CPU_COUNT(&cpus) < 2) {
		puts("one processor: nothing about contention");
		return 0;
	}
	contended_print("vdpa_kick_vq(), another CPU rings another queue", &device, 2, all[EMPTY]);
	contended_print("vdpa_kick_vq(), another CPU rings the same queue", &device, 1, all[EMPTY]);
	return 0;
}
