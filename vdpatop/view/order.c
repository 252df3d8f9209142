/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sorting rows that belong together, and remembering how they stood. */
#include "view/order.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model/model.h"

struct order_group {
	struct row_name parent;
	size_t first, count; /* in members */
};

struct order_member {
	uint64_t id;
	uint32_t index;
};

#define NO_PLACE UINT32_MAX

/* One row while it is sorted: what column_compare() reads of its value. */
struct order_key {
	uint32_t index;
	uint32_t place; /* where it stands as the order is frozen, or NO_PLACE */
	enum column_kind kind;
	bool is_in_texts;
	uint64_t count;
	double real;
	int64_t time;
	const char *text;
	size_t text_at; /* in texts */
};

void order_init(struct order *order)
{
	*order = (struct order){
		.groups = ARRAY_OF(struct order_group),
		.members = ARRAY_OF(struct order_member),
		.old_groups = ARRAY_OF(struct order_group),
		.old_members = ARRAY_OF(struct order_member),
		.keys = ARRAY_OF(struct order_key),
		.texts = ARRAY_OF(char),
	};
}

void order_free(struct order *order)
{
	free(order->by.vendor);
	array_free(&order->groups);
	array_free(&order->members);
	array_free(&order->old_groups);
	array_free(&order->old_members);
	array_free(&order->keys);
	array_free(&order->texts);
	index_free(&order->parents);
	index_free(&order->places);
}

static void order_forget(struct order *order)
{
	order->groups.count = 0;
	order->members.count = 0;
	index_clear(&order->parents);
}

int order_by(struct order *order, const struct column_choice *by, bool is_descending)
{
	struct column_choice choice = by ? *by : (struct column_choice){ .id = COLUMN_COUNT };

	if (choice.vendor) {
		choice.vendor = strdup(choice.vendor);
		if (!choice.vendor)
			return -ENOMEM;
	}
	free(order->by.vendor);
	order->by = choice;
	order->is_sorted = by;
	order->is_descending = is_descending;
	order_forget(order);
	return 0;
}

void order_freeze(struct order *order, bool is_frozen)
{
	if (order->is_frozen && !is_frozen)
		order_forget(order);
	order->is_frozen = is_frozen;
}

/* The first device of management device MGMTDEV or a later one; FLAT_NONE is the last. */
static size_t first_device(const struct model *model, uint32_t mgmtdev)
{
	size_t low = 0;
	size_t high = model->device_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (model->devices[middle].mgmtdev < mgmtdev)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Those under PARENT in the host's order. */
static struct order_list host_list(const struct model *model, struct row_name parent, uint32_t index)
{
	struct order_list list = { 0, 0, SIZE_MAX };

	switch (parent.kind) {
	case ROW_NONE:
		list.count = model->mgmtdev_count;
		break;
	case ROW_UNMANAGED:
		list.first = first_device(model, FLAT_NONE);
		list.count = model->device_count - list.first;
		break;
	case ROW_MGMTDEV:
		list.first = first_device(model, index);
		list.count = first_device(model, index + 1) - list.first;
		break;
	case ROW_DEVICE:
		list.first = model->devices[index].first_queue;
		list.count = model->devices[index].queues;
		break;
	case ROW_QUEUE:
		list.count = model->queue_count;
		break;
	}
	return list;
}

size_t order_count(const struct model *model, struct row_name parent, uint32_t index)
{
	return host_list(model, parent, index).count;
}

static uint64_t id_of(const struct model *model, enum row_kind parent, uint32_t index)
{
	if (parent == ROW_NONE)
		return model->mgmtdevs[index].id;
	if (parent == ROW_MGMTDEV || parent == ROW_UNMANAGED)
		return model->devices[index].id;
	return model->queues[index].id;
}

static struct column_row row_of(const struct model *model, enum row_kind parent, uint32_t index)
{
	if (parent == ROW_NONE)
		return column_mgmtdev_row(model, index);
	if (parent == ROW_MGMTDEV || parent == ROW_UNMANAGED)
		return column_device_row(model, index);
	return column_queue_row(model, index);
}

/* A queue alone is called by its device's name first. */
static void get_value(const struct order *order, const struct model *model, enum row_kind parent,
		      uint32_t index, struct column_value *value)
{
	struct column_row row = row_of(model, parent, index);

	row.zero = order->zero;
	if (parent == ROW_QUEUE && order->by.id == COLUMN_NAME)
		column_get(COLUMN_DEVICE, &row, value);
	else
		column_list_get(&order->by, &row, value);
}

/* Texts that were made for the value alone are kept as long as it is sorted. 0 or -ENOMEM. */
static int take_value(struct order *order, struct order_key *key, const struct column_value *value)
{
	key->kind = value->kind;
	key->text = value->text;
	key->count = value->count;
	key->real = value->real;
	key->time = value->time;
	key->is_in_texts = value->kind == VALUE_TEXT && value->text == value->room;
	key->text_at = order->texts.count;
	return key->is_in_texts ?
		       array_append(&order->texts, value->text, strlen(value->text) + 1) : 0;
}

/* What column_compare() reads of a value, and nothing of its room. */
static void give_value(const struct order_key *key, struct column_value *value)
{
	value->kind = key->kind;
	value->text = key->text;
	value->count = key->count;
	value->real = key->real;
	value->time = key->time;
}

static int compare_keys(const void *left, const void *right, void *context)
{
	const struct order_key *a = left;
	const struct order_key *b = right;
	const struct order *order = context;
	struct column_value of_a, of_b;
	int result;

	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	give_value(a, &of_a);
	give_value(b, &of_b);
	result = column_compare(&of_a, &of_b);
	if (order->is_descending && a->kind != VALUE_NONE && b->kind != VALUE_NONE)
		result = -result;
	return result ? result : a->index < b->index ? -1 : 1;
}

/* A row among those of a group as it was before the model changed. */
struct old_row {
	const struct order *order;
	const struct order_group *group;
	uint64_t id;
};

static bool is_old_row(const void *context, uint32_t number)
{
	const struct old_row *row = context;

	return number >= row->group->first && number - row->group->first < row->group->count &&
	       array_at(&row->order->old_members, struct order_member, number)->id == row->id;
}

/* Where the row with ID stood in group OLD. */
static uint32_t old_place(const struct order *order, const struct order_group *old, uint64_t id)
{
	struct old_row row = { order, old, id };
	uint32_t number = index_find(&order->places, index_hash(&id, sizeof(id)), is_old_row, &row);

	return number == INDEX_NONE ? NO_PLACE : number;
}

/* Makes old_place() find its rows. 0 or -ENOMEM. */
static int index_old(struct order *order)
{
	const struct order_member *old = order->old_members.data;
	size_t count = order->old_members.count;

	index_clear(&order->places);
	if (index_reserve(&order->places, count) < 0)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		index_add(&order->places, index_hash(&old[i].id, sizeof(old[i].id)), (uint32_t)i);
	return 0;
}

/* Fills the keys of LIST: its OLD place for a row that has one, for the others their value. */
static int fill_keys(struct order *order, const struct model *model, enum row_kind parent,
		     const struct order_list *list, const struct order_group *old)
{
	struct order_key *key;

	order->keys.count = 0;
	order->texts.count = 0;
	if (list->count && !array_add(&order->keys, list->count))
		return -ENOMEM;
	key = order->keys.data;
	for (size_t i = 0; i < list->count; i++) {
		struct column_value value;
		uint32_t index = (uint32_t)(list->first + i);

		key[i].index = index;
		key[i].place = old ? old_place(order, old, id_of(model, parent, index)) : NO_PLACE;
		if (key[i].place != NO_PLACE || !order->is_sorted)
			continue;
		get_value(order, model, parent, index, &value);
		if (take_value(order, &key[i], &value) < 0)
			return -ENOMEM;
	}
	for (size_t i = 0; i < list->count; i++)
		if (key[i].is_in_texts)
			key[i].text = array_at(&order->texts, char, key[i].text_at);
	return 0;
}

static uint32_t hash_name(struct row_name name)
{
	uint64_t key[] = { (uint64_t)name.kind, name.id };

	return index_hash(key, sizeof(key));
}

/* Adds the group that the keys make, in their order. 0 or -ENOMEM. */
static int add_group(struct order *order, const struct model *model, struct row_name parent)
{
	const struct order_key *key = order->keys.data;
	struct order_group group = { parent, order->members.count, order->keys.count };
	struct order_member *member;

	if (array_reserve(&order->members, group.first + group.count) < 0 ||
	    index_reserve(&order->parents, order->groups.count + 1) < 0 ||
	    array_append(&order->groups, &group, 1) < 0)
		return -ENOMEM;
	index_add(&order->parents, hash_name(parent), (uint32_t)order->groups.count - 1);
	array_add(&order->members, group.count);
	member = group.count ? array_at(&order->members, struct order_member, group.first) : NULL;
	for (size_t i = 0; i < group.count; i++)
		member[i] = (struct order_member){ id_of(model, parent.kind, key[i].index), key[i].index };
	return 0;
}

static int sort_group(struct order *order, const struct model *model, struct row_name parent,
		      const struct order_list *list, const struct order_group *old)
{
	if (fill_keys(order, model, parent.kind, list, old) < 0)
		return -ENOMEM;
	if (list->count)
		qsort_r(order->keys.data, list->count, sizeof(struct order_key), compare_keys, order);
	return add_group(order, model, parent);
}

/* The index of the row called PARENT; false when it is gone. */
static bool find_parent(const struct model *model, struct row_name parent, uint32_t *ret_index)
{
	const struct model_device *device;

	*ret_index = 0;
	switch (parent.kind) {
	case ROW_MGMTDEV:
		for (uint32_t i = 0; i < model->mgmtdev_count; i++)
			if (model->mgmtdevs[i].id == parent.id) {
				*ret_index = i;
				return true;
			}
		return false;
	case ROW_DEVICE:
		device = model_find_device(model, parent.id);
		if (device)
			*ret_index = (uint32_t)(device - model->devices);
		return device;
	default:
		return true;
	}
}

/* Finds the rows of a frozen group again. */
static void carry_over(struct order *order, const struct model *model,
		       const struct order_group *old)
{
	struct order_list list;
	uint32_t index;

	if (!find_parent(model, old->parent, &index))
		return;
	list = host_list(model, old->parent, index);
	sort_group(order, model, old->parent, &list, old);
}

static void swap(struct array *a, struct array *b)
{
	struct array other = *a;

	*a = *b;
	*b = other;
}

/* The model has changed: indices are others, and values. */
static void order_follow(struct order *order, const struct model *model)
{
	if (order->changes == model->changes)
		return;
	order->changes = model->changes;
	swap(&order->groups, &order->old_groups);
	swap(&order->members, &order->old_members);
	order_forget(order);
	if (!order->is_frozen || index_old(order) < 0)
		return;
	for (size_t i = 0; i < order->old_groups.count; i++)
		carry_over(order, model, array_at(&order->old_groups, struct order_group, i));
}

static bool is_group_of(const void *context, uint32_t number)
{
	const void *const *words = context;
	const struct order *order = words[0];
	const struct row_name *parent = words[1];

	return row_name_is(array_at(&order->groups, struct order_group, number)->parent, *parent);
}

static const struct order_group *find_group(const struct order *order, struct row_name parent)
{
	const void *context[] = { order, &parent };
	uint32_t number = index_find(&order->parents, hash_name(parent), is_group_of, context);

	return number == INDEX_NONE ? NULL : array_at(&order->groups, struct order_group, number);
}

struct order_list order_list(struct order *order, const struct model *model, struct row_name parent,
			     uint32_t index)
{
	struct order_list list = host_list(model, parent, index);
	const struct order_group *group;

	order_follow(order, model);
	/* A device's queues stand by their numbers: nothing there to freeze. */
	if (!order->is_sorted && (!order->is_frozen || parent.kind == ROW_DEVICE))
		return list;
	group = find_group(order, parent);
	if (!group && sort_group(order, model, parent, &list, NULL) == 0)
		group = find_group(order, parent);
	if (group)
		list.members = group->first;
	return list;
}

uint32_t order_at(const struct order *order, const struct order_list *list, size_t nth)
{
	if (list->members == SIZE_MAX)
		return (uint32_t)(list->first + nth);
	return array_at(&order->members, struct order_member, list->members + nth)->index;
}

size_t order_find(const struct order *order, const struct order_list *list, uint32_t index)
{
	size_t nth = 0;

	if (list->members == SIZE_MAX)
		return index - list->first;
	while (nth < list->count && order_at(order, list, nth) != index)
		nth++;
	return nth;
}
