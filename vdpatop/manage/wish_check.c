/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The checks that the kernel would make (drivers/vdpa/vdpa.c vdpa_nl_cmd_dev_add_set_doit(), then the
 * driver's dev_add()), and what it would do without a word though nobody wants it.
 */
#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "manage/mac.h"
#include "manage/names.h"
#include "manage/wish_private.h"
#include "manage/words.h"
#include "vdpa/class.h"
#include "vdpa/parent.h"

/* What is looked at; MGMTDEV is NULL when it is not there. */
struct check {
	const struct wish *wish;
	const struct model *model;
	const struct model_mgmtdev *mgmtdev;
	struct array names; /* struct name; none when they are wrong */
	struct findings *findings;
};

bool wish_takes(const struct wish *wish, const struct model_mgmtdev *mgmtdev, uint32_t *ret_takes)
{
	const struct vdpa_parent *parent = mgmtdev ? vdpa_parent_find(mgmtdev->driver) : NULL;
	uint32_t class_id = wish_class(wish, mgmtdev);

	if (!parent)
		return false;
	*ret_takes = class_id ? vdpa_parent_takes(mgmtdev->driver, class_id) :
				parent->net | parent->block;
	return true;
}

static struct words_name mgmtdev_name(const struct check *check)
{
	return words_name(check->mgmtdev->handle);
}

static bool is_driven_by(const struct check *check, const char *driver)
{
	return check->mgmtdev && !strcmp(check->mgmtdev->driver, driver);
}

static bool is_mlx5(const struct check *check)
{
	return is_driven_by(check, "mlx5_core") || is_driven_by(check, "mlx5_core.sf");
}

static void check_names(struct check *check)
{
	struct error error = { 0 };
	enum task_field field;
	int result = wish_names(check->wish, &check->names, &field, &error);

	if (result == -ENOMEM) {
		check->findings->errors = -ENOMEM;
	} else if (result < 0) {
		check->names.count = 0;
		findings_add_error(check->findings, field, "%s", error.words);
	} else {
		names_check(&check->names, check->wish, check->model, check->mgmtdev,
			    check->findings);
	}
	if (is_driven_by(check, "vduse"))
		findings_add(check->findings, TASK_FIELD_NAME, MODEL_INFO,
			     "vduse takes only the name of a device that a daemon of its own has made");
}

/* Devices of MGMTDEV that will still be there. */
static uint32_t count_devices(const struct check *check)
{
	uint32_t count = check->mgmtdev->devices;
	const struct model_device *replaced =
		check->wish->replaces ? model_find_device(check->model, check->wish->replaces) : NULL;

	if (replaced && replaced->mgmtdev != FLAT_NONE &&
	    &check->model->mgmtdevs[replaced->mgmtdev] == check->mgmtdev)
		count--;
	return count;
}

static void check_room(const struct check *check)
{
	const struct vdpa_parent *parent = vdpa_parent_find(check->mgmtdev->driver);
	uint32_t devices = count_devices(check);

	if (!parent || !parent->most)
		return;
	if (devices >= parent->most)
		findings_add_error(check->findings, TASK_FIELD_MGMTDEV, "%s has its device already: %s",
				   mgmtdev_name(check).text, parent->words);
	else if (devices + check->names.count > parent->most)
		findings_add_error(check->findings, *check->wish->count ? TASK_FIELD_COUNT : TASK_FIELD_NAME,
				   "%zu are too many: %s", check->names.count, parent->words);
}

static void check_mgmtdev(const struct check *check)
{
	const struct wish *wish = check->wish;

	if (!*wish->mgmtdev)
		findings_add_error(check->findings, TASK_FIELD_MGMTDEV,
				   "choose the management device that makes it");
	else if (!check->mgmtdev)
		findings_add_error(check->findings, TASK_FIELD_MGMTDEV,
				   "management device %s%s%s is gone", words_name(wish->bus).text,
				   *wish->bus ? "/" : "", words_name(wish->mgmtdev).text);
	else
		check_room(check);
}

/* "net and block" */
static void put_classes(char *to, size_t size, uint64_t classes)
{
	struct words words;
	uint64_t left = classes;

	words_begin(&words, to, size);
	for (uint32_t id = 0; left; id++, left >>= 1) {
		if (!(left & 1))
			continue;
		words_put(&words, vdpa_class_name(id));
		if (left > 1)
			words_put(&words, __builtin_popcountll(left >> 1) > 1 ? ", " : " and ");
	}
	words_end(&words);
}

static void check_class(const struct check *check)
{
	const struct model_mgmtdev *mgmtdev = check->mgmtdev;
	uint32_t class_id = check->wish->class_id;
	char classes[96];

	if (!class_id || !mgmtdev || !(mgmtdev->valid & VDPA_HAS_CLASSES) || !mgmtdev->classes)
		return;
	put_classes(classes, sizeof(classes), mgmtdev->classes);
	if (class_id >= VDPA_CLASS_COUNT || !(mgmtdev->classes >> class_id & 1))
		findings_add_error(check->findings, TASK_FIELD_CLASS, "%s makes no %s devices, only %s",
				   mgmtdev_name(check).text, vdpa_class_name(class_id), classes);
	else if (mgmtdev->classes & (mgmtdev->classes - 1))
		findings_add(check->findings, TASK_FIELD_CLASS, MODEL_INFO,
			     "the kernel is not told the class: what comes of it is the driver's choice");
}

/* Whether a device of WISH can have what only net devices have, and its driver can be told BIT of it. */
static bool may_have(const struct check *check, enum task_field field, uint32_t bit, const char *what)
{
	uint32_t class_id = wish_class(check->wish, check->mgmtdev);
	uint32_t takes;

	if (!check->mgmtdev)
		return true;
	if (class_id ? class_id != VDPA_CLASS_NET :
		       (check->mgmtdev->valid & VDPA_HAS_CLASSES) && check->mgmtdev->classes) {
		findings_add_error(check->findings, field,
				   "only net devices have %s: give none", what);
		return false;
	}
	if (wish_takes(check->wish, check->mgmtdev, &takes) && !(takes & bit)) {
		findings_add_error(check->findings, field, "%s takes no %s: give none",
				   mgmtdev_name(check).text, strchr(what, ' ') + 1);
		return false;
	}
	return true;
}

static void check_empty_mac(const struct check *check)
{
	const struct wish *wish = check->wish;
	bool has_mac = !wish->has_features || wish->features & FEATURE_BIT(NET_F_MAC);

	if (is_driven_by(check, "vdpa_sim") && has_mac &&
	    wish_class(wish, check->mgmtdev) == VDPA_CLASS_NET)
		findings_add(check->findings, TASK_FIELD_MAC, MODEL_WARNING,
			     "%s gives 00:00:00:00:00:00 when it is told none: an interface with that "
			     "cannot come up",
			     mgmtdev_name(check).text);
}

/* The MAC address of each name, from FIRST on. */
static void check_macs(const struct check *check, const uint8_t *first)
{
	for (uint32_t i = 0; i < check->names.count; i++) {
		uint8_t mac[TASK_MAC_SIZE];
		char text[MAC_TEXT_SIZE];
		const struct model_device *taken;

		if (!mac_count_up(first, i, mac)) {
			findings_add_error(check->findings, TASK_FIELD_MAC,
					   "only %u addresses are left to count up to, of %zu: the last "
					   "three bytes are used up",
					   i, check->names.count);
			return;
		}
		taken = mac_find_taken(check->model, mac, check->wish->replaces);
		if (!taken)
			continue;
		mac_print(mac, text);
		findings_add_error(check->findings, TASK_FIELD_MAC, "%s is %s's already", text,
				   words_name(taken->name).text);
		return;
	}
}

static void check_mac(const struct check *check)
{
	struct error error = { 0 };
	uint8_t mac[TASK_MAC_SIZE];

	if (!*check->wish->mac) {
		check_empty_mac(check);
		return;
	}
	if (!may_have(check, TASK_FIELD_MAC, VDPA_HAS_MAC, "a MAC address"))
		return;
	if (wish_parse_mac(check->wish->mac, mac, &error) < 0 || mac_check(mac, &error) < 0)
		findings_add_error(check->findings, TASK_FIELD_MAC, "%s", error.words);
	else
		check_macs(check, mac);
}

static void check_number(const struct check *check, enum task_field field, const char *text,
			 const char *what, uint32_t least, uint32_t most)
{
	struct error error = { 0 };
	uint32_t number;

	if (wish_parse_number(text, what, least, most, &number, &error) < 0)
		findings_add_error(check->findings, field, "%s", error.words);
}

static void check_mtu(const struct check *check)
{
	if (*check->wish->mtu && may_have(check, TASK_FIELD_MTU, VDPA_HAS_MTU, "an MTU"))
		check_number(check, TASK_FIELD_MTU, check->wish->mtu, "the MTU", WISH_LEAST_MTU,
			     WISH_MOST_MTU);
}

static void check_pairs(const struct check *check)
{
	uint32_t most = check->mgmtdev ? wish_most_pairs(check->mgmtdev) : 0;

	if (!*check->wish->pairs) {
		if (is_mlx5(check))
			findings_add(check->findings, TASK_FIELD_PAIRS, MODEL_INFO,
				     "mlx5_vdpa makes one pair when it is told no number");
		return;
	}
	if (may_have(check, TASK_FIELD_PAIRS, VDPA_HAS_MAX_VQP, "a number of queue pairs"))
		check_number(check, TASK_FIELD_PAIRS, check->wish->pairs, "the number of queue pairs", 1,
			     most ? most : WISH_MOST_PAIRS);
}

int wish_check(const struct wish *wish, const struct model *model, struct array *findings)
{
	struct findings found = { .list = findings };
	size_t first = findings->count;
	struct error error = { 0 };
	struct wish read;
	struct check check = {
		.wish = &read,
		.model = model,
		.mgmtdev = wish_mgmtdev(wish, model),
		.names = ARRAY_OF(struct name),
		.findings = &found,
	};

	if (wish_read_features(wish, model, &read, &error) < 0)
		findings_add_error(&found, TASK_FIELD_FEATURES, "%s", error.words);
	check_names(&check);
	check_mgmtdev(&check);
	check_class(&check);
	check_mac(&check);
	check_mtu(&check);
	check_pairs(&check);
	wish_check_features(&read, check.mgmtdev, &found);
	array_free(&check.names);
	findings_sort(&found, first);
	return found.errors;
}
