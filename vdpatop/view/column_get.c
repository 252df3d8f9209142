/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The getters of what a row is, where it is and who has it: where in the model its value is found.
 * Those of figures are in column_figure.c.
 */
#include "view/column_get.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "vdpa/class.h"
#include "vdpa/mac.h"
#include "vdpa/numbers.h"

void get_name(const struct column_row *row, struct column_value *value)
{
	if (row->queue) {
		vdpa_queue_name(value->room, sizeof(value->room), row->queue->role, row->queue->index);
		column_put_ranked(value, value->room, row->queue->index);
	} else if (row->device) {
		column_put_text(value, row->device->name);
	} else if (row->mgmtdev) {
		column_put_text(value, row->mgmtdev->handle);
	}
}

void get_time(const struct column_row *row, struct column_value *value)
{
	value->kind = VALUE_TIME;
	value->time = row->model->time;
}

void get_interval_s(const struct column_row *row, struct column_value *value)
{
	value->time = row->queue ? row->queue->interval : row->device ? row->device->interval : 0;
	if (value->time > 0)
		value->kind = VALUE_SECONDS;
}

void get_mgmtdev(const struct column_row *row, struct column_value *value)
{
	if (row->mgmtdev)
		column_put_text(value, row->mgmtdev->handle);
}

void get_device(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		column_put_text(value, row->device->name);
}

/* The classes of a management device, as many as there is room for. */
static void put_classes(struct column_value *value, uint64_t classes)
{
	size_t at = 0;

	value->room[0] = '\0';
	for (uint32_t id = 0; id < VDPA_CLASS_COUNT; id++) {
		const char *name = vdpa_class_name(id);

		if (!VDPA_HAS_FEATURE(classes, id) || at + strlen(name) + 2 > sizeof(value->room))
			continue;
		at += (size_t)sprintf(value->room + at, "%s%s", at ? " " : "", name);
	}
	column_put_text(value, value->room);
}

void get_class(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->valid & VDPA_HAS_CLASS)
		column_put_text(value, vdpa_class_name(row->device->class_id));
	else if (!row->device && row->mgmtdev && row->mgmtdev->valid & VDPA_HAS_CLASSES)
		put_classes(value, row->mgmtdev->classes);
}

void get_queue(const struct column_row *row, struct column_value *value)
{
	if (row->queue)
		column_put_number(value, VALUE_NUMBER, row->queue->index);
}

void get_role(const struct column_row *row, struct column_value *value)
{
	if (row->queue)
		column_put_text(value, vdpa_role_name(row->queue->role));
}

void get_health(const struct column_row *row, struct column_value *value)
{
	enum health health;

	if (!row->device)
		return;
	health = row->queue ? row->queue->health : row->device->health;
	column_put_ranked(value, health_name(health), (uint64_t)health);
}

void get_driver(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		column_put_text(value, row->device->driver);
	else if (row->mgmtdev)
		column_put_text(value, row->mgmtdev->driver);
}

static const char *device_holder(const struct model_device *device)
{
	return *device->vm ? device->vm : device->user;
}

void get_used_by(const struct column_row *row, struct column_value *value)
{
	const struct model_device *device = row->device;
	char more[16] = "";
	char pid[32];
	size_t room;

	if (!device)
		return;
	if (!device->user_pid) {
		column_put_text(value, *device->netdev ? device->netdev : device->disk);
		return;
	}
	if (device->user_count > 1)
		snprintf(more, sizeof(more), " +%u", device->user_count - 1);
	snprintf(pid, sizeof(pid), " (%d)%s", device->user_pid, more);
	room = sizeof(value->room) - strlen(pid);
	text_copy(value->room, room, device_holder(device));
	strcat(value->room, pid);
	column_put_text(value, value->room);
}

void get_vm(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		column_put_text(value, row->device->vm);
}

void get_pid(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->user_pid > 0)
		column_put_number(value, VALUE_NUMBER, (uint64_t)row->device->user_pid);
}

void get_node(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		column_put_text(value, row->device->node);
}

void get_netdev(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		column_put_text(value, row->device->netdev);
}

void get_disk(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		column_put_text(value, row->device->disk);
}

void get_vqs(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->queues)
		column_put_number(value, VALUE_COUNT, row->device->queues);
	else if (row->device && row->device->valid & VDPA_HAS_MAX_VQS)
		column_put_number(value, VALUE_COUNT, row->device->max_vqs);
}

void get_mac(const struct column_row *row, struct column_value *value)
{
	if (!row->device || !(row->device->config.valid & VDPA_HAS_MAC))
		return;
	mac_print(row->device->config.mac, value->room);
	column_put_text(value, value->room);
}

void get_mtu(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->config.valid & VDPA_HAS_MTU)
		column_put_number(value, VALUE_NUMBER, row->device->config.mtu);
}

void get_link(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->config.valid & VDPA_HAS_STATUS)
		column_put_text(value, row->device->config.status & 1 ? "up" : "down");
}

void get_pci(const struct column_row *row, struct column_value *value)
{
	if (row->mgmtdev)
		column_put_text(value, row->mgmtdev->pci);
}

void get_function(const struct column_row *row, struct column_value *value)
{
	if (row->mgmtdev)
		column_put_text(value, row->mgmtdev->function);
}

void get_numa_node(const struct column_row *row, struct column_value *value)
{
	if (row->mgmtdev && row->mgmtdev->numa_node >= 0)
		column_put_number(value, VALUE_NUMBER, (uint64_t)row->mgmtdev->numa_node);
}

void get_vq_size(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->valid & VDPA_HAS_MAX_VQ_SIZE)
		column_put_number(value, VALUE_NUMBER, row->device->max_vq_size);
}

void get_representor(const struct column_row *row, struct column_value *value)
{
	if (row->mgmtdev)
		column_put_text(value, row->mgmtdev->representor);
}

void get_representor_link(const struct column_row *row, struct column_value *value)
{
	if (row->mgmtdev && row->mgmtdev->representor_link >= 0)
		column_put_text(value, row->mgmtdev->representor_link ? "up" : "down");
}

void get_user_numa_node(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->user_numa >= 0)
		column_put_number(value, VALUE_NUMBER, (uint64_t)row->device->user_numa);
}

void get_age_s(const struct column_row *row, struct column_value *value)
{
	if (!row->device || !row->device->first_seen || !row->model->time)
		return;
	value->kind = VALUE_SECONDS;
	value->time = row->model->time -
		      (row->queue ? row->queue->first_seen : row->device->first_seen);
}
