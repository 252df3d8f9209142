/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of metric.def. */
#include "report/metric.h"

#define METRIC_COUNTER "counter"
#define METRIC_GAUGE "gauge"

static const struct metric metrics[METRIC_COUNT] = {
#define X(id, name, type, labels, put, help) [METRIC_##id] = { name, METRIC_##type, labels, help },
#include "report/metric.def"
#undef X
};

const struct metric *metric_of(enum metric_id id)
{
	return &metrics[id];
}
