/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mgmtdev show, dev show: what there is, and who has it. */
#include "oneshot/show_private.h"

#include "report/members.h"
#include "view/column.h"

static const struct sheet_column mgmtdev_columns[] = {
	{ NULL, "MGMTDEV", true },	       { "supported_classes", "CLASSES", false },
	{ "max_supported_vqs", "VQS", false }, { "driver", "DRIVER", true },
	{ "function", "FUNCTION", false },     { "numa_node", "NODE", false },
	{ "devices", "DEVICES", false },
};
const struct sheet_table show_mgmtdev_table = { mgmtdev_columns, 7 };

static const struct sheet_column device_columns[] = {
	{ NULL, "DEVICE", true },      { "type", "TYPE", false },	   { "mgmtdev", "MGMTDEV", true },
	{ "driver", "DRIVER", true },  { "max_vqs", "VQS", false },
	{ "max_vq_size", "SIZE", false }, { "used_by", "USED BY", false },
};
const struct sheet_table show_device_table = { device_columns, 7 };

const char *show_why_silent(const struct model_device *device)
{
	return device->is_from_netlink ? "" : column_not_named;
}

void show_put_mgmtdev(struct show *show, const struct model_mgmtdev *mgmtdev)
{
	members_put_mgmtdev(&show->sheet, show->model, mgmtdev);
}

/* In text, users are a few words. */
static void device_put_used_by(struct show *show, const struct model_device *device)
{
	const struct column_row row =
		column_device_row(show->model, (size_t)(device - show->model->devices));
	struct column_value used_by;

	column_get(COLUMN_USED_BY, &row, &used_by);
	if (used_by.kind == VALUE_TEXT)
		sheet_text_as(&show->sheet, "used_by", used_by.text, SHEET_WORDS);
}

void show_put_device(struct show *show, const struct model_device *device)
{
	struct sheet *sheet = &show->sheet;

	members_put_device(sheet, show->model, device);
	members_put_host(sheet, device);
	device_put_used_by(show, device);
	members_put_users(sheet, show->model, device);
	sheet_text(sheet, "reason", show_why_silent(device));
}
