/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which mgmtdevs and devices there are. Devices are listed by a DEV_GET dump and asked for their
 * config one by one: a CONFIG_GET dump of a stock kernel ends silently at the first device that is
 * neither net nor block (drivers/vdpa/vdpa.c, vdpa_dev_config_dump()).
 */
#include "engine/sampler_private.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "netlink/attribute.h"
#include "vdpa/numbers.h"

static bool glob_matches(const char *glob, const char *text)
{
	return !glob || !glob[0] || !fnmatch(glob, text, 0);
}

static bool mgmtdev_matches(const struct sampler *sampler, const char *bus, const char *name)
{
	char handle[512];

	snprintf(handle, sizeof(handle), "%s%s%s", bus, bus[0] ? "/" : "", name);
	return glob_matches(sampler->options.mgmtdev_glob, handle);
}

struct sampler_name {
	const struct sampler *sampler;
	const char *name;
};

static bool text_is(const struct sampler *sampler, struct flat_text text, const char *value)
{
	return !strcmp(sampler_text(sampler, text), value);
}

static uint32_t sampler_find_mgmtdev(const struct sampler *sampler, const char *bus, const char *name)
{
	const struct array *section = sampler_section(sampler, SNAPSHOT_MGMTDEVS);

	for (size_t i = 0; i < section->count; i++) {
		const struct snapshot_mgmtdev *mgmtdev = array_at(section, struct snapshot_mgmtdev, i);

		if (text_is(sampler, mgmtdev->name, name) && text_is(sampler, mgmtdev->bus, bus))
			return (uint32_t)i;
	}
	return FLAT_NONE;
}

static void sampler_on_mgmtdev(void *context, const struct nlmsghdr *message)
{
	struct sampler *sampler = context;
	struct vdpa_mgmtdev decoded;
	struct snapshot_mgmtdev mgmtdev;

	if (vdpa_decode_mgmtdev(message, &decoded) < 0) {
		sampler_note(sampler, "a management device's description makes no sense");
		sampler->info.code = -EBADMSG;
		return;
	}
	if (!mgmtdev_matches(sampler, decoded.bus, decoded.name) ||
	    sampler_find_mgmtdev(sampler, decoded.bus, decoded.name) != FLAT_NONE)
		return;
	mgmtdev = (struct snapshot_mgmtdev){
		.bus = sampler_put(sampler, decoded.bus),
		.name = sampler_put(sampler, decoded.name),
		.classes = decoded.classes,
		.supported = decoded.supported,
		.max_vqs = decoded.max_vqs,
		.valid = decoded.valid,
	};
	array_append(sampler_section(sampler, SNAPSHOT_MGMTDEVS), &mgmtdev, 1);
}

static bool sampler_device_is_named(const void *context, uint32_t number)
{
	const struct sampler_name *wanted = context;

	return text_is(wanted->sampler, sampler_device(wanted->sampler, number)->name, wanted->name);
}

uint32_t sampler_find_device(const struct sampler *sampler, const char *name)
{
	return index_find(&sampler->devices, index_hash_text(name), sampler_device_is_named,
			  &(struct sampler_name){ sampler, name });
}

bool sampler_asks_about(const struct sampler *sampler, uint32_t index)
{
	const char *only = sampler->options.only;

	return !only || !only[0] || text_is(sampler, sampler_device(sampler, index)->name, only);
}

/* A dump resumes by position and does not say when something changed: an entry can come twice. */
static void sampler_on_device(void *context, const struct nlmsghdr *message)
{
	struct sampler *sampler = context;
	struct vdpa_device decoded;
	struct snapshot_device device;
	uint32_t mgmtdev;

	if (vdpa_decode_device(message, &decoded) < 0) {
		sampler_note(sampler, "a device's description makes no sense");
		sampler->info.code = -EBADMSG;
		return;
	}
	mgmtdev = sampler_find_mgmtdev(sampler, decoded.bus, decoded.mgmtdev);
	if (!glob_matches(sampler->options.device_glob, decoded.name) ||
	    (mgmtdev == FLAT_NONE && !mgmtdev_matches(sampler, decoded.bus, decoded.mgmtdev)) ||
	    sampler_find_device(sampler, decoded.name) != INDEX_NONE)
		return;
	device = (struct snapshot_device){
		.name = sampler_put(sampler, decoded.name),
		.mgmtdev = mgmtdev,
		.class_id = decoded.class_id,
		.vendor = decoded.vendor,
		.max_vqs = decoded.max_vqs,
		.max_vq_size = decoded.max_vq_size,
		.min_vq_size = decoded.min_vq_size,
		.valid = decoded.valid,
	};
	if (array_append(sampler_section(sampler, SNAPSHOT_DEVICES), &device, 1) < 0 ||
	    index_add(&sampler->devices, index_hash_text(decoded.name),
		      (uint32_t)sampler_section(sampler, SNAPSHOT_DEVICES)->count - 1) < 0)
		sampler_note(sampler, "out of memory");
}

static int sampler_dump(struct sampler *sampler, uint8_t command, enum snapshot_section section,
			genl_on_message *on_message, struct answer *ret_answer)
{
	int result = -EINTR;

	for (int i = 0; i < SAMPLER_DUMP_TRIES && (result == -EINTR || result == -ENOBUFS ||
						   result == -ENODATA); i++) {
		sampler_section(sampler, section)->count = 0;
		index_clear(&sampler->devices);
		result = sampler_dump_once(sampler, command, NULL, on_message, ret_answer);
	}
	return result;
}

static int sampler_list_one(struct sampler *sampler, uint8_t command, enum snapshot_section section,
			    genl_on_message *on_message, const char *what)
{
	struct answer answer = { 0 };
	struct error error = { 0 };
	int result = sampler_dump(sampler, command, section, on_message, &answer);

	/* What came in is shown all the same, and what did not is no proof that it is gone. */
	if (result == -EINTR || result == -ENOBUFS || result == -ENODATA) {
		sampler->info.code = result;
		sampler_note(sampler, "listing %s was interrupted %d times", what, SAMPLER_DUMP_TRIES);
		return 0;
	}
	if (!result)
		result = answer_error(&answer, &error);
	else
		error_set(&error, result, "%s", error_text(result));
	if (result < 0 && result != -ENOENT)
		sampler_note(sampler, "listing %s: %s", what, error.words);
	return result;
}

int sampler_list(struct sampler *sampler)
{
	int result = sampler_list_one(sampler, VDPA_CMD_MGMTDEV_GET, SNAPSHOT_MGMTDEVS,
				      sampler_on_mgmtdev, "management devices");

	if (result < 0)
		return result;
	return sampler_list_one(sampler, VDPA_CMD_DEV_GET, SNAPSHOT_DEVICES, sampler_on_device,
				"devices");
}

static void sampler_on_config(void *context, size_t request, const struct nlmsghdr *reply,
			      const struct answer *answer)
{
	struct sampler *sampler = context;
	uint32_t index = array_at(&sampler->asked, struct sampler_asked, request)->device;
	struct snapshot_device *device = sampler_device(sampler, index);
	struct vdpa_config config;
	const char *name;

	if (reply && (vdpa_decode_config(reply, &config, &name) < 0 ||
		      !text_is(sampler, device->name, name))) {
		device->config_code = -EBADMSG;
		sampler_note(sampler, "the configuration of %.64s makes no sense",
			     sampler_text(sampler, device->name));
	} else if (reply) {
		device->config = config;
	} else if (answer->code == -ENODEV) {
		*array_at(&sampler->vanished, bool, index) = true;
	} else {
		struct flat_text reason = sampler_put(sampler, answer->message);

		device = sampler_device(sampler, index);
		device->config_code = answer->code;
		device->config_reason = reason;
		if (answer->is_missing && (answer->code == -ENODATA || answer->code == -EBADMSG))
			sampler_note(sampler, "no answer about the configuration of %.64s",
				     sampler_text(sampler, device->name));
	}
}

static void sampler_ask_config(struct sampler *sampler, uint32_t index)
{
	struct snapshot_device *device = sampler_device(sampler, index);
	struct nlmsghdr *message = sampler_add(sampler, VDPA_CMD_DEV_CONFIG_GET);
	struct vdpa_request request = { 0 };

	if (!message) {
		sampler_run(sampler, VDPA_CMD_DEV_CONFIG_GET, sampler_on_config);
		message = sampler_add(sampler, VDPA_CMD_DEV_CONFIG_GET);
	}
	/* Only now: answers put words behind the texts, and those may move. */
	request.device = sampler_text(sampler, device->name);
	if (!message || vdpa_encode(message, GENL_REQUEST_SIZE, &request) < 0) {
		device->config_code = -ENAMETOOLONG;
		return;
	}
	if (!array_append(&sampler->asked, &(struct sampler_asked){ .device = index }, 1))
		genl_commit(sampler->contact->genl);
}

/* Takes the devices out that were deleted between the list and the question. */
void sampler_drop_vanished(struct sampler *sampler)
{
	struct array *devices = sampler_section(sampler, SNAPSHOT_DEVICES);
	size_t kept = 0;

	for (size_t i = 0; i < devices->count; i++)
		if (!*array_at(&sampler->vanished, bool, i))
			*sampler_device(sampler, kept++) = *sampler_device(sampler, i);
	if (kept == devices->count)
		return;
	devices->count = kept;
	index_clear(&sampler->devices);
	for (uint32_t i = 0; i < kept; i++)
		index_add(&sampler->devices,
			  index_hash_text(sampler_text(sampler, sampler_device(sampler, i)->name)), i);
}

void sampler_ask_configs(struct sampler *sampler)
{
	size_t count = sampler_section(sampler, SNAPSHOT_DEVICES)->count;

	sampler->vanished.count = 0;
	if (count && !array_add(&sampler->vanished, count)) {
		sampler_note(sampler, "out of memory");
		sampler_section(sampler, SNAPSHOT_DEVICES)->count = 0;
		return;
	}
	for (uint32_t i = 0; i < count; i++)
		if (sampler_asks_about(sampler, i))
			sampler_ask_config(sampler, i);
	sampler_run(sampler, VDPA_CMD_DEV_CONFIG_GET, sampler_on_config);
	sampler_drop_vanished(sampler);
	for (uint32_t i = 0; i < sampler_section(sampler, SNAPSHOT_DEVICES)->count; i++)
		sampler_keep_config(sampler, sampler_device(sampler, i));
}
