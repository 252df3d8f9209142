/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the engine's messages to the recorder. */
#include <config.h>

#include "engine/record.h"

#include <stdio.h>
#include <sys/mman.h>
#include <sys/utsname.h>

#include "base/text.h"
#include "engine/message.h"
#include "model/facts.h"
#include "source/recording.h"

static void record_describe(const struct engine_start *start, struct recording_start *ret_start)
{
	struct utsname machine = { 0 };

	*ret_start = (struct recording_start){ .delay = start->delay, .wants_vendor = start->wants_vendor,
					       .is_demo = start->is_demo };
	uname(&machine);
	text_copy(ret_start->program, sizeof(ret_start->program), PACKAGE_NAME " " PACKAGE_VERSION);
	text_copy(ret_start->host, sizeof(ret_start->host), machine.nodename);
	text_copy(ret_start->kernel, sizeof(ret_start->kernel), machine.release);
	text_copy(ret_start->device_glob, RECORDING_GLOB_SIZE, start->device_glob);
	text_copy(ret_start->mgmtdev_glob, RECORDING_GLOB_SIZE, start->mgmtdev_glob);
}

void record_open(struct record *record, int file, const struct engine_start *start, struct source *source,
		 struct source *ret_recorded)
{
	struct recording_start described;

	*record = (struct record){ 0 };
	*ret_recorded = *source;
	if (!start->is_recorded)
		return;
	record_describe(start, &described);
	if (!recorder_open(&record->recorder, file, &described, &record->error))
		source_record(ret_recorded, source, record->recorder);
}

void record_plan(struct record *record, const struct engine_sample *sample)
{
	if (record->recorder)
		recorder_plan(record->recorder, sample->number, sample->clock_offset, sample->is_extra);
}

void record_flush(struct record *record)
{
	if (record->recorder)
		recorder_flush(record->recorder);
}

static void walk_devices(const struct facts *facts, const struct host_visitor *visitor)
{
	for (size_t i = 0; i < facts->device_count; i++) {
		const struct facts_device *device = &facts->devices[i];

		visitor->device(visitor->context, &(struct host_device){
			.name = facts_text(facts, device->name),
			.identity = device->identity,
			.driver = facts_text(facts, device->driver),
			.node = facts_text(facts, device->node),
			.netdev = facts_text(facts, device->netdev),
			.disk = facts_text(facts, device->disk),
			.parent = facts_text(facts, device->parent),
			.is_netdev_up = device->flags & FACTS_NETDEV_UP,
			.is_disk_mounted = device->flags & FACTS_DISK_MOUNTED,
		});
	}
}

static void walk_users(const struct facts *facts, const struct host_visitor *visitor)
{
	for (size_t i = 0; i < facts->user_count; i++) {
		const struct facts_user *user = &facts->users[i];

		visitor->user(visitor->context, &(struct host_user){
			.device = facts_text(facts, user->device),
			.command = facts_text(facts, user->command),
			.vm = facts_text(facts, user->vm),
			.pid = user->pid,
			.numa_node = user->numa_node,
		});
	}
}

static void walk_mgmtdevs(const struct facts *facts, const struct host_visitor *visitor)
{
	for (size_t i = 0; i < facts->mgmtdev_count; i++) {
		const struct facts_mgmtdev *mgmtdev = &facts->mgmtdevs[i];

		visitor->mgmtdev(visitor->context, &(struct host_mgmtdev){
			.bus = facts_text(facts, mgmtdev->bus),
			.name = facts_text(facts, mgmtdev->name),
			.driver = facts_text(facts, mgmtdev->driver),
			.pci = facts_text(facts, mgmtdev->pci),
			.function = facts_text(facts, mgmtdev->function),
			.representor = facts_text(facts, mgmtdev->representor),
			.numa_node = mgmtdev->numa_node,
			.representor_link = mgmtdev->representor_link,
			.vfs = mgmtdev->vfs,
			.most_vfs = mgmtdev->most_vfs,
		});
	}
}

static void walk_processes(const struct facts *facts, const struct host_visitor *visitor)
{
	for (size_t i = 0; i < facts->suspect_count; i++) {
		const struct facts_suspect *suspect = &facts->suspects[i];

		visitor->suspect(visitor->context, &(struct host_suspect){
			.command = facts_text(facts, suspect->command),
			.wchan = facts_text(facts, suspect->wchan),
			.pid = suspect->pid,
			.is_deleting = suspect->is_deleting,
		});
	}
	for (size_t i = 0; i < facts->mapping_count; i++) {
		const struct facts_mapping *mapping = &facts->mappings[i];

		visitor->mapping(visitor->context, &(struct host_mapping){
			.device = facts_text(facts, mapping->device),
			.queue = mapping->queue,
			.pid = mapping->pid,
		});
	}
	if (facts->info->hides_processes)
		visitor->hidden(visitor->context);
}

static void record_walk(struct recorder *recorder, const struct facts *facts,
			const struct engine_facts *said)
{
	const struct host_visitor *visitor =
		recorder_begin_facts(recorder, facts->info->time, said->after, said->is_held);

	walk_devices(facts, visitor);
	walk_users(facts, visitor);
	walk_mgmtdevs(facts, visitor);
	walk_processes(facts, visitor);
	recorder_end_facts(recorder, facts->info->errors, facts_text(facts, facts->info->reason));
}

void record_facts(struct record *record, const struct engine_facts *facts, int file)
{
	struct facts opened;
	void *data;

	if (!record->recorder || !facts->bytes)
		return;
	data = mmap(NULL, facts->bytes, PROT_READ, MAP_PRIVATE, file, 0);
	if (data == MAP_FAILED)
		return;
	if (!facts_open(&opened, data, facts->bytes))
		record_walk(record->recorder, &opened, facts);
	munmap(data, facts->bytes);
}

const char *record_take_trouble(struct record *record)
{
	const char *trouble = record->recorder ? recorder_trouble(record->recorder) : record->error.words;

	if (record->is_told || !trouble[0])
		return NULL;
	record->is_told = true;
	return trouble;
}
