/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A set of names: a list, and where in it each stands. */
#include "view/tags.h"

#include "model/model.h"

void tags_init(struct tags *tags)
{
	*tags = (struct tags){ .names = ARRAY_OF(struct row_name) };
}

void tags_free(struct tags *tags)
{
	array_free(&tags->names);
	index_free(&tags->places);
}

size_t tags_count(const struct tags *tags)
{
	return tags->names.count;
}

struct row_name tags_at(const struct tags *tags, size_t place)
{
	return *array_at(&tags->names, struct row_name, place);
}

static uint32_t tags_hash(struct row_name name)
{
	uint64_t key[] = { (uint64_t)name.kind, name.id };

	return index_hash(key, sizeof(key));
}

struct tags_wanted {
	const struct tags *tags;
	struct row_name name;
};

static bool tags_is(const void *context, uint32_t place)
{
	const struct tags_wanted *wanted = context;

	return row_name_is(array_at(&wanted->tags->names, struct row_name, place)[0], wanted->name);
}

static uint32_t tags_find(const struct tags *tags, struct row_name name)
{
	struct tags_wanted wanted = { tags, name };

	return index_find(&tags->places, tags_hash(name), tags_is, &wanted);
}

bool tags_has(const struct tags *tags, struct row_name name)
{
	return tags_find(tags, name) != INDEX_NONE;
}

/* The index cannot forget one name. There is room: it had as many before. */
static void tags_index(struct tags *tags)
{
	index_clear(&tags->places);
	for (size_t i = 0; i < tags->names.count; i++)
		index_add(&tags->places, tags_hash(array_at(&tags->names, struct row_name, i)[0]),
			  (uint32_t)i);
}

void tags_set(struct tags *tags, struct row_name name, bool is_tagged)
{
	uint32_t place = tags_find(tags, name);

	if ((place != INDEX_NONE) == is_tagged)
		return;
	if (!is_tagged) {
		array_remove(&tags->names, place);
		tags_index(tags);
		return;
	}
	if (index_reserve(&tags->places, tags->names.count + 1) < 0 ||
	    array_append(&tags->names, &name, 1) < 0)
		return;
	index_add(&tags->places, tags_hash(name), (uint32_t)tags->names.count - 1);
}

void tags_clear(struct tags *tags)
{
	tags->names.count = 0;
	index_clear(&tags->places);
}

static bool is_there(const struct model *model, struct row_name name)
{
	switch (name.kind) {
	case ROW_DEVICE:
		return model_find_device(model, name.id);
	case ROW_QUEUE:
		return model_find_queue(model, name.id);
	case ROW_MGMTDEV:
		for (size_t i = 0; i < model->mgmtdev_count; i++)
			if (model->mgmtdevs[i].id == name.id)
				return true;
		return false;
	case ROW_UNMANAGED:
		return model->device_count &&
		       model->devices[model->device_count - 1].mgmtdev == FLAT_NONE;
	case ROW_NONE:
		break;
	}
	return false;
}

void tags_prune(struct tags *tags, const struct model *model)
{
	struct row_name *name = tags->names.data;
	size_t kept = 0;

	for (size_t i = 0; i < tags->names.count; i++)
		if (is_there(model, name[i]))
			name[kept++] = name[i];
	if (kept == tags->names.count)
		return;
	tags->names.count = kept;
	tags_index(tags);
}

bool tags_have_device(const struct tags *tags)
{
	for (size_t i = 0; i < tags->names.count; i++)
		if (array_at(&tags->names, struct row_name, i)->kind == ROW_DEVICE)
			return true;
	return false;
}

bool tags_have_other(const struct tags *tags, struct row_name name)
{
	for (size_t i = 0; i < tags->names.count; i++) {
		const struct row_name *tagged = array_at(&tags->names, struct row_name, i);

		if (tagged->kind == name.kind && tagged->id != name.id)
			return true;
	}
	return false;
}
