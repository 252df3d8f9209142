/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The getters of figures: what a queue or a device counts, and why it has no figure. */
#include "view/column_get.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "vdpa/numbers.h"
#include "view/zero.h"

const char column_not_named[] = "known from sysfs only: netlink has not named it";
const char column_past_64_bits[] = "the sum is past 2^64 - 1";
const char column_not_since[] = "it was not read when counting began; z twice counts from now";

static const char off[] = "no driver has negotiated features";

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
		return column_not_named;
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
	if (!row->queue && row->device && row->device->is_kicks_over)
		return column_past_64_bits;
	return why_none(row, "this kernel does not count doorbells");
}

static const char *why_no_wqes(const struct column_row *row)
{
	if (!row->queue && row->device && row->device->has_mixed_wqes)
		return "its queues are counted by different sources";
	if (!row->queue && row->device && row->device->is_wqes_over)
		return column_past_64_bits;
	return why_none(row, row->device && model_device_is_off(row->device) ?
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

/* A total, or what has come since somebody began to count from there. */
static void put_figure(struct column_value *value, const struct column_row *row, struct figure figure,
		       bool is_kicks, const char *why)
{
	bool is_known = figure.is_known;

	value->why = why;
	if (is_known && row->queue)
		is_known = zero_queue(row->zero, row->model, row->queue, is_kicks, &figure.count);
	else if (is_known)
		is_known = zero_device(row->zero, row->model, row->device, is_kicks, &figure.count);
	if (is_known)
		column_put_count(value, figure.count, figure.rate);
	else if (figure.is_known)
		value->why = column_not_since;
}

static void put_figure_rate(struct column_value *value, struct figure figure, const char *why)
{
	value->why = why;
	if (figure.is_known)
		column_put_rate(value, figure.rate);
}

void get_kickdoorbells(const struct column_row *row, struct column_value *value)
{
	put_figure(value, row, figure_kicks(row), true, why_no_kicks(row));
}

void get_kickdoorbells_per_s(const struct column_row *row, struct column_value *value)
{
	put_figure_rate(value, figure_kicks(row), why_no_kicks(row));
}

void get_wqes(const struct column_row *row, struct column_value *value)
{
	put_figure(value, row, figure_wqes(row), false, why_no_wqes(row));
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
	column_put_text(value, row->queue ? row->queue->wqes_source : row->device->wqes_source);
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
		column_put_real(value, VALUE_RATIO, value->real / kicks.rate->per_second);
}

void get_in_flight(const struct column_row *row, struct column_value *value)
{
	value->why = why_none(row, "this driver does not count what was submitted");
	if (!row->queue || !row->queue->has_in_flight)
		return;
	column_put_number(value, VALUE_COUNT, row->queue->in_flight);
	value->is_old = row->queue->health == HEALTH_STALE;
}

/* What of WHOLE a queue's PART is, in percent; false when it cannot be said. */
static bool put_share(struct column_value *value, struct figure part, struct figure whole)
{
	if (!part.is_known || !whole.is_known || part.rate->state != whole.rate->state ||
	    whole.rate->per_second <= 0)
		return false;
	column_put_rate(value, part.rate);
	if (value->kind != VALUE_RATE)
		return false;
	column_put_real(value, VALUE_PERCENT, 100 * value->real / whole.rate->per_second);
	return true;
}

void get_share_percent(const struct column_row *row, struct column_value *value)
{
	struct column_row device = *row;

	if (!row->queue)
		return;
	device.queue = NULL;
	if (!put_share(value, figure_wqes(row), figure_wqes(&device)) &&
	    !put_share(value, figure_kicks(row), figure_kicks(&device)))
		value->why = "its device does nothing, or its queues are not all counted alike";
}

void get_kickdoorbells_graph(const struct column_row *row, struct column_value *value)
{
	(void)row;
	(void)value;
}

void get_wqes_graph(const struct column_row *row, struct column_value *value)
{
	(void)row;
	(void)value;
}

/* One for the row when it is the same for all that is missing, else each with its name. */
void get_reason(const struct column_row *row, struct column_value *value)
{
	const char *kicks = row->device && !figure_kicks(row).is_known ? why_no_kicks(row) : "";
	const char *wqes = row->device && !figure_wqes(row).is_known ? why_no_wqes(row) : "";
	const char *read = why_none(row, "");

	if (*read || !strcmp(kicks, wqes)) {
		column_put_text(value, *read ? read : kicks);
		return;
	}
	snprintf(value->room, sizeof(value->room), "%s%s%s%s%s", *kicks ? "kickdoorbells: " : "", kicks,
		 *kicks && *wqes ? "; " : "", *wqes ? "wqes: " : "", wqes);
	column_put_text(value, value->room);
}
