/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * screenbench: what a program with a screen of 50 × 200 costs, and how soon it answers. A terminal
 * is made for it, and read as fast as it writes. Figures are for reading: it fails only when one
 * could not be had. Exit status: 0 measured, 1 not, 2 usage.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../ptyrun/keys.h"
#include "pty.h"
#include "usage.h"

#define PATIENCE 20.0 /* seconds for what takes milliseconds */
#define WARM_UP 3.0
#define TIMES_MOST 1000

struct bench {
	const char *name;    /* printed before the figures */
	const char *there;   /* what shows that the program has started */
	const char *prepare; /* keys pressed before measuring, separated by blanks; NULL for none */
	const char *pause;   /* key that pauses it, NULL for none */
	double seconds;      /* that idling is watched for */
	int times;
	char **command;
};

static int bench_fail(const struct bench *bench, const char *what)
{
	printf("%-32s not measured: %s\n", bench->name, what);
	return 1;
}

static int compare_times(const void *a, const void *b)
{
	double difference = *(const double *)a - *(const double *)b;

	return difference < 0 ? -1 : difference > 0;
}

static void print_times(double *times, int count, const char *what)
{
	qsort(times, (size_t)count, sizeof(*times), compare_times);
	printf("  %s %5.1f /%5.1f /%5.1f ms", what, times[0], times[count / 2], times[count - 1]);
}

/* Starts the program and brings it to where it is measured. */
static int bench_start(const struct bench *bench, struct pty *pty)
{
	char *keys = bench->prepare ? strdup(bench->prepare) : NULL;
	char *rest = keys;
	char *key;

	if (pty_start(pty, bench->command) < 0 || pty_await(pty, bench->there, PATIENCE) < 0) {
		free(keys);
		return bench_fail(bench, "its screen did not come");
	}
	pty_read_for(pty, WARM_UP);
	while (rest && (key = strsep(&rest, " "))) {
		pty_press(pty, key);
		pty_read_for(pty, WARM_UP);
	}
	free(keys);
	return 0;
}

static int bench_first(const struct bench *bench)
{
	double first[TIMES_MOST] = { 0 }, whole[TIMES_MOST] = { 0 };

	for (int i = 0; i < bench->times; i++) {
		struct pty pty;
		int64_t when = -1;

		if (pty_start(&pty, bench->command) == 0)
			when = pty_await(&pty, bench->there, PATIENCE);
		first[i] = (double)(pty.first - pty.started) / 1e6;
		whole[i] = (double)(when - pty.started) / 1e6;
		pty_end(&pty);
		if (when < 0)
			return bench_fail(bench, "its screen did not come");
	}
	printf("%-32s", bench->name);
	print_times(first, bench->times, "first byte");
	print_times(whole, bench->times, "  whole frame");
	printf("\n");
	return 0;
}

/* Prints what it costs per second while nobody touches it. */
static int bench_watch(const struct bench *bench, struct pty *pty, const char *name)
{
	struct usage before, after;
	uint64_t bytes = pty->bytes, bursts = pty->bursts;
	double seconds = bench->seconds;

	if (!usage_read(pty->pid, &before))
		return bench_fail(bench, "/proc does not tell");
	pty_read_for(pty, seconds);
	if (!usage_read(pty->pid, &after))
		return bench_fail(bench, "it ended");
	printf("%-32s %6.2f %% CPU %6.2f wake-ups/s of main %7.0f bytes/s in %4.1f bursts/s %6.1f MiB\n",
	       name, 100 * (after.cpu - before.cpu) / seconds,
	       (double)(after.wakes - before.wakes) / seconds, (double)(pty->bytes - bytes) / seconds,
	       (double)(pty->bursts - bursts) / seconds, (double)after.resident / 1024);
	return 0;
}

static int bench_idle(const struct bench *bench)
{
	struct pty pty;
	int status = bench_start(bench, &pty);

	if (!status)
		status = bench_watch(bench, &pty, bench->name);
	if (!status && bench->pause) {
		pty_press(&pty, bench->pause);
		pty_read_for(&pty, 1);
		status = bench_watch(bench, &pty, "    paused");
	}
	pty_end(&pty);
	return status;
}

enum moment { ANY, WORKING, TAKING };

/*
 * Waits for the moment at which the key is pressed: while the worker samples, or when it has just
 * answered and the program takes the sample in.
 */
static bool moment_await(struct pty *pty, pid_t worker, enum moment moment)
{
	int64_t end = pty_now() + (int64_t)(PATIENCE * 1e9);

	while (moment != ANY && !usage_is_running(worker)) {
		pty_read_for(pty, 0.0002);
		if (pty_now() > end)
			return false;
	}
	while (moment == TAKING && usage_is_running(worker))
		usleep(50);
	return true;
}

/* Times a key that opens something, then the same key that closes it: TEXTS say what then stands there. */
static int bench_press(const struct bench *bench, struct pty *pty, enum moment moment, char **key)
{
	pid_t worker = usage_child(pty->pid, "vdpatop-netlink");
	double times[TIMES_MOST] = { 0 };
	int still = 0;

	if (moment != ANY && !worker)
		return bench_fail(bench, "it has no worker");
	for (int i = 0; i < bench->times; i++) {
		int64_t pressed, answered;

		pty_read_for(pty, moment == ANY ? 0.13 : 0.3);
		if (!moment_await(pty, worker, moment))
			return bench_fail(bench, "its worker never worked");
		pressed = pty_press(pty, key[0]);
		answered = pressed < 0 ? -1 : pty_await(pty, key[1 + i % 2], PATIENCE);
		if (answered < 0)
			return bench_fail(bench, "a key was not answered");
		still += moment == WORKING && usage_is_running(worker);
		times[i] = (double)(answered - pressed) / 1e6;
	}
	printf("%-32s", bench->name);
	print_times(times, bench->times, "key to frame");
	if (moment == WORKING)
		printf("  (%d of %d while it still sampled)", still, bench->times);
	printf("\n");
	return 0;
}

static int bench_key(const struct bench *bench, enum moment moment, char **key)
{
	struct pty pty;
	int status = bench_start(bench, &pty);

	if (!status)
		status = bench_press(bench, &pty, moment, key);
	pty_end(&pty);
	return status;
}

static int usage(void)
{
	fputs("usage: screenbench OPTION... MODE COMMAND [ARGUMENT]...\n"
	      "  -n NAME      what the figures are called\n"
	      "  -t TEXT|...  what stands on the screen once it has started\n"
	      "  -k KEY ...   keys to press before anything is measured\n"
	      "  -p KEY       the key that pauses it; costs are then told again\n"
	      "  -s SECONDS   how long idling is watched\n"
	      "  -i TIMES     how often a time is taken\n"
	      "modes:\n"
	      "  idle         CPU, wake-ups, bytes and bursts of them per second, memory\n"
	      "  first        least, median and longest time from start to its first byte and frame\n"
	      "  key KEY OPEN CLOSED      the same from a key to what it opens, or closes\n"
	      "  working KEY OPEN CLOSED  pressed while vdpatop's worker samples\n"
	      "  taking KEY OPEN CLOSED   pressed when it has just answered\n",
	      stderr);
	return 2;
}

static int bench_run(struct bench *bench, char **arguments, int count)
{
	static const struct {
		const char *word;
		enum moment moment;
	} keys[] = { { "key", ANY }, { "working", WORKING }, { "taking", TAKING } };

	if (count < 2 || !bench->there || bench->times < 1 || bench->times > TIMES_MOST)
		return usage();
	bench->command = arguments + 1;
	if (!strcmp(arguments[0], "idle"))
		return bench_idle(bench);
	if (!strcmp(arguments[0], "first"))
		return bench_first(bench);
	bench->command = arguments + 4;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]) && count > 4; i++)
		if (!strcmp(arguments[0], keys[i].word))
			return bench_key(bench, keys[i].moment, arguments + 1);
	return usage();
}

int main(int argc, char **argv)
{
	struct bench bench = { .name = "", .seconds = 20, .times = 20 };
	int option, status;

	while ((option = getopt(argc, argv, "+n:t:k:p:s:i:")) != -1) {
		switch (option) {
		case 'n':
			bench.name = optarg;
			break;
		case 't':
			bench.there = optarg;
			break;
		case 'k':
			bench.prepare = optarg;
			break;
		case 'p':
			bench.pause = optarg;
			break;
		case 's':
			bench.seconds = strtod(optarg, NULL);
			break;
		case 'i':
			bench.times = (int)strtol(optarg, NULL, 10);
			break;
		default:
			return usage();
		}
	}
	status = bench_run(&bench, argv + optind, argc - optind);
	keys_free();
	return status;
}
