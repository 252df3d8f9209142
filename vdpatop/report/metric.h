/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the format prometheus writes, as a table: metric.def, for the format and for the documents. */
#pragma once

enum metric_id {
#define X(id, name, type, labels, put, help) METRIC_##id,
#include "report/metric.def"
#undef X
	METRIC_COUNT,
};

struct metric {
	const char *name;
	const char *type;   /* "counter" or "gauge" */
	const char *labels; /* their names, with ", " between them; "" for none */
	const char *help;   /* a sentence, without a backslash */
};

/* Static. */
const struct metric *metric_of(enum metric_id id);
