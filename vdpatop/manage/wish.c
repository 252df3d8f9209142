/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a wish stands for, and the tasks that it makes. Its checks are in wish_check.c and wish_features.c. */
#include "manage/wish.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "manage/job.h"
#include "manage/mac.h"
#include "manage/names.h"
#include "manage/wish_private.h"
#include "manage/words.h"
#include "vdpa/parent.h"

#define FIRST_NAME "vdpa0"

const struct finding *finding_of(const struct array *findings, enum task_field field)
{
	const struct finding *worst = NULL;

	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = array_at(findings, struct finding, i);

		if (finding->field == field && (!worst || finding->level > worst->level))
			worst = finding;
	}
	return worst;
}

const struct model_mgmtdev *wish_mgmtdev(const struct wish *wish, const struct model *model)
{
	for (size_t i = 0; i < model->mgmtdev_count; i++)
		if (!strcmp(model->mgmtdevs[i].name, wish->mgmtdev) &&
		    !strcmp(model->mgmtdevs[i].bus, wish->bus))
			return &model->mgmtdevs[i];
	return NULL;
}

uint64_t wish_supported(const struct wish *wish, const struct model *model)
{
	const struct model_mgmtdev *mgmtdev = wish_mgmtdev(wish, model);

	return mgmtdev && mgmtdev->valid & VDPA_HAS_SUPPORTED ? mgmtdev->supported : 0;
}

uint64_t wish_needed(const struct wish *wish)
{
	uint64_t needed = 0;
	uint32_t pairs = 0;

	if (*wish->mac)
		needed |= FEATURE_BIT(NET_F_MAC);
	if (*wish->mtu)
		needed |= FEATURE_BIT(NET_F_MTU);
	if (!wish_parse_number(wish->pairs, "", 1, WISH_MOST_PAIRS, &pairs, NULL) && pairs > 1)
		needed |= FEATURE_BIT(NET_F_MQ);
	return needed;
}

uint32_t wish_most_pairs(const struct model_mgmtdev *mgmtdev)
{
	uint32_t most = mgmtdev->valid & VDPA_HAS_MGMTDEV_MAX_VQS ? mgmtdev->max_vqs / 2 : 0;

	return most < WISH_MOST_PAIRS ? most : WISH_MOST_PAIRS;
}

int wish_parse_number(const char *text, const char *what, uint32_t least, uint32_t most,
		      uint32_t *ret_number, struct error *error)
{
	uint64_t number = 0;
	size_t digits;

	text += strspn(text, " \t");
	digits = strspn(text, "0123456789");
	for (size_t i = 0; i < digits && number <= most; i++)
		number = 10 * number + (uint64_t)(text[i] - '0');
	if (!digits || text[digits + strspn(text + digits, " \t")] || number < least || number > most)
		return error_set(error, -EINVAL, "%s must be a whole number from %u to %u", what, least,
				 most);
	*ret_number = (uint32_t)number;
	return 0;
}

uint32_t wish_class(const struct wish *wish, const struct model_mgmtdev *mgmtdev)
{
	uint64_t classes = mgmtdev && mgmtdev->valid & VDPA_HAS_CLASSES ? mgmtdev->classes : 0;

	if (wish->class_id || !classes)
		return wish->class_id;
	if (!(classes & (classes - 1)))
		return (uint32_t)__builtin_ctzll(classes);
	/* What only a net device can have makes it one (drivers/vdpa/vdpa.c vdpa_nl_cmd_dev_add_set_doit()). */
	if (classes & UINT64_C(1) << VDPA_CLASS_NET && (*wish->mac || *wish->mtu || *wish->pairs))
		return VDPA_CLASS_NET;
	return 0;
}

int wish_names(const struct wish *wish, struct array *names, enum task_field *ret_field,
	       struct error *error)
{
	uint32_t count = 0;

	*ret_field = TASK_FIELD_COUNT;
	if (*wish->count && wish_parse_number(wish->count, "the number of devices", 1, WISH_MOST,
					      &count, error) < 0)
		return -EINVAL;
	if (wish->is_literal)
		return names_take(wish->name, names, ret_field, error);
	return names_expand(wish->name, count, names, ret_field, error);
}

/* What all devices of WISH, which is right, have in common. */
static struct task common_task(const struct wish *wish, const struct model *model)
{
	struct task task = { .kind = TASK_ADD, .driver = wish->driver };
	uint32_t number = 0;

	task.class_id = wish_class(wish, wish_mgmtdev(wish, model));
	text_copy(task.bus, sizeof(task.bus), wish->bus);
	text_copy(task.mgmtdev, sizeof(task.mgmtdev), wish->mgmtdev);
	if (*wish->mac && !wish_parse_mac(wish->mac, task.mac, NULL))
		task.valid |= VDPA_HAS_MAC;
	if (*wish->mtu &&
	    !wish_parse_number(wish->mtu, "", WISH_LEAST_MTU, WISH_MOST_MTU, &number, NULL)) {
		task.mtu = (uint16_t)number;
		task.valid |= VDPA_HAS_MTU;
	}
	if (*wish->pairs &&
	    !wish_parse_number(wish->pairs, "", 1, WISH_MOST_PAIRS, &number, NULL)) {
		task.max_vqp = (uint16_t)number;
		task.valid |= VDPA_HAS_MAX_VQP;
	}
	if (wish->has_features) {
		task.features = wish->features;
		task.valid |= VDPA_HAS_FEATURES;
	}
	return task;
}

static int append_tasks(const struct wish *wish, const struct model *model,
			const struct array *names, struct array *tasks)
{
	const struct task first = common_task(wish, model);
	size_t before = tasks->count;

	for (uint32_t i = 0; i < names->count; i++) {
		struct task task = first;

		text_copy(task.name, sizeof(task.name), array_at(names, struct name, i)->raw);
		if (task.valid & VDPA_HAS_MAC)
			mac_count_up(first.mac, i, task.mac);
		if (array_append(tasks, &task, 1) < 0) {
			tasks->count = before;
			return -ENOMEM;
		}
	}
	return 0;
}

int wish_expand(const struct wish *wish, const struct model *model, struct array *tasks)
{
	struct array findings = ARRAY_OF(struct finding);
	struct array names = ARRAY_OF(struct name);
	enum task_field field;
	struct wish read;
	int result = wish_check(wish, model, &findings);

	if (result > 0)
		result = -EINVAL;
	if (!result)
		result = wish_read_features(wish, model, &read, NULL);
	if (!result)
		result = wish_names(wish, &names, &field, NULL);
	if (!result)
		result = append_tasks(&read, model, &names, tasks);
	array_free(&names);
	array_free(&findings);
	return result;
}

/* A name that a person could have typed, and that ends in a number. */
static bool can_be_continued(const struct model_device *device)
{
	struct name name, next;
	char safe[TASK_NAME_SIZE];
	size_t length = strlen(device->name);

	if (length >= sizeof(safe) - 1 || strpbrk(device->name, "{ ") ||
	    text_safe(safe, sizeof(safe), device->name, length) != length)
		return false;
	text_copy(name.raw, sizeof(name.raw), device->name);
	return name_count_up(&name, 1, &next);
}

/* The newest one's of MGMTDEV (NULL: any), else the first that there ever is. */
static struct name find_example(const struct model *model, const struct model_mgmtdev *mgmtdev)
{
	struct name name = { FIRST_NAME };

	for (size_t i = 0; mgmtdev && i < model->device_count; i++) {
		const struct model_device *device = &model->devices[i];

		if (device->mgmtdev != FLAT_NONE && &model->mgmtdevs[device->mgmtdev] == mgmtdev &&
		    can_be_continued(device))
			text_copy(name.raw, sizeof(name.raw), device->name);
	}
	return name;
}

/* Facts know of devices that a filter hides. */
static bool is_name_free(const struct model *model, const struct job *jobs, size_t job_count,
			 const struct name *name)
{
	struct model_fact fact;

	return !name_find_taken(model, name->raw, 0) && !name_is_in_sysfs(model, name->raw) &&
	       !model_find_fact(model, name->raw, &fact) && !job_find_adding(jobs, job_count, name->raw);
}

bool wish_has_room(const struct model_mgmtdev *mgmtdev)
{
	const struct vdpa_parent *parent = vdpa_parent_find(mgmtdev->driver);

	return !parent || !parent->most || mgmtdev->devices < parent->most;
}

void wish_propose_name(const struct model *model, const struct model_mgmtdev *mgmtdev,
		       const struct job *jobs, size_t job_count, char *to, size_t size)
{
	struct name example = find_example(model, mgmtdev);
	struct name name = example;

	for (uint32_t by = 1; by && !is_name_free(model, jobs, job_count, &name); by++)
		name_count_up(&example, by, &name);
	text_copy(to, size, name.raw);
}
