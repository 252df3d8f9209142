/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a device is, who made it, who has it. */
#include "view/device_words.h"

#include "manage/words.h"
#include "model/model.h"
#include "vdpa/class.h"

void device_words(const struct model *model, const struct model_device *device, char *to, size_t size)
{
	const struct model_mgmtdev *mgmtdev =
		device->mgmtdev == FLAT_NONE ? NULL : &model->mgmtdevs[device->mgmtdev];
	struct words words;

	words_begin(&words, to, size);
	if (device->valid & VDPA_HAS_CLASS)
		words_print(&words, "%s ", vdpa_class_name(device->class_id));
	words_put(&words, "device");
	if (mgmtdev) {
		words_put(&words, " of ");
		words_put_name(&words, mgmtdev->handle);
		if (*mgmtdev->driver) {
			words_put(&words, " (");
			words_put_name(&words, mgmtdev->driver);
			words_put(&words, ")");
		}
	}
	if (!*device->driver) {
		words_put(&words, device->identity ? ", bound to no driver" : "");
	} else {
		words_put(&words, ", bound to ");
		words_put_name(&words, device->driver);
	}
	words_end(&words);
}
