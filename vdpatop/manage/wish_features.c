/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the features that a wish provisions are there, and go together. */
#include <string.h>

#include "manage/wish_private.h"
#include "manage/words.h"
#include "vdpa/feature.h"

/* Features of the transport and not of the class (linux/virtio_config.h VIRTIO_TRANSPORT_F_START, _END). */
#define TRANSPORT_FEATURES (((UINT64_C(1) << 43) - 1) & ~((UINT64_C(1) << 28) - 1))

#define FEATURES_NAMED 6 /* the others are counted */

/* "MQ, RSS" */
static void put_features(char *to, size_t size, uint32_t class_id, uint64_t features)
{
	struct words words;
	int named = 0;

	words_begin(&words, to, size);
	for (uint32_t bit = 0; bit < 64 && named < FEATURES_NAMED; bit++) {
		char name[32];

		if (!VDPA_HAS_FEATURE(features, bit))
			continue;
		vdpa_feature_print(name, sizeof(name), class_id, bit);
		words_print(&words, named++ ? ", %s" : "%s", name);
		features &= ~(UINT64_C(1) << bit);
	}
	if (features)
		words_print(&words, " and %d more", __builtin_popcountll(features));
	words_end(&words);
}

/* What the kernel's core and the driver want, given what else is wished. */
static void check_needed(const struct wish *wish, struct findings *findings)
{
	static const struct {
		uint64_t feature;
		const char *words;
	} rules[] = {
		{ FEATURE_BIT(NET_F_MAC), "a MAC address is given: it needs the feature MAC" },
		{ FEATURE_BIT(NET_F_MTU), "an MTU is given: it needs the feature MTU" },
		{ FEATURE_BIT(NET_F_MQ), "more than one pair of queues needs the feature MQ" },
	};
	uint64_t missing = wish_needed(wish) & ~wish->features;

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (missing & rules[i].feature)
			findings_add_error(findings, TASK_FIELD_FEATURES, "%s", rules[i].words);
}

/* drivers/vdpa/mlx5/net/mlx5_vnet.c mlx5_vdpa_dev_add(); drivers of devices want them everywhere. */
static void check_modern(const struct wish *wish, const struct model_mgmtdev *mgmtdev,
			 struct findings *findings)
{
	uint64_t least = FEATURE_BIT(TRANSPORT_F_VERSION_1) | FEATURE_BIT(TRANSPORT_F_ACCESS_PLATFORM);
	bool is_mlx5 = !strncmp(mgmtdev->driver, "mlx5_core", strlen("mlx5_core"));
	char names[64];

	if (!(least & ~wish->features))
		return;
	put_features(names, sizeof(names), VDPA_CLASS_ANY, least & ~wish->features);
	if (is_mlx5)
		findings_add_error(findings, TASK_FIELD_FEATURES,
				   "mlx5_vdpa makes no device without %s", names);
	else
		findings_add(findings, TASK_FIELD_FEATURES, MODEL_WARNING,
			     "without %s there may be no driver that takes the device", names);
}

static void check_supported(const struct wish *wish, const struct model_mgmtdev *mgmtdev,
			    uint32_t class_id, struct findings *findings)
{
	uint64_t supported = mgmtdev->valid & VDPA_HAS_SUPPORTED ? mgmtdev->supported : 0;
	struct words_name handle = words_name(mgmtdev->handle);
	char names[160];

	if (!supported) {
		findings_add(findings, TASK_FIELD_FEATURES, MODEL_INFO,
			     "%s does not say what it supports: the kernel will refuse what it does not",
			     handle.text);
		return;
	}
	if (!(wish->features & ~supported))
		return;
	put_features(names, sizeof(names), class_id, wish->features & ~supported);
	findings_add_error(findings, TASK_FIELD_FEATURES, "%s does not support %s", handle.text, names);
}

/* The kernel asks for net settings to know which class's features they are. */
static bool is_ambiguous(const struct wish *wish, const struct model_mgmtdev *mgmtdev)
{
	uint64_t classes = mgmtdev->valid & VDPA_HAS_CLASSES ? mgmtdev->classes : 0;

	return classes & UINT64_C(1) << VDPA_CLASS_NET && classes & (classes - 1) && !*wish->mac &&
	       !*wish->mtu && !*wish->pairs && wish->features & ~TRANSPORT_FEATURES;
}

static void check_net(const struct wish *wish, struct findings *findings)
{
	if (wish->features & FEATURE_BIT(NET_F_MQ) && !(wish->features & FEATURE_BIT(NET_F_CTRL_VQ)))
		findings_add(findings, TASK_FIELD_FEATURES, MODEL_INFO,
			     "MQ without CTRL_VQ: a driver needs the control queue to use more than one "
			     "pair");
}

void wish_check_features(const struct wish *wish, const struct model_mgmtdev *mgmtdev,
			 struct findings *findings)
{
	uint32_t class_id = wish_class(wish, mgmtdev);
	uint32_t takes;

	if (!wish->has_features || !mgmtdev)
		return;
	if (wish_takes(wish, mgmtdev, &takes) && !(takes & VDPA_HAS_FEATURES)) {
		findings_add_error(findings, TASK_FIELD_FEATURES,
				   "%s takes no features: leave them to the driver",
				   words_name(mgmtdev->handle).text);
		return;
	}
	check_supported(wish, mgmtdev, class_id, findings);
	check_modern(wish, mgmtdev, findings);
	if (is_ambiguous(wish, mgmtdev))
		findings_add_error(findings, TASK_FIELD_FEATURES,
				   "%s makes devices of several classes, and the kernel cannot tell whose "
				   "features these are: give a MAC address or an MTU too, or no features",
				   words_name(mgmtdev->handle).text);
	if (class_id == VDPA_CLASS_NET) {
		check_needed(wish, findings);
		check_net(wish, findings);
	}
}
