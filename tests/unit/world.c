/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Snapshots and facts for tests. */
#include "world.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

void world_init(struct world *world)
{
	*world = (struct world){ 0 };
	snapshot_writer_init(&world->snapshot);
	facts_writer_init(&world->facts);
}

void world_free(struct world *world)
{
	flat_writer_free(&world->snapshot);
	flat_writer_free(&world->facts);
}

int world_set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));

	if (!fixture)
		return -1;
	world_init(&fixture->world);
	fixture->model = model_new(8);
	*state = fixture;
	return fixture->model ? 0 : -1;
}

int world_tear_down(void **state)
{
	struct fixture *fixture = *state;

	model_free(fixture->model);
	world_free(&fixture->world);
	free(fixture);
	return 0;
}

static void *last_of(struct flat_writer *writer, uint32_t section)
{
	struct array *array = &writer->section[section];

	return (char *)array->data + (array->count - 1) * array->size;
}

static void *add_to(struct flat_writer *writer, uint32_t section)
{
	void *added = array_add(&writer->section[section], 1);

	assert_non_null(added);
	return added;
}

static struct flat_text put(struct flat_writer *writer, const char *text)
{
	return flat_put_text(writer, text, strlen(text));
}

void world_begin(struct world *world, int64_t time)
{
	struct snapshot_info *info;

	flat_writer_clear(&world->snapshot);
	info = add_to(&world->snapshot, SNAPSHOT_INFO);
	info->time = time;
	info->number = (uint64_t)(time / CLOCK_SECOND);
}

struct snapshot_info *world_info(struct world *world)
{
	return last_of(&world->snapshot, SNAPSHOT_INFO);
}

void world_reason(struct world *world, int code, const char *words)
{
	world_info(world)->code = code;
	world_info(world)->reason = put(&world->snapshot, words);
}

struct flat_text world_text(struct world *world, const char *text)
{
	return put(&world->snapshot, text);
}

void world_mgmtdev(struct world *world, const char *bus, const char *name)
{
	struct snapshot_mgmtdev *mgmtdev = add_to(&world->snapshot, SNAPSHOT_MGMTDEVS);

	mgmtdev->bus = put(&world->snapshot, bus);
	mgmtdev->name = put(&world->snapshot, name);
	mgmtdev->classes = 1 << VDPA_CLASS_NET;
	mgmtdev->valid = VDPA_HAS_CLASSES;
}

struct snapshot_device *world_device(struct world *world, const char *name, uint32_t mgmtdev)
{
	struct snapshot_device *device = add_to(&world->snapshot, SNAPSHOT_DEVICES);

	device->name = put(&world->snapshot, name);
	device->mgmtdev = mgmtdev;
	device->class_id = VDPA_CLASS_NET;
	device->max_vqs = 3;
	device->valid = VDPA_HAS_CLASS | VDPA_HAS_MAX_VQS;
	device->config.valid = VDPA_HAS_FEATURES | VDPA_HAS_NEGOTIATED;
	device->read_at = world_info(world)->time;
	device->first_queue = (uint32_t)world->snapshot.section[SNAPSHOT_QUEUES].count;
	return device;
}

struct snapshot_queue *world_queue(struct world *world, enum vdpa_role role)
{
	struct snapshot_queue *queue = add_to(&world->snapshot, SNAPSHOT_QUEUES);
	struct snapshot_device *device = last_of(&world->snapshot, SNAPSHOT_DEVICES);

	queue->index = device->queues++;
	queue->role = role;
	queue->first_counter = (uint32_t)world->snapshot.section[SNAPSHOT_COUNTERS].count;
	return queue;
}

static uint32_t name_place(struct world *world, const char *name)
{
	struct array *names = &world->snapshot.section[SNAPSHOT_NAMES];
	const char *pool = world->snapshot.text.data;
	struct flat_text *added;

	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(pool + array_at(names, struct flat_text, i)->at, name))
			return (uint32_t)i;
	added = add_to(&world->snapshot, SNAPSHOT_NAMES);
	*added = put(&world->snapshot, name);
	return (uint32_t)names->count - 1;
}

void world_counter(struct world *world, const char *name, uint64_t value)
{
	uint32_t place = name_place(world, name);
	struct snapshot_counter *counter = add_to(&world->snapshot, SNAPSHOT_COUNTERS);
	struct snapshot_queue *queue = last_of(&world->snapshot, SNAPSHOT_QUEUES);

	*counter = (struct snapshot_counter){ .value = value, .name = place };
	queue->counters++;
}

static void *write_out(const struct flat_writer *writer, size_t *ret_bytes)
{
	void *data = malloc(flat_bytes(writer));

	assert_non_null(data);
	flat_write(writer, data);
	*ret_bytes = flat_bytes(writer);
	return data;
}

void world_tell(struct world *world, struct model *model)
{
	struct snapshot snapshot;
	size_t bytes;
	void *data = write_out(&world->snapshot, &bytes);

	assert_int_equal(snapshot_open(&snapshot, data, bytes), 0);
	assert_int_equal(model_update(model, &snapshot), 0);
	free(data); /* the model keeps nothing of it: the address sanitizer watches */
}

void world_begin_facts(struct world *world, int64_t time)
{
	struct facts_info *info;

	flat_writer_clear(&world->facts);
	info = add_to(&world->facts, FACTS_INFO);
	info->time = time;
}

struct flat_text world_fact_text(struct world *world, const char *text)
{
	return put(&world->facts, text);
}

struct facts_device *world_fact(struct world *world, const char *name, uint64_t identity,
				const char *driver)
{
	struct facts_device *device = add_to(&world->facts, FACTS_DEVICES);

	device->name = put(&world->facts, name);
	device->identity = identity;
	device->driver = put(&world->facts, driver);
	return device;
}

struct facts_user *world_user(struct world *world, const char *device, const char *command,
			      const char *vm, int32_t pid)
{
	struct facts_user *user = add_to(&world->facts, FACTS_USERS);

	user->device = put(&world->facts, device);
	user->command = put(&world->facts, command);
	user->vm = put(&world->facts, vm);
	user->pid = pid;
	user->numa_node = -1;
	return user;
}

void world_mapping(struct world *world, const char *device, uint32_t queue)
{
	struct facts_mapping *mapping = add_to(&world->facts, FACTS_MAPPINGS);

	mapping->device = put(&world->facts, device);
	mapping->queue = queue;
}

void world_tell_facts(struct world *world, struct model *model)
{
	struct facts facts;
	size_t bytes;
	void *data = write_out(&world->facts, &bytes);

	assert_int_equal(facts_open(&facts, data, bytes), 0);
	assert_int_equal(model_update_facts(model, &facts), 0);
	free(data);
}

const struct model_device *world_find(const struct model *model, const char *name)
{
	for (size_t i = 0; i < model->device_count; i++)
		if (!strcmp(model->devices[i].name, name))
			return &model->devices[i];
	fail_msg("no device %s", name);
	return NULL;
}

const struct model_queue *world_find_queue(const struct model *model, const char *name,
					   uint32_t place)
{
	const struct model_device *device = world_find(model, name);

	assert_true(place < device->queues);
	return &model->queues[device->first_queue + place];
}
