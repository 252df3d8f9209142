/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One getter per column: where in the model a row's value is found, and why it has none. */
#include "view/column_get.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "vdpa/class.h"
#include "vdpa/numbers.h"

static void put_text(struct column_value *value, const char *text)
{
	value->kind = *text ? VALUE_TEXT : VALUE_NONE;
	value->text = text;
}

static void put_ranked(struct column_value *value, const char *text, uint64_t rank)
{
	put_text(value, text);
	value->count = rank;
}

static void put_count(struct column_value *value, uint64_t count)
{
	value->kind = VALUE_COUNT;
	value->count = count;
}

static void put_real(struct column_value *value, enum column_kind kind, double real)
{
	value->kind = kind;
	value->real = real;
}

static const char off[] = "no driver has negotiated features";

static bool is_off(const struct model_device *device)
{
	return device->config.valid && !(device->config.valid & VDPA_HAS_NEGOTIATED);
}

/* A stock kernel asks no driver but a net device's (drivers/vdpa/vdpa.c). */
static const char *why_unsupported(const struct model_device *device)
{
	if (device->valid & VDPA_HAS_CLASS && device->class_id != VDPA_CLASS_NET)
		return "this kernel has no counters for this class of device";
	return "this driver has no counters on this kernel";
}

/* Why a queue of DEVICE, or all of it, whose counters gave CODE has none. */
static const char *why_unread(const struct model_device *device, int code, const char *reason)
{
	if (*reason)
		return reason;
	switch (code) {
	case -EPERM:
	case -EACCES:
		return "reading counters needs CAP_NET_ADMIN";
	case -EOPNOTSUPP:
		return why_unsupported(device);
	case -EAGAIN:
		return off;
	default:
		return "its counters could not be read";
	}
}

/* Why ROW has no figure, MISSING being what to say when everything could be read. */
static const char *why_none(const struct column_row *row, const char *missing)
{
	const struct model_queue *queue = row->queue;
	const struct model_device *device = row->device;

	if (!device)
		return "";
	if (!device->is_from_netlink)
		return "known from sysfs only: netlink has not named it";
	if (queue && queue->code)
		return why_unread(device, queue->code, queue->reason);
	if (!queue && device->vstats_code)
		return why_unread(device, device->vstats_code, device->vstats_reason);
	return missing;
}

static const char *why_no_kicks(const struct column_row *row)
{
	if (row->queue ? row->queue->is_mapped : row->device && row->device->mapped_queues)
		return "mapped";
	return why_none(row, "this kernel does not count doorbells");
}

static const char *why_no_wqes(const struct column_row *row)
{
	if (!row->queue && row->device && row->device->has_mixed_wqes)
		return "its queues are counted by different sources";
	return why_none(row, row->device && is_off(row->device) ?
				     off : "this driver does not count elements");
}

/* A figure that a queue and a device have alike. */
struct figure {
	bool is_known;
	uint64_t count;
	const struct rate *rate;
};

static struct figure figure_kicks(const struct column_row *row)
{
	const struct model_queue *queue = row->queue;
	const struct model_device *device = row->device;

	if (queue)
		return (struct figure){ queue->has_kicks, queue->kicks, &queue->kicks_rate };
	if (device)
		return (struct figure){ device->has_kicks, device->kicks, &device->kicks_rate };
	return (struct figure){ 0 };
}

static struct figure figure_wqes(const struct column_row *row)
{
	const struct model_queue *queue = row->queue;
	const struct model_device *device = row->device;

	if (queue)
		return (struct figure){ queue->has_wqes, queue->wqes, &queue->wqes_rate };
	if (device)
		return (struct figure){ device->has_wqes, device->wqes, &device->wqes_rate };
	return (struct figure){ 0 };
}

static void put_figure(struct column_value *value, struct figure figure, const char *why)
{
	value->why = why;
	if (figure.is_known)
		column_put_count(value, figure.count, figure.rate);
}

static void put_figure_rate(struct column_value *value, struct figure figure, const char *why)
{
	value->why = why;
	if (figure.is_known)
		column_put_rate(value, figure.rate);
}

void get_name(const struct column_row *row, struct column_value *value)
{
	if (row->queue) {
		vdpa_queue_name(value->room, sizeof(value->room), row->queue->role, row->queue->index);
		put_ranked(value, value->room, row->queue->index);
	} else if (row->device) {
		put_text(value, row->device->name);
	} else if (row->mgmtdev) {
		put_text(value, row->mgmtdev->handle);
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
		put_text(value, row->mgmtdev->handle);
}

void get_device(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		put_text(value, row->device->name);
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
	put_text(value, value->room);
}

void get_class(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->valid & VDPA_HAS_CLASS)
		put_text(value, vdpa_class_name(row->device->class_id));
	else if (!row->device && row->mgmtdev && row->mgmtdev->valid & VDPA_HAS_CLASSES)
		put_classes(value, row->mgmtdev->classes);
}

void get_queue(const struct column_row *row, struct column_value *value)
{
	if (row->queue)
		put_count(value, row->queue->index);
}

void get_role(const struct column_row *row, struct column_value *value)
{
	if (row->queue)
		put_text(value, vdpa_role_name(row->queue->role));
}

void get_health(const struct column_row *row, struct column_value *value)
{
	enum health health;

	if (!row->device)
		return;
	health = row->queue ? row->queue->health : row->device->health;
	put_ranked(value, health_name(health), (uint64_t)health);
}

void get_kickdoorbells(const struct column_row *row, struct column_value *value)
{
	put_figure(value, figure_kicks(row), why_no_kicks(row));
}

void get_kickdoorbells_per_s(const struct column_row *row, struct column_value *value)
{
	put_figure_rate(value, figure_kicks(row), why_no_kicks(row));
}

void get_wqes(const struct column_row *row, struct column_value *value)
{
	put_figure(value, figure_wqes(row), why_no_wqes(row));
}

void get_wqes_per_s(const struct column_row *row, struct column_value *value)
{
	put_figure_rate(value, figure_wqes(row), why_no_wqes(row));
}

void get_wqes_source(const struct column_row *row, struct column_value *value)
{
	struct figure wqes = figure_wqes(row);

	if (!wqes.is_known)
		return;
	put_text(value, row->queue ? row->queue->wqes_source : row->device->wqes_source);
	value->is_old = wqes.rate->state == RATE_STALE;
}

void get_wqes_per_kick(const struct column_row *row, struct column_value *value)
{
	struct figure kicks = figure_kicks(row);
	struct figure wqes = figure_wqes(row);

	value->why = kicks.is_known ? why_no_wqes(row) : why_no_kicks(row);
	if (!kicks.is_known || !wqes.is_known)
		return;
	value->why = "no doorbell was rung";
	if (kicks.rate->state != wqes.rate->state || kicks.rate->per_second <= 0)
		return;
	column_put_rate(value, wqes.rate);
	if (value->kind == VALUE_RATE)
		put_real(value, VALUE_RATIO, value->real / kicks.rate->per_second);
}

void get_in_flight(const struct column_row *row, struct column_value *value)
{
	value->why = why_none(row, "this driver does not count what was submitted");
	if (!row->queue || !row->queue->has_in_flight)
		return;
	put_count(value, row->queue->in_flight);
	value->is_old = row->queue->health == HEALTH_STALE;
}

void get_driver(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		put_text(value, row->device->driver);
	else if (row->mgmtdev)
		put_text(value, row->mgmtdev->driver);
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
		put_text(value, *device->netdev ? device->netdev : device->disk);
		return;
	}
	if (device->user_count > 1)
		snprintf(more, sizeof(more), " +%u", device->user_count - 1);
	snprintf(pid, sizeof(pid), " (%d)%s", device->user_pid, more);
	room = sizeof(value->room) - strlen(pid);
	text_copy(value->room, room, device_holder(device));
	strcat(value->room, pid);
	put_text(value, value->room);
}

void get_vm(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		put_text(value, row->device->vm);
}

void get_pid(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->user_pid > 0)
		put_count(value, (uint64_t)row->device->user_pid);
}

void get_node(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		put_text(value, row->device->node);
}

void get_netdev(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		put_text(value, row->device->netdev);
}

void get_disk(const struct column_row *row, struct column_value *value)
{
	if (row->device)
		put_text(value, row->device->disk);
}

void get_vqs(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->queues)
		put_count(value, row->device->queues);
	else if (row->device && row->device->valid & VDPA_HAS_MAX_VQS)
		put_count(value, row->device->max_vqs);
}

void get_mac(const struct column_row *row, struct column_value *value)
{
	const uint8_t *mac;

	if (!row->device || !(row->device->config.valid & VDPA_HAS_MAC))
		return;
	mac = row->device->config.mac;
	snprintf(value->room, sizeof(value->room), "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1],
		 mac[2], mac[3], mac[4], mac[5]);
	put_text(value, value->room);
}

void get_mtu(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->config.valid & VDPA_HAS_MTU)
		put_count(value, row->device->config.mtu);
}

void get_link(const struct column_row *row, struct column_value *value)
{
	if (row->device && row->device->config.valid & VDPA_HAS_STATUS)
		put_text(value, row->device->config.status & 1 ? "up" : "down");
}

void get_pci(const struct column_row *row, struct column_value *value)
{
	if (row->mgmtdev)
		put_text(value, row->mgmtdev->pci);
}

void get_function(const struct column_row *row, struct column_value *value)
{
	if (row->mgmtdev)
		put_text(value, row->mgmtdev->function);
}

void get_numa_node(const struct column_row *row, struct column_value *value)
{
	if (row->mgmtdev && row->mgmtdev->numa_node >= 0)
		put_count(value, (uint64_t)row->mgmtdev->numa_node);
}

/* One for the row when it is the same for all that is missing, else each with its name. */
void get_reason(const struct column_row *row, struct column_value *value)
{
	const char *kicks = row->device && !figure_kicks(row).is_known ? why_no_kicks(row) : "";
	const char *wqes = row->device && !figure_wqes(row).is_known ? why_no_wqes(row) : "";
	const char *read = why_none(row, "");

	if (*read || !strcmp(kicks, wqes)) {
		put_text(value, *read ? read : kicks);
		return;
	}
	snprintf(value->room, sizeof(value->room), "%s%s%s%s%s", *kicks ? "kickdoorbells: " : "", kicks,
		 *kicks && *wqes ? "; " : "", *wqes ? "wqes: " : "", wqes);
	put_text(value, value->room);
}
