/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a row is, wherever it stands: a stable identity. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum row_kind {
	ROW_NONE,
	ROW_MGMTDEV,
	ROW_UNMANAGED, /* what devices without a management device stand under; its id is 0 */
	ROW_DEVICE,
	ROW_QUEUE,
};

/* Ids are unique in a kind, and never used twice in a run. */
struct row_name {
	enum row_kind kind;
	uint64_t id;
};

static inline bool row_name_is(struct row_name a, struct row_name b)
{
	return a.kind == b.kind && a.id == b.id;
}
