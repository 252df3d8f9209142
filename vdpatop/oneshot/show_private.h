/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the commands that show something share: each has one thing of one command. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "model/model.h"
#include "oneshot/command.h"
#include "report/sheet.h"

struct show {
	struct sheet sheet;
	const struct model *model;
	const struct oneshot_command *command;
	struct error *error;
	int status; /* enum exit_status */
	bool is_unknown; /* of the one thing that was asked about there is nothing but the reason why */
};

/* Notes how the command ends, with words; the first that is not EXIT_DONE counts. */
void show_complain(struct show *show, int status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Why netlink says nothing of DEVICE, "" when it does. */
const char *show_why_silent(const struct model_device *device);
/* The same as the answer to who asked for DEVICE alone. */
void show_complain_silent(struct show *show, const struct model_device *device);

/* Puts the members of one thing, whose object is open. */
typedef void show_mgmtdev_putter(struct show *show, const struct model_mgmtdev *mgmtdev);
typedef void show_device_putter(struct show *show, const struct model_device *device);

show_mgmtdev_putter show_put_mgmtdev;
show_device_putter show_put_device, show_put_config, show_put_feature_sets, show_put_stats;

extern const struct sheet_table show_mgmtdev_table, show_device_table, show_config_table,
	show_features_table, show_stats_table;
