/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Features as a person types them. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "base/nearest.h"
#include "manage/wish_private.h"
#include "manage/words.h"
#include "vdpa/class.h"
#include "vdpa/feature.h"

#define NAMELESS "bit_"
#define NAME_SIZE 64 /* more than any name's */

/* Whether TEXT is one number of at most 64 bits; 0xG and a number that is too long are not. */
static bool read_hexadecimal(const char *text, uint64_t *ret_features)
{
	const char *digits = !strncasecmp(text, "0x", 2) ? text + 2 : text;
	size_t length = strspn(digits, "0123456789abcdefABCDEF");

	if (!length || digits[length] || length - strspn(digits, "0") > 16)
		return false;
	*ret_features = strtoull(digits, NULL, 16);
	return true;
}

/* "bit_50", as a feature without a name is shown. */
static bool read_bit(const char *name, uint32_t *ret_bit)
{
	const char *digits = name + strlen(NAMELESS);

	if (strncasecmp(name, NAMELESS, strlen(NAMELESS)) ||
	    wish_parse_number(digits, "", 0, 63, ret_bit, NULL) < 0)
		return false;
	return isdigit((unsigned char)*digits);
}

static bool is_of_class(const struct vdpa_feature *feature, uint32_t class_id)
{
	return feature->class_id == class_id || feature->class_id == VDPA_CLASS_ANY;
}

/* The one called NAME, of CLASS_ID if that has one; NULL for none of any class. */
static const struct vdpa_feature *find_feature(const char *name, uint32_t class_id)
{
	const struct vdpa_feature *found = NULL;
	size_t count;
	const struct vdpa_feature *table = vdpa_feature_table(&count);

	for (size_t i = 0; i < count; i++)
		if (!strcasecmp(table[i].name, name) && (!found || is_of_class(&table[i], class_id)))
			found = &table[i];
	return found;
}

/* MAC of VIRTIO_NET_F_MAC, as headers and the standard have it, or of F_MAC. */
static const char *name_without_prefix(const char *name)
{
	const char *behind = strncasecmp(name, "VIRTIO_", strlen("VIRTIO_")) ? name : strcasestr(name, "F_");

	return behind && !strncasecmp(behind, "F_", 2) ? behind + 2 : name;
}

static int refuse_name(const char *name, uint32_t class_id, struct error *error)
{
	struct nearest nearest = NEAREST_TO(name_without_prefix(name));
	char ask[96];
	size_t count;
	const struct vdpa_feature *table = vdpa_feature_table(&count);

	for (size_t i = 0; i < count; i++)
		if (!class_id || is_of_class(&table[i], class_id))
			nearest_try(&nearest, table[i].name);
	return error_set(error, -EINVAL,
			 "'%s' is no feature, expected a hexadecimal number, or names with commas as "
			 "MAC,MTU%s",
			 words_name(name).text, nearest_ask(&nearest, ask, sizeof(ask)));
}

static int read_name(const char *name, uint32_t class_id, uint32_t *ret_bit, struct error *error)
{
	const struct vdpa_feature *feature;

	if (read_bit(name, ret_bit))
		return 0;
	feature = find_feature(name, class_id);
	if (!feature)
		return refuse_name(name, class_id, error);
	if (is_of_class(feature, class_id)) {
		*ret_bit = feature->bit;
		return 0;
	}
	if (!class_id)
		return error_set(error, -EAGAIN, "which bit %s is depends on the class: say its type",
				 feature->name);
	return error_set(error, -EINVAL, "'%s' is no feature of class %s", feature->name,
			 vdpa_class_name(class_id));
}

/* Whether the first LENGTH bytes of WORD are one of those that TEXT has before it. */
static bool stands_before(const char *text, const char *word, size_t length)
{
	for (size_t step; text < word; text += step + 1) {
		step = strcspn(text, ",");
		if (step == length && !strncasecmp(text, word, length))
			return true;
	}
	return false;
}

/* Goes on behind a name that takes the class, so that one that is none is found. */
int wish_parse_features(const char *text, uint32_t class_id, uint64_t *ret_features,
			struct error *error)
{
	const char *first = text;
	uint64_t features = 0;
	int result = 0;

	if (read_hexadecimal(text, ret_features))
		return 0;
	for (const char *end; text; text = *end ? end + 1 : NULL) {
		char name[NAME_SIZE];
		uint32_t bit = 0;
		int of_name;

		end = text + strcspn(text, ",");
		text_format(name, sizeof(name), "%.*s", (int)(end - text), text);
		of_name = read_name(name, class_id, &bit, error);
		if (of_name == -EINVAL)
			return of_name;
		if ((!of_name && features >> bit & 1) || stands_before(first, text, (size_t)(end - text)))
			return error_set(error, -EINVAL, "'%s' stands twice", words_name(name).text);
		if (!of_name)
			features |= UINT64_C(1) << bit;
		else
			result = of_name;
	}
	if (!result)
		*ret_features = features;
	return result;
}

int wish_read_features(const struct wish *wish, const struct model *model, struct wish *ret_read,
		       struct error *error)
{
	int result;

	*ret_read = *wish;
	if (!*wish->feature_words)
		return 0;
	result = wish_parse_features(wish->feature_words, wish_class(wish, wish_mgmtdev(wish, model)),
				     &ret_read->features, error);
	ret_read->has_features = !result;
	return result < 0 ? -EINVAL : 0;
}
