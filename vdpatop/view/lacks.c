/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/lacks.h"

#include "model/model.h"

const char *lacks_words(const struct lacks *lacks, enum action_need needs)
{
	if (needs == ACTION_NEEDS_ROW && !lacks->has_row)
		return "no row is selected";
	if (needs == ACTION_NEEDS_REPLAY && !lacks->is_replay)
		return "only in a replay of what was recorded (vdpatop --replay FILE)";
	if (needs == ACTION_NEEDS_LIVE && lacks->is_replay)
		return "not in a replay, where samples come as they were recorded";
	if (needs < ACTION_NEEDS_MGMTDEV)
		return NULL;
	if (*lacks->no_change)
		return lacks->no_change;
	if (needs == ACTION_NEEDS_MGMTDEV && lacks->model->has_sample && !lacks->model->mgmtdev_count)
		return "there is no management device: load its driver (mlx5_vdpa, vdpa_sim_net, ...)";
	if (needs == ACTION_NEEDS_DEVICE && !lacks->has_device)
		return "no device is selected or tagged";
	return NULL;
}

static const char *lacks_family(const struct model *model)
{
	switch ((enum snapshot_family)model->info->family) {
	case SNAPSHOT_FAMILY_NO_MODULE:
		return "the vdpa kernel module is not loaded: modprobe vdpa";
	case SNAPSHOT_FAMILY_NO_NETNS:
		return "vDPA can be changed from the initial network namespace only";
	case SNAPSHOT_FAMILY_UNKNOWN:
		return "the vdpa family cannot be reached";
	case SNAPSHOT_FAMILY_PRESENT:
		break;
	}
	return "";
}

struct view_status lacks_status(const struct model *model, const struct view_status *status)
{
	struct view_status known = *status;

	if (model->has_sample && !*known.no_change)
		known.no_change = lacks_family(model);
	return known;
}
