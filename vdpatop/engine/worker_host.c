/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The host worker: what source/host finds becomes flat facts for main. */
#include "engine/worker.h"

#include <fnmatch.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "engine/message.h"
#include "model/facts.h"
#include "source/host.h"
#include "source/recording.h"

#define HOST_QUESTIONS 256

struct scan {
	struct flat_writer writer;
	struct facts_info info;
	const char *device_glob;
	bool is_filtered;
	struct replay *replay; /* NULL: it is no recording */
};

static struct flat_text scan_put(struct scan *scan, const char *text)
{
	return flat_put_text(&scan->writer, text, strlen(text));
}

static void scan_add(struct scan *scan, enum facts_section section, const void *element)
{
	if (array_append(&scan->writer.section[section], element, 1) < 0)
		scan->info.errors++;
}

static bool scan_wants(const struct scan *scan, const char *device)
{
	return !scan->device_glob[0] || !fnmatch(scan->device_glob, device, 0);
}

static void scan_device(void *context, const struct host_device *device)
{
	struct scan *scan = context;

	scan_add(scan, FACTS_DEVICES, &(struct facts_device){
		.name = scan_put(scan, device->name),
		.identity = device->identity,
		.driver = scan_put(scan, device->driver),
		.node = scan_put(scan, device->node),
		.netdev = scan_put(scan, device->netdev),
		.disk = scan_put(scan, device->disk),
		.parent = scan_put(scan, device->parent),
		.flags = (device->is_netdev_up ? FACTS_NETDEV_UP : 0u) |
			 (device->is_disk_mounted ? FACTS_DISK_MOUNTED : 0u) |
			 (scan_wants(scan, device->name) ? 0u : FACTS_HIDDEN),
	});
}

static void scan_user(void *context, const struct host_user *user)
{
	struct scan *scan = context;

	scan_add(scan, FACTS_USERS, &(struct facts_user){
		.device = scan_put(scan, user->device),
		.command = scan_put(scan, user->command),
		.vm = scan_put(scan, user->vm),
		.pid = user->pid,
		.numa_node = user->numa_node,
	});
}

static void scan_mgmtdev(void *context, const struct host_mgmtdev *mgmtdev)
{
	struct scan *scan = context;

	scan_add(scan, FACTS_MGMTDEVS, &(struct facts_mgmtdev){
		.bus = scan_put(scan, mgmtdev->bus),
		.name = scan_put(scan, mgmtdev->name),
		.driver = scan_put(scan, mgmtdev->driver),
		.pci = scan_put(scan, mgmtdev->pci),
		.function = scan_put(scan, mgmtdev->function),
		.representor = scan_put(scan, mgmtdev->representor),
		.numa_node = mgmtdev->numa_node,
		.representor_link = mgmtdev->representor_link,
		.vfs = mgmtdev->vfs,
		.most_vfs = mgmtdev->most_vfs,
	});
}

static void scan_suspect(void *context, const struct host_suspect *suspect)
{
	struct scan *scan = context;

	scan_add(scan, FACTS_SUSPECTS, &(struct facts_suspect){
		.command = scan_put(scan, suspect->command),
		.wchan = scan_put(scan, suspect->wchan),
		.pid = suspect->pid,
		.is_deleting = suspect->is_deleting,
	});
}

static void scan_mapping(void *context, const struct host_mapping *mapping)
{
	struct scan *scan = context;

	scan_add(scan, FACTS_MAPPINGS, &(struct facts_mapping){
		.device = scan_put(scan, mapping->device),
		.queue = mapping->queue,
		.pid = mapping->pid,
	});
}

static void scan_hidden(void *context)
{
	struct scan *scan = context;

	scan->info.hides_processes = 1;
}

/* Takes "bus\0name\0…" apart. Returns how many there are. */
static uint32_t scan_read_questions(const struct engine_sample *sample, struct host_question *questions)
{
	const char *at = sample->questions;
	const char *end = at + sample->question_bytes;
	uint32_t count = 0;

	if (at == end || end[-1])
		return 0;
	while (at < end && count < HOST_QUESTIONS) {
		const char *name = at + strlen(at) + 1;

		if (name >= end)
			break;
		questions[count++] = (struct host_question){ at, name };
		at = name + strlen(name) + 1;
	}
	return count;
}

static void scan_run(struct scan *scan, const struct host *host, const struct engine_sample *sample)
{
	struct host_question questions[HOST_QUESTIONS];
	const struct host_visitor visitor = {
		.device = scan_device, .user = scan_user, .mgmtdev = scan_mgmtdev,
		.suspect = scan_suspect, .mapping = scan_mapping, .hidden = scan_hidden,
		.context = scan,
	};
	const struct clock clock = { sample->clock_offset };
	struct error error = { 0 };
	struct facts_info *written;

	flat_writer_clear(&scan->writer);
	scan->info = (struct facts_info){ .number = sample->number, .is_filtered = scan->is_filtered };
	if (host->scan(host->self, questions, scan_read_questions(sample, questions), &visitor,
		       &error) < 0) {
		scan->info.errors++;
		scan->info.reason = scan_put(scan, error.words);
	}
	scan->info.time = scan->replay ? replay_facts_time(scan->replay) : clock_now(&clock);
	written = array_add(&scan->writer.section[FACTS_INFO], 1);
	if (written)
		*written = scan->info;
}

static int scan_open_replay(struct scan *scan, int file, struct host *ret_host, struct error *error)
{
	int result = replay_open(&scan->replay, file, error);

	if (!result)
		host_replay(ret_host, scan->replay);
	return result;
}

static int scan_open_host(struct scan *scan, const struct worker *worker, const struct engine_start *start,
			  struct host *ret_host, struct error *error)
{
	if (start->is_replayed)
		return scan_open_replay(scan, worker->file, ret_host, error);
	return start->is_demo ? host_open_demo(ret_host, &start->demo, error) :
				host_open_system(ret_host, start->root, error);
}

void worker_run_host(void *progress)
{
	struct engine_start start;
	struct worker worker;
	struct scan scan = { .device_glob = start.device_glob };
	struct error error = { 0 };
	struct host host;
	bool is_open;

	(void)progress; /* sysfs and /proc are quick, or name their own trouble */
	worker_receive_start(&worker, &start);
	scan.is_filtered = start.mgmtdev_glob[0];
	facts_writer_init(&scan.writer);
	is_open = !scan_open_host(&scan, &worker, &start, &host, &error);
	for (;;) {
		worker_await_sample(&worker);
		if (!is_open) {
			worker_answer_failure(&worker, &error);
			continue;
		}
		if (scan.replay && worker.sample.begins_again)
			replay_rewind(scan.replay);
		scan_run(&scan, &host, &worker.sample);
		worker_answer(&worker, &scan.writer, 0, NULL);
	}
}
