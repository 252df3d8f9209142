/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of feature bits. */
#include "vdpa/feature.h"

#include <stdbool.h>
#include <stdio.h>

#include "vdpa/numbers.h"

static const struct vdpa_feature features[] = {
#define X(class, prefix, number, word, meaning) { VDPA_CLASS_##class, number, #word, meaning },
#include "vdpa/feature.def"
};

#define FEATURE_COUNT (sizeof(features) / sizeof(features[0]))

/* A feature of every class counts for each of them. */
static bool feature_concerns(const struct vdpa_feature *feature, uint32_t class_id)
{
	return feature->class_id == class_id || feature->class_id == VDPA_CLASS_ANY;
}

const struct vdpa_feature *vdpa_feature_find(uint32_t class_id, uint32_t bit)
{
	for (size_t i = 0; i < FEATURE_COUNT; i++)
		if (features[i].bit == bit && feature_concerns(&features[i], class_id))
			return &features[i];
	return NULL;
}

void vdpa_feature_print(char *to, size_t size, uint32_t class_id, uint32_t bit)
{
	const struct vdpa_feature *feature = vdpa_feature_find(class_id, bit);

	if (feature)
		snprintf(to, size, "%s", feature->name);
	else
		snprintf(to, size, "bit_%u", bit);
}

const struct vdpa_feature *vdpa_feature_table(size_t *ret_count)
{
	*ret_count = FEATURE_COUNT;
	return features;
}
