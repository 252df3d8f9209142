/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether names of devices to be will do: for the kernel, for sysfs, and for who has to work with them. */
#include <string.h>

#include "manage/names.h"
#include "manage/words.h"
#include "vdpa/name.h"

/* iproute2's vdpa writes a name into so many bytes with its NUL (SPRINT_BUF(), vdpa/vdpa.c). */
#define VDPA_TOOL_ROOM 64
#define TAKEN_NAMED 3 /* the others are counted */

static bool is_replaced(const struct model_device *device, uint64_t replaced)
{
	return replaced && device->id == replaced;
}

const struct model_device *name_find_taken(const struct model *model, const char *name,
					   uint64_t replaced)
{
	for (size_t i = 0; i < model->device_count; i++)
		if (!strcmp(model->devices[i].name, name) &&
		    !is_replaced(&model->devices[i], replaced))
			return &model->devices[i];
	return NULL;
}

static bool is_pci_root(const char *name)
{
	return !strncmp(name, "pci", 3) && strspn(name + 3, "0123456789abcdef") == 4 && name[7] == ':';
}

/* A simulator's device has no parent (vdpa_sim_net.c vdpasim_net_dev_add()), as what is named here. */
bool name_is_in_sysfs(const struct model *model, const char *name)
{
	static const char *const there[] = {
		"breakpoint", "cpu",  "faux", "isa",    "kprobe",     "LNXSYSTM:00", "msr",     "platform",
		"pnp0",       "pnp1", "software", "system", "tracepoint", "uprobe",   "virtual",
		"vdpasim_blk", "vdpasim_net",
	};

	for (size_t i = 0; i < sizeof(there) / sizeof(there[0]); i++)
		if (!strcmp(there[i], name))
			return true;
	for (size_t i = 0; i < model->mgmtdev_count; i++)
		if (!*model->mgmtdevs[i].bus && !strcmp(model->mgmtdevs[i].name, name))
			return true;
	return is_pci_root(name);
}

/* The first byte of RAW that no name should hold; LENGTH bytes belong to it. False: there is none. */
static bool find_bad_byte(const char *raw, size_t *ret_at, size_t *ret_length, bool *ret_is_text)
{
	size_t length = strlen(raw);

	for (size_t at = 0; at < length;) {
		char safe[32];
		uint32_t character;
		size_t bytes = text_decode(raw + at, length - at, &character);

		if (!bytes || text_safe(safe, sizeof(safe), raw + at, bytes) != bytes) {
			*ret_at = at;
			*ret_is_text = bytes;
			*ret_length = bytes ? bytes : 1;
			return true;
		}
		at += bytes;
	}
	return false;
}

static bool check_bytes(const char *raw, struct findings *findings)
{
	size_t at, length;
	char safe[32];
	bool is_text;

	if (!find_bad_byte(raw, &at, &length, &is_text))
		return true;
	text_safe(safe, sizeof(safe), raw + at, length);
	findings_add_error(findings, TASK_FIELD_NAME,
			   is_text ? "byte %zu of the name, %s, is a control character: no screen and no "
				     "script would be safe from it" :
				     "byte %zu of the name, %s, is not UTF-8 text",
			   at + 1, safe);
	return false;
}

bool name_check_form(const char *raw, struct findings *findings)
{
	size_t length = strlen(raw);

	if (length >= TASK_NAME_SIZE) {
		findings_add_error(findings, TASK_FIELD_NAME,
				   "the name has %zu bytes: sysfs finds no device with more than %d",
				   length, TASK_NAME_SIZE - 1);
		return false;
	}
	if (!strcmp(raw, ".") || !strcmp(raw, "..")) {
		findings_add_error(findings, TASK_FIELD_NAME,
				   "%s is what every folder of sysfs has in it: such a device could not be "
				   "found",
				   raw);
		return false;
	}
	return check_bytes(raw, findings);
}

static void warn_of_form(const char *raw, struct findings *findings)
{
	struct words_name name = words_name(raw);
	char kernel[sizeof(struct name)];

	if (strchr(raw, '/')) {
		text_copy(kernel, sizeof(kernel), raw);
		vdpa_name_in_kernel(kernel);
		findings_add(findings, TASK_FIELD_NAME, MODEL_WARNING, "the kernel will call it %s",
			     words_name(kernel).text);
	}
	if (strlen(raw) >= VDPA_TOOL_ROOM)
		findings_add(findings, TASK_FIELD_NAME, MODEL_WARNING,
			     "iproute2's vdpa crashes when it lists a name of %d bytes or more",
			     VDPA_TOOL_ROOM);
	if (raw[0] == '-')
		findings_add(findings, TASK_FIELD_NAME, MODEL_WARNING,
			     "%s begins with a dash: other tools take it for an option", name.text);
	if (strchr(raw, ' '))
		findings_add(findings, TASK_FIELD_NAME, MODEL_WARNING,
			     "the name holds a blank: scripts may take it for two words");
}

static const char *owner_of(const struct model *model, const struct model_device *device)
{
	return device->mgmtdev == FLAT_NONE ? NULL : model->mgmtdevs[device->mgmtdev].handle;
}

static void tell_taken(const struct model *model, const struct model_device *device,
		       struct findings *findings)
{
	const char *owner = owner_of(model, device);

	if (owner)
		findings_add_error(findings, TASK_FIELD_NAME, "%s is there already, made by %s",
				   words_name(device->name).text, words_name(owner).text);
	else
		findings_add_error(findings, TASK_FIELD_NAME, "%s is there already",
				   words_name(device->name).text);
}

/* Names those that are taken: one with its owner, of many the first. */
static void check_taken(const struct array *names, const struct wish *wish,
			const struct model *model, struct findings *findings)
{
	const struct model_device *taken = NULL;
	char text[TAKEN_NAMED * WORDS_NAME_SIZE];
	struct words words;
	size_t count = 0;

	words_begin(&words, text, sizeof(text));
	for (size_t i = 0; i < names->count; i++) {
		struct name name = *array_at(names, struct name, i);
		const struct model_device *device;

		vdpa_name_in_kernel(name.raw);
		device = name_find_taken(model, name.raw, wish->replaces);
		if (!device)
			continue;
		taken = device;
		if (++count > TAKEN_NAMED)
			continue;
		words_put(&words, count > 1 ? ", " : "");
		words_put_name(&words, name.raw);
	}
	if (count == 1)
		tell_taken(model, taken, findings);
	else if (count > TAKEN_NAMED)
		findings_add_error(findings, TASK_FIELD_NAME, "%s and %zu more are there already", text,
				   count - TAKEN_NAMED);
	else if (count)
		findings_add_error(findings, TASK_FIELD_NAME, "%s are there already", text);
}

/* What --device hides netlink is not asked of, but sysfs tells of it; a warning, as that may be old. */
static void check_hidden(const struct array *names, const struct model *model, struct findings *findings)
{
	for (size_t i = 0; i < names->count; i++) {
		struct name name = *array_at(names, struct name, i);
		struct model_fact fact;

		vdpa_name_in_kernel(name.raw);
		if (!model_find_fact(model, name.raw, &fact) || !fact.is_hidden)
			continue;
		findings_add(findings, TASK_FIELD_NAME, MODEL_WARNING,
			     "%s is there already, hidden here by --device: the kernel would refuse another",
			     words_name(name.raw).text);
		return;
	}
}

static void check_sysfs(const struct array *names, const struct model *model,
			struct findings *findings)
{
	for (size_t i = 0; i < names->count; i++) {
		struct name name = *array_at(names, struct name, i);

		vdpa_name_in_kernel(name.raw);
		if (!name_is_in_sysfs(model, name.raw))
			continue;
		findings_add_error(findings, TASK_FIELD_NAME,
				   "/sys/devices, where a simulator's devices are, has its own %s: the kernel "
				   "would refuse it and log a warning",
				   words_name(name.raw).text);
		return;
	}
}

void names_check(const struct array *names, const struct wish *wish, const struct model *model,
		 const struct model_mgmtdev *mgmtdev, struct findings *findings)
{
	for (size_t i = 0; i < names->count; i++)
		if (!name_check_form(array_at(names, struct name, i)->raw, findings))
			return;
	warn_of_form(array_at(names, struct name, names->count - 1)->raw, findings);
	check_taken(names, wish, model, findings);
	check_hidden(names, model, findings);
	if (mgmtdev && !strcmp(mgmtdev->driver, "vdpa_sim"))
		check_sysfs(names, model, findings);
}
